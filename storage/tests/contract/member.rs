use std::sync::Arc;

use domain::audit::{AuditAction, AuditEntry};
use domain::ids::{TenantId, UserId};
use domain::member::{MemberChange, Membership};
use domain::permissions::Role;
use domain::store::{Store, StoreError};
use domain::tenant::Tenant;
use domain::user::User;
use tokio::task::JoinSet;

use crate::bench::TestDatabase;
use crate::people::{at, is_noted, is_signed_in, person_name};
use crate::samples::Samples;

/// Gives a member another role, or none: removes them.
async fn change(
    store: &dyn Store,
    tenant: TenantId,
    user: UserId,
    role: Option<Role>,
    note: &AuditEntry,
) -> Result<MemberChange, StoreError> {
    match role {
        Some(role) => store.set_role(tenant, user, role, note).await,
        None => store.remove_member(tenant, user, note).await,
    }
}

async fn roles(store: &dyn Store, tenant: TenantId) -> Vec<(UserId, Role)> {
    let members = store.members(tenant).await.expect("members");
    let mut roles: Vec<_> = members.iter().map(|member| (member.user, member.role)).collect();
    roles.sort();
    roles
}

async fn disable(store: &dyn Store, samples: &Samples, user: UserId) {
    let note = samples.note(TenantId::INSTALLATION, AuditAction::UserDisable);
    assert!(store.set_disabled(user, Some(at(0)), &note).await.expect("an answer"));
}

pub(crate) async fn members_and_memberships_come_by_name(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(480));
    let names = ["aki", "Ben", "BEN C", "Zoë", "Émile", "Ωμέγα", "ωμέγας", "水路"];
    let crowded = samples.stored_tenant(store).await;
    let empty = samples.stored_tenant(store).await;
    let joiner = samples.stored_user(store).await;
    for index in [3, 1, 0, 7, 5, 2, 6, 4] {
        let user = User { name: person_name(names[index]), ..samples.user() };
        let note = samples.note(TenantId::INSTALLATION, AuditAction::UserCreate);
        store.insert_user(&user, &note).await.expect("an outcome");
        samples.join(store, crowded, &user, Role::Viewer).await;
        let tenant = Tenant { name: names[index].to_owned(), ..samples.tenant() };
        store.insert_tenant(&tenant, &[]).await.expect("an insertion");
        samples.join(store, tenant.id, &joiner, Role::ALL[index % 3]).await;
    }
    let members = store.members(crowded).await.expect("members");
    assert_eq!(members.iter().map(|member| member.name.as_str()).collect::<Vec<_>>(), names);
    assert_eq!(store.members(empty).await.expect("members"), []);

    let memberships = store.memberships(joiner.id).await.expect("memberships");
    let found: Vec<_> =
        memberships.iter().map(|one| (one.tenant_name.as_str(), one.role)).collect();
    let wanted: Vec<_> = (0..8).map(|index| (names[index], Role::ALL[index % 3])).collect();
    assert_eq!(found, wanted);
    let wanted =
        Membership { tenant: crowded, tenant_name: samples.tenant().name, role: Role::Viewer };
    assert_eq!(store.memberships(members[0].user).await.expect("memberships"), [wanted]);
    let nobody = UserId::from_uuid(samples.uuid());
    assert_eq!(store.memberships(nobody).await.expect("memberships"), []);
}

pub(crate) async fn a_role_is_changed_in_one_tenant(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(481));
    let tenant = samples.stored_tenant(store).await;
    let other_tenant = samples.stored_tenant(store).await;
    let admin = samples.stored_member(store, tenant, Role::Admin).await.id;
    let user = samples.stored_member(store, tenant, Role::Viewer).await;
    samples.join(store, other_tenant, &user, Role::Viewer).await;
    let (_, token) = samples.stored_session(store, user.id, Some(tenant)).await;
    for role in [Role::Operator, Role::Admin, Role::Admin, Role::Viewer] {
        let note = samples.note(tenant, AuditAction::MemberRole);
        let outcome = store.set_role(tenant, user.id, role, &note).await.expect("an outcome");
        assert_eq!(outcome, MemberChange::Done);
        assert!(is_noted(store, &note).await);
        let mut wanted = [(admin, Role::Admin), (user.id, role)];
        wanted.sort();
        assert_eq!(roles(store, tenant).await, wanted);
        let signed_in = store.signed_in(&token).await.expect("an answer").expect("the session");
        assert_eq!(signed_in.membership.map(|(_, role)| role), Some(role));
    }
    assert_eq!(roles(store, other_tenant).await, [(user.id, Role::Viewer)]);
}

