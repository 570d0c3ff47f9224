use crate::ids::{LinkId, MailId, NotificationId, UserId};
use crate::time::Timestamp;
use crate::user::EmailAddress;

const HOUR: i64 = 60 * 60 * 1_000_000;

/// A mail that is to be written and sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Its identity, which is also in its `Message-ID`.
    pub id: MailId,
    /// What it is for.
    pub purpose: MailPurpose,
    /// The tag (BCP 47) of the language to write it in, 2 to 35 characters: that of whoever caused
    /// it.
    pub language: String,
    /// When it was caused.
    pub created_at: Timestamp,
}

/// What a mail is for, and where it finds its recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailPurpose {
    /// Brings the link of this invitation.
    Invitation(LinkId),
    /// Somebody who is not signed in wants another password for this address. Whether anybody has
    /// it is looked at when the mail is sent.
    PasswordReset(EmailAddress),
    /// Brings the link that confirms the new address of this user.
    EmailChange(UserId),
    /// Tells whoever has this address that their password was changed.
    PasswordChanged(EmailAddress),
    /// Tells whoever had this address that they sign in with another one now.
    EmailChanged(EmailAddress),
    /// Tells whoever has this address, an admin, what this notification does.
    Notification(NotificationId, EmailAddress),
}

impl MailPurpose {
    /// How long it is tried to send such a mail, in microseconds: an hour for what somebody waits
    /// for, a day for the others.
    pub const fn worth_trying_for(&self) -> i64 {
        match self {
            Self::PasswordReset(_) | Self::EmailChange(_) => HOUR,
            Self::Invitation(_)
            | Self::PasswordChanged(_)
            | Self::EmailChanged(_)
            | Self::Notification(..) => 24 * HOUR,
        }
    }
}

/// What has become of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailState {
    /// It waits to be sent, for the first time or once more.
    Waiting,
    /// A mail server has taken it.
    Sent,
    /// No mail server takes it, or it was not worth sending any more.
    GivenUp,
}

impl MailState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Sent, Self::GivenUp];

    /// The stored number.
    pub const fn number(self) -> i16 {
        match self {
            Self::Waiting => 1,
            Self::Sent => 2,
            Self::GivenUp => 3,
        }
    }

    /// The state that [`Self::number`] stands for.
    pub fn from_number(number: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.number() == number)
    }
}
