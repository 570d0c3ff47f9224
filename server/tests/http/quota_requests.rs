//! A larger quota: asked for by an admin, decided by an account manager.

use std::time::Duration;

use domain::error_code::ErrorCode;
use domain::permissions::Role;
use futures::future::join_all;
use server::start::BUILT_IN_TENANT;

use crate::bad_forms::assert_refused;
use crate::bench::TestServer;
use crate::people::{self, OTHER_TENANT};
use crate::support::answer::Answer;
use crate::support::client::Client;

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

async fn ask(client: Client, quota: &str, reason: &str) -> Answer {
    client
        .post("/organisation/quota-requests", &[("quota", quota), ("reason", reason)])
        .send()
        .await
}

/// Asks, and returns the address below which the request is decided.
async fn asked(server: &TestServer, quota: &str) -> String {
    let answer = ask(server.client, quota, "Two new brands").await;
    assert_eq!(answer.header("location"), "/organisation?notice=asked", "{answer}");
    let store = &server.ports.store;
    let newest = store.quota_requests(BUILT_IN_TENANT, 1).await.expect("requests").pop();
    let id = newest.expect("the request").id;
    format!("/back-office/tenants/{BUILT_IN_TENANT}/quota-requests/{id}")
}

async fn decide(client: Client, address: &str, quota: &str, note: &str) -> Answer {
    client.post(address, &[("quota", quota), ("note", note)]).send().await
}

async fn quota(server: &TestServer) -> u32 {
    let tenant = server.ports.store.tenant_by_id(BUILT_IN_TENANT).await.expect("an answer");
    tenant.expect("the tenant").usage.quota
}

fn has(answer: &Answer, code: ErrorCode) -> bool {
    answer.unescaped().contains((app::locale::Locale::English.texts().error)(code))
}

pub(crate) async fn a_request_is_approved_with_another_number(server: &TestServer) {
    let (manager, admin) = (manager(server).await, server.client);
    let empty = page(manager, "/back-office/quota-requests").await;
    assert!(empty.text().contains("Nobody is waiting for a larger quota"), "{empty}");
    let address = asked(server, "500").await;
    let twice = ask(admin, "600", "More").await;
    assert_eq!(twice.status, 409, "{twice}");
    assert!(has(&twice, ErrorCode::QuotaRequestOpen), "{twice}");

    let start = page(manager, "/back-office").await;
    assert!(start.text().contains("1 quota request is waiting for a decision"), "{start}");
    let queue = page(manager, "/back-office/quota-requests").await;
    let tenant = format!("/back-office/tenants/{BUILT_IN_TENANT}");
    for shown in ["500", "0 of 100", "Two new brands", &tenant] {
        assert!(queue.text().contains(shown), "{shown}: {queue}");
    }
    let seen = page(manager, &tenant).await;
    assert!(seen.text().contains("value=\"500\""), "{seen}");
    let without = decide(manager, &format!("{address}/approve"), "300", " ").await;
    assert_eq!(without.status, 422, "another number takes a note: {without}");
    assert!(has(&without, ErrorCode::ReasonEmpty), "{without}");
    assert!(without.text().contains("value=\"300\""), "{without}");
    assert_eq!(quota(server).await, 100);
    let done = decide(manager, &format!("{address}/approve"), "300", "For a start").await;
    assert_eq!(done.header("location"), format!("{tenant}?notice=request-approved"), "{done}");
    assert_eq!(quota(server).await, 300);

    let own = page(admin, "/organisation").await;
    let theirs = page(manager, &tenant).await;
    for shown in ["500 channels", "Two new brands", "300 channels", "For a start", MANAGER] {
        assert!(own.text().contains(shown), "{shown}: {own}");
        assert!(theirs.text().contains(shown), "{shown}: {theirs}");
    }
    let log = page(admin, "/audit-log").await;
    for shown in ["quota.ask", "quota.approve", "Quota.RequestOpen", "For a start"] {
        assert!(log.text().contains(shown), "{shown}: {log}");
    }
    for late in ["approve", "reject"] {
        let late = decide(manager, &format!("{address}/{late}"), "900", "late").await;
        assert_eq!(late.status, 404, "{late}");
        assert!(has(&late, ErrorCode::QuotaRequestNotOpen), "{late}");
    }
    assert_eq!(quota(server).await, 300);
}

pub(crate) async fn a_request_is_rejected_or_withdrawn_and_asked_again(server: &TestServer) {
    let (manager, admin) = (manager(server).await, server.client);
    let address = asked(server, "500").await;
    let without = decide(manager, &format!("{address}/reject"), "500", "").await;
    assert_eq!(without.status, 422, "{without}");
    let done = decide(manager, &format!("{address}/reject"), "nonsense", "Not <now>").await;
    assert_eq!(done.status, 303, "the number does not matter: {done}");
    let told = page(admin, "/organisation").await;
    assert!(told.text().contains("Not &lt;now&gt;"), "{told}");
    assert_eq!(quota(server).await, 100);

    let address = asked(server, "200").await;
    let id = address.rsplit('/').next().expect("an id");
    let withdraw = format!("/organisation/quota-requests/{id}/withdraw");
    let answer = admin.post(&withdraw, &[]).send().await;
    assert_eq!(answer.header("location"), "/organisation?notice=withdrawn", "{answer}");
    let again = admin.post(&withdraw, &[]).send().await;
    assert_eq!(again.status, 404, "{again}");
    let late = decide(manager, &format!("{address}/approve"), "200", "").await;
    assert_eq!(late.status, 404, "{late}");
    assert_eq!(quota(server).await, 100);
    let address = asked(server, "200").await;
    let done = decide(manager, &format!("{address}/approve"), "200", "").await;
    assert_eq!(done.status, 303, "as asked, without a note: {done}");
    assert_eq!(quota(server).await, 200);
}

