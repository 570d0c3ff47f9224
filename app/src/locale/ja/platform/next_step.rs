//! One line for each, even where two read the same.
#![allow(clippy::match_same_arms)]

use domain::platform::Reason;

pub(super) const NEXT_STEP: fn(Reason) -> &'static str = |reason| match reason {
    Reason::AppNotConfigured => {
        "アプリの設定を担当のアカウントマネージャーにご依頼ください。お客様のアカウントに問題は\
         ありません。"
    }
    Reason::AppNotLive => {
        "アプリの審査を完了するよう、担当のアカウントマネージャーにご依頼ください。お客様のアカ\
         ウントに問題はありません。"
    }
    Reason::CallbackUnreachable => {
        "コンソールの公開 URL、証明書、ファイアウォールの確認を担当のアカウントマネージャーに依\
         頼してから、もう一度お試しください。"
    }
    Reason::HostUnknown => "ホスト名をプロバイダーの案内と照らし合わせ、修正してください。",
    Reason::HostNotAllowed => {
        "ホストとポートをご確認ください。正しい場合は、接続の許可を担当のアカウントマネージャー\
         にご依頼ください。"
    }
    Reason::CertificateRefused => {
        "ホスト名、ポート、暗号化の種類をご確認ください。正しい場合は、証明書についてプロバイ\
         ダーにお問い合わせください。"
    }
    Reason::EncryptionMissing => {
        "暗号化に対応したポートを使用してください。ポート番号はプロバイダーにご確認ください。"
    }
    Reason::SettingsWrong => {
        "各設定をプラットフォームまたはプロバイダーの表示と照らし合わせ、修正してください。"
    }
    Reason::NoAccountFound => {
        "最初からやり直し、ご自身が管理しているアカウントをプラットフォームで 1 つ以上選択してく\
         ださい。"
    }
    Reason::AccountNotLinked => {
        "ページの設定で Instagram アカウントをリンクしてから、もう一度確認してください。"
    }
    Reason::AccountNotProfessional => {
        "Instagram アプリでプロアカウントに切り替えてから、もう一度確認してください。"
    }
    Reason::PageNotPublished => "ページの設定で公開してから、もう一度確認してください。",
    Reason::TermsNotAccepted => {
        "プラットフォームに管理者としてサインインし、表示される規約に同意してから、もう一度お試\
         しください。"
    }
    Reason::BusinessNotVerified => {
        "プラットフォームでビジネス認証の手続きを行い、結果が出てから、もう一度確認してくださ\
         い。"
    }
    Reason::NumberNotVerified => {
        "プラットフォームから SMS または音声通話で電話番号にコードを送信し、プラットフォームの画\
         面で入力してください。"
    }
    Reason::NumberNotRegistered => {
        "電話番号の 6 桁の PIN をここで入力してください。バインドの際に番号が登録されます。"
    }
    Reason::PinWrong => {
        "正しい PIN を入力するか、プラットフォームで新しい PIN を設定してください。"
    }
    Reason::DisplayNameNotApproved => {
        "プラットフォームで表示名の状態をご確認ください。却下されている場合は表示名を変更し、承\
         認をお待ちください。"
    }
    Reason::PaymentMissing => "プラットフォームで支払い方法を追加または修正してください。",
    Reason::TrialAccount => {
        "プロバイダーでアカウントをアップグレードするか、確認済みの宛先にのみ送信してください。"
    }
    Reason::SenderUnusable => "送信元の表記と、プロバイダーでの設定をご確認ください。",
    Reason::SenderNotRegistered => {
        "プロバイダーまたは当局に送信元を登録し、その結果をここに記録してください。"
    }
    Reason::CountryNotEnabled => {
        "プロバイダーのアカウント設定で、この国への送信を許可してください。"
    }
    Reason::DomainRecordMissing => {
        "表示されているレコードを、ドメインを管理している DNS サービスで公開してください。反映に\
         は数時間かかることがあります。"
    }
    Reason::DomainRecordWrong => {
        "表示されているレコードに置き換えてください。反映には数時間かかることがあります。"
    }
    Reason::AccountNotFound => {
        "ID をご確認ください。正しい場合は、もう一度認証し、このアカウントを選択してください。"
    }
    Reason::AccountBlocked => {
        "プラットフォームで理由を確認し、異議を申し立ててください。このコンソールからは解除でき\
         ません。"
    }
    Reason::AccountSuspended => {
        "理由をプラットフォームまたはプロバイダーに確認し、停止を解除してもらってください。"
    }
    Reason::AccountClosed => {
        "チャンネルを別のアカウントにバインドするか、プラットフォームにアカウントの再開をご依頼\
         ください。"
    }
    Reason::AccountRestricted => {
        "プラットフォームのアカウント設定で制限の内容を確認し、案内に従ってください。"
    }
    Reason::QualityLow => {
        "評価を回復するため、同意を得た相手にのみ送信し、送信数を減らしてください。"
    }
    Reason::BalanceEmpty => "プロバイダーでアカウントにチャージしてください。",
    Reason::SubscriptionMissing => {
        "チャンネルのコールバックを設定し直してください。解決しない場合は、チャンネルを再認証し\
         てください。"
    }
    Reason::CallbackElsewhere => {
        "どのシステムで受信するかを決めてください。プラットフォームで別のシステムのコールバック\
         を削除するか、別のアカウントを使用してください。"
    }
    Reason::SessionElsewhere => {
        "別のシステムを停止するか、接続数の追加をプロバイダーにご依頼ください。"
    }
    Reason::Unrecognised => {
        "プラットフォームのコードと応答を、担当のアカウントマネージャーにお伝えください。"
    }
    Reason::CredentialsRefused => {
        "前後に余分な文字が入らないよう、プラットフォームからもう一度コピーしてください。変更さ\
         れている場合は、新しいものを使用してください。"
    }
    Reason::MechanismRefused => {
        "別のサインイン方式を選択するか、対応している方式をプロバイダーにご確認ください。"
    }
    Reason::CodeRefused => {
        "認証を最初からやり直してください。プラットフォームから新しいコードが発行されます。"
    }
    Reason::PersonDeclined => "もう一度開始し、プラットフォームで許可してください。",
    Reason::PermissionMissing => "もう一度認証し、すべての権限を許可してください。",
    Reason::TokenExpired => "チャンネルを再認証してください。設定と履歴はそのまま残ります。",
    Reason::TokenRevoked => "チャンネルを再認証してください。設定と履歴はそのまま残ります。",
    Reason::TokenExpiring => "チャンネルが停止しないよう、期限までに再認証してください。",
    Reason::OtherApp => {
        "このコンソールのアプリ用にトークンを作成するか、ここからプラットフォームで認証してくだ\
         さい。"
    }
    Reason::OtherAccount => {
        "もう一度認証し、バインド済みのアカウントを選択してください。アカウントを変更する場合\
         は、バインド先を変更してください。"
    }
    Reason::Unreachable => {
        "数分後にもう一度お試しください。解決しない場合は、担当のアカウントマネージャーにご連絡\
         ください。"
    }
    Reason::TimedOut => {
        "数分後にもう一度お試しください。解決しない場合は、担当のアカウントマネージャーにご連絡\
         ください。"
    }
    Reason::RateLimited => "しばらく待ってから、もう一度お試しください。",
    Reason::PlatformTrouble => {
        "しばらくしてから、もう一度お試しください。詳細はプラットフォームの稼働状況ページに掲載\
         されることがあります。"
    }
    Reason::AnswerUnreadable => {
        "しばらくしてから、もう一度お試しください。解決しない場合は、応答の内容を担当のアカウン\
         トマネージャーにお伝えください。"
    }
    Reason::RecipientUnknown => "宛先の番号、ID、またはアドレスをご確認ください。",
    Reason::RecipientUnreachable => "しばらくしてから、もう一度お試しください。",
    Reason::RecipientOptedOut => {
        "相手から連絡があるか、あらためて同意を得るまで、送信しないでください。"
    }
    Reason::OutsideWindow => {
        "相手から再び連絡があるまで待つか、期間外でも送信できる種類のメッセージを使用してくださ\
         い。"
    }
    Reason::ContentRefused => "リンクを除くなど、本文を変更してから、もう一度送信してください。",
    Reason::TextTooLong => "本文を短くして、もう一度送信してください。",
    Reason::RequestRefused => {
        "プラットフォームのコードと応答を、担当のアカウントマネージャーにお伝えください。"
    }
    Reason::OutcomeUnknown => "再送信する前に、受信できたかどうかを相手にご確認ください。",
};
