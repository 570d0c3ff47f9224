use crate::channel::name_key;
use crate::ids::TenantId;
use crate::tenant::{Organisation, Tenant, TenantState};

/// Which customers are listed, by name in lower case, by code point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerList {
    /// The id of a customer, or a part of its name; upper and lower case are the same. Empty finds
    /// all.
    pub search: String,
    /// Only those in this state.
    pub state: Option<TenantState>,
    /// Begins behind this place.
    pub after: Option<CustomerPosition>,
    /// How many at most.
    pub limit: u16,
}

impl Default for CustomerList {
    fn default() -> Self {
        Self { search: String::new(), state: None, after: None, limit: Self::ROWS }
    }
}

impl CustomerList {
    /// Customers on a page of the console.
    pub const ROWS: u16 = 50;

    /// The longest search, in characters: the longest name.
    pub const MAX_SEARCH_LENGTH: usize = crate::tenant::TenantName::MAX_LENGTH;
}

/// A place in the list. The customer that stood there need not be one any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerPosition {
    /// Its name in lower case.
    pub key: String,
    /// Its id.
    pub id: TenantId,
}

/// A page of customers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerPage {
    /// At most as many as asked for.
    pub customers: Vec<Tenant>,
    /// Behind which place the next page begins, if there is one.
    pub next: Option<CustomerPosition>,
}

impl CustomerPage {
    /// A page from the rows that were found, one more than asked for if there are more.
    pub fn from_rows(list: &CustomerList, mut customers: Vec<Tenant>) -> Self {
        let more = customers.len() > usize::from(list.limit);
        customers.truncate(list.limit.into());
        let next = customers
            .last()
            .filter(|_| more)
            .map(|last| CustomerPosition { key: name_key(&last.name), id: last.id });
        Self { customers, next }
    }
}

/// What a form offers to choose from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CustomerChoices {
    /// The provider itself, and its customers by name.
    pub organisations: Vec<Organisation>,
    /// Whether there are more customers than a form can offer.
    pub incomplete: bool,
}

impl CustomerChoices {
    /// Customers that a form offers. A page with all of thousands would be slow for everybody; the
    /// customers page leads to each of them.
    pub const MAX: u16 = 100;
}
