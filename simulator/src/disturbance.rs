//! Faults of the connection: the request has been carried out, but the answer does not arrive as
//! it should.

use axum::extract::{ConnectInfo, Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};

use crate::listener::ResetSwitch;
use crate::{Fault, Faults, Simulator};

const BAD_GATEWAY_PAGE: &str =
    "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";

/// Left on an answer by a platform: the faults of the accounts that the request was about.
#[derive(Debug, Clone)]
pub(crate) struct Met(pub(crate) Faults);

pub(crate) async fn disturb(
    State(simulator): State<Simulator>,
    request: Request,
    next: Next,
) -> Response {
    let switch = request.extensions().get::<ConnectInfo<ResetSwitch>>().cloned();
    let response = next.run(request).await;
    let Some(Met(faults)) = response.extensions().get().cloned() else {
        return response;
    };
    if faults.contains(&Fault::Slow) {
        tokio::time::sleep(simulator.options.slowness).await;
    }
    if faults.contains(&Fault::ConnectionReset)
        && let Some(ConnectInfo(switch)) = switch
    {
        switch.reset();
    }
    if faults.contains(&Fault::BadGateway) {
        return (StatusCode::BAD_GATEWAY, Html(BAD_GATEWAY_PAGE)).into_response();
    }
    response
}
