use domain::audit::AuditEntry;
use domain::binding::Holdings;
use domain::channel::{Channel, EditForm, Lifecycle};
use domain::channel_settings::SettingsOfChannel;
use domain::field_errors::FieldErrors;
use domain::permissions::Action;
use leptos::prelude::*;

use super::account::{account_section, repair};
use super::health::{HealthPart, health_section};
use super::message::TestMessages;
use super::requests::{self, Requests};
use super::settings::settings_section;
use crate::api::RequestContext;
use crate::components::time::Time;
use crate::components::{
    ActingNotice, ChannelFields, ChannelTypeLabel, CopyButton, ErrorSummary, FormSummary,
    HealthBanner, History, LifeCycleBar, Notice, Requirements, Section, SimulatedNotice,
    StatusBadge, SuspensionNotice, Tone, document, messages,
};
use crate::islands::LiveForm;
use crate::locale::Texts;
use crate::pages::offers;
use crate::routes;

/// One channel.
#[derive(Debug)]
pub(crate) struct DetailPage {
    /// Who looks, the channel as it is stored, and what it holds.
    pub(crate) holdings: Holdings,
    /// The edit form: what was typed, or what is stored.
    pub(crate) form: EditForm,
    /// What is wrong with the form.
    pub(crate) errors: FieldErrors,
    /// Whether somebody else was faster. The form then holds this person's text, the channel
    /// theirs.
    pub(crate) conflict: bool,
    /// What was just done.
    pub(crate) notice: Option<DetailNotice>,
    /// Where its platform reports to, if it is bound and the platform does.
    pub(crate) callback: Option<String>,
    /// Its test messages.
    pub(crate) test: TestMessages,
    /// How it is doing.
    pub(crate) health: HealthPart,
    /// What it tells its customers.
    pub(crate) settings: SettingsOfChannel,
    /// What was asked about it.
    pub(crate) requests: Requests,
    /// What happened to the channel, newest first.
    pub(crate) history: Vec<AuditEntry>,
}

/// What was just done, when the page is shown after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DetailNotice {
    Saved,
    Configured,
    PassedOn,
    PutOff,
    BeingPassedOn,
    Bound,
    Cancelled,
    RolledBack,
    Repaired,
    RepairFailed,
    Sent,
    Checked,
    CheckedBefore,
    RequestAsked,
    RequestWithdrawn,
}

