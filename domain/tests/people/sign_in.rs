use domain::audit::AuditAction;
use domain::caller::Visitor;
use domain::error_code::ErrorCode;
use domain::field_errors::{Field, FieldErrors};
use domain::ids::TenantId;
use domain::permissions::Role;
use domain::secrets::{SecretToken, Secrets};
use domain::session::caller_of;
use domain::sign_in::{ConfirmForm, SignInError, SignInForm, confirm, sign_in};
use domain::user::EmailAddress;

use crate::world::{MINUTE, PASSWORD, TENANT, World, visitor};

fn password(typed: &str) -> ConfirmForm {
    ConfirmForm { password: typed.to_owned() }
}

#[tokio::test]
async fn the_right_password_opens_a_session_for_the_first_tenant() {
    let world = World::new();
    let ada = world.add_member("ada@example.com", Role::Operator).await;
    let success = world.try_sign_in(&visitor(), " Ada@Example.com", PASSWORD).await;
    let success = success.expect("a sign-in");
    assert_eq!(success.user, ada);

    let signed_in = world.resume(&success.token).await.expect("a session");
    assert_eq!(signed_in.user, ada);
    assert_eq!(signed_in.session.address, "192.0.2.1");
    let caller = caller_of(&signed_in, world.now()).expect("a caller");
    assert_eq!((caller.tenant, caller.role), (TENANT, Role::Operator));
    assert!(caller.fresh);

    let entry = world.done();
    assert_eq!((entry.tenant, entry.action), (TENANT, AuditAction::SessionStart));
    assert_eq!((entry.user, entry.actor.as_str()), (Some(ada.id), "ada@example.com"));
}

#[tokio::test]
async fn somebody_without_a_tenant_is_signed_in_all_the_same() {
    let world = World::new();
    world.add_person("ada@example.com").await;
    let signed_in = world.sign_in("ada@example.com").await;
    assert_eq!(signed_in.session.tenant, None);
    assert_eq!(caller_of(&signed_in, world.now()), None);
    assert_eq!(world.done().tenant, TenantId::INSTALLATION);
}

#[tokio::test]
async fn the_session_before_is_replaced() {
    let world = World::new();
    world.add_person("ada@example.com").await;
    let before = world.sign_in("ada@example.com").await.session.id;
    let form = SignInForm { email: "ada@example.com".into(), password: PASSWORD.into() };
    sign_in(&world.ports, &visitor(), &form, Some(before)).await.expect("a sign-in");
    let sessions: Vec<_> = world.store.tables().sessions.iter().map(|(_, one)| one.id).collect();
    assert_eq!(sessions.len(), 1);
    assert_ne!(sessions[0], before);
}

#[tokio::test]
async fn nobody_is_told_why_they_are_refused_and_each_refusal_costs_one_check() {
    let world = World::new();
    let ada = world.add_person("ada@example.com").await;
    let bob = world.add_person("bob@example.com").await;
    world.disable(&bob);
    let mut without_password = ada.clone();
    without_password.email = EmailAddress::parse("eve@example.com").expect("an address");
    without_password.password = None;
    world.store.tables().users.push(without_password.clone());

    for (checks, (email, password, user)) in [
        ("ada@example.com", "wrong", Some(ada.id)),
        ("bob@example.com", PASSWORD, Some(bob.id)),
        ("bob@example.com", "wrong", Some(bob.id)),
        ("eve@example.com", PASSWORD, Some(without_password.id)),
        ("nobody@example.com", PASSWORD, None),
    ]
    .into_iter()
    .enumerate()
    {
        let refused = world.try_sign_in(&visitor(), email, password).await;
        assert!(matches!(refused, Err(SignInError::Refused)), "{email}: {refused:?}");
        assert_eq!(world.secrets.checks(), checks + 1, "{email}");
        let entry = world.refused(AuditAction::SessionStart, ErrorCode::SignInRefused);
        assert_eq!((entry.tenant, entry.user), (TenantId::INSTALLATION, user));
        assert_eq!(entry.actor, email);
        assert_eq!(world.audit().len(), checks + 1);
    }
    assert!(world.store.tables().sessions.is_empty());
}

#[tokio::test]
async fn a_form_with_mistakes_costs_nothing() {
    let world = World::new();
    let error = world.try_sign_in(&visitor(), "ada", "").await.expect_err("two mistakes");
    let SignInError::Invalid(errors) = error else { panic!("{error:?}") };
    assert_eq!(errors.of(Field::Email), Some(ErrorCode::EmailInvalid));
    assert_eq!(errors.of(Field::Password), Some(ErrorCode::PasswordEmpty));
    assert_eq!(world.secrets.checks(), 0);
    assert!(world.audit().is_empty() && world.store.tables().attempts.is_empty());
}

