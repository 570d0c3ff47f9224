use domain::platform::Fact;
use leptos::prelude::*;

use crate::locale::Texts;

/// What a platform says about an account: its values word for word, with what they mean beside
/// them where that is known.
#[component]
pub(crate) fn FactList<'a>(facts: &'a [Fact], texts: &'static Texts) -> impl IntoView + use<> {
    let said = facts.iter().filter(|fact| !fact.value.is_empty());
    let items: Vec<_> = said.map(|fact| item(fact, texts)).collect();
    (!items.is_empty()).then(|| view! { <dl class="facts">{items}</dl> })
}

fn item(fact: &Fact, texts: &'static Texts) -> AnyView {
    let words = &texts.platform;
    let name = match (words.fact)(&fact.name) {
        Some(name) => name.into_any(),
        None => view! { <code>{fact.name.clone()}</code> }.into_any(),
    };
    let meaning = (words.fact_value)(&fact.name, &fact.value)
        .map(|meaning| view! { <span class="quiet">" "{meaning}</span> });
    view! {
        <dt>{name}</dt>
        <dd class="lines"><code>{fact.value.clone()}</code>{meaning}</dd>
    }
    .into_any()
}
