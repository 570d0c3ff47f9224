use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::audit::AuditEntry;
use domain::binding;
use domain::caller::Caller;
use domain::channel::{
    self, Channel, ChannelError, ChannelForm, ChannelName, ChannelType, EditForm,
};
use domain::channel_settings::settings_of;
use domain::customer::{acting_in, choices};
use domain::error_code::ErrorCode;
use domain::field_errors::FieldErrors;
use domain::ids::{ChannelId, CreationKey};
use domain::permissions::Action;
use domain::session::SignedIn;
use domain::tenant::Tenant;

use super::channel_list_query::ChannelListQuery;
use super::failure::status_of;
use super::fields::Fields;
use super::health::health_of;
use super::message::tests_of;
use super::{Console, CurrentCaller, CurrentSession, Failure, RequestContext, channel_requests};
use crate::pages::channel::create::CreatePage;
use crate::pages::channel::detail::{DetailNotice, DetailPage};
use crate::pages::channel::list::{ListPage, Notice};
use crate::{pages, routes};

/// How much of a channel's history its page shows.
const HISTORY_LENGTH: u32 = 50;

/// The channel table.
pub(super) async fn list(
    State(console): State<Console>,
    CurrentSession(signed_in): CurrentSession,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let mut fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let query = list_query(&mut fields, &caller)?;
    let position = match fields.optional("after").filter(|after| !after.is_empty()) {
        Some(after) => Some(console.cursor_key.open(caller.tenant, query.order.column, &after)?),
        None => None,
    };
    let notice = match (fields.optional("created"), fields.optional("notice").as_deref()) {
        (Some(id), _) => channel_or_none(&console, &caller, &id).await?.map(Notice::Created),
        (None, Some("deleted")) => Some(Notice::Deleted),
        (None, Some("activated")) => Some(Notice::Activated),
        _ => None,
    };
    let chosen = query.filter.customer;
    let acting = match chosen {
        Some(customer) => acting_in(&console.ports, &caller, customer).await?,
        None => Some(Caller::clone(&caller)),
    };
    let acting = acting.ok_or(ErrorCode::CustomerNotFound)?;
    let page = channel::list_channels(&console.ports, &caller, &query.list(position)).await?;
    let usage = match (&caller.provider, chosen) {
        (None, _) => Some(tenant_in(&signed_in)?.usage),
        (Some(_), Some(_)) => Some(tenant_of(&console, &acting).await?.usage),
        // Each customer has a quota of its own.
        (Some(_), None) => None,
    };
    let choices = choices(&console.ports, &caller, chosen).await?;
    let new_channel = new_creation_key(&console);
    let caller = &caller;
    let page = ListPage { query, page, usage, notice, caller, acting, choices, new_channel };
    Ok(Html(pages::channel::list::page(&context, &console.cursor_key, page)).into_response())
}

/// What the address of a list asks for. Only a service provider has customers to ask for.
pub(super) fn list_query(
    fields: &mut Fields,
    caller: &Caller,
) -> Result<ChannelListQuery, ErrorCode> {
    let query = ChannelListQuery::read(fields)?;
    if caller.provider.is_none() && query.is_about_customers() {
        return Err(ErrorCode::ListFilterInvalid);
    }
    Ok(query)
}

/// The Create Channel form. `?type=` and, for a service provider, `?customer=` choose beforehand.
pub(super) async fn new(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    match caller.may(Action::CreateChannel, caller.tenant) {
        // The page itself says what the tenant lacks.
        Err(code) if code == ErrorCode::PermissionDenied => return Err(code.into()),
        _ => {}
    }
    let mut fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let channel_type = fields.optional("type").and_then(|slug| ChannelType::from_slug(&slug));
    let customer = fields.optional("customer").unwrap_or_default();
    let form = ChannelForm {
        customer: caller.provider.as_ref().map(|_| customer),
        channel_type: channel_type.map_or("", ChannelType::slug).to_owned(),
        ..ChannelForm::default()
    };
    let page = create_page(&console, &caller, form, new_creation_key(&console)).await?;
    Ok(Html(pages::channel::create::page(&context, &page)).into_response())
}