#[tokio::test]
async fn what_a_browser_says_of_itself_is_cut() {
    let world = World::new();
    let name = "b".repeat(63);
    let email = format!("ada.lovelace@{name}.{name}.{name}.com");
    assert!(email.len() > 200);
    world.add_person(&email).await;
    let visitor = Visitor { agent: "水".repeat(1_000), ..visitor() };
    let _ = world.try_sign_in(&visitor, &email, "wrong").await.expect_err("a refusal");
    let refused = world.refused(AuditAction::SessionStart, ErrorCode::SignInRefused);
    assert_eq!(refused.actor, email[..200]);
    world.try_sign_in(&visitor, &email, PASSWORD).await.expect("a sign-in");
    assert_eq!(world.store.tables().sessions[0].1.agent, "水".repeat(300));
    assert_eq!(world.done().actor, email[..200]);
}

#[tokio::test]
async fn a_browser_gets_a_device_token_and_keeps_it() {
    let world = World::new();
    let ada = world.add_person("ada@example.com").await;
    let first = world.try_sign_in(&visitor(), "ada@example.com", PASSWORD).await;
    let device = first.expect("a sign-in").device;
    let known = (ada.id, world.secrets.hash_token(&device));
    assert_eq!(world.store.tables().devices, [known]);
    let again = Visitor { device: Some(device.clone()), ..visitor() };
    let second = world.try_sign_in(&again, "ada@example.com", PASSWORD).await;
    assert_eq!(second.expect("a sign-in").device, device);
}

#[tokio::test]
async fn a_confirmation_goes_on_under_a_new_token_until_the_same_end() {
    let world = World::new();
    world.add_member("ada@example.com", Role::Admin).await;
    let success = world.try_sign_in(&visitor(), "ada@example.com", PASSWORD).await;
    let old_token = success.expect("a sign-in").token;
    world.wait(20 * MINUTE);
    let before = world.resume(&old_token).await.expect("a session");
    assert!(!caller_of(&before, world.now()).expect("a caller").fresh);

    let token = confirm(&world.ports, &visitor(), &before, &password(PASSWORD)).await;
    let after = world.resume(&token.expect("a token")).await.expect("a session");
    assert!(caller_of(&after, world.now()).expect("a caller").fresh);
    assert_eq!(after.session.created_at, before.session.created_at);
    assert_eq!(after.session.tenant, Some(TENANT));
    assert_ne!(after.session.id, before.session.id);
    assert_eq!(world.resume(&old_token).await, None);
    assert_eq!(world.done().tenant, TENANT);
}

#[tokio::test]
async fn a_wrong_confirmation_changes_nothing_and_is_noted() {
    let world = World::new();
    let ada = world.add_member("ada@example.com", Role::Admin).await;
    let signed_in = world.sign_in("ada@example.com").await;
    let wrong = confirm(&world.ports, &visitor(), &signed_in, &password("wrong")).await;
    let Err(SignInError::Invalid(errors)) = wrong else { panic!("{wrong:?}") };
    assert_eq!(errors, FieldErrors::only(Field::Password, ErrorCode::PasswordWrong));
    let entry = world.refused(AuditAction::SessionStart, ErrorCode::PasswordWrong);
    assert_eq!((entry.tenant, entry.user), (TENANT, Some(ada.id)));
    assert_eq!(world.store.tables().sessions.len(), 1);
}

#[tokio::test]
async fn the_audit_log_holds_neither_passwords_nor_tokens() {
    let world = World::new();
    world.add_member("ada@example.com", Role::Admin).await;
    let success = world.try_sign_in(&visitor(), "ada@example.com", PASSWORD).await;
    let success = success.expect("a sign-in");
    let signed_in = world.resume(&success.token).await.expect("a session");
    let wrong = "another horse";
    let _ = world.try_sign_in(&visitor(), "ada@example.com", wrong).await.expect_err("a refusal");
    let _ = confirm(&world.ports, &visitor(), &signed_in, &password(wrong)).await;
    let token = confirm(&world.ports, &visitor(), &signed_in, &password(PASSWORD)).await;

    let log = format!("{:?}", world.audit());
    assert_eq!(world.audit().len(), 4);
    assert!(!log.contains(PASSWORD) && !log.contains(wrong), "{log}");
    let tokens: [SecretToken; 3] = [success.token, success.device, token.expect("a token")];
    for token in tokens {
        assert!(!log.contains(&token.reveal()), "{log}");
    }
}
