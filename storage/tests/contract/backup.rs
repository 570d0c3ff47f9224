//! Backups, and what is left of them on either engine.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use domain::audit::AuditAction;
use domain::customer::ConsentRequest;
use domain::permissions::Role;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, query, query_scalar};
use storage::{BackupError, ConnectError, backup, restore};

use crate::bench::{TestDatabase, new_folder};
use crate::people::{at, invitation, reset};
use crate::samples::Samples;

static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!("../migrations/sqlite");

/// A folder with backups in it.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        Self(new_folder())
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn url(&self, name: &str) -> String {
        format!("sqlite://{}", self.file(name).display())
    }

    fn names(&self) -> Vec<String> {
        let names = std::fs::read_dir(&self.0).expect("the folder");
        let mut names: Vec<_> = names
            .map(|entry| entry.expect("a file").file_name().into_string().expect("UTF-8"))
            .collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Puts something into every table.
async fn fill(database: &TestDatabase, samples: &Samples) {
    let store = &*database.store;
    store.installation_secret([7; 32]).await.expect("a secret");
    // Customers before and behind their provider, by id.
    let provider = samples.stored_provider(store).await;
    for name in ["Alpha", "Beta", "Gamma", "Delta", "Epsilon"] {
        let customer = samples.stored_customer(store, provider.id, name).await.id;
        samples.stored_channel(store, customer).await;
        let request = ConsentRequest {
            customer: samples.tenant().id,
            provider: provider.organisation(),
            asked_at: at(0),
        };
        let notes = samples.notes(provider.id, request.customer, AuditAction::CustomerAsk);
        store.ask_consent(&request, &notes).await.expect("a request");
    }
    for role in [Role::Admin, Role::Viewer] {
        let tenant = samples.stored_tenant(store).await;
        for _ in 0..3 {
            samples.stored_channel(store, tenant).await;
        }
        let user = samples.stored_member(store, tenant, role).await;
        samples.stored_session(store, user.id, Some(tenant)).await;
        samples.stored_link(store, reset(user.id)).await;
        let invited = samples.user().email;
        samples.stored_link(store, invitation(tenant, &invited, role)).await;
        let user = database.literal(user.id.uuid());
        let bytes = if database.url.starts_with("sqlite") { "X'0A" } else { "'\\x0A" };
        let hash = format!("{bytes}{}'", "00".repeat(31));
        for sql in [
            format!(
                "INSERT INTO identities VALUES ({user}, {user}, 'a', '{}', NULL, 5)",
                role.slug()
            ),
            format!("INSERT INTO open_id_attempts VALUES ({hash}, 'link', {user}, 5, 6)")
                .replace("0A00", if role == Role::Admin { "0A01" } else { "0A02" }),
            format!("INSERT INTO known_devices VALUES ({user}, {hash}, 5)"),
            format!("INSERT INTO sign_in_attempts VALUES ('水路 ''{}', 3, 5)", role.slug()),
            format!(
                "UPDATE users SET disabled_at = 9, account_manager = (1 = 1) WHERE id = {user}"
            ),
        ] {
            database.execute(sql).await.expect("a row");
        }
    }
}

async fn open(file: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    options.connect().await.expect("a database")
}

/// Every row of every table of a backup, as text.
async fn rows(file: &Path) -> Vec<String> {
    let mut connection = open(file).await;
    let tables: Vec<String> = query_scalar(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> '_sqlx_migrations' \
         ORDER BY name",
    )
    .fetch_all(&mut connection)
    .await
    .expect("tables");
    let mut all = Vec::new();
    for table in tables {
        let columns: Vec<String> =
            query_scalar("SELECT 'quote(\"' || name || '\")' FROM pragma_table_info($1)")
                .bind(&table)
                .fetch_all(&mut connection)
                .await
                .expect("columns");
        let columns = columns.join(" || ' ' || ");
        let select = format!("SELECT '{table} ' || {columns} AS row FROM \"{table}\" ORDER BY row");
        let found: Vec<String> =
            query_scalar(AssertSqlSafe(select)).fetch_all(&mut connection).await.expect("rows");
        all.extend(found);
    }
    connection.close().await.expect("the connection closes");
    all
}

/// An empty database on the engine of the other one, in which nobody is connected.
async fn empty(like: &TestDatabase) -> TestDatabase {
    let database = like.another().await;
    database.store.close().await;
    database
}

pub(crate) async fn a_backup_comes_back_as_it_was(database: &TestDatabase) {
    let folder = Folder::new();
    fill(database, &Samples::new(700)).await;
    let first = folder.file("first.db");
    let copied = backup(&database.url, &first, false).await.expect("a backup");
    let described = database.database.describe().await.expect("a description");
    assert_eq!(copied.schema_version, described.schema_version);
    assert_eq!(copied.bytes, std::fs::metadata(&first).expect("the file").len());
    let mode = std::fs::metadata(&first).expect("the file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "passwords and sessions are in it");
    assert_eq!(folder.names(), ["first.db"], "nothing lies beside it");
    let saved = rows(&first).await;
    for table in [
        "audit_entries",
        "channels",
        "identities",
        "installation",
        "known_devices",
        "links",
        "memberships",
        "open_id_attempts",
        "sessions",
        "sign_in_attempts",
        "tenants",
        "users",
    ] {
        assert!(saved.iter().any(|row| row.starts_with(table)), "{table} is empty");
    }

    let target = empty(database).await;
    if let Some(file) = target.url.strip_prefix("sqlite://") {
        std::fs::remove_file(file).expect("no database");
    }
    restore(&first, &target.url, false).await.expect("a database");
    let second = folder.file("second.db");
    backup(&target.url, &second, false).await.expect("a backup");
    assert_eq!(rows(&second).await, saved);

    let opened = storage::connect(&target.url).await.expect("the database opens");
    opened.migrate().await.expect("nothing to do");
    let store = opened.store();
    store.check_ready().await.expect("ready");
    let samples = Samples::new(701);
    let tenant = samples.stored_tenant(&*store).await;
    samples.stored_channel(&*store, tenant).await;
    store.close().await;
    let refused = target.execute("DELETE FROM audit_entries").await;
    assert!(refused.is_err(), "the log is append-only again");
    target.remove().await;
}

/// From whatever engine to `SQLite` and back.
pub(crate) async fn a_backup_may_go_to_the_other_engine(database: &TestDatabase) {
    let folder = Folder::new();
    fill(database, &Samples::new(710)).await;
    let first = folder.file("first.db");
    backup(&database.url, &first, false).await.expect("a backup");
    restore(&first, &folder.url("suiro.db"), false).await.expect("a database");
    let target = empty(database).await;
    let second = folder.file("second.db");
    backup(&folder.url("suiro.db"), &second, false).await.expect("a backup");
    restore(&second, &target.url, true).await.expect("a database");
    let third = folder.file("third.db");
    backup(&target.url, &third, false).await.expect("a backup");
    assert_eq!(rows(&third).await, rows(&first).await);
    target.remove().await;
}

pub(crate) async fn a_backup_is_of_one_moment(database: &TestDatabase) {
    let folder = Folder::new();
    let samples = Samples::new(720);
    let tenant = samples.stored_tenant(&*database.store).await;
    let writing = async {
        for _ in 0..90 {
            samples.stored_channel(&*database.store, tenant).await;
        }
    };
    let saving = async {
        for number in 0..5 {
            let file = folder.file(&format!("{number}.db"));
            backup(&database.url, &file, false).await.expect("a backup");
            let mut connection = open(&file).await;
            let counts: (i64, i64, i64) = sqlx::query_as(
                "SELECT (SELECT channels_used FROM tenants), (SELECT count(*) FROM channels), \
                 (SELECT count(*) FROM audit_entries)",
            )
            .fetch_one(&mut connection)
            .await
            .expect("counts");
            assert!(counts.0 == counts.1 && counts.1 == counts.2, "{counts:?}");
        }
    };
    tokio::join!(writing, saving);
}

pub(crate) async fn nothing_is_replaced_unasked(database: &TestDatabase) {
    let folder = Folder::new();
    fill(database, &Samples::new(730)).await;
    let file = folder.file("first.db");
    backup(&database.url, &file, false).await.expect("a backup");
    let saved = rows(&file).await;
    let again = backup(&database.url, &file, false).await.expect_err("a refusal");
    assert!(matches!(again, BackupError::FileExists(_)), "{again:?}");
    backup(&database.url, &file, true).await.expect("another backup");

    let other = database.another().await;
    fill(&other, &Samples::new(731)).await;
    let held = restore(&file, &other.url, true).await.expect_err("a refusal");
    let in_use = matches!(
        held,
        BackupError::Connect(ConnectError::InUse { .. }) | BackupError::ServersRun(1..)
    );
    assert!(in_use, "{held:?}");
    other.store.close().await;
    let refusal = restore(&file, &other.url, false).await.expect_err("a refusal");
    assert!(matches!(refusal, BackupError::NotEmpty(_)), "{refusal:?}");
    let kept = folder.file("kept.db");
    backup(&other.url, &kept, false).await.expect("a backup");
    assert_ne!(rows(&kept).await, saved);
    restore(&file, &other.url, true).await.expect("another database");
    backup(&other.url, &kept, true).await.expect("a backup");
    assert_eq!(rows(&kept).await, saved);
    assert_eq!(folder.names(), ["first.db", "kept.db"]);
    other.remove().await;
}

pub(crate) async fn what_is_no_backup_changes_nothing(database: &TestDatabase) {
    let folder = Folder::new();
    fill(database, &Samples::new(740)).await;
    let whole = folder.file("whole.db");
    backup(&database.url, &whole, false).await.expect("a backup");
    let saved = rows(&whole).await;
    database.store.close().await;
    let whole = std::fs::read(&whole).expect("the file");

    let file = folder.file("broken.db");
    let page = 4096;
    let mut broken = vec![Vec::new(), b"no database".to_vec(), whole[..whole.len() / 2].to_vec()];
    for begin in (0..whole.len()).step_by(page) {
        let mut bytes = whole.clone();
        bytes[begin..begin + page].fill(0xff);
        broken.push(bytes);
    }
    assert!(broken.len() > 20);
    for (number, bytes) in broken.into_iter().enumerate() {
        std::fs::write(&file, bytes).expect("a file");
        let refusal = restore(&file, &database.url, true).await.expect_err("a refusal");
        assert!(
            matches!(refusal, BackupError::Damaged { .. } | BackupError::NoBackup { .. }),
            "{number}: {refusal:?}"
        );
    }
    let missing = restore(&folder.file("nothing"), &database.url, true).await;
    assert!(matches!(missing, Err(BackupError::NoBackup { .. })), "{missing:?}");
    let after = folder.file("after.db");
    backup(&database.url, &after, false).await.expect("a backup");
    assert_eq!(rows(&after).await, saved);
}

pub(crate) async fn versions_have_to_fit(database: &TestDatabase) {
    let folder = Folder::new();
    // An older one is brought up to date.
    let old = folder.file("old.db");
    let options = SqliteConnectOptions::new().filename(&old).create_if_missing(true);
    let mut connection = options.connect().await.expect("a file");
    MIGRATOR.run_direct(Some(1), &mut connection, false).await.expect("the first migration");
    let id = Samples::new(750).uuid();
    query("INSERT INTO tenants VALUES ($1, 'Of old', 7, 0, 5)")
        .bind(id)
        .execute(&mut connection)
        .await
        .expect("a tenant");
    connection.close().await.expect("the connection closes");
    database.store.close().await;
    restore(&old, &database.url, true).await.expect("a database");
    let opened = storage::connect(&database.url).await.expect("the database opens");
    opened.migrate().await.expect("nothing to do");
    let id = domain::ids::TenantId::from_uuid(id);
    let tenant = opened.store().tenant_by_id(id).await.expect("an answer").expect("the tenant");
    assert_eq!((&*tenant.name, tenant.usage.quota), ("Of old", 7));
    assert!(tenant.standing.activated_at.is_some(), "the migrations have run: {tenant:?}");
    opened.store().close().await;

    // A newer one is not understood.
    let new = folder.file("new.db");
    backup(&database.url, &new, false).await.expect("a backup");
    let mut connection =
        SqliteConnectOptions::new().filename(&new).connect().await.expect("a file");
    query("UPDATE _sqlx_migrations SET version = 4000 WHERE version = 1")
        .execute(&mut connection)
        .await
        .expect("a newer version");
    connection.close().await.expect("the connection closes");
    let refusal = restore(&new, &database.url, true).await.expect_err("a refusal");
    let too_new =
        matches!(refusal, BackupError::Connect(ConnectError::SchemaTooNew { database: 4000, .. }));
    assert!(too_new, "{refusal:?}");
}

#[tokio::test]
async fn an_empty_or_foreign_file_is_not_backed_up() {
    let folder = Folder::new();
    let (file, backed_up) = (folder.file("other.db"), folder.file("backup.db"));
    let missing = backup(&folder.url("nothing.db"), &backed_up, false).await;
    assert!(matches!(missing, Err(BackupError::Connect(_))), "{missing:?}");
    let options = SqliteConnectOptions::new().filename(&file).create_if_missing(true);
    let mut connection = options.connect().await.expect("a file");
    query("CREATE TABLE recipes (name TEXT)").execute(&mut connection).await.expect("a table");
    connection.close().await.expect("the connection closes");
    let foreign = backup(&folder.url("other.db"), &backed_up, false).await;
    assert!(matches!(foreign, Err(BackupError::Empty)), "{foreign:?}");
    let foreign = restore(&file, &folder.url("suiro.db"), false).await;
    assert!(matches!(foreign, Err(BackupError::NoBackup { .. })), "{foreign:?}");
    assert_eq!(folder.names(), ["other.db", "suiro.db.lock"]);
}

/// `SQLite` would read it into the database that was put in its place.
#[tokio::test]
async fn the_log_of_what_was_replaced_is_gone() {
    let folder = Folder::new();
    let database = TestDatabase::sqlite().await;
    fill(&database, &Samples::new(760)).await;
    let file = folder.file("backup.db");
    backup(&database.url, &file, false).await.expect("a backup");
    let mut left = database.raw_sqlite().await;
    query("UPDATE tenants SET name = 'Not yet in the file'")
        .execute(&mut left)
        .await
        .expect("a change");
    database.store.close().await;
    restore(&file, &database.url, true).await.expect("a database");
    drop(left);
    let after = folder.file("after.db");
    backup(&database.url, &after, false).await.expect("a backup");
    assert_eq!(rows(&after).await, rows(&file).await);
    database.remove().await;
}
