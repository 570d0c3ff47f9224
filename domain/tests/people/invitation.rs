use domain::audit::AuditAction;
use domain::caller::Caller;
use domain::error_code::ErrorCode;
use domain::field_errors::{Field, FieldErrors};
use domain::link::LinkPurpose;
use domain::member::{
    InvitationForm, JoinForm, MemberError, invitation, invite, join, join_as_new, members,
    revoke_invitation,
};
use domain::permissions::Role;
use domain::secrets::SecretToken;
use domain::session::caller_of;
use domain::sign_in::SignInSuccess;

use crate::fake_secrets::COMMON;
use crate::world::{HOUR, OTHER_TENANT, PASSWORD, TENANT, World, changes, visitor};

fn form(email: &str, role: &str) -> InvitationForm {
    InvitationForm { email: email.to_owned(), role: role.to_owned() }
}

async fn invite_bob(world: &World, admin: &Caller) -> SecretToken {
    let invited = invite(&world.ports, admin, &form("bob@example.com", "operator"), "en").await;
    invited.expect("an invitation").1
}

async fn follow(world: &World, token: &SecretToken) -> Result<SignInSuccess, MemberError> {
    let form = JoinForm { person_name: "Bob".to_owned(), password: PASSWORD.to_owned() };
    join_as_new(&world.ports, &visitor(), token, &form).await
}

#[tokio::test]
async fn somebody_new_follows_an_invitation() {
    let world = World::new();
    let admin = world.caller("ada@example.com", Role::Admin).await;
    let token = invite_bob(&world, &admin).await;
    let entry = world.done();
    assert_eq!((entry.action, entry.tenant), (AuditAction::MemberInvite, TENANT));
    assert_eq!(changes(&entry), ["email:  -> bob@example.com", "role:  -> operator"]);

    let open = invitation(&world.ports, &token).await.expect("an invitation");
    assert_eq!((open.tenant_name.as_str(), open.has_account), ("Suiro KK", false));
    let success = follow(&world, &token).await.expect("a new member");
    assert!(!success.user.account_manager);
    let signed_in = world.resume(&success.token).await.expect("a session");
    let caller = caller_of(&signed_in, world.now()).expect("a caller");
    assert_eq!((caller.tenant, caller.role), (TENANT, Role::Operator));
    assert_eq!(caller.actor, "bob@example.com");

    let log = world.audit();
    let [.., joined, session] = &log[..] else { panic!("two entries") };
    assert_eq!((joined.action, joined.user), (AuditAction::MemberJoin, Some(success.user.id)));
    assert_eq!(session.action, AuditAction::SessionStart);
    assert!(!format!("{log:?}").contains(&token.reveal()));

    let again = follow(&world, &token).await;
    assert!(matches!(again, Err(MemberError::LinkInvalid)), "{again:?}");
}

#[tokio::test]
async fn only_an_admin_with_a_fresh_proof_invites() {
    let world = World::new();
    for (role, fresh, code) in [
        (Role::Viewer, true, ErrorCode::PermissionDenied),
        (Role::Operator, true, ErrorCode::PermissionDenied),
        (Role::Admin, false, ErrorCode::SessionNotFresh),
    ] {
        let email = format!("{}@example.com", role.slug());
        let caller = Caller { fresh, ..world.caller(&email, role).await };
        // Even a form with mistakes: whoever may not do it learns nothing.
        let denied = invite(&world.ports, &caller, &form("bob", ""), "en").await;
        assert!(matches!(denied, Err(MemberError::Denied(why)) if why == code), "{denied:?}");
        let entry = world.refused(AuditAction::MemberInvite, code);
        assert_eq!((entry.tenant, entry.actor), (TENANT, email));
    }
    assert!(world.store.tables().links.is_empty());
}

#[tokio::test]
async fn an_invitation_with_mistakes_is_answered_without_a_trace() {
    let world = World::new();
    let admin = world.caller("ada@example.com", Role::Admin).await;
    let before = world.audit().len();
    let error = invite(&world.ports, &admin, &form("bob", "owner"), "en").await;
    let Err(MemberError::Invalid(errors)) = error else { panic!("{error:?}") };
    assert_eq!(errors.of(Field::Email), Some(ErrorCode::EmailInvalid));
    assert_eq!(errors.of(Field::Role), Some(ErrorCode::MemberRoleUnknown));
    assert_eq!(world.audit().len(), before);
}

