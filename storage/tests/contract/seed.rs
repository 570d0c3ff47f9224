use std::sync::Arc;
use std::time::Instant;

use domain::channel::Channel;
use domain::ids::{ChannelId, TenantId};
use domain::sources::{CountingIds, IdSource};
use domain::store::Store;
use domain::tenant::Tenant;
use tokio::task::JoinSet;

use crate::bench::{TestDatabase, notice};
use crate::samples::{Samples, used};

const TASKS: usize = 4;

/// Twenty tenants, or as many as `SUIRO_TEST_SEED_TENANTS` says: then it is a measurement.
pub(crate) async fn many_tenants_are_seeded(database: &TestDatabase) {
    let tenants: usize = std::env::var("SUIRO_TEST_SEED_TENANTS")
        .map_or(20, |tenants| tenants.parse().expect("a number of tenants"));
    // In ascending order, as the UUIDv7 of a real seed are.
    let ids = Arc::new(CountingIds::default());
    let begin = Instant::now();
    let mut tasks = JoinSet::new();
    for task in 0..TASKS {
        let (store, ids) = (database.store.clone(), ids.clone());
        let samples = Samples::new(100 + task as u64);
        tasks.spawn(async move {
            for _ in (task..tenants).step_by(TASKS) {
                seed_tenant(&*store, &samples, &ids).await;
            }
        });
    }
    tasks.join_all().await;
    notice(&format!("{tenants} tenants with 100 channels each: {:?}", begin.elapsed()));
}

async fn seed_tenant(store: &dyn Store, samples: &Samples, ids: &CountingIds) {
    let tenant = Tenant { id: TenantId::from_uuid(ids.next()), ..samples.tenant() };
    let new_channel =
        |_| Channel { id: ChannelId::from_uuid(ids.next()), ..samples.mixed_channel(tenant.id) };
    let channels: Vec<_> = (0..100).map(new_channel).collect();
    assert!(store.insert_tenant(&tenant, &channels).await.expect("an insertion"));
    assert_eq!(used(store, tenant.id).await, 100);
}
