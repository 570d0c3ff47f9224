use std::cmp::Ordering;

use leptos::prelude::*;

use crate::locale::Texts;

/// Four steps one after the other, of which one is the present one.
#[component]
pub(crate) fn Steps(
    steps: [&'static str; 4],
    current: usize,
    texts: &'static Texts,
) -> impl IntoView {
    let words = &texts.detail;
    let items: Vec<_> = steps
        .into_iter()
        .enumerate()
        .map(|(index, step)| {
            let (class, state) = match index.cmp(&current) {
                Ordering::Less => ("done", Some(words.step_done)),
                Ordering::Equal => ("current", Some(words.step_current)),
                Ordering::Greater => ("ahead", None),
            };
            view! {
                <li class=class aria-current=(index == current).then_some("step")>
                    {step}
                    {state.map(|state| view! { <span class="visually-hidden">" ("{state}")"</span> })}
                </li>
            }
        })
        .collect();
    view! { <ol>{items}</ol> }.into_any()
}
