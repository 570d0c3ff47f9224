use std::collections::BTreeSet;

use domain::store::StoreError;
use storage::Engine;
use tokio::task::JoinSet;

use crate::bench::TestDatabase;
use crate::samples::Samples;

pub(crate) async fn a_new_database_is_ready(database: &TestDatabase) {
    database.store.check_ready().await.expect("ready");
    database.store.installation_secret([1; 32]).await.expect("a secret");
    database.store.check_ready().await.expect("ready");
    let secret = database.store.installation_secret([2; 32]).await.expect("a secret");
    assert_eq!(secret, [1; 32], "the probe changes nothing");
}

pub(crate) async fn the_first_secret_stays(database: &TestDatabase) {
    for candidate in [[7; 32], [8; 32], [0; 32]] {
        let secret = database.store.installation_secret(candidate).await.expect("a secret");
        assert_eq!(secret, [7; 32]);
    }
}

pub(crate) async fn servers_that_start_at_once_agree_on_the_secret(database: &TestDatabase) {
    let mut tasks = JoinSet::new();
    for candidate in 0..20 {
        let store = database.store.clone();
        tasks.spawn(
            async move { store.installation_secret([candidate; 32]).await.expect("a secret") },
        );
    }
    let secrets: BTreeSet<_> = tasks.join_all().await.into_iter().collect();
    assert_eq!(secrets.len(), 1);
}

pub(crate) async fn a_closed_store_is_unavailable(database: &TestDatabase) {
    let tenant = Samples::new(90).tenant();
    database.store.close().await;
    database.store.close().await;
    let ready = database.store.check_ready().await;
    assert!(matches!(ready, Err(StoreError::Unavailable(_))), "{ready:?}");
    let found = database.store.tenant_by_id(tenant.id).await;
    assert!(matches!(found, Err(StoreError::Unavailable(_))), "{found:?}");
}

pub(crate) async fn the_description_names_engine_and_versions(database: &TestDatabase) {
    let described = database.database.describe().await.expect("a description");
    let inspected = storage::inspect(&database.url).await.expect("a description");
    assert_eq!(described, inspected);
    assert_eq!(described.schema_version, described.known_schema_version);
    assert!(described.version.starts_with(|first: char| first.is_ascii_digit()));
    let engine = if database.url.starts_with("sqlite") { Engine::Sqlite } else { Engine::Postgres };
    assert_eq!(described.engine, engine);
}
