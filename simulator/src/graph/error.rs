//! The error envelope of the Graph API.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// One error, as it goes over the wire.
#[derive(Debug, Clone)]
pub(crate) struct GraphError {
    status: StatusCode,
    kind: &'static str,
    code: i64,
    subcode: Option<i64>,
    message: String,
    /// `error_data.details`, which only WhatsApp sends.
    details: Option<&'static str>,
    trace: String,
}

impl GraphError {
    pub(crate) fn new(status: StatusCode, code: i64, message: impl Into<String>) -> Self {
        let message = message.into();
        let kind = "OAuthException";
        Self { status, kind, code, subcode: None, message, details: None, trace: String::new() }
    }

    /// A wrong parameter.
    pub(crate) fn parameter(message: impl AsRef<str>) -> Self {
        let message = format!("(#100) {}", message.as_ref());
        Self::new(StatusCode::BAD_REQUEST, 100, message)
    }

    /// A token that does not work. Meta's pages show 401 for WhatsApp and 400 for Pages; programs
    /// are told to go by the code.
    pub(crate) fn token(subcode: i64, message: &str) -> Self {
        let message = format!("Error validating access token: {message}");
        Self::new(StatusCode::UNAUTHORIZED, 190, message).with_subcode(subcode)
    }

    /// A node that is not there, or not for this token.
    pub(crate) fn not_visible(id: &str) -> Self {
        let message = format!(
            "Unsupported request. Object with ID '{id}' does not exist, cannot be loaded due to \
             missing permissions, or does not support this operation"
        );
        Self { kind: "GraphMethodException", ..Self::new(StatusCode::BAD_REQUEST, 100, message) }
            .with_subcode(33)
    }

    pub(crate) fn with_subcode(self, subcode: i64) -> Self {
        Self { subcode: Some(subcode), ..self }
    }

    pub(crate) fn with_details(self, details: &'static str) -> Self {
        Self { details: Some(details), ..self }
    }

    /// The same error inside a success.
    pub(crate) fn inside_success(self) -> Self {
        Self { status: StatusCode::OK, ..self }
    }

    pub(crate) fn with_trace(self, trace: String) -> Self {
        Self { trace, ..self }
    }
}

impl IntoResponse for GraphError {
    fn into_response(self) -> Response {
        let mut error = json!({
            "message": self.message,
            "type": self.kind,
            "code": self.code,
            "fbtrace_id": self.trace,
        });
        if let Some(subcode) = self.subcode {
            error["error_subcode"] = json!(subcode);
        }
        if let Some(details) = self.details {
            error["error_data"] = json!({ "messaging_product": "whatsapp", "details": details });
        }
        if self.status.is_server_error() {
            error["is_transient"] = Value::Bool(true);
        }
        (self.status, Json(json!({ "error": error }))).into_response()
    }
}
