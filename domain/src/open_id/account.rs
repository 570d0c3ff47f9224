//! The accounts at providers that a user has.

use super::model::label;
use super::{Identity, OpenIdError, UnlinkOutcome};
use crate::audit::{AuditAction, FieldChange};
use crate::error_code::ErrorCode;
use crate::field_errors::Field;
use crate::ids::IdentityId;
use crate::ports::Ports;
use crate::session::SignedIn;
use crate::store::StoreError;

/// The user's accounts at providers, those at earlier ones too.
pub async fn identities(ports: &Ports, signed_in: &SignedIn) -> Result<Vec<Identity>, StoreError> {
    ports.store.identities(signed_in.user.id).await
}

/// Whether the user has an account at the provider that is set, so that they can prove with it
/// who they are.
pub async fn has_identity(ports: &Ports, signed_in: &SignedIn) -> Result<bool, StoreError> {
    let Some(open_id) = &ports.open_id else { return Ok(false) };
    let identities = ports.store.identities(signed_in.user.id).await?;
    Ok(identities.iter().any(|identity| identity.issuer == open_id.provider.issuer()))
}

/// Takes an account at a provider away from the user. It needs a fresh proof.
pub async fn unlink(
    ports: &Ports,
    signed_in: &SignedIn,
    id: IdentityId,
) -> Result<(), OpenIdError> {
    let mut audit = signed_in.audit_entry(ports, AuditAction::IdentityUnlink);
    let identities = ports.store.identities(signed_in.user.id).await?;
    if let Some(identity) = identities.iter().find(|identity| identity.id == id) {
        let before = Some(label(&identity.issuer, &identity.subject));
        audit.changes = vec![FieldChange { field: Field::Identity, before, after: None }];
    }
    let code = if signed_in.is_fresh(ports.clock.now()) {
        match ports.store.unlink_identity(signed_in.user.id, id, &audit).await? {
            UnlinkOutcome::Unlinked => return Ok(()),
            UnlinkOutcome::NotFound => ErrorCode::OpenIdIdentityNotFound,
            UnlinkOutcome::OnlyWayIn => ErrorCode::OpenIdOnlyWayIn,
        }
    } else {
        ErrorCode::SessionNotFresh
    };
    audit.refused(ports, code).await?;
    Err(OpenIdError::Refused(code))
}
