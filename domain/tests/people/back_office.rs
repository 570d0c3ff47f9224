//! What account managers do with tenants, and who else tries to.

use domain::audit::AuditAction;
use domain::back_office::{
    BackOfficeError, QuotaForm, ReasonForm, activate, history, reject, resume, set_quota, suspend,
    tenant, tenants, verify, waiting,
};
use domain::caller::AccountManager;
use domain::error_code::ErrorCode;
use domain::ids::TenantId;
use domain::permissions::Role;
use domain::session::account_manager_of;
use domain::tenant::{Standing, TenantList, TenantState, Verification};
use uuid::Uuid;

use crate::world::{TENANT, World, changes};

fn manager(fresh: bool) -> AccountManager {
    AccountManager { fresh, actor: "mika@example.com".to_owned() }
}

fn because(reason: &str) -> ReasonForm {
    ReasonForm { reason: reason.to_owned() }
}

fn set_standing(world: &World, standing: &Standing) {
    for tenant in &mut world.store.tables().tenants {
        tenant.standing = standing.clone();
    }
}

async fn state(world: &World) -> TenantState {
    let found = tenant(&world.ports, &manager(false), TENANT).await.expect("the tenant");
    found.standing.state()
}

#[tokio::test]
async fn only_account_managers_run_the_back_office() {
    let world = World::new();
    let user = world.add_member("ada@example.com", Role::Admin).await;
    let signed_in = world.sign_in(user.email.as_str()).await;
    assert_eq!(account_manager_of(&signed_in, world.now()), None);
    for one in &mut world.store.tables().users {
        one.account_manager = true;
    }
    let signed_in = world.sign_in(user.email.as_str()).await;
    let wanted = AccountManager { fresh: true, actor: "ada@example.com".to_owned() };
    assert_eq!(account_manager_of(&signed_in, world.now()), Some(wanted));
    world.wait(10 * 60 * 1_000_000);
    let later = account_manager_of(&signed_in, world.now()).expect("an account manager");
    assert!(!later.fresh);
}

/// What the tenant says about itself.
async fn seen(world: &World) -> String {
    let tenant =
        world.ports.store.tenant_by_id(TENANT).await.expect("an answer").expect("the tenant");
    tenant.statement().text()
}

#[tokio::test]
async fn a_tenant_is_verified_and_then_activated_by_its_own_admin() {
    let world = World::new();
    let admin = world.caller("ada@example.com", Role::Admin).await;
    let operator = world.caller("bo@example.com", Role::Operator).await;
    let pending = Verification::Pending;
    let new = Standing { verification: pending, activated_at: None, suspended_at: None };
    set_standing(&world, &new);
    let found = tenants(&world.ports, &manager(false), &TenantList::default()).await;
    assert_eq!(found.expect("a page").tenants.len(), 2);
    assert_eq!(waiting(&world.ports, &manager(false)).await.expect("a count").verifications, 2);

    let seen = seen(&world).await;
    reject(&world.ports, &manager(false), TENANT, &seen, &because(" who? "))
        .await
        .expect("a change");
    assert_eq!(state(&world).await, TenantState::Rejected);
    let entry = world.done();
    assert_eq!((entry.action, entry.tenant), (AuditAction::TenantReject, TENANT));
    assert_eq!(entry.actor, "mika@example.com");
    assert_eq!(changes(&entry), ["reason:  -> who?"]);

    assert_eq!(waiting(&world.ports, &manager(false)).await.expect("a count").verifications, 1);
    let stale = verify(&world.ports, &manager(false), TENANT, "something else").await;
    let corrected = ErrorCode::TenantCorrected;
    assert!(matches!(stale, Err(BackOfficeError::Refused(code)) if code == corrected), "{stale:?}");
    world.refused(AuditAction::TenantVerify, corrected);
    verify(&world.ports, &manager(false), TENANT, &seen).await.expect("a change");
    assert_eq!(world.done().action, AuditAction::TenantVerify);
    assert_eq!(state(&world).await, TenantState::Inactive);
    let again = reject(&world.ports, &manager(false), TENANT, &seen, &because("who?")).await;
    assert!(matches!(again, Err(BackOfficeError::OtherState)), "{again:?}");
    world.refused(AuditAction::TenantReject, ErrorCode::TenantOtherState);

    let denied = activate(&world.ports, &operator).await;
    assert!(matches!(denied, Err(BackOfficeError::Denied(_))), "{denied:?}");
    world.refused(AuditAction::TenantActivate, ErrorCode::PermissionDenied);
    activate(&world.ports, &admin).await.expect("a change");
    assert_eq!(world.done().actor, "ada@example.com");
    assert_eq!(state(&world).await, TenantState::Active);
    let log = history(&world.ports, &manager(false), TENANT).await.expect("a log");
    assert_eq!(log.first().map(|entry| entry.action), Some(AuditAction::TenantActivate));
}

#[tokio::test]
async fn limits_take_a_fresh_proof_and_say_why() {
    let world = World::new();
    let (ports, fresh, stale) = (&world.ports, manager(true), manager(false));
    let quota = QuotaForm { quota: "250".to_owned(), note: "asked by phone".to_owned() };
    for (answer, action) in [
        (set_quota(ports, &stale, TENANT, &quota).await, AuditAction::TenantQuota),
        (suspend(ports, &stale, TENANT, &because("unpaid")).await, AuditAction::TenantSuspend),
        (resume(ports, &stale, TENANT).await, AuditAction::TenantResume),
    ] {
        let not_fresh = matches!(answer, Err(BackOfficeError::Denied(ErrorCode::SessionNotFresh)));
        assert!(not_fresh, "{answer:?}");
        let refused = world.audit().into_iter().any(|entry| entry.action == action);
        assert!(refused, "{action:?} is noted");
    }
    set_quota(ports, &fresh, TENANT, &quota).await.expect("a change");
    assert_eq!(changes(&world.done()), ["quota: 100 -> 250", "note:  -> asked by phone"]);
    suspend(ports, &fresh, TENANT, &because("unpaid")).await.expect("a change");
    assert_eq!(changes(&world.done()), ["reason:  -> unpaid"]);
    assert_eq!(state(&world).await, TenantState::Suspended);
    resume(ports, &fresh, TENANT).await.expect("a change");
    assert_eq!(state(&world).await, TenantState::Active);
}

#[tokio::test]
async fn a_slip_or_an_unknown_id_leaves_no_trace() {
    let world = World::new();
    let (ports, fresh) = (&world.ports, manager(true));
    let wrong = reject(ports, &fresh, TENANT, "", &because(" ")).await;
    assert!(matches!(wrong, Err(BackOfficeError::Invalid(_))), "{wrong:?}");
    let wrong = set_quota(ports, &fresh, TENANT, &QuotaForm::default()).await;
    assert!(matches!(wrong, Err(BackOfficeError::Invalid(_))), "{wrong:?}");
    let unknown = TenantId::from_uuid(Uuid::from_u128(0xff));
    for manager in [&fresh, &manager(false)] {
        let wrong = suspend(ports, manager, unknown, &because("unpaid")).await;
        assert!(wrong.is_err(), "{wrong:?}");
    }
    assert_eq!(world.audit(), []);
}
