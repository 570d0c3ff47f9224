use domain::channel::{
    ChannelFilter, ChannelList, ChannelOrder, Direction, ListPosition, SortColumn, SortValue,
};
use domain::ids::{ChannelId, TenantId};
use sqlx::{AssertSqlSafe, Execute, Postgres, raw_sql};
use uuid::Uuid;

use super::*;
use crate::list::{Of, list_query};
use crate::postgres::channel::DIALECT;

#[tokio::test]
async fn only_passing_failures_are_tried_again_and_not_for_ever() {
    let attempts = std::cell::Cell::new(0);
    let outcome: Result<(), _> = retrying(|| {
        attempts.set(attempts.get() + 1);
        async { Err(Failure::Overtaken) }
    })
    .await;
    assert!(matches!(outcome, Err(StoreError::Unavailable(_))), "{outcome:?}");
    assert_eq!(attempts.get(), ATTEMPTS);

    attempts.set(0);
    let outcome: Result<(), _> = retrying(|| {
        attempts.set(attempts.get() + 1);
        async { Err(Failure::Misuse("wrong")) }
    })
    .await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    assert_eq!(attempts.get(), 1);
}

/// The contract suite decides whether a missing server is a failure; here it is not.
#[tokio::test]
async fn every_order_of_the_list_reads_its_index() {
    let Ok(url) = std::env::var("SUIRO_TEST_POSTGRES_URL") else { return };
    let mut connection = in_own_schema(&url, "plan_of_list").await;
    raw_sql(
        "INSERT INTO tenants SELECT lpad(i::text, 32, '0')::uuid, 'a', 100, 100, 0 \
         FROM generate_series(1, 50) i; \
         INSERT INTO channels SELECT lpad((i % 50 + 1)::text, 32, '0')::uuid, \
         lpad(i::text, 32, '0')::uuid, i % 6 + 1, 'a', 'a' || i, '', 'a' || i, i / 50 % 4 + 1, 1, \
         lpad(i::text, 32, '0')::uuid, i, i FROM generate_series(1, 20000) i; \
         ANALYZE channels",
    )
    .execute(&mut connection)
    .await
    .expect("rows");
    let tenant = TenantId::from_uuid(Uuid::from_u128(1));
    act_as_the_store(&mut connection, &tenant.uuid().to_string()).await;
    let plan = |list: ChannelList| {
        let of = Of::Tenant(tenant);
        let mut query = list_query::<Postgres>(of, &list, &DIALECT).expect("a query");
        query.build().sql().as_str().to_owned()
    };
    for (column, index, kind, value) in [
        (SortColumn::Created, "channels_by_created", "bigint", SortValue::Number(1)),
        (SortColumn::Name, "channels_by_name", "text", SortValue::Text("a".to_owned())),
        (SortColumn::Type, "channels_by_type", "bigint", SortValue::Number(1)),
        (SortColumn::Status, "channels_by_status", "bigint", SortValue::Number(1)),
    ] {
        for direction in [Direction::Ascending, Direction::Descending] {
            let id = ChannelId::from_uuid(Uuid::nil());
            let text = plan(ChannelList {
                filter: ChannelFilter::default(),
                order: ChannelOrder { column, direction },
                limit: 25,
                position: Some(ListPosition { value: value.clone(), id, backwards: false }),
            });
            let types = format!("uuid, {kind}, uuid");
            let given = format!("'{}', {}, '{}'", tenant.uuid(), literal(&value), Uuid::nil());
            let lines = explain(&mut connection, &text, &types, &given).await;
            let plan = lines.join("\n");
            assert!(plan.contains(index) && !plan.contains("Sort"), "{plan}");
            let condition = lines.iter().find(|line| line.contains("Index Cond"));
            assert!(condition.is_some_and(|line| line.contains("ROW(")), "{plan}");
            assert!(plan.contains("Filter: CASE"), "the policy is not in it: {plan}");
        }
    }
}

