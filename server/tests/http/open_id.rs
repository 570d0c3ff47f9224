//! Signing in through a provider: the way there, the way back, and what is no way.

use std::time::Duration;

use app::locale::Locale;
use domain::error_code::ErrorCode;
use domain::open_id::{Claims, ProviderError};
use domain::permissions::Role;
use domain::time::Timestamp;
use server::start::BUILT_IN_TENANT;

use crate::bench::{TestServer, log_about};
use crate::fake_provider::{ISSUER, NAME, claims};
use crate::people::{self, ADMIN, PASSWORD};
use crate::support::answer::Answer;
use crate::support::client::{Call, Client, SESSION_COOKIE};

const COOKIE: &str = "suiro_openid";
const NEW: &str = "olga@example.com";

/// Somebody is at the provider.
struct Visit {
    client: Client,
    cookie: String,
    url: String,
}

impl Visit {
    async fn begin(client: Client, address: &str, fields: &[(&str, &str)]) -> Self {
        let answer = client.post(address, fields).send().await;
        assert_eq!(answer.status, 200, "{answer}");
        let url = answer.header("refresh").strip_prefix("0; url=").expect("a way").to_owned();
        assert!(url.starts_with(ISSUER), "{url}");
        assert!(answer.unescaped().contains(&format!("href=\"{url}\"")), "{answer}");
        let cookie = answer.cookie(COOKIE).expect("a cookie");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        let cookie = cookie.split(';').next().expect("a value").to_owned();
        assert!(!url.contains(&cookie[..100]), "the address does not tell the token");
        Self { client, cookie, url }
    }

    async fn sign_in(server: &TestServer) -> Self {
        Self::begin(server.anonymous(), "/sign-in/openid", &[("return_to", "/help")]).await
    }

    fn state(&self) -> &str {
        let (_, rest) = self.url.split_once("state=").expect("a state");
        rest.split('&').next().expect("a state")
    }

    /// The way back, as the provider sends it.
    fn answer(&self, code: &str) -> Call {
        let state = self.state();
        let address = format!("/sign-in/openid/callback?code={code}&state={state}&session_state=x");
        self.client.get(&address).header("cookie", &self.cookie)
    }

    async fn back(&self, code: &str) -> Answer {
        self.answer(code).send().await
    }
}

/// Whether the browser is sent to `page`, which says what was wrong.
fn assert_problem(answer: &Answer, page: &str, code: ErrorCode) {
    let location = answer.header("location");
    assert_eq!(answer.status, 303, "{answer}");
    assert!(location.starts_with(page), "{location}");
    assert!(location.ends_with(&format!("problem={}", code.code())), "{location}");
    assert!(answer.token(SESSION_COOKIE).is_none(), "{answer}");
}

/// Links the admin's account at the provider.
async fn link(server: &TestServer, claims: &Claims) {
    server.provider.on_code("link", Ok(claims.clone()));
    let visit = Visit::begin(server.client, "/account/openid", &[]).await;
    let answer = visit.back("link").await;
    assert_eq!(answer.header("location"), "/account?notice=linked", "{answer}");
}

pub(crate) async fn a_linked_account_lets_its_user_in(server: &TestServer) {
    let there = claims("lovelace@id.example.com");
    link(server, &there).await;
    let account = server.client.get("/account").send().await;
    for shown in ["lovelace@id.example.com", ISSUER, "Unlink"] {
        assert!(account.text().contains(shown), "{shown}: {account}");
    }

    let page = server.anonymous().get("/sign-in?return_to=/help").send().await;
    assert!(page.unescaped().contains(&format!("Sign in with {NAME}")), "{page}");
    server.provider.on_code("first", Ok(there));
    let visit = Visit::sign_in(server).await;
    let answer = visit.back("first").await;
    assert_eq!((answer.status, answer.header("location")), (303, "/help"), "{answer}");
    let token = answer.token(SESSION_COOKIE).expect("a session");
    let client = server.client.with_session(&token);
    assert_eq!(client.get("/members").send().await.status, 200);
    let log = client.get("/audit-log").send().await;
    assert!(log.text().contains("there-lovelace@id.example.com"), "how they came in: {log}");
    let lines = log_about(answer.header("x-request-id")).concat();
    assert!(!lines.contains("first") && !lines.contains(visit.state()), "{lines}");

    let (_, id) = account.text().split_once("/account/openid/").expect("an address");
    let unlink = format!("/account/openid/{}", id.split('"').next().expect("an address"));
    let answer = client.post(&unlink, &[]).send().await;
    assert_eq!(answer.header("location"), "/account?notice=unlinked", "{answer}");
    assert_eq!(client.post(&unlink, &[]).send().await.status, 404);
    server.provider.on_code("second", Ok(claims("lovelace@id.example.com")));
    let answer = Visit::sign_in(server).await.back("second").await;
    assert_problem(&answer, "/sign-in", ErrorCode::OpenIdIdentityUnknown);
}

