use domain::field_errors::Field;
use leptos::prelude::*;

use crate::api::{RequestContext, remembering};
use crate::components::{
    FormSummary, Input, InputField, KnownEmail, Notice, OpenIdForm, Problems, Tone, card,
};
use crate::locale::Texts;
use crate::pages::second_factor::ConfirmByCode;
use crate::routes;

/// Asks somebody who is signed in to prove once more who they are.
#[derive(Debug)]
pub(crate) struct ConfirmPage {
    /// Who is asked.
    pub(crate) email: String,
    /// Whether they have a password.
    pub(crate) has_password: bool,
    /// What people call the OpenID provider, if they can prove it there.
    pub(crate) provider: Option<String>,
    /// Where to go afterwards.
    pub(crate) return_to: String,
    /// Whether a change was sent without it, and has to be made again.
    pub(crate) again: bool,
    /// Whether a code will do, too, and why the form for it is here again.
    pub(crate) by_code: Option<Problems>,
    /// Why it is here again.
    pub(crate) problems: Problems,
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &ConfirmPage) -> String {
    let texts = context.texts();
    let (words, open_id) = (&texts.confirm, &texts.open_id);
    // Somebody without a password is not asked for one, unless there is no other way either.
    let by_password = page.has_password || page.provider.is_none();
    let (heading, explanation, again) = if by_password {
        (words.heading, words.explanation, words.again)
    } else {
        (open_id.confirm_heading, open_id.confirm_explanation, open_id.confirm_again)
    };
    card(context, heading, || {
        let again = page.again.then(|| view! { <Notice tone=Tone::Warning>{again}</Notice> });
        let summary = (!by_password).then(|| {
            view! { <FormSummary problems=page.problems.clone() texts=texts /> }
        });
        let by_code = page.by_code.clone().map(|problems| {
            let return_to = page.return_to.clone();
            view! { <ConfirmByCode return_to=return_to problems=problems texts=texts /> }
        });
        view! {
            {again}
            <p>{explanation}</p>
            {summary}
            {by_password.then(|| password_form(page, texts))}
            {by_code}
            {provider_form(page, texts)}
        }
    })
}

fn password_form(page: &ConfirmPage, texts: &'static Texts) -> AnyView {
    // In the address as well: a change of language after a mistake leads back to the address.
    let action = remembering(routes::CONFIRM, &page.return_to);
    view! {
        <form class="small-form" method="post" action=action novalidate>
            <FormSummary problems=page.problems.clone() texts=texts />
            <input type="hidden" name="return_to" value=page.return_to.clone() />
            <KnownEmail email=page.email.clone() texts=texts />
            <InputField
                field=Field::Password
                input=Input::CurrentPassword
                errors=page.problems.errors.clone()
                texts=texts
            />
            <div class="form-actions">
                <button type="submit" class="button primary">{texts.confirm.confirm}</button>
                <a class="button" href=routes::HOME>{texts.form.cancel}</a>
            </div>
        </form>
    }
    .into_any()
}

fn provider_form(page: &ConfirmPage, texts: &'static Texts) -> Option<AnyView> {
    let label = (texts.open_id.confirm_with)(page.provider.as_ref()?);
    let action = routes::OPEN_ID_CONFIRM.to_owned();
    let form = view! { <OpenIdForm action=action label=label return_to=page.return_to.clone() /> };
    Some(form.into_any())
}
