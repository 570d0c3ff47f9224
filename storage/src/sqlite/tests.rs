use domain::channel::{
    ChannelFilter, ChannelList, ChannelOrder, ChannelType, Direction, Lifecycle, ListPosition,
    SortColumn, SortValue,
};
use domain::customer::{CustomerList, CustomerPosition};
use domain::ids::{ChannelId, TenantId};
use domain::tenant::{ChannelUsage, Company, Standing, Tenant, TenantStore};
use domain::time::Timestamp;
use sqlx::{AssertSqlSafe, Execute, raw_sql};
use uuid::Uuid;

use super::*;
use crate::customer_list::customers;
use crate::list::{Of, list_query};
use crate::sqlite::channel::DIALECT;

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let name = format!("suiro-storage-{}-{name}", std::process::id());
        Self(std::env::temp_dir().join(name))
    }

    async fn open(&self) -> SqliteStore {
        SqliteStore::open(&self.0.join("suiro.db")).await.expect("the file opens")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn tenant(number: u128) -> Tenant {
    Tenant {
        id: TenantId::from_uuid(Uuid::from_u128(number)),
        name: "水".repeat(200),
        usage: ChannelUsage { used: 0, quota: 1 },
        standing: Standing::active(Timestamp::from_micros(0)),
        company: Company::default(),
        service_provider: false,
        provider: None,
        created_at: Timestamp::from_micros(0),
    }
}

#[tokio::test]
async fn writes_are_durable_and_readers_cannot_write() {
    let folder = Folder::new("pragmas");
    let store = folder.open().await;
    store.migrate().await.expect("the migrations run");
    for (pool, pragma, wanted) in [
        (&store.writer, "PRAGMA synchronous", "2"),
        (&store.writer, "PRAGMA foreign_keys", "1"),
        (&store.writer, "PRAGMA busy_timeout", "5000"),
        (&store.readers, "PRAGMA busy_timeout", "5000"),
        (&store.readers, "PRAGMA query_only", "1"),
    ] {
        let found: i64 = query_scalar(pragma).fetch_one(pool).await.expect("an answer");
        assert_eq!(found.to_string(), wanted, "{pragma}");
    }
    for pool in [&store.writer, &store.readers] {
        let mode: String =
            query_scalar("PRAGMA journal_mode").fetch_one(pool).await.expect("an answer");
        assert_eq!(mode, "wal");
    }
    let refusal = query("DELETE FROM tenants").execute(&store.readers).await;
    refusal.expect_err("readers cannot write");
    store.close().await;
}

#[test]
fn an_old_library_is_refused() {
    for old in ["3.51.2", "3.7.0", "2.99.99", "", "three"] {
        let refusal = assert_version(old).expect_err(old);
        assert!(matches!(refusal, ConnectError::SqliteTooOld { .. }), "{refusal:?}");
    }
    for new in ["3.51.3", "3.51.10", "3.52.0", "4.0.0"] {
        assert_version(new).expect(new);
    }
}

#[tokio::test]
async fn a_file_that_turned_read_only_is_unavailable() {
    let folder = Folder::new("read-only");
    let mut store = folder.open().await;
    store.migrate().await.expect("the migrations run");
    store.writer.close().await;
    store.writer = pool(1)
        .connect_with(options(&store.file).read_only(true))
        .await
        .expect("a connection that cannot write");
    let ready = store.check_ready().await;
    assert!(matches!(ready, Err(StoreError::Unavailable(_))), "{ready:?}");
    let added = store.insert_tenant(&tenant(1), &[]).await;
    assert!(matches!(added, Err(StoreError::Unavailable(_))), "{added:?}");
    assert_eq!(store.tenant_by_id(tenant(1).id).await.expect("an answer"), None);
    store.close().await;
}

#[tokio::test]
async fn a_write_protected_file_is_refused_at_the_start() {
    let folder = Folder::new("write-protected");
    folder.open().await.close().await;
    let file = folder.0.join("suiro.db");
    let mut permissions = fs::metadata(&file).expect("the file").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&file, permissions).expect("the file");
    // Nothing is write-protected for an administrator.
    if File::options().write(true).open(&file).is_ok() {
        return;
    }
    let Err(refusal) = SqliteStore::open(&file).await else { panic!("no refusal") };
    assert!(matches!(refusal, ConnectError::FileNotWritable { .. }), "{refusal:?}");
}

