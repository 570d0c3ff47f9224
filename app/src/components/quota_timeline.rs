use domain::quota_request::{Closed, Closing, QuotaRequest};
use leptos::prelude::*;

use super::time::Time;
use crate::locale::Texts;

/// Who asked for which quota and what became of it, the newest request first.
#[component]
pub(crate) fn QuotaTimeline<'a>(
    requests: &'a [QuotaRequest],
    texts: &'static Texts,
) -> impl IntoView + use<> {
    let items: Vec<_> = requests.iter().map(|request| item(request, texts)).collect();
    view! { <ol class="history">{items}</ol> }.into_any()
}

fn item(request: &QuotaRequest, texts: &'static Texts) -> AnyView {
    let words = &texts.quota_request;
    let answer = match &request.closed {
        Some(closed) => answer(closed, texts),
        None => view! { <p class="quiet">{words.open}</p> }.into_any(),
    };
    view! {
        <li>
            <p>
                <strong>{(words.asked)(request.quota)}</strong>
                " · " <Time at=request.asked_at /> " · " {request.asked_by.clone()}
            </p>
            <p class="lines quiet">{request.reason.to_string()}</p>
            {answer}
        </li>
    }
    .into_any()
}

fn answer(closed: &Closed, texts: &'static Texts) -> AnyView {
    let words = &texts.quota_request;
    let (sentence, note) = match &closed.how {
        Closing::Withdrawn => (words.withdrawn.to_owned(), None),
        Closing::Approved { quota, note } => ((words.approved)(*quota), note.as_ref()),
        Closing::Rejected { note } => (words.rejected.to_owned(), Some(note)),
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
