//! What the server makes of a provider's answers. A provider that nobody here wrote is in
//! `end2end/tests/openid.spec.ts`; this one lies as it is told.

mod liar;

use std::time::Duration;

use domain::open_id::{Claims, OpenIdProvider, ProviderError};
use domain::time::Timestamp;
use serde_json::{Value, json};

use self::liar::{CLIENT, Liar, SECRET, now};

/// What came of a redemption, in a word.
fn word(outcome: &Result<Claims, ProviderError>) -> &'static str {
    match outcome {
        Ok(_) => "trusted",
        Err(ProviderError::Unavailable(_)) => "unavailable",
        Err(ProviderError::CodeRefused(_)) => "code refused",
        Err(ProviderError::TokenInvalid(_)) => "invalid",
        Err(ProviderError::ClocksDiffer(_)) => "clocks differ",
    }
}

#[tokio::test]
async fn an_honest_provider_is_believed() {
    let liar = Liar::start().await;
    liar.claim(json!({
        "email": "Ada@Example.com", "email_verified": true, "name": "Ada", "auth_time": 1_700_000_000,
    }));
    let claims = liar.redeem(None).await.expect("claims");
    assert_eq!(claims.subject.as_str(), "ada-1");
    assert_eq!(claims.verified_email().expect("an address").as_str(), "ada@example.com");
    assert_eq!(claims.name.as_deref(), Some("Ada"));
    let at = Timestamp::from_micros(1_700_000_000_000_000);
    assert_eq!(claims.authenticated_at, Some(at));
    // What the token does not say is asked for; some say booleans as texts.
    liar.claim(json!({ "email": null }));
    liar.tell(json!({ "sub": "ada-1", "email": "ada@example.org", "email_verified": "true" }));
    let claims = liar.redeem(Some(&liar.issuer())).await.expect("claims");
    assert_eq!(claims.verified_email().expect("an address").as_str(), "ada@example.org");
    assert_eq!((claims.name, claims.authenticated_at), (None, None));
    let (asked, form) = liar.last_exchange();
    assert_eq!(asked, format!("Basic {}", liar::base64(&format!("{CLIENT}:{SECRET}"))));
    for part in ["grant_type=authorization_code", "code=the-code", "code_verifier=0303"] {
        assert!(form.contains(part), "{part}: {form}");
    }
}

#[tokio::test]
async fn the_way_there_says_what_is_needed() {
    let liar = Liar::start().await;
    let url = liar.provider.sign_in_url(&liar::challenge(), false).await.expect("a way");
    let (path, query) = url.split_once('?').expect("a query");
    assert_eq!(path, format!("{}/authorize", liar.issuer()));
    let of = |name: &str| {
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        pairs.find(|(other, _)| other == name).map(|(_, value)| value.into_owned())
    };
    // SHA-256 of the verifier, computed elsewhere.
    let challenge = liar::sha256(&"03".repeat(32));
    for (name, value) in [
        ("response_type", "code"),
        ("client_id", CLIENT),
        ("scope", "openid email profile"),
        ("state", &"01".repeat(32)),
        ("nonce", &"02".repeat(32)),
        ("code_challenge_method", "S256"),
        ("code_challenge", &challenge),
        ("redirect_uri", "https://suiro.example/sign-in/openid/callback"),
    ] {
        assert_eq!(of(name).as_deref(), Some(value), "{name}");
    }
    assert_eq!((of("prompt"), of("max_age")), (None, None));
    let again = liar.provider.sign_in_url(&liar::challenge(), true).await.expect("a way");
    assert!(again.contains("&prompt=login") && again.contains("&max_age=0"), "{again}");
}

#[tokio::test]
async fn a_token_that_was_tampered_with_is_refused() {
    let liar = Liar::start().await;
    for (lie, told) in [
        (json!({}), "trusted"),
        (json!({ "azp": CLIENT }), "trusted"),
        (json!({ "aud": [CLIENT] }), "trusted"),
        (json!({ "exp": now() - 50 }), "trusted"),
        (json!({ "iat": now() + 50 }), "trusted"),
        (json!({ "iss": "https://evil.example" }), "invalid"),
        (json!({ "aud": "another client" }), "invalid"),
        (json!({ "aud": [CLIENT, "another client"] }), "invalid"),
        (json!({ "azp": "another client" }), "invalid"),
        (json!({ "nonce": "01".repeat(32) }), "invalid"),
        (json!({ "nonce": null }), "invalid"),
        (json!({ "sub": "" }), "invalid"),
        (json!({ "sub": "s".repeat(256) }), "invalid"),
        (json!({ "exp": now() - 70 }), "clocks differ"),
        (json!({ "iat": now() + 70 }), "clocks differ"),
        (json!({ "sub": null }), "unavailable"),
        (json!({ "exp": null }), "unavailable"),
    ] {
        liar.claim(lie.clone());
        let outcome = liar.redeem(None).await;
        assert_eq!(word(&outcome), told, "{lie}: {outcome:?}");
    }
    liar.claim(json!({}));
    for signature in ["another key", "no key", "the secret", "nothing"] {
        liar.sign_with(signature);
        let outcome = liar.redeem(None).await;
        assert_eq!(word(&outcome), "invalid", "{signature}: {outcome:?}");
    }
}