#[tokio::test]
async fn a_full_disk_is_unavailable() {
    let folder = Folder::new("full");
    let store = folder.open().await;
    store.migrate().await.expect("the migrations run");
    // No page more than the file has by now.
    query("PRAGMA max_page_count = 1").execute(&store.writer).await.expect("a limit");
    let mut outcome = Ok(true);
    for number in 1..1000 {
        outcome = store.insert_tenant(&tenant(number), &[]).await;
        if outcome.is_err() {
            break;
        }
    }
    assert!(matches!(outcome, Err(StoreError::Unavailable(_))), "{outcome:?}");
    store.close().await;
}

#[tokio::test]
async fn a_file_locked_by_another_program_is_unavailable() {
    let folder = Folder::new("locked");
    let store = folder.open().await;
    store.migrate().await.expect("the migrations run");
    let mut other = options(&store.file).connect().await.expect("the file opens");
    raw_sql("BEGIN IMMEDIATE").execute(&mut other).await.expect("the lock");
    let ready = store.check_ready().await;
    assert!(matches!(ready, Err(StoreError::Unavailable(_))), "{ready:?}");
    raw_sql("ROLLBACK").execute(&mut other).await.expect("the end");
    store.check_ready().await.expect("ready");
    store.close().await;
}

#[tokio::test]
async fn every_order_of_the_list_reads_its_index() {
    let folder = Folder::new("plan");
    let store = folder.open().await;
    store.migrate().await.expect("the migrations run");
    for (column, index) in [
        (SortColumn::Created, "channels_by_created"),
        (SortColumn::Name, "channels_by_name"),
        (SortColumn::Type, "channels_by_type"),
        (SortColumn::Status, "channels_by_status"),
    ] {
        for direction in [Direction::Ascending, Direction::Descending] {
            let value = match column {
                SortColumn::Name => SortValue::Text("a".to_owned()),
                _ => SortValue::Number(1),
            };
            let list = ChannelList {
                filter: ChannelFilter { search: "a".to_owned(), ..ChannelFilter::default() },
                order: ChannelOrder { column, direction },
                limit: 25,
                position: Some(ListPosition {
                    value,
                    id: ChannelId::from_uuid(Uuid::nil()),
                    backwards: false,
                }),
            };
            let of = Of::Tenant(tenant(1).id);
            let mut query = list_query::<Sqlite>(of, &list, &DIALECT).expect("a query");
            let steps = plan(&store, query.build().sql().as_str()).await;
            let wanted = format!("SEARCH channels USING INDEX {index} (tenant_id=? AND (");
            assert!(steps.iter().any(|step| step.starts_with(&wanted)), "{steps:?}");
            assert!(!steps.iter().any(|step| step.contains("TEMP B-TREE")), "sorted: {steps:?}");
        }
    }
    store.close().await;
}

#[tokio::test]
async fn every_order_of_a_providers_list_reads_its_index() {
    let folder = Folder::new("plan-of-provider");
    let store = folder.open().await;
    store.migrate().await.expect("the migrations run");
    for (column, suffix) in [
        (SortColumn::Created, "created"),
        (SortColumn::Name, "name"),
        (SortColumn::Type, "type"),
        (SortColumn::Status, "status"),
        (SortColumn::Customer, "customer"),
    ] {
        for direction in [Direction::Ascending, Direction::Descending] {
            for customer in [None, Some(tenant(2).id)] {
                let text = matches!(column, SortColumn::Name | SortColumn::Customer);
                let id = ChannelId::from_uuid(Uuid::nil());
                let value =
                    if text { SortValue::Text("a".to_owned()) } else { SortValue::Number(1) };
                let list = ChannelList {
                    filter: ChannelFilter {
                        search: "a".to_owned(),
                        customer,
                        ..ChannelFilter::default()
                    },
                    order: ChannelOrder { column, direction },
                    limit: 25,
                    position: Some(ListPosition { value, id, backwards: false }),
                };
                let of = Of::Provider(tenant(1).id);
                let mut query = list_query::<Sqlite>(of, &list, &DIALECT).expect("a query");
                let steps = plan(&store, query.build().sql().as_str()).await;
                let wanted = match (customer, column) {
                    (None, _) => format!(
                        "SEARCH channels USING INDEX channels_of_provider_by_{suffix} \
                         (provider_id=? AND ("
                    ),
                    (Some(_), SortColumn::Customer) => {
                        "SEARCH channels USING PRIMARY KEY (tenant_id=? AND id".to_owned()
                    }
                    (Some(_), _) => {
                        format!("SEARCH channels USING INDEX channels_by_{suffix} (tenant_id=?")
                    }
                };
                assert!(steps.iter().any(|step| step.starts_with(&wanted)), "{steps:?}");
                assert!(!steps.iter().any(|step| step.contains("TEMP B-TREE")), "{steps:?}");
            }
        }
    }
    let list = CustomerList {
        after: Some(CustomerPosition { key: "a".to_owned(), id: tenant(2).id }),
        ..CustomerList::default()
    };
    let mut query = customers::<Sqlite>(tenant(1).id, &list, "instr");
    let steps = plan(&store, query.build().sql().as_str()).await;
    let wanted = "SEARCH tenants USING INDEX tenants_by_provider (provider_id=? AND (";
    assert!(steps.len() == 1 && steps[0].starts_with(wanted), "{steps:?}");
    store.close().await;
}

