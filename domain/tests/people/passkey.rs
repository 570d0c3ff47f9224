use domain::audit::AuditAction;
use domain::error_code::ErrorCode;
use domain::field_errors::{Field, FieldErrors};
use domain::passkey::{
    Passkey, PasskeyError, PasskeyForm, add_passkey, passkeys, remove_passkey,
    sign_in_with_passkey, start_adding, start_sign_in,
};
use domain::permissions::Role;
use domain::session::{SignedIn, caller_of};
use domain::sign_in::SignInSuccess;

use crate::fake_passkeys::{FakePasskeys, answer};
use crate::world::{MINUTE, TENANT, World, visitor};

const ADA: &str = "ada@example.com";

async fn add(world: &World, signed_in: &SignedIn, id: &str) -> Result<(), PasskeyError> {
    let (challenge, token) = start_adding(&world.ports, &FakePasskeys, signed_in).await?;
    let form = PasskeyForm { name: " Phone ".to_owned(), answer: answer(&challenge, id, 0) };
    add_passkey(&world.ports, &FakePasskeys, signed_in, &token, &form).await
}

async fn sign_in(world: &World, id: &str, uses: u32) -> Result<SignInSuccess, PasskeyError> {
    let (challenge, token) = start_sign_in(&world.ports, &FakePasskeys).await?;
    let answer = answer(&challenge, id, uses);
    sign_in_with_passkey(&world.ports, &FakePasskeys, &visitor(), &token, &answer, None).await
}

async fn of(world: &World, signed_in: &SignedIn) -> Vec<Passkey> {
    passkeys(&world.ports, signed_in).await.expect("passkeys")
}

#[tokio::test]
async fn a_passkey_is_added_and_lets_its_owner_in() {
    let world = World::new();
    let ada = world.add_member(ADA, Role::Operator).await;
    let signed_in = world.sign_in(ADA).await;
    add(&world, &signed_in, "a").await.expect("a passkey");
    let entry = world.done();
    assert_eq!((entry.action, entry.user), (AuditAction::PasskeyAdd, Some(ada.id)));
    let added = of(&world, &signed_in).await;
    assert_eq!((added.len(), added[0].name.as_str(), added[0].used_at), (1, "Phone", None));

    let success = sign_in(&world, "a", 1).await.expect("a sign-in");
    assert_eq!(success.user, ada);
    let again = world.resume(&success.token).await.expect("a session");
    assert!(again.session.second_factor, "it has asked for a finger or a PIN");
    assert_eq!(caller_of(&again, world.now()).expect("a caller").tenant, TENANT);
    assert_eq!(world.done().action, AuditAction::SessionStart);
    assert_eq!(of(&world, &signed_in).await[0].used_at, Some(world.now()));
}

#[tokio::test]
async fn an_answer_is_taken_once_and_in_time() {
    let world = World::new();
    world.add_person(ADA).await;
    let signed_in = world.sign_in(ADA).await;
    add(&world, &signed_in, "a").await.expect("a passkey");
    let (challenge, token) = start_sign_in(&world.ports, &FakePasskeys).await.expect("one");
    let (given, browser) = (answer(&challenge, "a", 1), visitor());
    let give = || sign_in_with_passkey(&world.ports, &FakePasskeys, &browser, &token, &given, None);
    give().await.expect("a sign-in");
    let again = give().await;
    assert!(matches!(again, Err(PasskeyError::Expired)), "{again:?}");

    let (challenge, token) = start_sign_in(&world.ports, &FakePasskeys).await.expect("one");
    let given = answer(&challenge, "a", 2);
    world.wait(5 * MINUTE);
    let late = sign_in_with_passkey(&world.ports, &FakePasskeys, &browser, &token, &given, None);
    assert!(matches!(late.await, Err(PasskeyError::Expired)));
}

