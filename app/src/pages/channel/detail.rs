use std::sync::Arc;

use domain::audit::{AuditEntry, AuditOutcome};
use domain::caller::Caller;
use domain::channel::{Channel, ChannelType, EditForm};
use domain::field_errors::{Field, FieldErrors};
use domain::permissions::Action;
use leptos::prelude::*;

use crate::api::RequestContext;
use crate::components::time::Time;
use crate::components::{
    ChannelFields, ChannelTypeLabel, CopyButton, ErrorSummary, LifeCycleBar, Notice, Requirements,
    Section, StatusBadge, Tone, document, messages,
};
use crate::islands::LiveForm;
use crate::locale::Texts;
use crate::pages::offers;
use crate::routes;

/// One channel.
#[derive(Debug)]
pub(crate) struct DetailPage {
    /// Who looks.
    pub(crate) caller: Arc<Caller>,
    /// The channel as it is stored.
    pub(crate) channel: Channel,
    /// The edit form: what was typed, or what is stored.
    pub(crate) form: EditForm,
    /// What is wrong with the form.
    pub(crate) errors: FieldErrors,
    /// Whether somebody else was faster. The form then holds this person's text, the channel
    /// theirs.
    pub(crate) conflict: bool,
    /// Whether to say that changes were saved.
    pub(crate) saved: bool,
    /// What happened to the channel, newest first.
    pub(crate) history: Vec<AuditEntry>,
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &DetailPage) -> String {
    let texts = context.texts();
    let words = &texts.detail;
    let channel = &page.channel;
    let name = channel.name.to_string();
    document(context, &name, Some(Section::Channels), || {
        let saved = page.saved.then(|| {
            view! { <Notice tone=Tone::Success>{words.saved_notice}</Notice> }
        });
        let values = if offers(&page.caller, Action::EditChannel) {
            edit_section(page, texts)
        } else {
            values_section(channel, texts)
        };
        view! {
            <p class="back"><a href=routes::CHANNELS>{words.back_to_list}</a></p>
            <div class="page-head">
                <h1>{name.clone()}</h1>
                <p class="channel-facts">
                    <ChannelTypeLabel channel_type=channel.channel_type />
                    <StatusBadge lifecycle=channel.lifecycle texts=texts />
                    <span class="id">
                        <code>{channel.id.to_string()}</code>
                        <CopyButton label=texts.shell.copy_id />
                    </span>
                </p>
            </div>
            {saved}
            <LifeCycleBar lifecycle=channel.lifecycle texts=texts />
            <div class="columns">
                <div class="main-column">
                    {values}
                    {history_section(page, texts)}
                </div>
                <div class="side-column">
                    {properties_section(channel, texts)}
                    <section class="panel">
                        <h2>{words.prerequisites}</h2>
                        <p class="quiet">{words.prerequisites_explanation}</p>
                        <Requirements channel_type=channel.channel_type texts=texts />
                    </section>
                    {deletion_section(page, texts)}
                </div>
            </div>
        }
    })
}

fn edit_section(page: &DetailPage, texts: &'static Texts) -> AnyView {
    let words = &texts.form;
    let channel = &page.channel;
    let conflict = page.conflict.then(|| {
        let theirs = (channel.name.as_str(), channel.remarks.as_str());
        let theirs = version(words.conflict_theirs, theirs, texts);
        let yours = (page.form.name.as_str(), page.form.remarks.as_str());
        let yours = version(words.conflict_yours, yours, texts);
        view! {
            <Notice tone=Tone::Warning>
                <strong>{words.conflict_heading}</strong>
                <p>{words.conflict_explanation}</p>
                <div class="conflict">
                    {theirs} {yours}
                </div>
            </Notice>
        }
    });
    let address = routes::channel(channel.id);
    let action = address.clone();
    let (form, errors) = (page.form.clone(), page.errors.clone());
    view! {
        <section class="panel" id="edit">
            <h2>{words.edit_heading}</h2>
            {conflict}
            <LiveForm messages=messages(texts)>
                <form
                    class="channel-form"
                    method="post"
                    action=action
                    novalidate
                >
                    <ErrorSummary errors=errors.clone() texts=texts />
                    <input type="hidden" name="version" value=form.version.to_string() />
                    <ChannelFields
                        name=form.name
                        remarks=form.remarks
                        errors=errors
                        texts=texts
                    />
                    <div class="form-actions">
                        <button type="submit" class="button primary">{words.save}</button>
                        <a class="button" href=address>{words.cancel}</a>
                    </div>
                </form>
            </LiveForm>
        </section>
    }
    .into_any()
}

/// Name and remarks for somebody who may not change them.
fn values_section(channel: &Channel, texts: &'static Texts) -> AnyView {
    view! {
        <section class="panel">
            <h2>{texts.detail.values_heading}</h2>
            <dl class="facts">
                <dt>{texts.form.channel_name}</dt>
                <dd class="lines">{channel.name.to_string()}</dd>
                <dt>{texts.form.remarks}</dt>
                {remarks_value(channel, texts)}
            </dl>
            <p class="quiet">{texts.detail.only_operators_edit}</p>
        </section>
    }
    .into_any()
}

