use async_trait::async_trait;

use super::{Mail, MailState};
use crate::email_change::EmailChange;
use crate::ids::{LinkId, MailId, TenantId, UserId};
use crate::link::Link;
use crate::secrets::TokenHash;
use crate::store::StoreError;
use crate::time::Timestamp;

/// Mails in the database. One that tells of a change is added by the store method that makes the
/// change, in the same transaction.
#[async_trait]
pub trait MailStore: Send + Sync {
    /// Adds a mail that tells of no change.
    async fn insert_mail(&self, mail: &Mail) -> Result<(), StoreError>;

    /// The waiting mail whose turn it is at `now`, if there is one. Nobody else gets it before
    /// `until`, whichever server asks.
    async fn claim_mail(
        &self,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<ClaimedMail>, StoreError>;

    /// Lets a mail wait until `at` for its next turn.
    async fn put_off_mail(&self, id: MailId, at: Timestamp) -> Result<(), StoreError>;

    /// Notes what has become of a mail. It gets no other turn.
    async fn finish_mail(&self, id: MailId, state: MailState) -> Result<(), StoreError>;

    /// Lets an invitation be followed with this token, too, in the place of the one that was
    /// mailed before. Returns the invitation, if it still works at `now`.
    async fn mail_invitation(
        &self,
        link: LinkId,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<Link>, StoreError>;

    /// The same for the new address of a user.
    async fn mail_email_change(
        &self,
        user: UserId,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<EmailChange>, StoreError>;

    /// What has become of the mails with the tenant's open invitations, at most 500.
    async fn invitation_mails(
        &self,
        tenant: TenantId,
    ) -> Result<Vec<(LinkId, MailState)>, StoreError>;
}

/// A mail whose turn it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedMail {
    /// The mail.
    pub mail: Mail,
    /// How often it has had its turn, this time included.
    pub turns: u32,
}
