use std::collections::BTreeMap;

use super::{Channel, ChannelType, Lifecycle};
use crate::ids::{ChannelId, TenantId};

/// Which channels are wanted, in which order, and where the page begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelList {
    /// Which channels.
    pub filter: ChannelFilter,
    /// In which order.
    pub order: ChannelOrder,
    /// How many at most.
    pub limit: u16,
    /// Where the page begins. Absent for the first page.
    pub position: Option<ListPosition>,
}

/// Which channels are wanted. All conditions hold at once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChannelFilter {
    /// Part of the name, the remarks or the id; upper and lower case are the same. At most
    /// [`ChannelFilter::MAX_SEARCH_LENGTH`] code points; empty means no condition.
    pub search: String,
    /// Only this type.
    pub channel_type: Option<ChannelType>,
    /// Only in this state.
    pub lifecycle: Option<Lifecycle>,
    /// Only of this customer, or of the service provider itself. For a list of another tenant
    /// than a service provider it says nothing.
    pub customer: Option<TenantId>,
}

impl ChannelFilter {
    /// The longest search text, in code points: the longest remarks.
    pub const MAX_SEARCH_LENGTH: usize = super::Remarks::MAX_LENGTH;

    /// Whether it lets everything through.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The order of a list. Channels that are equal in the column follow by id, in the same direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChannelOrder {
    /// The column.
    pub column: SortColumn,
    /// Up or down.
    pub direction: Direction,
}

impl Default for ChannelOrder {
    /// The newest channel first.
    fn default() -> Self {
        Self { column: SortColumn::Created, direction: Direction::Descending }
    }
}

/// What a list can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortColumn {
    /// The name in lower case, by code point.
    Name,
    /// The type, in the order of [`ChannelType::ALL`].
    Type,
    /// The state, in the order of [`Lifecycle::ALL`].
    Status,
    /// The time of creation.
    Created,
    /// The name of the customer in lower case, by code point. Only in the list of a service
    /// provider.
    Customer,
}

impl SortColumn {
    /// All columns.
    pub const ALL: [Self; 5] =
        [Self::Name, Self::Type, Self::Status, Self::Created, Self::Customer];

    /// The word in addresses.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Type => "type",
            Self::Status => "status",
            Self::Created => "created",
            Self::Customer => "customer",
        }
    }

    /// The column that [`Self::slug`] names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.slug() == slug)
    }

    /// The value in this column of a channel that belongs to a tenant of this name.
    pub fn value_of(self, channel: &Channel, customer: &str) -> SortValue {
        match self {
            Self::Name => SortValue::Text(super::name_key(channel.name.as_str())),
            Self::Type => SortValue::Number(channel.channel_type.number().into()),
            Self::Status => SortValue::Number(channel.lifecycle.number().into()),
            Self::Created => SortValue::Number(channel.created_at.micros()),
            Self::Customer => SortValue::Text(super::name_key(customer)),
        }
    }
}

/// Up or down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

impl Direction {
    /// The other one.
    #[must_use]
    pub const fn reversed(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }

    /// The word in addresses.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Ascending => "asc",
            Self::Descending => "desc",
        }
    }

    /// The direction that [`Self::slug`] names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        [Self::Ascending, Self::Descending].into_iter().find(|one| one.slug() == slug)
    }
}

/// How many channels stand on a page of the console.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PageSize {
    /// 25, unless somebody chooses otherwise.
    #[default]
    Small,
    /// 50.
    Medium,
    /// 100.
    Large,
}

impl PageSize {
    /// All sizes.
    pub const ALL: [Self; 3] = [Self::Small, Self::Medium, Self::Large];

    /// The number of rows.
    pub const fn rows(self) -> u16 {
        match self {
            Self::Small => 25,
            Self::Medium => 50,
            Self::Large => 100,
        }
    }

    /// The size with this many rows.
    pub fn from_rows(rows: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.rows().to_string() == rows)
    }
}

/// A place in a list: next to a channel that stood on the page before. The channel itself need
/// not exist any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListPosition {
    /// The value of that channel in the sorted column.
    pub value: SortValue,
    /// That channel.
    pub id: ChannelId,
    /// Whether the page ends before that channel, instead of beginning after it.
    pub backwards: bool,
}

/// A value in a sorted column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SortValue {
    /// Of a column that holds text.
    Text(String),
    /// Of a column that holds numbers.
    Number(i64),
}

impl SortValue {
    /// Whether a list sorted by `column` can stand at this value.
    pub const fn fits(&self, column: SortColumn) -> bool {
        matches!(
            (self, column),
            (Self::Text(_), SortColumn::Name | SortColumn::Customer)
                | (Self::Number(_), SortColumn::Type | SortColumn::Status | SortColumn::Created)
        )
    }
}

/// A page of a list, in the order asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelPage {
    /// The channels, at most as many as asked for.
    pub channels: Vec<Channel>,
    /// The names of the tenants that have them. Empty but in the list of a service provider.
    pub customers: BTreeMap<TenantId, String>,
    /// Where the page before ends, if there is one.
    pub previous: Option<ListPosition>,
    /// Where the page after begins, if there is one.
    pub next: Option<ListPosition>,
}

impl ChannelPage {
    /// Makes the page out of what a store found: up to `limit + 1` channels, counted from the
    /// position in the direction of reading (for a backwards position that is the reversed
    /// order), and the names of their tenants. The one too many only tells that there is more.
    pub fn from_rows(
        list: &ChannelList,
        mut rows: Vec<Channel>,
        customers: BTreeMap<TenantId, String>,
    ) -> Self {
        let backwards = list.position.as_ref().is_some_and(|position| position.backwards);
        let more = rows.len() > usize::from(list.limit);
        rows.truncate(list.limit.into());
        if backwards {
            rows.reverse();
        }
        let position_at = |channel: Option<&Channel>, backwards| {
            channel.map(|channel| ListPosition {
                value: list
                    .order
                    .column
                    .value_of(channel, customers.get(&channel.tenant).map_or("", String::as_str)),
                id: channel.id,
                backwards,
            })
        };
        // In the direction of reading, "more" tells. Against it there is a page whenever this one
        // was reached from there.
        let has_previous = if backwards { more } else { list.position.is_some() };
        let has_next = if backwards { true } else { more };
        Self {
            previous: position_at(rows.first(), true).filter(|_| has_previous),
            next: position_at(rows.last(), false).filter(|_| has_next),
            channels: rows,
            customers,
        }
    }
}
