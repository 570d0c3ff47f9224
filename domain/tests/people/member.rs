use domain::audit::AuditAction;
use domain::caller::Caller;
use domain::error_code::ErrorCode;
use domain::field_errors::Field;
use domain::ids::{LinkId, UserId};
use domain::member::{
    MemberError, members, memberships, remove_member, revoke_invitation, set_role,
};
use domain::permissions::Role;
use uuid::Uuid;

use crate::world::{TENANT, World, changes};

#[tokio::test]
async fn an_admin_gives_another_role() {
    let world = World::new();
    let admin = world.caller("ada@example.com", Role::Admin).await;
    let bob = world.add_member("bob@example.com", Role::Viewer).await;
    set_role(&world.ports, &admin, bob.id, "operator").await.expect("a role");
    assert_eq!(world.store.tables().role(TENANT, bob.id), Some(Role::Operator));
    let entry = world.done();
    assert_eq!((entry.action, entry.user), (AuditAction::MemberRole, Some(bob.id)));
    assert_eq!(changes(&entry), ["role: viewer -> operator"]);

    let before = world.audit().len();
    set_role(&world.ports, &admin, bob.id, "operator").await.expect("the role they have");
    assert_eq!(world.audit().len(), before, "nothing was changed");
    let unknown = set_role(&world.ports, &admin, bob.id, "owner").await;
    let Err(MemberError::Invalid(errors)) = unknown else { panic!("{unknown:?}") };
    assert_eq!(errors.of(Field::Role), Some(ErrorCode::MemberRoleUnknown));
}

#[tokio::test]
async fn an_admin_removes_a_member() {
    let world = World::new();
    let admin = world.caller("ada@example.com", Role::Admin).await;
    let bob = world.add_member("bob@example.com", Role::Viewer).await;
    remove_member(&world.ports, &admin, bob.id).await.expect("a member");
    assert_eq!(memberships(&world.ports, bob.id).await.expect("a store"), []);
    let entry = world.done();
    assert_eq!((entry.action, entry.user), (AuditAction::MemberRemove, Some(bob.id)));
    assert_eq!(changes(&entry), ["email: bob@example.com -> ", "role: viewer -> "]);
}

#[tokio::test]
async fn the_last_admin_stays() {
    let world = World::new();
    let admin = world.caller("ada@example.com", Role::Admin).await;
    let refused = set_role(&world.ports, &admin, admin.user, "viewer").await;
    assert!(matches!(refused, Err(MemberError::LastAdmin)), "{refused:?}");
    world.refused(AuditAction::MemberRole, ErrorCode::MemberLastAdmin);
    let refused = remove_member(&world.ports, &admin, admin.user).await;
    assert!(matches!(refused, Err(MemberError::LastAdmin)), "{refused:?}");
    world.refused(AuditAction::MemberRemove, ErrorCode::MemberLastAdmin);

    world.add_member("bob@example.com", Role::Admin).await;
    remove_member(&world.ports, &admin, admin.user).await.expect("another admin is there");
}

#[tokio::test]
async fn whoever_does_not_belong_to_the_tenant_is_not_found_there() {
    let world = World::new();
    let admin = world.caller("ada@example.com", Role::Admin).await;
    let stranger = world.add_person("eve@example.com").await.id;
    for user in [stranger, UserId::from_uuid(Uuid::from_u128(99))] {
        let unknown = set_role(&world.ports, &admin, user, "viewer").await;
        assert!(matches!(unknown, Err(MemberError::NotFound)), "{unknown:?}");
        world.refused(AuditAction::MemberRole, ErrorCode::MemberNotFound);
        let unknown = remove_member(&world.ports, &admin, user).await;
        assert!(matches!(unknown, Err(MemberError::NotFound)), "{unknown:?}");
        world.refused(AuditAction::MemberRemove, ErrorCode::MemberNotFound);
    }
}

#[tokio::test]
async fn only_an_admin_with_a_fresh_proof_changes_members() {
    let world = World::new();
    let bob = world.add_member("bob@example.com", Role::Viewer).await;
    for (role, fresh, code) in [
        (Role::Viewer, true, ErrorCode::PermissionDenied),
        (Role::Operator, true, ErrorCode::PermissionDenied),
        (Role::Admin, false, ErrorCode::SessionNotFresh),
    ] {
        let email = format!("{}@example.com", role.slug());
        let caller = Caller { fresh, ..world.caller(&email, role).await };
        let invitation = LinkId::from_uuid(Uuid::from_u128(99));
        for (action, answer) in [
            (AuditAction::MemberRole, set_role(&world.ports, &caller, bob.id, "admin").await),
            (AuditAction::MemberRemove, remove_member(&world.ports, &caller, bob.id).await),
            (
                AuditAction::InvitationRevoke,
                revoke_invitation(&world.ports, &caller, invitation).await,
            ),
        ] {
            assert!(matches!(answer, Err(MemberError::Denied(why)) if why == code), "{answer:?}");
            let log = world.audit();
            let noted = log.iter().rfind(|entry| entry.action == action).expect("an entry");
            assert_eq!(noted.outcome, domain::audit::AuditOutcome::Refused(code), "{role:?}");
            assert_eq!(noted.actor, email);
        }
        members(&world.ports, &caller).await.expect("everybody may see members");
    }
    assert_eq!(world.store.tables().role(TENANT, bob.id), Some(Role::Viewer));
}
