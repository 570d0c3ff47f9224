//! The second wall on `PostgreSQL`: what is held back when the first one, the tenant condition of
//! a statement, is missing.

use std::collections::BTreeSet;

use domain::audit::AuditAction;
use domain::customer::ConsentRequest;
use domain::ids::TenantId;
use domain::permissions::Role;
use domain::registration::{RegisterOutcome, Registrant};
use sqlx::error::DatabaseError;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, query_as, query_scalar, raw_sql};
use storage::ConnectError;
use uuid::Uuid;

use crate::bench::{self, TestDatabase};
use crate::list::whole_list;
use crate::people::{at, email, invitation};
use crate::samples::Samples;
use crate::tenant_rows::{OF_NO_TENANT, OF_TENANTS, asked, binding, health, quota_request, told};

/// A connection that acts as the store does, in a transaction for this scope.
pub(crate) async fn in_scope(database: &TestDatabase, scope: &str) -> PgConnection {
    let mut connection = database.raw_postgres().await;
    let begin = format!("SET ROLE suiro_runtime; BEGIN; SET LOCAL suiro.tenant = '{scope}'");
    run(&mut connection, begin).await.expect("a transaction");
    connection
}

pub(crate) async fn run(connection: &mut PgConnection, sql: String) -> Result<u64, sqlx::Error> {
    Ok(raw_sql(AssertSqlSafe(sql)).execute(connection).await?.rows_affected())
}

/// What a statement is refused with, which then leaves no trace.
async fn refusal(connection: &mut PgConnection, sql: String) -> String {
    run(connection, "SAVEPOINT before".to_owned()).await.expect("a savepoint");
    let refusal = run(connection, sql.clone()).await.expect_err(&sql);
    run(connection, "ROLLBACK TO before".to_owned()).await.expect("as before");
    let code = refusal.as_database_error().and_then(DatabaseError::code);
    assert_eq!(code.as_deref(), Some("42501"), "{sql}: {refusal}");
    refusal.to_string()
}

/// The tenants that a table shows to a statement that asks for none.
pub(crate) async fn tenants_seen(
    connection: &mut PgConnection,
    table: &str,
    column: &str,
) -> BTreeSet<Uuid> {
    let all = format!("SELECT {column} FROM {table} WHERE {column} IS NOT NULL");
    let ids: Vec<Uuid> =
        query_scalar(AssertSqlSafe(all)).fetch_all(connection).await.expect("an answer");
    ids.into_iter().collect()
}

/// A database in which two tenants have rows in each of their tables.
pub(crate) async fn with_two_tenants() -> Option<(TestDatabase, TenantId, TenantId)> {
    let database = TestDatabase::postgres(bench::postgres_server()?).await;
    let (store, samples) = (&*database.store, Samples::new(700));
    let mut tenants = Vec::new();
    for _ in 0..2 {
        let (tenant, user) = (samples.tenant(), samples.stored_user(store).await);
        let note = samples.note(tenant.id, AuditAction::TenantRegister);
        let admin = Registrant::Known(user.id);
        let registered = store.register(&tenant, samples.key(), admin, &note).await;
        assert_eq!(registered.expect("an outcome"), RegisterOutcome::Registered);
        let tenant = tenant.id;
        let (channel, _) = samples.stored_channel(store, tenant).await;
        let rows = told(tenant, channel.id).into_iter().chain([asked(&channel)]);
        let others = [quota_request(tenant), binding(tenant), health(&channel, user.id)];
        for row in rows.chain(others) {
            database.execute(row).await.expect("a row about a channel");
        }
        samples.stored_member(store, tenant, Role::Admin).await;
        let open = invitation(tenant, &email("new@example.test"), Role::Viewer);
        samples.stored_link(store, open).await;
        let provider = samples.stored_provider(store).await.organisation();
        let notes = samples.notes(provider.id, tenant, AuditAction::CustomerAsk);
        let request = ConsentRequest { customer: tenant, provider, asked_at: at(0) };
        store.ask_consent(&request, &notes).await.expect("a request");
        tenants.push(tenant);
    }
    Some((database, tenants[0], tenants[1]))
}

