//! Databases to measure on, filled and empty.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use domain::caller::{Caller, ServiceProvider};
use domain::channel::{Channel, ChannelName, ChannelType, Lifecycle, Remarks};
use domain::ids::{ChannelId, TenantId, UserId};
use domain::permissions::Role;
use domain::sources::IdSource;
use domain::store::Store;
use domain::tenant::{ChannelUsage, Company, Standing, Tenant};
use domain::time::Timestamp;
use server::sources::RandomIds;
use server::start::BUILT_IN_TENANT;

/// An engine to measure.
pub(crate) enum Database {
    Sqlite,
    /// On the server with this URL.
    Postgres(String),
}

impl Database {
    /// What can be measured here.
    pub(crate) fn all() -> Vec<Self> {
        let mut all = vec![Self::Sqlite];
        all.extend(std::env::var("SUIRO_TEST_POSTGRES_URL").ok().map(Self::Postgres));
        all
    }

    /// An empty database.
    pub(crate) async fn open(&self, name: &str) -> Arc<dyn Store> {
        let url = match self {
            Self::Sqlite => {
                let file = sqlite_file(name);
                for ending in ["", "-wal", "-shm"] {
                    let _ = std::fs::remove_file(format!("{}{ending}", file.display()));
                }
                format!("sqlite://{}", file.display())
            }
            Self::Postgres(server) => {
                let name = format!("bench_{name}");
                psql(server, &format!("DROP DATABASE IF EXISTS {name}"));
                psql(server, &format!("CREATE DATABASE {name}"));
                let (server, _) = server.rsplit_once('/').unwrap();
                format!("{server}/{name}")
            }
        };
        let database = storage::connect(&url).await.unwrap();
        database.migrate().await.unwrap();
        database.store()
    }
}

impl fmt::Display for Database {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        })
    }
}

fn psql(server: &str, statement: &str) {
    let arguments = ["--quiet", "--dbname", server, "--command", statement];
    let status = std::process::Command::new("psql").args(arguments).status();
    assert!(status.is_ok_and(|status| status.success()), "{statement}");
}

/// On the disk of the checkout, since a temporary folder may be in memory.
fn sqlite_file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("bench_{name}.db"))
}

pub(crate) fn caller(tenant: TenantId) -> Caller {
    Caller {
        user: UserId::from_uuid(RandomIds.next()),
        tenant,
        tenant_name: "Example".to_owned(),
        role: Role::Admin,
        standing: Standing::active(Timestamp::from_micros(0)),
        provider: None,
        fresh: true,
        actor: "benchmark".to_owned(),
    }
}

/// Adds a tenant without channels.
pub(crate) async fn add_tenant(store: &dyn Store, id: TenantId, quota: u32) {
    store.insert_tenant(&tenant(id, quota), &[]).await.unwrap();
}

/// Adds tenants with channels, the built-in one first, and says which one to ask for: that in the
/// middle.
pub(crate) async fn fill(store: &dyn Store, tenants: u32, channels: u32) -> TenantId {
    let mut middle = BUILT_IN_TENANT;
    for number in 0..tenants {
        let id = match number {
            0 => BUILT_IN_TENANT,
            _ => TenantId::from_uuid(RandomIds.next()),
        };
        if number == tenants / 2 {
            middle = id;
        }
        let channels: Vec<_> = (0..channels).map(|index| channel(id, index)).collect();
        store.insert_tenant(&tenant(id, u32::MAX >> 1), &channels).await.unwrap();
    }
    middle
}

/// Adds a service provider, and as many customers with channels; and says who looks at their list.
pub(crate) async fn fill_provider(store: &dyn Store, customers: u32, channels: u32) -> Caller {
    let own = Tenant { service_provider: true, ..tenant(BUILT_IN_TENANT, 0) };
    store.insert_tenant(&own, &[]).await.unwrap();
    for number in 0..customers {
        let id = TenantId::from_uuid(RandomIds.next());
        let name = format!("東京商会 {number}");
        let customer = Tenant { name, provider: Some(own.id), ..tenant(id, u32::MAX >> 1) };
        let channels: Vec<_> = (0..channels).map(|index| channel(id, index)).collect();
        store.insert_tenant(&customer, &channels).await.unwrap();
    }
    let provider = ServiceProvider { organisation: own.organisation(), suspended: false };
    Caller { provider: Some(provider), ..caller(own.id) }
}

fn tenant(id: TenantId, quota: u32) -> Tenant {
    Tenant {
        id,
        name: "Benchmark".to_owned(),
        usage: ChannelUsage { used: 0, quota },
        standing: Standing::active(Timestamp::from_micros(0)),
        company: Company::default(),
        service_provider: false,
        provider: None,
        created_at: Timestamp::from_micros(0),
    }
}

fn channel(tenant: TenantId, index: u32) -> Channel {
    let created_at = Timestamp::from_micros(i64::from(index) * 1_000_000);
    Channel {
        id: ChannelId::from_uuid(RandomIds.next()),
        tenant,
        channel_type: ChannelType::ALL[index as usize % 6],
        name: ChannelName::parse(&format!("東京本店 Customer support {index}")).unwrap(),
        remarks: Remarks::parse("Shared by the day and the night team.").unwrap(),
        lifecycle: Lifecycle::Unbound,
        bound_account: None,
        health: domain::channel::ChannelHealth::NotMeasured,
        version: 1,
        created_at,
        updated_at: created_at,
    }
}
