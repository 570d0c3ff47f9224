use domain::audit::AuditAction;
use domain::caller::Visitor;
use domain::error_code::ErrorCode;
use domain::field_errors::{Field, FieldErrors};
use domain::link::new_password_reset;
use domain::sealing::seal_again;
use domain::second_factor::{
    CodeForm, RecoveryCode, SecondFactorError, confirm_totp, renew_recovery_codes,
    reset_second_factor, second_factor, start_totp, totp_key, turn_off,
};
use domain::secrets::SecretToken;
use domain::session::SignedIn;
use domain::sign_in::{
    ConfirmForm, SignInError, SignInSuccess, confirm, confirm_with_code, sign_in_with_code,
    waits_for_code,
};
use domain::user::{PasswordResetForm, reset_password};

use crate::world::{MINUTE, PASSWORD, SECOND, World, visitor};

const ADA: &str = "ada@example.com";
const STEP: i64 = 30 * SECOND;

fn form(code: &str) -> CodeForm {
    CodeForm { code: code.to_owned() }
}

/// The code of the fake app at this moment.
pub(crate) fn code(world: &World) -> CodeForm {
    form(&format!("{:06}", world.now().micros() / STEP))
}

/// Makes Ada, who has a second factor, and signs her in.
pub(crate) async fn set_up(world: &World) -> (SignedIn, Vec<RecoveryCode>) {
    world.add_person(ADA).await;
    world.wait(10 * STEP);
    let mut signed_in = world.sign_in(ADA).await;
    start_totp(&world.ports, &signed_in).await.expect("a key");
    let codes = confirm_totp(&world.ports, &signed_in, &code(world)).await.expect("codes");
    // As the next request finds it.
    signed_in.session.second_factor = true;
    world.wait(STEP);
    (signed_in, codes)
}

/// The first step, with the password.
async fn begin(world: &World) -> SecretToken {
    begin_as(world, &visitor()).await
}

async fn begin_as(world: &World, visitor: &Visitor) -> SecretToken {
    match world.try_sign_in(visitor, ADA, PASSWORD).await {
        Err(SignInError::CodeNeeded(token)) => token,
        other => panic!("{other:?}"),
    }
}

async fn go_on(
    world: &World,
    token: &SecretToken,
    code: &CodeForm,
) -> Result<SignInSuccess, SignInError> {
    sign_in_with_code(&world.ports, &visitor(), token, code, None).await
}

