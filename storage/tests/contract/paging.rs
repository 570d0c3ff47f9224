use std::collections::BTreeSet;

use domain::audit::AuditAction;
use domain::channel::{Channel, ChannelList, ChannelOrder, DeleteOutcome, Lifecycle};
use domain::ids::{ChannelId, TenantId};
use domain::store::Store;

use crate::bench::TestDatabase;
use crate::list::{ORDERS, all, mixed_tenant, sorted, whole_list};
use crate::samples::Samples;

pub(crate) async fn every_row_is_seen_once_in_both_directions(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(70));
    let (tenant, channels) = mixed_tenant(store, &samples, 53).await;
    mixed_tenant(store, &samples, 53).await;
    for order in ORDERS {
        let wanted = sorted(channels.clone(), order);
        for limit in [1, 7, 25, 53] {
            let mut list = ChannelList { order, limit, ..whole_list() };
            let mut forwards = Vec::new();
            let end = loop {
                let page = store.channels(tenant, &list).await.expect("a page");
                forwards.push(page.channels.clone());
                match page.next.clone() {
                    Some(next) => list.position = Some(next),
                    None => break page,
                }
            };
            assert_eq!(forwards.concat(), wanted, "{order:?} {limit}");

            let mut backwards = end.channels;
            let mut previous = end.previous;
            while let Some(position) = previous {
                list.position = Some(position);
                let page = store.channels(tenant, &list).await.expect("a page");
                assert!(page.next.is_some());
                backwards.splice(0..0, page.channels);
                previous = page.previous;
            }
            assert_eq!(backwards, wanted, "{order:?} {limit}");
        }
    }
}

pub(crate) async fn rows_that_stay_are_seen_once_while_others_come_and_go(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(71));
    for order in ORDERS {
        for backwards in [false, true] {
            let (tenant, channels) = mixed_tenant(store, &samples, 40).await;
            let before: BTreeSet<_> = channels.iter().map(|channel| channel.id).collect();
            let seen = walk_while_changing(store, &samples, tenant, order, backwards).await;
            let ids: BTreeSet<_> = seen.iter().map(|channel| channel.id).collect();
            assert_eq!(ids.len(), seen.len(), "{order:?}: a channel was seen twice");
            assert_eq!(sorted(seen.clone(), order), seen, "{order:?}: out of order");
            let after: BTreeSet<ChannelId> =
                all(store, tenant).await.iter().map(|channel| channel.id).collect();
            let stayed: BTreeSet<_> = before.intersection(&after).copied().collect();
            assert!(stayed.len() < before.len() && after.len() > stayed.len());
            assert!(stayed.is_subset(&ids), "{order:?}: a channel was not seen");
        }
    }
}

/// All pages in the order of the list, with a deletion and two insertions after each.
async fn walk_while_changing(
    store: &dyn Store,
    samples: &Samples,
    tenant: TenantId,
    order: ChannelOrder,
    backwards: bool,
) -> Vec<Channel> {
    // Reading backwards begins behind the last row of the list, which then is the first to go.
    let mut list = ChannelList { order, limit: 6, ..whole_list() };
    let mut seen = Vec::new();
    if backwards {
        let whole = ChannelList { order, ..whole_list() };
        let mut channels = store.channels(tenant, &whole).await.expect("a page").channels;
        let end = channels.pop().expect("channels");
        list.position = Some(domain::channel::ListPosition {
            value: order.column.value_of(&end, ""),
            id: end.id,
            backwards: true,
        });
        seen.push(end);
    }
    loop {
        let page = store.channels(tenant, &list).await.expect("a page");
        let further = if backwards { page.previous } else { page.next };
        if backwards {
            seen.splice(0..0, page.channels);
        } else {
            seen.extend(page.channels);
        }
        change(store, samples, tenant).await;
        match further {
            Some(position) => list.position = Some(position),
            None => return seen,
        }
    }
}

async fn change(store: &dyn Store, samples: &Samples, tenant: TenantId) {
    let unbound: Vec<_> = all(store, tenant)
        .await
        .into_iter()
        .filter(|channel| channel.lifecycle == Lifecycle::Unbound)
        .collect();
    if !unbound.is_empty() {
        let channel = &unbound[samples.below(unbound.len())];
        let audit = samples.audit(channel, AuditAction::ChannelDelete);
        let outcome = store.delete_channel(tenant, channel.id, 1, &audit).await;
        assert_eq!(outcome.expect("an outcome"), DeleteOutcome::Deleted);
    }
    for _ in 0..2 {
        let channel = samples.mixed_channel(tenant);
        let audit = samples.audit(&channel, AuditAction::ChannelCreate);
        store.insert_channel(&channel, samples.key(), &audit).await.expect("an outcome");
    }
}
