//! The guided flow that binds a channel, and what is done to a bound one.

use axum::extract::{Path, RawQuery, State};
use axum::http::header::REFRESH;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::binding::{self, Authorising, BindingError, PlatformAnswer, Purpose};
use domain::caller::Caller;
use domain::error_code::ErrorCode;
use domain::ids::ChannelId;
use domain::permissions::Action;
use domain::platform::{Authorisation, Way};
use domain::secrets::SecretToken;

use super::channel::channel_id;
use super::failure::status_of;
use super::fields::Fields;
use super::message::tests_of;
use super::{Console, CurrentCaller, Failure, RequestContext};
use crate::components::Problems;
use crate::pages::channel::binding::{BindPage, TypedWay};
use crate::{pages, routes};

/// The guided flow. `?other=yes` shows the ways again although an account is found.
pub(super) async fn show(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let mut fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let id = channel_id(&id)?;
    let mut page = bind_page(&console, &caller, id).await?;
    page.other = fields.optional("other").is_some();
    Ok(Html(pages::channel::binding::page(&context, &page)).into_response())
}

/// Begins the flow: `purpose` is `bind`, `reauthorise` or `rebind`.
pub(super) async fn begin(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut fields = fields.only(&["purpose"])?;
    let purpose = match fields.required("purpose")?.as_str() {
        "bind" => Purpose::Bind,
        "reauthorise" => Purpose::Reauthorise,
        "rebind" => Purpose::Rebind,
        _ => return Err(ErrorCode::RequestMalformed.into()),
    };
    let id = channel_id(&id)?;
    let begun = binding::begin(&console.ports, &caller, id, purpose).await;
    answer(&console, &caller, &context, id, begun).await
}

/// Takes the form of a way: looks for the account, or leads to the platform.
pub(super) async fn authorise(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    Path(id): Path<String>,
    mut fields: Fields,
) -> Result<Response, Failure> {
    let id = channel_id(&id)?;
    let version = version(&mut fields)?;
    let name = fields.required("way")?;
    let typed = fields.rest();
    let ports = &console.ports;
    match binding::authorise(ports, &caller, id, version, &name, &typed).await {
        Ok(Authorising::Leave(url)) => Ok(leave(&context, &url)),
        Ok(Authorising::Done) => answer(&console, &caller, &context, id, Ok(())).await,
        Err(BindingError::Invalid(errors)) => {
            let typed = Some(TypedWay { way: name, typed, errors });
            let page = BindPage { typed, ..bind_page(&console, &caller, id).await? };
            let page = pages::channel::binding::page(&context, &page);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
        }
        Err(error) => answer(&console, &caller, &context, id, Err(error)).await,
    }
}

/// Chooses one of the accounts that were found.
pub(super) async fn choose(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut fields = fields.only(&["version", "account"])?;
    let (id, version) = (channel_id(&id)?, version(&mut fields)?);
    // A browser leaves the field out when no account is chosen.
    let account = fields.optional("account").unwrap_or_default();
    let chosen = binding::choose_account(&console.ports, &caller, id, version, &account).await;
    answer(&console, &caller, &context, id, chosen).await
}

/// Checks the prerequisites once more.
pub(super) async fn check(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut fields = fields.only(&["version"])?;
    let (id, version) = (channel_id(&id)?, version(&mut fields)?);
    let checked = binding::check_again(&console.ports, &caller, id, version).await;
    answer(&console, &caller, &context, id, checked).await
}

/// Binds the channel to the account.
pub(super) async fn confirm(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut fields = fields.only(&["version"])?;
    let (id, version) = (channel_id(&id)?, version(&mut fields)?);
    let (ports, whose) = (console.ports.clone(), caller.clone());
    // A browser that hangs up must not cut the platform off in the middle.
    let confirming =
        tokio::spawn(async move { binding::confirm(&ports, &whose, id, version).await });
    let Ok(confirmed) = confirming.await else { return Err(ErrorCode::ServiceInternal.into()) };
    if confirmed.is_ok() {
        return Ok(Redirect::to(&routes::channel_changed(id, "bound")).into_response());
    }
    answer(&console, &caller, &context, id, confirmed).await
}

/// Ends the flow.
pub(super) async fn cancel(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    let id = channel_id(&id)?;
    match binding::cancel(&console.ports, &caller, id).await {
        Ok(()) => Ok(Redirect::to(&routes::channel_changed(id, "cancelled")).into_response()),
        done => answer(&console, &caller, &context, id, done).await,
    }
}

