use super::{Code, TotpKey};
use crate::audit::{AuditAction, AuditEntry};
use crate::ids::TenantId;
use crate::ports::Ports;
use crate::store::StoreError;
use crate::user::User;

/// Whether this is a code of the user that has not been used before. Uses it up.
pub(crate) async fn is_right(ports: &Ports, user: &User, code: &Code) -> Result<bool, StoreError> {
    match code {
        Code::Totp(code) => {
            let factor = ports.store.totp_factor(user.id).await?;
            let Some(factor) = factor.filter(|factor| factor.confirmed_at.is_some()) else {
                return Ok(false);
            };
            let bytes = ports.sealing.open(&TotpKey::place(user.id), &factor.sealed).await?;
            let Some(key) = TotpKey::from_sealed(&bytes) else { return Ok(false) };
            match ports.secrets.totp_step(&key, code, ports.clock.now()) {
                Some(step) => ports.store.use_totp_step(user.id, step).await,
                None => Ok(false),
            }
        }
        Code::Recovery(code) => {
            let action = AuditAction::RecoveryCodeUse;
            let email = user.email.as_str();
            let mut audit = AuditEntry::new(ports, TenantId::INSTALLATION, email, action);
            audit.user = Some(user.id);
            let hash = ports.secrets.hash_recovery_code(code);
            ports.store.use_recovery_code(user.id, &hash, &audit).await
        }
    }
}
