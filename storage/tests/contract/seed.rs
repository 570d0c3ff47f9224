use std::time::Instant;

use crate::bench::{TestDatabase, notice};
use crate::samples::{Samples, used};

/// Measures, and only when it is asked to: `SUIRO_TEST_SEED_TENANTS=10000`.
pub(crate) async fn ten_thousand_tenants(database: &TestDatabase) {
    let tenants = std::env::var("SUIRO_TEST_SEED_TENANTS")
        .map_or(20, |tenants| tenants.parse().expect("a number of tenants"));
    let (store, samples) = (&*database.store, Samples::new(100));
    let begin = Instant::now();
    for _ in 0..tenants {
        let tenant = samples.tenant();
        let channels: Vec<_> = (0..100).map(|_| samples.mixed_channel(tenant.id)).collect();
        assert!(store.insert_tenant(&tenant, &channels).await.expect("an insertion"));
    }
    notice(&format!("{tenants} tenants with 100 channels each: {:?}", begin.elapsed()));
    let last = samples.stored_tenant(store).await;
    assert_eq!(used(store, last).await, 0);
}
