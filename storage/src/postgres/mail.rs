use async_trait::async_trait;
use domain::email_change::EmailChange;
use domain::ids::{LinkId, MailId, TenantId, UserId};
use domain::link::Link;
use domain::mail::{ClaimedMail, Mail, MailState, MailStore};
use domain::secrets::TokenHash;
use domain::store::StoreError;
use domain::time::Timestamp;
use sqlx::postgres::PgConnection;
use sqlx::{query, query_as};

use super::scope::Scope;
use super::{PostgresStore, retrying};
use crate::error::Failure;
use crate::rows::{
    self, EmailChangeRow, InvitationMailRow, LinkRow, MailRow, email_change_columns, link_columns,
    mail_columns,
};

/// Mail is sent for all tenants, and to people who belong to none.
const SCOPE: Scope = Scope::Installation;

#[async_trait]
impl MailStore for PostgresStore {
    async fn insert_mail(&self, mail: &Mail) -> Result<(), StoreError> {
        retrying(async || {
            let mut write = self.pool.begin(SCOPE).await?;
            insert_mail(&mut write, Some(mail)).await?;
            Ok(write.commit().await?)
        })
        .await
    }

    async fn claim_mail(
        &self,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<ClaimedMail>, StoreError> {
        // What another server is just taking is passed over.
        let row = retrying(async || {
            let claim = query_as(concat!(
                "UPDATE mails SET turns = turns + 1, next_at = $2 WHERE id = \
                 (SELECT id FROM mails WHERE state = 1 AND next_at <= $1 \
                 ORDER BY next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING ",
                mail_columns!()
            ))
            .bind(now.micros())
            .bind(until.micros());
            self.pool.optional(SCOPE, claim).await
        })
        .await?;
        Ok(rows::one::<MailRow, _>(row)?)
    }

    async fn put_off_mail(&self, id: MailId, at: Timestamp) -> Result<(), StoreError> {
        retrying(async || {
            let mut write = self.pool.begin(SCOPE).await?;
            query("UPDATE mails SET next_at = $2 WHERE id = $1")
                .bind(id.uuid())
                .bind(at.micros())
                .execute(&mut *write)
                .await?;
            Ok(write.commit().await?)
        })
        .await
    }

    async fn finish_mail(&self, id: MailId, state: MailState) -> Result<(), StoreError> {
        retrying(async || {
            let mut write = self.pool.begin(SCOPE).await?;
            query("UPDATE mails SET state = $2 WHERE id = $1")
                .bind(id.uuid())
                .bind(state.number())
                .execute(&mut *write)
                .await?;
            Ok(write.commit().await?)
        })
        .await
    }

    async fn mail_invitation(
        &self,
        link: LinkId,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<Link>, StoreError> {
        let row = retrying(async || {
            let link = query_as(concat!(
                "UPDATE links SET mailed_token_hash = $2 \
                 WHERE id = $1 AND purpose = 'invitation' AND expires_at > $3 RETURNING ",
                link_columns!()
            ))
            .bind(link.uuid())
            .bind(token.0.as_slice())
            .bind(now.micros());
            self.pool.optional(SCOPE, link).await
        })
        .await?;
        Ok(rows::one::<LinkRow, _>(row)?)
    }

    async fn mail_email_change(
        &self,
        user: UserId,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<EmailChange>, StoreError> {
        let row = retrying(async || {
            let change = query_as(concat!(
                "UPDATE email_changes SET token_hash = $2 WHERE user_id = $1 AND expires_at > $3 \
                 RETURNING ",
                email_change_columns!()
            ))
            .bind(user.uuid())
            .bind(token.0.as_slice())
            .bind(now.micros());
            self.pool.optional(SCOPE, change).await
        })
        .await?;
        Ok(rows::one::<EmailChangeRow, _>(row)?)
    }

    async fn invitation_mails(
        &self,
        tenant: TenantId,
    ) -> Result<Vec<(LinkId, MailState)>, StoreError> {
        let mails = query_as(
            "SELECT m.link_id, m.state FROM links l JOIN mails m ON m.link_id = l.id \
             WHERE l.purpose = 'invitation' AND l.tenant_id = $1 LIMIT 500",
        )
        .bind(tenant.uuid());
        let found = self.pool.all(Scope::Tenant(tenant), mails).await?;
        Ok(rows::all::<InvitationMailRow, _>(found)?)
    }
}

/// Adds the mail, if there is one.
pub(super) async fn insert_mail(
    connection: &mut PgConnection,
    mail: Option<&Mail>,
) -> Result<(), Failure> {
    let Some(mail) = mail else { return Ok(()) };
    let row = MailRow::from(mail);
    query(concat!(
        "INSERT INTO mails (",
        mail_columns!(),
        ", state, next_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $8)"
    ))
    .bind(row.id)
    .bind(row.purpose)
    .bind(row.link_id)
    .bind(row.user_id)
    .bind(row.notification_id)
    .bind(row.email)
    .bind(row.language)
    .bind(row.created_at)
    .bind(row.turns)
    .bind(MailState::Waiting.number())
    .execute(connection)
    .await?;
    Ok(())
}
