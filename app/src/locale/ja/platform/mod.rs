mod cause;
mod fact;
mod form;
mod next_step;

use domain::platform::{Actor, CheckItem, ReasonKind};

use crate::locale::PlatformTexts;

pub(super) const PLATFORM: PlatformTexts = PlatformTexts {
    cause: cause::CAUSE,
    next_step: next_step::NEXT_STEP,
    reason_kind: |kind| match kind {
        ReasonKind::Prerequisites => "バインドの前提条件",
        ReasonKind::AccountStatus => "アカウントの状態",
        ReasonKind::Authorisation => "認証",
        ReasonKind::Connection => "プラットフォームとの接続",
        ReasonKind::Message => "このメッセージのみ",
    },
    actor: |actor| match actor {
        Actor::Tenant => "お客様の組織",
        Actor::AccountManager => "担当のアカウントマネージャー",
        Actor::Platform => "プラットフォーム（または時間の経過）",
    },
    wait: |seconds| match seconds {
        0..120 => format!("プラットフォームから {seconds} 秒間の待機を求められています。"),
        _ => {
            format!("プラットフォームから {} 分間の待機を求められています。", seconds.div_ceil(60))
        }
    },
    check_item: |item| match item {
        CheckItem::AppConfigured => "コンソール用のアプリがプラットフォームに登録されている",
        CheckItem::HostReachable => "選択した暗号化でサーバーに接続できる",
        CheckItem::CredentialsAccepted => "認証情報がプラットフォームで受け付けられる",
        CheckItem::PermissionsGranted => "すべての権限が許可されている",
        CheckItem::AccountFound => "アカウントが見つかる",
        CheckItem::AccountActive => "アカウントが有効である",
        CheckItem::BusinessVerified => "ビジネスがプラットフォームで認証されている",
        CheckItem::NumberVerified => "電話番号の所有者であることが確認されている",
        CheckItem::NumberRegistered => "電話番号が API 用に登録されている",
        CheckItem::DisplayNameApproved => "表示名が承認されている",
        CheckItem::SendingAllowed => "アカウントから送信できる",
        CheckItem::AccountLinked => "Instagram アカウントがページにリンクされている",
        CheckItem::ProfessionalAccount => "Instagram アカウントがプロアカウントである",
        CheckItem::PagePublished => "ページが公開されている",
        CheckItem::SenderUsable => "送信元が存在し、メッセージを送信できる",
        CheckItem::SenderRegistered => "送信元が必要な地域で登録されている",
        CheckItem::MailboxReadable => "送信元のメールボックスを読み取れる",
        CheckItem::Spf => "SPF: メールを送信するサーバーがドメインで宣言されている",
        CheckItem::Dkim => "DKIM: メールに署名する鍵がドメインで公開されている",
        CheckItem::Dmarc => "DMARC: なりすましメールの扱いがドメインで宣言されている",
        CheckItem::CallbackFree => "ほかのシステムがアカウントのメッセージを受信していない",
    },
    who_acts: "対応者",
    next_step_label: "次のステップ",
    waiting: "待つと解決しますか？",
    waiting_helps: "はい。変更しなくても、後で成功する可能性があります。",
    waiting_is_useless: "いいえ。先に対応が必要です。",
    platform_code: "プラットフォームのコード",
    for_experts: "技術担当者向け: プラットフォームの応答",
    passed: "問題なし",
    failed: "要対応",
    cannot_know: "確認不可",
    nothing_checked: "まだ確認していません。",
    record_heading: "公開する DNS レコード",
    record_name: "名前",
    record_kind: "種類",
    record_value: "値",
    copy_record_name: "レコードの名前をコピー",
    copy_record_value: "レコードの値をコピー",
    record_unknown_part: "山かっこ（< >）の部分は、メールプロバイダーにご確認ください。",
    secret_hint: "暗号化して保存され、再表示されることはありません。",
    for_example: "例",
    not_given: "指定なし",
    way: form::WAY,
    credential: form::CREDENTIAL,
    choice: form::CHOICE,
    credential_fault: form::CREDENTIAL_FAULT,
    fact: fact::FACT,
    fact_value: fact::FACT_VALUE,
};
