use domain::second_factor::SecondFactor;
use leptos::prelude::*;

use crate::components::time::Time;
use crate::locale::Texts;
use crate::routes;

/// The second factor on the account page.
#[component]
pub(crate) fn SecondFactorSection(
    factor: Option<SecondFactor>,
    texts: &'static Texts,
) -> impl IntoView {
    let words = &texts.second_factor;
    let content = match factor {
        Some(factor) => set_up(factor, texts),
        None => view! {
            <p>{words.explanation}</p>
            <p><a class="button" href=routes::SECOND_FACTOR>{words.set_up}</a></p>
        }
        .into_any(),
    };
    view! {
        <section class="panel" id="second-factor" aria-labelledby="second-factor-heading">
            <h2 id="second-factor-heading">{words.heading}</h2>
            {content}
        </section>
    }
}

fn set_up(factor: SecondFactor, texts: &'static Texts) -> AnyView {
    let words = &texts.second_factor;
    view! {
        <p>
            {words.since} " " <Time at=factor.since /> " · "
            {(words.codes_left)(factor.recovery_codes)}
        </p>
        <form class="small-form" method="post" action=routes::RENEW_RECOVERY_CODES>
            <div class="form-actions">
                <button type="submit" class="button">{words.renew_codes}</button>
            </div>
            <p class="quiet">{words.renew_explanation}</p>
        </form>
        <form class="small-form" method="post" action=routes::TURN_OFF_SECOND_FACTOR>
            <div class="form-actions">
                <button type="submit" class="button">{words.turn_off}</button>
            </div>
            <p class="quiet">{words.turn_off_explanation}</p>
        </form>
    }
    .into_any()
}
