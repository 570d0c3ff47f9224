use domain::callback::TrafficHour;
use domain::caller::Caller;
use domain::channel::ChannelHealth;
use domain::health::{Expiry, KnownHealth, Side, SideError, Silence, Verdict, WatchedChannel};
use domain::ids::ChannelId;
use domain::permissions::Action;
use domain::time::Timestamp;
use leptos::prelude::*;

use crate::components::time::Time;
use crate::components::{FactList, HealthBadge, ProblemDetails};
use crate::locale::Texts;
use crate::pages::offers;
use crate::routes;

/// What is known of a channel's health.
#[derive(Debug)]
pub(crate) struct HealthPart {
    /// Absent while the channel is not bound.
    pub(crate) watched: Option<WatchedChannel>,
    /// How unusual it is that nothing comes in, while nothing does.
    pub(crate) silence: Option<Silence>,
    /// What went through it in the last seven days.
    pub(crate) traffic: Vec<TrafficHour>,
    /// When a message last came in.
    pub(crate) last_inbound: Option<Timestamp>,
    /// When the page was made.
    pub(crate) now: Timestamp,
}

/// How a channel is doing.
pub(super) fn health_section(
    part: &HealthPart,
    channel: ChannelId,
    caller: &Caller,
    texts: &'static Texts,
) -> AnyView {
    let words = &texts.health;
    let content = match &part.watched {
        None => view! { <p class="quiet">{words.not_checked_yet}</p> }.into_any(),
        Some(watched) => view! {
            {known(&watched.health, part.now, texts)}
            {quiet(&watched.health, part.silence, texts)}
            {traffic(part, texts)}
        }
        .into_any(),
    };
    let check = (part.watched.is_some() && offers(caller, Action::BindChannel)).then(|| {
        view! {
            <form method="post" action=routes::check_channel(channel)>
                <button type="submit" class="button">{words.check_now}</button>
            </form>
        }
    });
    view! {
        <section class="panel" id="health" aria-labelledby="health-heading">
            <h2 id="health-heading">{words.heading}</h2>
            {content}
            {check}
        </section>
    }
    .into_any()
}

fn known(health: &KnownHealth, now: Timestamp, texts: &'static Texts) -> AnyView {
    let words = &texts.health;
    let Some(checked_at) = health.checked_at else {
        return view! { <p class="quiet">{words.not_checked_yet}</p> }.into_any();
    };
    let (level, _) = health.level();
    let ago = now.micros().saturating_sub(checked_at.micros()).max(0) / 1_000_000;
    let is_unconfirmed = health.refusals > 0 && level != ChannelHealth::NeedsReauthorisation;
    let unconfirmed = is_unconfirmed.then(|| view! { <p>{words.unconfirmed}</p> });
    let sides: Vec<_> = Side::ALL.into_iter().map(|one| side(health, one, texts)).collect();
    view! {
        <p><HealthBadge health=level texts=texts />" "{(words.meaning)(level)}</p>
        <p class="quiet">{(words.checked_ago)(ago)}</p>
        {unconfirmed}
        <dl class="facts">{sides}</dl>
        {facts(health, texts)}
        {expiries(&health.expiries, now, texts)}
    }
    .into_any()
}

fn side(health: &KnownHealth, side: Side, texts: &'static Texts) -> AnyView {
    let words = &texts.health;
    let known = health.side(side);
    let last_success = known.last_success.map(|at| {
        view! {
            <br />
            <span class="quiet">{words.last_success}": "</span>
            <Time at=at />
        }
    });
    let unanswered = known.unanswered.as_ref().map(|since| {
        view! {
            <br />
            <span class="quiet">{words.unanswered_since}": "</span>
            <Time at=since.at />
        }
    });
    // What is wrong now stands above the page in full.
    let last_error = known.last_error.as_ref().map(|error| last_error(error, texts));
    let shown = match &known.verdict {
        Verdict::Warns(problem) => Some(view! { <br />{(texts.platform.cause)(problem.reason)} }),
        _ => None,
    };
    view! {
        <dt>{(words.side)(side)}</dt>
        <dd>
            <strong>{(words.verdict)(&known.verdict)}</strong>
            {shown}
            {last_success}
            {unanswered}
            {last_error}
        </dd>
    }
    .into_any()
}

fn last_error(error: &SideError, texts: &'static Texts) -> AnyView {
    view! {
        <details class="experts">
            <summary>
                {texts.health.last_error}": "
                <Time at=error.at />
            </summary>
            <ProblemDetails problem=&error.problem texts=texts />
        </details>
    }
    .into_any()
}

fn facts(health: &KnownHealth, texts: &'static Texts) -> AnyView {
    if health.facts.is_empty() {
        return ().into_any();
    }
    view! {
        <h3>{texts.health.facts}</h3>
        <FactList facts=&health.facts texts=texts />
    }
    .into_any()
}

fn expiries(expiries: &[Expiry], now: Timestamp, texts: &'static Texts) -> AnyView {
    let words = &texts.health;
    if expiries.is_empty() {
        return ().into_any();
    }
    let items: Vec<_> = expiries
        .iter()
        .map(|expiry| {
            view! {
                <dt>{(words.expiring)(expiry.what)}</dt>
                <dd>
                    <Time at=expiry.at />
                    " · "
                    {(words.days_left)(expiry.days_left(now))}
                </dd>
            }
        })
        .collect();
    view! {
        <h3>{words.expiries}</h3>
        <dl class="facts">{items}</dl>
    }
    .into_any()
}

fn quiet(health: &KnownHealth, silence: Option<Silence>, texts: &'static Texts) -> AnyView {
    let words = &texts.health;
    let Some(since) = health.quiet_since else { return ().into_any() };
    let usual = silence.map(|silence| {
        view! {
            " "
            {(words.quiet_usual)(silence.usual)}
            " "
            {(words.certainty)(silence.certainty)}
        }
    });
    view! { <p><strong>{words.quiet}</strong>" " <Time at=since />"." {usual}</p> }.into_any()
}

fn traffic(part: &HealthPart, texts: &'static Texts) -> AnyView {
    let words = &texts.health;
    let sum = |count: fn(&TrafficHour) -> u64| part.traffic.iter().map(count).sum::<u64>();
    let last_inbound = match part.last_inbound {
        Some(at) => view! { <Time at=at /> }.into_any(),
        None => words.never.into_any(),
    };
    view! {
        <h3>{words.traffic}</h3>
        <dl class="facts">
            <dt>{words.received}</dt>
            <dd>{sum(|hour| hour.received)}</dd>
            <dt>{words.sent}</dt>
            <dd>{sum(|hour| hour.sent)}</dd>
            <dt>{words.last_inbound}</dt>
            <dd>{last_inbound}</dd>
        </dl>
    }
    .into_any()
}
