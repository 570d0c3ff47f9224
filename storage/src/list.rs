//! The list of channels: a statement that is put together at run time, and that both engines
//! share.

use domain::channel::{ChannelList, Direction, SortColumn, SortValue, name_key};
use domain::ids::TenantId;
use sqlx::{Database, Encode, QueryBuilder, Type};
use uuid::Uuid;

use crate::error::Failure;
use crate::rows::channel_columns;

/// What the engines write differently.
pub(crate) struct Dialect {
    /// The function that finds a text in another one.
    pub(crate) position_of: &'static str,
    /// What stands before the selection of the rows.
    pub(crate) before: &'static str,
    /// What stands after it.
    pub(crate) after: &'static str,
    /// Whether the engine fetches a whole row before it looks at a filter, though the index that
    /// it reads has the column.
    pub(crate) fetches_first: bool,
}

/// Whose channels a list has.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Of {
    /// A tenant's.
    Tenant(TenantId),
    /// A service provider's own and those of all its customers.
    Provider(TenantId),
}

/// The statement for one page: the rows next to the position, one more than asked for, in the
/// order of reading, which a backwards position turns round.
///
/// Nothing that a person typed becomes part of the statement.
pub(crate) fn list_query<DB>(
    of: Of,
    list: &ChannelList,
    dialect: &Dialect,
) -> Result<QueryBuilder<DB>, Failure>
where
    DB: Database,
    Uuid: for<'q> Encode<'q, DB> + Type<DB>,
    String: for<'q> Encode<'q, DB> + Type<DB>,
    i64: for<'q> Encode<'q, DB> + Type<DB>,
{
    let column = column_name(list.order.column);
    if matches!((of, list.order.column), (Of::Tenant(_), SortColumn::Customer)) {
        return Err(Failure::Misuse("only the list of a service provider has customers"));
    }
    // Channels that are all equal in the column follow by their ids. Said so, since SQLite would
    // begin with the first of them on every page.
    let by_id_alone = match list.order.column {
        SortColumn::Type => list.filter.channel_type.is_some(),
        SortColumn::Status => list.filter.lifecycle.is_some(),
        SortColumn::Customer => list.filter.customer.is_some(),
        SortColumn::Name | SortColumn::Created => false,
    };
    let backwards = list.position.as_ref().is_some_and(|position| position.backwards);
    let direction = if backwards { list.order.direction.reversed() } else { list.order.direction };
    let (beyond, order) = match direction {
        Direction::Ascending => (">", "ASC"),
        Direction::Descending => ("<", "DESC"),
    };

    // Of many channels few may pass: then the index alone finds them, and only those are fetched.
    let filters = list.filter.channel_type.is_some() || list.filter.lifecycle.is_some();
    let of_all_customers = matches!(of, Of::Provider(_)) && list.filter.customer.is_none();
    let finds_first = dialect.fetches_first && filters && of_all_customers;

    let mut query = QueryBuilder::new(dialect.before);
    query.push(concat!("SELECT ", channel_columns!(), ", "));
    // A join would leave the planner free to begin with the tenants, and to sort.
    query.push(match of {
        Of::Tenant(_) => "NULL",
        Of::Provider(_) => "(SELECT t.name FROM tenants t WHERE t.id = channels.tenant_id)",
    });
    query.push(" AS customer FROM ");
    if finds_first {
        query.push("(SELECT tenant_id AS found_tenant, id AS found, ");
        query.push(column).push(" AS place FROM ");
    }
    query.push("channels WHERE ");
    match (of, list.filter.customer) {
        (Of::Tenant(tenant), _) => query.push("tenant_id = ").push_bind(tenant.uuid()),
        (Of::Provider(provider), None) => query.push("provider_id = ").push_bind(provider.uuid()),
        // Asked once and not of each row, so that the planner expects what it expects for a tenant.
        (Of::Provider(provider), Some(customer)) => query
            .push("tenant_id = ")
            .push_bind(customer.uuid())
            .push(" AND EXISTS (SELECT 1 FROM tenants t WHERE t.id = ")
            .push_bind(customer.uuid())
            .push(" AND t.provider_id = ")
            .push_bind(provider.uuid())
            .push(")"),
    };
    if let Some(channel_type) = list.filter.channel_type {
        query.push(" AND channel_type = ").push_bind(i64::from(channel_type.number()));
    }
    if let Some(lifecycle) = list.filter.lifecycle {
        query.push(" AND lifecycle = ").push_bind(i64::from(lifecycle.number()));
    }
    if !list.filter.search.is_empty() {
        query.push(" AND ").push(dialect.position_of).push("(search_text, ");
        query.push_bind(name_key(&list.filter.search)).push(") > 0");
    }
    if let Some(position) = &list.position {
        if !position.value.fits(list.order.column) {
            return Err(Failure::Misuse("the position belongs to a list in another order"));
        }
        if by_id_alone {
            query.push(" AND id ").push(beyond).push(" ").push_bind(position.id.uuid());
        } else {
            query.push(" AND (").push(column).push(", id) ").push(beyond).push(" (");
            match &position.value {
                SortValue::Text(text) => query.push_bind(text.clone()),
                SortValue::Number(number) => query.push_bind(*number),
            };
            query.push(", ").push_bind(position.id.uuid()).push(")");
        }
    }
    // The limit is not bound: for a bound one SQLite plans the statement again at each execution
    // (its planner looks at the value), and there are only a few limits.
    let rows = u32::from(list.limit) + 1;
    query.push(" ORDER BY ");
    if !by_id_alone {
        query.push(format_args!("{column} {order}, "));
    }
    query.push(format_args!("id {order} LIMIT {rows}"));
    if finds_first {
        query.push(") CROSS JOIN channels WHERE tenant_id = found_tenant AND id = found ORDER BY ");
        query.push(format_args!("place {order}, found {order}"));
    }
    query.push(dialect.after);
    Ok(query)
}

/// Whether no channel can match, whatever the database holds: names and remarks have no NUL
/// character, and `PostgreSQL` cannot even be asked about one.
pub(crate) fn matches_nothing(list: &ChannelList) -> bool {
    list.filter.search.contains('\0')
}

const fn column_name(column: SortColumn) -> &'static str {
    match column {
        SortColumn::Name => "name_key",
        SortColumn::Type => "channel_type",
        SortColumn::Status => "lifecycle",
        SortColumn::Created => "created_at",
        SortColumn::Customer => "customer_key",
    }
}
