//! A service provider's customers by name, the same statement for both engines.

use domain::channel::name_key;
use domain::customer::CustomerList;
use domain::ids::TenantId;
use sqlx::{Database, Encode, QueryBuilder, Type};
use uuid::Uuid;

use crate::rows::tenant_columns;
use crate::tenant_statements::condition;

/// A page of customers, one more than asked for. `position_of` finds a text in another one.
pub(crate) fn customers<DB>(
    provider: TenantId,
    list: &CustomerList,
    position_of: &'static str,
) -> QueryBuilder<DB>
where
    DB: Database,
    Uuid: for<'q> Encode<'q, DB> + Type<DB>,
    String: for<'q> Encode<'q, DB> + Type<DB>,
{
    let mut query =
        QueryBuilder::new(concat!("SELECT ", tenant_columns!(), " FROM tenants WHERE "));
    query.push("provider_id = ").push_bind(provider.uuid());
    // The provider stands in its own list, too.
    query.push(" AND id <> ").push_bind(provider.uuid());
    query.push(" AND ").push(list.state.map_or("1 = 1", condition));
    if let Ok(id) = list.search.parse::<TenantId>() {
        query.push(" AND id = ").push_bind(id.uuid());
    } else if !list.search.is_empty() {
        query.push(" AND ").push(position_of).push("(customer_key, ");
        query.push_bind(name_key(&list.search)).push(") > 0");
    }
    if let Some(after) = &list.after {
        query.push(" AND (customer_key, id) > (").push_bind(after.key.clone());
        query.push(", ").push_bind(after.id.uuid()).push(")");
    }
    let rows = u32::from(list.limit) + 1;
    query.push(format_args!(" ORDER BY customer_key, id LIMIT {rows}"));
    query
}
