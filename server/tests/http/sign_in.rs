//! Getting in, staying in, and leaving.

use std::time::Duration;

use domain::error_code::ErrorCode;
use domain::permissions::Role;
use domain::session::SessionLimits;
use domain::user::set_user_disabled;
use server::expiry;

use crate::bad_forms::assert_refused;
use crate::bench::{TestServer, log_about};
use crate::people::{self, ADMIN, PASSWORD};
use crate::support::answer::Answer;
use crate::support::client::{Call, Client, SESSION_COOKIE, creation_key};

const DEVICE_COOKIE: &str = "suiro_device";
const MINUTE: Duration = Duration::from_mins(1);

fn attempt(client: Client, email: &str, password: &str) -> Call {
    client.post("/sign-in", &[("email", email), ("password", password), ("return_to", "/help")])
}

/// Signs the admin in with one more browser.
async fn signed_in(server: &TestServer) -> Client {
    server.client.with_session(&people::sign_in(&server.ports, ADMIN).await)
}

/// Whether the browser is let in; if not, it is led to the sign-in form.
async fn is_in(client: Client) -> bool {
    let answer = client.get("/channels").send().await;
    assert!(matches!(answer.status, 200 | 303), "{answer}");
    let away = "/sign-in?return_to=%2Fchannels";
    assert_eq!(answer.header("location"), if answer.status == 303 { away } else { "" });
    answer.status == 200
}

/// Whether the form of the page, which is not that for language and theme, leads back there.
fn leads_back(page: &Answer, address: &str) -> bool {
    let (_, form) = page.text().split_once("class=\"small-form\"").expect("a form");
    form.contains(&format!("name=\"return_to\" value=\"{address}\""))
}

pub(crate) async fn the_right_password_opens_the_console(server: &TestServer) {
    let stranger = server.anonymous();
    assert!(!is_in(stranger).await);
    let form = stranger.get("/sign-in?return_to=%2Fchannels%3Fq%3Da").send().await;
    assert_eq!(form.status, 200, "{form}");
    assert!(leads_back(&form, "/channels?q=a"), "{form}");

    let answer = attempt(stranger, " Admin@Example.COM ", PASSWORD).send().await;
    assert_eq!((answer.status, answer.header("location")), (303, "/help"), "{answer}");
    let token = answer.token(SESSION_COOKIE).expect("a session");
    assert!(is_in(stranger.with_session(&token)).await);
    // Whoever is in needs no form.
    let form = stranger.with_session(&token).get("/sign-in").send().await;
    assert!(form.status < 400, "{form}");
    let log = log_about(answer.header("x-request-id")).concat();
    assert!(!log.contains(PASSWORD) && !log.contains(&token.reveal()), "{log}");
}

/// The same answer, but for what differs in every answer.
fn without_chance(answer: &Answer, email: &str) -> String {
    let policy = answer.header("content-security-policy");
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next());
    let text = answer.unescaped().replace(nonce.expect("a nonce"), "");
    text.replace(answer.header("x-request-id"), "").replace(email, "")
}

