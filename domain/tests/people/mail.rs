//! What waits to be sent, and what becomes of it.

use domain::audit::AuditAction;
use domain::email_change::EmailForm;
use domain::ids::TenantId;
use domain::mail::{Letter, MailState, Sending, invitation_mails};
use domain::member::{InvitationForm, JoinForm, invite, join_as_new, revoke_invitation};
use domain::permissions::Role;
use domain::tenant::Verification;
use domain::user::{PasswordError, PasswordResetForm, ask_for_password_reset, reset_password};

use crate::fake_mail::Answer;
use crate::world::{HOUR, MINUTE, SECOND, World, visitor};

const NEW_PASSWORD: &str = "staple of another horse";

async fn ask(world: &World, email: &str) -> Result<(), PasswordError> {
    let form = EmailForm { email: email.to_owned() };
    ask_for_password_reset(&world.ports, &visitor(), &form, "ja").await
}

fn invitation(email: &str) -> InvitationForm {
    InvitationForm { email: email.to_owned(), role: Role::Operator.slug().to_owned() }
}

#[tokio::test]
async fn an_invitation_is_mailed_with_a_token_of_its_own() {
    let world = World::new();
    let admin = world.caller("ada@example.com", Role::Admin).await;
    let form = invitation("bo@example.com");
    let (link, shown) = invite(&world.ports, &admin, &form, "zh-Hans").await.expect("a link");
    let states = async || invitation_mails(&world.ports, &admin).await.expect("states");
    assert_eq!(states().await, [(link.id, MailState::Waiting)]);

    assert!(matches!(world.send_mails().await[..], [Sending::Sent(_)]));
    assert_eq!(states().await, [(link.id, MailState::Sent)]);
    let letters = world.mailer.letters();
    let [(to, language, letter)] = &letters[..] else { panic!("one letter") };
    assert_eq!((to.as_str(), language.as_str()), ("bo@example.com", "zh-Hans"));
    let Letter::Invitation { organisation, role, token } = letter else { panic!("{letter:?}") };
    assert_eq!((organisation.as_str(), *role), ("Suiro KK", Role::Operator));
    assert_ne!(*token, shown);
    let form = JoinForm { person_name: "Bo".into(), password: NEW_PASSWORD.into() };
    join_as_new(&world.ports, &visitor(), token, &form).await.expect("a member");
}

#[tokio::test]
async fn a_tenant_that_nobody_has_verified_writes_to_nobody() {
    let world = World::new();
    let mut admin = world.caller("ada@example.com", Role::Admin).await;
    for (verification, mails) in [(Verification::Pending, 0), (Verification::Verified, 1)] {
        admin.standing.verification = verification;
        invite(&world.ports, &admin, &invitation("bo@example.com"), "en").await.expect("a link");
        assert_eq!(world.send_mails().await.len(), mails);
    }
}

#[tokio::test]
async fn where_no_mail_is_sent_none_is_kept() {
    let mut world = World::new();
    world.ports.mailer = None;
    let admin = world.caller("ada@example.com", Role::Admin).await;
    invite(&world.ports, &admin, &invitation("bo@example.com"), "en").await.expect("a link");
    let asked = ask(&world, "ada@example.com").await;
    assert!(matches!(asked, Err(PasswordError::NoMail)), "{asked:?}");
    assert!(world.store.tables().mails.is_empty());
}

#[tokio::test]
async fn what_is_about_nothing_any_more_is_dropped() {
    let world = World::new();
    let admin = world.caller("ada@example.com", Role::Admin).await;
    let form = invitation("bo@example.com");
    let (link, _) = invite(&world.ports, &admin, &form, "en").await.expect("a link");
    revoke_invitation(&world.ports, &admin, link.id).await.expect("a change");
    let bo = world.add_person("bo@example.com").await;
    ask(&world, "bo@example.com").await.expect("an answer");
    world.disable(&bo);
    ask(&world, "nobody@example.com").await.expect("the same answer");
    let audit = world.audit().len();
    assert!(matches!(
        world.send_mails().await[..],
        [Sending::Dropped(_), Sending::Dropped(_), Sending::Dropped(_)]
    ));
    assert!(world.mailer.letters().is_empty());
    assert_eq!(world.audit().len(), audit, "nothing was done");
}

