//! Japanese.

use domain::channel::{BoundResource, ChannelType, Lifecycle, Prerequisite};
use domain::error_code::ErrorCode;
use domain::field_errors::Field;

use super::texts::{
    DeleteTexts, DetailTexts, ErrorPageTexts, FormTexts, HelpTexts, ListTexts, ShellTexts, Texts,
};

pub(super) const TEXTS: Texts = Texts {
    shell: ShellTexts {
        skip_to_content: "本文へスキップ",
        navigation: "メインナビゲーション",
        channel_management: "チャンネル管理",
        help: "ヘルプ",
        language: "言語",
        theme: "外観",
        theme_system: "システム設定",
        theme_light: "ライト",
        theme_dark: "ダーク",
        copy_id: "ID をコピー",
        copied: "コピーしました",
    },
    list: ListTexts {
        introduction: "各チャンネルが、1 つのメッセージングプラットフォームでの貴社の窓口です。",
        usage: |used, quota| format!("{used} / {quota} チャンネル"),
        quota_used_up: |quota| {
            format!(
                "{quota} 個のチャンネルをすべて使用しています。不要なチャンネルを削除するか、\
                 担当のアカウントマネージャーにクォータの引き上げをご依頼ください。"
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
    },
    form: FormTexts {
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
    },
    detail: DetailTexts {
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
        history_created: "作成",
        history_edited: "編集",
        history_deleted: "削除",
        history_refused: "拒否",
        history_before: "変更前",
        history_after: "変更後",
        history_nothing: "履歴はまだありません。",
        danger: "チャンネルの削除",
        delete_explanation: "削除は取り消せません。削除できるのは、未バインドのチャンネルに\
                             限られます。",
        back_to_list: "チャンネル一覧に戻る",
    },
    delete: DeleteTexts {
        heading: |name| format!("「{name}」を削除しますか？"),
        consequences: "削除による影響",
        irreversible: "チャンネルとその設定は直ちに削除され、復元できません。",
        history_stays: "作成、変更、削除を行ったユーザーの記録は、監査ログに残ります。",
        quota_freed: "クォータに 1 つ空きができます。",
        no_running_business: "このチャンネルで稼働中の業務はありません。",
        data_backed_up: "このチャンネルの重要なデータはバックアップ済みです。",
        confirm_name: |name| format!("確認のため、チャンネル名「{name}」を入力してください"),
        delete_for_good: "完全に削除",
        bound_heading: "このチャンネルは現在削除できません",
        bound_explanation: "アカウントにバインドされています。担当のアカウントマネージャーに\
                            バインド解除をご依頼ください。解除後、ここで削除できます。",
    },
    help: HelpTexts {
        heading: "ヘルプ",
        introduction: "チャンネルの概要、タイプごとに必要な準備、よくある質問をご案内します。",
        types_heading: "6 つのチャンネルタイプ",
        types_explanation: "1 つのチャンネルは、プラットフォームの 1 つのアカウントにのみバインド\
                            できます。バインドの前に、右端の列に示すものをご用意ください。",
        life_cycle_heading: "チャンネルのライフサイクル",
        life_cycle: [
            (
                "作成",
                "タイプと名称を指定します。作成直後のチャンネルは未バインドです。クォータを \
                 1 つ使用しますが、送受信はできません。",
            ),
            (
                "バインド",
                "チャンネルをプラットフォームの 1 つのアカウントに関連付け、求められた権限を\
                 許可します。これで送信できるようになります。",
            ),
            (
                "運用",
                "状態と統計を確認し、設定を最新に保ちます。プラットフォームで権限が\
                 取り消された場合は、バインドし直します。",
            ),
            (
                "削除",
                "アカウントマネージャーにバインド解除を依頼してから、ここで削除します。\
                 削除したチャンネルは復元できません。",
            ),
        ],
        questions_heading: "よくある質問",
        questions: &[
            (
                "チャンネルはいくつまで作成できますか？",
                &["6 つのタイプの合計で 100 個です。削除したチャンネルは数に含まれません。上限の\
                   引き上げは、担当のアカウントマネージャーにご依頼ください。"],
            ),
            (
                "作成したばかりのチャンネルで送信できないのはなぜですか？",
                &["未バインドで、プラットフォームのアカウントにまだ関連付けられていないためです。\
                   バインドを行い、途中でプラットフォームから求められる権限をすべて許可して\
                   ください。"],
            ),
            (
                "バインド済みのチャンネルを削除するには、どうすればよいですか？",
                &["誤操作で稼働中の業務がチャンネルを失わないよう、バインド済みのチャンネルは\
                   削除できない仕組みになっています。業務を停止し、必要なデータをバックアップ\
                   してから、担当のアカウントマネージャーにバインド解除をご依頼ください。\
                   解除後は、ご自身で削除できます。"],
            ),
            (
                "1 つのチャンネルに複数のアカウントをバインドできますか？",
                &["できません。チャンネルとアカウントは 1 対 1 で対応します。アカウントを\
                   追加する場合は、アカウントごとにチャンネルを作成してください。"],
            ),
            (
                "バインドに失敗します。何を確認すればよいですか？",
                &[
                    "まず、上の表で、該当するタイプの前提条件を満たしているか確認してください。",
                    "次に、アカウントがプラットフォーム上で有効であり、制限を受けていないか確認して\
                     ください。",
                    "そのうえで、アカウントの管理権限を持つユーザーでサインインして認可をやり直し、\
                     求められた権限をすべて許可してください。",
                ],
            ),
        ],
    },
    error_page: ErrorPageTexts {
        not_found_heading: "見つかりません",
        refused_heading: "処理できませんでした",
        unavailable_heading: "一時的にご利用いただけません",
        internal_heading: "サーバーで問題が発生しました",
        code: "エラーコード",
        trace_id: "トレース ID",
        trace_hint: "お問い合わせの際は、この ID をお知らせください。ログから該当のリクエストを\
                     特定できます。",
        back: "チャンネル管理へ",
        try_again: "再試行",
    },
    bound_resource: |resource| match resource {
        BoundResource::WhatsAppBusinessNumber => "WhatsApp ビジネス番号",
        BoundResource::ViberBusinessAccount => "Viber ビジネスアカウント",
        BoundResource::FacebookPage => "Facebook ページ",
        BoundResource::InstagramProfessionalAccount => "Instagram プロアカウント",
        BoundResource::ServiceConfiguration => "なし（サービスを有効化して設定）",
    },
    prerequisite: |prerequisite| match prerequisite {
        Prerequisite::VerifiedWaba => {
            "ビジネス認証が完了した、登録済みの WhatsApp Business アカウント（WABA）"
        }
        Prerequisite::FacebookBusinessManager => "Facebook Business Manager アカウント",
        Prerequisite::InstagramLinkedToPage => "Facebook ページにリンクされた Instagram アカウント",
        Prerequisite::RegisteredSenderId => "国際 SMS 用に登録された送信者 ID",
        Prerequisite::AuthenticatedDomain => "送信準備の完了（ドメイン認証済み）",
    },
    lifecycle: |state| match state {
        Lifecycle::Unbound => "未バインド",
        Lifecycle::Binding => "バインド中",
        Lifecycle::Bound => "バインド済み",
        Lifecycle::Unbinding => "バインド解除中",
    },
    field: |field| match field {
        Field::ChannelType => "チャンネルタイプ",
        Field::Name | Field::ConfirmName => "チャンネル名",
        Field::Remarks => "備考",
        Field::NoRunningBusiness => "稼働中の業務がないこと",
        Field::DataBackedUp => "データのバックアップ",
    },
    error: |code| match code {
        ErrorCode::ChannelTypeMissing => "チャンネルタイプを選択してください。",
        ErrorCode::ChannelTypeUnknown => "6 つのチャンネルタイプのいずれかを選択してください。",
        ErrorCode::ChannelNameEmpty => "チャンネル名を入力してください。",
        ErrorCode::ChannelNameTooLong => "チャンネル名は 50 文字以内で入力してください。",
        ErrorCode::ChannelNameInvalid => {
            "チャンネル名に目に見えない制御文字が含まれています。貼り付けずに入力し直してください。"
        }
        ErrorCode::ChannelNameAlreadyUsed => "同じタイプ、同じ名称のチャンネルがすでにあります。",
        ErrorCode::ChannelRemarksTooLong => "備考は 150 文字以内で入力してください。",
        ErrorCode::ChannelRemarksInvalid => {
            "備考に目に見えない制御文字が含まれています。貼り付けずに入力し直してください。"
        }
        ErrorCode::ChannelQuotaExceeded => "チャンネル数がクォータの上限に達しています。",
        ErrorCode::ChannelCreationKeyUsed => "このフォームではすでにチャンネルを作成しています。",
        ErrorCode::ChannelNotFound => {
            "この ID のチャンネルはありません。すでに削除された可能性があります。"
        }
        ErrorCode::ChannelEditConflict => {
            "編集を始めた後に、ほかのユーザーがこのチャンネルを変更しました。上書きは行われて\
             いません。"
        }
        ErrorCode::ChannelBoundCannotDelete => {
            "バインド済みのチャンネルは削除できません。先に担当のアカウントマネージャーにバインド\
             解除をご依頼ください。"
        }
        ErrorCode::ChannelNameNotConfirmed => {
            "表示されているチャンネル名を正確に入力してください。"
        }
        ErrorCode::ChannelDeletionNotConfirmed => "内容を確認し、チェックを入れてください。",
        ErrorCode::ListFilterInvalid => {
            "この一覧では使用できないフィルターまたは並べ替えが URL に指定されています。\
             フィルターを選び直してください。"
        }
        ErrorCode::ListCursorInvalid => {
            "URL に指定された位置は一覧にありません。最初のページから表示し直してください。"
        }
        ErrorCode::PageNotFound => "このページは存在しません。URL をご確認ください。",
        ErrorCode::RequestMalformed => {
            "リクエストを読み取れませんでした。ページを開き直してください。"
        }
        ErrorCode::RequestFieldMissing => {
            "フォームの項目が不足しています。ページを開き直してください。"
        }
        ErrorCode::RequestFieldUnknown => {
            "フォームに存在しない項目が送信されました。ページを開き直してください。"
        }
        ErrorCode::RequestMethodNotAllowed => {
            "この URL では、この操作を実行できません。チャンネル管理から操作し直してください。"
        }
        ErrorCode::RequestTimeout => {
            "リクエストの受信がタイムアウトしました。もう一度お試しください。"
        }
        ErrorCode::RequestTooLarge => {
            "リクエストが大きすぎます。入力内容を減らして、もう一度お試しください。"
        }
        ErrorCode::RequestAddressTooLong => {
            "URL が長すぎます。検索条件を短くして、もう一度お試しください。"
        }
        ErrorCode::RequestMediaTypeUnsupported => {
            "このコンソールのフォームから送信されたものではありません。ページを開き直してから\
             送信してください。"
        }
        ErrorCode::RequestCrossSite => {
            "ほかのサイトからのリクエストのため、安全のために拒否しました。このコンソールから操作\
             してください。"
        }
        ErrorCode::ServiceInternal => {
            "リクエストを完了できませんでした。エラーは下記の ID でログに記録されています。"
        }
        ErrorCode::ServiceUnavailable => {
            "現在、データベースに接続できません。変更は行われていません。しばらくしてから、もう一度\
             お試しください。"
        }
    },
};