pub(crate) async fn nobody_is_told_what_was_wrong(server: &TestServer) {
    server.as_role(Role::Viewer).await;
    set_user_disabled(&server.ports, "viewer@example.com", true).await.expect("a user");
    let client = server.anonymous();
    let mut answers = Vec::new();
    for (email, password) in [
        (ADMIN, "wrong horse battery"),
        ("nobody@example.com", PASSWORD),
        ("viewer@example.com", PASSWORD),
    ] {
        let answer = attempt(client, email, password).send().await;
        assert_eq!(answer.status, ErrorCode::SignInRefused.http_status(), "{answer}");
        assert!(answer.token(SESSION_COOKIE).is_none(), "{answer}");
        assert!(answer.cookie(DEVICE_COOKIE).is_none(), "{answer}");
        assert!(!answer.text().contains(password), "{answer}");
        answers.push(without_chance(&answer, email));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
}

pub(crate) async fn an_empty_form_is_told_field_by_field(server: &TestServer) {
    let answer = attempt(server.anonymous(), "", "").send().await;
    assert_eq!(answer.status, 422, "{answer}");
    let error = app::locale::Locale::English.texts().error;
    for code in [ErrorCode::EmailEmpty, ErrorCode::PasswordEmpty] {
        assert!(answer.unescaped().contains(error(code)), "{code:?}: {answer}");
    }
}

pub(crate) async fn too_many_attempts_wait_but_not_in_a_known_browser(server: &TestServer) {
    let client = server.anonymous();
    let known = attempt(client, ADMIN, PASSWORD).send().await;
    let device = known.token(DEVICE_COOKIE).expect("a mark").reveal();
    let cookie = format!("{DEVICE_COOKIE}={device}");
    let elsewhere =
        |password: &str| attempt(client, ADMIN, password).header("x-forwarded-for", "203.0.113.9");
    for number in 0..10 {
        let answer = elsewhere("wrong horse battery").send().await;
        assert_eq!(answer.status, 422, "{number}: {answer}");
        server.clock.advance(Duration::from_secs(1 << number.max(4)));
    }
    elsewhere("wrong horse battery").send().await;
    // Now the next one has to wait for half a minute or more, even if it is right.
    for password in ["wrong horse battery", PASSWORD] {
        let answer = elsewhere(password).send().await;
        assert_eq!(answer.status, 429, "{answer}");
        let wait: u64 = answer.header("retry-after").parse().expect("seconds");
        assert!((1..=900).contains(&wait), "{wait}");
        assert!(answer.token(SESSION_COOKIE).is_none(), "{answer}");
    }
    let owner = attempt(client, ADMIN, PASSWORD).header("cookie", &cookie).send().await;
    assert_eq!(owner.status, 303, "{owner}");
    assert!(owner.token(SESSION_COOKIE).is_some(), "{owner}");
    // Another person's account is open to that address.
    server.as_role(Role::Viewer).await;
    let other = attempt(client, "viewer@example.com", PASSWORD);
    let other = other.header("x-forwarded-for", "203.0.113.9").send().await;
    assert_eq!(other.status, 303, "{other}");
    // Nobody is kept out for long.
    server.clock.advance(15 * MINUTE);
    assert_eq!(elsewhere(PASSWORD).send().await.status, 303);
}

pub(crate) async fn a_thousand_accounts_cannot_be_tried_from_one_address(server: &TestServer) {
    let client = server.anonymous();
    let mut waits = 0;
    for number in 0..60 {
        let email = format!("somebody{number}@example.com");
        let call = attempt(client, &email, "wrong horse battery");
        let answer = call.header("x-forwarded-for", "2001:db8::1").send().await;
        assert!(matches!(answer.status, 422 | 429), "{answer}");
        waits += u32::from(answer.status == 429);
    }
    assert!(waits > 0);
    let call = attempt(client, ADMIN, PASSWORD).header("x-forwarded-for", "2001:db8:1::1");
    assert_eq!(call.send().await.status, 303, "another address is free");
}

pub(crate) async fn a_session_ends_when_nobody_uses_it(server: &TestServer) {
    let client = server.client;
    for _ in 0..3 {
        server.clock.advance(29 * MINUTE);
        assert!(is_in(client).await);
    }
    server.clock.advance(31 * MINUTE);
    assert!(!is_in(client).await);
    let user = server.user(ADMIN).await;
    let kept = server.ports.store.sessions_of_user(user).await.expect("sessions");
    assert_eq!(kept.len(), 1, "it opens nothing, but is still there");
    let limits = SessionLimits::default();
    expiry::delete(&server.ports, limits).await.expect("what has expired goes");
    let kept = server.ports.store.sessions_of_user(user).await.expect("sessions");
    assert!(kept.is_empty(), "{kept:?}");
}

pub(crate) async fn a_session_ends_after_half_a_day_of_work(server: &TestServer) {
    for _ in 0..35 {
        server.clock.advance(20 * MINUTE);
        assert!(is_in(server.client).await);
    }
    server.clock.advance(20 * MINUTE);
    assert!(!is_in(server.client).await);
}

pub(crate) async fn the_cookies_are_for_this_site_only(server: &TestServer) {
    let answer = attempt(server.anonymous(), ADMIN, PASSWORD).send().await;
    for name in [SESSION_COOKIE, DEVICE_COOKIE] {
        let cookie = answer.cookie(name).expect("a cookie");
        for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(part), "{part}: {cookie}");
        }
        assert!(!cookie.contains("Secure") && !cookie.contains("Domain"), "{cookie}");
        assert_eq!(cookie.contains("Max-Age"), name == DEVICE_COOKIE, "{cookie}");
    }
    let secure = server.reached_by("https://suiro.example").await;
    let answer = attempt(secure, ADMIN, PASSWORD).send().await;
    for name in ["__Host-suiro_session", "__Host-suiro_device"] {
        let cookie = answer.cookie(name).expect("a cookie");
        for part in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(part), "{part}: {cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
    let token = answer.token("__Host-suiro_session").expect("a session");
    assert!(!is_in(secure.with_session(&token)).await, "under the other name it opens nothing");
    let cookie = format!("__Host-suiro_session={}", token.reveal());
    assert_eq!(secure.get("/channels").header("cookie", &cookie).send().await.status, 200);
}

