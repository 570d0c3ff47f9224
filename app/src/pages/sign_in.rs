use domain::field_errors::Field;
use leptos::prelude::*;

use crate::api::{RequestContext, remembering};
use crate::components::{FormSummary, Input, InputField, Notice, OpenIdForm, Problems, Tone, card};
use crate::locale::Texts;
use crate::pages::passkey::PasskeySignIn;
use crate::routes;

/// The sign-in form.
#[derive(Debug, Default)]
pub(crate) struct SignInPage {
    /// The e-mail address that was typed.
    pub(crate) email: String,
    /// Where to go afterwards.
    pub(crate) return_to: String,
    /// Whether a company may register.
    pub(crate) registration: bool,
    /// What people call the OpenID provider, if one is set.
    pub(crate) provider: Option<String>,
    /// What was just done.
    pub(crate) notice: Option<SignInNotice>,
    /// Why it is here again.
    pub(crate) problems: Problems,
}

/// What was just done, when the form is shown after it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum SignInNotice {
    /// The session was ended.
    SignedOut,
    /// There is a new password.
    PasswordSet,
    /// The code came too late.
    Expired,
    /// There is a new e-mail address.
    EmailChanged,
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &SignInPage) -> String {
    let texts = context.texts();
    let words = &texts.sign_in;
    card(context, words.heading, || {
        let notice = page.notice.map(|notice| {
            let text = match notice {
                SignInNotice::SignedOut => words.signed_out_notice,
                SignInNotice::PasswordSet => words.password_set_notice,
                SignInNotice::Expired => texts.second_factor.expired_notice,
                SignInNotice::EmailChanged => texts.email_change.sign_in_notice,
            };
            let tone = match notice {
                SignInNotice::Expired => Tone::Warning,
                SignInNotice::SignedOut
                | SignInNotice::PasswordSet
                | SignInNotice::EmailChanged => Tone::Success,
            };
            view! { <Notice tone=tone>{text}</Notice> }
        });
        // In the address as well: a change of language after a mistake leads back to the address.
        let action = remembering(routes::SIGN_IN, &page.return_to);
        let errors = &page.problems.errors;
        view! {
            {notice}
            <form class="small-form" method="post" action=action novalidate>
                <FormSummary problems=page.problems.clone() texts=texts />
                <input type="hidden" name="return_to" value=page.return_to.clone() />
                <InputField
                    field=Field::Email
                    input=Input::OwnEmail(page.email.clone())
                    errors=errors.clone()
                    texts=texts
                />
                <InputField
                    field=Field::Password
                    input=Input::CurrentPassword
                    errors=errors.clone()
                    texts=texts
                />
                <div class="form-actions">
                    <button type="submit" class="button primary">{words.sign_in}</button>
                </div>
            </form>
            <PasskeySignIn context=context return_to=page.return_to.clone() />
            {other_way(page, texts)}
            {forgotten(context)}
            {page.registration.then(|| view! {
                <p><a href=routes::REGISTER>{texts.registration.no_account}</a></p>
            })}
        }
    })
}

/// The button that leads to the OpenID provider.
fn other_way(page: &SignInPage, texts: &'static Texts) -> Option<AnyView> {
    let label = (texts.open_id.sign_in_with)(page.provider.as_ref()?);
    let action = routes::OPEN_ID_SIGN_IN.to_owned();
    let form = view! { <OpenIdForm action=action label=label return_to=page.return_to.clone() /> };
    Some(form.into_any())
}

/// The way on for somebody who has forgotten their password.
fn forgotten(context: &RequestContext) -> AnyView {
    let texts = context.texts();
    if !context.sends_mail {
        return view! { <p class="quiet">{texts.sign_in.forgotten}</p> }.into_any();
    }
    view! { <p><a href=routes::FORGOT_PASSWORD>{texts.forgot_password.heading}</a></p> }.into_any()
}