pub(crate) async fn mistakes_in_a_quota_request_are_told_and_kept(server: &TestServer) {
    for (quota, code) in [
        ("", ErrorCode::QuotaInvalid),
        ("100", ErrorCode::QuotaNotHigher),
        ("100001", ErrorCode::QuotaInvalid),
    ] {
        let answer = ask(server.client, quota, "kept").await;
        assert_eq!(answer.status, 422, "{answer}");
        assert!(has(&answer, code), "{code:?}: {answer}");
        assert!(answer.text().contains("kept"), "{answer}");
    }
    let open = server.ports.store.count_open_quota_requests().await.expect("a count");
    assert_eq!(open, 0);
    let manager = manager(server).await;
    let answer = manager.get("/back-office/quota-requests?after=x").send().await;
    assert_refused(&answer, ErrorCode::ListCursorInvalid, "a position");
}

pub(crate) async fn of_two_decisions_at_once_one_counts(server: &TestServer) {
    let manager = manager(server).await;
    let address = asked(server, "500").await;
    let approve = format!("{address}/approve");
    let reject = format!("{address}/reject");
    let decisions = [
        decide(manager, &approve, "500", ""),
        decide(manager, &reject, "500", "no"),
        decide(manager, &approve, "400", "less"),
        decide(manager, &reject, "500", "never"),
    ];
    let answers = join_all(decisions).await;
    let count = |status| answers.iter().filter(|answer| answer.status == status).count();
    assert_eq!((count(303), count(404)), (1, 3));
    let requests = server.ports.store.quota_requests(BUILT_IN_TENANT, 9).await.expect("requests");
    assert!(requests.len() == 1 && requests[0].closed.is_some(), "{requests:?}");
}

pub(crate) async fn a_foreign_quota_request_is_like_an_unknown_one(server: &TestServer) {
    let manager = manager(server).await;
    let stranger = server.as_stranger().await;
    let address = asked(server, "500").await;
    let id = address.rsplit('/').next().expect("an id").to_owned();
    for id in [&*id, "qr_00000000000000000000000000", "nonsense"] {
        let answer =
            stranger.post(&format!("/organisation/quota-requests/{id}/withdraw"), &[]).send().await;
        assert_eq!(answer.status, 404, "{id}: {answer}");
        let elsewhere = format!("/back-office/tenants/{OTHER_TENANT}/quota-requests/{id}/approve");
        let answer = decide(manager, &elsewhere, "7", "a").await;
        assert_eq!(answer.status, 404, "{id}: {answer}");
    }
    let own = page(stranger, "/organisation").await;
    assert!(!own.text().contains("Two new brands"), "{own}");
    let requests = server.ports.store.quota_requests(BUILT_IN_TENANT, 9).await.expect("requests");
    assert!(requests[0].closed.is_none(), "{requests:?}");
}

pub(crate) async fn a_full_quota_leads_admins_to_the_request(server: &TestServer) {
    let manager = manager(server).await;
    let quota = format!("/back-office/tenants/{BUILT_IN_TENANT}/quota");
    assert_eq!(decide(manager, &quota, "0", "none").await.status, 303);
    let operator = server.as_role(Role::Operator).await;
    for address in ["/channels", "/channels/new"] {
        let shown = page(server.client, address).await;
        assert!(shown.text().contains("/organisation#quota-request"), "{address}: {shown}");
        let shown = page(operator, address).await;
        assert!(shown.text().contains("All 0 channels are in use."), "{address}: {shown}");
        assert!(!shown.text().contains("/organisation#quota-request"), "{address}: {shown}");
        assert!(shown.text().contains("An admin of your organisation can ask"), "{shown}");
    }
    let own = page(operator, "/organisation").await;
    assert!(!own.text().contains("action=\"/organisation/quota-requests\""), "{own}");
    server.clock.advance(Duration::from_mins(11));
    let answer = ask(server.client, "5", "room").await;
    assert_eq!(answer.status, 303, "asking takes no fresh proof: {answer}");
    let address = asked_address(server).await;
    let answer = decide(manager, &format!("{address}/approve"), "5", "").await;
    assert!(answer.header("location").starts_with("/confirm?return_to="), "{answer}");
}

async fn asked_address(server: &TestServer) -> String {
    let requests = server.ports.store.quota_requests(BUILT_IN_TENANT, 1).await.expect("requests");
    format!("/back-office/tenants/{BUILT_IN_TENANT}/quota-requests/{}", requests[0].id)
}