/// Takes the Create Channel form: a new channel, or the form again with what is wrong.
pub(super) async fn create(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    fields: Fields,
) -> Result<Response, Failure> {
    let names = ["customer", "type", "name", "remarks", "creation_key", "name_seen"];
    let mut fields = fields.only(&names)?;
    let customer = fields.optional("customer");
    if customer.is_some() && caller.provider.is_none() {
        return Err(ErrorCode::ProviderRightMissing.into());
    }
    let form = ChannelForm {
        customer: caller.provider.as_ref().map(|_| customer.unwrap_or_default()),
        // A browser leaves the field out when no type is chosen.
        channel_type: fields.optional("type").unwrap_or_default(),
        name: fields.required("name")?,
        remarks: fields.required("remarks")?,
    };
    let key: CreationKey =
        fields.required("creation_key")?.parse().map_err(|_| ErrorCode::RequestMalformed)?;
    let name_seen = fields.optional("name_seen").is_some_and(|seen| seen == form.name.trim());

    let created = channel::create_channel(&console.ports, &caller, &form, key, name_seen).await;
    let error = match created {
        // Nothing may fail once the channel is there: the person would be told that it is not.
        Ok(channel) => {
            return Ok(Redirect::to(&routes::channel_created(channel.id)).into_response());
        }
        Err(error) => error,
    };
    let seen = form.name.trim().to_owned();
    let mut page = create_page(&console, &caller, form, key).await?;
    let status = match error {
        ChannelError::Invalid(errors) => {
            page.errors = errors;
            StatusCode::UNPROCESSABLE_ENTITY
        }
        ChannelError::NameAlreadyUsed => {
            page.name_seen = Some(seen);
            status_of(ErrorCode::ChannelNameAlreadyUsed)
        }
        ChannelError::CreationKeyUsed(existing) => {
            page.key = new_creation_key(&console);
            page.created_before = Some(*existing);
            status_of(ErrorCode::ChannelCreationKeyUsed)
        }
        ChannelError::QuotaExceeded => status_of(ErrorCode::ChannelQuotaExceeded),
        ChannelError::Denied(code) if code != ErrorCode::PermissionDenied => status_of(code),
        error => return Err(error.into()),
    };
    Ok((status, Html(pages::channel::create::page(&context, &page))).into_response())
}

/// The form with what can be chosen, and with the tenant that gets the channel, as far as it is
/// chosen: somebody else may have taken its last place, or suspended it.
async fn create_page(
    console: &Console,
    caller: &Caller,
    form: ChannelForm,
    key: CreationKey,
) -> Result<CreatePage, Failure> {
    let chosen = match &form.customer {
        Some(id) => id.parse().ok(),
        None => Some(caller.tenant),
    };
    let acting = match chosen {
        Some(tenant) => acting_in(&console.ports, caller, tenant).await?,
        None => None,
    };
    let tenant = match &acting {
        Some(acting) => Some(tenant_of(console, acting).await?),
        None => None,
    };
    let choices = choices(&console.ports, caller, chosen).await?;
    Ok(CreatePage {
        form,
        errors: FieldErrors::default(),
        key,
        name_seen: None,
        created_before: None,
        acting: acting.unwrap_or_else(|| caller.clone()),
        tenant,
        choices,
    })
}

/// Whether a name is in use: `used`, `free`, or `invalid` for what is no name. For the warning
/// that the browser shows while somebody types.
pub(super) async fn name_check(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let mut fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let channel_type = ChannelType::from_slug(&fields.required("type")?);
    let name = ChannelName::parse(&fields.required("name")?).ok();
    let tenant = match fields.optional("customer") {
        Some(id) => id.parse().ok(),
        None => Some(caller.tenant),
    };
    let answer = match (channel_type, name, tenant) {
        (Some(channel_type), Some(name), Some(tenant)) => {
            let ports = &console.ports;
            let used =
                channel::has_channel_named(ports, &caller, tenant, channel_type, &name).await?;
            if used { "used" } else { "free" }
        }
        _ => "invalid",
    };
    Ok(answer.into_response())
}

/// One channel. `?notice=` says what was just done.
pub(super) async fn detail(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let mut fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let notice = fields.optional("notice").and_then(|word| DetailNotice::from_word(&word));
    let page = DetailPage { notice, ..detail_page(&console, &caller, channel_id(&id)?).await? };
    Ok(Html(pages::channel::detail::page(&context, &page)).into_response())
}

