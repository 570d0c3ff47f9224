use domain::audit::AuditAction;
use domain::error_code::ErrorCode;
use domain::field_errors::{Field, FieldErrors};
use domain::ids::TenantId;
use domain::link::new_password_reset;
use domain::permissions::Role;
use domain::secrets::SecretToken;
use domain::session::SignedIn;
use domain::sign_in::{ConfirmForm, SignInError, confirm};
use domain::user::{
    PasswordChangeForm, PasswordError, PasswordResetForm, User, change_password, reset_password,
};

use crate::fake_secrets::COMMON;
use crate::world::{HOUR, PASSWORD, TENANT, World, visitor};

const NEW_PASSWORD: &str = "staple of another horse";

async fn change(
    world: &World,
    signed_in: &SignedIn,
    old: &str,
    new: &str,
) -> Result<(), PasswordError> {
    let form = PasswordChangeForm { password: old.to_owned(), new_password: new.to_owned() };
    change_password(&world.ports, &visitor(), signed_in, &form, "en").await
}

async fn reset(world: &World, token: &SecretToken, new: &str) -> Result<(), PasswordError> {
    let form = PasswordResetForm { new_password: new.to_owned() };
    reset_password(&world.ports, token, &form, "en").await
}

fn only(answer: Result<(), PasswordError>) -> FieldErrors {
    match answer {
        Err(PasswordError::Invalid(errors)) => errors,
        other => panic!("{other:?}"),
    }
}

async fn assert_password(world: &World, user: &User, right: &str, wrong: &str) {
    let email = user.email.as_str();
    world.try_sign_in(&visitor(), email, right).await.expect("a sign-in");
    let refused = world.try_sign_in(&visitor(), email, wrong).await;
    assert!(matches!(refused, Err(SignInError::Refused)), "{refused:?}");
}

#[tokio::test]
async fn a_change_keeps_this_session_only() {
    let world = World::new();
    let ada = world.add_member("ada@example.com", Role::Viewer).await;
    let signed_in = world.sign_in("ada@example.com").await;
    world.sign_in("ada@example.com").await;
    change(&world, &signed_in, PASSWORD, NEW_PASSWORD).await.expect("a change");
    let left: Vec<_> = world.store.tables().sessions.iter().map(|(_, one)| one.id).collect();
    assert_eq!(left, [signed_in.session.id]);
    let entry = world.done();
    assert_eq!((entry.action, entry.user), (AuditAction::PasswordChange, Some(ada.id)));
    assert_eq!((entry.tenant, entry.changes), (TENANT, vec![]));
    assert_password(&world, &ada, NEW_PASSWORD, PASSWORD).await;
}

#[tokio::test]
async fn a_wrong_old_password_is_noted_and_counts_as_an_attempt() {
    let world = World::new();
    let ada = world.add_person("ada@example.com").await;
    let signed_in = world.sign_in("ada@example.com").await;
    for _ in 0..5 {
        let errors = only(change(&world, &signed_in, "wrong", NEW_PASSWORD).await);
        assert_eq!(errors, FieldErrors::only(Field::Password, ErrorCode::PasswordWrong));
        let entry = world.refused(AuditAction::PasswordChange, ErrorCode::PasswordWrong);
        assert_eq!(entry.user, Some(ada.id));
    }
    let checks = world.secrets.checks();
    let waits = change(&world, &signed_in, PASSWORD, NEW_PASSWORD).await;
    assert!(matches!(waits, Err(PasswordError::TooManyAttempts(_))), "{waits:?}");
    let waits = world.try_sign_in(&visitor(), "ada@example.com", PASSWORD).await;
    assert!(matches!(waits, Err(SignInError::TooManyAttempts(_))), "{waits:?}");
    assert_eq!(world.secrets.checks(), checks);
}

#[tokio::test]
async fn an_easy_password_is_refused_before_the_old_one_is_looked_at() {
    let world = World::new();
    world.add_person("ada@example.com").await;
    let signed_in = world.sign_in("ada@example.com").await;
    let checks = world.secrets.checks();
    for password in [COMMON, "ada@EXAMPLE.com"] {
        let errors = only(change(&world, &signed_in, PASSWORD, password).await);
        let expected = FieldErrors::only(Field::NewPassword, ErrorCode::PasswordCommon);
        assert_eq!(errors, expected, "{password}");
    }
    assert_eq!(world.secrets.checks(), checks);
}

#[tokio::test]
async fn a_reset_ends_all_sessions_and_works_once() {
    let world = World::new();
    let ada = world.add_member("ada@example.com", Role::Viewer).await;
    world.sign_in("ada@example.com").await;
    let token = new_password_reset(&world.ports, "command line", &ada).await.expect("a link");
    let entry = world.done();
    assert_eq!((entry.action, entry.user), (AuditAction::PasswordResetLink, Some(ada.id)));
    assert_eq!((entry.tenant, entry.actor.as_str()), (TenantId::INSTALLATION, "command line"));

    for password in [COMMON, "ada@example.com"] {
        let errors = only(reset(&world, &token, password).await);
        let expected = FieldErrors::only(Field::NewPassword, ErrorCode::PasswordCommon);
        assert_eq!(errors, expected, "{password}");
    }
    reset(&world, &token, NEW_PASSWORD).await.expect("a reset");
    assert!(world.store.tables().sessions.is_empty());
    let entry = world.done();
    assert_eq!((entry.action, entry.user), (AuditAction::PasswordReset, Some(ada.id)));
    assert_eq!((entry.tenant, entry.changes), (TenantId::INSTALLATION, vec![]));

    let again = reset(&world, &token, PASSWORD).await;
    assert!(matches!(again, Err(PasswordError::LinkInvalid)), "{again:?}");
    assert_password(&world, &ada, NEW_PASSWORD, PASSWORD).await;
}

#[tokio::test]
async fn a_reset_works_for_an_hour_and_only_the_newest() {
    let world = World::new();
    let ada = world.add_person("ada@example.com").await;
    let old = new_password_reset(&world.ports, "test", &ada).await.expect("a link");
    let new = new_password_reset(&world.ports, "test", &ada).await.expect("a link");
    world.wait(HOUR - 1);
    let replaced = reset(&world, &old, NEW_PASSWORD).await;
    assert!(matches!(replaced, Err(PasswordError::LinkInvalid)), "{replaced:?}");
    reset(&world, &new, NEW_PASSWORD).await.expect("a reset");
    let late = new_password_reset(&world.ports, "test", &ada).await.expect("a link");
    world.wait(HOUR);
    let late = reset(&world, &late, PASSWORD).await;
    assert!(matches!(late, Err(PasswordError::LinkInvalid)), "{late:?}");
}

#[tokio::test]
async fn a_password_that_was_changed_meanwhile_neither_confirms_nor_changes() {
    let world = World::new();
    world.add_person("ada@example.com").await;
    let signed_in = world.sign_in("ada@example.com").await;
    change(&world, &signed_in, PASSWORD, NEW_PASSWORD).await.expect("a change");
    // The request had read the user before.
    let confirmation = ConfirmForm { password: PASSWORD.to_owned() };
    let late = confirm(&world.ports, &visitor(), &signed_in, &confirmation).await;
    assert!(matches!(late, Err(SignInError::Refused)), "{late:?}");
    let errors = only(change(&world, &signed_in, PASSWORD, "yet another password").await);
    assert_eq!(errors, FieldErrors::only(Field::Password, ErrorCode::PasswordWrong));
}
