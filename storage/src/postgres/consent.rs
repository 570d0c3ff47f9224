//! A service provider asks, and the tenant answers.

use domain::audit::AuditEntry;
use domain::channel::name_key;
use domain::customer::{AcceptConsentOutcome, AskOutcome, ConsentRequest, MAX_CONSENT_REQUESTS};
use domain::ids::TenantId;
use sqlx::postgres::PgConnection;
use sqlx::{query, query_scalar};

use super::PostgresStore;
use super::audit::insert_audit_entry;
use super::customer::{BOTH, is_customer, lock_for_relation, move_channels};
use super::tenant::lock_tenant;
use crate::error::Failure;
use crate::rows::consent_request_columns;

impl PostgresStore {
    pub(super) async fn try_ask(
        &self,
        request: &ConsentRequest,
        audit: &[AuditEntry; 2],
    ) -> Result<AskOutcome, Failure> {
        let (provider, customer) = (request.provider.id, request.customer);
        let mut write = self.pool.begin(BOTH).await?;
        // Two requests at once would not count each other.
        lock_tenant(&mut write, provider).await?;
        if is_customer(&mut write, provider, customer).await? {
            return Ok(AskOutcome::AlreadyCustomer);
        }
        let others: i64 = query_scalar(
            "SELECT count(*) FROM consent_requests WHERE provider_id = $1 AND customer_id <> $2",
        )
        .bind(provider.uuid())
        .bind(customer.uuid())
        .fetch_one(&mut *write)
        .await?;
        if others >= i64::from(MAX_CONSENT_REQUESTS) {
            return Ok(AskOutcome::TooMany);
        }
        let added = query(concat!(
            "INSERT INTO consent_requests (",
            consent_request_columns!(),
            ") VALUES ($1, $2, $3, $4) ON CONFLICT (customer_id, provider_id) DO NOTHING"
        ))
        .bind(customer.uuid())
        .bind(provider.uuid())
        .bind(&request.provider.name)
        .bind(request.asked_at.micros())
        .execute(&mut *write)
        .await?
        .rows_affected();
        if added == 1 {
            insert_if_there(&mut write, audit).await?;
            write.commit().await?;
        }
        Ok(AskOutcome::Asked)
    }

    pub(super) async fn try_delete_request(
        &self,
        provider: TenantId,
        customer: TenantId,
        audit: &[AuditEntry; 2],
    ) -> Result<bool, Failure> {
        let mut write = self.pool.begin(BOTH).await?;
        if !delete_request(&mut write, provider, customer).await? {
            return Ok(false);
        }
        insert_if_there(&mut write, audit).await?;
        write.commit().await?;
        Ok(true)
    }

    pub(super) async fn try_accept(
        &self,
        provider: TenantId,
        customer: TenantId,
        audit: &[AuditEntry; 2],
    ) -> Result<AcceptConsentOutcome, Failure> {
        let mut write = self.pool.begin(BOTH).await?;
        // In the order of their ids, so that no two transactions wait for each other.
        let (first, second) = (provider.min(customer), provider.max(customer));
        let first = lock_for_relation(&mut write, first).await?;
        let second = lock_for_relation(&mut write, second).await?;
        let both = if provider < customer { (first, second) } else { (second, first) };
        let (Some(by), Some(tenant)) = both else { return Ok(AcceptConsentOutcome::NotFound) };
        if !by.service_provider || !delete_request(&mut write, provider, customer).await? {
            return Ok(AcceptConsentOutcome::NotFound);
        }
        let begun = query(
            "UPDATE tenants SET provider_id = $2, customer_key = $3 \
             WHERE id = $1 AND NOT service_provider AND COALESCE(provider_id, id) = id \
             AND NOT EXISTS (SELECT 1 FROM tenants t WHERE t.provider_id = $1 AND t.id <> $1)",
        )
        .bind(customer.uuid())
        .bind(provider.uuid())
        .bind(name_key(&tenant.name))
        .execute(&mut *write)
        .await?
        .rows_affected();
        if begun == 0 {
            return Ok(AcceptConsentOutcome::HasProvider);
        }
        move_channels(&mut write, customer).await?;
        for entry in audit {
            insert_audit_entry(&mut write, entry).await?;
        }
        write.commit().await?;
        Ok(AcceptConsentOutcome::Accepted)
    }
}

async fn delete_request(
    connection: &mut PgConnection,
    provider: TenantId,
    customer: TenantId,
) -> Result<bool, Failure> {
    let deleted = query("DELETE FROM consent_requests WHERE customer_id = $1 AND provider_id = $2")
        .bind(customer.uuid())
        .bind(provider.uuid())
        .execute(connection)
        .await?;
    Ok(deleted.rows_affected() == 1)
}

/// Writes the provider's entry, and the other one if its tenant exists: an id that somebody made up
/// gets no log.
async fn insert_if_there(
    connection: &mut PgConnection,
    [provider, customer]: &[AuditEntry; 2],
) -> Result<(), Failure> {
    insert_audit_entry(connection, provider).await?;
    let exists: bool = query_scalar("SELECT EXISTS (SELECT 1 FROM tenants WHERE id = $1)")
        .bind(customer.tenant.uuid())
        .fetch_one(&mut *connection)
        .await?;
    if exists {
        insert_audit_entry(connection, customer).await?;
    }
    Ok(())
}