impl DetailNotice {
    /// The notice that the address of the page names.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "saved" => Self::Saved,
            "configured" => Self::Configured,
            "passed-on" => Self::PassedOn,
            "put-off" => Self::PutOff,
            "being-passed-on" => Self::BeingPassedOn,
            "bound" => Self::Bound,
            "cancelled" => Self::Cancelled,
            "rolled-back" => Self::RolledBack,
            "repaired" => Self::Repaired,
            "repair-failed" => Self::RepairFailed,
            "sent" => Self::Sent,
            "checked" => Self::Checked,
            "checked-before" => Self::CheckedBefore,
            "request-asked" => Self::RequestAsked,
            "request-withdrawn" => Self::RequestWithdrawn,
            _ => return None,
        })
    }

    fn view(self, texts: &'static Texts) -> AnyView {
        let words = &texts.binding;
        let (tone, text) = match self {
            Self::Saved => (Tone::Success, texts.detail.saved_notice),
            Self::Configured => (Tone::Success, texts.channel_settings.saved_notice),
            Self::PassedOn => (Tone::Success, texts.channel_settings.passed_on_notice),
            Self::PutOff => (Tone::Warning, texts.channel_settings.put_off_notice),
            Self::BeingPassedOn => (Tone::Warning, texts.channel_settings.being_passed_on_notice),
            Self::RequestAsked => (Tone::Success, texts.channel_request.asked_notice),
            Self::RequestWithdrawn => (Tone::Success, texts.channel_request.withdrawn_notice),
            Self::Bound => (Tone::Success, words.bound_notice),
            Self::Cancelled => (Tone::Success, words.cancelled_notice),
            Self::RolledBack => (Tone::Success, words.rolled_back_notice),
            Self::Repaired => (Tone::Success, words.repaired_notice),
            Self::RepairFailed => (Tone::Warning, words.repair_failed_notice),
            Self::Sent => (Tone::Success, texts.message.sent_notice),
            Self::Checked => (Tone::Success, texts.health.checked_notice),
            Self::CheckedBefore => (Tone::Warning, texts.health.too_soon_notice),
        };
        view! { <Notice tone=tone>{text}</Notice> }.into_any()
    }
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &DetailPage) -> String {
    let texts = context.texts();
    let words = &texts.detail;
    let channel = &page.holdings.channel;
    let name = channel.name.to_string();
    document(context, &name, Some(Section::Channels), || {
        let notice = page.notice.map(|notice| notice.view(texts));
        let values = if offers(&page.holdings.caller, Action::EditChannel) {
            edit_section(page, texts)
        } else {
            values_section(channel, texts)
        };
        view! {
            <ActingNotice caller=&page.holdings.caller texts=texts />
            <SimulatedNotice context=context />
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
            {notice}
            <FormSummary problems=page.requests.problems.clone() texts=texts />
            <SuspensionNotice
                standing=page.holdings.caller.standing.clone()
                of_customer=page.holdings.caller.acts_as_provider().is_some()
                texts=texts
            />
            {page.health.watched.as_ref().map(|watched| {
                let repair = repair(&page.holdings, watched.health.level().1, texts);
                view! { <HealthBanner watched=watched repair=repair texts=texts /> }
            })}
            <LifeCycleBar lifecycle=channel.lifecycle texts=texts />
            <div class="columns">
                <div class="main-column">
                    {account_section(&page.holdings, page.callback.as_deref(), texts)}
                    {(channel.lifecycle == Lifecycle::Bound).then(|| {
                        health_section(&page.health, channel.id, &page.holdings.caller, texts)
                    })}
                    {(channel.lifecycle == Lifecycle::Bound).then(|| {
                        page.test.section(channel, offers(&page.holdings.caller, Action::BindChannel), texts)
                    })}
                    {settings_section(&page.settings, texts)}
                    {values}
                    {requests::section(&page.holdings.caller, channel.id, &page.requests, texts)}
                    {history_section(page, texts)}
                </div>
                <div class="side-column">
                    {properties_section(page, texts)}
                    {(channel.lifecycle == Lifecycle::Unbound).then(|| view! {
                        <section class="panel">
                            <h2>{words.prerequisites}</h2>
                            <p class="quiet">{words.prerequisites_explanation}</p>
                            <Requirements channel_type=channel.channel_type texts=texts />
                        </section>
                    })}
                    {deletion_section(page, texts)}
                </div>
            </div>
        }
    })
}

fn edit_section(page: &DetailPage, texts: &'static Texts) -> AnyView {
    let words = &texts.form;
    let channel = &page.holdings.channel;
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
    if !offers(&page.holdings.caller, Action::DeleteChannel) {
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
            <a class="button danger" href=routes::delete_channel(page.holdings.channel.id)>
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

fn properties_section(page: &DetailPage, texts: &'static Texts) -> AnyView {
    let channel = &page.holdings.channel;
    let customer = page.holdings.caller.acts_as_provider().map(|_| {
        let address = routes::channels_of(channel.tenant);
        view! {
            <dt>{texts.customers.customer}</dt>
            <dd><a href=address>{page.holdings.caller.tenant_name.clone()}</a></dd>
        }
    });
    view! {
        <section class="panel">
            <h2>{texts.detail.properties}</h2>
            <dl class="facts">
                {customer}
                <dt>{texts.form.bound_resource}</dt>
                <dd>
                    {match channel.bound_account.clone() {
                        Some(account) => view! { <strong>{account}</strong> }.into_any(),
                        None => view! {
                            <span class="quiet">{texts.list.nothing_bound}</span>
                        }.into_any(),
                    }}
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
    view! {
        <section class="panel" aria-labelledby="history">
            <h2 id="history">{texts.detail.history}</h2>
            <History entries=&page.history texts=texts />
        </section>
    }
    .into_any()
}
