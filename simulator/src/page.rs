//! What a person sees of the simulator: plain pages without script.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

pub(crate) const STYLE_ADDRESS: &str = "/simulator.css";

pub(crate) async fn style() -> Response {
    ([(CONTENT_TYPE, "text/css")], include_str!("page.css")).into_response()
}

/// A page whose form may lead to `origin`, since browsers hold a policy on forms also against the
/// address that a form is sent on to.
pub(crate) fn answer(origin: &str, title: &str, content: &Markup) -> Response {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – Simulated platform" }
                link rel="stylesheet" href=(STYLE_ADDRESS);
            }
            body {
                header {
                    b { "Simulated platform" }
                    " This is not the real service. Nothing you choose here reaches it."
                }
                main { (content) }
            }
        }
    };
    let policy = format!(
        "default-src 'none'; style-src 'self'; form-action 'self' {origin}; \
         frame-ancestors 'none'; base-uri 'none'"
    );
    let headers = [
        (CONTENT_SECURITY_POLICY, policy.as_str()),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-store"),
    ];
    (headers.map(|(name, value)| (name, value.to_owned())), Html(page.into_string()))
        .into_response()
}

/// A page that says why there is nothing to choose.
pub(crate) fn refusal(reason: &str) -> Response {
    let content = html! {
        h1 { "This login cannot begin" }
        p { (reason) }
    };
    (StatusCode::BAD_REQUEST, answer("", "Error", &content)).into_response()
}

/// Scheme, host and port of an address that a browser may be sent to. Signs that mean something in
/// a policy are not among those that are let through.
pub(crate) fn origin(address: &str) -> Option<String> {
    let uri: Uri = address.parse().ok()?;
    let scheme = uri.scheme_str().filter(|scheme| matches!(*scheme, "http" | "https"))?;
    let authority = uri.authority()?.as_str();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    let is_fine = authority.bytes().all(is_plain) && !address.contains('#');
    is_fine.then(|| format!("{scheme}://{authority}"))
}

/// Sends the browser on.
pub(crate) fn redirect(address: &str) -> Option<Response> {
    let address = HeaderValue::from_str(address).ok()?;
    Some((StatusCode::SEE_OTHER, [(LOCATION, address)]).into_response())
}

#[cfg(test)]
mod tests {
    use super::origin;

    #[test]
    fn only_plain_web_addresses_have_an_origin() {
        assert_eq!(origin("http://127.0.0.1:3000/a?b").as_deref(), Some("http://127.0.0.1:3000"));
        assert_eq!(origin("https://[::1]:3000/").as_deref(), Some("https://[::1]:3000"));
        for bad in [
            "",
            "/a",
            "javascript:alert(1)",
            "ftp://a/",
            "http://a;script-src/",
            "http://a/#b",
            "http://user@a/",
            "http://a'/",
            "http:///",
        ] {
            assert_eq!(origin(bad), None, "{bad}");
        }
    }
}
