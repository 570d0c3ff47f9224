use domain::back_office::{Holder, Impact, ManagedChannel};
use domain::binding::{Binding, BindingState};
use domain::caller::AccountManager;
use domain::channel::Lifecycle;
use domain::channel_request::{ChannelRequest, DecisionForm, Wish};
use domain::field_errors::Field;
use domain::ids::{ChannelId, TenantId};
use domain::permissions::Action;
use leptos::prelude::*;

use crate::api::RequestContext;
use crate::components::time::Time;
use crate::components::{
    ChannelRequestTimeline, ChannelTypeLabel, CopyButton, FactList, FormSummary, History, Notice,
    ProblemDetails, Problems, ReasonField, Section, StatusBadge, Tone, document, wish_text,
};
use crate::locale::Texts;
use crate::routes;

/// One channel of an organisation, as account managers see it.
#[derive(Debug)]
pub(crate) struct ManagedChannelPage {
    /// Who looks.
    pub(crate) manager: AccountManager,
    /// The channel with everything about it.
    pub(crate) managed: ManagedChannel,
    /// What was typed into the form that decides or unbinds.
    pub(crate) form: DecisionForm,
    /// What was just done.
    pub(crate) notice: Option<ManagedNotice>,
    /// Why a form is here again.
    pub(crate) problems: Problems,
    /// The address to confirm the password at, and to come back from.
    pub(crate) confirm: String,
}

/// What was just done, when the page is shown after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ManagedNotice {
    Approved,
    Rejected,
    Unbound,
    GivenUp,
}

impl ManagedNotice {
    const fn word(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Unbound => "unbound",
            Self::GivenUp => "given-up",
        }
    }

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        let all = [Self::Approved, Self::Rejected, Self::Unbound, Self::GivenUp];
        all.into_iter().find(|notice| notice.word() == word)
    }

    /// The page of the channel, with this notice.
    pub(crate) fn address(self, tenant: TenantId, channel: ChannelId) -> String {
        routes::tenant_channel_changed(tenant, channel, self.word())
    }
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &ManagedChannelPage) -> String {
    let texts = context.texts();
    let words = &texts.channel_desk;
    let ManagedChannel { tenant, channel, .. } = &page.managed;
    let name = channel.name.to_string();
    document(context, &name, Some(Section::BackOffice), || {
        let notice = page.notice.map(|notice| {
            let text = match notice {
                ManagedNotice::Approved => words.approved_notice,
                ManagedNotice::Rejected => words.rejected_notice,
                ManagedNotice::Unbound => words.unbound_notice,
                ManagedNotice::GivenUp => words.given_up_notice,
            };
            view! { <Notice tone=Tone::Success>{text}</Notice> }
        });
        view! {
            <p class="back">
                <a href=routes::tenant_channels(tenant.id)>
                    {(words.back_to_channels)(&tenant.name)}
                </a>
            </p>
            {notice}
            <FormSummary problems=page.problems.clone() texts=texts />
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
            <div class="columns">
                <div class="main-column">
                    {decision_section(page, texts)}
                    {requests_section(page, texts)}
                    <section class="panel" aria-labelledby="history">
                        <h2 id="history">{texts.detail.history}</h2>
                        <History entries=&page.managed.history texts=texts />
                    </section>
                </div>
                <div class="side-column first">
                    {holds_section(page, texts)}
                    {holder_section(page, texts)}
                </div>
            </div>
        }
    })
}

fn open_request(page: &ManagedChannelPage) -> Option<&ChannelRequest> {
    page.managed.requests.iter().find(|request| request.closed.is_none())
}

