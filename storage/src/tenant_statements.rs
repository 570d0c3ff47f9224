//! The statements about tenants that are put together at run time, the same for both engines.
//!
//! Nothing that a person typed becomes part of a statement.

use domain::channel::name_key;
use std::collections::BTreeSet;

use domain::ids::TenantId;
use domain::tenant::{Tenant, TenantChange, TenantList, TenantState};
use sqlx::{Database, Encode, QueryBuilder, Type};
use uuid::Uuid;

use crate::rows::{CompanyRow, TenantRow, tenant_columns};

/// Adds a tenant that has `used` channels; what happens when it is there already stands behind it.
pub(crate) fn insert_tenant<DB>(tenant: &Tenant, used: i64) -> QueryBuilder<DB>
where
    DB: Database,
    Uuid: for<'q> Encode<'q, DB> + Type<DB>,
    Option<Uuid>: for<'q> Encode<'q, DB> + Type<DB>,
    bool: for<'q> Encode<'q, DB> + Type<DB>,
    String: for<'q> Encode<'q, DB> + Type<DB>,
    Option<String>: for<'q> Encode<'q, DB> + Type<DB>,
    i16: for<'q> Encode<'q, DB> + Type<DB>,
    i64: for<'q> Encode<'q, DB> + Type<DB>,
    Option<i64>: for<'q> Encode<'q, DB> + Type<DB>,
{
    let row = TenantRow::from(tenant);
    let key = row.provider_id.map(|_| name_key(&row.name));
    let mut query = QueryBuilder::new(concat!(
        "INSERT INTO tenants (",
        tenant_columns!(),
        ", customer_key) VALUES ("
    ));
    query
        .separated(", ")
        .push_bind(row.id)
        .push_bind(row.name)
        .push_bind(row.channel_quota)
        .push_bind(used)
        .push_bind(row.created_at)
        .push_bind(row.verification)
        .push_bind(row.rejected_for)
        .push_bind(row.activated_at)
        .push_bind(row.suspended_at)
        .push_bind(row.country)
        .push_bind(row.registration_number)
        .push_bind(row.contact)
        .push_bind(row.service_provider)
        .push_bind(row.provider_id)
        .push_bind(key);
    query.push(") ON CONFLICT (id) DO ");
    query
}

/// Changes a tenant, if it is in a state for that.
pub(crate) fn change_tenant<DB>(id: TenantId, change: &TenantChange) -> QueryBuilder<DB>
where
    DB: Database,
    Uuid: for<'q> Encode<'q, DB> + Type<DB>,
    String: for<'q> Encode<'q, DB> + Type<DB>,
    Option<String>: for<'q> Encode<'q, DB> + Type<DB>,
    i64: for<'q> Encode<'q, DB> + Type<DB>,
{
    let mut query = QueryBuilder::new("UPDATE tenants SET ");
    let state = match change {
        TenantChange::Verify(_) => {
            query.push("verification = 2, rejected_for = NULL");
            " AND verification <> 2"
        }
        TenantChange::Reject(_, reason) => {
            query.push("verification = 3, rejected_for = ").push_bind(reason.to_string());
            " AND verification <> 2"
        }
        TenantChange::AskAgain(name, company) => {
            let company = CompanyRow::from(company);
            query
                .push("verification = 1, rejected_for = NULL, name = ")
                .push_bind(name.to_string());
            query.push(", customer_key = CASE WHEN provider_id IS NOT NULL THEN ");
            query.push_bind(name_key(name.as_str())).push(" END");
            query.push(", country = ").push_bind(company.country);
            query.push(", registration_number = ").push_bind(company.registration_number);
            query.push(", contact = ").push_bind(company.contact);
            " AND verification = 3 AND suspended_at IS NULL"
        }
        TenantChange::Activate(at) => {
            query.push("activated_at = ").push_bind(at.micros());
            " AND verification = 2 AND activated_at IS NULL AND suspended_at IS NULL"
        }
        TenantChange::SetQuota(quota) => {
            query.push("channel_quota = ").push_bind(i64::from(*quota));
            ""
        }
        TenantChange::Suspend(at) => {
            query.push("suspended_at = ").push_bind(at.micros());
            " AND suspended_at IS NULL"
        }
        TenantChange::Resume => {
            query.push("suspended_at = NULL");
            " AND suspended_at IS NOT NULL"
        }
    };
    query.push(" WHERE id = ").push_bind(id.uuid()).push(state);
    if let TenantChange::Verify(seen) | TenantChange::Reject(seen, _) = change {
        let company = CompanyRow::from(&seen.company);
        query.push(" AND name = ").push_bind(seen.name.clone());
        for (is_same, value) in [
            (" AND country IS NOT DISTINCT FROM ", company.country),
            (" AND registration_number IS NOT DISTINCT FROM ", company.registration_number),
            (" AND contact IS NOT DISTINCT FROM ", company.contact),
        ] {
            query.push(is_same).push_bind(value);
        }
    }
    query
}

/// A page of tenants, one more than fit. `position_of` finds a text in another one,
/// `folded_name` is the name with its ASCII letters in lower case: names have no key of their
/// own, and the engines agree on no other letters.
pub(crate) fn tenants<DB>(
    list: &TenantList,
    position_of: &'static str,
    folded_name: &'static str,
) -> QueryBuilder<DB>
where
    DB: Database,
    Uuid: for<'q> Encode<'q, DB> + Type<DB>,
    String: for<'q> Encode<'q, DB> + Type<DB>,
{
    let mut query =
        QueryBuilder::new(concat!("SELECT ", tenant_columns!(), " FROM tenants WHERE "));
    query.push(list.state.map_or("1 = 1", condition));
    if let Ok(id) = list.search.parse::<TenantId>() {
        query.push(" AND id = ").push_bind(id.uuid());
    } else if !list.search.is_empty() {
        query.push(" AND ").push(position_of).push("(").push(folded_name).push(", ");
        query.push_bind(list.search.to_ascii_lowercase()).push(") > 0");
    }
    if let Some(after) = list.after {
        query.push(" AND id < ").push_bind(after.uuid());
    }
    query.push(format_args!(" ORDER BY id DESC LIMIT {}", TenantList::ROWS + 1));
    query
}

/// The names of these tenants. There is one at least.
pub(crate) fn names_of<DB>(ids: &BTreeSet<TenantId>) -> QueryBuilder<DB>
where
    DB: Database,
    Uuid: for<'q> Encode<'q, DB> + Type<DB>,
{
    let mut query = QueryBuilder::new("SELECT id, name FROM tenants WHERE id IN (");
    let mut list = query.separated(", ");
    for id in ids {
        list.push_bind(id.uuid());
    }
    query.push(")");
    query
}

/// How many tenants are in this state.
pub(crate) fn count_tenants<DB: Database>(state: TenantState) -> QueryBuilder<DB> {
    let mut query = QueryBuilder::new("SELECT COUNT(*) FROM tenants WHERE ");
    query.push(condition(state));
    query
}

/// The state as a condition, with the numbers of [`domain::tenant::Verification`].
pub(crate) const fn condition(state: TenantState) -> &'static str {
    match state {
        TenantState::Pending => "suspended_at IS NULL AND verification = 1",
        TenantState::Rejected => "suspended_at IS NULL AND verification = 3",
        TenantState::Inactive => {
            "suspended_at IS NULL AND verification = 2 AND activated_at IS NULL"
        }
        TenantState::Active => {
            "suspended_at IS NULL AND verification = 2 AND activated_at IS NOT NULL"
        }
        TenantState::Suspended => "suspended_at IS NOT NULL",
    }
}
