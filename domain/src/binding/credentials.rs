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

/// A candidate in the form in which it is sealed. [`Credentials`] themselves have none.
#[derive(Serialize, Deserialize)]
struct SealedCandidate {
    account: Account,
    credentials: BTreeMap<String, String>,
}

/// Seals candidates for a binding. There is one at least.
pub(super) async fn seal(
    ports: &Ports,
    tenant: TenantId,
    id: BindingId,
    candidates: &[Candidate],
) -> Result<Sealed, StoreError> {
    let value = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    let candidates: Vec<_> = candidates
        .iter()
        .map(|candidate| SealedCandidate {
            account: candidate.account.clone(),
            credentials: candidate.credentials.values().map(value).collect(),
        })
        .collect();
    let secret = serde_json::to_vec(&candidates).map_err(|_| corrupt())?;
    Ok(ports.sealing.seal(&place(tenant, id), &secret).await?)
}

/// The accounts that the authorisation of a binding leads to, with their credentials.
pub async fn candidates_of(ports: &Ports, binding: &Binding) -> Result<Vec<Candidate>, StoreError> {
    let Some(sealed) = &binding.sealed else { return Ok(Vec::new()) };
    let secret = ports.sealing.open(&place(binding.tenant, binding.id), sealed).await?;
    let candidates: Vec<SealedCandidate> =
        serde_json::from_slice(&secret).map_err(|_| corrupt())?;
    let candidate = |one: SealedCandidate| Candidate {
        account: one.account,
        credentials: Credentials::from_values(one.credentials),
    };
    Ok(candidates.into_iter().map(candidate).collect())
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

const fn corrupt() -> StoreError {
    StoreError::Corrupt { table: TABLE, column: "sealed" }
}
