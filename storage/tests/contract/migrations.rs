//! The two folders of migrations belong together.

use std::collections::BTreeSet;
use std::path::Path;

use storage::ConnectError;

use crate::bench::{self, TestDatabase};

fn names(engine: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations").join(engine);
    std::fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| entry.expect("a file").file_name().into_string().expect("a name"))
        .collect()
}

#[test]
fn both_engines_have_the_same_migrations() {
    let sqlite = names("sqlite");
    assert_eq!(sqlite, names("postgres"));
    let mut numbers = BTreeSet::new();
    for name in &sqlite {
        let number = name.split_once('_').map(|(number, _)| number).expect("a number");
        assert!(number.len() == 4 && number.parse::<u16>().is_ok(), "{name}");
        // Parts that are made at the same time have their numbers from the start, and may land in
        // another order: what is missing is applied, whatever its number.
        assert!(numbers.insert(number), "{name}");
        assert_eq!(Path::new(name).extension(), Some("sql".as_ref()), "{name}");
    }
}

#[tokio::test]
async fn sqlite_migrates_once() {
    bench::on_sqlite(|database| async move { migrates_once(&database).await }).await;
}

#[tokio::test]
async fn postgres_migrates_once() {
    bench::on_postgres(|database| async move { migrates_once(&database).await }).await;
}

async fn migrates_once(database: &TestDatabase) {
    let secret = database.store.installation_secret([5; 32]).await.expect("a secret");
    database.database.migrate().await.expect("nothing to do");
    database.database.migrate().await.expect("nothing to do");
    let after = database.store.installation_secret([6; 32]).await.expect("a secret");
    assert_eq!(secret, after);
}

#[tokio::test]
async fn sqlite_refuses_a_newer_schema() {
    bench::on_sqlite(|database| async move { refuses_a_newer_schema(&database).await }).await;
}

#[tokio::test]
async fn postgres_refuses_a_newer_schema() {
    bench::on_postgres(|database| async move { refuses_a_newer_schema(&database).await }).await;
}

async fn refuses_a_newer_schema(database: &TestDatabase) {
    let known = database.database.describe().await.expect("a description").known_schema_version;
    let newer = known + 41;
    database
        .execute(format!(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
             SELECT {newer}, 'of the future', success, checksum, 0 FROM _sqlx_migrations \
             WHERE version = 1"
        ))
        .await
        .expect("an insertion");
    let refusal = database.database.migrate().await.expect_err("a refusal");
    assert!(
        matches!(refusal, ConnectError::SchemaTooNew { database, program }
            if database == newer && program == known),
        "{refusal:?}"
    );
    let message = refusal.to_string();
    assert!(message.contains(&format!("version {newer}")), "{message}");
    assert!(message.contains(&format!("up to {known}")), "{message}");
    let described = database.database.describe().await.expect("a description");
    assert_eq!(described.schema_version, newer);
}

#[tokio::test]
async fn postgres_migrates_once_for_servers_that_start_together() {
    let Some(server) = bench::postgres_server() else { return };
    let database = TestDatabase::postgres(server).await;
    database.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public").await.expect("empty");
    let (one, other) =
        tokio::join!(storage::connect(&database.url), storage::connect(&database.url));
    let (one, other) = (one.expect("a database"), other.expect("a database"));
    let (first, second) = tokio::join!(one.migrate(), other.migrate());
    first.expect("a migration");
    second.expect("a migration");
    one.store().check_ready().await.expect("ready");
    one.store().close().await;
    other.store().close().await;
    database.remove().await;
}
