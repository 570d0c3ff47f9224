use domain::platform::Problem;
use leptos::prelude::*;

use super::{Icon, IconView};
use crate::locale::Texts;

/// What went wrong at a platform: why, who acts, what to do, and its own answer for experts.
#[component]
pub(crate) fn ProblemNotice<'a>(
    problem: &'a Problem,
    texts: &'static Texts,
    /// The button for the repair, where there is one.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView + use<> {
    let kind = (texts.platform.reason_kind)(problem.reason.kind());
    view! {
        <div class="notice notice-warning" role="status">
            <IconView icon=Icon::Warning />
            <div class="notice-text problem">
                <p class="quiet">{kind}</p>
                <ProblemDetails problem=problem texts=texts />
                {children.map(|children| children())}
            </div>
        </div>
    }
    .into_any()
}

/// The same without a frame, for a list of several.
#[component]
pub(crate) fn ProblemDetails<'a>(
    problem: &'a Problem,
    texts: &'static Texts,
) -> impl IntoView + use<> {
    let words = &texts.platform;
    let reason = problem.reason;
    let waiting = match (reason.is_retryable(), problem.retry_after_seconds) {
        (_, Some(seconds)) => (words.wait)(seconds),
        (true, None) => words.waiting_helps.to_owned(),
        (false, None) => words.waiting_is_useless.to_owned(),
    };
    let code = problem.platform_code.clone().map(|code| {
        view! { <dt>{words.platform_code}</dt> <dd><code>{code}</code></dd> }
    });
    let answer = problem.answer.clone().map(|answer| view! { <pre>{answer}</pre> });
    view! {
        <p><strong>{(words.cause)(reason)}</strong></p>
        <dl class="facts">
            <dt>{words.next_step_label}</dt>
            <dd>{(words.next_step)(reason)}</dd>
            <dt>{words.who_acts}</dt>
            <dd>{(words.actor)(reason.actor())}</dd>
            <dt>{words.waiting}</dt>
            <dd>{waiting}</dd>
            {code}
        </dl>
        <details class="experts">
            <summary>{words.for_experts}</summary>
            <p><code>{reason.code()}</code></p>
            {answer}
        </details>
    }
    .into_any()
}