/// The page of a channel as it stands.
pub(super) async fn detail_page(
    console: &Console,
    caller: &Caller,
    id: ChannelId,
) -> Result<DetailPage, Failure> {
    let holdings = binding::holdings(&console.ports, caller, id).await?;
    // Mail servers and SMPP call nobody back.
    let reports = |way: &str| way != "smtp" && way != "smpp";
    let current = holdings.current.as_ref();
    let current = current.filter(|current| current.way.as_deref().is_some_and(reports));
    let callback = current.map(|current| binding::endpoint(&console.ports, current).url);
    Ok(DetailPage {
        callback,
        history: history_of(console, &holdings.caller, id).await?,
        test: tests_of(console, caller, id).await?,
        settings: settings_of(&console.ports, caller, id).await?,
        health: health_of(console, &holdings.caller, id).await?,
        requests: channel_requests::of_channel(console, &holdings.caller, id).await?,
        form: form_of(&holdings.channel),
        holdings,
        errors: FieldErrors::default(),
        conflict: false,
        notice: None,
    })
}

/// Takes the edit form: back to the channel, or the form again with what is wrong.
pub(super) async fn edit(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut fields = fields.only(&["name", "remarks", "version"])?;
    let mut form = EditForm {
        name: fields.required("name")?,
        remarks: fields.required("remarks")?,
        version: fields.required("version")?.parse().map_err(|_| ErrorCode::RequestMalformed)?,
    };
    let id = channel_id(&id)?;
    let (status, theirs, errors) =
        match channel::edit_channel(&console.ports, &caller, id, &form).await {
            Ok(_) => return Ok(Redirect::to(&routes::channel_changed(id, "saved")).into_response()),
            Err(ChannelError::Invalid(errors)) => (StatusCode::UNPROCESSABLE_ENTITY, None, errors),
            Err(ChannelError::EditConflict(theirs)) => {
                // The next Save replaces the text that the page now shows beside the form.
                form.version = theirs.version;
                (status_of(ErrorCode::ChannelEditConflict), Some(*theirs), FieldErrors::default())
            }
            Err(error) => return Err(error.into()),
        };
    let conflict = status == StatusCode::CONFLICT;
    let page = detail_page(&console, &caller, id).await?;
    let mut page = DetailPage { form, errors, conflict, ..page };
    if let Some(theirs) = theirs {
        page.holdings.channel = theirs;
    }
    Ok((status, Html(pages::channel::detail::page(&context, &page))).into_response())
}

/// An id that is not one is answered like the id of a channel that does not exist.
pub(super) fn channel_id(text: &str) -> Result<ChannelId, ErrorCode> {
    text.parse().map_err(|_| ErrorCode::ChannelNotFound)
}

pub(super) fn new_creation_key(console: &Console) -> CreationKey {
    CreationKey::from_uuid(console.ports.ids.next())
}

fn form_of(channel: &Channel) -> EditForm {
    EditForm {
        name: channel.name.to_string(),
        remarks: channel.remarks.to_string(),
        version: channel.version,
    }
}

/// The tenant as it was when the request began.
fn tenant_in(signed_in: &SignedIn) -> Result<&Tenant, ErrorCode> {
    let membership = signed_in.membership.as_ref();
    membership.map(|(tenant, _)| tenant).ok_or(ErrorCode::TenantMissing)
}

/// The tenant as it is now, after somebody else may have taken the last place, or suspended it.
pub(super) async fn tenant_of(console: &Console, caller: &Caller) -> Result<Tenant, Failure> {
    let tenant = console.ports.store.tenant_by_id(caller.tenant).await?;
    // The caller's tenant is gone only if somebody took it out of the database by hand.
    Ok(tenant.ok_or(ErrorCode::ServiceInternal)?)
}

async fn history_of(
    console: &Console,
    caller: &Caller,
    id: ChannelId,
) -> Result<Vec<AuditEntry>, Failure> {
    let store = &console.ports.store;
    Ok(store.audit_entries_of_channel(caller.tenant, id, HISTORY_LENGTH).await?)
}

async fn channel_or_none(
    console: &Console,
    caller: &Caller,
    id: &str,
) -> Result<Option<Channel>, Failure> {
    let Ok(id) = id.parse() else { return Ok(None) };
    match channel::channel(&console.ports, caller, id).await {
        Ok((_, channel)) => Ok(Some(channel)),
        Err(ChannelError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