fn assert_wrong<T: std::fmt::Debug>(outcome: Result<T, SignInError>) {
    let wrong = FieldErrors::only(Field::Code, ErrorCode::SecondFactorCodeWrong);
    assert!(
        matches!(&outcome, Err(SignInError::Invalid(errors)) if *errors == wrong),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn an_app_is_asked_for_once_its_first_code_has_come() {
    let world = World::new();
    let ada = world.add_person(ADA).await;
    let signed_in = world.sign_in(ADA).await;
    let other = world.sign_in(ADA).await;
    assert_eq!(totp_key(&world.ports, &signed_in).await.expect("an answer"), None);
    start_totp(&world.ports, &signed_in).await.expect("a key");
    let key = totp_key(&world.ports, &signed_in).await.expect("an answer");
    assert_eq!(totp_key(&world.ports, &signed_in).await.expect("an answer"), key);
    assert_eq!(second_factor(&world.ports, &signed_in).await.expect("an answer"), None);
    world.try_sign_in(&visitor(), ADA, PASSWORD).await.expect("nothing is asked for yet");

    let wrong = confirm_totp(&world.ports, &signed_in, &form("999999")).await;
    assert!(matches!(wrong, Err(SecondFactorError::Invalid(_))), "{wrong:?}");
    let codes = confirm_totp(&world.ports, &signed_in, &code(&world)).await.expect("codes");
    assert_eq!(codes.len(), 10);
    let entry = world.done();
    assert_eq!((entry.action, entry.user), (AuditAction::SecondFactorSetUp, Some(ada.id)));
    let factor = second_factor(&world.ports, &signed_in).await.expect("an answer");
    assert_eq!(factor.map(|factor| factor.recovery_codes), Some(10));
    let sessions = world.store.tables().sessions.clone();
    assert_eq!(sessions.len(), 1, "all others have ended: {other:?}");
    assert!(sessions[0].1.second_factor);

    for again in [
        start_totp(&world.ports, &signed_in).await.err(),
        confirm_totp(&world.ports, &signed_in, &code(&world)).await.err(),
        totp_key(&world.ports, &signed_in).await.err(),
    ] {
        let already = SecondFactorError::OtherState(ErrorCode::SecondFactorAlreadySet);
        assert_eq!(again.map(|error| error.to_string()), Some(already.to_string()));
    }
}

#[tokio::test]
async fn the_password_alone_opens_nothing() {
    let world = World::new();
    set_up(&world).await;
    let before = world.store.tables().sessions.len();
    let token = begin(&world).await;
    assert!(waits_for_code(&world.ports, &token).await.expect("an answer"));
    assert_eq!(world.store.tables().sessions.len(), before);
    assert!(world.resume(&token).await.is_none(), "what waits is no session");
    assert!(world.store.tables().devices.len() <= 1, "nor is the browser known");

    let success = go_on(&world, &token, &code(&world)).await.expect("a sign-in");
    let signed_in = world.resume(&success.token).await.expect("a session");
    assert!(signed_in.session.second_factor);
    assert!(!waits_for_code(&world.ports, &token).await.expect("an answer"));
    let again = go_on(&world, &token, &code(&world)).await;
    assert!(matches!(again, Err(SignInError::Expired)), "{again:?}");
}

#[tokio::test]
async fn a_code_works_once() {
    let world = World::new();
    let (_, codes) = set_up(&world).await;
    let used = code(&world);
    let (first, second) = (begin(&world).await, begin(&world).await);
    go_on(&world, &first, &used).await.expect("a sign-in");
    assert_wrong(go_on(&world, &second, &used).await);
    world.refused(AuditAction::SessionStart, ErrorCode::SecondFactorCodeWrong);

    let paper = form(&codes[3].reveal());
    go_on(&world, &second, &paper).await.expect("a sign-in");
    let noted = world.audit().iter().any(|one| one.action == AuditAction::RecoveryCodeUse);
    assert!(noted);
    let third = begin(&world).await;
    assert_wrong(go_on(&world, &third, &paper).await);
    go_on(&world, &third, &form(&codes[4].reveal())).await.expect("another one works");
}

#[tokio::test]
async fn what_waits_ends_after_five_minutes_and_with_another_password() {
    let world = World::new();
    set_up(&world).await;
    let late = begin(&world).await;
    world.wait(5 * MINUTE);
    let outcome = go_on(&world, &late, &code(&world)).await;
    assert!(matches!(outcome, Err(SignInError::Expired)), "{outcome:?}");

    let token = begin(&world).await;
    let user = world.store.tables().users[0].clone();
    let link = new_password_reset(&world.ports, "a test", &user).await.expect("a link");
    let form = PasswordResetForm { new_password: "battery staple horse".to_owned() };
    reset_password(&world.ports, &link, &form, "en").await.expect("another password");
    let outcome = go_on(&world, &token, &code(&world)).await;
    assert!(matches!(outcome, Err(SignInError::Expired)), "{outcome:?}");
    // The link resets the password and not the second factor.
    let outcome = world.try_sign_in(&visitor(), ADA, &form.new_password).await;
    assert!(matches!(outcome, Err(SignInError::CodeNeeded(_))), "{outcome:?}");
}

#[tokio::test]
async fn codes_cannot_be_tried_without_end_even_with_the_password() {
    let world = World::new();
    set_up(&world).await;
    let (mut tried, mut waits) = (0, 0);
    for _ in 0..20 {
        let token = match world.try_sign_in(&visitor(), ADA, PASSWORD).await {
            Err(SignInError::CodeNeeded(token)) => token,
            Err(SignInError::TooManyAttempts(_)) => {
                waits += 1;
                continue;
            }
            other => panic!("{other:?}"),
        };
        match go_on(&world, &token, &form("999999")).await {
            Err(SignInError::TooManyAttempts(_)) => waits += 1,
            wrong => {
                assert_wrong(wrong);
                tried += 1;
            }
        }
    }
    assert!(tried <= 3 && waits > 0, "{tried} codes were looked at");
}

#[tokio::test]
async fn whoever_tries_codes_elsewhere_does_not_keep_the_owner_out() {
    let world = World::new();
    set_up(&world).await;
    let token = begin(&world).await;
    let device = go_on(&world, &token, &code(&world)).await.expect("a sign-in").device;
    world.wait(STEP);
    let elsewhere = Visitor { address: "203.0.113.9".to_owned(), ..visitor() };
    while world
        .try_sign_in(&elsewhere, ADA, "wrong")
        .await
        .is_err_and(|error| !matches!(error, SignInError::TooManyAttempts(_)))
    {}
    let known = Visitor { device: Some(device), ..visitor() };
    let token = begin_as(&world, &known).await;
    let outcome = sign_in_with_code(&world.ports, &known, &token, &code(&world), None).await;
    outcome.expect("the owner is in");
}

#[tokio::test]
async fn password_or_code_confirms_and_keeps_what_the_session_has_proved() {
    let world = World::new();
    let (signed_in, codes) = set_up(&world).await;
    let ports = &world.ports;
    world.wait(11 * MINUTE);
    assert!(!signed_in.is_fresh(world.now()));
    assert_wrong(confirm_with_code(ports, &visitor(), &signed_in, &form("999999")).await);
    let token = confirm_with_code(ports, &visitor(), &signed_in, &code(&world)).await;
    let signed_in = world.resume(&token.expect("a token")).await.expect("a session");
    assert!(signed_in.is_fresh(world.now()) && signed_in.session.second_factor);
    assert_wrong(confirm_with_code(ports, &visitor(), &signed_in, &code(&world)).await);
    let paper = form(&codes[0].reveal());
    let token = confirm_with_code(ports, &visitor(), &signed_in, &paper).await.expect("a token");
    let signed_in = world.resume(&token).await.expect("a session");
    let password = ConfirmForm { password: PASSWORD.to_owned() };
    let token = confirm(ports, &visitor(), &signed_in, &password).await.expect("a token");
    assert!(world.resume(&token).await.expect("a session").session.second_factor);
}

#[tokio::test]
async fn changes_need_a_fresh_proof() {
    let world = World::new();
    world.add_person(ADA).await;
    let stale = world.sign_in(ADA).await;
    world.wait(10 * MINUTE);
    for refused in [
        start_totp(&world.ports, &stale).await.err(),
        totp_key(&world.ports, &stale).await.err(),
        confirm_totp(&world.ports, &stale, &code(&world)).await.err(),
        renew_recovery_codes(&world.ports, &stale).await.err(),
        turn_off(&world.ports, &stale).await.err(),
    ] {
        assert!(matches!(refused, Some(SecondFactorError::NotFresh)), "{refused:?}");
    }
    world.refused(AuditAction::SecondFactorRemove, ErrorCode::SessionNotFresh);
}

#[tokio::test]
async fn new_recovery_codes_replace_the_old_ones() {
    let world = World::new();
    let (signed_in, old) = set_up(&world).await;
    let new = renew_recovery_codes(&world.ports, &signed_in).await.expect("codes");
    assert_eq!(world.done().action, AuditAction::RecoveryCodesRenew);
    let token = begin(&world).await;
    assert_wrong(go_on(&world, &token, &form(&old[0].reveal())).await);
    go_on(&world, &token, &form(&new[0].reveal())).await.expect("a sign-in");
}

#[tokio::test]
async fn turned_off_nothing_is_asked_for() {
    let world = World::new();
    let (signed_in, _) = set_up(&world).await;
    let token = begin(&world).await;
    turn_off(&world.ports, &signed_in).await.expect("an end");
    assert_eq!(world.done().action, AuditAction::SecondFactorRemove);
    assert!(!waits_for_code(&world.ports, &token).await.expect("an answer"));
    let again = world.sign_in(ADA).await;
    assert!(!again.session.second_factor);
    for refused in [
        turn_off(&world.ports, &again).await.err(),
        renew_recovery_codes(&world.ports, &again).await.err(),
    ] {
        assert!(
            matches!(refused, Some(SecondFactorError::OtherState(ErrorCode::SecondFactorNotSet))),
            "{refused:?}"
        );
    }
}

#[tokio::test]
async fn an_operator_helps_whoever_has_lost_everything() {
    let world = World::new();
    set_up(&world).await;
    assert!(reset_second_factor(&world.ports, " Ada@Example.com").await.expect("a person"));
    let entry = world.done();
    assert_eq!((entry.action, &*entry.actor), (AuditAction::SecondFactorRemove, "command line"));
    assert!(world.store.tables().sessions.is_empty());
    world.sign_in(ADA).await;
    assert!(!reset_second_factor(&world.ports, ADA).await.expect("a person"));
    assert!(reset_second_factor(&world.ports, "nobody@example.com").await.is_err());
}

#[tokio::test]
async fn after_a_new_key_everything_is_sealed_again() {
    let world = World::new();
    set_up(&world).await;
    assert_eq!(seal_again(&world.ports).await.expect("an answer"), 0);
    world.sealing.add_key();
    assert_eq!(seal_again(&world.ports).await.expect("an answer"), 1);
    assert_eq!(seal_again(&world.ports).await.expect("an answer"), 0);
    let token = begin(&world).await;
    go_on(&world, &token, &code(&world)).await.expect("the app still works");
}

#[tokio::test]
async fn the_audit_log_holds_no_code() {
    let world = World::new();
    let (_, codes) = set_up(&world).await;
    let token = begin(&world).await;
    assert_wrong(go_on(&world, &token, &form("999999")).await);
    go_on(&world, &token, &form(&codes[0].reveal())).await.expect("a sign-in");
    let log = format!("{:?}", world.audit());
    for secret in ["999999", &codes[0].reveal(), &codes[1].reveal(), &token.reveal()] {
        assert!(!log.contains(secret), "{log}");
    }
}
