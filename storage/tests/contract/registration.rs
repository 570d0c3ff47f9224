use std::sync::Arc;

use domain::audit::{AuditAction, AuditEntry};
use domain::ids::{CreationKey, TenantId};
use domain::permissions::Role;
use domain::registration::{RegisterOutcome, Registrant};
use domain::store::{Store, StoreError};
use domain::tenant::{Standing, Tenant, Verification};
use domain::user::User;
use tokio::task::JoinSet;

use crate::bench::TestDatabase;
use crate::people::is_noted;
use crate::samples::Samples;

impl Samples {
    /// A tenant that waits for an account manager.
    pub(crate) fn pending_tenant(&self) -> Tenant {
        let verification = Verification::Pending;
        let standing = Standing { verification, activated_at: None, suspended_at: None };
        Tenant { standing, ..self.tenant() }
    }
}

async fn register(
    store: &dyn Store,
    tenant: &Tenant,
    key: CreationKey,
    admin: Registrant<'_>,
    note: &AuditEntry,
) -> RegisterOutcome {
    store.register(tenant, key, admin, note).await.expect("an outcome")
}

async fn belongs_to(store: &dyn Store, user: &User) -> Vec<(TenantId, Role)> {
    let memberships = store.memberships(user.id).await.expect("memberships");
    memberships.iter().map(|one| (one.tenant, one.role)).collect()
}

pub(crate) async fn a_registration_makes_tenant_user_and_admin(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(920));
    let (user, tenant, key) = (samples.user(), samples.pending_tenant(), samples.key());
    let note = samples.note(tenant.id, AuditAction::TenantRegister);
    let outcome = register(store, &tenant, key, Registrant::New(&user), &note).await;
    assert_eq!(outcome, RegisterOutcome::Registered);
    let found = store.user_by_email(&user.email).await.expect("an answer");
    assert_eq!(found.as_ref(), Some(&user));
    let found = store.tenant_by_id(tenant.id).await.expect("an answer");
    assert_eq!(found.as_ref(), Some(&tenant));
    assert_eq!(belongs_to(store, &user).await, [(tenant.id, Role::Admin)]);
    assert!(is_noted(store, &note).await);
    let found = store.registered_by(user.id, key).await.expect("an answer");
    assert_eq!(found, Some(tenant.id));

    // The same form, now that they are known; and one more.
    let again = samples.pending_tenant();
    let note = samples.note(again.id, AuditAction::TenantRegister);
    let known = Registrant::Known(user.id);
    let outcome = register(store, &again, key, known, &note).await;
    assert_eq!(outcome, RegisterOutcome::KeyUsed(tenant.id));
    assert_eq!(store.tenant_by_id(again.id).await.expect("an answer"), None);
    assert!(!is_noted(store, &note).await);
    let outcome = register(store, &again, samples.key(), known, &note).await;
    assert_eq!(outcome, RegisterOutcome::Registered);
    assert_eq!(belongs_to(store, &user).await.len(), 2);
}

pub(crate) async fn a_form_sent_many_times_at_once_registers_one_tenant(database: &TestDatabase) {
    let samples = Arc::new(Samples::new(921));
    let (user, key) = (samples.stored_user(&*database.store).await, samples.key());
    let mut tasks = JoinSet::new();
    for _ in 0..20 {
        let (store, samples, user) = (database.store.clone(), samples.clone(), user.id);
        tasks.spawn(async move {
            let tenant = samples.pending_tenant();
            let note = samples.note(tenant.id, AuditAction::TenantRegister);
            register(&*store, &tenant, key, Registrant::Known(user), &note).await
        });
    }
    let outcomes = tasks.join_all().await;
    let registered = outcomes.iter().filter(|one| **one == RegisterOutcome::Registered).count();
    assert_eq!(registered, 1);
    let belongs = belongs_to(&*database.store, &user).await;
    let [(tenant, _)] = belongs[..] else { panic!("{belongs:?}") };
    let others = outcomes.iter().filter(|one| **one == RegisterOutcome::KeyUsed(tenant)).count();
    assert_eq!(others, 19);
}

pub(crate) async fn an_address_registers_once(database: &TestDatabase) {
    let samples = Arc::new(Samples::new(922));
    let email = samples.user().email;
    let mut tasks = JoinSet::new();
    for _ in 0..20 {
        let (store, samples, email) = (database.store.clone(), samples.clone(), email.clone());
        tasks.spawn(async move {
            let (user, tenant) = (User { email, ..samples.user() }, samples.pending_tenant());
            let note = samples.note(tenant.id, AuditAction::TenantRegister);
            let admin = Registrant::New(&user);
            let outcome = register(&*store, &tenant, samples.key(), admin, &note).await;
            let found = store.tenant_by_id(tenant.id).await.expect("an answer");
            assert_eq!(found.is_some(), outcome == RegisterOutcome::Registered);
            outcome
        });
    }
    let outcomes = tasks.join_all().await;
    let registered = outcomes.iter().filter(|one| **one == RegisterOutcome::Registered).count();
    let taken = outcomes.iter().filter(|one| **one == RegisterOutcome::EmailTaken).count();
    assert_eq!((registered, taken), (1, 19));
}

pub(crate) async fn two_people_may_use_the_same_key(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(923));
    let key = samples.key();
    for _ in 0..2 {
        let (user, tenant) = (samples.user(), samples.pending_tenant());
        let note = samples.note(tenant.id, AuditAction::TenantRegister);
        let outcome = register(store, &tenant, key, Registrant::New(&user), &note).await;
        assert_eq!(outcome, RegisterOutcome::Registered);
        let found = store.registered_by(user.id, key).await.expect("an answer");
        assert_eq!(found, Some(tenant.id));
    }
    let stranger = samples.stored_user(store).await;
    assert_eq!(store.registered_by(stranger.id, key).await.expect("an answer"), None);
}

pub(crate) async fn a_registration_that_cannot_be_noted_is_undone(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(924));
    let (user, tenant, key) = (samples.user(), samples.pending_tenant(), samples.key());
    let note = samples.note(tenant.id, AuditAction::TenantRegister);
    store.append_audit_entry(&note).await.expect("an entry");
    let outcome = store.register(&tenant, key, Registrant::New(&user), &note).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    assert_eq!(store.user_by_email(&user.email).await.expect("an answer"), None);
    assert_eq!(store.tenant_by_id(tenant.id).await.expect("an answer"), None);
    assert_eq!(store.registered_by(user.id, key).await.expect("an answer"), None);
}
