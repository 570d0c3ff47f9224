//! Mails: what pages say about them, and what comes of following their links.

use std::time::Duration;

use domain::error_code::ErrorCode;
use domain::permissions::Role;

use crate::bad_forms::assert_refused;
use crate::bench::TestServer;
use crate::fake_mailer::Answer;
use crate::people::{self, ADMIN, PASSWORD};
use crate::support::answer::Answer as Page;
use crate::support::client::{Client, SESSION_COOKIE};

const NEW_PASSWORD: &str = "staple of another horse";

async fn may_sign_in(client: Client, email: &str, password: &str) -> bool {
    let form = [("email", email), ("password", password), ("return_to", "/")];
    let answer = client.without_session().post("/sign-in", &form).send().await;
    assert!(matches!(answer.status, 303 | 422), "{answer}");
    answer.token(SESSION_COOKIE).is_some()
}

async fn is_in(client: Client) -> bool {
    client.get("/channels").send().await.status == 200
}

async fn ask(client: Client, email: &str) -> Page {
    client.post("/forgot-password", &[("email", email)]).send().await
}

pub(crate) async fn a_forgotten_password_is_reset_through_a_mail(server: &TestServer) {
    let stranger = server.anonymous();
    let sign_in = stranger.get("/sign-in").send().await;
    assert!(sign_in.text().contains("href=\"/forgot-password\""), "{sign_in}");
    let mut answers = Vec::new();
    for email in ["nobody@example.com", ADMIN] {
        let answer = ask(stranger, email).await;
        answers.push((answer.status, answer.header("location").to_owned()));
    }
    let asked = (303, "/forgot-password?notice=sent".to_owned());
    assert_eq!(answers, [asked.clone(), asked]);
    let page = stranger.get("/forgot-password?notice=sent").send().await;
    assert!(page.text().contains("If somebody signs in with this address"), "{page}");

    let path = server.mailed_path(ADMIN).await;
    assert_eq!(stranger.get(&path).send().await.status, 200);
    let form = [("new_password", NEW_PASSWORD)];
    let answer = stranger.post(&path, &form).send().await;
    assert_eq!(answer.header("location"), "/sign-in?notice=password-set", "{answer}");
    assert!(!is_in(server.client).await, "all sessions have ended");
    assert!(!may_sign_in(stranger, ADMIN, PASSWORD).await);
    assert!(may_sign_in(stranger, ADMIN, NEW_PASSWORD).await);
    assert_refused(&stranger.get(&path).send().await, ErrorCode::LinkInvalid, "used");

    let mails = server.send_mails().await;
    let [(to, told)] = &mails[..] else { panic!("{mails:?}") };
    assert_eq!((to.as_str(), told.subject.as_str()), (ADMIN, "Your password was changed"));
}

pub(crate) async fn whoever_asks_for_many_mails_waits(server: &TestServer) {
    let client = server.anonymous();
    for email in [ADMIN, "nobody@example.com"] {
        for _ in 0..3 {
            assert_eq!(ask(client, email).await.status, 303);
        }
        let answer = ask(client, email).await;
        assert_eq!((answer.status, answer.header("retry-after")), (429, "60"), "{answer}");
        for shown in ["Too many mails were asked for. Try again in 60 seconds.", email] {
            assert!(answer.text().contains(shown), "{shown}: {answer}");
        }
    }
    assert!(may_sign_in(client, ADMIN, PASSWORD).await, "nobody is kept out by it");
    server.clock.advance(Duration::from_mins(1));
    assert_eq!(ask(client, ADMIN).await.status, 303);
    let wrong = ask(client, "ada").await;
    assert_eq!(wrong.status, 422, "{wrong}");
    assert!(wrong.text().contains("value=\"ada\""), "{wrong}");
}

pub(crate) async fn an_invitation_is_mailed_and_shown(server: &TestServer) {
    let admin = server.client;
    let invite = async |email: &str| {
        let form = [("email", email), ("role", "viewer")];
        let page = admin.post("/members/invite", &form).send().await;
        assert_eq!(page.status, 200, "{page}");
        assert!(page.text().contains(&format!("on its way to {email}")), "{page}");
        assert!(page.text().contains("The mail waits to be sent."), "{page}");
        let (_, rest) = page.text().split_once("/invitations/").expect("a link to copy");
        format!("/invitations/{}", &rest[..64])
    };
    let state = async |sentence: &str| {
        let page = admin.get("/members").send().await;
        assert!(page.text().contains(sentence), "{sentence}: {page}");
    };
    let shown = invite("bo@example.com").await;
    server.mailer.answers(Answer::Away);
    assert_eq!(server.send_mails().await, []);
    state("The mail waits to be sent.").await;
    let client = server.anonymous();
    assert_eq!(client.get(&shown).send().await.status, 200, "nothing is lost");

    server.mailer.answers(Answer::Taken);
    server.clock.advance(Duration::from_secs(30));
    let mailed = server.mailed_path("bo@example.com").await;
    state("The mail was sent.").await;
    assert_ne!(mailed, shown);
    let form = [("person_name", "Bo"), ("new_password", PASSWORD)];
    assert_eq!(client.get(&shown).send().await.status, 200);
    assert_eq!(client.post(&mailed, &form).send().await.status, 303);
    assert_refused(&client.get(&shown).send().await, ErrorCode::LinkInvalid, "used by mail");

    let shown = invite("cy@example.com").await;
    server.mailer.answers(Answer::Refused);
    assert_eq!(server.send_mails().await, []);
    state("The mail could not be sent.").await;
    assert_eq!(client.post(&shown, &form).send().await.status, 303);
}

