use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::caller::Caller;
use domain::error_code::ErrorCode;
use domain::ids::{BindingId, ChannelId};
use domain::message::{MessageError, MessageForm, messages_of, send_test};

use super::binding::bind_page;
use super::channel::{channel_id, detail_page};
use super::failure::status_of;
use super::fields::Fields;
use super::{Console, CurrentCaller, Failure, RequestContext};
use crate::components::Problems;
use crate::pages::channel::message::TestMessages;
use crate::{pages, routes};

/// Sends a test message, and leads back to the page that shows what becomes of it.
pub(super) async fn send(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut fields = fields.only(&["recipient", "text", "candidate"])?;
    let form =
        MessageForm { recipient: fields.required("recipient")?, text: fields.required("text")? };
    let candidate: Option<BindingId> = match fields.optional("candidate") {
        Some(id) => Some(id.parse().map_err(|_| ErrorCode::RequestMalformed)?),
        None => None,
    };
    let id = channel_id(&id)?;
    let (ports, whose, draft) = (console.ports.clone(), caller.clone(), form.clone());
    // A browser that hangs up must not leave it open whether the message was sent.
    let sending =
        tokio::spawn(async move { send_test(&ports, &whose, id, candidate, &draft).await });
    let Ok(sent) = sending.await else { return Err(ErrorCode::ServiceInternal.into()) };
    let (problems, status) = match sent {
        Ok(_) if candidate.is_some() => {
            return Ok(Redirect::to(&routes::candidate_tested(id)).into_response());
        }
        Ok(_) => return Ok(Redirect::to(&routes::test_sent(id)).into_response()),
        Err(MessageError::Invalid(errors)) => {
            (Problems::from(errors), StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(MessageError::NotBound) => {
            let code = ErrorCode::MessageChannelNotBound;
            (Problems::refused((context.texts().error)(code)), status_of(code))
        }
        Err(error) => return Err(error.into()),
    };
    let page = if candidate.is_some() {
        let mut page = bind_page(&console, &caller, id).await?;
        page.test.form = form;
        page.test.problems = problems;
        pages::channel::binding::page(&context, &page)
    } else {
        let mut page = detail_page(&console, &caller, id).await?;
        page.test.form = form;
        page.test.problems = problems;
        pages::channel::detail::page(&context, &page)
    };
    Ok((status, Html(page)).into_response())
}

/// The test messages of a channel, with an empty form.
pub(super) async fn tests_of(
    console: &Console,
    caller: &Caller,
    id: ChannelId,
) -> Result<TestMessages, Failure> {
    Ok(TestMessages {
        form: MessageForm::default(),
        problems: Problems::default(),
        messages: messages_of(&console.ports, caller, id).await?,
        now: console.ports.clock.now(),
    })
}
