use domain::audit::{AuditEntry, AuditOutcome};
use domain::channel::{ChannelHealth, ChannelType};
use domain::field_errors::Field;
use domain::permissions::Role;
use domain::platform::Reason;
use domain::tenant::Country;
use leptos::prelude::*;

use super::country_name;
use super::time::Time;
use crate::locale::Texts;

/// What was done and refused, newest first.
#[component]
pub(crate) fn History<'a>(
    entries: &'a [AuditEntry],
    /// Whether the entries are about different things, so that their words alone say too little.
    #[prop(optional)]
    mixed: bool,
    texts: &'static Texts,
) -> impl IntoView + use<> {
    if entries.is_empty() {
        return view! { <p class="quiet">{texts.detail.history_nothing}</p> }.into_any();
    }
    let entries: Vec<_> = entries.iter().map(|entry| history_entry(entry, mixed, texts)).collect();
    view! { <ol class="history">{entries}</ol> }.into_any()
}

fn history_entry(entry: &AuditEntry, mixed: bool, texts: &'static Texts) -> AnyView {
    let words = &texts.detail;
    let refusal = match entry.outcome {
        AuditOutcome::Done => None,
        AuditOutcome::Refused(code) => Some(view! {
            <span class="refused">" "{words.history_refused}" "<code>{code.code()}</code></span>
        }),
    };
    let provider = entry.provider.as_ref().map(|provider| {
        view! { " (" {texts.shell.provider} ": " {provider.name.clone()} ")" }
    });
    let changes: Vec<_> = entry
        .changes
        .iter()
        .filter(|change| change.before.as_deref() != Some("") || change.after.is_some())
        .filter(|change| change.after.as_deref() != Some("") || change.before.is_some())
        .map(|change| {
            let value = |text: &Option<String>| {
                text.as_deref().map(|text| shown_value(change.field, text, texts))
            };
            let (before, after) = (value(&change.before), value(&change.after));
            let arrow = (before.is_some() && after.is_some()).then_some(" → ");
            view! {
                <li>
                    <span class="quiet">{(texts.field)(change.field)}": "</span>
                    {before.map(|text| view! { <del aria-label=words.history_before>{text}</del> })}
                    {arrow}
                    {after.map(|text| view! { <ins aria-label=words.history_after>{text}</ins> })}
                </li>
            }
        })
        .collect();
    view! {
        <li>
            <p>
                <strong>{(texts.audit_action)(entry.action)}</strong>
                {mixed.then(|| view! { " " <code>{entry.action.as_str()}</code> })}
                {refusal}
                " · "
                <Time at=entry.at />
                " · "
                {entry.actor.clone()}
                {provider}
            </p>
            <ul>{changes}</ul>
        </li>
    }
    .into_any()
}

/// A stored value as people know it.
fn shown_value(field: Field, text: &str, texts: &'static Texts) -> String {
    match field {
        Field::ChannelType => ChannelType::from_slug(text)
            .map_or_else(|| text.to_owned(), |one| one.product_name().to_owned()),
        Field::Country => Country::parse(text)
            .map_or_else(|_| text.to_owned(), |country| country_name(country, texts).to_owned()),
        Field::Health => ChannelHealth::from_slug(text)
            .map_or_else(|| text.to_owned(), |one| (texts.health.level)(one).to_owned()),
        Field::HealthReason | Field::Problem => Reason::from_code(text)
            .map_or_else(|| text.to_owned(), |one| (texts.platform.cause)(one).to_owned()),
        Field::Role => Role::from_slug(text)
            .map_or_else(|| text.to_owned(), |role| (texts.role)(role).to_owned()),
        _ if text.is_empty() => "–".to_owned(),
        _ => text.to_owned(),
    }
}
