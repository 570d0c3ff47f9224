use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::caller::Caller;
use domain::permissions::Action;
use domain::quota_request::{self, QuotaRequestForm};
use domain::registration::{self, CompanyForm};
use domain::tenant::Tenant;

use super::fields::Fields;
use super::refused::Refused;
use super::{Console, CurrentCaller, Failure, RequestContext};
use crate::components::Problems;
use crate::pages;
use crate::pages::organisation::{OrganisationNotice, OrganisationPage};

/// One's own organisation. `?notice=` says what was just done.
pub(super) async fn show(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let mut fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let notice = fields.optional("notice").and_then(|word| OrganisationNotice::from_word(&word));
    let page = OrganisationPage { notice, ..page_of(&console, caller).await? };
    Ok(Html(pages::organisation::page(&context, &page)).into_response())
}

/// Takes the corrected data of a rejected organisation.
pub(super) async fn ask_again(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut fields = fields.only(&["organisation", "country", "registration_number", "contact"])?;
    let form = super::registration::company(&mut fields)?;
    let error = match registration::ask_again(&console.ports, &caller, &form).await {
        Ok(()) => {
            let address = OrganisationNotice::AskedAgain.address();
            return Ok(Redirect::to(&address).into_response());
        }
        Err(error) => error,
    };
    let refused = Refused::by_registration(error, &console, &context)?;
    let problems = refused.problems.clone();
    let page = OrganisationPage { company: form, problems, ..page_of(&console, caller).await? };
    Ok(refused.answer(pages::organisation::page(&context, &page)))
}

pub(super) async fn page_of(
    console: &Console,
    caller: Arc<Caller>,
) -> Result<OrganisationPage, Failure> {
    caller.may(Action::SeeTenant, caller.tenant)?;
    let tenant = super::channel::tenant_of(console, &caller).await?;
    let requests = quota_request::requests(&console.ports, &caller).await?;
    Ok(OrganisationPage {
        caller,
        requests,
        quota: QuotaRequestForm::default(),
        company: form_of(&tenant),
        tenant,
        notice: None,
        problems: Problems::default(),
    })
}

fn form_of(tenant: &Tenant) -> CompanyForm {
    let company = &tenant.company;
    CompanyForm {
        organisation: tenant.name.clone(),
        country: company.country.map(|country| country.to_string()).unwrap_or_default(),
        registration_number: company
            .registration_number
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        contact: company.contact.as_ref().map(ToString::to_string).unwrap_or_default(),
    }
}