#[tokio::test]
async fn a_forgotten_password_is_reset_through_the_mail() {
    let world = World::new();
    let ada = world.add_person("ada@example.com").await;
    world.sign_in("ada@example.com").await;
    let audit = world.audit().len();
    ask(&world, " Ada@Example.com ").await.expect("an answer");
    assert_eq!(world.audit().len(), audit, "anybody can ask");
    world.send_mails().await;
    let entry = world.done();
    assert_eq!((entry.action, entry.user), (AuditAction::PasswordResetLink, Some(ada.id)));
    assert_eq!((entry.tenant, entry.actor.as_str()), (TenantId::INSTALLATION, "not signed in"));
    let letters = world.mailer.letters();
    let [(to, language, letter)] = &letters[..] else { panic!("one letter") };
    assert_eq!((to, language.as_str()), (&ada.email, "ja"));
    let Letter::PasswordReset { name, token } = letter else { panic!("{letter:?}") };
    assert_eq!(*name, ada.name);

    let form = PasswordResetForm { new_password: NEW_PASSWORD.to_owned() };
    reset_password(&world.ports, token, &form, "en").await.expect("a reset");
    assert!(world.store.tables().sessions.is_empty());
    world.wait(MINUTE);
    world.send_mails().await;
    let letters = world.mailer.letters();
    let at = domain::time::Timestamp::from_micros(world.now().micros() - MINUTE);
    let told = (ada.email, "en".to_owned(), Letter::PasswordChanged { at });
    assert_eq!(letters, [told]);
}

#[tokio::test]
async fn nobody_gets_more_than_a_few_mails_and_nobody_is_told_who_is_there() {
    let world = World::new();
    world.add_person("ada@example.com").await;
    for email in ["ada@example.com", "nobody@example.com"] {
        for _ in 0..3 {
            ask(&world, email).await.expect("an answer");
        }
        let waits = ask(&world, email).await;
        let Err(PasswordError::TooManyMails(until)) = waits else { panic!("{waits:?}") };
        assert_eq!(until.micros() - world.now().micros(), MINUTE);
    }
    // Whoever is written to can sign in all the same.
    world.sign_in("ada@example.com").await;
    assert_eq!(world.store.tables().mails.len(), 6, "the same for both");
    for number in 0..14 {
        ask(&world, &format!("somebody{number}@example.com")).await.expect("an answer");
    }
    let waits = ask(&world, "somebody-else@example.com").await;
    assert!(matches!(waits, Err(PasswordError::TooManyMails(_))), "{waits:?}");
}

#[tokio::test]
async fn a_mail_has_another_turn_until_it_is_taken() {
    let world = World::new();
    let admin = world.caller("ada@example.com", Role::Admin).await;
    invite(&world.ports, &admin, &invitation("bo@example.com"), "en").await.expect("a link");
    world.mailer.answers(Answer::Away);
    for seconds in [30, 60, 120] {
        assert!(matches!(world.send_mails().await[..], [Sending::PutOff(..)]));
        world.wait(seconds * SECOND - 1);
        assert!(world.send_mails().await.is_empty(), "not before its turn");
        world.wait(1);
    }
    world.mailer.answers(Answer::Taken);
    assert!(matches!(world.send_mails().await[..], [Sending::Sent(_)]));
    assert_eq!(world.mailer.letters().len(), 1);
    world.wait(24 * HOUR);
    assert!(world.send_mails().await.is_empty());
}

#[tokio::test]
async fn a_mail_is_given_up_in_the_end_or_when_it_is_refused() {
    let world = World::new();
    let admin = world.caller("ada@example.com", Role::Admin).await;
    let form = invitation("bo@example.com");
    let (link, _) = invite(&world.ports, &admin, &form, "en").await.expect("a link");
    world.mailer.answers(Answer::Refused);
    assert!(matches!(world.send_mails().await[..], [Sending::GivenUp(..)]));
    let states = invitation_mails(&world.ports, &admin).await.expect("states");
    assert_eq!(states, [(link.id, MailState::GivenUp)]);

    ask(&world, "ada@example.com").await.expect("an answer");
    world.mailer.answers(Answer::Away);
    let begin = world.now();
    let mut sendings = Vec::new();
    while world.now().micros() - begin.micros() < 2 * HOUR {
        sendings.extend(world.send_mails().await);
        world.wait(10 * SECOND);
    }
    assert!(matches!(sendings.pop(), Some(Sending::GivenUp(..))), "after an hour");
    assert!(sendings.iter().all(|one| matches!(one, Sending::PutOff(..))), "{sendings:?}");
    // 30, 60, … seconds apart, the last within the hour.
    assert_eq!(sendings.len(), 6);
}

#[tokio::test]
async fn what_waited_for_too_long_is_not_sent_any_more() {
    let world = World::new();
    world.add_person("ada@example.com").await;
    ask(&world, "ada@example.com").await.expect("an answer");
    world.wait(HOUR);
    assert!(matches!(world.send_mails().await[..], [Sending::Dropped(_)]));
    assert!(world.mailer.letters().is_empty());
}
