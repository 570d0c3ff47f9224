//! What was asked about a channel, on the channel's pages.

use domain::caller::Caller;
use domain::channel::{Channel, Lifecycle};
use domain::channel_request::{ChannelRequest, ChannelRequestForm};
use domain::field_errors::Field;
use domain::ids::ChannelId;
use domain::permissions::Action;
use leptos::prelude::*;

use crate::components::{ChannelRequestTimeline, Problems, ReasonField};
use crate::locale::Texts;
use crate::pages::offers;
use crate::routes;

/// What was asked, and what is being asked.
#[derive(Debug, Default)]
pub(crate) struct Requests {
    /// The newest requests about the channel, newest first.
    pub(crate) all: Vec<ChannelRequest>,
    /// The form: what was typed.
    pub(crate) form: ChannelRequestForm,
    /// Why a form is here again.
    pub(crate) problems: Problems,
}

impl Requests {
    fn open(&self) -> Option<&ChannelRequest> {
        self.all.iter().find(|request| request.closed.is_none())
    }
}

/// Every request and its answer, with the way to take an open one back.
pub(super) fn section(
    caller: &Caller,
    channel: ChannelId,
    requests: &Requests,
    texts: &'static Texts,
) -> AnyView {
    let words = &texts.channel_request;
    if requests.all.is_empty() {
        return ().into_any();
    }
    let withdraw = requests.open().filter(|_| offers(caller, Action::AskForUnbinding));
    let withdraw = withdraw.map(|open| {
        let action = routes::withdraw_channel_request(channel, open.id);
        view! {
            <form method="post" action=action>
                <button type="submit" class="button">{words.withdraw}</button>
            </form>
        }
    });
    view! {
        <section class="panel" aria-labelledby="requests">
            <h2 id="requests">{words.timeline_heading}</h2>
            <ChannelRequestTimeline requests=&requests.all texts=texts />
            {withdraw}
        </section>
    }
    .into_any()
}

/// On the page that would delete a channel: the way to have a bound one unbound.
pub(super) fn unbinding(
    caller: &Caller,
    channel: &Channel,
    requests: &Requests,
    texts: &'static Texts,
) -> AnyView {
    let words = &texts.channel_request;
    if channel.lifecycle != Lifecycle::Bound {
        return ().into_any();
    }
    if requests.open().is_some() {
        return section(caller, channel.id, requests, texts);
    }
    let form = if offers(caller, Action::AskForUnbinding) {
        view! {
            <form
                class="small-form"
                method="post"
                action=routes::ask_for_unbinding(channel.id)
                novalidate
            >
                <ReasonField
                    field=Field::Reason
                    text=requests.form.reason.clone()
                    errors=requests.problems.errors.clone()
                    hint=words.reason_hint
                    texts=texts
                />
                <div class="form-actions">
                    <button type="submit" class="button primary">{words.ask_unbinding}</button>
                </div>
            </form>
        }
        .into_any()
    } else {
        view! { <p class="quiet">{words.only_admins}</p> }.into_any()
    };
    view! {
        <section class="panel" aria-labelledby="unbinding">
            <h2 id="unbinding">{words.unbinding_heading}</h2>
            <p>{words.unbinding_explanation}</p>
            {form}
        </section>
    }
    .into_any()
}