#[tokio::test]
async fn a_challenge_is_for_one_person_and_one_purpose() {
    let world = World::new();
    world.add_person(ADA).await;
    world.add_person("mika@example.com").await;
    let (ada, mika) = (world.sign_in(ADA).await, world.sign_in("mika@example.com").await);
    let (challenge, token) = start_adding(&world.ports, &FakePasskeys, &ada).await.expect("one");
    let form = PasskeyForm { name: "Phone".to_owned(), answer: answer(&challenge, "a", 0) };
    let foreign = add_passkey(&world.ports, &FakePasskeys, &mika, &token, &form).await;
    assert!(matches!(foreign, Err(PasskeyError::Expired)), "{foreign:?}");
    assert!(of(&world, &mika).await.is_empty());

    let (challenge, token) = start_sign_in(&world.ports, &FakePasskeys).await.expect("one");
    let form = PasskeyForm { name: "Phone".to_owned(), answer: answer(&challenge, "a", 0) };
    let other = add_passkey(&world.ports, &FakePasskeys, &ada, &token, &form).await;
    assert!(matches!(other, Err(PasskeyError::Expired)), "{other:?}");
}

#[tokio::test]
async fn wrong_answers_copies_and_unknown_passkeys_open_nothing() {
    let world = World::new();
    world.add_person(ADA).await;
    let signed_in = world.sign_in(ADA).await;
    add(&world, &signed_in, "a").await.expect("a passkey");
    sign_in(&world, "a", 5).await.expect("a sign-in");
    let copied = sign_in(&world, "a", 5).await;
    assert!(matches!(copied, Err(PasskeyError::Refused(_))), "{copied:?}");
    world.refused(AuditAction::SessionStart, ErrorCode::PasskeyRefused);
    let unknown = sign_in(&world, "b", 1).await;
    assert!(matches!(unknown, Err(PasskeyError::NotFound)), "{unknown:?}");
    world.disable(&signed_in.user);
    let disabled = sign_in(&world, "a", 6).await;
    assert!(matches!(disabled, Err(PasskeyError::NotFound)), "{disabled:?}");
    world.refused(AuditAction::SessionStart, ErrorCode::SignInRefused);
}

#[tokio::test]
async fn a_passkey_belongs_to_one_person_and_has_a_name() {
    let world = World::new();
    world.add_person(ADA).await;
    world.add_person("mika@example.com").await;
    let (ada, mika) = (world.sign_in(ADA).await, world.sign_in("mika@example.com").await);
    add(&world, &ada, "a").await.expect("a passkey");
    let known = add(&world, &mika, "a").await;
    assert!(matches!(known, Err(PasskeyError::NoRoom(ErrorCode::PasskeyKnown))), "{known:?}");

    let (challenge, token) = start_adding(&world.ports, &FakePasskeys, &ada).await.expect("one");
    let form = PasskeyForm { name: " ".to_owned(), answer: answer(&challenge, "b", 0) };
    let nameless = add_passkey(&world.ports, &FakePasskeys, &ada, &token, &form).await;
    let Err(PasskeyError::Invalid(errors)) = nameless else { panic!("{nameless:?}") };
    assert_eq!(errors, FieldErrors::only(Field::PasskeyName, ErrorCode::PasskeyNameEmpty));

    let id = of(&world, &ada).await[0].id;
    let foreign = remove_passkey(&world.ports, &mika, id).await;
    assert!(matches!(foreign, Err(PasskeyError::NotFound)), "{foreign:?}");
    remove_passkey(&world.ports, &ada, id).await.expect("an end");
    assert_eq!(world.done().action, AuditAction::PasskeyRemove);
    let gone = sign_in(&world, "a", 1).await;
    assert!(matches!(gone, Err(PasskeyError::NotFound)), "{gone:?}");
}

#[tokio::test]
async fn changes_need_a_fresh_proof() {
    let world = World::new();
    world.add_person(ADA).await;
    let stale = world.sign_in(ADA).await;
    add(&world, &stale, "a").await.expect("a passkey");
    let (challenge, token) = start_adding(&world.ports, &FakePasskeys, &stale).await.expect("one");
    let form = PasskeyForm { name: "Phone".to_owned(), answer: answer(&challenge, "b", 0) };
    world.wait(10 * MINUTE);
    let id = of(&world, &stale).await[0].id;
    for refused in [
        add(&world, &stale, "b").await,
        add_passkey(&world.ports, &FakePasskeys, &stale, &token, &form).await,
        remove_passkey(&world.ports, &stale, id).await,
    ] {
        assert!(matches!(refused, Err(PasskeyError::NotFresh)), "{refused:?}");
    }
    world.refused(AuditAction::PasskeyRemove, ErrorCode::SessionNotFresh);
}
