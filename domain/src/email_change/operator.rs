//! Another address by an operator of the machine, for somebody who cannot do it themselves.

use super::service::change;
use super::{EmailChangeOutcome, EmailForm, NewEmail};
use crate::audit::{AuditAction, AuditEntry};
use crate::error_code::ErrorCode;
use crate::ids::TenantId;
use crate::mail::{MailPurpose, new_mail};
use crate::ports::Ports;
use crate::user::{OPERATOR, UserError};

/// Gives somebody another address and ends all their sessions. Where mail is sent, the old address
/// is told.
pub async fn change_email(
    ports: &Ports,
    before: &str,
    after: &str,
    language: &str,
) -> Result<(), UserError> {
    let form = |email: &str| EmailForm { email: email.to_owned() };
    let before = form(before).parse().map_err(UserError::Invalid)?;
    let after = form(after).parse_other_than(&before).map_err(UserError::Invalid)?;
    let user = ports.store.user_by_email(&before).await?.ok_or(UserError::NotFound)?;
    let action = AuditAction::EmailChange;
    let mut audit = AuditEntry::new(ports, TenantId::INSTALLATION, OPERATOR, action);
    audit.user = Some(user.id);
    audit.changes = vec![change(&before, &after)];
    let new = NewEmail { user: user.id, before: &before, after: &after, link: None, keep: None };
    let mail = new_mail(ports, MailPurpose::EmailChanged(before.clone()), language);
    match ports.store.set_email(new, mail.as_ref(), &audit).await? {
        EmailChangeOutcome::Done => Ok(()),
        EmailChangeOutcome::LinkInvalid => Err(UserError::NotFound),
        EmailChangeOutcome::EmailTaken => {
            audit.refused(ports, ErrorCode::EmailTaken).await?;
            Err(UserError::EmailTaken)
        }
    }
}
