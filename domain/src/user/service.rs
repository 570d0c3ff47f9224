//! Another password: by its owner, or through a link.

use thiserror::Error;

use super::{PasswordChangeForm, PasswordResetForm, refuse_easy_password};
use crate::audit::{AuditAction, AuditEntry};
use crate::caller::Visitor;
use crate::email_change::EmailForm;
use crate::error_code::ErrorCode;
use crate::field_errors::{Field, FieldErrors};
use crate::ids::TenantId;
use crate::link::{LinkPurpose, open_link};
use crate::mail::{MailPurpose, new_mail};
use crate::ports::Ports;
use crate::secrets::SecretToken;
use crate::session::SignedIn;
use crate::sign_in::{AttemptOutcome, AttemptSubject, Proof, prove};
use crate::store::StoreError;
use crate::time::Timestamp;

/// Why a password is still the same.
#[derive(Debug, Error)]
pub enum PasswordError {
    /// Fields break their rules, or the old password is wrong.
    #[error("the form has mistakes")]
    Invalid(FieldErrors),
    /// The old password was not looked at. The next attempt may be made then.
    #[error("too many attempts")]
    TooManyAttempts(Timestamp),
    /// Too many mails were asked for. The next one may be asked for then.
    #[error("too many mails were asked for")]
    TooManyMails(Timestamp),
    /// No mail server is set up, so no link can be sent.
    #[error("no mail is sent here")]
    NoMail,
    /// The link has been used, has been replaced, or is too old.
    #[error("the link does not work")]
    LinkInvalid,
    /// The store gave no answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Gives the user another password and ends all their sessions but this one. They are told by
/// mail. Trying the old
/// password counts as an attempt to sign in.
pub async fn change_password(
    ports: &Ports,
    visitor: &Visitor,
    signed_in: &SignedIn,
    form: &PasswordChangeForm,
    language: &str,
) -> Result<(), PasswordError> {
    let SignedIn { session, user, .. } = signed_in;
    let password = form.parse().map_err(PasswordError::Invalid)?;
    refuse_easy_password(ports, &password, &user.email).map_err(PasswordError::Invalid)?;
    let audit = signed_in.audit_entry(ports, AuditAction::PasswordChange);
    match prove(ports, visitor, &user.email, Some(user), &form.password).await? {
        Proof::WaitUntil(until) => return Err(PasswordError::TooManyAttempts(until)),
        Proof::Wrong => return Err(refuse_wrong(ports, audit).await?),
        Proof::Right => {}
    }
    let hash = ports.secrets.hash_password(&password).await;
    let (checked, keep) = (user.password.as_ref(), Some(session.id));
    let purpose = MailPurpose::PasswordChanged(user.email.clone());
    let mail = new_mail(ports, purpose, language);
    let mail = mail.as_ref();
    if !ports.store.set_password(user.id, checked, &hash, keep, mail, &audit).await? {
        return Err(refuse_wrong(ports, audit).await?);
    }
    Ok(())
}

async fn refuse_wrong(ports: &Ports, audit: AuditEntry) -> Result<PasswordError, StoreError> {
    audit.refused(ports, ErrorCode::PasswordWrong).await?;
    let wrong = FieldErrors::only(Field::Password, ErrorCode::PasswordWrong);
    Ok(PasswordError::Invalid(wrong))
}

/// Has a link sent with which whoever has this address chooses another password. Whether anybody
/// has it is looked at when the mail is sent, so that it makes no difference here. Not noted:
/// anybody could fill the log with it.
pub async fn ask_for_password_reset(
    ports: &Ports,
    visitor: &Visitor,
    form: &EmailForm,
    language: &str,
) -> Result<(), PasswordError> {
    let email = form.parse().map_err(PasswordError::Invalid)?;
    let purpose = MailPurpose::PasswordReset(email.clone());
    let mail = new_mail(ports, purpose, language).ok_or(PasswordError::NoMail)?;
    let subjects =
        [AttemptSubject::MailTo(email), AttemptSubject::mail_asked_from(&visitor.address)];
    let now = ports.clock.now();
    if let AttemptOutcome::WaitUntil(until) = ports.store.begin_attempt(&subjects, now).await? {
        return Err(PasswordError::TooManyMails(until));
    }
    Ok(ports.store.insert_mail(&mail).await?)
}

/// Gives the user whom the link is for another password, and ends all their sessions. They are
/// told by mail.
///
/// A link that does not work is not noted: anybody could fill the log with them.
pub async fn reset_password(
    ports: &Ports,
    token: &SecretToken,
    form: &PasswordResetForm,
    language: &str,
) -> Result<(), PasswordError> {
    let password = form.parse().map_err(PasswordError::Invalid)?;
    let purpose = open_link(ports, token).await?.map(|link| link.purpose);
    let Some(LinkPurpose::PasswordReset { user }) = purpose else {
        return Err(PasswordError::LinkInvalid);
    };
    let user = ports.store.user_by_id(user).await?.ok_or(PasswordError::LinkInvalid)?;
    refuse_easy_password(ports, &password, &user.email).map_err(PasswordError::Invalid)?;
    let email = user.email.as_str();
    let action = AuditAction::PasswordReset;
    let mut audit = AuditEntry::new(ports, TenantId::INSTALLATION, email, action);
    audit.user = Some(user.id);
    let hash = ports.secrets.hash_password(&password).await;
    let link = ports.secrets.hash_token(token);
    let purpose = MailPurpose::PasswordChanged(user.email.clone());
    let mail = new_mail(ports, purpose, language);
    let now = ports.clock.now();
    if ports.store.reset_password(&link, &hash, now, mail.as_ref(), &audit).await? {
        Ok(())
    } else {
        Err(PasswordError::LinkInvalid)
    }
}