#[tokio::test]
async fn every_table_is_behind_the_wall_or_has_a_reason() {
    let Some(server) = bench::postgres_server() else { return };
    let database = TestDatabase::postgres(server).await;
    let mut connection = database.raw_postgres().await;
    // Views would show what their owner may see.
    let found: Vec<(String, bool, bool, i64)> = query_as(
        "SELECT relname::text, relrowsecurity, relforcerowsecurity, \
         (SELECT count(*) FROM pg_policy WHERE polrelid = pg_class.oid) \
         FROM pg_class WHERE relnamespace = 'public'::regnamespace \
         AND relkind IN ('r', 'p', 'v', 'm', 'f')",
    )
    .fetch_all(&mut connection)
    .await
    .expect("the catalogue");
    let behind = OF_TENANTS.map(|(table, _)| (table.to_owned(), true, true, 1));
    let others = OF_NO_TENANT.map(|(table, _)| (table.to_owned(), false, false, 0));
    assert_eq!(BTreeSet::from_iter(found), behind.into_iter().chain(others).collect());
    drop(connection);
    database.remove().await;
}

#[tokio::test]
async fn the_role_for_requests_owns_nothing_and_cannot_pass_by() {
    let Some(server) = bench::postgres_server() else { return };
    let database = TestDatabase::postgres(server).await;
    let mut connection = database.raw_postgres().await;
    for (what, count) in [
        (
            "its powers",
            "SELECT count(*) FROM pg_roles WHERE rolname = 'suiro_runtime' AND (rolsuper OR \
             rolbypassrls OR rolcanlogin OR rolcreaterole OR rolcreatedb OR rolreplication)",
        ),
        (
            "its memberships",
            "SELECT count(*) FROM pg_auth_members WHERE member = 'suiro_runtime'::regrole",
        ),
        (
            "what it owns, of any kind, in any database",
            "SELECT count(*) FROM pg_shdepend WHERE refclassid = 'pg_authid'::regclass \
             AND refobjid = 'suiro_runtime'::regrole AND deptype = 'o'",
        ),
        (
            "relations it owns",
            "SELECT count(*) FROM pg_class WHERE relowner = 'suiro_runtime'::regrole",
        ),
        (
            "functions it owns",
            "SELECT count(*) FROM pg_proc WHERE proowner = 'suiro_runtime'::regrole",
        ),
        (
            "functions that act as their owner",
            "SELECT count(*) FROM pg_proc \
             WHERE pronamespace = 'public'::regnamespace AND prosecdef",
        ),
        (
            "tables it may empty, refer to or put triggers on",
            "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND \
             relkind = 'r' AND \
             has_table_privilege('suiro_runtime', oid, 'TRUNCATE, REFERENCES, TRIGGER')",
        ),
        (
            "rights to make tables",
            "SELECT count(*) WHERE has_schema_privilege('suiro_runtime', 'public', 'CREATE')",
        ),
    ] {
        let count: i64 = query_scalar(count).fetch_one(&mut connection).await.expect(what);
        assert_eq!(count, 0, "{what}");
    }
    drop(connection);
    database.remove().await;
}

#[tokio::test]
async fn a_statement_without_the_tenant_condition_gets_no_foreign_row() {
    let Some((database, tenant, other)) = with_two_tenants().await else { return };
    let both = BTreeSet::from([tenant.uuid(), other.uuid()]);
    let mut everybody = in_scope(&database, "installation").await;
    let mut connection = in_scope(&database, &tenant.uuid().to_string()).await;
    for (table, column) in OF_TENANTS {
        let all = tenants_seen(&mut everybody, table, column).await;
        assert!(all.is_superset(&both), "{table}");
        let seen = tenants_seen(&mut connection, table, column).await;
        assert_eq!(seen, BTreeSet::from([tenant.uuid()]), "{table}");
    }
    for (statement, rows) in [
        ("UPDATE tenants SET channels_used = 0", 1),
        ("UPDATE channels SET remarks = ''", 1),
        ("DELETE FROM channel_health", 1),
        ("DELETE FROM webhook_deliveries", 1),
        ("DELETE FROM webhook_endpoints", 1),
        ("DELETE FROM channels", 1),
        ("UPDATE memberships SET role = 1", 2),
        ("DELETE FROM memberships", 2),
        ("DELETE FROM links", 1),
        ("UPDATE quota_requests SET asked_by = ''", 1),
        ("DELETE FROM consent_requests", 1),
        ("DELETE FROM bindings", 1),
    ] {
        let changed = run(&mut connection, statement.to_owned()).await.expect(statement);
        assert_eq!(changed, rows, "{statement}");
    }
    drop((everybody, connection));
    database.remove().await;
}

