//! Second factors: set up, asked for, taken away.

use std::time::Duration;

use domain::error_code::ErrorCode;
use server::key_file::KeyFile;
use totp_rs::{Builder, Secret, Totp};

use crate::bad_forms::assert_refused;
use crate::bench::{TestServer, log_about};
use crate::people::{self, ADMIN, PASSWORD};
use crate::support::answer::Answer;
use crate::support::client::{Client, SESSION_COOKIE};

const WAITING_COOKIE: &str = "suiro_sign_in";
const STEP: Duration = Duration::from_secs(30);

/// An app on a phone, which has the key from the page.
struct App(Totp);

impl App {
    fn with_key_of(page: &Answer) -> Self {
        let (_, key) = page.text().split_once("<code>").expect("a key");
        let key: String = key.split('<').next().expect("a key").split(' ').collect();
        let key = Secret::try_from_base32(&key).expect("base32");
        Self(Builder::new().with_secret(key).build_noncompliant())
    }

    fn code(&self, server: &TestServer) -> String {
        let seconds = server.ports.clock.now().micros() / 1_000_000;
        self.0.generate(seconds.try_into().expect("a time")).to_string()
    }
}

/// Sets a second factor up for whoever is signed in. Returns app and recovery codes.
async fn set_up(server: &TestServer, client: Client) -> (App, Vec<String>) {
    let page = client.get("/account/second-factor").send().await;
    assert!(page.status == 200 && !page.text().contains("aria-label=\"QR code"), "{page}");
    let started = client.post("/account/second-factor/start", &[]).send().await;
    let address = "/account/second-factor";
    assert_eq!((started.status, started.header("location")), (303, address), "{started}");
    let page = client.get(address).send().await;
    assert_eq!(page.status, 200, "{page}");
    let app = App::with_key_of(&page);
    let again = client.get(address).send().await;
    assert_eq!(App::with_key_of(&again).0, app.0, "the key stays the same");
    let answer = client.post(address, &[("code", &app.code(server))]).send().await;
    assert_eq!(answer.status, 200, "{answer}");
    let (_, codes) = answer.text().split_once("<pre><code>").expect("codes");
    let (codes, _) = codes.split_once("</code>").expect("codes");
    server.clock.advance(STEP);
    (app, codes.lines().map(str::to_owned).collect())
}

/// The first step. Returns the cookie with which the second one is made.
async fn begin(client: Client) -> String {
    let form = [("email", ADMIN), ("password", PASSWORD), ("return_to", "/help")];
    let answer = client.post("/sign-in", &form).send().await;
    let address = "/sign-in/code?return_to=%2Fhelp";
    assert_eq!((answer.status, answer.header("location")), (303, address), "{answer}");
    assert!(answer.token(SESSION_COOKIE).is_none(), "{answer}");
    let token = answer.token(WAITING_COOKIE).expect("what waits");
    format!("{WAITING_COOKIE}={}", token.reveal())
}

async fn go_on(client: Client, cookie: &str, code: &str) -> Answer {
    let form = [("code", code), ("return_to", "/help")];
    client.post("/sign-in/code", &form).header("cookie", cookie).send().await
}

