use std::collections::{BTreeMap, BTreeSet};

use super::{Tenant, TenantState};
use crate::ids::TenantId;

/// Which tenants the back office lists, the last registered first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TenantList {
    /// The id of a tenant, or a part of its name; only ASCII letters are the same in upper and
    /// lower case. Empty finds all.
    pub search: String,
    /// Only those in this state.
    pub state: Option<TenantState>,
    /// Begins behind the tenant with this id.
    pub after: Option<TenantId>,
}

impl TenantList {
    /// Tenants on a page.
    pub const ROWS: usize = 50;

    /// Whether no tenant is left out.
    pub fn is_everything(&self) -> bool {
        *self == Self::default()
    }

    /// The longest search, in characters: the longest name.
    pub const MAX_SEARCH_LENGTH: usize = super::TenantName::MAX_LENGTH;
}

/// A page of tenants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantPage {
    /// At most [`TenantList::ROWS`] tenants.
    pub tenants: Vec<Tenant>,
    /// Behind which tenant the next page begins, if there is one.
    pub next: Option<TenantId>,
    /// The names of their service providers.
    pub providers: BTreeMap<TenantId, String>,
}

impl TenantPage {
    /// A page from the rows that were found, one more than fit if there are more.
    pub fn from_rows(mut tenants: Vec<Tenant>) -> Self {
        let more = tenants.len() > TenantList::ROWS;
        tenants.truncate(TenantList::ROWS);
        let next = tenants.last().filter(|_| more).map(|last| last.id);
        Self { tenants, next, providers: BTreeMap::new() }
    }

    /// Whose names [`Self::providers`] is to hold.
    pub fn provider_ids(&self) -> BTreeSet<TenantId> {
        self.tenants.iter().filter_map(|tenant| tenant.provider).collect()
    }
}
