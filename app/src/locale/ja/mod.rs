//! Japanese.

mod back_office;
mod channels;
mod customers;
mod errors;
mod help;
mod mail;
mod open_id;
mod passkey;
mod people;
mod platform;
mod registration;
mod second_factor;

use domain::audit::AuditAction;
use domain::channel::{BoundResource, Lifecycle, Prerequisite};
use domain::field_errors::Field;
use domain::permissions::Role;
use domain::tenant::TenantState;

use super::countries;
use super::texts::{ErrorPageTexts, ShellTexts, Texts};

pub(super) const TEXTS: Texts = Texts {
    shell: ShellTexts {
        skip_to_content: "本文へスキップ",
        navigation: "メインナビゲーション",
        channel_management: "チャンネル管理",
        customer_management: "顧客管理",
        customers: "顧客",
        provider: "サービスプロバイダー",
        members: "メンバー",
        organisation: "組織",
        back_office: "バックオフィス",
        audit_log: "監査ログ",
        account: "アカウント",
        switch_tenant: "組織の切り替え",
        sign_out: "サインアウト",
        help: "ヘルプ",
        language: "言語",
        theme: "外観",
        theme_system: "システム設定",
        theme_light: "ライト",
        theme_dark: "ダーク",
        copy_id: "ID をコピー",
        copied: "コピーしました",
        demo: "デモデータ",
        demo_explanation: "内容はすべて架空のもので、デモを終了すると消去されます。",
        simulated: "シミュレーションのプラットフォーム",
        simulated_explanation: "アカウントもメッセージも架空のもので、実際のサービスには何も届きません。",
        simulator: "プラットフォームのシミュレーターと障害の設定",
    },
    sign_in: people::SIGN_IN,
    confirm: people::CONFIRM,
    set_up: people::SET_UP,
    password_reset: people::PASSWORD_RESET,
    forgot_password: mail::FORGOT_PASSWORD,
    email_change: mail::EMAIL_CHANGE,
    mail: mail::MAIL,
    invitation: people::INVITATION,
    open_id: open_id::OPEN_ID,
    members: people::MEMBERS,
    account: people::ACCOUNT,
    second_factor: second_factor::SECOND_FACTOR,
    passkey: passkey::PASSKEY,
    platform: platform::PLATFORM,
    list: channels::LIST,
    form: channels::FORM,
    detail: channels::DETAIL,
    delete: channels::DELETE,
    registration: registration::REGISTRATION,
    organisation: registration::ORGANISATION,
    quota_request: registration::QUOTA_REQUEST,
    standing: back_office::STANDING,
    customers: customers::CUSTOMERS,
    provider: customers::PROVIDER,
    back_office: back_office::BACK_OFFICE,
    audit_log: back_office::AUDIT_LOG,
    help: help::HELP,
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
    tenant_state: |state| match state {
        TenantState::Pending => "確認待ち",
        TenantState::Rejected => "却下",
        TenantState::Inactive => "有効化待ち",
        TenantState::Active => "有効",
        TenantState::Suspended => "停止中",
    },
    countries: countries::japanese,
    role: |role| match role {
        Role::Viewer => "閲覧者",
        Role::Operator => "オペレーター",
        Role::Admin => "管理者",
    },
    role_explanation: |role| match role {
        Role::Viewer => "チャンネルとその履歴を閲覧できます。",
        Role::Operator => "チャンネルの閲覧、作成、編集ができます。",
        Role::Admin => {
            "チャンネルの閲覧、作成、編集、削除と、メンバーの管理、監査ログの閲覧ができます。"
        }
    },
    audit_action: |action| match action {
        AuditAction::ChannelCreate => "作成",
        AuditAction::ChannelEdit => "編集",
        AuditAction::ChannelDelete => "削除",
        AuditAction::InstallationSetUp => "セットアップ",
        AuditAction::SetUpLink => "セットアップ用リンクの作成",
        AuditAction::SessionStart => "サインイン",
        AuditAction::SessionEnd => "セッションの終了",
        AuditAction::PasswordChange => "パスワードの変更",
        AuditAction::PasswordResetLink => "パスワード再設定用リンクの作成",
        AuditAction::PasswordReset => "パスワードの再設定",
        AuditAction::EmailChangeLink => "メールアドレス変更用リンクの作成",
        AuditAction::EmailChange => "メールアドレスの変更",
        AuditAction::UserCreate => "ユーザーの作成",
        AuditAction::UserDisable => "ユーザーの無効化",
        AuditAction::UserEnable => "ユーザーの有効化",
        AuditAction::SecondFactorSetUp => "二要素認証の設定",
        AuditAction::SecondFactorRemove => "二要素認証の無効化",
        AuditAction::RecoveryCodesRenew => "リカバリーコードの再発行",
        AuditAction::RecoveryCodeUse => "リカバリーコードの使用",
        AuditAction::PasskeyAdd => "パスキーの追加",
        AuditAction::PasskeyRemove => "パスキーの削除",
        AuditAction::IdentityLink => "アカウントの連携",
        AuditAction::IdentityUnlink => "アカウントの連携解除",
        AuditAction::MemberInvite => "メンバーの招待",
        AuditAction::InvitationRevoke => "招待の取り消し",
        AuditAction::MemberJoin => "参加",
        AuditAction::MemberRole => "ロールの変更",
        AuditAction::MemberRemove => "メンバーの削除",
        AuditAction::TenantRegister => "組織の登録",
        AuditAction::TenantAskAgain => "組織の再申請",
        AuditAction::TenantVerify => "確認",
        AuditAction::TenantReject => "却下",
        AuditAction::TenantActivate => "サービスの有効化",
        AuditAction::TenantQuota => "クォータの変更",
        AuditAction::QuotaAsk => "クォータの申請",
        AuditAction::QuotaWithdraw => "クォータ申請の取り下げ",
        AuditAction::QuotaApprove => "クォータ申請の承認",
        AuditAction::QuotaReject => "クォータ申請の却下",
        AuditAction::TenantSuspend => "停止",
        AuditAction::TenantResume => "停止の解除",
        AuditAction::ProviderGrant => "サービスプロバイダー権限の付与",
        AuditAction::ProviderRevoke => "サービスプロバイダー権限の取り消し",
        AuditAction::CustomerCreate => "顧客の作成",
        AuditAction::CustomerInvite => "顧客の管理者の招待",
        AuditAction::CustomerAsk => "同意の依頼",
        AuditAction::CustomerWithdraw => "同意の依頼の取り下げ",
        AuditAction::CustomerAccept => "同意",
        AuditAction::CustomerDecline => "同意の辞退",
        AuditAction::CustomerEnd => "顧客との関係の終了",
    },
    field: |field| match field {
        Field::ChannelType => "チャンネルタイプ",
        Field::Name | Field::ConfirmName => "チャンネル名",
        Field::Remarks => "備考",
        Field::NoRunningBusiness => "稼働中の業務がないこと",
        Field::DataBackedUp => "データのバックアップ",
        Field::Email => "メールアドレス",
        Field::PersonName => "お名前",
        Field::Organisation => "組織名",
        Field::Password => "パスワード",
        Field::NewPassword => "新しいパスワード",
        Field::Code => "コード",
        Field::PasskeyName => "パスキーの名前",
        Field::Role => "ロール",
        Field::Quota => "チャンネル数",
        Field::Reason => "理由",
        Field::Country => "国または地域",
        Field::RegistrationNumber => "登録番号",
        Field::Contact => "連絡先",
        Field::Note => "メモ",
        Field::Identity => "連携アカウント",
        Field::Customer => "顧客",
        Field::Provider => "サービスプロバイダー",
    },
    error: errors::ERROR,
};
