//! How a company becomes an organisation of this console.

use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use domain::error_code::ErrorCode;
use domain::ids::CreationKey;
use domain::registration::{self, CompanyForm, Registered, RegistrationForm};

use super::fields::Fields;
use super::refused::Refused;
use super::{Console, CurrentVisitor, Failure, OptionalSession, RequestContext, cookies};
use crate::pages;
use crate::pages::organisation::OrganisationNotice;
use crate::pages::register::RegisterPage;

const FIELDS: [&str; 8] = [
    "organisation",
    "country",
    "registration_number",
    "contact",
    "person_name",
    "email",
    "new_password",
    "creation_key",
];

/// Whether pages lead to the registration form. They are there without the database, too, and
/// then lead nowhere.
pub(super) async fn is_offered(console: &Console) -> bool {
    console.registration && registration::is_possible(&console.ports).await.unwrap_or(false)
}

/// Asks who the company is, and who registers it, unless somebody is signed in.
pub(super) async fn form(
    State(console): State<Console>,
    OptionalSession(_): OptionalSession,
    context: RequestContext,
) -> Result<Response, Failure> {
    refuse_if_closed(&console).await?;
    let key = CreationKey::from_uuid(console.ports.ids.next());
    Ok(Html(pages::register::page(&context, &RegisterPage::empty(key))).into_response())
}

/// Takes the answer: whoever registers is an admin of the new organisation, or asked again.
pub(super) async fn register(
    State(console): State<Console>,
    CurrentVisitor(visitor): CurrentVisitor,
    OptionalSession(session): OptionalSession,
    context: RequestContext,
    cookies: CookieJar,
    fields: Fields,
) -> Result<Response, Failure> {
    refuse_if_closed(&console).await?;
    let mut fields = fields.only(&FIELDS)?;
    let key: CreationKey =
        fields.required("creation_key")?.parse().map_err(|_| ErrorCode::RequestMalformed)?;
    let company = company(&mut fields)?;
    // Absent when somebody was signed in as the form was opened, who may not be any more.
    let mut typed = |name| fields.optional(name).unwrap_or_default();
    let form = RegistrationForm {
        company,
        person_name: typed("person_name"),
        email: typed("email"),
        password: typed("new_password"),
    };
    let (ports, registered) = (&console.ports, OrganisationNotice::Registered.address());
    let error = match session {
        Some(signed_in) => {
            let company = &form.company;
            match registration::register_another(ports, &visitor, &signed_in, company, key).await {
                Ok(_) => return Ok(Redirect::to(&registered).into_response()),
                Err(error) => error,
            }
        }
        None => match registration::register(ports, &visitor, &form, key).await {
            Ok(Registered::SignedIn(success)) => {
                let cookies = cookies::signed_in(&console, cookies, &success);
                return Ok((cookies, Redirect::to(&registered)).into_response());
            }
            // The browser may have the session of the first time; if not, it is asked to sign in.
            Ok(Registered::Before) => return Ok(Redirect::to(&registered).into_response()),
            Err(error) => error,
        },
    };
    let refused = Refused::by_registration(error, &console, &context)?;
    let RegistrationForm { company, person_name, email, .. } = form;
    let problems = refused.problems.clone();
    let page = RegisterPage { company, person_name, email, key, problems };
    Ok(refused.answer(pages::register::page(&context, &page)))
}

/// What a form says about a company.
pub(super) fn company(fields: &mut Fields) -> Result<CompanyForm, ErrorCode> {
    Ok(CompanyForm {
        organisation: fields.required("organisation")?,
        country: fields.required("country")?,
        registration_number: fields.required("registration_number")?,
        contact: fields.required("contact")?,
    })
}

/// An address that is switched off is answered like one that does not exist.
async fn refuse_if_closed(console: &Console) -> Result<(), Failure> {
    if console.registration && registration::is_possible(&console.ports).await? {
        return Ok(());
    }
    Err(ErrorCode::PageNotFound.into())
}
