//! The cookies of a browser in which somebody signs in. No script can read them, and no
//! other site can have them sent along with a form.

use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use domain::secrets::SecretToken;
use domain::sign_in::SignInSuccess;

use super::Console;

/// Opens the session; forgotten when the browser is closed. The prefix makes browsers refuse it
/// from anybody but this very host, by https.
const fn session_name(secure: bool) -> &'static str {
    if secure { "__Host-suiro_session" } else { "suiro_session" }
}

/// Marks a browser that has signed in before, so that wrong passwords from elsewhere do not keep
/// its owner out. Opens nothing.
const fn device_name(secure: bool) -> &'static str {
    if secure { "__Host-suiro_device" } else { "suiro_device" }
}

/// Finds the sign-in that waits for a code. Opens nothing by itself.
const fn waiting_name(secure: bool) -> &'static str {
    if secure { "__Host-suiro_sign_in" } else { "suiro_sign_in" }
}

/// The session that the browser is in, or was.
pub(super) fn session_token(console: &Console, cookies: &CookieJar) -> Option<SecretToken> {
    cookies.get(session_name(console.secure)).and_then(|cookie| SecretToken::parse(cookie.value()))
}

/// What marks the browser.
pub(super) fn device_token(console: &Console, cookies: &CookieJar) -> Option<SecretToken> {
    cookies.get(device_name(console.secure)).and_then(|cookie| SecretToken::parse(cookie.value()))
}

/// Lets the browser into the session that has just begun, and marks it.
pub(super) fn signed_in(
    console: &Console,
    cookies: CookieJar,
    success: &SignInSuccess,
) -> CookieJar {
    let mut device = cookie(console, device_name(console.secure), success.device.reveal());
    // For as long as a browser keeps a cookie: 400 days (RFC 6265bis, 5.5).
    device.make_permanent();
    with_session(console, cookies, &success.token).add(device)
}

/// Lets the browser into a session.
pub(super) fn with_session(
    console: &Console,
    cookies: CookieJar,
    token: &SecretToken,
) -> CookieJar {
    cookies.add(cookie(console, session_name(console.secure), token.reveal()))
}

/// Takes the session away from the browser, if it has one.
pub(super) fn without_session(console: &Console, cookies: CookieJar) -> CookieJar {
    cookies.remove(cookie(console, session_name(console.secure), String::new()))
}

/// The sign-in that waits for a code.
pub(super) fn waiting_token(console: &Console, cookies: &CookieJar) -> Option<SecretToken> {
    cookies.get(waiting_name(console.secure)).and_then(|cookie| SecretToken::parse(cookie.value()))
}

/// Lets the browser find the sign-in that waits for a code.
pub(super) fn waiting(console: &Console, cookies: CookieJar, token: &SecretToken) -> CookieJar {
    cookies.add(cookie(console, waiting_name(console.secure), token.reveal()))
}

/// It waits no longer.
pub(super) fn without_waiting(console: &Console, cookies: CookieJar) -> CookieJar {
    cookies.remove(cookie(console, waiting_name(console.secure), String::new()))
}

/// Remembers a visit to the OpenID provider until the person is back.
const fn visit_name(secure: bool) -> &'static str {
    if secure { "__Host-suiro_openid" } else { "suiro_openid" }
}

/// What the browser remembers of a visit.
pub(super) fn visit(console: &Console, cookies: &CookieJar) -> Option<String> {
    cookies.get(visit_name(console.secure)).map(|cookie| cookie.value().to_owned())
}

/// Lets the browser remember a visit.
pub(super) fn with_visit(console: &Console, cookies: CookieJar, visit: String) -> CookieJar {
    cookies.add(cookie(console, visit_name(console.secure), visit))
}

/// Lets the browser forget it.
pub(super) fn without_visit(console: &Console, cookies: CookieJar) -> CookieJar {
    cookies.remove(cookie(console, visit_name(console.secure), String::new()))
}

fn cookie(console: &Console, name: &'static str, value: String) -> Cookie<'static> {
    let mut cookie = Cookie::new(name, value);
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(console.secure);
    cookie
}
