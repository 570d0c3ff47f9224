use crate::locale::{ChannelDeskTexts, ChannelRequestTexts};

pub(super) const CHANNEL_REQUEST: ChannelRequestTexts = ChannelRequestTexts {
    unbinding_heading: "バインド解除の依頼",
    unbinding_explanation: "バインド済みのチャンネルは削除できません。担当のアカウントマネージ\
                            ャーにバインド解除をご依頼ください。承認されると、プラットフォームで\
                            アカウントが解放され、チャンネルを削除したり、別のアカウントにバイン\
                            ドしたりできます。",
    reason_hint: "担当のアカウントマネージャーに表示されます。500 文字以内で入力してください。",
    ask_unbinding: "バインド解除を依頼",
    only_admins: "組織の管理者が依頼できます。",
    withdraw: "依頼を取り下げる",
    asked_notice: "担当のアカウントマネージャーに依頼を送信しました。",
    withdrawn_notice: "依頼を取り下げました。",
    claim_heading: "アカウントの利用申請",
    claim_explanation: |account| {
        format!(
            "{account} は、このコンソールの別のチャンネルにバインドされています。どの組織のチャンネルかは\
             ここには表示できません。担当のアカウントマネージャーが確認して判断します。"
        )
    },
    nothing_to_claim: "申請の対象がありません。このアカウントを使用しているチャンネルはほかにな\
                       いか、アカウントがまだ選択されていません。バインドを続けてください。",
    claim: "アカウントの利用を申請",
    timeline_heading: "アカウントマネージャーへの依頼",
    unbinding: "バインド解除",
    claim_of: |account| format!("{account} の利用申請"),
    open: "アカウントマネージャーの回答待ちです。",
    withdrawn: "取り下げ済み",
    approved: "承認済み",
    rejected: "却下",
    settled: "終了（チャンネルがバインドされたため）",
};

pub(super) const CHANNEL_DESK: ChannelDeskTexts = ChannelDeskTexts {
    waiting: |count| match count {
        0 => "判断待ちのチャンネルに関する依頼はありません".to_owned(),
        _ => format!("判断待ちのチャンネルに関する依頼が {count} 件あります"),
    },
    queue_heading: "チャンネルに関する依頼",
    queue_introduction: "組織からのチャンネルに関する依頼を古い順に表示します。判断はチャンネル\
                         のページで行います。",
    queue_empty: "待機中の依頼はありません",
    channel: "チャンネル",
    wish: "依頼",
    reason: "理由",
    asked_at: "依頼日時",
    channels_link: "チャンネル",
    channels_heading: |tenant| format!("{tenant} のチャンネル"),
    show: "表示",
    account: "アカウント",
    no_channels: "この状態のチャンネルはありません",
    back_to_channels: |tenant| format!("{tenant} のチャンネル"),
    holds_heading: "チャンネルが保持しているもの",
    holds_nothing: "チャンネルが保持しているアカウントはありません。",
    current: "バインド済みのアカウント",
    kept: "変更前のアカウント（元に戻すため保持中）",
    releasing: "プラットフォームで解放中",
    being_bound: "バインド中",
    since: "開始日時",
    bound_by: "バインドした人",
    kept_until: "保持期限",
    next_attempt: "次回の試行",
    attempts: "これまでの試行回数",
    decision_heading: "判断",
    decision_explanation: "承認すると、すぐにバインド解除が始まります。アカウントを使用している\
                           チャンネルは送受信できなくなります。",
    note_hint: "双方に表示されます。却下する場合は必須です。500 文字以内で入力してください。",
    approve: "承認",
    reject: "却下",
    holder_heading: "アカウントを使用しているチャンネル",
    holder_explanation: "申請者には、どの組織のチャンネルかは通知されません。",
    nobody_holds: "現在このアカウントを使用しているチャンネルはありません。承認すると、その旨が\
                   組織に通知されるだけです。",
    channel_is_gone: "チャンネルは削除されましたが、アカウントはまだ解放中です。",
    unbind_heading: "バインド解除",
    unbind_explanation: "すぐにプラットフォームでアカウントが解放され、チャンネルは送受信できな\
                         くなります。回答待ちの依頼がある場合は、承認されたものとして扱われま\
                         す。",
    unbind_hint: "組織に表示されます。500 文字以内で入力してください。",
    unbind: "バインドを解除",
    give_up_heading: "解放の中止",
    give_up_explanation: "プラットフォームでアカウントを解放できません。中止すると、このコンソー\
                          ルではアカウントが解放済みとなりますが、プラットフォーム側の設定は残り\
                          ます。",
    give_up: "中止",
    given_up_notice: "このコンソールでアカウントを解放しました。",
    approved_notice: "依頼を承認しました。",
    rejected_notice: "依頼を却下しました。",
    unbound_notice: "バインド解除を開始しました。",
};
