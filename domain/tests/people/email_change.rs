//! Another e-mail address to sign in with.

use domain::audit::AuditAction;
use domain::email_change::{
    EmailChangeError, EmailForm, ask_for_email_change, change_email, confirm_email_change,
};
use domain::error_code::ErrorCode;
use domain::field_errors::{Field, FieldErrors};
use domain::ids::{TenantId, UserId};
use domain::mail::{Letter, Sending};
use domain::permissions::Role;
use domain::secrets::SecretToken;
use domain::session::SignedIn;
use domain::user::{PasswordChangeForm, UserError, change_password};

use crate::world::{HOUR, MINUTE, PASSWORD, TENANT, World, changes, visitor};

async fn ask(world: &World, signed_in: &SignedIn, email: &str) -> Result<(), EmailChangeError> {
    let form = EmailForm { email: email.to_owned() };
    ask_for_email_change(&world.ports, &visitor(), signed_in, &form, "ja").await
}

/// Sends what waits, and returns the token of the link in the only letter.
async fn mailed(world: &World, to: &str) -> SecretToken {
    world.send_mails().await;
    let letters = world.mailer.letters();
    let [(recipient, language, Letter::EmailChange { token, .. })] = &letters[..] else {
        panic!("{letters:?}")
    };
    assert_eq!((recipient.as_str(), language.as_str()), (to, "ja"));
    token.clone()
}

async fn confirm(
    world: &World,
    signed_in: Option<&SignedIn>,
    token: &SecretToken,
) -> Result<UserId, EmailChangeError> {
    confirm_email_change(&world.ports, signed_in, token, "en").await
}

#[tokio::test]
async fn a_link_to_the_new_address_changes_it_and_the_old_one_is_told() {
    let world = World::new();
    let ada = world.add_member("ada@example.com", Role::Viewer).await;
    let signed_in = world.sign_in("ada@example.com").await;
    world.sign_in("ada@example.com").await;
    ask(&world, &signed_in, "Ada@Example.org").await.expect("an answer");
    let entry = world.done();
    assert_eq!((entry.action, entry.user), (AuditAction::EmailChangeLink, Some(ada.id)));
    assert_eq!((entry.tenant, entry.actor.as_str()), (TENANT, "ada@example.com"));
    let token = mailed(&world, "ada@example.org").await;
    world.sign_in("ada@example.com").await;

    confirm(&world, Some(&signed_in), &token).await.expect("a change");
    let entry = world.done();
    assert_eq!((entry.action, entry.user), (AuditAction::EmailChange, Some(ada.id)));
    assert_eq!((entry.tenant, entry.actor.as_str()), (TenantId::INSTALLATION, "ada@example.com"));
    assert_eq!(changes(&entry), ["email: ada@example.com -> ada@example.org"]);
    let left: Vec<_> = world.store.tables().sessions.iter().map(|(_, one)| one.id).collect();
    assert_eq!(left, [signed_in.session.id], "all others have ended");
    world.sign_in("ada@example.org").await;
    world.send_mails().await;
    let letters = world.mailer.letters();
    let told = (ada.email, "en".to_owned(), Letter::EmailChanged { at: world.now() });
    assert_eq!(letters, [told]);
    let again = confirm(&world, None, &token).await;
    assert!(matches!(again, Err(EmailChangeError::LinkInvalid)), "{again:?}");
}

#[tokio::test]
async fn it_takes_a_fresh_proof_and_another_address() {
    let world = World::new();
    world.add_member("ada@example.com", Role::Viewer).await;
    let signed_in = world.sign_in("ada@example.com").await;
    for (email, code) in [
        ("", ErrorCode::EmailEmpty),
        ("ada", ErrorCode::EmailInvalid),
        ("ADA@example.com", ErrorCode::EmailUnchanged),
    ] {
        match ask(&world, &signed_in, email).await {
            Err(EmailChangeError::Invalid(errors)) => {
                assert_eq!(errors, FieldErrors::only(Field::Email, code));
            }
            other => panic!("{other:?}"),
        }
    }
    world.wait(10 * MINUTE);
    let stale = ask(&world, &signed_in, "ada@example.org").await;
    assert!(matches!(stale, Err(EmailChangeError::NotFresh)), "{stale:?}");
    world.refused(AuditAction::EmailChangeLink, ErrorCode::SessionNotFresh);
    assert!(world.store.tables().mails.is_empty());
}

