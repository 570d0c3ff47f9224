//! Candidates and credentials, as they lie sealed in the database.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Binding;
use crate::ids::{BindingId, TenantId};
use crate::platform::{Account, Candidate, Credentials};
use crate::ports::Ports;
use crate::sealing::{Sealed, SealedPlace};
use crate::store::StoreError;

/// The table, for ever: what was sealed under another name cannot be opened.
const TABLE: &str = "bindings";

/// Where the secrets of a binding are sealed.
pub const fn place(tenant: TenantId, id: BindingId) -> SealedPlace {
    SealedPlace { table: TABLE, row: id.uuid(), owner: tenant.uuid() }
}

/// What is sealed in a binding. [`Credentials`] themselves have no form in which to be stored.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Contents {
    /// What was typed before the person went to the platform.
    pub(super) typed: BTreeMap<String, String>,
    found: Vec<Found>,
}

#[derive(Serialize, Deserialize)]
struct Found {
    account: Account,
    credentials: BTreeMap<String, String>,
}

impl Contents {
    /// Accounts that were found, with their credentials.
    pub(super) fn of(candidates: &[Candidate]) -> Self {
        let value = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        let found = candidates.iter().map(|candidate| Found {
            account: candidate.account.clone(),
            credentials: candidate.credentials.values().map(value).collect(),
        });
        Self { typed: BTreeMap::new(), found: found.collect() }
    }

    pub(super) fn candidates(self) -> Vec<Candidate> {
        let candidate = |one: Found| Candidate {
            account: one.account,
            credentials: Credentials::from_values(one.credentials),
        };
        self.found.into_iter().map(candidate).collect()
    }
}

/// Seals the contents of a binding.
pub(super) async fn seal(
    ports: &Ports,
    tenant: TenantId,
    id: BindingId,
    contents: &Contents,
) -> Result<Sealed, StoreError> {
    let secret = serde_json::to_vec(contents).map_err(|_| corrupt())?;
    Ok(ports.sealing.seal(&place(tenant, id), &secret).await?)
}

/// Opens the contents of a binding.
pub(super) async fn open(ports: &Ports, binding: &Binding) -> Result<Contents, StoreError> {
    let Some(sealed) = &binding.sealed else { return Ok(Contents::default()) };
    let secret = ports.sealing.open(&place(binding.tenant, binding.id), sealed).await?;
    serde_json::from_slice(&secret).map_err(|_| corrupt())
}

/// The accounts that the authorisation of a binding leads to, with their credentials.
pub async fn candidates_of(ports: &Ports, binding: &Binding) -> Result<Vec<Candidate>, StoreError> {
    Ok(open(ports, binding).await?.candidates())
}

/// The credentials of the account that was chosen. Nothing before that.
pub async fn credentials_of(
    ports: &Ports,
    binding: &Binding,
) -> Result<Option<Credentials>, StoreError> {
    let Some(account) = &binding.account else { return Ok(None) };
    let candidates = candidates_of(ports, binding).await?;
    let chosen = candidates.into_iter().find(|candidate| candidate.account.id == account.id);
    Ok(chosen.map(|candidate| candidate.credentials))
}

/// Seals other credentials of the account that a binding has, for
/// [`BindingStore::renew_credentials`](super::BindingStore::renew_credentials).
pub async fn seal_credentials(
    ports: &Ports,
    binding: &Binding,
    credentials: &Credentials,
) -> Result<Option<Sealed>, StoreError> {
    let Some(account) = binding.account.clone() else { return Ok(None) };
    let candidate = Candidate { account, credentials: credentials.clone() };
    let contents = Contents::of(&[candidate]);
    Ok(Some(seal(ports, binding.tenant, binding.id, &contents).await?))
}

const fn corrupt() -> StoreError {
    StoreError::Corrupt { table: TABLE, column: "sealed" }
}
