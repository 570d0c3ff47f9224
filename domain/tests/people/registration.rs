//! How a company becomes a tenant, and what a stranger learns on the way.

use domain::audit::AuditAction;
use domain::error_code::ErrorCode;
use domain::field_errors::Field;
use domain::ids::{CreationKey, TenantId};
use domain::permissions::Role;
use domain::registration::{
    CompanyForm, Registered, RegistrationError, RegistrationForm, ask_again, is_possible, register,
    register_another,
};
use domain::session::{SignedIn, caller_of};
use domain::tenant::{Reason, Standing, TenantState, Verification};
use uuid::Uuid;

use crate::world::{PASSWORD, SECOND, TENANT, World, changes, visitor};

fn company(name: &str) -> CompanyForm {
    CompanyForm {
        organisation: name.to_owned(),
        country: "JP".to_owned(),
        registration_number: "0100-01-234567".to_owned(),
        contact: "+81 3 0000 0000".to_owned(),
    }
}

fn form(email: &str) -> RegistrationForm {
    RegistrationForm {
        company: company("Rivers KK"),
        person_name: "Ren".to_owned(),
        email: email.to_owned(),
        password: PASSWORD.to_owned(),
    }
}

fn key(number: u128) -> CreationKey {
    CreationKey::from_uuid(Uuid::from_u128(number))
}

async fn registered(world: &World, email: &str, number: u128) -> SignedIn {
    match register(&world.ports, &visitor(), &form(email), key(number)).await {
        Ok(Registered::SignedIn(success)) => world.resume(&success.token).await.expect("a session"),
        other => panic!("{other:?}"),
    }
}

fn count(world: &World) -> (usize, usize) {
    let tables = world.store.tables();
    (tables.tenants.len(), tables.users.len())
}

#[tokio::test]
async fn a_company_registers_and_waits() {
    let world = World::new();
    world.add_person("ada@example.com").await;
    let signed_in = registered(&world, "ren@example.com", 1).await;
    let (tenant, role) = signed_in.membership.expect("a membership");
    assert_eq!((role, tenant.standing.state()), (Role::Admin, TenantState::Pending));
    assert_eq!((tenant.usage.used, tenant.usage.quota), (0, 100));
    assert!(!signed_in.user.account_manager);
    let mut entries = world.audit().into_iter();
    let entry = entries.find(|entry| entry.action == AuditAction::TenantRegister).expect("noted");
    assert_eq!((entry.tenant, entry.user), (tenant.id, Some(signed_in.user.id)));
    assert_eq!(
        changes(&entry),
        [
            "organisation:  -> Rivers KK",
            "country:  -> JP",
            "registration_number:  -> 0100-01-234567",
            "contact:  -> +81 3 0000 0000",
            "person_name:  -> Ren",
            "email:  -> ren@example.com",
        ]
    );
}

#[tokio::test]
async fn nobody_registers_before_the_first_start() {
    let world = World::empty();
    assert!(!is_possible(&world.ports).await.expect("an answer"));
    world.add_person("ada@example.com").await;
    assert!(is_possible(&world.ports).await.expect("an answer"));
}

/// Without its password nobody is let in: a key is no proof of who somebody is.
#[tokio::test]
async fn a_form_that_is_sent_twice_registers_once_and_lets_nobody_in_again() {
    let world = World::new();
    registered(&world, "ren@example.com", 1).await;
    let before = count(&world);
    let sessions = world.store.tables().sessions.len();
    let again = register(&world.ports, &visitor(), &form("ren@example.com"), key(1)).await;
    assert!(matches!(again, Ok(Registered::Before)), "{again:?}");
    assert_eq!(count(&world), before);
    assert_eq!(world.store.tables().sessions.len(), sessions);
}

#[tokio::test]
async fn a_known_address_is_refused_whatever_the_password_is() {
    let world = World::new();
    world.add_member("ada@example.com", Role::Viewer).await;
    let before = count(&world);
    for password in [PASSWORD, "another long password"] {
        let form = RegistrationForm { password: password.to_owned(), ..form("ada@example.com") };
        let refused = register(&world.ports, &visitor(), &form, key(1)).await;
        assert!(matches!(refused, Err(RegistrationError::EmailTaken)), "{refused:?}");
        let entry = world.refused(AuditAction::TenantRegister, ErrorCode::EmailTaken);
        assert_eq!((entry.tenant, entry.user), (TenantId::INSTALLATION, None));
    }
    assert_eq!(count(&world), before);
}

