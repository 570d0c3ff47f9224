//! The guided flow that binds a channel: prepare, authorise, confirm. The test message follows on
//! the channel's own page.

mod account;
mod ways;

use domain::binding::{Binding, Holdings, Purpose};
use domain::channel::Lifecycle;
use domain::permissions::Action;
use domain::platform::{Account, CredentialErrors, Way};
use domain::time::Timestamp;
use leptos::prelude::*;

use self::account::{account_section, choose_section};
use self::ways::ways_section;
use super::message::TestMessages;
use crate::api::RequestContext;
use crate::components::time::Time;
use crate::components::{
    ActingNotice, ChannelTypeLabel, FormSummary, Notice, ProblemNotice, Problems, Requirements,
    Section, SimulatedNotice, StatusBadge, Steps, Tone, card, document,
};
use crate::locale::Texts;
use crate::pages::offers;
use crate::routes;

/// The guided flow as it stands.
#[derive(Debug)]
pub(crate) struct BindPage {
    /// Who looks, the channel, and what it holds.
    pub(crate) holdings: Holdings,
    /// The time, to see whether somebody is confirming.
    pub(crate) now: Timestamp,
    /// Whether this installation speaks to the platform.
    pub(crate) has_platform: bool,
    /// How it can be authorised.
    pub(crate) ways: &'static [Way],
    /// The ways for which the installation lacks an app.
    pub(crate) not_ready: Vec<&'static str>,
    /// The accounts to choose from.
    pub(crate) candidates: Vec<Account>,
    /// What was typed, when a form comes back.
    pub(crate) typed: Option<TypedWay>,
    /// Whether the ways are shown although an account is found.
    pub(crate) other: bool,
    /// Test messages of an account that is tried before it takes the place of another one.
    pub(crate) test: TestMessages,
    /// Why a step was refused.
    pub(crate) problems: Problems,
    /// Whether that was because another channel holds the account.
    pub(crate) is_taken: bool,
}

/// A form of a way that comes back.
#[derive(Debug)]
pub(crate) struct TypedWay {
    pub(crate) way: String,
    pub(crate) typed: Vec<(String, String)>,
    pub(crate) errors: CredentialErrors,
}

impl BindPage {
    /// The open binding, if it belongs to whoever looks.
    fn own(&self) -> Option<&Binding> {
        let holdings = &self.holdings;
        holdings.open.as_ref().filter(|open| open.started_by == holdings.caller.user)
    }
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &BindPage) -> String {
    let texts = context.texts();
    let words = &texts.binding;
    let channel = &page.holdings.channel;
    let purpose = page.holdings.open.as_ref().and_then(Binding::purpose);
    let purpose = purpose.unwrap_or(Purpose::Bind);
    let heading = (words.heading)(purpose, channel.channel_type, channel.name.as_str());
    document(context, &heading, Some(Section::Channels), || {
        view! {
            <ActingNotice caller=&page.holdings.caller texts=texts />
            <SimulatedNotice context=context />
            <p class="back">
                <a href=routes::channel(channel.id)>{channel.name.to_string()}</a>
            </p>
            <FormSummary problems=page.problems.clone() texts=texts />
            {claim_link(page, texts)}
            <div class="page-head">
                <h1>{heading.clone()}</h1>
                <p class="channel-facts">
                    <ChannelTypeLabel channel_type=channel.channel_type />
                    <StatusBadge lifecycle=channel.lifecycle texts=texts />
                </p>
            </div>
            {steps(page, texts)}
            {content(page, texts)}
        }
    })
}

/// The way out where another channel holds the account.
fn claim_link(page: &BindPage, texts: &'static Texts) -> AnyView {
    let words = &texts.channel_request;
    if !page.is_taken {
        return ().into_any();
    }
    if !offers(&page.holdings.caller, Action::AskForUnbinding) {
        return view! { <p>{words.only_admins}</p> }.into_any();
    }
    let address = routes::claim_account(page.holdings.channel.id);
    view! { <p class="page-actions"><a class="button" href=address>{words.claim}</a></p> }
        .into_any()
}

/// Says that the way leads to the platform, and leads there where the browser does not by itself.
pub(crate) fn leaving(context: &RequestContext, url: &str) -> String {
    let words = &context.texts().binding;
    card(context, words.leaving_heading, || {
        view! {
            <p>{words.leave_explanation}</p>
            <p class="page-actions">
                <a class="button primary" href=url.to_owned()>{words.leave}</a>
            </p>
        }
    })
}

