use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::reason::Actor::{AccountManager, Platform, Tenant};
use super::reason::ReasonKind::{AccountStatus, Authorisation, Connection, Message, Prerequisites};

/// What a reason is about. Binding looks for the first three in this order, as the model product
/// does; the last two say nothing against the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReasonKind {
    /// Something that has to be there before binding is missing or wrong.
    Prerequisites,
    /// The account exists, and its platform does not let it work.
    AccountStatus,
    /// The platform does not accept who asks, or not for this.
    Authorisation,
    /// The platform could not be asked, or could not answer. Never a sign of wrong credentials.
    Connection,
    /// This one message, not the channel.
    Message,
}

/// Who has to do something about a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Actor {
    /// Somebody of the tenant, here or at the platform.
    Tenant,
    /// The account manager or operator of this installation.
    AccountManager,
    /// The platform, or time.
    Platform,
}

macro_rules! reasons {
    ($($name:ident = $code:literal, $kind:expr, $actor:expr, $retryable:literal, $meaning:literal;)+) => {
        /// Why something does not work, in one vocabulary for all platforms. A code never changes
        /// its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Reason {
            $(#[doc = $meaning] $name,)+
        }

        impl Reason {
            /// All reasons, in the order of their kinds.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The stable dotted code, for example `Authorisation.TokenExpired`.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// The reason that [`Self::code`] names.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|reason| reason.code() == code)
            }

            /// What it is about.
            pub const fn kind(self) -> ReasonKind {
                match self { $(Self::$name => $kind,)+ }
            }

            /// Who has to act.
            pub const fn actor(self) -> Actor {
                match self { $(Self::$name => $actor,)+ }
            }

            /// Whether the same request may succeed later without anybody acting.
            pub const fn is_retryable(self) -> bool {
                match self { $(Self::$name => $retryable,)+ }
            }

            /// One English sentence for operators.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$name => $meaning,)+ }
            }
        }
    };
}

