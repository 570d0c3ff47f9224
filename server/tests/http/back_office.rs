//! What account managers do with tenants, and what a tenant sees of it.

use std::time::Duration;

use domain::audit::{AuditAction, AuditEntry, AuditFilter};
use domain::error_code::ErrorCode;
use domain::ids::{AuditEntryId, TenantId};
use domain::permissions::Role;
use domain::tenant::{Standing, TenantChange, TenantList, Verification};
use server::start::BUILT_IN_TENANT;
use uuid::Uuid;

use crate::bad_forms::assert_refused;
use crate::bench::TestServer;
use crate::people::{self, ADMIN, OTHER_TENANT};
use crate::support::answer::Answer;
use crate::support::client::{Client, creation_key};

const MANAGER: &str = "manager@example.com";

/// An account manager who belongs to no tenant, and has just signed in.
async fn manager(server: &TestServer) -> Client {
    people::account_manager(&server.ports, MANAGER).await;
    server.client.with_session(&people::sign_in(&server.ports, MANAGER).await)
}

async fn page(client: Client, address: &str) -> Answer {
    let answer = client.get(address).send().await;
    assert_eq!(answer.status, 200, "{answer}");
    answer
}

fn address(tenant: TenantId) -> String {
    format!("/back-office/tenants/{tenant}")
}

/// Sends a form of a tenant's page, and returns the page that says what was done.
async fn done(client: Client, tenant: TenantId, action: &str, form: &[(&str, &str)]) -> Answer {
    let answer = client.post(&format!("{}/{action}", address(tenant)), form).send().await;
    assert_eq!(answer.status, 303, "{answer}");
    let location = answer.header("location").to_owned();
    assert!(location.starts_with(&format!("{}?notice=", address(tenant))), "{answer}");
    page(client, &location).await
}

async fn create(client: Client, number: u128) -> Answer {
    let key = creation_key(number).to_string();
    let form = [("type", "sms"), ("name", &*key), ("remarks", ""), ("creation_key", &*key)];
    client.post("/channels/new", &form).send().await
}

async fn set_standing(server: &TestServer, standing: Standing) -> TenantId {
    let id = TenantId::from_uuid(server.ports.ids.next());
    people::tenant(&server.ports, id, standing).await;
    id
}

fn pending() -> Standing {
    Standing { verification: Verification::Pending, activated_at: None, suspended_at: None }
}

pub(crate) async fn a_new_tenant_is_verified_and_then_activated(server: &TestServer) {
    let manager = manager(server).await;
    let tenant = set_standing(server, pending()).await;
    let ports = &server.ports;
    let admin = people::member(ports, tenant, "new@example.com", Role::Admin).await;
    let admin = server.client.with_session(&admin.token);
    let operator = people::member(ports, tenant, "op@example.com", Role::Operator).await;
    let operator = server.client.with_session(&operator.token);
    let error = app::locale::Locale::English.texts().error;

    for at in ["/channels", "/channels/new"] {
        let shown = page(admin, at).await;
        assert!(shown.unescaped().contains(error(ErrorCode::TenantNotVerified)), "{shown}");
        assert!(!shown.text().contains("/service/activate"), "{shown}");
        assert!(!shown.text().contains("<dialog"), "{shown}");
    }
    let refused = create(admin, 1).await;
    assert_eq!(refused.status, 409, "{refused}");
    assert!(refused.unescaped().contains(error(ErrorCode::TenantNotVerified)), "{refused}");

    let seen = page(manager, &address(tenant)).await.hidden_field("seen");
    let seen = seen.replace("&quot;", "\"");
    let reason = [("seen", &*seen), ("reason", "Who is <this>?")];
    let rejected = done(manager, tenant, "reject", &reason).await;
    assert!(rejected.text().contains("Who is &lt;this&gt;?"), "{rejected}");
    let told = page(admin, "/channels").await;
    assert!(told.text().contains("Who is &lt;this&gt;?"), "{told}");

    let verified = done(manager, tenant, "verify", &[("seen", &seen)]).await;
    assert!(verified.text().contains("Waiting for activation"), "{verified}");
    let seen = [("seen", &*seen)];
    let again = manager.post(&format!("{}/verify", address(tenant)), &seen).send().await;
    assert_eq!(again.status, 409, "{again}");
    assert!(again.unescaped().contains(error(ErrorCode::TenantOtherState)), "{again}");

    for (client, offered) in [(admin, true), (operator, false)] {
        let told = page(client, "/channels").await;
        assert!(told.unescaped().contains(error(ErrorCode::ServiceNotActivated)), "{told}");
        assert_eq!(told.text().contains("/service/activate"), offered, "{told}");
    }
    assert_eq!(create(admin, 1).await.status, 409);
    let activated = admin.post("/service/activate", &[]).send().await;
    assert_eq!(activated.header("location"), "/channels?notice=activated", "{activated}");
    assert_eq!(create(operator, 1).await.status, 303);
    let log = page(manager, &address(tenant)).await;
    for shown in ["Tenant.NotVerified", "Tenant.OtherState", MANAGER, "new@example.com", "1 of 100"]
    {
        assert!(log.text().contains(shown), "{shown}: {log}");
    }
}