#[tokio::test]
async fn a_row_cannot_be_put_into_or_moved_to_a_foreign_tenant() {
    let Some((database, tenant, other)) = with_two_tenants().await else { return };
    let mut connection = in_scope(&database, &tenant.uuid().to_string()).await;
    for (table, column) in OF_TENANTS {
        let row = |tenant: TenantId| {
            let changed = format!("jsonb_build_object('{column}', '{}')", tenant.uuid());
            format!(
                "INSERT INTO {table} SELECT (jsonb_populate_record({table}, {changed})).* \
                 FROM {table} LIMIT 1"
            )
        };
        let refused = refusal(&mut connection, row(other)).await;
        assert!(refused.contains("row-level security"), "{table}: {refused}");
        // The same row is no problem of security for the tenant itself.
        run(&mut connection, "SAVEPOINT before".to_owned()).await.expect("a savepoint");
        let allowed = run(&mut connection, row(tenant)).await.expect_err("a row that is there");
        let allowed = allowed.as_database_error().and_then(DatabaseError::code);
        assert_eq!(allowed.as_deref(), Some("23505"), "{table}");
        run(&mut connection, "ROLLBACK TO before".to_owned()).await.expect("as before");
    }
    for (table, column) in [OF_TENANTS[0], OF_TENANTS[1], OF_TENANTS[2]] {
        let other = other.uuid();
        let refused =
            refusal(&mut connection, format!("UPDATE {table} SET {column} = '{other}'")).await;
        assert!(refused.contains("row-level security"), "{table}: {refused}");
    }
    drop(connection);
    database.remove().await;
}

#[tokio::test]
async fn nothing_is_seen_or_added_without_a_scope() {
    let Some((database, tenant, _)) = with_two_tenants().await else { return };
    // A session that never had one, and one in which it has ended with its transaction.
    let mut never = database.raw_postgres().await;
    run(&mut never, "SET ROLE suiro_runtime; BEGIN".to_owned()).await.expect("a transaction");
    let mut ended = in_scope(&database, &tenant.uuid().to_string()).await;
    run(&mut ended, "COMMIT; BEGIN".to_owned()).await.expect("a transaction");
    for connection in [&mut never, &mut ended] {
        for (table, column) in OF_TENANTS {
            assert_eq!(tenants_seen(connection, table, column).await, BTreeSet::new(), "{table}");
        }
        let entry = "INSERT INTO audit_entries (tenant_id, id, at, actor, action, changes) \
                     VALUES (gen_random_uuid(), gen_random_uuid(), 0, '', 'a', '[]')";
        let refused = refusal(connection, entry.to_owned()).await;
        assert!(refused.contains("row-level security"), "{refused}");
    }
    drop((never, ended));
    database.remove().await;
}

#[tokio::test]
async fn the_log_can_only_be_added_to() {
    let Some((database, ..)) = with_two_tenants().await else { return };
    // Without the triggers, which would refuse as well.
    database.execute("ALTER TABLE audit_entries DISABLE TRIGGER USER").await.expect("no triggers");
    let mut connection = in_scope(&database, "installation").await;
    for statement in [
        "UPDATE audit_entries SET actor = 'nobody'",
        "DELETE FROM audit_entries",
        "TRUNCATE audit_entries",
        "ALTER TABLE audit_entries ENABLE TRIGGER USER",
        "DROP TABLE audit_entries",
    ] {
        refusal(&mut connection, statement.to_owned()).await;
    }
    drop(connection);
    database.remove().await;
}

