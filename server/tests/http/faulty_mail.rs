//! The rest of the faulty store: mails, and addresses that are changed through one.

use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::email_change::{EmailChange, EmailChangeOutcome, EmailChangeStore, NewEmail};
use domain::ids::{LinkId, MailId, TenantId, UserId};
use domain::link::Link;
use domain::mail::{ClaimedMail, Mail, MailState, MailStore};
use domain::secrets::TokenHash;
use domain::store::StoreError;
use domain::time::Timestamp;

use crate::faulty_store::FaultyStore;

#[async_trait]
impl MailStore for FaultyStore {
    async fn insert_mail(&self, mail: &Mail) -> Result<(), StoreError> {
        self.working()?.insert_mail(mail).await
    }

    async fn claim_mail(
        &self,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<ClaimedMail>, StoreError> {
        self.working()?.claim_mail(now, until).await
    }

    async fn put_off_mail(&self, id: MailId, at: Timestamp) -> Result<(), StoreError> {
        self.working()?.put_off_mail(id, at).await
    }

    async fn finish_mail(&self, id: MailId, state: MailState) -> Result<(), StoreError> {
        self.working()?.finish_mail(id, state).await
    }

    async fn mail_invitation(
        &self,
        link: LinkId,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<Link>, StoreError> {
        self.working()?.mail_invitation(link, token, now).await
    }

    async fn mail_email_change(
        &self,
        user: UserId,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<EmailChange>, StoreError> {
        self.working()?.mail_email_change(user, token, now).await
    }

    async fn invitation_mails(
        &self,
        tenant: TenantId,
    ) -> Result<Vec<(LinkId, MailState)>, StoreError> {
        self.working()?.invitation_mails(tenant).await
    }
}

#[async_trait]
impl EmailChangeStore for FaultyStore {
    async fn insert_email_change(
        &self,
        change: &EmailChange,
        mail: &Mail,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        self.working()?.insert_email_change(change, mail, audit).await
    }

    async fn email_change_by_token(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<EmailChange>, StoreError> {
        self.working()?.email_change_by_token(token, now).await
    }

    async fn set_email(
        &self,
        new: NewEmail<'_>,
        mail: Option<&Mail>,
        audit: &AuditEntry,
    ) -> Result<EmailChangeOutcome, StoreError> {
        self.working()?.set_email(new, mail, audit).await
    }
}
