//! The pictures of accounts.

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::binding;
use domain::error_code::ErrorCode;
use domain::ids::BindingId;

use super::channel::channel_id;
use super::{Console, CurrentCaller, Failure};

/// Sends the picture. Whoever may see it, it is for them alone, and for a day: a shared cache
/// would give it to others.
pub(super) async fn show(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    Path((channel, id)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let id: BindingId = id.parse().map_err(|_| ErrorCode::PageNotFound)?;
    let channel = channel_id(&channel)?;
    let picture = binding::picture(&console.ports, &caller, channel, id).await?;
    let headers =
        [(CONTENT_TYPE, picture.kind().media_type()), (CACHE_CONTROL, "private, max-age=86400")];
    Ok((headers, picture.bytes().to_vec()).into_response())
}
