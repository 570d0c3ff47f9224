use domain::platform::Reason;

pub(super) const CAUSE: fn(Reason) -> &'static str = |reason| match reason {
    Reason::AppNotConfigured => {
        "This console has no app at the platform yet, so it cannot bind accounts there."
    }
    Reason::AppNotLive => {
        "The console's app at the platform is still in development, or the platform has not \
         approved it yet."
    }
    Reason::CallbackUnreachable => "The platform could not reach this console from the internet.",
    Reason::HostUnknown => "There is no server with this host name.",
    Reason::HostNotAllowed => "This console does not connect to this host or port.",
    Reason::CertificateRefused => {
        "The server's certificate is not valid for its name, or no encryption could be agreed \
         on."
    }
    Reason::EncryptionMissing => "The server offers no encryption, so nothing was sent to it.",
    Reason::SettingsWrong => "The platform does not accept one of the settings.",
    Reason::NoAccountFound => "The authorisation covers no account that can be bound.",
    Reason::AccountNotLinked => {
        "The Facebook Page has no Instagram professional account linked to it, or another one \
         than before."
    }
    Reason::AccountNotProfessional => "The Instagram account is a personal one.",
    Reason::PageNotPublished => "The Facebook Page is not published.",
    Reason::TermsNotAccepted => "Terms of the platform have not been accepted.",
    Reason::BusinessNotVerified => {
        "The platform has not verified your business, or has not approved its account."
    }
    Reason::NumberNotVerified => {
        "The platform has not yet confirmed that the phone number is yours."
    }
    Reason::NumberNotRegistered => {
        "The phone number is not registered for sending through the platform's interface."
    }
    Reason::PinWrong => "The six digits are not the PIN of the number's two-step verification.",
    Reason::DisplayNameNotApproved => "The platform has not approved the display name.",
    Reason::PaymentMissing => "The account has no working payment method.",
    Reason::TrialAccount => {
        "It is a trial account: it reaches only recipients that you verified before."
    }
    Reason::SenderUnusable => {
        "The sender does not exist, cannot send messages, or may not be used by this account."
    }
    Reason::SenderNotRegistered => "The sender is not registered where a registration is required.",
    Reason::CountryNotEnabled => "The account may not send to this country.",
    Reason::DomainRecordMissing => {
        "Your domain lacks a DNS record that shows that its mail is genuine."
    }
    Reason::DomainRecordWrong => {
        "A DNS record that shows that your domain's mail is genuine is wrong."
    }
    Reason::AccountNotFound => {
        "The platform has no such account, or does not show it to this authorisation."
    }
    Reason::AccountBlocked => "The platform has blocked the account for a breach of its rules.",
    Reason::AccountSuspended => "The account is suspended.",
    Reason::AccountClosed => "The account is closed or was deleted.",
    Reason::AccountRestricted => "The platform restricts what the account may send.",
    Reason::QualityLow => "Recipients rate the account badly; the platform may restrict it.",
    Reason::BalanceEmpty => "The account has no balance left.",
    Reason::SubscriptionMissing => {
        "The platform does not report this account's messages to this console."
    }
    Reason::CallbackElsewhere => "The account reports to another system instead of this console.",
    Reason::SessionElsewhere => {
        "Another system holds the only connection that the account may have."
    }
    Reason::Unrecognised => "The platform answered with a code that is not known here.",
    Reason::CredentialsRefused => "The platform does not accept these credentials.",
    Reason::MechanismRefused => "The server does not accept this way to sign in.",
    Reason::CodeRefused => "The authorisation took too long, or was used before.",
    Reason::PersonDeclined => "The authorisation was declined at the platform.",
    Reason::PermissionMissing => "A permission that is needed was not granted.",
    Reason::TokenExpired => "The authorisation has expired.",
    Reason::TokenRevoked => {
        "The authorisation was withdrawn: by its owner, by a new password, or by the platform."
    }
    Reason::TokenExpiring => "The authorisation expires soon.",
    Reason::OtherApp => "The token was issued for another app.",
    Reason::OtherAccount => "The authorisation leads to another account than the bound one.",
    Reason::Unreachable => "No connection to the platform could be made.",
    Reason::TimedOut => "The platform did not answer in time.",
    Reason::RateLimited => "There were too many requests; the platform asks to wait.",
    Reason::PlatformTrouble => "The platform has trouble of its own.",
    Reason::AnswerUnreadable => "The platform's answer is not in the form that it documents.",
    Reason::RecipientUnknown => "The platform does not know the recipient.",
    Reason::RecipientUnreachable => "The recipient cannot receive messages at the moment.",
    Reason::RecipientOptedOut => "The recipient does not want messages.",
    Reason::OutsideWindow => "The time in which the recipient may be answered freely is over.",
    Reason::ContentRefused => "The platform or a carrier refuses the content.",
    Reason::TextTooLong => "The text is longer than the platform takes.",
    Reason::RequestRefused => {
        "The platform calls the request wrong. That is an error of this console, not yours."
    }
    Reason::OutcomeUnknown => {
        "The answer was lost: the message may have been sent, so it is not sent again."
    }
};