/// The policies of this case show everything to whom names no tenant, and nothing to others.
#[tokio::test]
async fn what_is_read_for_a_tenant_is_read_in_its_name() {
    let Some((database, tenant, _)) = with_two_tenants().await else { return };
    let store = &*database.store;
    let (channel, key) = Samples::new(701).stored_channel(store, tenant).await;
    let found = async || {
        let mut found = [
            store.tenant_by_id(tenant).await.expect("an answer").is_some(),
            store.channel_by_id(tenant, channel.id).await.expect("an answer").is_some(),
            store.channel_by_creation_key(tenant, key).await.expect("an answer").is_some(),
            !store.channels(tenant, &whole_list()).await.expect("a page").channels.is_empty(),
            !store.members(tenant).await.expect("members").is_empty(),
            !store.invitations(tenant, at(0)).await.expect("invitations").is_empty(),
            !store.consent_requests(tenant).await.expect("requests").is_empty(),
        ]
        .to_vec();
        let (kind, name) = (channel.channel_type, &channel.name);
        found.push(store.has_channel_named(tenant, kind, name).await.expect("an answer"));
        let entries = store.audit_entries_of_channel(tenant, channel.id, 1).await;
        found.push(!entries.expect("an answer").is_empty());
        found
    };
    assert_eq!(found().await, [true; 9]);
    for (scope, visible) in [("installation", false), (&*tenant.uuid().to_string(), true)] {
        for (table, _) in OF_TENANTS {
            let policy = format!("ALTER POLICY in_scope ON {table} USING (scope() = '{scope}')");
            database.execute(policy).await.expect("another policy");
        }
        assert_eq!(found().await, [visible; 9], "{scope}");
    }
    database.remove().await;
}

#[tokio::test]
async fn a_user_who_may_not_make_roles_is_told_what_to_do() {
    let Some(server) = bench::postgres_server() else { return };
    // Makes the role, which belongs to the whole server.
    TestDatabase::postgres(server.clone()).await.remove().await;
    let mut admin = server.connect().await.expect("the test server");
    let name: String = query_scalar("SELECT 'suiro_' || replace(gen_random_uuid()::text, '-', '')")
        .fetch_one(&mut admin)
        .await
        .expect("a random name");
    let prepare = [
        format!("CREATE ROLE {name} LOGIN PASSWORD 'geheim'"),
        format!("CREATE DATABASE {name} OWNER {name} ENCODING 'UTF8' TEMPLATE template0"),
    ];
    for statement in prepare {
        run(&mut admin, statement).await.expect("the administrator may");
    }
    let plain = server.clone().username(&name).password("geheim").database(&name);
    let outcome = tokio::spawn(migrate_after_a_refusal(plain, server.clone())).await;
    for statement in [format!("DROP DATABASE {name} WITH (FORCE)"), format!("DROP ROLE {name}")] {
        run(&mut admin, statement).await.expect("the administrator may");
    }
    outcome.expect("no panic");
}

async fn migrate_after_a_refusal(options: PgConnectOptions, server: PgConnectOptions) {
    let mut admin = server.connect().await.expect("the test server");
    let user = options.get_username().to_owned();
    let url = options.to_url_lossy().to_string();
    let database = storage::connect(&url).await.expect("it opens");
    let refusal = database.migrate().await.expect_err("a refusal");
    assert!(matches!(refusal, ConnectError::RuntimeRole { .. }), "{refusal:?}");
    let grant = format!("GRANT suiro_runtime TO {user}");
    assert!(refusal.to_string().contains("CREATE ROLE suiro_runtime NOLOGIN;"), "{refusal}");
    assert!(refusal.to_string().contains(&grant), "{refusal}");
    assert!(!format!("{refusal} {refusal:?}").contains("geheim"), "{refusal:?}");

    run(&mut admin, grant).await.expect("a grant");
    database.migrate().await.expect("the migrations run");
    database.migrate().await.expect("nothing to do");
    let (store, samples) = (&*database.store(), Samples::new(702));
    let tenant = samples.stored_tenant(store).await;
    samples.stored_channel(store, tenant).await;
    samples.stored_member(store, tenant, Role::Admin).await;
    store.close().await;

    // The owner of the tables is bound by the policies, too.
    let mut owner = options.connect().await.expect("the database opens");
    for (table, column) in OF_TENANTS {
        assert_eq!(tenants_seen(&mut owner, table, column).await, BTreeSet::new(), "{table}");
    }

    // As after restoring a backup on another server.
    run(&mut admin, format!("REVOKE suiro_runtime FROM {user}")).await.expect("no role");
    let refusal = database.migrate().await.expect_err("a refusal");
    assert!(matches!(refusal, ConnectError::RuntimeRole { .. }), "{refusal:?}");
}
