//! Links that work once. The token stands in the address of the page.

use axum::http::HeaderName;
use axum::http::header::REFERRER_POLICY;
use domain::error_code::ErrorCode;
use domain::link::{LinkPurpose, open_link};
use domain::secrets::SecretToken;

use super::{Console, Failure};

/// What pages with a token in their address are sent with: the address is told to nobody, only
/// the host. Not `no-referrer`, with which browsers send `Origin: null` with the page's own form
/// (Fetch, "append a request Origin header"), so that without https, where they send no
/// `Sec-Fetch-Site` either, it would look like one from another site.
pub(super) const PRIVATE_ADDRESS: [(HeaderName, &str); 1] = [(REFERRER_POLICY, "strict-origin")];

/// The token that stands in an address.
pub(super) fn token(text: &str) -> Result<SecretToken, ErrorCode> {
    SecretToken::parse(text).ok_or(ErrorCode::LinkInvalid)
}

/// What the link with this token is for, if it still works.
pub(super) async fn purpose(
    console: &Console,
    token: &SecretToken,
) -> Result<LinkPurpose, Failure> {
    let link = open_link(&console.ports, token).await?;
    Ok(link.ok_or(ErrorCode::LinkInvalid)?.purpose)
}
