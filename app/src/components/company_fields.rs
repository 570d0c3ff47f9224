use domain::field_errors::{Field, FieldErrors};
use domain::registration::CompanyForm;
use leptos::prelude::*;

use super::{FieldError, Input, InputField};
use crate::locale::Texts;

/// Who a company says it is.
#[component]
pub(crate) fn CompanyFields(
    form: CompanyForm,
    errors: FieldErrors,
    texts: &'static Texts,
) -> impl IntoView {
    let words = &texts.registration;
    view! {
        <InputField
            field=Field::Organisation
            input=Input::Organisation(form.organisation)
            errors=errors.clone()
            texts=texts
        />
        <CountryField chosen=form.country errors=errors.clone() texts=texts />
        <InputField
            field=Field::RegistrationNumber
            input=Input::Line(form.registration_number)
            errors=errors.clone()
            hint=words.number_hint
            texts=texts
        />
        <InputField
            field=Field::Contact
            input=Input::Line(form.contact)
            errors=errors
            hint=words.contact_hint
            texts=texts
        />
    }
    .into_any()
}

/// A choice among all countries, which a browser finds by the first letters of their names.
#[component]
fn CountryField(chosen: String, errors: FieldErrors, texts: &'static Texts) -> impl IntoView {
    let error = errors.of(Field::Country);
    let options: Vec<_> = (texts.countries)()
        .iter()
        .map(|(country, name)| {
            let code = country.code();
            view! { <option value=code selected=code == chosen>{*name}</option> }
        })
        .collect();
    view! {
        <div class="field">
            <label for="country">{(texts.field)(Field::Country)}</label>
            <select
                id="country"
                name="country"
                required
                autocomplete="country"
                aria-describedby="country-error"
                aria-invalid=error.map(|_| "true")
            >
                <option value="">{texts.registration.choose_country}</option>
                {options}
            </select>
            <FieldError field=Field::Country error=error texts=texts />
        </div>
    }
    .into_any()
}