/// Deciding what is asked, or unbinding without having been asked. Both take a fresh proof, and a
/// page has one field for a note.
fn decision_section(page: &ManagedChannelPage, texts: &'static Texts) -> AnyView {
    let is_bound = page.managed.channel.lifecycle == Lifecycle::Bound;
    let open = open_request(page);
    let is_stuck = page
        .managed
        .bindings
        .iter()
        .any(|binding| binding.state == BindingState::Releasing && binding.problem.is_some());
    if open.is_none() && !is_bound && !is_stuck {
        return ().into_any();
    }
    if page.manager.may(Action::UnbindChannels).is_err() {
        return view! {
            <section class="panel">
                <p>{texts.back_office.confirm_first}</p>
                <p class="page-actions">
                    <a class="button" href=page.confirm.clone()>{texts.confirm.heading}</a>
                </p>
            </section>
        }
        .into_any();
    }
    let (channel, words) = (&page.managed.channel, &texts.channel_desk);
    match open {
        Some(request) => decision_form(page, request, texts),
        None if is_bound => {
            let action = routes::unbind_channel(channel.tenant, channel.id);
            let sentences = [words.unbind_heading, words.unbind_explanation, words.unbind_hint];
            danger_form(page, action, sentences, words.unbind, texts)
        }
        None => {
            let action = routes::give_up_release(channel.tenant, channel.id);
            let sentences = [words.give_up_heading, words.give_up_explanation, words.unbind_hint];
            danger_form(page, action, sentences, words.give_up, texts)
        }
    }
}