pub(crate) async fn a_foreign_member_is_like_an_unknown_one(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(482));
    let tenant = samples.stored_tenant(store).await;
    let user = samples.stored_member(store, tenant, Role::Viewer).await.id;
    let (_, token) = samples.stored_session(store, user, Some(tenant)).await;
    let stranger = samples.stored_tenant(store).await;
    samples.stored_member(store, stranger, Role::Admin).await;
    let nobody = UserId::from_uuid(samples.uuid());
    let nowhere = TenantId::from_uuid(samples.uuid());
    let note = samples.note(stranger, AuditAction::MemberRole);
    for (tenant, user) in [(stranger, user), (nowhere, user), (tenant, nobody)] {
        for role in [Some(Role::Admin), Some(Role::Viewer), None] {
            let outcome = change(store, tenant, user, role, &note).await.expect("an outcome");
            assert_eq!(outcome, MemberChange::NotFound);
        }
    }
    assert!(!is_noted(store, &note).await);
    assert_eq!(roles(store, tenant).await, [(user, Role::Viewer)]);
    let signed_in = store.signed_in(&token).await.expect("an answer").expect("the session");
    assert!(signed_in.membership.is_some());
}

pub(crate) async fn the_sessions_of_a_removed_member_act_for_no_tenant(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(483));
    let tenant = samples.stored_tenant(store).await;
    let other_tenant = samples.stored_tenant(store).await;
    let admin = samples.stored_member(store, tenant, Role::Admin).await;
    let user = samples.stored_member(store, tenant, Role::Operator).await;
    samples.join(store, other_tenant, &user, Role::Viewer).await;
    let (_, here) = samples.stored_session(store, user.id, Some(tenant)).await;
    let (_, elsewhere) = samples.stored_session(store, user.id, Some(other_tenant)).await;
    let (_, colleague) = samples.stored_session(store, admin.id, Some(tenant)).await;

    let note = samples.note(tenant, AuditAction::MemberRemove);
    let outcome = store.remove_member(tenant, user.id, &note).await.expect("an outcome");
    assert_eq!(outcome, MemberChange::Done);
    assert!(is_noted(store, &note).await);
    assert_eq!(roles(store, tenant).await, [(admin.id, Role::Admin)]);
    assert_eq!(roles(store, other_tenant).await, [(user.id, Role::Viewer)]);
    let acts_for = async |token| {
        let signed_in = store.signed_in(token).await.expect("an answer").expect("the session");
        let membership = signed_in.membership.map(|(tenant, _)| tenant.id);
        assert_eq!(signed_in.session.tenant, membership);
        membership
    };
    assert_eq!(acts_for(&here).await, None);
    assert_eq!(acts_for(&elsewhere).await, Some(other_tenant));
    assert_eq!(acts_for(&colleague).await, Some(tenant));

    // Coming back does not bring the session back to the tenant.
    samples.join(store, tenant, &user, Role::Viewer).await;
    assert_eq!(acts_for(&here).await, None);
}

