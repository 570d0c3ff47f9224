use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use domain::error_code::ErrorCode;
use leptos::nonce::Nonce;

use super::preferences::{LOCALE_COOKIE, THEME_COOKIE};
use super::{Console, Failure, RequestContext, Theme};
use crate::locale::Locale;
use crate::pages;

/// The longest address, in bytes. The longest that the console makes itself is a filtered list
/// with a search of 150 characters, each up to 12 bytes when percent-encoded, and a position.
const MAX_ADDRESS_LENGTH: usize = 4096;

/// For a year browsers ask this host and the hosts below it by https only (ASVS 5.0, 3.4.1). Without
/// `preload`, which cannot be taken back.
const HTTPS_ONLY: &str = "max-age=31536000; includeSubDomains";

/// The trace id that the server gave a request, to be found in its extensions.
#[derive(Debug, Clone)]
pub struct TraceId(pub Arc<str>);

/// Goes around every answer: finds out language and theme, refuses changes that come from other
/// sites, turns failures into pages, and sets the headers that keep a browser safe.
pub async fn frame(State(console): State<Console>, mut request: Request, next: Next) -> Response {
    let context = context_of(&console, &request);
    let head = request.method() == Method::HEAD;
    let response = match refusal_of(&request) {
        Some(code) => Failure::from(code).into_response(),
        None => {
            request.extensions_mut().insert(context.clone());
            next.run(request).await
        }
    };
    let mut response = match failure_of(&response) {
        Some(failure) => error_page(&context, &failure, &response, head),
        None => response,
    };
    set_security_headers(response.headers_mut(), &context, console.secure);
    response
}

fn context_of(console: &Console, request: &Request) -> RequestContext {
    let cookies = CookieJar::from_headers(request.headers());
    let cookie = |name| cookies.get(name).map(|cookie| cookie.value().to_owned());
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    let trace_id = request.extensions().get::<TraceId>().map(|id| id.0.clone());
    RequestContext {
        locale: cookie(LOCALE_COOKIE).and_then(|tag| Locale::from_tag(&tag)).unwrap_or_else(|| {
            Locale::from_accept_language(header(header::ACCEPT_LANGUAGE).unwrap_or_default())
        }),
        theme: cookie(THEME_COOKIE).and_then(|slug| Theme::from_slug(&slug)).unwrap_or_default(),
        nonce: Nonce::new(),
        demo: console.demo,
        simulator: console.ports.platforms.simulator().cloned(),
        trace_id: trace_id.unwrap_or_else(|| Arc::from("")),
        address: request
            .uri()
            .path_and_query()
            .map_or_else(|| Arc::from("/"), |address| Arc::from(address.as_str())),
        assets: console.assets.clone(),
        has_passkeys: console.passkeys.is_some(),
        sends_mail: console.ports.mailer.is_some(),
        viewer: Arc::default(),
    }
}

/// What is refused before anything looks at it.
fn refusal_of(request: &Request) -> Option<ErrorCode> {
    let length = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    if length > MAX_ADDRESS_LENGTH {
        return Some(ErrorCode::RequestAddressTooLong);
    }
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    (changes && is_cross_site(request.headers())).then_some(ErrorCode::RequestCrossSite)
}

/// Whether a browser says that another site asks: by Fetch Metadata, else by `Origin`. A program
/// that sends neither is not a browser, and carries nobody's cookies.
fn is_cross_site(headers: &HeaderMap) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site != "same-origin" && site != "none";
    }
    let Some(origin) = headers.get(header::ORIGIN) else { return false };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let origin_host = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
    match (origin_host, host) {
        (Some((_, origin_host)), Some(host)) => origin_host != host,
        _ => true,
    }
}

/// What an answer is an error page for: what a handler said, or what a layer answered by itself.
fn failure_of(response: &Response) -> Option<Failure> {
    if let Some(failure) = response.extensions().get::<Failure>() {
        return Some(failure.clone());
    }
    let is_page = response.headers().contains_key(header::CONTENT_TYPE)
        && !response.headers().get(header::CONTENT_TYPE).is_some_and(is_plain_text);
    if is_page {
        return None;
    }
    let code = match response.status() {
        StatusCode::NOT_FOUND => ErrorCode::PageNotFound,
        StatusCode::METHOD_NOT_ALLOWED => ErrorCode::RequestMethodNotAllowed,
        StatusCode::REQUEST_TIMEOUT => ErrorCode::RequestTimeout,
        StatusCode::PAYLOAD_TOO_LARGE => ErrorCode::RequestTooLarge,
        status if status.is_client_error() => ErrorCode::RequestMalformed,
        StatusCode::SERVICE_UNAVAILABLE => ErrorCode::ServiceUnavailable,
        status if status.is_server_error() => ErrorCode::ServiceInternal,
        _ => return None,
    };
    Some(code.into())
}

fn is_plain_text(value: &HeaderValue) -> bool {
    value.as_bytes().starts_with(b"text/plain")
}

fn error_page(
    context: &RequestContext,
    failure: &Failure,
    answer: &Response,
    head: bool,
) -> Response {
    let code = failure.code;
    match &failure.causes {
        Some(causes) => tracing::error!(code = code.code(), causes, "the request failed"),
        None => tracing::debug!(code = code.code(), "the request was refused"),
    }
    let page = pages::error::page(context, code);
    let body = if head { String::new() } else { page };
    let mut response =
        (super::failure::status_of(code), axum::response::Html(body)).into_response();
    for name in [header::ALLOW, header::SET_COOKIE] {
        if let Some(value) = answer.headers().get(&name) {
            response.headers_mut().insert(name, value.clone());
        }
    }
    if code == ErrorCode::ServiceUnavailable {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    }
    response
}

fn set_security_headers(headers: &mut HeaderMap, context: &RequestContext, secure: bool) {
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'",
        context.nonce
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (
            header::HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=()",
        ),
        (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if secure {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HTTPS_ONLY));
    }
    // Pages whose address opens something say that nothing of it is to be told.
    headers.entry(header::REFERRER_POLICY).or_insert(HeaderValue::from_static("same-origin"));
    // Pages are personal. Only what lies under a name that changes with its content says otherwise.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers
        .entry(header::VARY)
        .or_insert(HeaderValue::from_static("accept-encoding, accept-language, cookie"));
    if let Ok(trace_id) = HeaderValue::from_str(&context.trace_id) {
        headers.insert("x-request-id", trace_id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cross_site(headers: &[(&'static str, &'static str)]) -> bool {
        let headers = headers
            .iter()
            .map(|(name, value)| {
                (header::HeaderName::from_static(name), HeaderValue::from_static(value))
            })
            .collect();
        is_cross_site(&headers)
    }

    #[test]
    fn changes_from_other_sites_are_recognised() {
        assert!(!cross_site(&[("sec-fetch-site", "same-origin")]));
        assert!(!cross_site(&[("sec-fetch-site", "none")]));
        assert!(cross_site(&[("sec-fetch-site", "cross-site")]));
        assert!(cross_site(&[("sec-fetch-site", "same-site")]));
        assert!(!cross_site(&[("origin", "http://a.example:3000"), ("host", "a.example:3000")]));
        assert!(cross_site(&[("origin", "http://b.example"), ("host", "a.example")]));
        assert!(cross_site(&[("origin", "null"), ("host", "a.example")]));
        assert!(cross_site(&[("origin", "http://a.example")]));
        assert!(!cross_site(&[]));
    }
}
