use std::sync::Arc;

use domain::caller::Caller;
use domain::customer::{AdminForm, CustomerDetails};
use domain::error_code::ErrorCode;
use domain::field_errors::Field;
use domain::permissions::Action;
use leptos::prelude::*;

use super::new::{Invited, invited_notice};
use crate::api::RequestContext;
use crate::components::time::Time;
use crate::components::{
    CopyButton, FormSummary, Input, InputField, Problems, Section, StandingNotice, TenantBadge,
    document,
};
use crate::locale::Texts;
use crate::routes;

/// One customer, as its service provider sees it.
#[derive(Debug)]
pub(crate) struct CustomerPage {
    /// Who looks.
    pub(crate) caller: Arc<Caller>,
    /// The customer.
    pub(crate) details: CustomerDetails,
    /// The form that invites its first admin: what was typed.
    pub(crate) form: AdminForm,
    /// Whose invitation is to be shown.
    pub(crate) invited: Option<Invited>,
    /// Why a form is here again.
    pub(crate) problems: Problems,
    /// The address to confirm the password at, and to come back from.
    pub(crate) confirm: String,
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &CustomerPage) -> String {
    let texts = context.texts();
    let words = &texts.customers;
    let customer = &page.details.tenant;
    document(context, &customer.name, Some(Section::Customers), || {
        let changes = match page.caller.may(Action::ManageCustomers, page.caller.tenant) {
            Ok(()) => view! { {invitation_form(page, texts)} {end_form(page, texts)} }.into_any(),
            Err(ErrorCode::SessionNotFresh) => confirmation(page, texts),
            Err(ErrorCode::TenantSuspended) => ().into_any(),
            Err(_) => view! { <p class="quiet">{words.only_admins}</p> }.into_any(),
        };
        view! {
            <p class="back"><a href=routes::CUSTOMERS>{words.back}</a></p>
            {page.invited.as_ref().map(|invited| invited_notice(invited, false, texts))}
            <FormSummary problems=page.problems.clone() texts=texts />
            <div class="page-head">
                <h1>{customer.name.clone()}</h1>
                <p class="channel-facts">
                    <TenantBadge state=customer.standing.state() texts=texts />
                    <span class="id">
                        <code>{customer.id.to_string()}</code>
                        <CopyButton label=texts.shell.copy_id />
                    </span>
                </p>
            </div>
            <StandingNotice standing=customer.standing.clone() of_customer=true texts=texts />
            <section class="panel narrow">
                <dl class="facts">
                    <dt>{words.channels}</dt>
                    <dd>{(words.usage)(customer.usage.used, customer.usage.quota)}</dd>
                    <dt>{words.since}</dt>
                    <dd><Time at=customer.created_at /></dd>
                </dl>
                <p class="page-actions">
                    <a class="button" href=routes::channels_of(customer.id)>
                        {(words.show_channels_of)(&customer.name)}
                    </a>
                </p>
            </section>
            {changes}
        }
    })
}

fn confirmation(page: &CustomerPage, texts: &'static Texts) -> AnyView {
    view! {
        <section class="panel narrow">
            <p>{texts.customers.confirm_first}</p>
            <p class="page-actions">
                <a class="button" href=page.confirm.clone()>{texts.confirm.heading}</a>
            </p>
        </section>
    }
    .into_any()
}

/// As long as nobody belongs to the customer, nobody there can invite anybody.
fn invitation_form(page: &CustomerPage, texts: &'static Texts) -> AnyView {
    if page.details.has_members {
        return ().into_any();
    }
    let words = &texts.customers;
    view! {
        <section class="panel narrow" aria-labelledby="invite">
            <h2 id="invite">{words.invite_heading}</h2>
            <p class="quiet">{words.invite_explanation}</p>
            <form
                class="small-form"
                method="post"
                action=routes::invite_first_admin(page.details.tenant.id)
                novalidate
            >
                <InputField
                    field=Field::Email
                    input=Input::OtherEmail(page.form.email.clone())
                    errors=page.problems.errors.clone()
                    label=words.admin_email
                    texts=texts
                />
                <div class="form-actions">
                    <button type="submit" class="button">{words.invite}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn end_form(page: &CustomerPage, texts: &'static Texts) -> AnyView {
    let words = &texts.customers;
    let customer = &page.details.tenant;
    view! {
        <section class="panel narrow danger-zone" aria-labelledby="end">
            <h2 id="end">{words.end_heading}</h2>
            <form class="small-form" method="post" action=routes::end_customer(customer.id)>
                <p>{(words.end_explanation)(&customer.name)}</p>
                <div class="form-actions">
                    <button type="submit" class="button danger">{words.end}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}