#[tokio::test]
async fn mistakes_are_told_and_not_counted() {
    let world = World::new();
    for _ in 0..20 {
        let wrong = RegistrationForm { email: "ren".to_owned(), ..form("") };
        let refused = register(&world.ports, &visitor(), &wrong, key(1)).await;
        assert!(matches!(refused, Err(RegistrationError::Invalid(_))), "{refused:?}");
    }
    let mut easy = form("ren.registers@example.com");
    easy.password.clone_from(&easy.email);
    let refused = register(&world.ports, &visitor(), &easy, key(1)).await;
    let Err(RegistrationError::Invalid(errors)) = refused else { panic!("{refused:?}") };
    assert_eq!(errors.of(Field::NewPassword), Some(ErrorCode::PasswordCommon));
    assert_eq!(world.audit(), []);
    registered(&world, "ren@example.com", 1).await;
}

#[tokio::test]
async fn many_registrations_from_one_network_wait() {
    let world = World::new();
    for number in 0..10 {
        registered(&world, &format!("ren{number}@example.com"), number).await;
    }
    let before = count(&world);
    let form = form("ren@example.com");
    for wait in [SECOND, 2 * SECOND, 4 * SECOND] {
        let refused = register(&world.ports, &visitor(), &form, key(99)).await;
        let Err(RegistrationError::TooManyAttempts(until)) = refused else { panic!("{refused:?}") };
        assert_eq!(until.micros() - world.now().micros(), wait);
        assert_eq!(count(&world), before, "nothing is looked at");
        world.wait(wait);
        // Even an attempt that is refused counts.
        let known = RegistrationForm { email: "ren0@example.com".to_owned(), ..form.clone() };
        let refused = register(&world.ports, &visitor(), &known, key(99)).await;
        assert!(matches!(refused, Err(RegistrationError::EmailTaken)), "{refused:?}");
    }
    let mut elsewhere = visitor();
    elsewhere.address = "198.51.100.7".to_owned();
    register(&world.ports, &elsewhere, &form, key(99)).await.expect("a registration");
}

#[tokio::test]
async fn whoever_is_signed_in_registers_another_company() {
    let world = World::new();
    world.add_member("ada@example.com", Role::Viewer).await;
    let ada = world.sign_in("ada@example.com").await;
    let mut tenants = Vec::new();
    for _ in 0..2 {
        let form = company("Rivers KK");
        let tenant = register_another(&world.ports, &visitor(), &ada, &form, key(1)).await;
        tenants.push(tenant.expect("a tenant"));
    }
    assert_eq!(tenants[0], tenants[1], "the same form, sent twice");
    assert_eq!(count(&world), (3, 1));
    let tables = world.store.tables();
    assert_eq!(tables.role(tenants[0], ada.user.id), Some(Role::Admin));
    assert_eq!(tables.role(TENANT, ada.user.id), Some(Role::Viewer));
    let session = tables.sessions.iter().find(|(_, one)| one.id == ada.session.id);
    assert_eq!(session.expect("a session").1.tenant, Some(tenants[0]));
}

#[tokio::test]
async fn a_rejected_company_corrects_its_data_and_asks_again() {
    let world = World::new();
    let admin = world.caller("ada@example.com", Role::Admin).await;
    let operator = world.caller("bo@example.com", Role::Operator).await;
    let (ports, form) = (&world.ports, company("Suiro KK"));
    let early = ask_again(ports, &admin, &form).await;
    assert!(matches!(early, Err(RegistrationError::OtherState)), "{early:?}");
    world.refused(AuditAction::TenantAskAgain, ErrorCode::TenantOtherState);

    let rejected = Verification::Rejected(Reason::parse("who?").expect("a reason"));
    world.store.tables().tenants[0].standing =
        Standing { verification: rejected, activated_at: None, suspended_at: None };
    let denied = ask_again(ports, &operator, &form).await;
    assert!(matches!(denied, Err(RegistrationError::Denied(_))), "{denied:?}");
    world.refused(AuditAction::TenantAskAgain, ErrorCode::PermissionDenied);
    let wrong = ask_again(ports, &admin, &CompanyForm::default()).await;
    assert!(matches!(wrong, Err(RegistrationError::Invalid(_))), "{wrong:?}");

    ask_again(ports, &admin, &form).await.expect("a change");
    let entry = world.done();
    assert_eq!((entry.action, entry.tenant), (AuditAction::TenantAskAgain, TENANT));
    assert_eq!(
        changes(&entry),
        [
            "country:  -> JP",
            "registration_number:  -> 0100-01-234567",
            "contact:  -> +81 3 0000 0000",
        ],
        "the name is the same"
    );
    let signed_in = world.sign_in("ada@example.com").await;
    let caller = caller_of(&signed_in, world.now()).expect("a caller");
    assert_eq!(caller.standing.state(), TenantState::Pending);
}