pub(crate) async fn every_sign_in_has_a_token_of_its_own(server: &TestServer) {
    let first = signed_in(server).await;
    // Whoever signs in again leaves the session before, whoever had put it into the browser.
    let answer = attempt(first, ADMIN, PASSWORD).send().await;
    let second = first.with_session(&answer.token(SESSION_COOKIE).expect("a session"));
    assert_ne!(first.cookie(), second.cookie());
    assert!(is_in(second).await);
    assert!(!is_in(first).await);
    assert!(is_in(server.client).await, "another browser's session goes on");
}

pub(crate) async fn a_made_up_token_opens_nothing(server: &TestServer) {
    let token = server.client.cookie().replace("suiro_session=", "");
    for made_up in [
        "0".repeat(64),
        token.to_uppercase(),
        token[..63].to_owned(),
        format!("{token}0"),
        format!("\"{token}\""),
        String::new(),
    ] {
        let cookie = format!("{SESSION_COOKIE}={made_up}");
        let answer = server.anonymous().get("/channels").header("cookie", &cookie).send().await;
        assert_eq!(answer.status, 303, "{made_up}: {answer}");
    }
}

pub(crate) async fn signing_out_ends_the_session_in_the_server(server: &TestServer) {
    let client = server.client;
    let other = signed_in(server).await;
    let answer = client.post("/sign-out", &[]).send().await;
    assert_eq!(answer.status, 303, "{answer}");
    let cookie = answer.cookie(SESSION_COOKIE).expect("the cookie is taken away");
    assert!(cookie.contains("Max-Age=0") && answer.token(SESSION_COOKIE).is_none(), "{cookie}");
    assert!(!is_in(client).await, "the token is dead, wherever it was copied to");
    assert!(is_in(other).await);
    assert_eq!(client.get("/sign-out").send().await.status, 405, "no picture signs anybody out");
}

pub(crate) async fn a_new_password_ends_all_other_sessions(server: &TestServer) {
    const NEW: &str = "battery staple horse";
    let client = server.client;
    let other = signed_in(server).await;
    let change = |old: &str, new: &str| {
        client.post("/account/password", &[("password", old), ("new_password", new)])
    };
    for (old, new, code) in [
        ("wrong horse battery", NEW, ErrorCode::PasswordWrong),
        ("", NEW, ErrorCode::PasswordEmpty),
        (PASSWORD, "short", ErrorCode::PasswordTooShort),
        (PASSWORD, "Administrator", ErrorCode::PasswordCommon),
        (PASSWORD, "a\tbattery\tstaple", ErrorCode::PasswordInvalid),
        (PASSWORD, ADMIN, ErrorCode::PasswordCommon),
    ] {
        let answer = change(old, new).send().await;
        assert_eq!(answer.status, 422, "{code:?}: {answer}");
        let sentence = (app::locale::Locale::English.texts().error)(code);
        assert!(answer.unescaped().contains(sentence), "{code:?}: {answer}");
        assert!(is_in(other).await, "nothing has changed");
    }
    let answer = change(PASSWORD, NEW).send().await;
    assert_eq!(answer.status, 303, "{answer}");
    assert!(is_in(client).await);
    assert!(!is_in(other).await);
    let stranger = server.anonymous();
    assert_eq!(attempt(stranger, ADMIN, PASSWORD).send().await.status, 422);
    assert_eq!(attempt(stranger, ADMIN, NEW).send().await.status, 303);
}