#[tokio::test]
async fn new_keys_are_asked_for_now_and_again() {
    let liar = Liar::start().await;
    liar.redeem(None).await.expect("claims");
    liar.change_key();
    let outcome = liar.redeem(None).await;
    assert_eq!(word(&outcome), "invalid", "within the minute: {outcome:?}");
    liar.clock.advance(Duration::from_secs(61));
    liar.redeem(None).await.expect("the new key");
    assert_eq!(liar.discoveries(), 2);
    liar.clock.advance(Duration::from_mins(50));
    liar.redeem(None).await.expect("claims");
    assert_eq!(liar.discoveries(), 2, "what was said is kept for an hour");
    liar.clock.advance(Duration::from_mins(10));
    liar.redeem(None).await.expect("claims");
    assert_eq!(liar.discoveries(), 3);
}

#[tokio::test]
async fn an_answer_of_another_provider_is_refused() {
    let liar = Liar::start().await;
    assert_eq!(word(&liar.redeem(Some("https://evil.example")).await), "invalid");
    assert_eq!(word(&liar.redeem(Some("")).await), "invalid");
    assert_eq!(liar.exchanges(), 0, "the code is told to nobody");
    let liar = Liar::start().await;
    liar.describe(json!({ "authorization_response_iss_parameter_supported": true }));
    assert_eq!(word(&liar.redeem(None).await), "invalid");
    assert_eq!(word(&liar.redeem(Some(&liar.issuer())).await), "trusted");
}

#[tokio::test]
async fn a_provider_out_of_order_is_told_as_such() {
    let evil = "http://192.0.2.1/authorize";
    for (description, told) in [
        (json!({ "issuer": "https://evil.example" }), "unavailable"),
        (json!({ "issuer": null }), "unavailable"),
        // Not encrypted, and not on this machine.
        (json!({ "authorization_endpoint": evil }), "unavailable"),
        (json!({ "authorization_endpoint": "javascript:alert(1)" }), "unavailable"),
        (json!({ "jwks_uri": evil }), "unavailable"),
        (json!({ "token_endpoint": evil }), "unavailable"),
        (json!({ "token_endpoint": null }), "unavailable"),
    ] {
        let liar = Liar::start().await;
        liar.describe(description.clone());
        let outcome = liar.redeem(None).await;
        assert_eq!(word(&outcome), told, "{description}: {outcome:?}");
    }
    let liar = Liar::start().await;
    for (answer, told) in [
        ("redirect", "unavailable"),
        ("endless", "unavailable"),
        ("error", "unavailable"),
        ("no json", "unavailable"),
        ("invalid_grant", "code refused"),
        ("no id_token", "invalid"),
    ] {
        liar.answer_exchanges_with(answer);
        let outcome = liar.redeem(None).await;
        assert_eq!(word(&outcome), told, "{answer}: {outcome:?}");
        let causes = format!("{outcome:?}");
        assert!(!causes.contains("the-access-token"), "{causes}");
    }
    assert_eq!(liar.asked_elsewhere(), 0, "no redirect is followed");
}

#[tokio::test]
async fn what_is_said_about_somebody_else_is_refused() {
    let liar = Liar::start().await;
    liar.claim(json!({ "email": null }));
    for (told, outcome) in [
        (json!({ "sub": "ada-2", "email": "ada@example.com" }), "invalid"),
        (json!({ "email": "ada@example.com" }), "unavailable"),
        (Value::Null, "unavailable"),
    ] {
        liar.tell(told.clone());
        assert_eq!(word(&liar.redeem(None).await), outcome, "{told}");
    }
    liar.tell(json!({ "sub": "ada-1", "email": "no address", "email_verified": true }));
    assert_eq!(liar.redeem(None).await.expect("claims").email, None);
}
