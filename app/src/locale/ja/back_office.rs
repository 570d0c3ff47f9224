use crate::locale::back_office_texts::{AuditLogTexts, BackOfficeTexts, StandingTexts};

pub(super) const STANDING: StandingTexts = StandingTexts {
    rejected: |reason| {
        format!(
            "組織は承認されませんでした: {reason}\n組織の管理者は、情報を修正して再申請できます。"
        )
    },
    activate: "サービスを有効化",
    activated_notice: "サービスを有効化しました。最初のチャンネルを作成できます。",
};

pub(super) const BACK_OFFICE: BackOfficeTexts = BackOfficeTexts {
    introduction: "このコンソールのすべての組織を、新しい順に表示します。",
    search_hint: "名称または ID",
    state: "状態",
    all_states: "すべての状態",
    table_caption: "組織一覧",
    organisation: "組織",
    channels: "チャンネル",
    usage: |used, quota| format!("{used} / {quota}"),
    registered: "登録日時",
    waiting_heading: "対応待ち",
    waiting_verifications: |count| match count {
        0 => "確認待ちの組織はありません".to_owned(),
        count => format!("確認待ちの組織: {count} 件"),
    },
    waiting_requests: |count| match count {
        0 => "回答待ちのクォータ申請はありません".to_owned(),
        count => format!("回答待ちのクォータ申請: {count} 件"),
    },
    nobody_heading: "登録された組織はまだありません",
    nobody_explanation: "組織が登録されると、ここに表示されます。",
    no_match_heading: "該当する組織はありません",
    no_match_explanation: "検索条件と状態に一致する組織は見つかりませんでした。",
    back: "組織一覧に戻る",
    facts_heading: "組織",
    rejected_for: "却下の理由",
    activated: "サービスの有効化",
    suspended: "停止",
    verification_heading: "組織の確認",
    verify_explanation: "会社の実在をご確認ください。確認後、組織の管理者がサービスを有効化し\
                         ます。",
    verify: "確認済みにする",
    reject_hint: "組織のメンバーに表示されます。500 文字以内。",
    reject: "却下",
    confirm_first: "クォータの変更や組織の停止には、先にパスワードの確認が必要です。",
    quota_heading: "チャンネルのクォータ",
    quota_hint: "0～100,000。上限を下げても既存のチャンネルは残りますが、追加はできません。",
    note_hint: "監査ログに残ります。500 文字以内。",
    change_quota: "クォータを変更",
    suspension_heading: "組織の停止",
    suspend_hint: "監査ログに残ります。メンバーは閲覧のみ可能になり、変更はできません。",
    suspend: "停止",
    resume_explanation: "組織のメンバーが再び変更できるようになります。",
    resume: "停止を解除",
    verified_notice: "組織を確認済みにしました。",
    rejected_notice: "組織を却下しました。",
    quota_notice: "クォータを変更しました。",
    suspended_notice: "組織を停止しました。",
    resumed_notice: "組織の停止を解除しました。",
    log_heading: "監査ログ",
    provider: "サービスプロバイダー",
    provider_heading: "サービスプロバイダー",
    grant_provider_explanation: "この権限を付与すると、組織のメンバーが顧客のチャンネルを管理できます。\
                                 顧客の同意が必要です。",
    grant_provider: "権限を付与",
    revoke_provider_explanation: "組織のメンバーは顧客のチャンネルを管理できます。権限を取り消すと、\
                                  次の操作から、どの顧客のチャンネルも管理できなくなります。顧客は\
                                  関係を終了できます。",
    revoke_provider: "権限を取り消す",
    provider_granted_notice: "サービスプロバイダーの権限を付与しました。",
    provider_revoked_notice: "サービスプロバイダーの権限を取り消しました。",
};

pub(super) const AUDIT_LOG: AuditLogTexts = AuditLogTexts {
    installation_heading: "システム全体の監査ログ",
    introduction: "実行された操作と拒否された操作を、新しい順に表示します。記録は変更も削除も\
                   できません。",
    time: "日時",
    person: "ユーザー",
    person_hint: "メールアドレス（完全一致）",
    action: "操作",
    all_actions: "すべての操作",
    outcome: "結果",
    all_outcomes: "すべての結果",
    refused_only: "拒否のみ",
    no_match_heading: "該当する記録はありません",
    no_match_explanation: "フィルターの条件に一致する記録は見つかりませんでした。",
    refused_for: "拒否の理由",
    channel_id: "チャンネル ID",
    user_id: "ユーザー ID",
    changes: "変更内容",
};
