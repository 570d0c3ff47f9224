use axum::response::{Html, IntoResponse, Response};

use super::{Failure, OptionalSession, RequestContext};
use crate::pages;

/// The help page, for everybody. Whoever is signed in gets the navigation with it, unless the
/// database cannot say who that is: help is there all the same.
pub(super) async fn show(_: Result<OptionalSession, Failure>, context: RequestContext) -> Response {
    Html(pages::help::page(&context)).into_response()
}
