use domain::error_code::ErrorCode;
use domain::tenant::{Standing, TenantState, Verification};
use leptos::prelude::*;

use super::{Notice, Tone};
use crate::locale::Texts;
use crate::routes;

/// What the organisation lacks to use the service, and whose turn it is.
#[component]
pub(crate) fn StandingNotice(
    standing: Standing,
    /// Whether whoever looks may correct the organisation's data and activate the service.
    #[prop(optional)]
    changes: bool,
    /// Whether it is that of a customer, and whoever looks is of its service provider.
    #[prop(optional)]
    of_customer: bool,
    texts: &'static Texts,
) -> impl IntoView {
    let words = &texts.standing;
    if of_customer {
        let Err(code) = of_customer_code(&standing) else { return ().into_any() };
        return view! { <Notice tone=Tone::Warning>{(texts.error)(code)}</Notice> }.into_any();
    }
    let sentence = match (standing.state(), &standing.verification) {
        (TenantState::Active, _) => return ().into_any(),
        (TenantState::Suspended, _) => (texts.error)(ErrorCode::TenantSuspended).to_owned(),
        (TenantState::Rejected, Verification::Rejected(reason)) => {
            (words.rejected)(reason.as_str())
        }
        (TenantState::Pending | TenantState::Rejected, _) => {
            (texts.error)(ErrorCode::TenantNotVerified).to_owned()
        }
        (TenantState::Inactive, _) => (texts.error)(ErrorCode::ServiceNotActivated).to_owned(),
    };
    let activation = (changes && standing.state() == TenantState::Inactive).then(|| {
        view! {
            <form method="post" action=routes::ACTIVATE>
                <button type="submit" class="button primary">{words.activate}</button>
            </form>
        }
    });
    let correction = (changes && standing.state() == TenantState::Rejected).then(|| {
        view! { <p><a href=routes::CORRECT>{texts.organisation.correct_heading}</a></p> }
    });
    view! {
        <Notice tone=Tone::Warning>
            <p class="lines">{sentence}</p>
            {activation}
            {correction}
        </Notice>
    }
    .into_any()
}

/// The same where only a suspension matters.
#[component]
pub(crate) fn SuspensionNotice(
    standing: Standing,
    #[prop(optional)] of_customer: bool,
    texts: &'static Texts,
) -> impl IntoView {
    let suspended = standing.suspended_at.is_some();
    suspended.then(|| {
        view! { <StandingNotice standing=standing of_customer=of_customer texts=texts /> }
    })
}

/// What a customer lacks to use the service.
const fn of_customer_code(standing: &Standing) -> Result<(), ErrorCode> {
    match standing.state() {
        TenantState::Active => Ok(()),
        TenantState::Suspended => Err(ErrorCode::CustomerSuspended),
        TenantState::Pending | TenantState::Rejected => Err(ErrorCode::CustomerNotVerified),
        TenantState::Inactive => Err(ErrorCode::CustomerNotActivated),
    }
}
