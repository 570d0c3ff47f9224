//! What must stay fast (`make bench`). PostgreSQL is measured when `SUIRO_TEST_POSTGRES_URL` names
//! a server; `docs/performance.md` has figures with their machine.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a benchmark may stop at an error")]
#![allow(missing_docs, reason = "criterion writes the functions")]

mod databases;

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use criterion::{Criterion, criterion_group, criterion_main};
use domain::caller::Visitor;
use domain::channel::{
    ChannelFilter, ChannelForm, ChannelList, ChannelOrder, Direction, SortColumn, create_channel,
    list_channels,
};
use domain::ids::CreationKey;
use domain::link::new_set_up_link;
use domain::member::{SetUpForm, set_up};
use domain::ports::Ports;
use domain::secrets::SecretToken;
use domain::session::SessionLimits;
use server::callbacks::{Callbacks, Journal};
use server::key_file::KeyFile;
use server::start::{self, BUILT_IN_TENANT};
use server::trusted_proxies::TrustedProxies;
use tokio::runtime::Runtime;
use tower::ServiceExt;

use crate::databases::{Database, caller, fill};

/// The list page with 100 rows for somebody who is signed in, from the request to the last byte,
/// through the whole router.
fn list_page(criterion: &mut Criterion) {
    let runtime = Runtime::new().unwrap();
    for database in Database::all() {
        let store = runtime.block_on(database.open("list_page"));
        runtime.block_on(fill(&*store, 1, 100));
        let ports = start::ports(store.clone(), key_file()).unwrap();
        let cookie = format!("suiro_session={}", runtime.block_on(sign_in(&ports)).reveal());
        let url = "http://127.0.0.1:3000".parse().unwrap();
        let (journal, _) = Journal::new();
        let callbacks = Callbacks { ports: ports.clone(), journal };
        let console = start::console(ports, SessionLimits::default(), &url, false);
        let console = runtime.block_on(console).unwrap();
        let router = server::router::build(console, callbacks, TrustedProxies::default());
        criterion.bench_function(&format!("list page of 100 rows/{database}"), |bencher| {
            bencher.to_async(&runtime).iter(|| async {
                let request = Request::get("/channels?limit=100").header("cookie", &cookie);
                let request = request.body(Body::empty()).unwrap();
                let response = router.clone().oneshot(request).await.unwrap();
                assert_eq!(response.status(), StatusCode::OK);
                axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap()
            });
        });
        runtime.block_on(store.close());
    }
}

/// Nothing that is measured here seals anything.
fn key_file() -> KeyFile {
    KeyFile::at("unused.keys".into())
}

/// Signs the first person in, an admin of the tenant that is there.
async fn sign_in(ports: &Ports) -> SecretToken {
    let link = new_set_up_link(ports).await.unwrap().unwrap();
    let visitor = Visitor { address: "127.0.0.1".to_owned(), agent: String::new(), device: None };
    let form = SetUpForm {
        person_name: "Ada Admin".to_owned(),
        email: "admin@example.com".to_owned(),
        password: "correct horse battery".to_owned(),
        organisation: "Benchmark".to_owned(),
    };
    set_up(ports, &visitor, &link, BUILT_IN_TENANT, &form).await.unwrap().token
}

/// Creating a channel: quota, row and audit entry, durable on disk.
fn create(criterion: &mut Criterion) {
    let runtime = Runtime::new().unwrap();
    for database in Database::all() {
        let store = runtime.block_on(database.open("create"));
        let ports = start::ports(store.clone(), key_file()).unwrap();
        runtime.block_on(databases::add_tenant(&*store, BUILT_IN_TENANT, u32::MAX >> 1));
        let form = ChannelForm {
            customer: None,
            channel_type: "whatsapp".to_owned(),
            name: "Customer support".to_owned(),
            remarks: "Shared by the day and the night team.".to_owned(),
        };
        criterion.bench_function(&format!("create a channel/{database}"), |bencher| {
            bencher.to_async(&runtime).iter(|| async {
                let key = CreationKey::from_uuid(ports.ids.next());
                create_channel(&ports, &caller(BUILT_IN_TENANT), &form, key, true).await.unwrap()
            });
        });
        runtime.block_on(store.close());
    }
}

/// The list query among few and among many channels: 10 and 10,000 tenants with 100 each.
fn list_query(criterion: &mut Criterion) {
    let runtime = Runtime::new().unwrap();
    for database in Database::all() {
        for tenants in [10, 10_000] {
            let store = runtime.block_on(database.open("list_query"));
            let tenant = runtime.block_on(fill(&*store, tenants, 100));
            let ports = start::ports(store.clone(), key_file()).unwrap();
            let list = first_page(100);
            let name = format!("list 100 of {} channels/{database}", tenants * 100);
            criterion.bench_function(&name, |bencher| {
                bencher.to_async(&runtime).iter(|| async {
                    let page = list_channels(&ports, &caller(tenant), &list).await.unwrap();
                    assert_eq!(page.channels.len(), 100);
                });
            });
            runtime.block_on(store.close());
        }
    }
}

/// The first page and page 1,000 of one tenant's 100,000 channels.
fn deep_page(criterion: &mut Criterion) {
    let runtime = Runtime::new().unwrap();
    for database in Database::all() {
        let store = runtime.block_on(database.open("deep_page"));
        let tenant = runtime.block_on(fill(&*store, 1, 100_000));
        let ports = Arc::new(start::ports(store.clone(), key_file()).unwrap());
        let mut list = first_page(100);
        for page in [1, 1_000] {
            // Walks to the page before it once, outside the measurement.
            if page > 1 {
                runtime.block_on(async {
                    for _ in 1..page {
                        let before = list_channels(&ports, &caller(tenant), &list).await.unwrap();
                        list.position = before.next;
                    }
                });
            }
            let name = format!("page {page} of 100,000 channels/{database}");
            criterion.bench_function(&name, |bencher| {
                bencher.to_async(&runtime).iter(|| async {
                    let page = list_channels(&ports, &caller(tenant), &list).await.unwrap();
                    assert_eq!(page.channels.len(), 100);
                });
            });
        }
        runtime.block_on(store.close());
    }
}

/// The list of a service provider with 2,000 customers, which have 50 channels each.
fn provider_list(criterion: &mut Criterion) {
    let runtime = Runtime::new().unwrap();
    for database in Database::all() {
        let store = runtime.block_on(database.open("provider_list"));
        let provider = runtime.block_on(databases::fill_provider(&*store, 2_000, 50));
        let ports = start::ports(store.clone(), key_file()).unwrap();
        for column in SortColumn::ALL {
            let direction = Direction::Ascending;
            let list = ChannelList { order: ChannelOrder { column, direction }, ..first_page(100) };
            let name = format!("provider's list by {}/{database}", column.slug());
            criterion.bench_function(&name, |bencher| {
                bencher.to_async(&runtime).iter(|| async {
                    let page = list_channels(&ports, &provider, &list).await.unwrap();
                    assert_eq!(page.channels.len(), 100);
                });
            });
        }
        runtime.block_on(store.close());
    }
}

fn first_page(limit: u16) -> ChannelList {
    ChannelList {
        filter: ChannelFilter::default(),
        order: ChannelOrder::default(),
        limit,
        position: None,
    }
}

criterion_group!(benches, list_page, create, list_query, deep_page, provider_list);
criterion_main!(benches);
