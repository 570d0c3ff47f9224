//! The list of a service provider: its own channels and those of its customers.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use domain::channel::{
    Channel, ChannelFilter, ChannelList, ChannelOrder, Direction, SortColumn, SortValue,
};
use domain::ids::TenantId;
use domain::store::Store;
use domain::tenant::Tenant;

use crate::bench::TestDatabase;
use crate::list::whole_list;
use crate::samples::Samples;

struct Portfolio {
    provider: TenantId,
    channels: Vec<Channel>,
    names: BTreeMap<TenantId, String>,
}

/// A provider with channels of its own and customers, two of which have the same name; and as many
/// of another provider and of nobody.
async fn portfolio(store: &dyn Store, samples: &Samples) -> Portfolio {
    let provider = samples.stored_provider(store).await.id;
    let other = samples.stored_provider(store).await.id;
    let (mut all, mut names) = (Vec::new(), BTreeMap::new());
    for name in ["Müller", "müller", "水路", "Zeta", "alpha"] {
        for under in [Some(provider), Some(other), None] {
            let name = name.to_owned();
            let tenant = Tenant { name, provider: under, ..samples.tenant() };
            let channels: Vec<_> = (0..11).map(|_| samples.mixed_channel(tenant.id)).collect();
            store.insert_tenant(&tenant, &channels).await.expect("an insertion");
            if under == Some(provider) {
                names.insert(tenant.id, tenant.name);
                all.extend(channels);
            }
        }
    }
    let (own, _) = samples.stored_channel(store, provider).await;
    names.insert(provider, samples.tenant().name);
    all.push(own);
    Portfolio { provider, channels: all, names }
}

impl Portfolio {
    fn sorted(&self, order: ChannelOrder) -> Vec<Channel> {
        let mut channels = self.channels.clone();
        channels.sort_by(|one, other| {
            let value =
                |channel: &Channel| order.column.value_of(channel, &self.names[&channel.tenant]);
            let by_value = match (value(one), value(other)) {
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
}

fn orders() -> impl Iterator<Item = ChannelOrder> {
    SortColumn::ALL.into_iter().flat_map(|column| {
        [Direction::Ascending, Direction::Descending]
            .map(|direction| ChannelOrder { column, direction })
    })
}

pub(crate) async fn a_providers_list_sorts_by_every_column(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(940));
    let portfolio = portfolio(store, &samples).await;
    for order in orders() {
        let list = ChannelList { order, ..whole_list() };
        let page = store.channels_of_provider(portfolio.provider, &list).await.expect("a page");
        assert_eq!(page.channels, portfolio.sorted(order), "{order:?}");
        assert_eq!(page.customers, portfolio.names);
    }
}

pub(crate) async fn every_row_of_a_providers_list_is_seen_once(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(941));
    let portfolio = portfolio(store, &samples).await;
    for order in orders() {
        let wanted = portfolio.sorted(order);
        let mut list = ChannelList { order, limit: 7, ..whole_list() };
        let mut forwards = Vec::new();
        let end = loop {
            let page = store.channels_of_provider(portfolio.provider, &list).await;
            let page = page.expect("a page");
            forwards.extend(page.channels.clone());
            match page.next.clone() {
                Some(next) => list.position = Some(next),
                None => break page,
            }
        };
        assert_eq!(forwards, wanted, "{order:?}");
        let mut backwards = end.channels;
        let mut previous = end.previous;
        while let Some(position) = previous {
            list.position = Some(position);
            let page = store.channels_of_provider(portfolio.provider, &list).await;
            let page = page.expect("a page");
            backwards.splice(0..0, page.channels);
            previous = page.previous;
        }
        assert_eq!(backwards, wanted, "{order:?}");
    }
}

pub(crate) async fn a_providers_list_is_filtered_by_customer(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(942));
    let portfolio = portfolio(store, &samples).await;
    let foreign = samples.stored_tenant(store).await;
    samples.stored_channel(store, foreign).await;
    for customer in portfolio.names.keys().copied().chain([foreign]) {
        for order in orders() {
            let filter = ChannelFilter { customer: Some(customer), ..ChannelFilter::default() };
            let mut list = ChannelList { filter, order, limit: 4, ..whole_list() };
            let mut seen = Vec::new();
            loop {
                let page = store.channels_of_provider(portfolio.provider, &list).await;
                let page = page.expect("a page");
                seen.extend(page.channels);
                list.position = page.next;
                if list.position.is_none() {
                    break;
                }
            }
            let its_own = |channel: &Channel| channel.tenant == customer;
            let wanted: Vec<_> = portfolio.sorted(order).into_iter().filter(its_own).collect();
            assert_eq!(seen, wanted, "{order:?}");
        }
    }
}