/// Gives the channel the account of before.
pub(super) async fn roll_back(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    let id = channel_id(&id)?;
    binding::roll_back(&console.ports, &caller, id).await?;
    Ok(Redirect::to(&routes::channel_changed(id, "rolled-back")).into_response())
}

/// Sets the callback at the platform once more.
pub(super) async fn repair(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    let id = channel_id(&id)?;
    let notice = match binding::repair_callback(&console.ports, &caller, id).await {
        Ok(()) => "repaired",
        Err(BindingError::Problem(_)) => "repair-failed",
        Err(error) => return Err(error.into()),
    };
    Ok(Redirect::to(&routes::channel_changed(id, notice)).into_response())
}

/// Takes what a browser brings back from a platform, and leads on to the flow that it belongs to.
pub(super) async fn authorised(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    if caller.may(Action::BindChannel, caller.tenant) == Err(ErrorCode::PermissionDenied) {
        return Err(ErrorCode::PermissionDenied.into());
    }
    let mut fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let unknown = || Failure::from(ErrorCode::BindingAnswerUnknown);
    let state = fields.optional("state").unwrap_or_default();
    let answer = PlatformAnswer {
        token: SecretToken::parse(&state).ok_or_else(unknown)?,
        code: fields.optional("code").filter(|code| !code.is_empty()),
        values: fields.rest(),
    };
    let (id, taken) = binding::take_answer(&console.ports, &caller, &answer).await?;
    match taken {
        // The flow shows what went wrong.
        Ok(()) | Err(BindingError::Problem(_) | BindingError::OtherState(_)) => {
            Ok(Redirect::to(&routes::bind_channel(id)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// The browser goes on by itself: a redirect would be held against the policy for forms.
fn leave(context: &RequestContext, url: &str) -> Response {
    let page = Html(pages::channel::binding::leaving(context, url));
    let mut response = page.into_response();
    if let Ok(refresh) = HeaderValue::from_str(&format!("0; url={url}")) {
        response.headers_mut().insert(REFRESH, refresh);
    }
    response
}

/// After a step: the flow as it stands now, which shows problems of the platform, or the same
/// with why the step was refused.
async fn answer(
    console: &Console,
    caller: &Caller,
    context: &RequestContext,
    id: ChannelId,
    done: Result<(), BindingError>,
) -> Result<Response, Failure> {
    let code = match done {
        Ok(()) | Err(BindingError::Problem(_)) => {
            return Ok(Redirect::to(&routes::bind_channel(id)).into_response());
        }
        Err(BindingError::OtherState(code)) => code,
        Err(error) => return Err(error.into()),
    };
    let problems = Problems::refused((context.texts().error)(code));
    let is_taken = code == ErrorCode::BindingAccountTaken;
    let page = BindPage { problems, is_taken, ..bind_page(console, caller, id).await? };
    let page = pages::channel::binding::page(context, &page);
    Ok((status_of(code), Html(page)).into_response())
}

/// The flow as it stands.
pub(super) async fn bind_page(
    console: &Console,
    caller: &Caller,
    id: ChannelId,
) -> Result<BindPage, Failure> {
    let ports = &console.ports;
    let holdings = binding::holdings(ports, caller, id).await?;
    holdings.caller.may(Action::BindChannel, holdings.caller.tenant)?;
    let mut candidates = Vec::new();
    if let Some(open) = &holdings.open
        && open.account.is_none()
        && open.started_by == caller.user
    {
        let found = binding::candidates_of(ports, open).await?;
        candidates = found.into_iter().map(|candidate| candidate.account).collect();
    }
    let adapter = ports.platforms.of(holdings.channel.channel_type);
    let ways = adapter.map_or(&[][..], |adapter| adapter.ways());
    // Whether the installation has an app there does not depend on who asks.
    let redirect = ports.platforms.redirect_uri();
    let ready = |way: &Way| {
        way.authorisation == Authorisation::Form
            || adapter.is_some_and(|one| one.authorisation_url(way, &redirect, "").is_some())
    };
    Ok(BindPage {
        now: ports.clock.now(),
        has_platform: adapter.is_some(),
        not_ready: ways.iter().filter(|way| !ready(way)).map(|way| way.name).collect(),
        holdings,
        ways,
        candidates,
        test: tests_of(console, caller, id).await?,
        typed: None,
        other: false,
        problems: Problems::default(),
        is_taken: false,
    })
}

fn version(fields: &mut Fields) -> Result<i64, ErrorCode> {
    fields.required("version")?.parse().map_err(|_| ErrorCode::RequestMalformed)
}
