use domain::field_errors::Field;
use leptos::prelude::*;

use crate::api::RequestContext;
use crate::components::{FormSummary, Input, InputField, Notice, Problems, Tone, card};
use crate::routes;

/// Has a link sent to somebody who has forgotten their password.
#[derive(Debug, Default)]
pub(crate) struct ForgotPasswordPage {
    /// The e-mail address that was typed.
    pub(crate) email: String,
    /// Whether the form was just sent.
    pub(crate) sent: bool,
    /// Why it is here again.
    pub(crate) problems: Problems,
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &ForgotPasswordPage) -> String {
    let words = &context.texts().forgot_password;
    card(context, words.heading, || {
        let content = if page.sent {
            view! { <Notice tone=Tone::Success>{words.sent_notice}</Notice> }.into_any()
        } else if context.sends_mail {
            form(context, page)
        } else {
            view! { <p>{context.texts().sign_in.forgotten}</p> }.into_any()
        };
        view! {
            {content}
            <p><a href=routes::SIGN_IN>{context.texts().sign_in.heading}</a></p>
        }
    })
}

fn form(context: &RequestContext, page: &ForgotPasswordPage) -> AnyView {
    let texts = context.texts();
    let words = &texts.forgot_password;
    view! {
        <p>{words.introduction}</p>
        <form class="small-form" method="post" action=routes::FORGOT_PASSWORD novalidate>
            <FormSummary problems=page.problems.clone() texts=texts />
            <InputField
                field=Field::Email
                input=Input::OwnEmail(page.email.clone())
                errors=page.problems.errors.clone()
                texts=texts
            />
            <div class="form-actions">
                <button type="submit" class="button primary">{words.send}</button>
            </div>
        </form>
    }
    .into_any()
}
