//! Another e-mail address: a section of the account page, and the page behind the link.

use domain::email_change::EmailForm;
use domain::field_errors::Field;
use leptos::prelude::*;

use crate::api::RequestContext;
use crate::components::{FormSummary, Input, InputField, Problems, card};
use crate::routes;

/// What the account page has about the address.
#[derive(Debug)]
pub(crate) struct EmailSection {
    /// Whether the last proof of who somebody is, is fresh enough.
    pub(crate) fresh: bool,
    /// The address to confirm the password at, and to come back from.
    pub(crate) confirm: String,
    /// What was typed.
    pub(crate) form: EmailForm,
    /// Why the form is here again.
    pub(crate) problems: Problems,
}

/// Renders the section.
pub(crate) fn section(context: &RequestContext, section: &EmailSection) -> AnyView {
    let texts = context.texts();
    let words = &texts.email_change;
    let content = if !context.sends_mail {
        view! { <p class="quiet">{words.without_mail}</p> }.into_any()
    } else if section.fresh {
        form(context, section)
    } else {
        view! {
            <p class="quiet">{words.confirm_first}</p>
            <p class="page-actions">
                <a class="button" href=section.confirm.clone()>{texts.confirm.heading}</a>
            </p>
        }
        .into_any()
    };
    view! {
        <section class="panel" aria-labelledby="email-heading">
            <h2 id="email-heading">{words.heading}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn form(context: &RequestContext, section: &EmailSection) -> AnyView {
    let texts = context.texts();
    let words = &texts.email_change;
    view! {
        <form class="small-form" method="post" action=routes::CHANGE_EMAIL novalidate>
            <FormSummary
                problems=section.problems.clone()
                called=(Field::Email, words.new_email)
                texts=texts
            />
            <InputField
                field=Field::Email
                input=Input::OtherEmail(section.form.email.clone())
                errors=section.problems.errors.clone()
                label=words.new_email
                texts=texts
            />
            <p class="quiet">{words.explanation}</p>
            <div class="form-actions">
                <button type="submit" class="button primary">{words.send}</button>
            </div>
        </form>
    }
    .into_any()
}

/// Asks whoever has followed the link whether they want the change.
#[derive(Debug)]
pub(crate) struct EmailChangePage {
    /// The address until now.
    pub(crate) before: String,
    /// The address from then on.
    pub(crate) after: String,
}

/// Renders the page. Its form is sent to the address of the page, which holds the token.
pub(crate) fn page(context: &RequestContext, page: &EmailChangePage) -> String {
    let words = &context.texts().email_change;
    card(context, words.confirm_heading, || {
        view! {
            <p class="lines">{(words.confirm_introduction)(&page.before, &page.after)}</p>
            <form method="post" action=context.address.to_string()>
                <button type="submit" class="button primary">{words.confirm}</button>
            </form>
        }
    })
}
