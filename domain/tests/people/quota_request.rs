//! How a tenant gets a larger quota, and who else tries to.

use domain::audit::AuditAction;
use domain::back_office::{
    BackOfficeError, DecisionForm, approve, reject_request, request_queue, requests_of, waiting,
};
use domain::caller::AccountManager;
use domain::error_code::ErrorCode;
use domain::ids::{QuotaRequestId, TenantId};
use domain::permissions::Role;
use domain::quota_request::{
    Closed, Closing, QuotaRequest, QuotaRequestError, QuotaRequestForm, ask, requests, withdraw,
};
use uuid::Uuid;

use crate::world::{OTHER_TENANT, TENANT, World, changes};

fn manager(fresh: bool) -> AccountManager {
    AccountManager { fresh, actor: "mika@example.com".to_owned() }
}

fn wish(quota: &str) -> QuotaRequestForm {
    QuotaRequestForm { quota: quota.to_owned(), reason: " new brands ".to_owned() }
}

fn decision(quota: &str, note: &str) -> DecisionForm {
    DecisionForm { quota: quota.to_owned(), note: note.to_owned() }
}

async fn newest(world: &World) -> QuotaRequest {
    let found = requests_of(&world.ports, &manager(false), TENANT).await.expect("requests");
    found.into_iter().next().expect("a request")
}

#[tokio::test]
async fn an_admin_asks_and_an_account_manager_gives_another_number() {
    let world = World::new();
    let admin = world.caller("ada@example.com", Role::Admin).await;
    ask(&world.ports, &admin, &wish("500")).await.expect("a request");
    let entry = world.done();
    assert_eq!((entry.action, entry.tenant), (AuditAction::QuotaAsk, TENANT));
    assert_eq!(changes(&entry), ["quota:  -> 500", "reason:  -> new brands"]);
    let request = newest(&world).await;
    assert_eq!((request.quota, &*request.asked_by), (500, "ada@example.com"));
    let again = ask(&world.ports, &admin, &wish("600")).await;
    assert!(matches!(again, Err(QuotaRequestError::AlreadyOpen)), "{again:?}");
    world.refused(AuditAction::QuotaAsk, ErrorCode::QuotaRequestOpen);
    let queue = request_queue(&world.ports, &manager(false), None).await.expect("a queue");
    assert_eq!((queue.requests.len(), &queue.requests[0].request), (1, &request));
    assert_eq!(waiting(&world.ports, &manager(false)).await.expect("counts").quota_requests, 1);

    let (ports, fresh) = (&world.ports, manager(true));
    let given = approve(ports, &fresh, TENANT, request.id, &decision("300", "at first")).await;
    given.expect("an approval");
    let entry = world.done();
    assert_eq!((entry.action, entry.tenant), (AuditAction::QuotaApprove, TENANT));
    assert_eq!(changes(&entry), ["quota: 100 -> 300", "note:  -> at first"]);
    let Some(Closed { how: Closing::Approved { quota, note }, by, .. }) =
        newest(&world).await.closed
    else {
        panic!("it is approved");
    };
    assert_eq!((quota, &*by), (300, "mika@example.com"));
    assert_eq!(note.expect("a note").as_str(), "at first");
    let late = reject_request(ports, &fresh, TENANT, request.id, &decision("", "no")).await;
    assert!(matches!(late, Err(BackOfficeError::RequestNotOpen)), "{late:?}");
    world.refused(AuditAction::QuotaReject, ErrorCode::QuotaRequestNotOpen);
    assert_eq!(requests(ports, &admin).await.expect("requests").len(), 1);
}

#[tokio::test]
async fn a_request_is_taken_back_or_rejected() {
    let world = World::new();
    let admin = world.caller("ada@example.com", Role::Admin).await;
    let (ports, fresh) = (&world.ports, manager(true));
    ask(ports, &admin, &wish("500")).await.expect("a request");
    let id = newest(&world).await.id;
    withdraw(ports, &admin, id).await.expect("a withdrawal");
    assert_eq!(world.done().action, AuditAction::QuotaWithdraw);
    let late = approve(ports, &fresh, TENANT, id, &decision("500", "")).await;
    assert!(matches!(late, Err(BackOfficeError::RequestNotOpen)), "{late:?}");
    ask(ports, &admin, &wish("500")).await.expect("a request");
    let id = newest(&world).await.id;
    let wrong = reject_request(ports, &fresh, TENANT, id, &decision("500", " ")).await;
    assert!(matches!(wrong, Err(BackOfficeError::Invalid(_))), "{wrong:?}");
    reject_request(ports, &fresh, TENANT, id, &decision("", "no room")).await.expect("a decision");
    assert_eq!(changes(&world.done()), ["note:  -> no room"]);
    assert_eq!(world.store.tables().tenants[0].usage.quota, 100);
}

#[tokio::test]
async fn asking_is_for_admins_and_deciding_takes_a_fresh_proof() {
    let world = World::new();
    let admin = world.caller("ada@example.com", Role::Admin).await;
    let operator = world.caller("bo@example.com", Role::Operator).await;
    let ports = &world.ports;
    let denied = ask(ports, &operator, &wish("500")).await;
    assert!(matches!(denied, Err(QuotaRequestError::Denied(_))), "{denied:?}");
    world.refused(AuditAction::QuotaAsk, ErrorCode::PermissionDenied);
    ask(ports, &admin, &wish("500")).await.expect("a request");
    let id = newest(&world).await.id;
    let denied = withdraw(ports, &operator, id).await;
    assert!(matches!(denied, Err(QuotaRequestError::Denied(_))), "{denied:?}");
    let stale = approve(ports, &manager(false), TENANT, id, &decision("500", "")).await;
    let not_fresh = matches!(stale, Err(BackOfficeError::Denied(ErrorCode::SessionNotFresh)));
    assert!(not_fresh, "{stale:?}");
    assert_eq!(requests(ports, &operator).await.expect("everybody sees it").len(), 1);
    assert!(newest(&world).await.closed.is_none());
}

#[tokio::test]
async fn what_is_not_theirs_is_like_what_is_not_there() {
    let world = World::new();
    let admin = world.caller("ada@example.com", Role::Admin).await;
    let (ports, fresh) = (&world.ports, manager(true));
    ask(ports, &admin, &wish("500")).await.expect("a request");
    let id = newest(&world).await.id;
    let unknown = QuotaRequestId::from_uuid(Uuid::from_u128(0xff));
    for id in [id, unknown] {
        let foreign = approve(ports, &fresh, OTHER_TENANT, id, &decision("500", "")).await;
        assert!(matches!(foreign, Err(BackOfficeError::RequestNotOpen)), "{foreign:?}");
    }
    let missing = withdraw(ports, &admin, unknown).await;
    assert!(matches!(missing, Err(QuotaRequestError::NotOpen)), "{missing:?}");
    let noted = world.audit().len();
    let nowhere = TenantId::from_uuid(Uuid::from_u128(0xfe));
    let missing = approve(ports, &fresh, nowhere, id, &decision("500", "")).await;
    assert!(matches!(missing, Err(BackOfficeError::NotFound)), "{missing:?}");
    let wrong = ask(ports, &admin, &QuotaRequestForm::default()).await;
    assert!(matches!(wrong, Err(QuotaRequestError::Invalid(_))), "{wrong:?}");
    assert_eq!(world.audit().len(), noted, "a slip or a made-up id leaves no trace");
}
