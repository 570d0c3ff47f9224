use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::channel::name_key;
use domain::customer::{
    AcceptConsentOutcome, AskOutcome, ConsentRequest, CustomerList, CustomerPage, CustomerStore,
    InsertCustomerOutcome, InviteAdminOutcome, OwnProvider,
};
use domain::ids::{ChannelId, TenantId};
use domain::link::Link;
use domain::secrets::TokenHash;
use domain::store::StoreError;
use domain::tenant::{Tenant, TenantOutcome};
use sqlx::postgres::PgConnection;
use sqlx::{query, query_as, query_scalar};

use super::audit::insert_audit_entry;
use super::link::add_link;
use super::scope::Scope;
use super::tenant::{self, lock_tenant};
use super::{PostgresStore, retrying};
use crate::customer_list;
use crate::error::Failure;
use crate::rows::{
    self, ConsentRequestRow, OwnProviderRow, TenantRow, consent_request_columns, tenant_columns,
    tenant_outcome,
};
use crate::tenant_statements;

/// What concerns a provider and its customer stands in the rows and the logs of both.
pub(super) const BOTH: Scope = Scope::Installation;

#[async_trait]
impl CustomerStore for PostgresStore {
    async fn set_provider_right(
        &self,
        tenant: TenantId,
        granted: bool,
        audit: &AuditEntry,
    ) -> Result<TenantOutcome, StoreError> {
        retrying(|| self.try_set_right(tenant, granted, audit)).await
    }

    async fn customer(
        &self,
        provider: TenantId,
        id: TenantId,
    ) -> Result<Option<Tenant>, StoreError> {
        let customer = query_as(concat!(
            "SELECT ",
            tenant_columns!(),
            " FROM tenants WHERE provider_id = $1 AND id = $2 AND id <> $1"
        ))
        .bind(provider.uuid())
        .bind(id.uuid());
        let row = self.pool.optional(Scope::Provider(provider), customer).await?;
        Ok(rows::one::<TenantRow, _>(row)?)
    }

    async fn customer_of_channel(
        &self,
        provider: TenantId,
        channel: ChannelId,
    ) -> Result<Option<Tenant>, StoreError> {
        let customer = query_as(concat!(
            "SELECT ",
            tenant_columns!(),
            " FROM tenants WHERE provider_id = $1 AND id <> $1 AND id = \
             (SELECT tenant_id FROM channels WHERE provider_id = $1 AND channels.id = $2)"
        ))
        .bind(provider.uuid())
        .bind(channel.uuid());
        let row = self.pool.optional(Scope::Provider(provider), customer).await?;
        Ok(rows::one::<TenantRow, _>(row)?)
    }

    async fn customers(
        &self,
        provider: TenantId,
        list: &CustomerList,
    ) -> Result<CustomerPage, StoreError> {
        // A name has no NUL character, and the database cannot even be asked about one.
        if list.search.contains('\0') {
            return Ok(CustomerPage::from_rows(list, Vec::new()));
        }
        let mut customers = customer_list::customers(provider, list, "strpos");
        let scope = Scope::Provider(provider);
        let found = self.pool.all(scope, customers.build_query_as()).await?;
        Ok(CustomerPage::from_rows(list, rows::all::<TenantRow, _>(found)?))
    }

    async fn insert_customer(
        &self,
        tenant: &Tenant,
        link: &Link,
        token: &TokenHash,
        audit: &[AuditEntry; 2],
    ) -> Result<InsertCustomerOutcome, StoreError> {
        retrying(|| self.try_insert_customer(tenant, link, token, audit)).await
    }

    async fn invite_first_admin(
        &self,
        provider: TenantId,
        link: &Link,
        token: &TokenHash,
        audit: &[AuditEntry; 2],
    ) -> Result<InviteAdminOutcome, StoreError> {
        retrying(|| self.try_invite(provider, link, token, audit)).await
    }

