use domain::platform::Reason;

pub(super) const CAUSE: fn(Reason) -> &'static str = |reason| match reason {
    Reason::AppNotConfigured => {
        "このコンソール用のアプリがプラットフォームにまだ登録されていないため、アカウントをバイ\
         ンドできません。"
    }
    Reason::AppNotLive => {
        "このコンソールのアプリは、プラットフォーム側でまだ開発中か、審査が完了していません。"
    }
    Reason::CallbackUnreachable => {
        "プラットフォームから、インターネット経由でこのコンソールに接続できませんでした。"
    }
    Reason::HostUnknown => "このホスト名のサーバーは見つかりません。",
    Reason::HostNotAllowed => "このコンソールからは、このホストまたはポートに接続できません。",
    Reason::CertificateRefused => {
        "サーバーの証明書がホスト名に対して有効でないか、暗号化方式を合意できませんでした。"
    }
    Reason::EncryptionMissing => "サーバーが暗号化に対応していないため、何も送信していません。",
    Reason::SettingsWrong => "プラットフォームで受け付けられない設定があります。",
    Reason::NoAccountFound => "この認証の対象に、バインドできるアカウントがありません。",
    Reason::AccountNotLinked => {
        "Facebook ページに Instagram のプロアカウントがリンクされていないか、以前と異なるアカウ\
         ントがリンクされています。"
    }
    Reason::AccountNotProfessional => "Instagram アカウントが個人用アカウントです。",
    Reason::PageNotPublished => "Facebook ページが公開されていません。",
    Reason::TermsNotAccepted => "プラットフォームの規約に同意していません。",
    Reason::BusinessNotVerified => {
        "プラットフォームによるビジネスの認証が完了していないか、アカウントが承認されていませ\
         ん。"
    }
    Reason::NumberNotVerified => {
        "電話番号の所有者であることを、プラットフォームで確認できていません。"
    }
    Reason::NumberNotRegistered => "電話番号が、プラットフォームの API 用に登録されていません。",
    Reason::PinWrong => "入力した 6 桁の数字は、電話番号の 2 段階認証の PIN と一致しません。",
    Reason::DisplayNameNotApproved => "表示名がプラットフォームで承認されていません。",
    Reason::PaymentMissing => "アカウントに、有効な支払い方法がありません。",
    Reason::TrialAccount => {
        "トライアルアカウントのため、事前に確認済みの宛先にしか送信できません。"
    }
    Reason::SenderUnusable => {
        "送信元が存在しないか、メッセージを送信できないか、このアカウントでは使用できません。"
    }
    Reason::SenderNotRegistered => "登録が必要な地域で、送信元が登録されていません。",
    Reason::CountryNotEnabled => "このアカウントからは、この国に送信できません。",
    Reason::DomainRecordMissing => {
        "メールが正規のものであることを示す DNS レコードが、ドメインにありません。"
    }
    Reason::DomainRecordWrong => {
        "メールが正規のものであることを示す DNS レコードに誤りがあります。"
    }
    Reason::AccountNotFound => {
        "プラットフォームにこのアカウントがないか、現在の認証では参照できません。"
    }
    Reason::AccountBlocked => {
        "規約違反のため、アカウントがプラットフォームによりブロックされています。"
    }
    Reason::AccountSuspended => "アカウントが停止されています。",
    Reason::AccountClosed => "アカウントが閉鎖または削除されています。",
    Reason::AccountRestricted => "プラットフォームにより、アカウントの送信が制限されています。",
    Reason::QualityLow => {
        "受信者からの評価が低下しています。プラットフォームにより制限される可能性があります。"
    }
    Reason::BalanceEmpty => "アカウントの残高がありません。",
    Reason::SubscriptionMissing => {
        "プラットフォームから、このアカウントのメッセージがコンソールに通知されていません。"
    }
    Reason::CallbackElsewhere => {
        "アカウントの通知先が、このコンソールではなく別のシステムになっています。"
    }
    Reason::SessionElsewhere => {
        "このアカウントで許可されている唯一の接続を、別のシステムが使用しています。"
    }
    Reason::Unrecognised => "プラットフォームから、このコンソールでは不明なコードが返されました。",
    Reason::CredentialsRefused => "この認証情報は、プラットフォームで受け付けられませんでした。",
    Reason::MechanismRefused => "サーバーは、このサインイン方式に対応していません。",
    Reason::CodeRefused => "認証に時間がかかりすぎたか、すでに使用された認証です。",
    Reason::PersonDeclined => "プラットフォームで許可されませんでした。",
    Reason::PermissionMissing => "必要な権限が許可されていません。",
    Reason::TokenExpired => "認証の有効期限が切れています。",
    Reason::TokenRevoked => {
        "認証が取り消されています。所有者による取り消し、パスワードの変更、またはプラットフォー\
         ムの判断によるものです。"
    }
    Reason::TokenExpiring => "認証の有効期限が近づいています。",
    Reason::OtherApp => "このトークンは、別のアプリ用に発行されたものです。",
    Reason::OtherAccount => "認証したアカウントが、バインド済みのアカウントと異なります。",
    Reason::Unreachable => "プラットフォームに接続できませんでした。",
    Reason::TimedOut => "プラットフォームから時間内に応答がありませんでした。",
    Reason::RateLimited => "リクエストが多すぎるため、プラットフォームから待機を求められています。",
    Reason::PlatformTrouble => "プラットフォーム側で障害が発生しています。",
    Reason::AnswerUnreadable => "プラットフォームの応答が、公開されている仕様と異なります。",
    Reason::RecipientUnknown => "プラットフォームで宛先が見つかりません。",
    Reason::RecipientUnreachable => "宛先は現在、メッセージを受信できません。",
    Reason::RecipientOptedOut => "宛先がメッセージの受信を拒否しています。",
    Reason::OutsideWindow => "自由に返信できる期間を過ぎています。",
    Reason::ContentRefused => "プラットフォームまたは通信事業者により、内容が拒否されました。",
    Reason::TextTooLong => "本文が、プラットフォームの上限を超えています。",
    Reason::RequestRefused => {
        "プラットフォームから、リクエストに誤りがあるとの応答がありました。お客様ではなく、この\
         コンソールの不具合です。"
    }
    Reason::OutcomeUnknown => {
        "応答が失われました。送信済みの可能性があるため、再送信は行いません。"
    }
};