pub(crate) async fn an_address_is_changed_through_a_mail(server: &TestServer) {
    let here = server.client;
    let elsewhere = here.with_session(&people::sign_in(&server.ports, ADMIN).await);
    let ask = async |email: &str| here.post("/account/email", &[("email", email)]).send().await;
    for (typed, code) in [
        ("", ErrorCode::EmailEmpty),
        ("ada", ErrorCode::EmailInvalid),
        (ADMIN, ErrorCode::EmailUnchanged),
    ] {
        let answer = ask(typed).await;
        assert_eq!(answer.status, 422, "{answer}");
        let error = app::locale::Locale::English.texts().error;
        assert!(answer.unescaped().contains(error(code)), "{code:?}: {answer}");
    }
    // The same answer for an address that somebody has, and no mail.
    server.as_role(Role::Viewer).await;
    server.send_mails().await;
    for email in ["viewer@example.com", "ada@example.org"] {
        let answer = ask(email).await;
        assert_eq!(answer.header("location"), "/account?notice=email-asked", "{answer}");
        if email.starts_with("viewer") {
            assert_eq!(server.send_mails().await, []);
        }
    }
    let path = server.mailed_path("ada@example.org").await;
    let stranger = server.anonymous();
    let page = stranger.get(&path).send().await;
    for shown in [ADMIN, "ada@example.org"] {
        assert!(page.text().contains(shown), "{shown}: {page}");
    }
    assert!(is_in(elsewhere).await, "looking changes nothing");
    let answer = here.post(&path, &[]).send().await;
    assert_eq!(answer.header("location"), "/account?notice=email-changed", "{answer}");
    assert!(is_in(here).await && !is_in(elsewhere).await);
    assert!(!may_sign_in(stranger, ADMIN, PASSWORD).await);
    assert!(may_sign_in(stranger, "ada@example.org", PASSWORD).await);
    assert_refused(&here.post(&path, &[]).send().await, ErrorCode::LinkInvalid, "used");
    let mails = server.send_mails().await;
    let [(to, told)] = &mails[..] else { panic!("{mails:?}") };
    assert_eq!((to.as_str(), told.subject.as_str()), (ADMIN, "Your e-mail address was changed"));
}

pub(crate) async fn an_address_takes_the_password_again(server: &TestServer) {
    server.clock.advance(Duration::from_mins(11));
    let page = server.client.get("/account").send().await;
    assert!(page.text().contains("/confirm?return_to=%2Faccount"), "{page}");
    assert!(!page.text().contains("action=\"/account/email\""), "{page}");
    let form = [("email", "ada@example.org")];
    let answer = server.client.post("/account/email", &form).send().await;
    let address = "/confirm?return_to=%2Faccount&notice=again";
    assert_eq!((answer.status, answer.header("location")), (303, address), "{answer}");
    assert_eq!(server.send_mails().await, []);
}

pub(crate) async fn without_mail_pages_say_whom_to_ask(server: &TestServer) {
    let anonymous = server.without_mail().await;
    let session = people::sign_in(&server.ports, ADMIN).await;
    let admin = anonymous.with_session(&session);
    for address in ["/sign-in", "/forgot-password"] {
        let page = anonymous.get(address).send().await;
        assert_eq!(page.status, 200, "{page}");
        assert!(page.text().contains("Ask whoever runs this console"), "{page}");
        for way in ["href", "action"] {
            assert!(!page.text().contains(&format!("{way}=\"/forgot-password")), "{page}");
        }
    }
    let account = admin.get("/account").send().await;
    assert!(account.text().contains("To change it, ask whoever runs this console."), "{account}");
    for call in [
        anonymous.post("/forgot-password", &[("email", ADMIN)]),
        admin.post("/account/email", &[("email", "ada@example.org")]),
    ] {
        assert_refused(&call.send().await, ErrorCode::MailNotConfigured, "no mail");
    }
    let invite = [("email", "bo@example.com"), ("role", "viewer")];
    let page = admin.post("/members/invite", &invite).send().await;
    assert!(page.text().contains("/invitations/"), "{page}");
    assert!(!page.text().contains("mail with a link"), "{page}");
    assert_eq!(server.send_mails().await, []);
}
