use std::cmp::Ordering;

use domain::audit::AuditAction;
use domain::channel::{
    Channel, ChannelFilter, ChannelList, ChannelOrder, ChannelType, Direction, Lifecycle,
    ListPosition, SortColumn, SortValue,
};
use domain::ids::TenantId;
use domain::store::{Store, StoreError};

use crate::bench::TestDatabase;
use crate::samples::{NOW, Samples};

pub(crate) const ORDERS: [ChannelOrder; 8] = {
    let mut orders =
        [ChannelOrder { column: SortColumn::Name, direction: Direction::Ascending }; 8];
    let mut index = 0;
    while index < 8 {
        orders[index].column = SortColumn::ALL[index / 2];
        if index % 2 == 1 {
            orders[index].direction = Direction::Descending;
        }
        index += 1;
    }
    orders
};

/// All channels on one page, the newest first.
pub(crate) fn whole_list() -> ChannelList {
    ChannelList {
        filter: ChannelFilter::default(),
        order: ChannelOrder::default(),
        limit: u16::MAX,
        position: None,
    }
}

pub(crate) async fn all(store: &dyn Store, tenant: TenantId) -> Vec<Channel> {
    store.channels(tenant, &whole_list()).await.expect("a page").channels
}

/// How the list has to be sorted, by the words of the domain.
pub(crate) fn sorted(mut channels: Vec<Channel>, order: ChannelOrder) -> Vec<Channel> {
    channels.sort_by(|one, other| {
        let by_value = match (order.column.value_of(one, ""), order.column.value_of(other, "")) {
            (SortValue::Text(one), SortValue::Text(other)) => one.chars().cmp(other.chars()),
            (SortValue::Number(one), SortValue::Number(other)) => one.cmp(&other),
            _ => Ordering::Equal,
        };
        let ascending = by_value.then(one.id.cmp(&other.id));
        match order.direction {
            Direction::Ascending => ascending,
            Direction::Descending => ascending.reverse(),
        }
    });
    channels
}

/// A tenant with this many channels that share every column with each other.
pub(crate) async fn mixed_tenant(
    store: &dyn Store,
    samples: &Samples,
    count: usize,
) -> (TenantId, Vec<Channel>) {
    let tenant = samples.tenant();
    let channels: Vec<_> = (0..count).map(|_| samples.mixed_channel(tenant.id)).collect();
    assert!(store.insert_tenant(&tenant, &channels).await.expect("an insertion"));
    (tenant.id, channels)
}

pub(crate) async fn the_four_columns_sort_as_the_model_does(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(60));
    let (tenant, channels) = mixed_tenant(store, &samples, 80).await;
    mixed_tenant(store, &samples, 80).await;
    for order in ORDERS {
        let list = ChannelList { order, ..whole_list() };
        let page = store.channels(tenant, &list).await.expect("a page");
        assert_eq!(page.channels, sorted(channels.clone(), order), "{order:?}");
    }
}

pub(crate) async fn filters_hold_at_once(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(61));
    let (tenant, channels) = mixed_tenant(store, &samples, 200).await;
    let types = ChannelType::ALL.map(Some).into_iter().chain([None]);
    for channel_type in types {
        for lifecycle in Lifecycle::ALL.map(Some).into_iter().chain([None]) {
            for search in ["", "ab"] {
                let filter = ChannelFilter {
                    search: search.to_owned(),
                    channel_type,
                    lifecycle,
                    customer: None,
                };
                let list = ChannelList { filter, ..whole_list() };
                let wanted = channels.iter().filter(|channel| {
                    channel_type.is_none_or(|wanted| channel.channel_type == wanted)
                        && lifecycle.is_none_or(|wanted| channel.lifecycle == wanted)
                        && channel.search_text().contains(search)
                });
                let wanted = sorted(wanted.cloned().collect(), list.order);
                let page = store.channels(tenant, &list).await.expect("a page");
                assert_eq!(page.channels, wanted, "{list:?}");
            }
        }
    }
}

pub(crate) async fn an_empty_list_has_one_empty_page(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(62));
    let tenant = samples.stored_tenant(store).await;
    for order in ORDERS {
        let page = store.channels(tenant, &ChannelList { order, ..whole_list() }).await;
        let page = page.expect("a page");
        assert_eq!((page.channels, page.previous, page.next), (Vec::new(), None, None));
    }
}

pub(crate) async fn a_page_may_be_as_long_as_the_list_or_longer(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(63));
    let (tenant, channels) = mixed_tenant(store, &samples, 10).await;
    let channels = sorted(channels, ChannelOrder::default());
    for (limit, rows, more) in
        [(0, 0, false), (1, 1, true), (9, 9, true), (10, 10, false), (11, 10, false)]
    {
        let page = store.channels(tenant, &ChannelList { limit, ..whole_list() }).await;
        let page = page.expect("a page");
        assert_eq!(page.channels, channels[..rows], "{limit}");
        assert_eq!(page.previous, None, "{limit}");
        assert_eq!(page.next.is_some(), more, "{limit}");
    }
}

pub(crate) async fn a_position_outlives_its_channel(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(64));
    let tenant = samples.stored_tenant(store).await;
    for _ in 0..9 {
        samples.stored_channel(store, tenant).await;
    }
    let channels = all(store, tenant).await;
    let first = ChannelList { limit: 3, ..whole_list() };
    let position = store.channels(tenant, &first).await.expect("a page").next;
    let audit = samples.audit(&channels[2], AuditAction::ChannelDelete);
    store.delete_channel(tenant, channels[2].id, 1, &audit).await.expect("an outcome");
    let second = ChannelList { position, ..first };
    let page = store.channels(tenant, &second).await.expect("a page");
    assert_eq!(page.channels, channels[3..6]);
    let back = ChannelList { position: page.previous, ..second };
    let page = store.channels(tenant, &back).await.expect("a page");
    assert_eq!(page.channels, channels[..2]);
}

pub(crate) async fn a_position_of_another_order_is_an_error(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(65));
    let channel = samples.tenant_with_channel(store, Lifecycle::Unbound).await;
    for (value, order) in [
        (SortValue::Text("a".to_owned()), ChannelOrder::default()),
        (
            SortValue::Number(NOW),
            ChannelOrder { column: SortColumn::Name, direction: Direction::Ascending },
        ),
    ] {
        let position = Some(ListPosition { value, id: channel.id, backwards: false });
        let list = ChannelList { order, position, ..whole_list() };
        let outcome = store.channels(channel.tenant, &list).await;
        assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    }
}
