use domain::audit::AuditAction;
use domain::error_code::ErrorCode;
use domain::ids::TenantId;
use domain::sign_in::SignInError;
use domain::user::{
    PasswordResetForm, UserError, create_account_manager, reset_password, set_user_disabled,
};

use crate::world::{PASSWORD, World, changes, visitor};

#[tokio::test]
async fn a_new_account_manager_chooses_a_password_through_a_link() {
    let world = World::empty();
    let (user, token) =
        create_account_manager(&world.ports, "Ada@example.com", " Ada ").await.expect("a user");
    assert!(user.account_manager && user.password.is_none());
    let log = world.audit();
    assert_eq!((log[0].action, log[0].tenant), (AuditAction::UserCreate, TenantId::INSTALLATION));
    assert_eq!((log[0].actor.as_str(), log[0].user), ("command line", Some(user.id)));
    assert_eq!(changes(&log[0]), ["email:  -> ada@example.com", "person_name:  -> Ada"]);
    assert_eq!(log[1].action, AuditAction::PasswordResetLink);

    let form = PasswordResetForm { new_password: PASSWORD.to_owned() };
    reset_password(&world.ports, &token, &form, "en").await.expect("a password");
    world.sign_in("ada@example.com").await;
}

#[tokio::test]
async fn an_address_belongs_to_one_user() {
    let world = World::new();
    world.add_person("ada@example.com").await;
    let taken = create_account_manager(&world.ports, "ada@example.com", "Ada").await;
    assert!(matches!(taken, Err(UserError::EmailTaken)), "{taken:?}");
    assert_eq!(world.refused(AuditAction::UserCreate, ErrorCode::EmailTaken).user, None);
    assert!(world.store.tables().links.is_empty());
}

#[tokio::test]
async fn mistakes_on_the_command_line_are_told_in_words() {
    let world = World::empty();
    let error = create_account_manager(&world.ports, "ada", "").await.expect_err("two mistakes");
    assert_eq!(
        error.to_string(),
        format!("{} {}", ErrorCode::EmailInvalid.meaning(), ErrorCode::PersonNameEmpty.meaning())
    );
    let error = set_user_disabled(&world.ports, "nobody@example.com", true).await;
    assert!(matches!(error, Err(UserError::NotFound)), "{error:?}");
}

#[tokio::test]
async fn whoever_is_disabled_is_out_until_they_are_enabled() {
    let world = World::new();
    let ada = world.add_person("ada@example.com").await;
    world.sign_in("ada@example.com").await;
    set_user_disabled(&world.ports, "ADA@example.com", true).await.expect("a user");
    assert!(world.store.tables().sessions.is_empty());
    let entry = world.done();
    assert_eq!((entry.action, entry.user), (AuditAction::UserDisable, Some(ada.id)));
    set_user_disabled(&world.ports, "ada@example.com", true).await.expect("a user");
    assert_eq!(world.audit().len(), 2, "they were out already");
    let refused = world.try_sign_in(&visitor(), "ada@example.com", PASSWORD).await;
    assert!(matches!(refused, Err(SignInError::Refused)), "{refused:?}");

    set_user_disabled(&world.ports, "ada@example.com", false).await.expect("a user");
    assert_eq!(world.done().action, AuditAction::UserEnable);
    world.sign_in("ada@example.com").await;
}
