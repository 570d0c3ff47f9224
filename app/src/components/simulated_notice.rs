use leptos::prelude::*;

use super::{Notice, Tone};
use crate::api::RequestContext;

/// Says that what the page shows of a platform is made up. Nothing where the platforms are real.
#[component]
pub(crate) fn SimulatedNotice<'a>(context: &'a RequestContext) -> impl IntoView + use<> {
    context.simulator.is_some().then(|| {
        let texts = &context.texts().shell;
        view! {
            <Notice tone=Tone::Warning>
                <strong>{texts.simulated}</strong>
                " "
                {texts.simulated_explanation}
            </Notice>
        }
    })
}
