use domain::binding::{Binding, Holdings, Purpose};
use domain::channel::Lifecycle;
use domain::ids::ChannelId;
use domain::permissions::Action;
use domain::platform::{Problem, Reason, ReasonKind};
use leptos::prelude::*;

use crate::components::time::Time;
use crate::components::{AccountName, CopyButton, Notice, ProblemDetails, Tone};
use crate::locale::Texts;
use crate::pages::offers;
use crate::routes;

/// The account of a channel, and what can be done about it.
pub(super) fn account_section(
    holdings: &Holdings,
    callback: Option<&str>,
    texts: &'static Texts,
) -> AnyView {
    let words = &texts.binding;
    let may_bind = offers(&holdings.caller, Action::BindChannel);
    let current =
        holdings.current.as_ref().map(|current| current_account(current, callback, texts));
    let open = holdings.open.as_ref().map(|open| open_flow(open, may_bind, texts));
    let releasing: Vec<_> =
        holdings.releasing.iter().map(|binding| releasing_account(binding, texts)).collect();
    let kept = holdings.kept.as_ref().map(|kept| kept_account(kept, may_bind, texts));
    let actions = actions(holdings, may_bind, texts);
    view! {
        <section class="panel" id="account" aria-labelledby="account-heading">
            <h2 id="account-heading">{words.account}</h2>
            {current}
            {open}
            {kept}
            {releasing}
            {actions}
        </section>
    }
    .into_any()
}

fn current_account(current: &Binding, callback: Option<&str>, texts: &'static Texts) -> AnyView {
    let words = &texts.binding;
    let Some(account) = &current.account else { return ().into_any() };
    let callback = callback.map(|address| {
        view! {
            <dt>{words.callback_address}</dt>
            <dd class="lines">
                <code>{address.to_owned()}</code>
                <CopyButton label=words.copy_callback_address />
            </dd>
        }
    });
    view! {
        <dl class="facts">
            <dt>{words.account}</dt>
            <dd><AccountName binding=current /></dd>
            <dt>{words.account_id}</dt>
            <dd><code>{account.id.clone()}</code></dd>
            <dt>{words.bound_since}</dt>
            <dd><Time at=current.changed_at /></dd>
            {callback}
        </dl>
    }
    .into_any()
}

/// A guided flow that is going on.
fn open_flow(open: &Binding, may_bind: bool, texts: &'static Texts) -> AnyView {
    let words = &texts.binding;
    let go_on = may_bind.then(|| {
        view! {
            <p class="page-actions">
                <a class="button primary" href=routes::bind_channel(open.channel)>{words.go_on}</a>
            </p>
        }
    });
    let (who, since) = ((words.in_progress)(&open.started_by_name), open.started_at);
    view! {
        <Notice tone=Tone::Warning>{who} ", " {words.since} " " <Time at=since /></Notice>
        {go_on}
    }
    .into_any()
}

fn kept_account(kept: &Binding, may_bind: bool, texts: &'static Texts) -> AnyView {
    let words = &texts.binding;
    let name = kept.account.as_ref().map_or("", |account| account.name.as_str());
    let until = kept.due_at.map(|due| view! { " " {words.kept_until} " " <Time at=due /> });
    let roll_back = may_bind.then(|| {
        view! {
            <form method="post" action=routes::roll_back(kept.channel)>
                <button type="submit" class="button">{words.roll_back}</button>
            </form>
        }
    });
    let sentence = (words.kept)(name);
    view! {
        <Notice tone=Tone::Success>{sentence} {until}</Notice>
        {roll_back}
    }
    .into_any()
}

fn releasing_account(binding: &Binding, texts: &'static Texts) -> AnyView {
    let words = &texts.binding;
    let problem = binding.problem.as_ref().map(|problem| {
        let next = binding.due_at.map(|due| view! { <Time at=due /> });
        view! {
            <p>{words.release_tried_again} " " {next}</p>
            <ProblemDetails problem=problem texts=texts />
        }
    });
    view! { <Notice tone=Tone::Warning><p>{words.releasing}</p> {problem}</Notice> }.into_any()
}

/// The button for what repairs this problem of a bound channel, where one does.
pub(super) fn repair(
    holdings: &Holdings,
    problem: Option<&Problem>,
    texts: &'static Texts,
) -> Option<AnyView> {
    let (words, id) = (&texts.binding, holdings.channel.id);
    if !offers(&holdings.caller, Action::BindChannel) || holdings.open.is_some() {
        return None;
    }
    let reason = problem?.reason;
    if reason.kind() == ReasonKind::Authorisation {
        return Some(begin_form(id, Purpose::Reauthorise, words.reauthorise));
    }
    let is_about_callback = matches!(
        reason,
        Reason::CallbackElsewhere | Reason::SubscriptionMissing | Reason::CallbackUnreachable
    );
    is_about_callback.then(|| repair_form(id, words.repair))
}

fn begin_form(channel: ChannelId, purpose: Purpose, label: &'static str) -> AnyView {
    let value = match purpose {
        Purpose::Bind => "bind",
        Purpose::Reauthorise => "reauthorise",
        Purpose::Rebind => "rebind",
    };
    view! {
        <form method="post" action=routes::bind_channel(channel)>
            <input type="hidden" name="purpose" value=value />
            <button type="submit" class="button">{label}</button>
        </form>
    }
    .into_any()
}

fn repair_form(channel: ChannelId, label: &'static str) -> AnyView {
    view! {
        <form method="post" action=routes::repair_callback(channel)>
            <button type="submit" class="button">{label}</button>
        </form>
    }
    .into_any()
}

fn actions(holdings: &Holdings, may_bind: bool, texts: &'static Texts) -> AnyView {
    let words = &texts.binding;
    let channel = &holdings.channel;
    if !may_bind {
        return view! { <p class="quiet">{words.only_operators_bind}</p> }.into_any();
    }
    match (channel.lifecycle, &holdings.open) {
        (Lifecycle::Unbound, _) => view! {
            <p>{(texts.detail.next_action)(Lifecycle::Unbound)}</p>
            <p class="page-actions">
                <a class="button primary" href=routes::bind_channel(channel.id)>
                    {(words.action)(channel.channel_type)}
                </a>
            </p>
        }
        .into_any(),
        (Lifecycle::Bound, None) => view! {
            <div class="form-actions">
                {begin_form(channel.id, Purpose::Reauthorise, words.reauthorise)}
                {begin_form(channel.id, Purpose::Rebind, words.rebind)}
                {repair_form(channel.id, words.repair)}
            </div>
            <p class="quiet">{words.repair_explanation}</p>
        }
        .into_any(),
        _ => ().into_any(),
    }
}
