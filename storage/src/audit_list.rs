//! A tenant's audit log with filters, the same statement for both engines.

use domain::audit::AuditFilter;
use domain::ids::{AuditEntryId, TenantId};
use sqlx::{Database, Encode, QueryBuilder, Type};
use uuid::Uuid;

use crate::rows::audit_columns;

/// The newest `limit` entries behind `after` that the filter lets through.
pub(crate) fn audit_query<DB>(
    tenant: TenantId,
    filter: &AuditFilter,
    after: Option<AuditEntryId>,
    limit: u32,
) -> QueryBuilder<DB>
where
    DB: Database,
    Uuid: for<'q> Encode<'q, DB> + Type<DB>,
    String: for<'q> Encode<'q, DB> + Type<DB>,
{
    let mut query =
        QueryBuilder::new(concat!("SELECT ", audit_columns!(), " FROM audit_entries WHERE "));
    query.push("tenant_id = ").push_bind(tenant.uuid());
    if let Some(action) = filter.action {
        query.push(" AND action = ").push_bind(action.as_str().to_owned());
    }
    if let Some(actor) = &filter.actor {
        query.push(" AND actor = ").push_bind(actor.clone());
    }
    if filter.refused {
        query.push(" AND refused_for IS NOT NULL");
    }
    if let Some(after) = after {
        query.push(" AND id < ").push_bind(after.uuid());
    }
    query.push(format_args!(" ORDER BY id DESC LIMIT {limit}"));
    query
}