pub(crate) async fn a_code_is_asked_for_after_the_password(server: &TestServer) {
    let other = server.client.with_session(&people::sign_in(&server.ports, ADMIN).await);
    let (app, codes) = set_up(server, server.client).await;
    assert_eq!(codes.len(), 10);
    assert_eq!(other.get("/account").send().await.status, 303, "other sessions have ended");
    let account = server.client.get("/account").send().await;
    assert!(account.text().contains("10 recovery codes left"), "{account}");
    assert!(!account.text().contains(&codes[0]), "{account}");

    let browser = server.anonymous();
    let cookie = begin(browser).await;
    let page = browser.get("/sign-in/code?return_to=%2Fhelp").header("cookie", &cookie);
    let page = page.send().await;
    assert!(page.status == 200 && !page.text().contains(ADMIN), "{page}");
    // What waits opens nothing else.
    for address in ["/account", "/channels", "/back-office", "/confirm"] {
        let away = browser.get(address).header("cookie", &cookie).send().await;
        assert_eq!(away.status, 303, "{away}");
        let session = cookie.replace(WAITING_COOKIE, SESSION_COOKIE);
        let away = browser.get(address).header("cookie", &session).send().await;
        assert_eq!(away.status, 303, "{away}");
    }
    for (typed, code) in [
        ("", ErrorCode::SecondFactorCodeEmpty),
        ("12345", ErrorCode::SecondFactorCodeInvalid),
        ("0000-0000-0000-0000", ErrorCode::SecondFactorCodeWrong),
    ] {
        let answer = go_on(browser, &cookie, typed).await;
        assert_eq!(answer.status, 422, "{answer}");
        let sentence = (app::locale::Locale::English.texts().error)(code);
        assert!(answer.unescaped().contains(sentence), "{code:?}: {answer}");
        assert!(answer.token(SESSION_COOKIE).is_none(), "{answer}");
    }
    let code = app.code(server);
    let answer = go_on(browser, &cookie, &format!(" {} {} ", &code[..3], &code[3..])).await;
    assert_eq!((answer.status, answer.header("location")), (303, "/help"), "{answer}");
    let token = answer.token(SESSION_COOKIE).expect("a session");
    assert_eq!(browser.with_session(&token).get("/account").send().await.status, 200);
    let log = log_about(answer.header("x-request-id")).concat();
    assert!(!log.contains(&code), "{log}");

    // The code is used up, and so is what waited.
    let again = begin(browser).await;
    let used = go_on(browser, &again, &code).await;
    assert_eq!(used.status, 422, "{used}");
    let late = go_on(browser, &cookie, &codes[0]).await;
    assert_eq!(late.status, 303, "{late}");
    assert_eq!(late.header("location"), "/sign-in?return_to=%2Fhelp&notice=expired", "{late}");
    assert_eq!(go_on(browser, &again, &codes[0]).await.header("location"), "/help");
    let third = begin(browser).await;
    assert_eq!(go_on(browser, &third, &codes[0]).await.status, 422, "it works once");
}

pub(crate) async fn a_sign_in_does_not_wait_for_ever(server: &TestServer) {
    let (app, _) = set_up(server, server.client).await;
    let cookie = begin(server.anonymous()).await;
    server.clock.advance(Duration::from_mins(5));
    let late = go_on(server.anonymous(), &cookie, &app.code(server)).await;
    assert_eq!(late.header("location"), "/sign-in?return_to=%2Fhelp&notice=expired", "{late}");
    let page = server.anonymous().get("/sign-in/code").send().await;
    assert_eq!(page.header("location"), "/sign-in?return_to=%2F&notice=expired", "{page}");
    let page = server.anonymous().get(page.header("location")).send().await;
    assert!(page.unescaped().contains("Please sign in again"), "{page}");
}

pub(crate) async fn codes_wait_like_passwords(server: &TestServer) {
    let (app, _) = set_up(server, server.client).await;
    let browser = server.anonymous();
    let cookie = begin(browser).await;
    let mut statuses = Vec::new();
    for _ in 0..8 {
        statuses.push(go_on(browser, &cookie, "000000").await.status);
    }
    assert!(statuses.ends_with(&[429]), "{statuses:?}");
    let answer = go_on(browser, &cookie, &app.code(server)).await;
    assert_eq!(answer.status, 429, "{answer}");
    let wait: u64 = answer.header("retry-after").parse().expect("seconds");
    server.clock.advance(Duration::from_secs(wait));
    let answer = go_on(browser, &cookie, &app.code(server)).await;
    assert_eq!(answer.status, 303, "{answer}");
}

