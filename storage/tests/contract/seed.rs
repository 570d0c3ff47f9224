use std::time::Instant;

use domain::channel::Channel;
use domain::ids::{ChannelId, TenantId};
use domain::sources::{CountingIds, IdSource};
use domain::tenant::Tenant;

use crate::bench::{TestDatabase, notice};
use crate::samples::{Samples, used};

/// Twenty tenants, or as many as `SUIRO_TEST_SEED_TENANTS` says: then it is a measurement.
pub(crate) async fn many_tenants_are_seeded(database: &TestDatabase) {
    let tenants = std::env::var("SUIRO_TEST_SEED_TENANTS")
        .map_or(20, |tenants| tenants.parse().expect("a number of tenants"));
    let (store, samples) = (&*database.store, Samples::new(100));
    // In ascending order, as the UUIDv7 of a real seed are.
    let ids = CountingIds::default();
    let begin = Instant::now();
    for _ in 0..tenants {
        let tenant = Tenant { id: TenantId::from_uuid(ids.next()), ..samples.tenant() };
        let channels: Vec<_> = (0..100)
            .map(|_| Channel {
                id: ChannelId::from_uuid(ids.next()),
                ..samples.mixed_channel(tenant.id)
            })
            .collect();
        assert!(store.insert_tenant(&tenant, &channels).await.expect("an insertion"));
        if tenants <= 20 {
            assert_eq!(used(store, tenant.id).await, 100);
        }
    }
    notice(&format!("{tenants} tenants with 100 channels each: {:?}", begin.elapsed()));
}