pub(crate) async fn the_last_admin_stays(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(484));
    let tenant = samples.stored_tenant(store).await;
    let other_tenant = samples.stored_tenant(store).await;
    let admin = samples.stored_member(store, tenant, Role::Admin).await.id;
    let disabled = samples.stored_member(store, tenant, Role::Admin).await.id;
    samples.stored_member(store, other_tenant, Role::Admin).await;
    disable(store, &samples, disabled).await;
    let (_, token) = samples.stored_session(store, admin, Some(tenant)).await;
    let before = roles(store, tenant).await;

    let note = samples.note(tenant, AuditAction::MemberRole);
    for role in [Some(Role::Operator), Some(Role::Viewer), None] {
        let outcome = change(store, tenant, admin, role, &note).await.expect("an outcome");
        assert_eq!(outcome, MemberChange::LastAdmin);
    }
    assert!(!is_noted(store, &note).await);
    assert_eq!(roles(store, tenant).await, before);
    let signed_in = store.signed_in(&token).await.expect("an answer").expect("the session");
    assert_eq!(signed_in.session.tenant, Some(tenant));

    let members = store.members(tenant).await.expect("members");
    for member in &members {
        assert_eq!(member.disabled, member.user == disabled);
    }
    // One who is disabled is none to keep.
    for role in [Some(Role::Viewer), None] {
        let note = samples.note(tenant, AuditAction::MemberRole);
        let outcome = change(store, tenant, disabled, role, &note).await.expect("an outcome");
        assert_eq!(outcome, MemberChange::Done);
    }
    assert_eq!(roles(store, tenant).await, [(admin, Role::Admin)]);
}

pub(crate) async fn a_tenant_without_an_admin_can_be_changed(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(485));
    let tenant = samples.stored_tenant(store).await;
    let disabled = samples.stored_member(store, tenant, Role::Admin).await.id;
    let user = samples.stored_member(store, tenant, Role::Viewer).await.id;
    disable(store, &samples, disabled).await;
    for (user, role) in [(disabled, Some(Role::Viewer)), (disabled, None), (user, None)] {
        let note = samples.note(tenant, AuditAction::MemberRole);
        let outcome = change(store, tenant, user, role, &note).await.expect("an outcome");
        assert_eq!(outcome, MemberChange::Done);
    }
    assert_eq!(roles(store, tenant).await, []);
}

pub(crate) async fn admins_who_demote_each_other_leave_one(database: &TestDatabase) {
    let samples = Arc::new(Samples::new(486));
    for round in 0..20 {
        let tenant = samples.stored_tenant(&*database.store).await;
        let mut admins = Vec::new();
        for _ in 0..2 {
            let admin = samples.stored_member(&*database.store, tenant, Role::Admin).await;
            admins.push(admin.id);
        }
        let mut tasks = JoinSet::new();
        for (number, admin) in admins.into_iter().enumerate() {
            let role = ((round + number) % 3 != 0).then_some(Role::Viewer);
            let (store, samples) = (database.store.clone(), samples.clone());
            tasks.spawn(async move {
                let note = samples.note(tenant, AuditAction::MemberRole);
                let outcome = change(&*store, tenant, admin, role, &note).await;
                let outcome = outcome.expect("an outcome");
                assert_eq!(is_noted(&*store, &note).await, outcome == MemberChange::Done);
                outcome
            });
        }
        let outcomes = tasks.join_all().await;
        assert!(outcomes.contains(&MemberChange::Done), "{outcomes:?}");
        assert!(outcomes.contains(&MemberChange::LastAdmin), "{outcomes:?}");
        let admins = roles(&*database.store, tenant).await;
        assert_eq!(admins.iter().filter(|(_, role)| *role == Role::Admin).count(), 1);
    }
}

pub(crate) async fn a_change_to_a_member_that_cannot_be_noted_is_undone(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(487));
    let tenant = samples.stored_tenant(store).await;
    samples.stored_member(store, tenant, Role::Admin).await;
    let user = samples.stored_member(store, tenant, Role::Viewer).await.id;
    let (session, token) = samples.stored_session(store, user, Some(tenant)).await;
    let before = roles(store, tenant).await;
    let note = samples.used_note(store, AuditAction::MemberRole).await;
    for role in [Some(Role::Admin), None] {
        let outcome = change(store, tenant, user, role, &note).await;
        assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    }
    assert_eq!(roles(store, tenant).await, before);
    assert!(is_signed_in(store, &token).await);
    assert_eq!(store.sessions_of_user(user).await.expect("sessions"), [session]);
}
