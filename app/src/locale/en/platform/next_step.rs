//! One line for each, even where two read the same.
#![allow(clippy::match_same_arms)]

use domain::platform::Reason;

pub(super) const NEXT_STEP: fn(Reason) -> &'static str = |reason| match reason {
    Reason::AppNotConfigured => {
        "Ask your account manager to set the app up. Nothing is wrong with your account."
    }
    Reason::AppNotLive => {
        "Ask your account manager to finish the platform's app review. Nothing is wrong with \
         your account."
    }
    Reason::CallbackUnreachable => {
        "Ask your account manager to check the console's public address, certificate and \
         firewall, then try again."
    }
    Reason::HostUnknown => {
        "Compare the host name with what your provider told you, and correct it."
    }
    Reason::HostNotAllowed => {
        "Check the host and the port. If they are right, ask your account manager to allow them."
    }
    Reason::CertificateRefused => {
        "Check the host name, the port and the kind of encryption. If they are right, ask your \
         provider about the certificate."
    }
    Reason::EncryptionMissing => "Use a port with encryption. Your provider can name one.",
    Reason::SettingsWrong => {
        "Compare each setting with what the platform or your provider shows, and correct it."
    }
    Reason::NoAccountFound => {
        "Start again, and choose at least one account that you administer at the platform."
    }
    Reason::AccountNotLinked => {
        "Link the Instagram account in the settings of the Page, then check again."
    }
    Reason::AccountNotProfessional => {
        "Switch it to a professional account in the Instagram app, then check again."
    }
    Reason::PageNotPublished => "Publish the Page in its settings, then check again.",
    Reason::TermsNotAccepted => {
        "Sign in at the platform as an administrator, accept the terms shown there, then try \
         again."
    }
    Reason::BusinessNotVerified => {
        "Complete the business verification at the platform and wait for the result, then check \
         again."
    }
    Reason::NumberNotVerified => {
        "Have the platform send a code to the number by SMS or call, and enter the code there."
    }
    Reason::NumberNotRegistered => {
        "Give the six-digit PIN of the number here; binding then registers the number."
    }
    Reason::PinWrong => "Enter the right PIN, or set a new one at the platform.",
    Reason::DisplayNameNotApproved => {
        "See the state of the name at the platform. Change the name if it was rejected, and \
         wait for the approval."
    }
    Reason::PaymentMissing => "Add or correct the payment method at the platform.",
    Reason::TrialAccount => {
        "Upgrade the account at the provider, or send only to verified recipients."
    }
    Reason::SenderUnusable => "Check the spelling of the sender, and its settings at the provider.",
    Reason::SenderNotRegistered => {
        "Register the sender with the provider or authority, and record the result here."
    }
    Reason::CountryNotEnabled => "Allow the country in the account's settings at the provider.",
    Reason::DomainRecordMissing => {
        "Publish the record shown here with whoever manages your domain. Changes can take hours \
         to be seen everywhere."
    }
    Reason::DomainRecordWrong => {
        "Replace the record by the one shown here. Changes can take hours to be seen everywhere."
    }
    Reason::AccountNotFound => {
        "Check the id. If it is right, authorise again and choose this account."
    }
    Reason::AccountBlocked => {
        "See the reason at the platform and appeal there. It cannot be changed from here."
    }
    Reason::AccountSuspended => {
        "Ask the platform or provider for the reason, and have the account reinstated."
    }
    Reason::AccountClosed => {
        "Bind the channel to another account, or ask the platform to reopen this one."
    }
    Reason::AccountRestricted => {
        "See the restriction in the account's settings at the platform, and follow what it asks \
         for."
    }
    Reason::QualityLow => {
        "Send only to people who agreed to it, and fewer messages, so that the rating can \
         recover."
    }
    Reason::BalanceEmpty => "Top up the account at the provider.",
    Reason::SubscriptionMissing => {
        "Set up the callback of the channel again. If that fails, authorise the channel again."
    }
    Reason::CallbackElsewhere => {
        "Decide which system is to receive the messages. Remove the other system's callback at \
         the platform, or use another account."
    }
    Reason::SessionElsewhere => {
        "Stop the other system, or ask the provider for one more connection."
    }
    Reason::Unrecognised => "Show your account manager the platform's code and its answer.",
    Reason::CredentialsRefused => {
        "Copy them once more from the platform, with nothing before or after them. If they were \
         changed there, use the new ones."
    }
    Reason::MechanismRefused => {
        "Choose the other way to sign in, or ask your provider which one it takes."
    }
    Reason::CodeRefused => "Start the authorisation again; the platform then gives a new code.",
    Reason::PersonDeclined => "Start again, and agree at the platform.",
    Reason::PermissionMissing => "Authorise again, and leave every permission switched on.",
    Reason::TokenExpired => "Authorise the channel again. Its settings and history stay.",
    Reason::TokenRevoked => "Authorise the channel again. Its settings and history stay.",
    Reason::TokenExpiring => "Authorise the channel again before that, so that it keeps working.",
    Reason::OtherApp => {
        "Create the token for the app of this console, or authorise at the platform from here."
    }
    Reason::OtherAccount => {
        "Authorise again and choose the bound account. To change the account, rebind the \
         channel."
    }
    Reason::Unreachable => "Try again in a few minutes. If it stays so, tell your account manager.",
    Reason::TimedOut => "Try again in a few minutes. If it stays so, tell your account manager.",
    Reason::RateLimited => "Wait, then try again.",
    Reason::PlatformTrouble => "Try again later. The platform's status page may say more.",
    Reason::AnswerUnreadable => {
        "Try again later. If it stays so, show the answer to your account manager."
    }
    Reason::RecipientUnknown => "Check the recipient's number, id or address.",
    Reason::RecipientUnreachable => "Try again later.",
    Reason::RecipientOptedOut => {
        "Send nothing more to them until they write to you or agree again."
    }
    Reason::OutsideWindow => {
        "Wait until the recipient writes again, or use a kind of message that the platform \
         allows at any time."
    }
    Reason::ContentRefused => "Change the text, for example leave out links, and send it again.",
    Reason::TextTooLong => "Shorten the text, and send it again.",
    Reason::RequestRefused => "Show your account manager the platform's code and its answer.",
    Reason::OutcomeUnknown => "Ask the recipient before you send it again.",
};
