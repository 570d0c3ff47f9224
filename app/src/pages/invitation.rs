use domain::field_errors::Field;
use domain::permissions::Role;
use domain::user::EmailAddress;
use leptos::prelude::*;

use crate::api::RequestContext;
use crate::components::{
    FormSummary, Input, InputField, KnownEmail, Notice, OpenIdForm, Problems, Tone, card,
};
use crate::locale::Texts;
use crate::routes;

/// Where somebody joins an organisation.
#[derive(Debug)]
pub(crate) struct InvitationPage {
    /// The address of the page, which holds the token.
    pub(crate) address: String,
    /// The name of the organisation.
    pub(crate) organisation: String,
    /// Who is invited.
    pub(crate) email: EmailAddress,
    /// What they will be.
    pub(crate) role: Role,
    /// Whether they can sign in already.
    pub(crate) has_account: bool,
    /// The way to the OpenID provider, and what people call it, if one is set.
    pub(crate) provider: Option<(String, String)>,
    /// The sign-in form that leads back here.
    pub(crate) sign_in: String,
    /// The name that was typed.
    pub(crate) person_name: String,
    /// Why the form is here again.
    pub(crate) problems: Problems,
}

/// Renders the page. Its form is sent to the address of the page.
pub(crate) fn page(context: &RequestContext, page: &InvitationPage) -> String {
    let texts = context.texts();
    let words = &texts.invitation;
    let heading = (words.heading)(&page.organisation);
    card(context, &heading, || {
        let way_in = match context.viewer() {
            Some(viewer) if viewer.user.email == page.email => joining(page, texts),
            Some(viewer) => other_person(viewer.user.email.as_str(), page, texts),
            None if page.has_account => signing_in(page, texts),
            None => new_person(page, texts),
        };
        view! {
            <p>{(words.invited)(page.email.as_str(), (texts.role)(page.role))}</p>
            <p class="quiet">{(texts.role_explanation)(page.role)}</p>
            {way_in}
        }
    })
}

fn joining(page: &InvitationPage, texts: &'static Texts) -> AnyView {
    view! {
        <form method="post" action=page.address.clone()>
            <button type="submit" class="button primary">{texts.invitation.join}</button>
        </form>
    }
    .into_any()
}

fn other_person(viewer: &str, page: &InvitationPage, texts: &'static Texts) -> AnyView {
    let explanation = (texts.invitation.other_person)(viewer);
    view! {
        <Notice tone=Tone::Warning>{explanation}</Notice>
        <form method="post" action=routes::SIGN_OUT>
            <input type="hidden" name="return_to" value=page.address.clone() />
            <button type="submit" class="button primary">{texts.shell.sign_out}</button>
        </form>
    }
    .into_any()
}

fn signing_in(page: &InvitationPage, texts: &'static Texts) -> AnyView {
    view! {
        <FormSummary problems=page.problems.clone() texts=texts />
        <p>{texts.invitation.has_account}</p>
        <p class="page-actions">
            <a class="button primary" href=page.sign_in.clone()>{texts.sign_in.sign_in}</a>
        </p>
        {other_way(page, texts)}
    }
    .into_any()
}

fn new_person(page: &InvitationPage, texts: &'static Texts) -> AnyView {
    let errors = &page.problems.errors;
    view! {
        <form class="small-form" method="post" action=page.address.clone() novalidate>
            <FormSummary problems=page.problems.clone() texts=texts />
            <KnownEmail email=page.email.to_string() texts=texts />
            <InputField
                field=Field::PersonName
                input=Input::OwnName(page.person_name.clone())
                errors=errors.clone()
                texts=texts
            />
            <InputField
                field=Field::NewPassword
                input=Input::NewPassword
                errors=errors.clone()
                hint=texts.account.new_password_hint
                texts=texts
            />
            <div class="form-actions">
                <button type="submit" class="button primary">{texts.invitation.join}</button>
            </div>
        </form>
        {other_way(page, texts)}
    }
    .into_any()
}

/// The button that leads to the OpenID provider.
fn other_way(page: &InvitationPage, texts: &'static Texts) -> Option<AnyView> {
    let (action, name) = page.provider.clone()?;
    let label = (texts.open_id.join_with)(&name);
    Some(view! { <OpenIdForm action=action label=label /> }.into_any())
}