reasons! {
    AppNotConfigured = "Prerequisite.AppNotConfigured", Prerequisites, AccountManager, false, "This installation has no app at the platform yet.";
    AppNotLive = "Prerequisite.AppNotLive", Prerequisites, AccountManager, false, "The app of this installation is in development mode or lacks a review of the platform.";
    CallbackUnreachable = "Prerequisite.CallbackUnreachable", Prerequisites, AccountManager, false, "The platform could not reach the callback address of this installation.";
    HostUnknown = "Prerequisite.HostUnknown", Prerequisites, Tenant, false, "The host name has no address.";
    HostNotAllowed = "Prerequisite.HostNotAllowed", Prerequisites, Tenant, false, "The host or port is not one that this installation connects to.";
    CertificateRefused = "Prerequisite.CertificateRefused", Prerequisites, Tenant, false, "The certificate of the host is not valid for its name, or encryption could not be agreed on.";
    EncryptionMissing = "Prerequisite.EncryptionMissing", Prerequisites, Tenant, false, "The host offers no encryption.";
    SettingsWrong = "Prerequisite.SettingsWrong", Prerequisites, Tenant, false, "A setting of the connection is not one that the platform accepts.";
    NoAccountFound = "Prerequisite.NoAccountFound", Prerequisites, Tenant, false, "The authorisation covers no account that can be bound.";
    AccountNotLinked = "Prerequisite.AccountNotLinked", Prerequisites, Tenant, false, "The Page has no linked Instagram professional account, or another one than before.";
    AccountNotProfessional = "Prerequisite.AccountNotProfessional", Prerequisites, Tenant, false, "The Instagram account is a personal one.";
    PageNotPublished = "Prerequisite.PageNotPublished", Prerequisites, Tenant, false, "The Page is not published.";
    TermsNotAccepted = "Prerequisite.TermsNotAccepted", Prerequisites, Tenant, false, "Terms of the platform have not been accepted.";
    BusinessNotVerified = "Prerequisite.BusinessNotVerified", Prerequisites, Tenant, false, "The platform has not verified the business, or not approved its account.";
    NumberNotVerified = "Prerequisite.NumberNotVerified", Prerequisites, Tenant, false, "The ownership of the number has not been verified.";
    NumberNotRegistered = "Prerequisite.NumberNotRegistered", Prerequisites, Tenant, false, "The number is not registered for the platform's interface.";
    PinWrong = "Prerequisite.PinWrong", Prerequisites, Tenant, false, "The six digits are not the PIN of the number's two-step verification.";
    DisplayNameNotApproved = "Prerequisite.DisplayNameNotApproved", Prerequisites, Tenant, false, "The platform has not approved the display name.";
    PaymentMissing = "Prerequisite.PaymentMissing", Prerequisites, Tenant, false, "The account has no working way to pay.";
    TrialAccount = "Prerequisite.TrialAccount", Prerequisites, Tenant, false, "A trial account reaches only recipients that were verified before.";
    SenderUnusable = "Prerequisite.SenderUnusable", Prerequisites, Tenant, false, "The sender does not exist, cannot send messages, or may not be used by this account.";
    SenderNotRegistered = "Prerequisite.SenderNotRegistered", Prerequisites, Tenant, false, "The sender ID is not registered where registration is required.";
    CountryNotEnabled = "Prerequisite.CountryNotEnabled", Prerequisites, Tenant, false, "The account may not send to this country.";
    DomainRecordMissing = "Prerequisite.DomainRecordMissing", Prerequisites, Tenant, false, "A DNS record that authenticates the sender's domain is missing.";
    DomainRecordWrong = "Prerequisite.DomainRecordWrong", Prerequisites, Tenant, false, "A DNS record that authenticates the sender's domain is wrong.";

    AccountNotFound = "Account.NotFound", AccountStatus, Tenant, false, "The platform has no such account, or does not show it to this authorisation.";
    AccountBlocked = "Account.Blocked", AccountStatus, Tenant, false, "The platform has blocked the account for a breach of its rules.";
    AccountSuspended = "Account.Suspended", AccountStatus, Tenant, false, "The account is suspended.";
    AccountClosed = "Account.Closed", AccountStatus, Tenant, false, "The account is closed or was deleted.";
    AccountRestricted = "Account.Restricted", AccountStatus, Tenant, false, "The platform restricts what the account may send.";
    QualityLow = "Account.QualityLow", AccountStatus, Tenant, false, "Recipients rate the account badly; the platform may restrict it.";
    BalanceEmpty = "Account.BalanceEmpty", AccountStatus, Tenant, false, "The account has no balance left.";
    SubscriptionMissing = "Account.SubscriptionMissing", AccountStatus, Tenant, false, "The platform does not send what happens to this installation.";
    CallbackElsewhere = "Account.CallbackElsewhere", AccountStatus, Tenant, false, "The account's callback belongs to another system.";
    SessionElsewhere = "Account.SessionElsewhere", AccountStatus, Tenant, true, "Another system holds the account's only connection.";
    Unrecognised = "Account.Unrecognised", AccountStatus, AccountManager, false, "The platform answered with a code that is not known here.";

    CredentialsRefused = "Authorisation.CredentialsRefused", Authorisation, Tenant, false, "The platform does not accept these credentials.";
    MechanismRefused = "Authorisation.MechanismRefused", Authorisation, Tenant, false, "The host does not accept this way to sign in.";
    CodeRefused = "Authorisation.CodeRefused", Authorisation, Tenant, false, "The code of the authorisation was used before, or is too old.";
    PersonDeclined = "Authorisation.PersonDeclined", Authorisation, Tenant, false, "The person declined at the platform.";
    PermissionMissing = "Authorisation.PermissionMissing", Authorisation, Tenant, false, "A permission was not granted.";
    TokenExpired = "Authorisation.TokenExpired", Authorisation, Tenant, false, "The token has expired.";
    TokenRevoked = "Authorisation.TokenRevoked", Authorisation, Tenant, false, "The token was revoked: by its owner, by a new password, or by the platform.";
    TokenExpiring = "Authorisation.TokenExpiring", Authorisation, Tenant, false, "The token expires soon.";
    OtherApp = "Authorisation.OtherApp", Authorisation, Tenant, false, "The token was issued for another app.";
    OtherAccount = "Authorisation.OtherAccount", Authorisation, Tenant, false, "The authorisation leads to another account than the bound one.";

    Unreachable = "Connection.Unreachable", Connection, Platform, true, "No connection could be made.";
    TimedOut = "Connection.TimedOut", Connection, Platform, true, "There was no answer in time.";
    RateLimited = "Connection.RateLimited", Connection, Platform, true, "Too many requests; the platform asks to wait.";
    PlatformTrouble = "Connection.PlatformTrouble", Connection, Platform, true, "The platform has trouble of its own.";
    AnswerUnreadable = "Connection.AnswerUnreadable", Connection, Platform, true, "The answer is not in the form that the platform documents.";

    RecipientUnknown = "Message.RecipientUnknown", Message, Tenant, false, "The platform does not know the recipient.";
    RecipientUnreachable = "Message.RecipientUnreachable", Message, Platform, false, "The recipient cannot receive messages at the moment.";
    RecipientOptedOut = "Message.RecipientOptedOut", Message, Tenant, false, "The recipient does not want messages.";
    OutsideWindow = "Message.OutsideWindow", Message, Tenant, false, "The time in which the recipient may be answered freely is over.";
    ContentRefused = "Message.ContentRefused", Message, Tenant, false, "The platform or a carrier refuses the content.";
    TextTooLong = "Message.TextTooLong", Message, Tenant, false, "The text is longer than the platform takes.";
    RequestRefused = "Message.RequestRefused", Message, AccountManager, false, "The platform calls the request wrong, which is an error of this program.";
    OutcomeUnknown = "Message.OutcomeUnknown", Message, Platform, false, "The answer was lost: the message may have been sent, so it is not sent again.";
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Reason {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = <Cow<'de, str>>::deserialize(deserializer)?;
        Self::from_code(&code).ok_or_else(|| serde::de::Error::custom("an unknown reason"))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_are_unique_and_say_their_kind() {
        let codes: BTreeSet<_> = Reason::ALL.iter().map(|reason| reason.code()).collect();
        assert_eq!(codes.len(), Reason::ALL.len());
        for reason in Reason::ALL {
            let (start, _) = reason.code().split_once('.').expect("a dotted code");
            let expected = match reason.kind() {
                Prerequisites => "Prerequisite",
                AccountStatus => "Account",
                Authorisation => "Authorisation",
                Connection => "Connection",
                Message => "Message",
            };
            assert_eq!(start, expected);
        }
    }

    #[test]
    fn reasons_stand_in_the_order_in_which_binding_looks_for_them() {
        assert!(Reason::ALL.is_sorted_by_key(|reason| reason.kind()));
    }

    #[test]
    fn trouble_of_the_connection_passes_and_wrong_credentials_do_not() {
        for reason in Reason::ALL {
            match reason.kind() {
                Connection => assert!(reason.is_retryable(), "{}", reason.code()),
                Authorisation | Prerequisites => {
                    assert!(!reason.is_retryable(), "{}", reason.code());
                }
                AccountStatus | Message => {}
            }
        }
    }
}
