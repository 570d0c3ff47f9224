//! What a channel tells its customers.

use std::time::Duration;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::caller::Caller;
use domain::channel_settings::{
    ChannelSettingsError, ChannelSettingsForm, PassedOn, SettingsOfChannel, Weekday, pass_on_now,
    save_settings, settings_of,
};
use domain::error_code::ErrorCode;
use domain::field_errors::FieldErrors;
use domain::ids::ChannelId;
use domain::permissions::Action;

use super::channel::channel_id;
use super::failure::status_of;
use super::fields::Fields;
use super::{Console, CurrentCaller, Failure, RequestContext, time_zones};
use crate::pages::channel::settings_form::{self, SettingsPage, time_name};
use crate::routes;

/// How long somebody waits for the platform. It is told on behind their back.
const PATIENCE: Duration = Duration::from_secs(5);

/// The names of the fields, without those of the hours.
const NAMES: [&str; 12] = [
    "display_name",
    "default_language",
    "about",
    "description",
    "greeting",
    "time_zone",
    "contact_email",
    "phone",
    "website",
    "second_website",
    "address",
    "version",
];

/// The form, filled with what is set; or, where nothing ever was, with what the account has.
pub(super) async fn show(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let of = settings_of(&console.ports, &caller, channel_id(&id)?).await?;
    match of.caller.may(Action::EditChannel, of.channel.tenant) {
        // Saving says what the tenant lacks.
        Err(code) if code == ErrorCode::PermissionDenied => return Err(code.into()),
        _ => {}
    }
    let known = &of.known;
    let filled = known.found.as_ref().filter(|_| known.version == 0);
    let form = ChannelSettingsForm::of(filled.unwrap_or(&known.settings), known.version);
    let is_filled_in = filled.is_some();
    let page = SettingsPage { is_filled_in, ..page_of(of, form) };
    Ok(Html(settings_form::page(&context, &page)).into_response())
}

/// Takes the form: back to the channel, or the form again with what is wrong.
pub(super) async fn save(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let id = channel_id(&id)?;
    let mut form = read(fields)?;
    let saved = save_settings(&console.ports, &caller, id, &form, time_zones::is_known).await;
    let (errors, conflict, status) = match saved {
        // Nothing may fail once they are saved: the person would be told that they are not.
        Ok(()) => {
            let _ = pass_on_for_a_while(&console, &caller, id).await;
            return Ok(Redirect::to(&routes::channel_changed(id, "configured")).into_response());
        }
        Err(ChannelSettingsError::Invalid(errors)) => {
            (errors, None, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(ChannelSettingsError::Conflict(theirs)) => {
            // The next Save replaces the settings that the page now shows above the form.
            form.version = theirs.version;
            let status = status_of(ErrorCode::ChannelEditConflict);
            (FieldErrors::default(), Some(theirs.settings), status)
        }
        Err(error) => return Err(error.into()),
    };
    let of = settings_of(&console.ports, &caller, id).await?;
    let page = SettingsPage { errors, conflict, ..page_of(of, form) };
    Ok((status, Html(settings_form::page(&context, &page))).into_response())
}

/// Tells the account now, and shows the channel again.
pub(super) async fn pass_on(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    let id = channel_id(&id)?;
    let notice = match pass_on_for_a_while(&console, &caller, id).await {
        Some(Ok(PassedOn::Applied)) => "passed-on",
        Some(Ok(PassedOn::PutOff(_))) => "put-off",
        Some(Ok(PassedOn::Dropped) | Err(ChannelSettingsError::BeingPassedOn)) | None => {
            "being-passed-on"
        }
        Some(Err(error)) => return Err(error.into()),
    };
    Ok(Redirect::to(&routes::channel_changed(id, notice)).into_response())
}

/// Nothing when it takes longer than a form may. It goes on then, also when the browser has hung
/// up.
async fn pass_on_for_a_while(
    console: &Console,
    caller: &Caller,
    id: ChannelId,
) -> Option<Result<PassedOn, ChannelSettingsError>> {
    let (ports, whose) = (console.ports.clone(), caller.clone());
    let telling = tokio::spawn(async move { pass_on_now(&ports, &whose, id).await });
    tokio::time::timeout(PATIENCE, telling).await.ok()?.ok()
}

fn page_of(of: SettingsOfChannel, form: ChannelSettingsForm) -> SettingsPage {
    SettingsPage {
        of,
        form,
        errors: FieldErrors::default(),
        conflict: None,
        is_filled_in: false,
        zones: time_zones::to_choose_from(),
    }
}

/// A field that the form of this type does not have is empty.
fn read(fields: Fields) -> Result<ChannelSettingsForm, ErrorCode> {
    let times: Vec<String> = Weekday::ALL
        .into_iter()
        .flat_map(|day| [(0, 0), (0, 1), (1, 0), (1, 1)].map(|place| time_name(day, place)))
        .collect();
    let names: Vec<&str> = NAMES.into_iter().chain(times.iter().map(String::as_str)).collect();
    let mut fields = fields.only(&names)?;
    let version = fields.required("version")?.parse().map_err(|_| ErrorCode::RequestMalformed)?;
    let mut text = |name: &str| fields.optional(name).unwrap_or_default();
    let days = Weekday::ALL
        .map(|day| [0, 1].map(|opening| [0, 1].map(|end| text(&time_name(day, (opening, end))))));
    Ok(ChannelSettingsForm {
        display_name: text("display_name"),
        default_language: text("default_language"),
        about: text("about"),
        description: text("description"),
        greeting: text("greeting"),
        time_zone: text("time_zone"),
        days,
        email: text("contact_email"),
        phone: text("phone"),
        websites: [text("website"), text("second_website")],
        address: text("address"),
        version,
    })
}