    async fn end_relation(
        &self,
        provider: TenantId,
        customer: TenantId,
        audit: &[AuditEntry; 2],
    ) -> Result<bool, StoreError> {
        retrying(|| self.try_end(provider, customer, audit)).await
    }

    async fn provider_of(&self, customer: TenantId) -> Result<Option<OwnProvider>, StoreError> {
        let provider = query_as(
            "SELECT p.id, p.name, p.service_provider \
             FROM tenants c JOIN tenants p ON p.id = c.provider_id AND p.id <> c.id \
             WHERE c.id = $1",
        )
        .bind(customer.uuid());
        let row: Option<OwnProviderRow> = self.pool.optional(BOTH, provider).await?;
        Ok(row.map(OwnProvider::from))
    }

    async fn ask_consent(
        &self,
        request: &ConsentRequest,
        audit: &[AuditEntry; 2],
    ) -> Result<AskOutcome, StoreError> {
        retrying(|| self.try_ask(request, audit)).await
    }

    async fn consent_requests(&self, tenant: TenantId) -> Result<Vec<ConsentRequest>, StoreError> {
        let requests = query_as(concat!(
            "SELECT * FROM (SELECT ",
            consent_request_columns!(),
            " FROM consent_requests WHERE customer_id = $1 \
             ORDER BY asked_at, provider_id LIMIT 100) AS to_it \
             UNION ALL SELECT * FROM (SELECT ",
            consent_request_columns!(),
            " FROM consent_requests WHERE provider_id = $1 \
             ORDER BY asked_at, customer_id LIMIT 100) AS by_it"
        ))
        .bind(tenant.uuid());
        let found: Vec<ConsentRequestRow> = self.pool.all(Scope::Tenant(tenant), requests).await?;
        Ok(found.into_iter().map(ConsentRequest::from).collect())
    }

    async fn delete_consent_request(
        &self,
        provider: TenantId,
        customer: TenantId,
        audit: &[AuditEntry; 2],
    ) -> Result<bool, StoreError> {
        retrying(|| self.try_delete_request(provider, customer, audit)).await
    }

    async fn accept_consent_request(
        &self,
        provider: TenantId,
        customer: TenantId,
        audit: &[AuditEntry; 2],
    ) -> Result<AcceptConsentOutcome, StoreError> {
        retrying(|| self.try_accept(provider, customer, audit)).await
    }
}

impl PostgresStore {
    async fn try_set_right(
        &self,
        id: TenantId,
        granted: bool,
        audit: &AuditEntry,
    ) -> Result<TenantOutcome, Failure> {
        let mut write = self.pool.begin(Scope::Tenant(id)).await?;
        let Some(tenant) = lock_for_relation(&mut write, id).await? else {
            return Ok(TenantOutcome::NotFound);
        };
        let change = if granted {
            query(
                "UPDATE tenants SET service_provider = TRUE, provider_id = id, customer_key = $2 \
                 WHERE id = $1 AND NOT service_provider AND COALESCE(provider_id, id) = id \
                 AND verification = 2 AND activated_at IS NOT NULL AND suspended_at IS NULL",
            )
            .bind(id.uuid())
            .bind(name_key(&tenant.name))
        } else {
            query("UPDATE tenants SET service_provider = FALSE WHERE id = $1 AND service_provider")
                .bind(id.uuid())
        };
        let changed = change.execute(&mut *write).await?.rows_affected();
        let outcome = tenant_outcome(changed, true);
        if outcome == TenantOutcome::Done {
            move_channels(&mut write, id).await?;
            insert_audit_entry(&mut write, audit).await?;
            write.commit().await?;
        }
        Ok(outcome)
    }