pub(crate) async fn an_answer_that_was_tampered_with_is_refused(server: &TestServer) {
    link(server, &claims(ADMIN)).await;
    server.provider.on_code("code", Ok(claims(ADMIN)));
    let visit = Visit::sign_in(server).await;
    let foreign = Visit::sign_in(server).await;
    let unknown = ErrorCode::OpenIdAnswerUnknown;
    let client = server.anonymous();
    let state = visit.state();
    let wrong = format!("{}{}", if state.starts_with('0') { '1' } else { '0' }, &state[1..]);
    let callback = |query: &str| client.get(&format!("/sign-in/openid/callback{query}"));
    let of_visit = |call: Call| call.header("cookie", &visit.cookie);
    for tampered in [
        // Without what the browser was given, or with something else.
        callback(&format!("?code=code&state={state}")),
        callback(&format!("?code=code&state={state}")).header("cookie", &foreign.cookie),
        callback(&format!("?code=code&state={state}")).header("cookie", "suiro_openid=token%3Dx"),
        of_visit(callback(&format!("?code=code&state={wrong}"))),
        of_visit(callback(&format!("?code=code&state={}", foreign.state()))),
        of_visit(callback(&format!("?code=code&state={}", state.to_uppercase()))),
        of_visit(callback("?code=code")),
        of_visit(callback("?error=access_denied")),
        of_visit(callback("")),
    ] {
        assert_problem(&tampered.send().await, "/sign-in", unknown);
    }
    let broken = of_visit(callback("?code=%ff")).send().await;
    assert_eq!(broken.status, ErrorCode::RequestMalformed.http_status(), "{broken}");
    // None of it was in the way of the true answer, which works once.
    let answer = visit.back("code").await;
    assert_eq!(answer.header("location"), "/help", "{answer}");
    server.provider.on_code("code", Ok(claims(ADMIN)));
    assert_problem(&visit.back("code").await, "/sign-in", unknown);

    // Another provider's answer is looked at once, and is not this one's.
    let mixed_up = format!("code&iss=https%3A%2F%2Fevil.example&x={}", "");
    let answer = foreign.back(&mixed_up).await;
    assert_problem(&answer, "/sign-in", ErrorCode::OpenIdTokenInvalid);
    let late = Visit::sign_in(server).await;
    server.clock.advance(Duration::from_mins(10));
    assert_problem(&late.back("code").await, "/sign-in", unknown);
}

pub(crate) async fn what_goes_wrong_there_is_told_here(server: &TestServer) {
    let trouble = || "the provider's secret words".into();
    for (number, (word, told)) in [
        (None, ErrorCode::OpenIdDenied),
        (Some(ProviderError::Unavailable(trouble())), ErrorCode::OpenIdUnavailable),
        (Some(ProviderError::CodeRefused(trouble())), ErrorCode::OpenIdCodeRefused),
        (Some(ProviderError::TokenInvalid(trouble())), ErrorCode::OpenIdTokenInvalid),
        (Some(ProviderError::ClocksDiffer(trouble())), ErrorCode::OpenIdClocksDiffer),
    ]
    .into_iter()
    .enumerate()
    {
        let visit = Visit::sign_in(server).await;
        let answer = if let Some(error) = word {
            let code = format!("code{number}");
            server.provider.on_code(&code, Err(error));
            visit.back(&code).await
        } else {
            let address =
                format!("/sign-in/openid/callback?error=access_denied&state={}", visit.state());
            visit.client.get(&address).header("cookie", &visit.cookie).send().await
        };
        assert_problem(&answer, "/sign-in?return_to=%2Fhelp&", told);
        let causes = log_about(answer.header("x-request-id")).concat();
        assert_eq!(causes.contains("secret words"), told != ErrorCode::OpenIdDenied, "{causes}");
        for locale in Locale::ALL {
            let page = server.anonymous().get(answer.header("location"));
            let page = page.header("accept-language", locale.tag()).send().await;
            assert_eq!(page.status, 200, "{page}");
            assert!(page.unescaped().contains((locale.texts().error)(told)), "{page}");
            assert!(!page.text().contains("secret words"), "{page}");
        }
    }
    // No other sentence can be put there by an address.
    let page = server.anonymous().get("/sign-in?problem=Tenant.Suspended").send().await;
    assert!(!page.text().contains("class=\"summary\""), "{page}");
}

pub(crate) async fn a_provider_that_is_away_is_in_nobodys_way(server: &TestServer) {
    server.provider.set_away(true);
    let answer = server.anonymous().post("/sign-in/openid", &[("return_to", "/help")]).send().await;
    assert_problem(&answer, "/sign-in?return_to=%2Fhelp&", ErrorCode::OpenIdUnavailable);
    let form = [("email", ADMIN), ("password", PASSWORD), ("return_to", "/")];
    let answer = server.anonymous().post("/sign-in", &form).send().await;
    assert!(answer.token(SESSION_COOKIE).is_some(), "{answer}");
    assert_eq!(server.client.get("/account").send().await.status, 200);
}