/// A provider with 10 of 50 tenants, whose channels are a fifth of all.
#[tokio::test]
async fn every_order_of_a_providers_list_reads_its_index() {
    let Ok(url) = std::env::var("SUIRO_TEST_POSTGRES_URL") else { return };
    let mut connection = in_own_schema(&url, "plan_of_provider").await;
    raw_sql(
        "INSERT INTO tenants SELECT lpad(i::text, 32, '0')::uuid, 'a', 100, 100, 0 \
         FROM generate_series(1, 50) i; \
         UPDATE tenants SET service_provider = TRUE, provider_id = id, customer_key = 'a' \
         WHERE id = lpad('1', 32, '0')::uuid; \
         UPDATE tenants SET provider_id = lpad('1', 32, '0')::uuid, customer_key = 'c' || id \
         WHERE id BETWEEN lpad('2', 32, '0')::uuid AND lpad('10', 32, '0')::uuid; \
         INSERT INTO channels SELECT t.id, lpad(i::text, 32, '0')::uuid, i % 6 + 1, 'a', 'a' || i, \
         '', 'a' || i, i / 50 % 4 + 1, 1, lpad(i::text, 32, '0')::uuid, i, i, \
         t.provider_id, t.customer_key \
         FROM generate_series(1, 20000) i \
         JOIN tenants t ON t.id = lpad((i % 50 + 1)::text, 32, '0')::uuid; \
         ANALYZE tenants, channels",
    )
    .execute(&mut connection)
    .await
    .expect("rows");
    let [provider, customer] = [1, 2].map(|id| TenantId::from_uuid(Uuid::from_u128(id)));
    act_as_the_store(&mut connection, "provider").await;
    let scope = format!("SET LOCAL suiro.provider = '{}'", provider.uuid());
    raw_sql(AssertSqlSafe(scope)).execute(&mut connection).await.expect("the scope");
    for (column, suffix, kind, value) in [
        (SortColumn::Created, "created", "bigint", SortValue::Number(1)),
        (SortColumn::Name, "name", "text", SortValue::Text("a".to_owned())),
        (SortColumn::Type, "type", "bigint", SortValue::Number(1)),
        (SortColumn::Status, "status", "bigint", SortValue::Number(1)),
        (SortColumn::Customer, "customer", "text", SortValue::Text("a".to_owned())),
    ] {
        for direction in [Direction::Ascending, Direction::Descending] {
            let id = ChannelId::from_uuid(Uuid::nil());
            let list = ChannelList {
                filter: ChannelFilter::default(),
                order: ChannelOrder { column, direction },
                limit: 25,
                position: Some(ListPosition { value: value.clone(), id, backwards: false }),
            };
            let mut query =
                list_query::<Postgres>(Of::Provider(provider), &list, &DIALECT).expect("a query");
            let text = query.build().sql().as_str().to_owned();
            let types = format!("uuid, {kind}, uuid");
            let given = format!("'{}', {}, '{}'", provider.uuid(), literal(&value), Uuid::nil());
            let lines = explain(&mut connection, &text, &types, &given).await;
            let plan = lines.join("\n");
            let index = format!("channels_of_provider_by_{suffix}");
            assert!(plan.contains(&index) && !plan.contains("Sort"), "{plan}");
            let condition = lines.iter().find(|line| line.contains("Index Cond"));
            assert!(condition.is_some_and(|line| line.contains("ROW(")), "{plan}");
            assert!(plan.contains("Filter: CASE"), "the policy is not in it: {plan}");
        }
        // One customer's: its own index, from the first page on.
        let list = ChannelList {
            filter: ChannelFilter { customer: Some(customer), ..ChannelFilter::default() },
            order: ChannelOrder { column, direction: Direction::Descending },
            limit: 25,
            position: None,
        };
        let mut query =
            list_query::<Postgres>(Of::Provider(provider), &list, &DIALECT).expect("a query");
        let text = query.build().sql().as_str().to_owned();
        let (its, theirs) = (customer.uuid(), provider.uuid());
        let given = format!("'{its}', '{its}', '{theirs}'");
        let plan = explain(&mut connection, &text, "uuid, uuid, uuid", &given).await.join("\n");
        let index = match column {
            SortColumn::Customer => "channels_pkey".to_owned(),
            _ => format!("channels_by_{suffix}"),
        };
        assert!(plan.contains(&index) && !plan.contains("Sort"), "{plan}");
    }
}