pub(crate) async fn changes_to_a_second_factor_need_a_fresh_proof(server: &TestServer) {
    let client = server.client;
    let (app, codes) = set_up(server, client).await;
    server.clock.advance(Duration::from_mins(11));
    for action in ["recovery-codes", "turn-off", "start"] {
        let answer = client.post(&format!("/account/second-factor/{action}"), &[]).send().await;
        assert_eq!(answer.status, 303, "{answer}");
        assert!(answer.header("location").starts_with("/confirm?return_to=%2Faccount"), "{answer}");
    }
    let page = client.get("/confirm?return_to=%2Faccount").send().await;
    assert!(page.text().contains("name=\"code\"") && page.text().contains("name=\"password\""));
    let confirm =
        |code: &str| client.post("/confirm/code", &[("code", code), ("return_to", "/account")]);
    assert_eq!(confirm("000000").send().await.status, 422);
    let right = confirm(&app.code(server)).send().await;
    assert_eq!((right.status, right.header("location")), (303, "/account"), "{right}");
    let client = client.with_session(&right.token(SESSION_COOKIE).expect("a new token"));
    let renewed = client.post("/account/second-factor/recovery-codes", &[]).send().await;
    assert!(renewed.status == 200 && renewed.text().contains("<pre><code>"), "{renewed}");
    assert!(!renewed.text().contains(&codes[0]), "{renewed}");

    let off = client.post("/account/second-factor/turn-off", &[]).send().await;
    assert_eq!(off.header("location"), "/account?notice=second-factor-off", "{off}");
    people::sign_in(&server.ports, ADMIN).await;
    let again = client.post("/account/second-factor/turn-off", &[]).send().await;
    assert_refused(&again, ErrorCode::SecondFactorNotSet, "turned off twice");
}

pub(crate) async fn an_exposed_back_office_takes_a_second_factor(server: &TestServer) {
    let exposed = server.exposed().await;
    let client = exposed.with_session(&people::sign_in(&server.ports, ADMIN).await);
    for address in ["/back-office", "/back-office/audit-log"] {
        let away = client.get(address).send().await;
        assert_eq!(away.header("location"), "/account/second-factor", "{away}");
    }
    let form = client.post("/back-office/tenants/tn_00000000000000000000000000/verify", &[]);
    assert_refused(&form.send().await, ErrorCode::SecondFactorNeeded, "a form");
    let page = client.get("/account/second-factor").send().await;
    assert!(page.unescaped().contains("Account managers need a second factor here"), "{page}");
    assert_eq!(client.get("/channels").send().await.status, 200, "the rest is open");

    set_up(server, client).await;
    assert_eq!(client.get("/back-office").send().await.status, 200);
    assert_eq!(server.client.get("/back-office").send().await.status, 303, "it was ended");
}

pub(crate) async fn a_key_that_is_missing_is_an_error_and_no_way_in(server: &TestServer) {
    let (app, codes) = set_up(server, server.client).await;
    let file = server.key_file();
    let keys = std::fs::read(&file).expect("keys");
    std::fs::remove_file(&file).expect("the file goes");
    KeyFile::at(file.clone()).read_or_make(server.ports.clock.now()).expect("other keys");
    let client = server.of_another_server().await;
    let cookie = begin(client).await;
    let answer = go_on(client, &cookie, &app.code(server)).await;
    assert_eq!(answer.status, 503, "{answer}");
    assert!(answer.token(SESSION_COOKIE).is_none(), "{answer}");
    let log = log_about(answer.header("x-request-id")).concat();
    assert!(log.contains("is not among the keys of this server"), "{log}");
    // As soon as the file is there, it goes on by itself.
    std::fs::write(&file, keys).expect("keys");
    assert_eq!(go_on(client, &cookie, &app.code(server)).await.status, 303);
    let paper = begin(client).await;
    assert_eq!(go_on(client, &paper, &codes[0]).await.status, 303);
}
