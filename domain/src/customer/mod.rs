//! A tenant that is looked after by another one, its service provider: how the relation begins
//! and ends, and how the provider's people act in it.
//!
//! A tenant has one provider at most, and a provider is nobody's customer. The relation begins by
//! the provider creating the tenant, which its own admin then has to activate, or by an admin of a
//! tenant that exists consenting.

mod acting;
mod consent;
mod error;
mod form;
mod list;
mod relation;
mod service;
mod store;

pub use acting::{acting_in, acting_on};
pub use consent::{accept, decline, end_with_provider, own_provider, requests_to};
pub use error::CustomerError;
pub use form::{AdminForm, ConsentForm, CustomerForm};
pub use list::{CustomerChoices, CustomerList, CustomerPage, CustomerPosition};
pub use relation::{ConsentRequest, MAX_CONSENT_REQUESTS, OwnProvider};
pub use service::{
    CustomerDetails, NewAdmin, ask, choices, create_customer, customer, customers,
    end_with_customer, invite_first_admin, requests_of, withdraw,
};
pub use store::{
    AcceptConsentOutcome, AskOutcome, CustomerStore, InsertCustomerOutcome, InviteAdminOutcome,
};
