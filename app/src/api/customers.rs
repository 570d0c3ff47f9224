use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::caller::Caller;
use domain::customer::{
    self, AdminForm, ConsentForm, CustomerError, CustomerForm, CustomerList, CustomerPosition,
    NewAdmin,
};
use domain::error_code::ErrorCode;
use domain::ids::{CreationKey, TenantId};
use domain::permissions::Action;
use domain::tenant::TenantState;

use super::channel::new_creation_key;
use super::fields::Fields;
use super::refused::Refused;
use super::{Console, CurrentCaller, Failure, RequestContext, confirm};
use crate::components::Problems;
use crate::pages::customers::customer::CustomerPage;
use crate::pages::customers::list::{CustomersNotice, CustomersPage};
use crate::pages::customers::new::{Invited, NewCustomerPage};
use crate::{pages, routes};

/// The customers of a service provider. `?notice=` says what was just done.
pub(super) async fn list(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let mut fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let notice = fields.optional("notice").and_then(|word| CustomersNotice::from_word(&word));
    let list = read_list(&mut fields)?;
    let page = page_of(&console, caller, list).await?;
    let page = CustomersPage { notice, ..page };
    Ok(Html(pages::customers::list::page(&context, &page)).into_response())
}

/// The forms that create a customer and ask for consent; before that asks for the password, if it
/// has been long.
pub(super) async fn new(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
) -> Result<Response, Failure> {
    match caller.may(Action::ManageCustomers, caller.tenant) {
        Err(ErrorCode::SessionNotFresh) => {
            let address = confirm::address_before(routes::NEW_CUSTOMER);
            return Ok(Redirect::to(&address).into_response());
        }
        allowed => allowed?,
    }
    let page = NewCustomerPage::empty(new_creation_key(&console));
    Ok(Html(pages::customers::new::page(&context, &page)).into_response())
}

/// Creates a customer, and shows the link for its admin this once.
pub(super) async fn create(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut fields = fields.only(&["organisation", "email", "creation_key"])?;
    let form = CustomerForm {
        organisation: fields.required("organisation")?,
        email: fields.required("email")?,
    };
    let key: CreationKey =
        fields.required("creation_key")?.parse().map_err(|_| ErrorCode::RequestMalformed)?;
    // The tenant gets the id of the form, so that sending it twice creates one.
    let id = TenantId::from_uuid(key.uuid());
    let error = match customer::create_customer(&console.ports, &caller, &form, id).await {
        Ok(new) => {
            let invited = invited(&console, &form.organisation, &form.email, &new);
            let empty = NewCustomerPage::empty(new_creation_key(&console));
            let page = NewCustomerPage { invited: Some(invited), ..empty };
            return Ok(Html(pages::customers::new::page(&context, &page)).into_response());
        }
        // The same form once more: there is one customer, and its page leads on.
        Err(CustomerError::AlreadyCreated(id)) => {
            return Ok(Redirect::to(&routes::customer(id)).into_response());
        }
        Err(error) => error,
    };
    if let CustomerError::Denied(ErrorCode::SessionNotFresh) = error {
        return Ok(confirm::before_change_at(routes::NEW_CUSTOMER));
    }
    let refused = Refused::by_customer(error, &context)?;
    let problems = refused.problems.clone();
    let page = NewCustomerPage { form, problems, ..NewCustomerPage::empty(key) };
    Ok(refused.answer(pages::customers::new::page(&context, &page)))
}

/// Asks an organisation for consent.
pub(super) async fn ask(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    fields: Fields,
) -> Result<Response, Failure> {
    let form = ConsentForm { customer: fields.only(&["customer"])?.required("customer")? };
    let error = match customer::ask(&console.ports, &caller, &form).await {
        Ok(()) => return Ok(Redirect::to(&CustomersNotice::Asked.address()).into_response()),
        Err(CustomerError::Denied(ErrorCode::SessionNotFresh)) => {
            return Ok(confirm::before_change_at(routes::NEW_CUSTOMER));
        }
        Err(error) => error,
    };
    let refused = Refused::by_customer(error, &context)?;
    let problems = refused.problems.clone();
    let empty = NewCustomerPage::empty(new_creation_key(&console));
    let page = NewCustomerPage { consent: form, problems, ..empty };
    Ok(refused.answer(pages::customers::new::page(&context, &page)))
}

/// Takes a request for consent back.
pub(super) async fn withdraw(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    let changed = customer::withdraw(&console.ports, &caller, customer_id(&id)?).await;
    answer(&console, &context, caller, changed, CustomersNotice::Withdrawn).await
}

/// One customer.
pub(super) async fn show(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let page = customer_page(&console, &caller, customer_id(&id)?).await?;
    Ok(Html(pages::customers::customer::page(&context, &page)).into_response())
}

