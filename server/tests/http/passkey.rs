//! Passkeys, as far as they can be tried without a browser: `end2end` has one with an
//! authenticator.

use std::time::Duration;

use domain::error_code::ErrorCode;

use crate::bad_forms::assert_refused;
use crate::bench::TestServer;
use crate::people::{self, ADMIN};
use crate::support::answer::Answer;
use crate::support::client::Client;

/// A browser in front of a console with passkeys, in which the admin is signed in.
async fn with_passkeys(server: &TestServer) -> (Client, String) {
    let client = server.reached_by("https://suiro.example").await;
    let token = people::sign_in(&server.ports, ADMIN).await.reveal();
    (client, format!("__Host-suiro_session={token}"))
}

/// The token of the challenge that an answer holds.
fn token(answer: &Answer) -> String {
    assert_eq!(answer.status, 200, "{answer}");
    assert_eq!(answer.header("content-type"), "application/json", "{answer}");
    assert_eq!(answer.header("cache-control"), "no-store", "{answer}");
    let (_, rest) = answer.text().split_once("\"token\":\"").expect("a token");
    rest[..64].to_owned()
}

pub(crate) async fn a_wrong_answer_opens_nothing_and_is_taken_once(server: &TestServer) {
    let (client, _) = with_passkeys(server).await;
    let page = client.get("/sign-in").send().await;
    assert!(page.text().contains("data-passkey=\"/sign-in/passkey/start\""), "{page}");
    let start = client.post("/sign-in/passkey/start", &[]).send().await;
    assert!(start.text().contains("\"rpId\":\"suiro.example\""), "{start}");
    let token = token(&start);
    let give = |token: &str| {
        let form = [("token", token), ("answer", "{}"), ("return_to", "/help")];
        client.post("/sign-in/passkey", &form)
    };
    for code in [ErrorCode::PasskeyRefused, ErrorCode::PasskeyExpired] {
        let answer = give(&token).send().await;
        assert_eq!(answer.status, 422, "{answer}");
        let sentence = (app::locale::Locale::English.texts().error)(code);
        assert!(answer.unescaped().contains(sentence), "{code:?}: {answer}");
        assert!(answer.cookie("__Host-suiro_session").is_none(), "{answer}");
    }
    assert_refused(&give("x").send().await, ErrorCode::RequestMalformed, "no token");
}

pub(crate) async fn passkeys_are_managed_after_a_fresh_proof(server: &TestServer) {
    let (client, cookie) = with_passkeys(server).await;
    let post = |address: &str, fields: &[(&str, &str)]| {
        client.post(address, fields).header("cookie", &cookie)
    };
    let page = client.get("/account/passkeys").header("cookie", &cookie).send().await;
    assert!(page.text().contains("data-passkey=\"/account/passkeys/start\""), "{page}");
    let start = post("/account/passkeys/start", &[]).send().await;
    assert!(start.text().contains("\"residentKey\":\"required\""), "{start}");
    let token = token(&start);
    let form = [("token", &*token), ("answer", "{}"), ("passkey_name", "水 <b>")];
    let answer = post("/account/passkeys", &form).send().await;
    assert_eq!(answer.status, 422, "{answer}");
    assert!(answer.text().contains("水 &lt;b>") || answer.text().contains("水 &lt;b&gt;"));
    let unknown = post("/account/passkeys/pk_00000000000000000000000000/remove", &[]).send().await;
    assert_refused(&unknown, ErrorCode::PasskeyNotFound, "an unknown passkey");

    server.clock.advance(Duration::from_mins(11));
    let away = client.get("/account/passkeys").header("cookie", &cookie).send().await;
    assert_eq!(away.header("location"), "/confirm?return_to=%2Faccount%2Fpasskeys", "{away}");
    for address in
        ["/account/passkeys/start", "/account/passkeys/pk_00000000000000000000000000/remove"]
    {
        let away = post(address, &[]).send().await;
        assert!(away.header("location").starts_with("/confirm?return_to="), "{away}");
    }
}

pub(crate) async fn under_an_address_without_a_name_there_are_none(server: &TestServer) {
    let client = server.reached_by("http://192.0.2.1").await;
    let page = client.get("/sign-in").send().await;
    assert!(!page.text().contains("data-passkey"), "{page}");
    let start = client.post("/sign-in/passkey/start", &[]).send().await;
    assert_refused(&start, ErrorCode::PageNotFound, "no passkeys");
}