    async fn try_insert_customer(
        &self,
        tenant: &Tenant,
        link: &Link,
        token: &TokenHash,
        audit: &[AuditEntry; 2],
    ) -> Result<InsertCustomerOutcome, Failure> {
        let mut write = self.pool.begin(BOTH).await?;
        let mut insert = tenant_statements::insert_tenant(tenant, 0);
        let added = insert.push("NOTHING").build().execute(&mut *write).await?.rows_affected();
        if added == 0 {
            return Ok(InsertCustomerOutcome::IdUsed);
        }
        add_link(&mut write, link, token).await?;
        for entry in audit {
            insert_audit_entry(&mut write, entry).await?;
        }
        write.commit().await?;
        Ok(InsertCustomerOutcome::Inserted)
    }

    async fn try_invite(
        &self,
        provider: TenantId,
        link: &Link,
        token: &TokenHash,
        audit: &[AuditEntry; 2],
    ) -> Result<InviteAdminOutcome, Failure> {
        let mut write = self.pool.begin(BOTH).await?;
        let customer = audit[1].tenant;
        lock_tenant(&mut write, customer).await?;
        if !is_customer(&mut write, provider, customer).await? {
            return Ok(InviteAdminOutcome::NotFound);
        }
        // Before looking for members: whoever is following such a link is waited for.
        query("DELETE FROM links WHERE purpose = 'invitation' AND tenant_id = $1")
            .bind(customer.uuid())
            .execute(&mut *write)
            .await?;
        let has_members: bool =
            query_scalar("SELECT EXISTS (SELECT 1 FROM memberships WHERE tenant_id = $1)")
                .bind(customer.uuid())
                .fetch_one(&mut *write)
                .await?;
        if has_members {
            return Ok(InviteAdminOutcome::HasMembers);
        }
        add_link(&mut write, link, token).await?;
        for entry in audit {
            insert_audit_entry(&mut write, entry).await?;
        }
        write.commit().await?;
        Ok(InviteAdminOutcome::Invited)
    }

    async fn try_end(
        &self,
        provider: TenantId,
        customer: TenantId,
        audit: &[AuditEntry; 2],
    ) -> Result<bool, Failure> {
        let mut write = self.pool.begin(BOTH).await?;
        let ended = query(
            "UPDATE tenants SET provider_id = NULL, customer_key = NULL \
             WHERE id = $1 AND provider_id = $2 AND id <> $2",
        )
        .bind(customer.uuid())
        .bind(provider.uuid())
        .execute(&mut *write)
        .await?
        .rows_affected();
        if ended == 0 {
            return Ok(false);
        }
        move_channels(&mut write, customer).await?;
        for entry in audit {
            insert_audit_entry(&mut write, entry).await?;
        }
        write.commit().await?;
        Ok(true)
    }
}

/// The tenant, whose relation no other transaction begins or ends any more, and to which none adds
/// a channel.
pub(super) async fn lock_for_relation(
    connection: &mut PgConnection,
    id: TenantId,
) -> Result<Option<Tenant>, Failure> {
    query("SELECT 1 FROM tenants WHERE id = $1 FOR UPDATE")
        .bind(id.uuid())
        .execute(&mut *connection)
        .await?;
    let row = tenant::by_id(id).fetch_optional(connection).await?;
    rows::one::<TenantRow, _>(row)
}

/// Gives the channels of a tenant what the tenant has: they move into the list of a provider, or
/// out of it.
pub(super) async fn move_channels(
    connection: &mut PgConnection,
    tenant: TenantId,
) -> Result<(), Failure> {
    query(
        "UPDATE channels SET provider_id = t.provider_id, customer_key = t.customer_key \
         FROM tenants t WHERE t.id = $1 AND channels.tenant_id = $1 \
         AND channels.provider_id IS DISTINCT FROM t.provider_id",
    )
    .bind(tenant.uuid())
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn is_customer(
    connection: &mut PgConnection,
    provider: TenantId,
    id: TenantId,
) -> Result<bool, Failure> {
    Ok(query_scalar("SELECT EXISTS (SELECT 1 FROM tenants WHERE id = $1 AND provider_id = $2)")
        .bind(id.uuid())
        .bind(provider.uuid())
        .fetch_one(connection)
        .await?)
}