fn decision_form(
    page: &ManagedChannelPage,
    request: &ChannelRequest,
    texts: &'static Texts,
) -> AnyView {
    let words = &texts.channel_desk;
    let action =
        |word| routes::channel_request_action(request.tenant, request.channel, request.id, word);
    view! {
        <section class="panel" aria-labelledby="decision">
            <h2 id="decision">{words.decision_heading}</h2>
            <p><strong>{wish_text(request, texts)}</strong></p>
            <p class="lines">{request.reason.to_string()}</p>
            <p>{words.decision_explanation}</p>
            <form class="small-form" method="post" action=action("approve") novalidate>
                {note_field(page, words.note_hint, texts)}
                <div class="form-actions">
                    <button type="submit" class="button primary">{words.approve}</button>
                    <button type="submit" class="button" formaction=action("reject")>
                        {words.reject}
                    </button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn danger_form(
    page: &ManagedChannelPage,
    action: String,
    [heading, explanation, hint]: [&'static str; 3],
    label: &'static str,
    texts: &'static Texts,
) -> AnyView {
    view! {
        <section class="panel danger-zone" aria-labelledby="unbinding">
            <h2 id="unbinding">{heading}</h2>
            <p>{explanation}</p>
            <form class="small-form" method="post" action=action novalidate>
                {note_field(page, hint, texts)}
                <div class="form-actions">
                    <button type="submit" class="button danger">{label}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn note_field(page: &ManagedChannelPage, hint: &'static str, texts: &'static Texts) -> AnyView {
    view! {
        <ReasonField
            field=Field::Note
            text=page.form.note.clone()
            errors=page.problems.errors.clone()
            hint=hint
            texts=texts
        />
    }
    .into_any()
}

fn requests_section(page: &ManagedChannelPage, texts: &'static Texts) -> AnyView {
    if page.managed.requests.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="panel" aria-labelledby="requests">
            <h2 id="requests">{texts.channel_request.timeline_heading}</h2>
            <ChannelRequestTimeline requests=&page.managed.requests texts=texts />
        </section>
    }
    .into_any()
}

/// Every account that the channel has, had a moment ago or is getting.
fn holds_section(page: &ManagedChannelPage, texts: &'static Texts) -> AnyView {
    let words = &texts.channel_desk;
    let bindings = &page.managed.bindings;
    let held: Vec<_> = bindings.iter().map(|binding| binding_view(binding, texts)).collect();
    let nothing = held.is_empty().then(|| view! { <p class="quiet">{words.holds_nothing}</p> });
    view! {
        <section class="panel" aria-labelledby="holds">
            <h2 id="holds">{words.holds_heading}</h2>
            {held}
            {nothing}
            {impact_view(&page.managed.impact, texts)}
        </section>
    }
    .into_any()
}

fn binding_view(binding: &Binding, texts: &'static Texts) -> AnyView {
    let words = &texts.channel_desk;
    let (state, due) = match binding.state {
        BindingState::Open(_) => (words.being_bound, None),
        BindingState::Current => (words.current, None),
        BindingState::Kept => (words.kept, Some(words.kept_until)),
        BindingState::Releasing => (words.releasing, Some(words.next_attempt)),
    };
    let due = due.zip(binding.due_at).map(|(label, at)| {
        view! { <dt>{label}</dt> <dd><Time at=at /></dd> }
    });
    let attempts = (binding.turns > 0).then(|| {
        view! { <dt>{words.attempts}</dt> <dd>{binding.turns}</dd> }
    });
    let account = binding.account.as_ref().map(|account| {
        view! {
            <p><strong>{account.name.clone()}</strong> " " <code>{account.id.clone()}</code></p>
            <FactList facts=&account.facts texts=texts />
        }
    });
    let problem = binding.problem.as_ref().map(|problem| {
        view! { <ProblemDetails problem=problem texts=texts /> }
    });
    view! {
        <div class="check">
            <p class="quiet">{state}</p>
            {account}
            <dl class="facts">
                <dt>{words.since}</dt>
                <dd><Time at=binding.started_at /></dd>
                <dt>{words.bound_by}</dt>
                <dd>{binding.started_by_name.clone()}</dd>
                {attempts}
                {due}
            </dl>
            {problem}
        </div>
    }
    .into_any()
}

/// What an unbinding would end.
fn impact_view(impact: &Impact, texts: &'static Texts) -> AnyView {
    let words = &texts.health;
    let callback = impact.callback.clone().map(|address| {
        view! { <dt>{texts.binding.callback_address}</dt> <dd class="lines"><code>{address}</code></dd> }
    });
    let last_callback = match impact.last_callback {
        Some(at) => view! { <Time at=at /> }.into_any(),
        None => words.never.into_any(),
    };
    view! {
        <p class="quiet">{words.traffic}</p>
        <dl class="facts">
            <dt>{words.received}</dt>
            <dd>{impact.received}</dd>
            <dt>{words.sent}</dt>
            <dd>{impact.sent}</dd>
            {callback}
            <dt>{words.last_callback}</dt>
            <dd>{last_callback}</dd>
        </dl>
    }
    .into_any()
}

/// Who has the account that is claimed.
fn holder_section(page: &ManagedChannelPage, texts: &'static Texts) -> AnyView {
    let words = &texts.channel_desk;
    let is_claim = open_request(page).is_some_and(|one| matches!(one.wish, Wish::Claim(_)));
    if !is_claim {
        return ().into_any();
    }
    let content = match &page.managed.holder {
        Some(holder) => holder_view(holder, texts),
        None => view! { <p>{words.nobody_holds}</p> }.into_any(),
    };
    view! {
        <section class="panel" aria-labelledby="holder">
            <h2 id="holder">{words.holder_heading}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn holder_view(holder: &Holder, texts: &'static Texts) -> AnyView {
    let words = &texts.channel_desk;
    let tenant = &holder.tenant;
    let channel = match &holder.channel {
        Some(channel) => {
            let address = routes::tenant_channel(tenant.id, channel.id);
            view! { <a href=address>{channel.name.to_string()}</a> }.into_any()
        }
        None => words.channel_is_gone.into_any(),
    };
    view! {
        <p class="quiet">{words.holder_explanation}</p>
        <dl class="facts">
            <dt>{texts.back_office.organisation}</dt>
            <dd><a href=routes::tenant(tenant.id)>{tenant.name.clone()}</a></dd>
            <dt>{words.channel}</dt>
            <dd>{channel}</dd>
        </dl>
        {binding_view(&holder.binding, texts)}
        {impact_view(&holder.impact, texts)}
    }
    .into_any()
}
