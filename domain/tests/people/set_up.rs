use domain::audit::AuditAction;
use domain::error_code::ErrorCode;
use domain::field_errors::{Field, FieldErrors};
use domain::ids::TenantId;
use domain::link::{new_password_reset, new_set_up_link, open_link};
use domain::member::{MemberError, SetUpForm, set_up};
use domain::permissions::Role;
use domain::secrets::SecretToken;
use domain::session::caller_of;
use domain::sign_in::SignInSuccess;
use domain::user::create_account_manager;

use crate::fake_secrets::COMMON;
use crate::world::{HOUR, PASSWORD, TENANT, World, changes, visitor};

fn form() -> SetUpForm {
    SetUpForm {
        person_name: "Ada Lovelace".to_owned(),
        email: "Ada@example.com".to_owned(),
        password: PASSWORD.to_owned(),
        organisation: "Suiro KK".to_owned(),
    }
}

async fn link(world: &World) -> SecretToken {
    new_set_up_link(&world.ports).await.expect("a store").expect("nobody is there yet")
}

async fn follow(world: &World, token: &SecretToken) -> Result<SignInSuccess, MemberError> {
    set_up(&world.ports, &visitor(), token, TENANT, &form()).await
}

async fn assert_invalid(world: &World, token: &SecretToken) {
    let before = world.audit().len();
    let answer = follow(world, token).await;
    assert!(matches!(answer, Err(MemberError::LinkInvalid)), "{answer:?}");
    assert_eq!(world.audit().len(), before, "anybody could fill the log");
}

#[tokio::test]
async fn the_first_start_makes_an_admin_who_is_account_manager_and_signs_them_in() {
    let world = World::empty();
    let token = link(&world).await;
    assert_eq!(world.done().action, AuditAction::SetUpLink);
    let success = follow(&world, &token).await.expect("a first start");
    assert!(success.user.account_manager);
    assert_eq!(success.user.email.as_str(), "ada@example.com");

    let signed_in = world.resume(&success.token).await.expect("a session");
    let caller = caller_of(&signed_in, world.now()).expect("a caller");
    assert_eq!((caller.tenant, caller.role), (TENANT, Role::Admin));
    assert_eq!(world.store.tables().tenants[0].name, "Suiro KK");

    let entry = &world.audit()[1];
    assert_eq!(entry.action, AuditAction::InstallationSetUp);
    assert_eq!((entry.tenant, entry.user), (TenantId::INSTALLATION, Some(success.user.id)));
    assert_eq!(
        changes(entry),
        [
            "person_name:  -> Ada Lovelace",
            "email:  -> ada@example.com",
            "organisation:  -> Suiro KK"
        ]
    );
    assert!(!format!("{:?}", world.audit()).contains(PASSWORD));
    world.sign_in("ada@example.com").await;
}

#[tokio::test]
async fn there_is_one_first_start() {
    let world = World::empty();
    let token = link(&world).await;
    follow(&world, &token).await.expect("a first start");
    assert_invalid(&world, &token).await;
    assert_eq!(new_set_up_link(&world.ports).await.expect("a store"), None);
}

#[tokio::test]
async fn a_new_link_replaces_the_one_before() {
    let world = World::empty();
    let (old, new) = (link(&world).await, link(&world).await);
    assert_invalid(&world, &old).await;
    follow(&world, &new).await.expect("a first start");
}

#[tokio::test]
async fn a_link_works_for_an_hour() {
    let world = World::empty();
    let token = link(&world).await;
    world.wait(HOUR - 1);
    assert!(open_link(&world.ports, &token).await.expect("a store").is_some());
    world.wait(1);
    assert_eq!(open_link(&world.ports, &token).await.expect("a store"), None);
    assert_invalid(&world, &token).await;
}

#[tokio::test]
async fn an_operator_who_makes_a_user_ends_the_first_start() {
    let world = World::empty();
    let token = link(&world).await;
    create_account_manager(&world.ports, "bob@example.com", "Bob").await.expect("a user");
    assert_invalid(&world, &token).await;
}

#[tokio::test]
async fn another_kind_of_link_opens_no_first_start() {
    let world = World::empty();
    let token = link(&world).await;
    let (user, _) =
        create_account_manager(&world.ports, "bob@example.com", "Bob").await.expect("a user");
    let reset = new_password_reset(&world.ports, "test", &user).await.expect("a link");
    world.store.tables().users.clear();
    assert_invalid(&world, &reset).await;
    follow(&world, &token).await.expect("a first start");
}

#[tokio::test]
async fn an_easy_password_is_refused_and_the_link_goes_on_working() {
    let world = World::empty();
    let token = link(&world).await;
    for password in [COMMON, "ADA@example.com", " ada@example.com "] {
        let form = SetUpForm { password: password.to_owned(), ..form() };
        let error = set_up(&world.ports, &visitor(), &token, TENANT, &form).await;
        let Err(MemberError::Invalid(errors)) = error else { panic!("{error:?}") };
        let expected = FieldErrors::only(Field::NewPassword, ErrorCode::PasswordCommon);
        assert_eq!(errors, expected, "{password}");
    }
    follow(&world, &token).await.expect("a first start");
}