fn steps(page: &BindPage, texts: &'static Texts) -> AnyView {
    let words = &texts.binding;
    let current = match page.own() {
        None => 0,
        Some(open) if open.account.is_none() || page.other => 1,
        Some(_) => 2,
    };
    let names = [words.step_prepare, words.step_authorise, words.step_confirm, words.step_test];
    view! {
        <section class="life-cycle" aria-label=texts.detail.life_cycle>
            <Steps steps=names current=current texts=texts />
        </section>
    }
    .into_any()
}

fn content(page: &BindPage, texts: &'static Texts) -> AnyView {
    let words = &texts.binding;
    match (&page.holdings.open, page.own()) {
        (Some(open), None) => of_another(page, open, texts),
        (_, Some(open)) if open.is_confirming(page.now) => view! {
            <Notice tone=Tone::Warning>{words.confirming}</Notice>
            <p class="page-actions">
                <a class="button" href=routes::bind_channel(open.channel)>{words.look_again}</a>
            </p>
        }
        .into_any(),
        (_, Some(open)) => flow(page, open, texts),
        (None, None) => start(page, texts),
    }
}

/// Before anybody has begun.
fn start(page: &BindPage, texts: &'static Texts) -> AnyView {
    let words = &texts.binding;
    let channel = &page.holdings.channel;
    if !page.has_platform {
        return view! { <Notice tone=Tone::Warning>{words.no_platform}</Notice> }.into_any();
    }
    if channel.lifecycle != Lifecycle::Unbound {
        let sentence = (texts.detail.next_action)(channel.lifecycle);
        return view! {
            <Notice tone=Tone::Success>{sentence}</Notice>
            <p class="page-actions">
                <a class="button" href=routes::channel(channel.id)>{texts.list.open_channel}</a>
            </p>
        }
        .into_any();
    }
    view! {
        <section class="panel">
            <h2>{texts.detail.prerequisites}</h2>
            <p class="quiet">{texts.detail.prerequisites_explanation}</p>
            <Requirements channel_type=channel.channel_type texts=texts />
            <p>{(words.introduction)(Purpose::Bind)}</p>
            <form method="post" action=routes::bind_channel(channel.id)>
                <input type="hidden" name="purpose" value="bind" />
                <div class="form-actions">
                    <button type="submit" class="button primary">{words.start}</button>
                    <a class="button" href=routes::channel(channel.id)>{texts.form.cancel}</a>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// What a colleague sees.
fn of_another(page: &BindPage, open: &Binding, texts: &'static Texts) -> AnyView {
    let words = &texts.binding;
    let (who, since) = ((words.in_progress)(&open.started_by_name), open.started_at);
    view! {
        <Notice tone=Tone::Warning>{who} ", " {words.since} " " <Time at=since /></Notice>
        {cancel_section(page, open, texts)}
    }
    .into_any()
}

/// What the person sees who has begun.
fn flow(page: &BindPage, open: &Binding, texts: &'static Texts) -> AnyView {
    let words = &texts.binding;
    let purpose = open.purpose().unwrap_or(Purpose::Bind);
    let problem = open.problem.as_ref().map(|problem| {
        view! { <ProblemNotice problem=problem texts=texts /> }
    });
    let interrupted = (open.told_platform && open.problem.is_none())
        .then(|| view! { <Notice tone=Tone::Warning>{words.interrupted}</Notice> });
    let is_tried = purpose == Purpose::Rebind && open.account.is_some() && !page.other;
    let candidate = is_tried.then(|| page.test.of_candidate(&page.holdings.channel, open, texts));
    let step = match &open.account {
        Some(account) if !page.other && page.typed.is_none() => {
            account_section(page, open, account, texts)
        }
        None if !page.candidates.is_empty() && !page.other && page.typed.is_none() => {
            choose_section(page, open, texts)
        }
        _ => ways_section(page, open, texts),
    };
    view! {
        {problem}
        {interrupted}
        <p class="lead">{(words.introduction)(purpose)}</p>
        {step}
        {candidate}
        {cancel_section(page, open, texts)}
    }
    .into_any()
}

fn cancel_section(page: &BindPage, open: &Binding, texts: &'static Texts) -> AnyView {
    let words = &texts.binding;
    let explanation =
        if open.told_platform { words.cancel_told_explanation } else { words.cancel_explanation };
    let action = routes::binding_step(page.holdings.channel.id, "cancel");
    view! {
        <section class="panel">
            <p class="quiet">{explanation}</p>
            <form method="post" action=action>
                <button type="submit" class="button">{words.cancel}</button>
            </form>
        </section>
    }
    .into_any()
}
