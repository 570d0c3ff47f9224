use async_trait::async_trait;

use super::Link;
use crate::audit::AuditEntry;
use crate::ids::{LinkId, TenantId};
use crate::mail::Mail;
use crate::secrets::TokenHash;
use crate::store::StoreError;
use crate::time::Timestamp;

/// Links in the database. A link is used up by the store method that does what it is for, in the
/// same transaction.
#[async_trait]
pub trait LinkStore: Send + Sync {
    /// Adds a link and the mail that brings it, and writes the audit entry. Takes away what it replaces: the set-up link
    /// before it, the tenant's invitation for the same address, the user's password reset.
    async fn insert_link(
        &self,
        link: &Link,
        token: &TokenHash,
        mail: Option<&Mail>,
        audit: &AuditEntry,
    ) -> Result<(), StoreError>;

    /// The link with this token, if it still works at `now`.
    async fn link_by_token(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<Link>, StoreError>;

    /// The tenant's invitations that still work at `now`, the newest first, at most 500.
    async fn invitations(&self, tenant: TenantId, now: Timestamp) -> Result<Vec<Link>, StoreError>;

    /// Takes an invitation back and writes the audit entry. Returns whether it was there.
    async fn delete_invitation(
        &self,
        tenant: TenantId,
        id: LinkId,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError>;
}