pub(crate) async fn what_cannot_be_undone_needs_the_password_again(server: &TestServer) {
    let client = server.client;
    let id = client.create(creation_key(0), "Support").send().await.created_id();
    let address = format!("/channels/{id}/delete");
    let ticked = [("confirm_name", "Support"), ("no_business", "on"), ("backed_up", "on")];
    server.clock.advance(11 * MINUTE);

    let away = client.get(&address).send().await;
    let location = format!("/confirm?return_to=%2Fchannels%2F{id}%2Fdelete");
    assert_eq!((away.status, away.header("location")), (303, &*location), "{away}");
    let page = client.get(&location).send().await;
    assert!(leads_back(&page, &address), "{page}");
    let away = client.post(&address, &ticked).send().await;
    let again = format!("{location}&notice=again");
    assert_eq!((away.status, away.header("location")), (303, &*again), "{away}");
    assert_eq!(client.used().await, 1, "nothing was done without it");

    let confirm = |password: &str| {
        client.post("/confirm", &[("password", password), ("return_to", &address)])
    };
    let wrong = confirm("wrong horse battery").send().await;
    assert_eq!(wrong.status, 422, "{wrong}");
    assert_eq!(client.get(&address).send().await.status, 303);
    let right = confirm(PASSWORD).send().await;
    assert_eq!((right.status, right.header("location")), (303, &*address), "{right}");
    let again = client.with_session(&right.token(SESSION_COOKIE).expect("a new token"));
    assert!(!is_in(client).await, "the token before is dead");
    assert_eq!(again.get(&address).send().await.status, 200);
    assert_eq!(again.post(&address, &ticked).send().await.status, 303);
    assert_eq!(again.used().await, 0);
}

pub(crate) async fn whoever_is_disabled_is_out_at_once(server: &TestServer) {
    let viewer = server.as_role(Role::Viewer).await;
    assert!(is_in(viewer).await);
    set_user_disabled(&server.ports, "viewer@example.com", true).await.expect("a user");
    assert!(!is_in(viewer).await);
    set_user_disabled(&server.ports, "viewer@example.com", false).await.expect("a user");
    assert!(!is_in(viewer).await, "the session has ended for good");
    let answer = attempt(server.anonymous(), "viewer@example.com", PASSWORD).send().await;
    assert_eq!(answer.status, 303, "{answer}");
}

pub(crate) async fn a_person_ends_their_own_sessions_and_no_others(server: &TestServer) {
    let (one, two) = (signed_in(server).await, signed_in(server).await);
    let viewer = server.as_role(Role::Viewer).await;
    let session_of = async |client: Client| {
        let page = client.get("/account").send().await;
        assert_eq!(page.status, 200, "{page}");
        let begin = page.text().find("/account/sessions/se_").expect("a session");
        page.text()[begin..].split('"').next().expect("an address").to_owned()
    };
    let foreign = session_of(one).await;
    let answer = viewer.post(&foreign, &[]).send().await;
    assert_refused(&answer, ErrorCode::SessionNotFound, &foreign);
    for client in [one, two, server.client] {
        assert!(is_in(client).await);
    }
    assert_eq!(one.post(&foreign, &[]).send().await.status, 303);
    let mut left = 0;
    for client in [one, two, server.client] {
        left += u32::from(is_in(client).await);
    }
    assert_eq!(left, 2);
    let asker = if is_in(two).await { two } else { one };
    assert_eq!(asker.post("/account/sessions/end-others", &[]).send().await.status, 303);
    assert!(is_in(asker).await && is_in(viewer).await);
    assert!(!is_in(server.client).await);
}

/// A form that was sent without a session is not done, and its sender is told so.
pub(crate) async fn a_form_without_a_session_is_refused(server: &TestServer) {
    let client = server.anonymous();
    let answer = client.create(creation_key(0), "Support").send().await;
    assert_eq!(answer.status, ErrorCode::SessionMissing.http_status(), "{answer}");
    assert!(leads_back(&answer, "/channels/new"), "{answer}");
    assert_eq!(server.client.used().await, 0);
}