fn deletion_section(page: &DetailPage, texts: &'static Texts) -> AnyView {
    let words = &texts.detail;
    if !offers(&page.caller, Action::DeleteChannel) {
        return view! {
            <section class="panel">
                <h2>{words.danger}</h2>
                <p class="quiet">{words.only_admins_delete}</p>
            </section>
        }
        .into_any();
    }
    view! {
        <section class="panel danger-zone">
            <h2>{words.danger}</h2>
            <p>{words.delete_explanation}</p>
            <a class="button danger" href=routes::delete_channel(page.channel.id)>
                {texts.list.delete}
            </a>
        </section>
    }
    .into_any()
}

fn version(heading: &'static str, (name, remarks): (&str, &str), texts: &'static Texts) -> AnyView {
    view! {
        <dl>
            <dt class="conflict-side">{heading}</dt>
            <dd>
                <span class="quiet">{texts.form.channel_name}": "</span>
                {name.to_owned()}
            </dd>
            <dd class="lines">
                <span class="quiet">{texts.form.remarks}": "</span>
                {remarks.to_owned()}
            </dd>
        </dl>
    }
    .into_any()
}

fn properties_section(channel: &Channel, texts: &'static Texts) -> AnyView {
    view! {
        <section class="panel">
            <h2>{texts.detail.properties}</h2>
            <dl class="facts">
                <dt>{texts.form.bound_resource}</dt>
                <dd>
                    <span class="quiet">{texts.list.nothing_bound}</span>
                    <br />
                    {(texts.bound_resource)(channel.channel_type.bound_resource())}
                </dd>
                <dt>{texts.form.remarks}</dt>
                {remarks_value(channel, texts)}
                <dt>{texts.list.created}</dt>
                <dd><Time at=channel.created_at /></dd>
                <dt>{texts.detail.last_changed}</dt>
                <dd><Time at=channel.updated_at /></dd>
            </dl>
        </section>
    }
    .into_any()
}

fn remarks_value(channel: &Channel, texts: &'static Texts) -> AnyView {
    let remarks = channel.remarks.as_str();
    if remarks.is_empty() {
        view! { <dd class="quiet">{texts.detail.no_remarks}</dd> }.into_any()
    } else {
        view! { <dd class="lines">{remarks.to_owned()}</dd> }.into_any()
    }
}

fn history_section(page: &DetailPage, texts: &'static Texts) -> AnyView {
    let words = &texts.detail;
    let entries: Vec<_> = page.history.iter().map(|entry| history_entry(entry, texts)).collect();
    let content = if entries.is_empty() {
        view! { <p class="quiet">{words.history_nothing}</p> }.into_any()
    } else {
        view! { <ol class="history">{entries}</ol> }.into_any()
    };
    view! {
        <section class="panel" aria-labelledby="history">
            <h2 id="history">{words.history}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn history_entry(entry: &AuditEntry, texts: &'static Texts) -> AnyView {
    let words = &texts.detail;
    let refusal = match entry.outcome {
        AuditOutcome::Done => None,
        AuditOutcome::Refused(code) => Some(view! {
            <span class="refused">" "{words.history_refused}" "<code>{code.code()}</code></span>
        }),
    };
    let changes: Vec<_> = entry
        .changes
        .iter()
        .filter(|change| change.before.as_deref() != Some("") || change.after.is_some())
        .filter(|change| change.after.as_deref() != Some("") || change.before.is_some())
        .map(|change| {
            let value =
                |text: &Option<String>| text.as_deref().map(|text| shown_value(change.field, text));
            let (before, after) = (value(&change.before), value(&change.after));
            let arrow = (before.is_some() && after.is_some()).then_some(" → ");
            view! {
                <li>
                    <span class="quiet">{(texts.field)(change.field)}": "</span>
                    {before.map(|text| view! { <del aria-label=words.history_before>{text}</del> })}
                    {arrow}
                    {after.map(|text| view! { <ins aria-label=words.history_after>{text}</ins> })}
                </li>
            }
        })
        .collect();
    view! {
        <li>
            <p>
                <strong>{(texts.audit_action)(entry.action)}</strong>
                {refusal}
                " · "
                <Time at=entry.at />
                " · "
                {entry.actor.clone()}
            </p>
            <ul>{changes}</ul>
        </li>
    }
    .into_any()
}

/// A stored value as people know it.
fn shown_value(field: Field, text: &str) -> String {
    match field {
        Field::ChannelType => ChannelType::from_slug(text)
            .map_or_else(|| text.to_owned(), |one| one.product_name().to_owned()),
        _ if text.is_empty() => "–".to_owned(),
        _ => text.to_owned(),
    }
}