#[tokio::test]
async fn an_address_that_somebody_has_is_answered_alike_and_gets_no_mail() {
    let world = World::new();
    world.add_person("ada@example.com").await;
    world.add_person("bo@example.com").await;
    let signed_in = world.sign_in("ada@example.com").await;
    ask(&world, &signed_in, "bo@example.com").await.expect("the same answer");
    assert!(matches!(world.send_mails().await[..], [Sending::Dropped(_)]));
    assert!(world.mailer.letters().is_empty());

    // Somebody joins with the address while the mail is read.
    ask(&world, &signed_in, "cy@example.com").await.expect("an answer");
    let token = mailed(&world, "cy@example.com").await;
    world.add_person("cy@example.com").await;
    let taken = confirm(&world, None, &token).await;
    assert!(matches!(taken, Err(EmailChangeError::LinkInvalid)), "{taken:?}");
    world.refused(AuditAction::EmailChange, ErrorCode::EmailTaken);
    world.sign_in("ada@example.com").await;
}

#[tokio::test]
async fn a_link_works_for_an_hour_and_not_after_a_newer_one_or_another_password() {
    let world = World::new();
    world.add_person("ada@example.com").await;
    let signed_in = world.sign_in("ada@example.com").await;
    ask(&world, &signed_in, "one@example.com").await.expect("an answer");
    let old = mailed(&world, "one@example.com").await;
    ask(&world, &signed_in, "two@example.com").await.expect("an answer");
    let late = mailed(&world, "two@example.com").await;
    let replaced = confirm(&world, None, &old).await;
    assert!(matches!(replaced, Err(EmailChangeError::LinkInvalid)), "{replaced:?}");
    world.wait(HOUR);
    let late = confirm(&world, None, &late).await;
    assert!(matches!(late, Err(EmailChangeError::LinkInvalid)), "{late:?}");

    let signed_in = world.sign_in("ada@example.com").await;
    ask(&world, &signed_in, "three@example.com").await.expect("an answer");
    let token = mailed(&world, "three@example.com").await;
    let form = PasswordChangeForm {
        password: PASSWORD.to_owned(),
        new_password: "staple of another horse".to_owned(),
    };
    change_password(&world.ports, &visitor(), &signed_in, &form, "en").await.expect("a change");
    let stale = confirm(&world, None, &token).await;
    assert!(matches!(stale, Err(EmailChangeError::LinkInvalid)), "whoever asked may be gone");
}

#[tokio::test]
async fn an_operator_changes_it_without_mail() {
    let mut world = World::new();
    world.ports.mailer = None;
    let ada = world.add_person("ada@example.com").await;
    world.add_person("bo@example.com").await;
    let signed_in = world.sign_in("ada@example.com").await;
    let asked = ask(&world, &signed_in, "ada@example.org").await;
    assert!(matches!(asked, Err(EmailChangeError::NoMail)), "{asked:?}");

    let change =
        async |before: &str, after: &str| change_email(&world.ports, before, after, "en").await;
    let wrong = change("ada@example.com", "ada").await;
    assert!(matches!(wrong, Err(UserError::Invalid(_))), "{wrong:?}");
    let unknown = change("cy@example.com", "ada@example.org").await;
    assert!(matches!(unknown, Err(UserError::NotFound)), "{unknown:?}");
    let taken = change("ada@example.com", "bo@example.com").await;
    assert!(matches!(taken, Err(UserError::EmailTaken)), "{taken:?}");
    world.refused(AuditAction::EmailChange, ErrorCode::EmailTaken);
    world.disable(&ada);
    change("ada@example.com", "Ada@example.org").await.expect("a change");
    let entry = world.done();
    assert_eq!((entry.action, entry.actor.as_str()), (AuditAction::EmailChange, "command line"));
    assert_eq!(changes(&entry), ["email: ada@example.com -> ada@example.org"]);
    assert!(world.store.tables().sessions.iter().all(|(_, one)| one.user != ada.id));
}