#[tokio::test]
async fn a_filter_keeps_a_list_in_its_order() {
    let folder = Folder::new("plan-of-filters");
    let store = folder.open().await;
    store.migrate().await.expect("the migrations run");
    let (of_tenant, of_provider) = (Of::Tenant(tenant(1).id), Of::Provider(tenant(1).id));
    for column in [
        SortColumn::Created,
        SortColumn::Name,
        SortColumn::Type,
        SortColumn::Status,
        SortColumn::Customer,
    ] {
        for (channel_type, lifecycle) in [
            (Some(ChannelType::Sms), None),
            (None, Some(Lifecycle::Unbound)),
            (Some(ChannelType::Sms), Some(Lifecycle::Unbound)),
        ] {
            for of in [of_tenant, of_provider] {
                if matches!((of, column), (Of::Tenant(_), SortColumn::Customer)) {
                    continue;
                }
                let filter = ChannelFilter { channel_type, lifecycle, ..ChannelFilter::default() };
                let order = ChannelOrder { column, direction: Direction::Ascending };
                let list = ChannelList { filter, order, limit: 100, position: None };
                let mut query = list_query::<Sqlite>(of, &list, &DIALECT).expect("a query");
                let steps = plan(&store, query.build().sql().as_str()).await;
                let sorts = |step: &String| step.contains("TEMP B-TREE");
                if let Of::Tenant(_) = of {
                    assert!(!steps.iter().any(sorts), "{steps:?}");
                    continue;
                }
                // The index alone finds the page; its few rows are fetched and put in order again.
                let begin = "SEARCH channels USING COVERING INDEX channels_of_provider";
                let found = steps.iter().position(|step| step.starts_with(begin));
                let fetched = steps.iter().position(|step| {
                    step.starts_with("SEARCH channels USING PRIMARY KEY (tenant_id=? AND id=?)")
                });
                assert!(found.is_some() && found < fetched, "{steps:?}");
                let sorted = steps.iter().position(sorts);
                assert!(sorted.is_none_or(|sorted| Some(sorted) > fetched), "{steps:?}");
            }
        }
    }
    store.close().await;
}

#[tokio::test]
async fn who_is_signed_in_is_looked_up_by_keys() {
    let folder = Folder::new("signed-in");
    let store = folder.open().await;
    store.migrate().await.expect("the migrations run");
    let steps = plan(&store, session::SIGNED_IN).await;
    let wanted = [
        "SEARCH s USING PRIMARY KEY (token_hash=?)",
        "SEARCH u USING PRIMARY KEY (id=?)",
        "SEARCH m USING PRIMARY KEY (tenant_id=? AND user_id=?) LEFT-JOIN",
        "SEARCH t USING PRIMARY KEY (id=?) LEFT-JOIN",
        // What they have not read, a hundred at most.
        "CORRELATED SCALAR SUBQUERY 3",
        "CO-ROUTINE new",
        "SEARCH n USING PRIMARY KEY (tenant_id=? AND id>?)",
        "CORRELATED SCALAR SUBQUERY 1",
        "SEARCH r USING PRIMARY KEY (tenant_id=? AND user_id=?)",
        "SCAN new",
    ];
    assert_eq!(steps, wanted);
    store.close().await;
}

async fn plan(store: &SqliteStore, statement: &str) -> Vec<String> {
    let plan: Vec<(i64, i64, i64, String)> =
        query_as(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}")))
            .fetch_all(&store.readers)
            .await
            .expect("a plan");
    plan.into_iter().map(|step| step.3).collect()
}
