use domain::channel_request::{ChannelRequest, Closed, Closing, Wish};
use leptos::prelude::*;

use super::time::Time;
use crate::locale::Texts;

/// Who asked what about a channel and what became of it, the newest request first.
#[component]
pub(crate) fn ChannelRequestTimeline<'a>(
    requests: &'a [ChannelRequest],
    texts: &'static Texts,
) -> impl IntoView + use<> {
    let items: Vec<_> = requests.iter().map(|request| item(request, texts)).collect();
    view! { <ol class="history">{items}</ol> }.into_any()
}

/// What a request is for.
pub(crate) fn wish_text(request: &ChannelRequest, texts: &'static Texts) -> String {
    let words = &texts.channel_request;
    match request.wish {
        Wish::Unbinding => words.unbinding.to_owned(),
        Wish::Claim(_) => (words.claim_of)(&request.account),
    }
}

fn item(request: &ChannelRequest, texts: &'static Texts) -> AnyView {
    let answer = match &request.closed {
        Some(closed) => answer(closed, texts),
        None => view! { <p class="quiet">{texts.channel_request.open}</p> }.into_any(),
    };
    view! {
        <li>
            <p>
                <strong>{wish_text(request, texts)}</strong>
                " · " <Time at=request.asked_at /> " · " {request.asked_by.clone()}
            </p>
            <p class="lines quiet">{request.reason.to_string()}</p>
            {answer}
        </li>
    }
    .into_any()
}

fn answer(closed: &Closed, texts: &'static Texts) -> AnyView {
    let words = &texts.channel_request;
    let (sentence, note) = match &closed.how {
        Closing::Withdrawn => (words.withdrawn, None),
        Closing::Approved { note } => (words.approved, note.as_ref()),
        Closing::Rejected { note } => (words.rejected, Some(note)),
        Closing::Settled => (words.settled, None),
    };
    view! {
        <p>
            <strong>{sentence}</strong>
            " · " <Time at=closed.at /> " · " {closed.by.clone()}
        </p>
        {note.map(|note| view! { <p class="lines quiet">{note.to_string()}</p> })}
    }
    .into_any()
}
