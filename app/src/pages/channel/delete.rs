use domain::caller::Caller;
use domain::channel::{Channel, DeletionForm};
use domain::field_errors::{Field, FieldErrors};
use leptos::prelude::*;

use super::requests::{self, Requests};
use crate::api::RequestContext;
use crate::components::{
    ActingNotice, ChannelTypeLabel, FieldError, FormSummary, Notice, Section, StatusBadge, Tone,
    document,
};
use crate::locale::Texts;
use crate::routes;

/// Asks before a channel is deleted.
#[derive(Debug)]
pub(crate) struct DeletePage {
    /// Who asks.
    pub(crate) caller: Caller,
    /// The channel.
    pub(crate) channel: Channel,
    /// What was ticked and typed.
    pub(crate) form: DeletionForm,
    /// What is missing.
    pub(crate) errors: FieldErrors,
    /// What was asked about it.
    pub(crate) requests: Requests,
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &DeletePage) -> String {
    let texts = context.texts();
    let words = &texts.delete;
    let channel = &page.channel;
    let heading = (words.heading)(channel.name.as_str());
    document(context, &heading, Some(Section::Channels), || {
        let content = if channel.lifecycle.may_be_deleted() {
            deletion_form(page, texts)
        } else {
            view! {
                <Notice tone=Tone::Warning>
                    <strong>{words.bound_heading}</strong>
                    " "
                    {words.bound_explanation}
                </Notice>
                <FormSummary problems=page.requests.problems.clone() texts=texts />
                {requests::unbinding(&page.caller, channel, &page.requests, texts)}
                <p class="page-actions">
                    <a class="button" href=routes::channel(channel.id)>{texts.list.open_channel}</a>
                </p>
            }
            .into_any()
        };
        view! {
            <ActingNotice caller=&page.caller texts=texts />
            <div class="page-head">
                <h1>{heading.clone()}</h1>
                <p class="channel-facts">
                    <ChannelTypeLabel channel_type=channel.channel_type />
                    <StatusBadge lifecycle=channel.lifecycle texts=texts />
                    <code>{channel.id.to_string()}</code>
                </p>
            </div>
            {content}
        }
    })
}

fn deletion_form(page: &DeletePage, texts: &'static Texts) -> AnyView {
    let words = &texts.delete;
    let (channel, form, errors) = (&page.channel, &page.form, &page.errors);
    let name_error = errors.of(Field::ConfirmName);
    view! {
        <form class="panel" method="post" action=routes::delete_channel(channel.id) novalidate>
            <FormSummary problems=errors.clone().into() texts=texts />
            <h2>{words.consequences}</h2>
            <ul class="consequences">
                <li>{words.irreversible}</li>
                <li>{words.history_stays}</li>
                <li>{words.quota_freed}</li>
            </ul>
            <p>{words.dossier_explanation}</p>
            <p class="page-actions">
                <a class="button" href=routes::dossier(channel.id) download>{words.dossier}</a>
            </p>
            {tick(Field::NoRunningBusiness, words.no_running_business, form.no_running_business, page, texts)}
            {tick(Field::DataBackedUp, words.data_backed_up, form.data_backed_up, page, texts)}
            <div class="field">
                <label for="confirm_name">{(words.confirm_name)(channel.name.as_str())}</label>
                <input
                    type="text"
                    id="confirm_name"
                    name="confirm_name"
                    value=form.confirm_name.clone()
                    required
                    autocomplete="off"
                    aria-describedby="confirm_name-error"
                    aria-invalid=name_error.map(|_| "true")
                />
                <FieldError field=Field::ConfirmName error=name_error texts=texts />
            </div>
            <div class="form-actions">
                <button type="submit" class="button danger">{words.delete_for_good}</button>
                <a class="button" href=routes::channel(channel.id)>{texts.form.cancel}</a>
            </div>
        </form>
    }
    .into_any()
}

fn tick(
    field: Field,
    label: &'static str,
    ticked: bool,
    page: &DeletePage,
    texts: &'static Texts,
) -> AnyView {
    let error = page.errors.of(field);
    view! {
        <div class="field">
            <label class="tick">
                <input
                    type="checkbox"
                    id=field.name()
                    name=field.name()
                    value="yes"
                    checked=ticked
                    required
                    aria-describedby=format!("{}-error", field.name())
                    aria-invalid=error.map(|_| "true")
                />
                <span>{label}</span>
            </label>
            <FieldError field=field error=error texts=texts />
        </div>
    }
    .into_any()
}
