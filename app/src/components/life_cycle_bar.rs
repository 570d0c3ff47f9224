use domain::channel::Lifecycle;
use leptos::prelude::*;

use super::Steps;
use crate::locale::Texts;

/// Create → Bind → Maintain → Delete, with the present step and what comes next.
#[component]
pub(crate) fn LifeCycleBar(lifecycle: Lifecycle, texts: &'static Texts) -> impl IntoView {
    let words = &texts.detail;
    let current = match lifecycle {
        Lifecycle::Unbound | Lifecycle::Binding => 1,
        Lifecycle::Bound => 2,
        Lifecycle::Unbinding => 3,
    };
    let steps = [words.step_create, words.step_bind, words.step_maintain, words.step_delete];
    view! {
        <section class="life-cycle" aria-label=words.life_cycle>
            <Steps steps=steps current=current texts=texts />
            <p>{(words.next_action)(lifecycle)}</p>
        </section>
    }
    .into_any()
}