#[tokio::test]
async fn an_invitation_works_for_seven_days() {
    let world = World::new();
    let admin = world.caller("ada@example.com", Role::Admin).await;
    let token = invite_bob(&world, &admin).await;
    world.wait(7 * 24 * HOUR - 1);
    invitation(&world.ports, &token).await.expect("an invitation");
    world.wait(1);
    let late = invitation(&world.ports, &token).await;
    assert!(matches!(late, Err(MemberError::LinkInvalid)), "{late:?}");
    let late = follow(&world, &token).await;
    assert!(matches!(late, Err(MemberError::LinkInvalid)), "{late:?}");
}

#[tokio::test]
async fn an_invitation_can_be_taken_back_by_its_tenant() {
    let world = World::new();
    let admin = world.caller("ada@example.com", Role::Admin).await;
    let token = invite_bob(&world, &admin).await;
    let (_, open) = members(&world.ports, &admin).await.expect("members");
    assert!(matches!(open[0].purpose, LinkPurpose::Invitation { role: Role::Operator, .. }));

    let stranger = Caller { tenant: OTHER_TENANT, ..admin.clone() };
    let unknown = revoke_invitation(&world.ports, &stranger, open[0].id).await;
    assert!(matches!(unknown, Err(MemberError::NotFound)), "{unknown:?}");
    let entry = world.refused(AuditAction::InvitationRevoke, ErrorCode::MemberNotFound);
    assert_eq!(entry.tenant, OTHER_TENANT);
    assert!(entry.changes.is_empty(), "nothing of another tenant");

    revoke_invitation(&world.ports, &admin, open[0].id).await.expect("an invitation");
    assert_eq!(changes(&world.done()), ["email: bob@example.com -> ", "role: operator -> "]);
    let late = follow(&world, &token).await;
    assert!(matches!(late, Err(MemberError::LinkInvalid)), "{late:?}");
}

#[tokio::test]
async fn an_easy_password_is_refused() {
    let world = World::new();
    let admin = world.caller("ada@example.com", Role::Admin).await;
    let token = invite_bob(&world, &admin).await;
    for password in [COMMON, "bob@example.com"] {
        let form = JoinForm { person_name: "Bob".to_owned(), password: password.to_owned() };
        let error = join_as_new(&world.ports, &visitor(), &token, &form).await;
        let Err(MemberError::Invalid(errors)) = error else { panic!("{error:?}") };
        let expected = FieldErrors::only(Field::NewPassword, ErrorCode::PasswordCommon);
        assert_eq!(errors, expected, "{password}");
    }
}

#[tokio::test]
async fn somebody_with_an_account_signs_in_to_join() {
    let world = World::new();
    let admin = world.caller("ada@example.com", Role::Admin).await;
    let bob = world.add_person("bob@example.com").await;
    let token = invite_bob(&world, &admin).await;
    assert!(invitation(&world.ports, &token).await.expect("an invitation").has_account);
    let taken = follow(&world, &token).await;
    assert!(matches!(taken, Err(MemberError::EmailTaken)), "{taken:?}");
    world.refused(AuditAction::MemberJoin, ErrorCode::EmailTaken);

    let success = world.try_sign_in(&visitor(), "bob@example.com", PASSWORD).await;
    let session = success.expect("a sign-in").token;
    let signed_in = world.resume(&session).await.expect("a session");
    assert_eq!(join(&world.ports, &signed_in, &token).await.expect("a member"), TENANT);
    let entry = world.done();
    assert_eq!((entry.action, entry.user), (AuditAction::MemberJoin, Some(bob.id)));
    let signed_in = world.resume(&session).await.expect("a session");
    let caller = caller_of(&signed_in, world.now()).expect("a caller");
    assert_eq!((caller.tenant, caller.role), (TENANT, Role::Operator));
}

#[tokio::test]
async fn an_invitation_is_for_one_person() {
    let world = World::new();
    let admin = world.caller("ada@example.com", Role::Admin).await;
    let token = invite_bob(&world, &admin).await;
    let eve = world.add_person("eve@example.com").await;
    let signed_in = world.sign_in("eve@example.com").await;
    let refused = join(&world.ports, &signed_in, &token).await;
    assert!(matches!(refused, Err(MemberError::OtherPerson)), "{refused:?}");
    let entry = world.refused(AuditAction::MemberJoin, ErrorCode::PermissionDenied);
    assert_eq!((entry.tenant, entry.user), (TENANT, Some(eve.id)));
    assert_eq!(world.store.tables().role(TENANT, eve.id), None);
    assert!(follow(&world, &token).await.is_ok());
}
