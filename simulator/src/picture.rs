//! The picture that all accounts have. Platforms keep pictures on hosts of their own, and give them
//! to whoever has the address.

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use crate::call::Call;

pub(crate) const ADDRESS: &str = "/pictures/account.png";

pub(crate) async fn show() -> Response {
    ([(CONTENT_TYPE, "image/png")], include_bytes!("../data/picture.png").as_slice())
        .into_response()
}

/// Its address for whoever made this call.
pub(crate) fn address(call: &Call) -> String {
    call.origin() + ADDRESS
}
