use async_trait::async_trait;

use super::EmailChange;
use crate::audit::AuditEntry;
use crate::ids::{SessionId, UserId};
use crate::mail::Mail;
use crate::secrets::TokenHash;
use crate::store::StoreError;
use crate::time::Timestamp;
use crate::user::EmailAddress;

/// Changes of e-mail addresses in the database.
#[async_trait]
pub trait EmailChangeStore: Send + Sync {
    /// Notes which address a user wants, in the place of a wish before it, adds the mail that
    /// brings the link, and writes the audit entry.
    async fn insert_email_change(
        &self,
        change: &EmailChange,
        mail: &Mail,
        audit: &AuditEntry,
    ) -> Result<(), StoreError>;

    /// The wish whose mailed link has this token, if it still works at `now`.
    async fn email_change_by_token(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<EmailChange>, StoreError>;

    /// Gives a user another address, takes away their wishes and the links that would have reset
    /// their password, ends their sessions but one, adds the mail that tells the old address, and
    /// writes the audit entry, all or nothing.
    async fn set_email(
        &self,
        new: NewEmail<'_>,
        mail: Option<&Mail>,
        audit: &AuditEntry,
    ) -> Result<EmailChangeOutcome, StoreError>;
}

/// Another address for a user.
#[derive(Debug, Clone, Copy)]
pub struct NewEmail<'a> {
    /// Who.
    pub user: UserId,
    /// The address until now. Nothing is changed if it is another one by now.
    pub before: &'a EmailAddress,
    /// The address from now on.
    pub after: &'a EmailAddress,
    /// The token of the wish that is fulfilled and used up, which has to be valid at this moment.
    /// None for an operator, who needs no wish.
    pub link: Option<(&'a TokenHash, Timestamp)>,
    /// The session that does not end.
    pub keep: Option<SessionId>,
}

/// What came of changing an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmailChangeOutcome {
    /// It is done.
    Done,
    /// The link does not work (any more), or the user is gone, is disabled, or has another address
    /// by now; nothing was changed.
    LinkInvalid,
    /// Somebody has the new address; nothing was changed.
    EmailTaken,
}
