//! What happens at an address. Each handler is about ten lines: who asks, read the input, call
//! the use case, answer with a page or a redirect.
//!
//! Handlers return `Result<Response, Failure>`. What went wrong becomes a page in [`frame`],
//! which also puts language, nonce and security headers around every answer.

mod channel;
mod channel_list_query;
mod context;
mod csv;
mod cursor;
mod failure;
mod fields;
mod frame;
mod preferences;

use axum::Router;
use axum::response::Redirect;
use axum::routing::get;

pub(crate) use channel_list_query::ChannelListQuery;
pub use context::{AssetPaths, Console, CurrentCaller, RequestContext, Theme};
pub use cursor::CursorKey;
pub use failure::Failure;
pub use frame::{TraceId, frame};

use crate::routes;

/// Every page and form of the console.
pub fn router() -> Router<Console> {
    Router::new()
        .route(routes::HOME, get(async || Redirect::to(routes::CHANNELS)))
        .route(routes::CHANNELS, get(channel::list))
        .route(routes::CHANNELS_CSV, get(csv::export))
        .route(routes::NEW_CHANNEL, get(channel::new).post(channel::create))
        .route(routes::CHANNEL_NAME_CHECK, get(channel::name_check))
        .route(routes::CHANNEL_PATTERN, get(channel::detail).post(channel::edit))
        .route(routes::DELETE_CHANNEL_PATTERN, get(channel::confirm_deletion).post(channel::delete))
        .route(routes::HELP, get(preferences::help))
        .route(routes::PREFERENCES, axum::routing::post(preferences::save))
        .fallback(async || Failure::from(domain::error_code::ErrorCode::PageNotFound))
        .method_not_allowed_fallback(async || {
            Failure::from(domain::error_code::ErrorCode::RequestMethodNotAllowed)
        })
}