/// Invites the first admin of a customer once more, and shows the link this once.
pub(super) async fn invite(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let form = AdminForm { email: fields.only(&["email"])?.required("email")? };
    let id = customer_id(&id)?;
    let error = match customer::invite_first_admin(&console.ports, &caller, id, &form).await {
        Ok(new) => {
            let page = customer_page(&console, &caller, id).await?;
            let invited = invited(&console, &page.details.tenant.name, &form.email, &new);
            let page = CustomerPage { invited: Some(invited), ..page };
            return Ok(Html(pages::customers::customer::page(&context, &page)).into_response());
        }
        Err(CustomerError::Denied(ErrorCode::SessionNotFresh)) => {
            return Ok(confirm::before_change_at(&routes::customer(id)));
        }
        Err(CustomerError::Refused(ErrorCode::CustomerNotFound)) => {
            return Err(ErrorCode::CustomerNotFound.into());
        }
        Err(error) => error,
    };
    let refused = Refused::by_customer(error, &context)?;
    let problems = refused.problems.clone();
    let page = CustomerPage { form, problems, ..customer_page(&console, &caller, id).await? };
    Ok(refused.answer(pages::customers::customer::page(&context, &page)))
}

/// Ends the relation with a customer.
pub(super) async fn end(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    let id = customer_id(&id)?;
    let changed = customer::end_with_customer(&console.ports, &caller, id).await;
    if let Err(CustomerError::Denied(ErrorCode::SessionNotFresh)) = changed {
        return Ok(confirm::before_change_at(&routes::customer(id)));
    }
    answer(&console, &context, caller, changed, CustomersNotice::Ended).await
}

/// Back to the list, which then says what was done; or the list with the reason why not.
async fn answer(
    console: &Console,
    context: &RequestContext,
    caller: Arc<Caller>,
    changed: Result<(), CustomerError>,
    notice: CustomersNotice,
) -> Result<Response, Failure> {
    let error = match changed {
        Ok(()) => return Ok(Redirect::to(&notice.address()).into_response()),
        Err(CustomerError::Denied(ErrorCode::SessionNotFresh)) => {
            return Ok(confirm::before_change_at(routes::CUSTOMERS));
        }
        Err(error) => error,
    };
    let refused = Refused::by_customer(error, context)?;
    let problems = refused.problems.clone();
    let page = page_of(console, caller, CustomerList::default()).await?;
    let page = CustomersPage { problems, ..page };
    Ok(refused.answer(pages::customers::list::page(context, &page)))
}

async fn page_of(
    console: &Console,
    caller: Arc<Caller>,
    list: CustomerList,
) -> Result<CustomersPage, Failure> {
    let ports = &console.ports;
    Ok(CustomersPage {
        page: customer::customers(ports, &caller, &list).await?,
        requests: customer::requests_of(ports, &caller).await?,
        caller,
        list,
        notice: None,
        problems: Problems::default(),
        confirm: confirm::address_before(routes::CUSTOMERS),
    })
}

async fn customer_page(
    console: &Console,
    caller: &Arc<Caller>,
    id: TenantId,
) -> Result<CustomerPage, Failure> {
    Ok(CustomerPage {
        details: customer::customer(&console.ports, caller, id).await?,
        caller: caller.clone(),
        form: AdminForm::default(),
        invited: None,
        problems: Problems::default(),
        confirm: confirm::address_before(&routes::customer(id)),
    })
}

fn invited(console: &Console, name: &str, email: &str, new: &NewAdmin) -> Invited {
    Invited {
        customer: name.trim().to_owned(),
        email: email.trim().to_owned(),
        address: format!("{}{}", console.public_url, routes::invitation(&new.token)),
    }
}

fn read_list(fields: &mut Fields) -> Result<CustomerList, ErrorCode> {
    let mut given = |name| fields.optional(name).filter(|value: &String| !value.is_empty());
    let search = given("q").unwrap_or_default().trim().to_owned();
    if search.chars().count() > CustomerList::MAX_SEARCH_LENGTH {
        return Err(ErrorCode::ListFilterInvalid);
    }
    let state = given("state")
        .map(|slug| TenantState::from_slug(&slug).ok_or(ErrorCode::ListFilterInvalid))
        .transpose()?;
    // A name and an id grant nothing, so unlike other positions they need no signature.
    let id = given("after")
        .map(|id| id.parse().map_err(|_| ErrorCode::ListCursorInvalid))
        .transpose()?;
    let key = given("name").unwrap_or_default();
    if key.contains('\0') {
        return Err(ErrorCode::ListCursorInvalid);
    }
    let after = id.map(|id| CustomerPosition { key, id });
    Ok(CustomerList { search, state, after, ..CustomerList::default() })
}

/// An id that is not one is answered like the id of somebody who is no customer.
fn customer_id(text: &str) -> Result<TenantId, ErrorCode> {
    text.parse().map_err(|_| ErrorCode::CustomerNotFound)
}
