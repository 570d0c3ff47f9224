use crate::locale::customer_texts::{CustomerTexts, ProviderTexts};

pub(super) const CUSTOMERS: CustomerTexts = CustomerTexts {
    introduction: "貴社がチャンネルを管理している組織です。",
    search_hint: "名称または ID",
    customer: "顧客",
    state: "状態",
    all_states: "すべての状態",
    channels: "チャンネル",
    usage: |used, quota| format!("{used} / {quota}"),
    since: "登録日時",
    show_channels: "チャンネル",
    show_channels_of: |name| format!("「{name}」のチャンネル"),
    none_heading: "顧客はまだありません",
    none_explanation: "顧客を新規に作成するか、このコンソールを利用中の組織に同意を依頼してください。",
    no_match: "該当する顧客はありません。",
    new_customer: "顧客の追加",
    back: "顧客一覧に戻る",
    create_heading: "顧客の作成",
    create_explanation: "このコンソールをまだ利用していない会社を追加します。アカウントマネージャーが\
                         会社を確認し、顧客の管理者がサービスを有効化すると、チャンネルを作成できます。",
    admin_email: "顧客の管理者のメールアドレス",
    create: "顧客を作成",
    created_notice: |name, email| {
        format!("「{name}」を顧客として作成しました。{email} 宛ての招待を用意しました。")
    },
    created_next: "次に、アカウントマネージャーが会社を確認し、顧客の管理者がサービスを有効化します。",
    ask_heading: "同意の依頼",
    ask_explanation: "このコンソールをすでに利用している会社に依頼します。その会社の管理者は、\
                      「サービスプロバイダー」ページで ID を確認し、依頼を承諾または辞退できます。",
    customer_id: "組織の ID",
    ask: "同意を依頼",
    asked_notice: "この ID の組織が存在する場合、その管理者は依頼を承諾または辞退できます。",
    requests_heading: "回答待ちの依頼",
    requests_explanation: "組織が承諾するまで、入力した ID 以外の情報は表示されません。",
    asked_at: "依頼日時",
    withdraw: "取り下げる",
    withdraw_named: |id| format!("{id} への依頼を取り下げる"),
    withdrawn_notice: "依頼を取り下げました。",
    invite_heading: "管理者の再招待",
    invite_explanation: "この顧客にはまだメンバーがいません。新しい招待を作成すると、以前の招待は無効に\
                         なります。",
    invite: "招待",
    end_heading: "関係の終了",
    end_explanation: |name| {
        format!(
            "次の操作から、「{name}」のチャンネルの閲覧も変更もできなくなります。チャンネルは残ります。\
             再び管理するには、「{name}」の同意が必要です。"
        )
    },
    end: "関係を終了",
    ended_notice: "関係を終了しました。この組織は顧客ではなくなりました。",
    confirm_first: "変更を行うには、先にパスワードを確認してください。",
    only_admins: "顧客の作成、同意の依頼、関係の終了は、管理者が行えます。",
    channels_introduction: "各チャンネルが、1 つのメッセージングプラットフォームでの貴社または顧客の窓口です。",
    all_customers: "すべての顧客",
    incomplete: "この一覧には、一部の顧客だけが表示されています。",
    all_link: "ほかの顧客は「顧客」ページで検索できます。",
    choose: "顧客を選択してください",
    choose_hint: "チャンネルを所有する組織です。作成後は変更できません。",
    acting: |name| format!("顧客「{name}」として操作しています。"),
    quota_used_up: |name, quota| {
        format!(
            "「{name}」は {quota} 個のチャンネルをすべて使用しています。不要なチャンネルを削除するか、\
             アカウントマネージャーにクォータの引き上げをご依頼ください。"
        )
    },
};

pub(super) const PROVIDER: ProviderTexts = ProviderTexts {
    introduction: "サービスプロバイダーは、貴社に代わってチャンネルの閲覧、作成、編集、削除を行います。\
                   メンバー、監査ログ、サービスの有効化は、貴社だけが管理します。",
    own_id: "サービスプロバイダーは、次の組織 ID を使って同意を依頼します。",
    none: "サービスプロバイダーは設定されていません。",
    current_heading: "現在のサービスプロバイダー",
    current: |name| format!("「{name}」が貴社のチャンネルを管理しています。"),
    without_right: "現在、サービスプロバイダーの権限がないため、閲覧も変更もできません。",
    end: "関係を終了",
    end_explanation: |name| {
        format!(
            "次の操作から、「{name}」は閲覧も変更もできなくなります。貴社のチャンネルは残ります。"
        )
    },
    asking: |names| format!("チャンネル管理への同意を依頼されています: {names}"),
    requests_heading: "同意の依頼",
    accept_explanation: "承諾すると、相手が貴社のチャンネルを管理できるようになります。ご存じの会社だけを\
                         承諾してください。",
    end_first: "サービスプロバイダーは 1 社に限られます。別の会社を承諾するには、先に現在の関係を終了して\
                ください。",
    asked_at: "依頼日時",
    accept: "承諾",
    accept_named: |name| format!("「{name}」を承諾"),
    decline: "辞退",
    decline_named: |name| format!("「{name}」を辞退"),
    accepted_notice: "サービスプロバイダーが貴社のチャンネルを管理できるようになりました。",
    declined_notice: "依頼を辞退しました。",
    ended_notice: "関係を終了しました。サービスプロバイダーは閲覧も変更もできなくなりました。",
    confirm_first: "承諾、辞退、関係の終了を行うには、先にパスワードを確認してください。",
    only_admins: "承諾、辞退、関係の終了は、組織の管理者が行えます。",
};