pub(crate) async fn a_suspended_tenant_is_only_looked_at(server: &TestServer) {
    let (manager, admin) = (manager(server).await, server.client);
    let channel = server.bound_channel("Support").await;
    let user = server.user(ADMIN).await;
    done(manager, BUILT_IN_TENANT, "suspend", &[("reason", "unpaid")]).await;
    let key = creation_key(9).to_string();
    let sentence = (app::locale::Locale::English.texts().error)(ErrorCode::TenantSuspended);
    for (address, form) in [
        (
            "/channels/new".to_owned(),
            vec![("type", "sms"), ("name", "a"), ("remarks", ""), ("creation_key", &*key)],
        ),
        (
            format!("/channels/{channel}"),
            vec![("name", "Sales"), ("remarks", ""), ("version", "1")],
        ),
        (format!("/channels/{channel}/delete"), vec![("confirm_name", "Support")]),
        ("/members/invite".to_owned(), vec![("email", "a@example.com"), ("role", "viewer")]),
        (format!("/members/{user}/role"), vec![("role", "viewer")]),
        ("/service/activate".to_owned(), vec![]),
    ] {
        let answer = admin.post(&address, &form).send().await;
        assert_eq!(answer.status, 409, "{address}: {answer}");
        assert!(answer.unescaped().contains(sentence), "{address}: {answer}");
    }
    for address in ["/channels", "/channels/new", "/members", &format!("/channels/{channel}")] {
        let shown = page(admin, address).await;
        assert!(shown.unescaped().contains(sentence), "{address}: {shown}");
    }
    let export = page(admin, "/channels.csv").await;
    assert!(export.text().contains("Support"), "{export}");
    done(manager, BUILT_IN_TENANT, "resume", &[]).await;
    assert_eq!(create(admin, 9).await.status, 303);
}

pub(crate) async fn a_quota_counts_at_once(server: &TestServer) {
    let (manager, admin) = (manager(server).await, server.client);
    assert_eq!(create(admin, 1).await.status, 303);
    let form = [("quota", "1"), ("note", "by phone")];
    let shown = done(manager, BUILT_IN_TENANT, "quota", &form).await;
    for text in ["1 of 1", "by phone", MANAGER] {
        assert!(shown.text().contains(text), "{text}: {shown}");
    }
    assert_eq!(create(admin, 2).await.status, 409);
    let action = format!("{}/quota", address(BUILT_IN_TENANT));
    let wrong = manager.post(&action, &[("quota", "100001"), ("note", "kept")]).send().await;
    assert_eq!(wrong.status, 422, "{wrong}");
    for text in ["100001", "kept"] {
        assert!(wrong.text().contains(text), "{text}: {wrong}");
    }
    done(manager, BUILT_IN_TENANT, "quota", &[("quota", "2"), ("note", "more")]).await;
    assert_eq!(create(admin, 2).await.status, 303);
}

pub(crate) async fn limits_take_the_password_again(server: &TestServer) {
    let manager = manager(server).await;
    server.clock.advance(Duration::from_mins(11));
    let shown = page(manager, &address(BUILT_IN_TENANT)).await;
    assert!(shown.text().contains("/confirm?return_to="), "{shown}");
    assert!(!shown.text().contains("name=\"quota\""), "{shown}");
    let action = format!("{}/quota", address(BUILT_IN_TENANT));
    let answer = manager.post(&action, &[("quota", "1"), ("note", "a")]).send().await;
    assert_eq!(answer.status, 303, "{answer}");
    assert!(answer.header("location").starts_with("/confirm?return_to="), "{answer}");
    let tenant = server.ports.store.tenant_by_id(BUILT_IN_TENANT).await.expect("an answer");
    assert_eq!(tenant.expect("the tenant").usage.quota, 100);
}

