use domain::channel::{
    ChannelFilter, ChannelList, ChannelOrder, ChannelType, Direction, Lifecycle, ListPosition,
    PageSize, SortColumn,
};
use domain::error_code::ErrorCode;
use domain::ids::TenantId;

use super::CursorKey;
use super::fields::Fields;
use crate::routes;

/// Everything about the channel table that stands in its address, so that every view of it can be
/// linked, reloaded and gone back to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ChannelListQuery {
    pub(crate) filter: ChannelFilter,
    pub(crate) order: ChannelOrder,
    pub(crate) page_size: PageSize,
}

impl ChannelListQuery {
    /// Reads filters, order and page size. Empty values, which a form without JavaScript sends,
    /// mean the default.
    pub(super) fn read(fields: &mut Fields) -> Result<Self, ErrorCode> {
        let mut value = |name| fields.optional(name).filter(|text| !text.is_empty());
        let search = value("q").unwrap_or_default().trim().to_owned();
        if search.chars().count() > ChannelFilter::MAX_SEARCH_LENGTH {
            return Err(ErrorCode::ListFilterInvalid);
        }
        Ok(Self {
            filter: ChannelFilter {
                search,
                channel_type: known(value("type"), ChannelType::from_slug)?,
                lifecycle: known(value("status"), Lifecycle::from_slug)?,
                customer: known(value("customer"), |id| id.parse().ok())?,
            },
            order: match known(value("sort"), SortColumn::from_slug)? {
                None => ChannelOrder::default(),
                Some(column) => ChannelOrder {
                    column,
                    direction: known(value("dir"), Direction::from_slug)?
                        .unwrap_or(Direction::Ascending),
                },
            },
            page_size: known(value("limit"), PageSize::from_rows)?.unwrap_or_default(),
        })
    }

    /// Whether it asks for what only the list of a service provider has.
    pub(super) fn is_about_customers(&self) -> bool {
        self.filter.customer.is_some() || self.order.column == SortColumn::Customer
    }

    /// The list that the address asks for.
    pub(super) fn list(&self, position: Option<ListPosition>) -> ChannelList {
        ChannelList {
            filter: self.filter.clone(),
            order: self.order,
            limit: self.page_size.rows(),
            position,
        }
    }

    /// The address of the first page.
    pub(crate) fn address(&self) -> String {
        self.address_under(routes::CHANNELS, None)
    }

    /// The address of the same channels as a file.
    pub(crate) fn csv_address(&self) -> String {
        self.address_under(routes::CHANNELS_CSV, None)
    }

    /// The address of the page at a position.
    pub(crate) fn address_at(
        &self,
        key: &CursorKey,
        tenant: TenantId,
        position: &ListPosition,
    ) -> String {
        let after = key.seal(tenant, self.order.column, position);
        self.address_under(routes::CHANNELS, Some(&after))
    }

    /// The same filters in the order that a click on this column's heading gives: down if the
    /// list is sorted up by it, else up.
    #[must_use]
    pub(crate) fn sorted_by(&self, column: SortColumn) -> Self {
        let direction = if self.order.column == column {
            self.order.direction.reversed()
        } else {
            Direction::Ascending
        };
        Self { order: ChannelOrder { column, direction }, ..self.clone() }
    }

    /// The same order without any filter.
    #[must_use]
    pub(crate) fn without_filter(&self) -> Self {
        Self { filter: ChannelFilter::default(), ..self.clone() }
    }

    fn address_under(&self, path: &str, after: Option<&str>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if !self.filter.search.is_empty() {
            query.append_pair("q", &self.filter.search);
        }
        if let Some(channel_type) = self.filter.channel_type {
            query.append_pair("type", channel_type.slug());
        }
        if let Some(lifecycle) = self.filter.lifecycle {
            query.append_pair("status", lifecycle.slug());
        }
        if let Some(customer) = self.filter.customer {
            query.append_pair("customer", &customer.to_string());
        }
        if self.order != ChannelOrder::default() {
            query.append_pair("sort", self.order.column.slug());
            query.append_pair("dir", self.order.direction.slug());
        }
        if self.page_size != PageSize::default() {
            query.append_pair("limit", &self.page_size.rows().to_string());
        }
        if let Some(after) = after {
            query.append_pair("after", after);
        }
        let query = query.finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }
}

fn known<T>(
    text: Option<String>,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<Option<T>, ErrorCode> {
    text.map(|text| read(&text).ok_or(ErrorCode::ListFilterInvalid)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<ChannelListQuery, ErrorCode> {
        ChannelListQuery::read(&mut Fields::parse(query.as_bytes()).expect("fields"))
    }

    #[test]
    fn an_address_leads_back_to_its_query() {
        for query in [
            "",
            "q=%E6%B0%B4+%26&type=sms&status=unbound&sort=name&dir=desc&limit=100",
            "customer=tn_01h455vb4pex5vsknk084sn02q&sort=customer&dir=desc",
            "sort=created&dir=asc",
            "limit=50",
        ] {
            let read_query = read(query).expect("a query");
            let address = read_query.address();
            let again = address.split_once('?').map_or("", |(_, query)| query);
            assert_eq!(again, query);
        }
    }

    #[test]
    fn empty_values_of_a_plain_form_mean_the_default() {
        assert_eq!(
            read("q=&type=&status=&customer=&sort=&dir=&limit="),
            Ok(ChannelListQuery::default())
        );
    }

    #[test]
    fn what_does_not_exist_is_refused() {
        for query in [
            "type=fax".to_owned(),
            "status=asleep".to_owned(),
            "customer=1".to_owned(),
            "sort=remarks".to_owned(),
            "sort=name&dir=up".to_owned(),
            "limit=1000000".to_owned(),
            format!("q={}", "x".repeat(151)),
        ] {
            assert_eq!(read(&query), Err(ErrorCode::ListFilterInvalid), "{query}");
        }
    }
}
