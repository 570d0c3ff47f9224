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
}

/// The statement for one page: the rows next to the position, one more than asked for, in the
/// order of reading, which a backwards position turns round.
///
/// Nothing that a person typed becomes part of the statement.
pub(crate) fn list_query<DB>(
    tenant: TenantId,
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
    let backwards = list.position.as_ref().is_some_and(|position| position.backwards);
    let direction = if backwards { list.order.direction.reversed() } else { list.order.direction };
    let (beyond, order) = match direction {
        Direction::Ascending => (">", "ASC"),
        Direction::Descending => ("<", "DESC"),
    };

    let mut query = QueryBuilder::new(dialect.before);
    query.push(concat!("SELECT ", channel_columns!(), " FROM channels WHERE tenant_id = "));
    query.push_bind(tenant.uuid());
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
        query.push(" AND (").push(column).push(", id) ").push(beyond).push(" (");
        match &position.value {
            SortValue::Text(text) => query.push_bind(text.clone()),
            SortValue::Number(number) => query.push_bind(*number),
        };
        query.push(", ").push_bind(position.id.uuid()).push(")");
    }
    // The limit is not bound: for a bound one SQLite plans the statement again at each execution
    // (its planner looks at the value), and there are only a few limits.
    let rows = u32::from(list.limit) + 1;
    query.push(format_args!(" ORDER BY {column} {order}, id {order} LIMIT {rows}"));
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
    }
}