pub(crate) async fn tenants_are_listed_and_searched(server: &TestServer) {
    let manager = manager(server).await;
    people::other_tenant(&server.ports).await;
    for _ in 0..TenantList::ROWS {
        set_standing(server, pending()).await;
    }
    let first = page(manager, "/back-office").await;
    let waiting = format!("{} organisations are waiting for verification", TenantList::ROWS);
    assert!(first.text().contains(&waiting), "{first}");
    assert_eq!(first.text().matches("/back-office/tenants/tn_").count(), TenantList::ROWS);
    let (_, rest) = first.text().split_once("/back-office?after=").expect("a next page");
    let next = format!("/back-office?after={}", &rest[..29]);
    let last = page(manager, &next).await;
    assert_eq!(last.text().matches("/back-office/tenants/tn_").count(), 2, "{last}");
    assert!(last.text().contains(&OTHER_TENANT.to_string()), "{last}");
    let by_name = page(manager, "/back-office?q=EXAMPLE").await;
    assert_eq!(by_name.text().matches("/back-office/tenants/tn_").count(), 1, "{by_name}");
    let by_id = page(manager, &format!("/back-office?q={OTHER_TENANT}&state=active")).await;
    assert_eq!(by_id.text().matches("/back-office/tenants/tn_").count(), 1, "{by_id}");
    let none = page(manager, "/back-office?q=%22%3Cb%3E&state=suspended").await;
    assert!(none.text().contains("No organisation matches"), "{none}");
    for (query, code) in [
        ("state=gone".to_owned(), ErrorCode::ListFilterInvalid),
        (format!("q={}", "a".repeat(201)), ErrorCode::ListFilterInvalid),
        ("after=tn_x".to_owned(), ErrorCode::ListCursorInvalid),
    ] {
        let answer = manager.get(&format!("/back-office?{query}")).send().await;
        assert_refused(&answer, code, &query);
    }
}

pub(crate) async fn an_account_manager_without_a_tenant_is_led_to_the_back_office(
    server: &TestServer,
) {
    let manager = manager(server).await;
    for address in ["/channels", "/members"] {
        let answer = manager.get(address).send().await;
        assert_eq!((answer.status, answer.header("location")), (303, "/back-office"), "{answer}");
    }
    let account = page(manager, "/account").await;
    assert!(account.text().contains("href=\"/back-office\""), "{account}");
    let operator = server.as_role(Role::Operator).await;
    let account = page(operator, "/account").await;
    assert!(!account.text().contains("/back-office"), "{account}");
    let answer = operator.get("/back-office").send().await;
    assert_refused(&answer, ErrorCode::PageNotFound, "not theirs");
    for id in [TenantId::from_uuid(Uuid::from_u128(0xff)).to_string(), "nonsense".to_owned()] {
        let answer = manager.get(&format!("/back-office/tenants/{id}")).send().await;
        assert_refused(&answer, ErrorCode::TenantNotFound, "unknown");
        let seen = [("seen", "[]")];
        let at = format!("/back-office/tenants/{id}/verify");
        let answer = manager.post(&at, &seen).send().await;
        assert_refused(&answer, ErrorCode::TenantNotFound, "unknown");
    }
}

/// The form was opened before the suspension; what is typed into it is not lost.
pub(crate) async fn a_suspension_in_between_is_told_on_the_form(server: &TestServer) {
    let store = &server.ports.store;
    let log = store.audit_entries(BUILT_IN_TENANT, &AuditFilter::default(), None, 1).await;
    let entry = log.expect("a log").pop().expect("the first sign-in");
    let id = AuditEntryId::from_uuid(server.ports.ids.next());
    let note = AuditEntry { id, action: AuditAction::TenantSuspend, ..entry };
    let now = server.ports.clock.now();
    let change = TenantChange::Suspend(now);
    store.change_tenant(BUILT_IN_TENANT, &change, &note).await.expect("an outcome");
    let key = creation_key(3).to_string();
    let form = [("type", "sms"), ("name", "Kept"), ("remarks", ""), ("creation_key", &*key)];
    let answer = server.client.post("/channels/new", &form).send().await;
    assert_eq!(answer.status, 409, "{answer}");
    assert!(answer.text().contains("value=\"Kept\""), "{answer}");
}
