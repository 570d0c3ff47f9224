use domain::channel::{ChannelType, Lifecycle};

use crate::locale::texts::{DeleteTexts, DetailTexts, FormTexts, ListTexts};

pub(super) const LIST: ListTexts = ListTexts {
    introduction: "各チャンネルが、1 つのメッセージングプラットフォームでの貴社の窓口です。",
    usage: |used, quota| format!("{used} / {quota} チャンネル"),
    quota_used_up: |quota| {
        format!(
            "{quota} 個のチャンネルをすべて使用しています。不要なチャンネルは削除してください。"
        )
    },
    create_channel: "チャンネルの作成",
    search: "検索",
    search_hint: "名称、備考、ID",
    all_types: "すべてのタイプ",
    all_statuses: "すべてのステータス",
    apply: "適用",
    clear_filters: "フィルターをクリア",
    export_csv: "CSV エクスポート",
    table_caption: "チャンネル一覧",
    channel_name: "チャンネル名",
    channel_type: "チャンネルタイプ",
    status: "ステータス",
    bound_resource: "バインド先",
    nothing_bound: "なし",
    remarks: "備考",
    created: "作成日時",
    actions: "操作",
    id: "ID",
    sort_ascending: "昇順",
    sort_descending: "降順",
    edit: "編集",
    edit_named: |name| format!("「{name}」を編集"),
    delete: "削除",
    delete_named: |name| format!("「{name}」を削除"),
    rows_per_page: "1 ページの表示件数",
    paging: "ページ送り",
    first_page: "最初のページ",
    previous_page: "前へ",
    next_page: "次へ",
    rows_shown: |rows| format!("このページに {rows} 件"),
    empty_heading: "チャンネルはまだありません",
    empty_explanation: "チャンネルは、WhatsApp、Viber、Messenger、Instagram、SMS、Email の \
                        1 つのアカウントに対応します。ここで作成し、アカウントに\
                        バインドすると、監視と運用を 1 か所で行えます。",
    empty_first_step: "作成に必要なのは、タイプと名称だけです。バインドするまで、メッセージの\
                       送受信は行われません。",
    no_match_heading: "該当するチャンネルはありません",
    no_match_explanation: "検索語やフィルターを変更して、もう一度お試しください。",
    created_notice: |name| format!("チャンネル「{name}」を作成しました。"),
    next_step: |channel_type| match channel_type {
        ChannelType::WhatsApp => {
            "現在は未バインドのため、まだ送受信できません。次に、WhatsApp ビジネス番号に\
             バインドしてください。"
        }
        ChannelType::Viber => {
            "現在は未バインドのため、まだ送受信できません。次に、Viber ビジネスアカウントに\
             バインドしてください。"
        }
        ChannelType::Messenger => {
            "現在は未バインドのため、まだ送受信できません。次に、Facebook ページに\
             バインドしてください。"
        }
        ChannelType::Instagram => {
            "現在は未バインドのため、まだ送受信できません。次に、Instagram プロアカウントに\
             バインドしてください。"
        }
        ChannelType::Sms | ChannelType::Email => {
            "現在は未バインドのため、まだ送受信できません。次に、サービスを有効化して\
             設定してください。"
        }
    },
    open_channel: "チャンネルを開く",
    deleted_notice: "チャンネルを完全に削除しました。",
};

pub(super) const FORM: FormTexts = FormTexts {
    create_heading: "チャンネルの作成",
    edit_heading: "チャンネルの編集",
    channel_type: "チャンネルタイプ",
    channel_type_hint: "作成後は変更できません。",
    bound_resource: "バインド先",
    prerequisite: "前提条件",
    no_prerequisite: "なし",
    channel_name: "チャンネル名",
    channel_name_hint: "50 文字以内。ほかのチャンネルと同じ名称も使用できます。",
    remarks: "備考",
    remarks_hint: "150 文字以内。",
    required: "必須",
    optional: "任意",
    ok: "OK",
    cancel: "キャンセル",
    save: "保存",
    close: "閉じる",
    summary_heading: "次の項目を修正してください",
    name_already_used: "同じタイプ、同じ名称のチャンネルがすでにあります。このまま作成する\
                        場合は、「OK」をもう一度押してください。",
    conflict_heading: "ほかのユーザーがこのチャンネルを変更しました",
    conflict_explanation: "入力した内容はフォームに残っています。2 つの内容を比較してください。\
                           「保存」を押すと、ほかのユーザーの変更が上書きされます。",
    conflict_theirs: "ほかのユーザーが保存した内容",
    conflict_yours: "入力した内容（未保存）",
    creation_key_used: |name| {
        format!(
            "このフォームでは、チャンネル「{name}」をすでに作成しています。以下の内容でもう \
             1 つ作成する場合は、「OK」を押してください。"
        )
    },
};

pub(super) const DETAIL: DetailTexts = DetailTexts {
    saved_notice: "変更を保存しました。",
    life_cycle: "ライフサイクル",
    step_create: "作成",
    step_bind: "バインド",
    step_maintain: "運用",
    step_delete: "削除",
    step_done: "完了",
    step_current: "現在のステップ",
    next_action: |state| match state {
        Lifecycle::Unbound => {
            "次に、チャンネルをアカウントにバインドしてください。バインドするまで\
             送受信できません。"
        }
        Lifecycle::Binding => "チャンネルをバインドしています。",
        Lifecycle::Bound => {
            "チャンネルはバインド済みです。稼働状況を確認し、設定を最新の状態に保ってください。"
        }
        Lifecycle::Unbinding => "アカウントとのバインドを解除しています。",
    },
    properties: "プロパティ",
    prerequisites: "バインドの前に",
    prerequisites_explanation: "次のものをご用意ください。バインドの失敗は、多くの場合これらの\
                                不足が原因です。",
    no_prerequisites: "このタイプに事前準備は必要ありません。",
    no_remarks: "備考なし",
    last_changed: "最終更新",
    history: "履歴",
    history_refused: "拒否",
    history_before: "変更前",
    history_after: "変更後",
    history_nothing: "履歴はまだありません。",
    danger: "チャンネルの削除",
    delete_explanation: "削除は取り消せません。削除できるのは、未バインドのチャンネルに\
                         限られます。",
    only_admins_delete: "チャンネルを削除できるのは、組織の管理者に限られます。",
    values_heading: "チャンネル名と備考",
    only_operators_edit: "変更できるのは、オペレーターと管理者です。",
    back_to_list: "チャンネル一覧に戻る",
};

pub(super) const DELETE: DeleteTexts = DeleteTexts {
    heading: |name| format!("「{name}」を削除しますか？"),
    consequences: "削除による影響",
    irreversible: "チャンネルとその設定は直ちに削除され、復元できません。",
    history_stays: "作成、変更、削除を行ったユーザーの記録は、監査ログに残ります。",
    quota_freed: "クォータに 1 つ空きができます。",
    dossier: "記録ファイルをダウンロード",
    dossier_explanation: "チャンネルの設定、履歴、件数とチェックサムを含むファイルです。チェックサムは監査ログに残ります。",
    no_running_business: "このチャンネルで稼働中の業務はありません。",
    data_backed_up: "このチャンネルの重要なデータはバックアップ済みです。",
    confirm_name: |name| format!("確認のため、チャンネル名「{name}」を入力してください"),
    delete_for_good: "完全に削除",
    bound_heading: "このチャンネルは現在削除できません",
    bound_explanation: "アカウントにバインドされています。担当のアカウントマネージャーに\
                        バインド解除をご依頼ください。解除後、ここで削除できます。",
};
