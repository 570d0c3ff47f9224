use crate::notification::Notification;
use crate::permissions::Role;
use crate::secrets::SecretToken;
use crate::time::Timestamp;
use crate::user::PersonName;

/// What a mail says, before it is put into words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Letter {
    /// Somebody is invited into a tenant.
    Invitation {
        /// The name of the tenant.
        organisation: String,
        /// What they will be there.
        role: Role,
        /// Opens the invitation.
        token: SecretToken,
    },
    /// Here is how to choose another password.
    PasswordReset {
        /// The name of the user.
        name: PersonName,
        /// Opens the page for it.
        token: SecretToken,
    },
    /// Here is how to confirm the new address.
    EmailChange {
        /// The name of the user.
        name: PersonName,
        /// Opens the page for it.
        token: SecretToken,
    },
    /// The password is another one.
    PasswordChanged {
        /// Since when.
        at: Timestamp,
    },
    /// Something has happened to a channel.
    Notification {
        /// The name of the tenant.
        organisation: String,
        /// What has happened to which one.
        notification: Box<Notification>,
    },
    /// The address is another one.
    EmailChanged {
        /// Since when.
        at: Timestamp,
    },
}
