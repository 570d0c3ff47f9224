use domain::field_errors::Field;
use domain::tenant::{Country, Tenant, Verification};
use leptos::prelude::*;

use super::time::Time;
use crate::locale::Texts;

/// What an organisation has said about itself, and what became of it.
#[component]
pub(crate) fn TenantFacts<'a>(tenant: &'a Tenant, texts: &'static Texts) -> impl IntoView + use<> {
    let words = &texts.back_office;
    let told = |heading: &'static str, text: Option<String>| {
        text.map(|text| view! { <dt>{heading}</dt> <dd class="lines">{text}</dd> })
    };
    let since = |heading: &'static str, at| {
        Option::map(at, |at| view! { <dt>{heading}</dt> <dd><Time at=at /></dd> })
    };
    let rejected_for = match &tenant.standing.verification {
        Verification::Rejected(reason) => Some(reason.to_string()),
        Verification::Pending | Verification::Verified => None,
    };
    let company = &tenant.company;
    let number = company.registration_number.as_ref().map(ToString::to_string);
    let contact = company.contact.as_ref().map(ToString::to_string);
    let country = company.country.map(|country| country_name(country, texts).to_owned());
    view! {
        <section class="panel">
            <h2>{words.facts_heading}</h2>
            <dl class="facts">
                <dt>{words.channels}</dt>
                <dd>{(words.usage)(tenant.usage.used, tenant.usage.quota)}</dd>
                {told((texts.field)(Field::Country), country)}
                {told((texts.field)(Field::RegistrationNumber), number)}
                {told((texts.field)(Field::Contact), contact)}
                {told(words.rejected_for, rejected_for)}
                <dt>{words.registered}</dt>
                <dd><Time at=tenant.created_at /></dd>
                {since(words.activated, tenant.standing.activated_at)}
                {since(words.suspended, tenant.standing.suspended_at)}
            </dl>
        </section>
    }
    .into_any()
}

/// What the language calls a country.
pub(crate) fn country_name(country: Country, texts: &'static Texts) -> &'static str {
    let named = (texts.countries)().iter().find(|(one, _)| *one == country);
    named.map_or(country.code(), |(_, name)| name)
}
