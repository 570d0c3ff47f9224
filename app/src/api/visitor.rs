use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use domain::caller::Visitor;
use domain::error_code::ErrorCode;
use domain::session::Session;

use super::{Console, Failure, cookies};

/// The network address that a request comes from, behind proxies that are trusted. The server
/// puts it into the extensions of every request.
#[derive(Debug, Clone, Copy)]
pub struct ClientAddress(pub IpAddr);

/// The browser, whoever sits at it.
#[derive(Debug, Clone)]
pub struct CurrentVisitor(pub Visitor);

impl FromRequestParts<Console> for CurrentVisitor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, console: &Console) -> Result<Self, Failure> {
        // Absent only if the router was built without what finds it out.
        let Some(ClientAddress(address)) = parts.extensions.get() else {
            return Err(ErrorCode::ServiceInternal.into());
        };
        let agent = parts.headers.get(USER_AGENT).and_then(|value| value.to_str().ok());
        let agent = agent.unwrap_or_default().chars().take(Session::MAX_AGENT_LENGTH).collect();
        let device = cookies::device_token(console, &CookieJar::from_headers(&parts.headers));
        Ok(Self(Visitor { address: address.to_string(), agent, device }))
    }
}