pub(crate) async fn without_a_provider_there_is_no_such_way(server: &TestServer) {
    let client = server.with_provider(None).await;
    let answer = client.post("/sign-in/openid", &[("return_to", "/help")]).send().await;
    assert_eq!(answer.status, 404, "{answer}");
    let page = client.get("/sign-in").send().await;
    assert!(!page.text().contains("openid"), "{page}");
    let token = people::sign_in(&server.ports, ADMIN).await;
    let page = client.with_session(&token).get("/account").send().await;
    assert!(!page.text().contains("linked-accounts"), "{page}");
}

pub(crate) async fn an_unknown_account_opens_nothing(server: &TestServer) {
    let (open, closed) = (server.with_provider(Some(true)).await, server.anonymous());
    let unverified = Claims { email_verified: false, ..claims(ADMIN) };
    for (client, claims, lets_in) in [
        (closed, claims(ADMIN), false),
        (open, unverified, false),
        (open, claims(NEW), false),
        (open, claims(ADMIN), true),
        // It is linked from now on.
        (closed, claims(ADMIN), true),
    ] {
        server.provider.on_code("code", Ok(claims));
        let visit = Visit::begin(client, "/sign-in/openid", &[("return_to", "/help")]).await;
        let answer = visit.back("code").await;
        if lets_in {
            assert!(answer.token(SESSION_COOKIE).is_some(), "{answer}");
        } else {
            assert_problem(&answer, "/sign-in", ErrorCode::OpenIdIdentityUnknown);
        }
    }
}

pub(crate) async fn an_invitation_is_followed_with_an_account(server: &TestServer) {
    let (_, token) = people::invitation(&server.ports, BUILT_IN_TENANT, NEW, Role::Admin).await;
    let address = format!("/invitations/{}", token.reveal());
    let page = server.anonymous().get(&address).send().await;
    assert!(page.unescaped().contains(&format!("Join with {NAME}")), "{page}");
    let join = format!("{address}/openid");
    server.provider.on_code("code", Ok(claims("somebody.else@example.com")));
    let answer = Visit::begin(server.anonymous(), &join, &[]).await.back("code").await;
    assert_problem(&answer, &address, ErrorCode::OpenIdEmailUnconfirmed);
    let page = server.anonymous().get(answer.header("location")).send().await;
    assert!(page.text().contains("class=\"summary\""), "{page}");

    server.provider.on_code("code", Ok(claims(NEW)));
    let answer = Visit::begin(server.anonymous(), &join, &[]).await.back("code").await;
    assert_eq!(answer.header("location"), "/", "{answer}");
    let client = server.client.with_session(&answer.token(SESSION_COOKIE).expect("a session"));
    let account = client.get("/account").send().await;
    for shown in [NEW, "Olga OpenID", "You have no password"] {
        assert!(account.text().contains(shown), "{shown}: {account}");
    }
    assert!(!account.text().contains("Unlink"), "the only way in: {account}");
    let members = client.get("/members").send().await;
    assert!(members.text().contains("/members/invite"), "an admin: {members}");
    assert_eq!(server.anonymous().post(&join, &[]).send().await.status, 410, "used up");
    // There is no password to ask for.
    let confirm = client.get("/confirm").send().await;
    assert!(!confirm.text().contains("type=\"password\""), "{confirm}");
    assert!(confirm.unescaped().contains(&format!("Confirm with {NAME}")), "{confirm}");
}

pub(crate) async fn the_provider_proves_it_again(server: &TestServer) {
    link(server, &claims(ADMIN)).await;
    server.clock.advance(Duration::from_mins(11));
    let stale = server.client.post("/account/openid", &[]).send().await;
    assert_eq!(stale.header("location"), "/confirm?return_to=%2Faccount&notice=again", "{stale}");

    let confirm = [("return_to", "/members")];
    let before = Timestamp::from_micros(server.ports.clock.now().micros() - 3_600_000_000);
    let earlier = Claims { authenticated_at: Some(before), ..claims(ADMIN) };
    let silent = Claims { authenticated_at: None, ..claims(ADMIN) };
    for (word, told) in [
        (earlier, ErrorCode::OpenIdNotFresh),
        (silent, ErrorCode::OpenIdNotFresh),
        (claims(NEW), ErrorCode::OpenIdOtherPerson),
    ] {
        server.provider.on_code("code", Ok(word));
        let visit = Visit::begin(server.client, "/confirm/openid", &confirm).await;
        assert!(visit.url.ends_with("again=true"), "{}", visit.url);
        assert_problem(&visit.back("code").await, "/confirm?return_to=%2Fmembers&", told);
    }
    server.provider.on_code("code", Ok(claims(ADMIN)));
    let visit = Visit::begin(server.client, "/confirm/openid", &confirm).await;
    let answer = visit.back("code").await;
    assert_eq!(answer.header("location"), "/members", "{answer}");
    let client = server.client.with_session(&answer.token(SESSION_COOKIE).expect("a session"));
    assert!(client.get("/members").send().await.text().contains("/members/invite"));
    let ended = server.client.get("/members").send().await;
    assert_eq!(ended.status, 303, "the session goes on under the new token alone: {ended}");
}
