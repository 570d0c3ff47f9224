//! Another address by its owner, who shows that they read mail there.

use super::{EmailChange, EmailChangeError, EmailChangeOutcome, EmailForm, NewEmail};
use crate::audit::{AuditAction, AuditEntry, FieldChange};
use crate::caller::Visitor;
use crate::error_code::ErrorCode;
use crate::field_errors::Field;
use crate::ids::{TenantId, UserId};
use crate::mail::{MailPurpose, new_mail};
use crate::ports::Ports;
use crate::secrets::SecretToken;
use crate::session::SignedIn;
use crate::sign_in::{AttemptOutcome, AttemptSubject};
use crate::time::Timestamp;
use crate::user::{EmailAddress, User};

/// Has a link sent to the address that somebody wants to sign in with. An address that somebody
/// else has is answered like a free one, and gets no mail.
pub async fn ask_for_email_change(
    ports: &Ports,
    visitor: &Visitor,
    signed_in: &SignedIn,
    form: &EmailForm,
    language: &str,
) -> Result<(), EmailChangeError> {
    let SignedIn { user, .. } = signed_in;
    let mut audit = signed_in.audit_entry(ports, AuditAction::EmailChangeLink);
    let now = ports.clock.now();
    if !signed_in.is_fresh(now) {
        audit.refused(ports, ErrorCode::SessionNotFresh).await?;
        return Err(EmailChangeError::NotFresh);
    }
    let email = form.parse_other_than(&user.email).map_err(EmailChangeError::Invalid)?;
    let purpose = MailPurpose::EmailChange(user.id);
    let mail = new_mail(ports, purpose, language).ok_or(EmailChangeError::NoMail)?;
    let subjects =
        [AttemptSubject::MailTo(email.clone()), AttemptSubject::mail_asked_from(&visitor.address)];
    if let AttemptOutcome::WaitUntil(until) = ports.store.begin_attempt(&subjects, now).await? {
        return Err(EmailChangeError::TooManyMails(until));
    }
    audit.changes = vec![change(&user.email, &email)];
    let expires_at = Timestamp::from_micros(now.micros() + EmailChange::LIFETIME);
    let change = EmailChange { user: user.id, email, created_at: now, expires_at };
    Ok(ports.store.insert_email_change(&change, &mail, &audit).await?)
}

/// The change that this token confirms, and whose address it is.
pub async fn open_email_change(
    ports: &Ports,
    token: &SecretToken,
) -> Result<(EmailChange, User), EmailChangeError> {
    let hash = ports.secrets.hash_token(token);
    let change = ports.store.email_change_by_token(&hash, ports.clock.now()).await?;
    let change = change.ok_or(EmailChangeError::LinkInvalid)?;
    let user = ports.store.user_by_id(change.user).await?;
    Ok((change, user.ok_or(EmailChangeError::LinkInvalid)?))
}

/// Gives the user whom the link is for their new address, and ends all their sessions but the one
/// that asks, if it is theirs. The old address is told. Returns who it is.
///
/// A link that does not work is not noted: anybody could fill the log with them.
pub async fn confirm_email_change(
    ports: &Ports,
    signed_in: Option<&SignedIn>,
    token: &SecretToken,
    language: &str,
) -> Result<UserId, EmailChangeError> {
    let (wanted, user) = open_email_change(ports, token).await?;
    let action = AuditAction::EmailChange;
    let mut audit = AuditEntry::new(ports, TenantId::INSTALLATION, user.email.as_str(), action);
    audit.user = Some(user.id);
    audit.changes = vec![change(&user.email, &wanted.email)];
    let own = signed_in.filter(|signed_in| signed_in.user.id == user.id);
    let new = NewEmail {
        user: user.id,
        before: &user.email,
        after: &wanted.email,
        link: Some((&ports.secrets.hash_token(token), ports.clock.now())),
        keep: own.map(|signed_in| signed_in.session.id),
    };
    let mail = new_mail(ports, MailPurpose::EmailChanged(user.email.clone()), language);
    match ports.store.set_email(new, mail.as_ref(), &audit).await? {
        EmailChangeOutcome::Done => Ok(user.id),
        EmailChangeOutcome::LinkInvalid => Err(EmailChangeError::LinkInvalid),
        EmailChangeOutcome::EmailTaken => {
            audit.refused(ports, ErrorCode::EmailTaken).await?;
            Err(EmailChangeError::LinkInvalid)
        }
    }
}

pub(super) fn change(before: &EmailAddress, after: &EmailAddress) -> FieldChange {
    let [before, after] = [before, after].map(|email| Some(email.to_string()));
    FieldChange { field: Field::Email, before, after }
}
