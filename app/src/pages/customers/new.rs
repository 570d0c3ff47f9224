use domain::customer::{ConsentForm, CustomerForm};
use domain::field_errors::Field;
use domain::ids::CreationKey;
use leptos::prelude::*;

use crate::api::RequestContext;
use crate::components::{
    CopyButton, FormSummary, Input, InputField, Notice, Problems, Section, Tone, document,
};
use crate::locale::Texts;
use crate::routes;

/// The two ways to a new customer.
#[derive(Debug)]
pub(crate) struct NewCustomerPage {
    /// Makes a form that is sent twice create one customer.
    pub(crate) key: CreationKey,
    /// The form that creates a customer: what was typed.
    pub(crate) form: CustomerForm,
    /// The form that asks for consent: what was typed.
    pub(crate) consent: ConsentForm,
    /// Whose invitation is to be shown.
    pub(crate) invited: Option<Invited>,
    /// Why a form is here again.
    pub(crate) problems: Problems,
}

/// An invitation for the admin of a customer. The only time that its address can be seen.
#[derive(Debug)]
pub(crate) struct Invited {
    /// The name of the customer.
    pub(crate) customer: String,
    /// Who is invited.
    pub(crate) email: String,
    /// Where the invitation is followed.
    pub(crate) address: String,
}

impl NewCustomerPage {
    /// Empty forms.
    pub(crate) fn empty(key: CreationKey) -> Self {
        Self {
            key,
            form: CustomerForm::default(),
            consent: ConsentForm::default(),
            invited: None,
            problems: Problems::default(),
        }
    }
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &NewCustomerPage) -> String {
    let texts = context.texts();
    let words = &texts.customers;
    document(context, words.new_customer, Some(Section::Customers), || {
        view! {
            <p class="back"><a href=routes::CUSTOMERS>{words.back}</a></p>
            {page.invited.as_ref().map(|invited| invited_notice(invited, true, texts))}
            <FormSummary problems=page.problems.clone() texts=texts />
            <div class="page-head">
                <h1>{words.new_customer}</h1>
            </div>
            {creation_form(page, texts)}
            {consent_form(page, texts)}
        }
    })
}

/// Shows the link that the provider sends to its customer.
pub(super) fn invited_notice(invited: &Invited, is_new: bool, texts: &'static Texts) -> AnyView {
    let words = &texts.customers;
    let heading = if is_new {
        (words.created_notice)(&invited.customer, &invited.email)
    } else {
        (texts.members.invited_notice)(&invited.email)
    };
    let address = invited.address.clone();
    view! {
        <Notice tone=Tone::Success>
            <strong>{heading}</strong>
            <p>{texts.members.link_explanation}</p>
            <p class="link">
                <code>{address}</code>
                <CopyButton label=texts.members.copy_link />
            </p>
            {is_new.then(|| view! { <p>{words.created_next}</p> })}
        </Notice>
    }
    .into_any()
}

fn creation_form(page: &NewCustomerPage, texts: &'static Texts) -> AnyView {
    let words = &texts.customers;
    let errors = &page.problems.errors;
    view! {
        <section class="panel narrow" aria-labelledby="create-customer">
            <h2 id="create-customer">{words.create_heading}</h2>
            <p class="quiet">{words.create_explanation}</p>
            <form class="small-form" method="post" action=routes::NEW_CUSTOMER novalidate>
                <input type="hidden" name="creation_key" value=page.key.to_string() />
                <InputField
                    field=Field::Organisation
                    input=Input::Organisation(page.form.organisation.clone())
                    errors=errors.clone()
                    texts=texts
                />
                <InputField
                    field=Field::Email
                    input=Input::OtherEmail(page.form.email.clone())
                    errors=errors.clone()
                    label=words.admin_email
                    texts=texts
                />
                <div class="form-actions">
                    <button type="submit" class="button primary">{words.create}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn consent_form(page: &NewCustomerPage, texts: &'static Texts) -> AnyView {
    let words = &texts.customers;
    view! {
        <section class="panel narrow" aria-labelledby="ask-consent">
            <h2 id="ask-consent">{words.ask_heading}</h2>
            <p class="quiet">{words.ask_explanation}</p>
            <form class="small-form" method="post" action=routes::ASK_CONSENT novalidate>
                <InputField
                    field=Field::Customer
                    input=Input::Line(page.consent.customer.clone())
                    errors=page.problems.errors.clone()
                    label=words.customer_id
                    texts=texts
                />
                <div class="form-actions">
                    <button type="submit" class="button">{words.ask}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}
