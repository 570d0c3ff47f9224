//! A request to a platform, read as far as all platforms read it alike.

use std::borrow::Cow;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

/// One request, with its parameters from the query, from a form, or from a JSON object.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) method: Method,
    /// The decoded parts of the path below the name of the host.
    pub(crate) path: Vec<String>,
    pub(crate) parameters: Map<String, Value>,
    /// There is a body that is neither a form nor a JSON object.
    pub(crate) is_malformed: bool,
    /// Bytes in the body.
    pub(crate) length: usize,
    headers: HeaderMap,
}

impl<S: Send + Sync> FromRequest<S> for Call {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let method = request.method().clone();
        let headers = request.headers().clone();
        let path = request.uri().path().split('/').filter(|part| !part.is_empty());
        let path = path.map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned());
        let path = path.collect();
        let mut parameters = pairs(request.uri().query().unwrap_or_default().as_bytes());

        let body = Bytes::from_request(request, state)
            .await
            .map_err(axum::response::IntoResponse::into_response)?;
        let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let is_form =
            content_type.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
        let mut is_malformed = false;
        if is_form {
            parameters.extend(pairs(&body));
        } else if !body.is_empty() {
            match serde_json::from_slice(&body) {
                Ok(Value::Object(object)) => parameters.extend(object),
                _ => is_malformed = true,
            }
        }
        Ok(Self { method, path, parameters, is_malformed, length: body.len(), headers })
    }
}

fn pairs(text: &[u8]) -> Map<String, Value> {
    form_urlencoded::parse(text)
        .map(|(name, value)| (name.into_owned(), Value::String(value.into_owned())))
        .collect()
}

impl Call {
    /// A parameter that is text or a number.
    pub(crate) fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        text_of(self.parameters.get(name)?)
    }

    /// What stands below these names, one inside the other.
    pub(crate) fn inner(&self, names: &[&str]) -> Option<&Value> {
        let (first, rest) = names.split_first()?;
        rest.iter().try_fold(self.parameters.get(*first)?, |value, name| value.get(*name))
    }

    /// The same, if it is text or a number.
    pub(crate) fn inner_text(&self, names: &[&str]) -> Option<Cow<'_, str>> {
        text_of(self.inner(names)?)
    }

    pub(crate) fn header(&self, name: impl axum::http::header::AsHeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// What follows the name of the scheme in `Authorization`.
    pub(crate) fn authorization(&self, scheme: &str) -> Option<&str> {
        let (found, rest) = self.header(AUTHORIZATION)?.split_once(' ')?;
        found.eq_ignore_ascii_case(scheme).then(|| rest.trim())
    }

    /// The address under which the simulator was reached, without a path.
    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.header(HOST).unwrap_or("localhost"))
    }

    /// The path as it is matched on.
    pub(crate) fn parts(&self) -> Vec<&str> {
        self.path.iter().map(String::as_str).collect()
    }
}

fn text_of(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        _ => None,
    }
}
