//! Links in memory.

use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::ids::{LinkId, TenantId};
use domain::link::{Link, LinkPurpose, LinkStore};
use domain::mail::Mail;
use domain::secrets::TokenHash;
use domain::store::StoreError;
use domain::time::Timestamp;

use crate::fake_mail::WaitingMail;
use crate::fake_store::FakeStore;

/// Whether a new link takes the place of an old one.
fn replaces(new: &LinkPurpose, old: &LinkPurpose) -> bool {
    match (new, old) {
        (
            LinkPurpose::Invitation { tenant, email, .. },
            LinkPurpose::Invitation { tenant: old_tenant, email: old_email, .. },
        ) => (tenant, email) == (old_tenant, old_email),
        _ => new == old,
    }
}

fn is_invitation_of(link: &Link, wanted: TenantId) -> bool {
    matches!(link.purpose, LinkPurpose::Invitation { tenant, .. } if tenant == wanted)
}

#[async_trait]
impl LinkStore for FakeStore {
    async fn insert_link(
        &self,
        link: &Link,
        token: &TokenHash,
        mail: Option<&Mail>,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let mut tables = self.tables();
        tables.links.retain(|(_, old)| !replaces(&link.purpose, &old.purpose));
        tables.links.push((*token, link.clone()));
        tables.mails.extend(mail.cloned().map(WaitingMail::new));
        tables.audit.push(audit.clone());
        Ok(())
    }

    async fn link_by_token(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<Link>, StoreError> {
        Ok(self.tables().link(token, now))
    }

    async fn invitations(&self, tenant: TenantId, now: Timestamp) -> Result<Vec<Link>, StoreError> {
        let tables = self.tables();
        let links = tables.links.iter().map(|(_, link)| link);
        let open = links.filter(|link| is_invitation_of(link, tenant) && now < link.expires_at);
        Ok(open.cloned().collect())
    }

    async fn delete_invitation(
        &self,
        tenant: TenantId,
        id: LinkId,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let mut tables = self.tables();
        let before = tables.links.len();
        tables.links.retain(|(_, link)| link.id != id || !is_invitation_of(link, tenant));
        if tables.links.len() == before {
            return Ok(false);
        }
        tables.audit.push(audit.clone());
        Ok(true)
    }
}
