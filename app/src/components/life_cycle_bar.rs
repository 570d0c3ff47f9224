use domain::channel::Lifecycle;
use leptos::prelude::*;

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
    let items: Vec<_> = steps
        .into_iter()
        .enumerate()
        .map(|(index, step)| {
            let (class, state) = match index.cmp(&current) {
                std::cmp::Ordering::Less => ("done", Some(words.step_done)),
                std::cmp::Ordering::Equal => ("current", Some(words.step_current)),
                std::cmp::Ordering::Greater => ("ahead", None),
            };
            view! {
                <li class=class aria-current=(index == current).then_some("step")>
                    {step}
                    {state.map(|state| view! { <span class="visually-hidden">" ("{state}")"</span> })}
                </li>
            }
        })
        .collect();
    view! {
        <section class="life-cycle" aria-label=words.life_cycle>
            <ol>{items}</ol>
            <p>{(words.next_action)(lifecycle)}</p>
        </section>
    }
    .into_any()
}