#[tokio::test]
async fn who_is_signed_in_is_looked_up_by_keys() {
    let Ok(url) = std::env::var("SUIRO_TEST_POSTGRES_URL") else { return };
    let mut connection = in_own_schema(&url, "plan_of_signed_in").await;
    raw_sql(
        "CREATE TEMPORARY TABLE ids AS SELECT i, lpad(i::text, 32, '0')::uuid AS id \
         FROM generate_series(1, 5000) i; \
         INSERT INTO tenants SELECT id, 'a', 100, 0, 0 FROM ids; \
         INSERT INTO users SELECT id, i || '@a', 'a', NULL, FALSE, NULL, 0 FROM ids; \
         INSERT INTO memberships SELECT id, id, 1, 0 FROM ids; \
         INSERT INTO sessions SELECT sha256(i::text::bytea), id, id, id, 0, 0, 0, '', '' FROM ids; \
         ANALYZE tenants, users, memberships, sessions",
    )
    .execute(&mut connection)
    .await
    .expect("rows");
    act_as_the_store(&mut connection, "installation").await;
    let prepare = format!("PREPARE signed_in (bytea, uuid) AS {}", session::SIGNED_IN);
    raw_sql(AssertSqlSafe(prepare)).execute(&mut connection).await.expect("a statement");
    let lines: Vec<String> =
        query_scalar("EXPLAIN EXECUTE signed_in (sha256('1'), gen_random_uuid())")
            .fetch_all(&mut connection)
            .await
            .expect("a plan");
    let plan = lines.join("\n");
    for index in ["sessions_pkey", "users_pkey", "memberships_", "tenants_pkey"] {
        assert!(plan.contains(&format!("Index Scan using {index}")), "{plan}");
    }
    assert!(!plan.contains("Seq Scan"), "{plan}");
}

/// A connection to the tables of this program in a schema that is never committed.
async fn in_own_schema(url: &str, name: &str) -> PgConnection {
    let mut connection = PgConnection::connect(url).await.expect("the test server");
    let begin = format!(
        "BEGIN; CREATE SCHEMA {name}; SET LOCAL search_path = {name}; \
         SET LOCAL plan_cache_mode = force_generic_plan"
    );
    raw_sql(AssertSqlSafe(begin)).execute(&mut connection).await.expect("a schema");
    for migration in MIGRATOR.iter() {
        raw_sql(migration.sql.clone()).execute(&mut connection).await.expect("a migration");
    }
    connection
}

/// From here on the policies are part of every plan.
async fn act_as_the_store(connection: &mut PgConnection, scope: &str) {
    let act = format!("SET LOCAL ROLE {}; SET LOCAL suiro.tenant = '{scope}'", scope::RUNTIME_ROLE);
    raw_sql(AssertSqlSafe(act)).execute(connection).await.expect("the role");
}

fn literal(value: &SortValue) -> String {
    match value {
        SortValue::Text(text) => format!("'{text}'"),
        SortValue::Number(number) => number.to_string(),
    }
}

/// The plan with the types of parameters that the driver sends.
async fn explain(
    connection: &mut PgConnection,
    text: &str,
    types: &str,
    given: &str,
) -> Vec<String> {
    let prepare = format!("PREPARE list ({types}) AS {text}");
    raw_sql(AssertSqlSafe(prepare)).execute(&mut *connection).await.expect("a statement");
    let execute = format!("EXPLAIN EXECUTE list ({given})");
    let lines =
        query_scalar(AssertSqlSafe(execute)).fetch_all(&mut *connection).await.expect("a plan");
    raw_sql("DEALLOCATE list").execute(connection).await.expect("no statement");
    lines
}
