use domain::ids::{LinkId, MailId, NotificationId, UserId};
use domain::mail::{ClaimedMail, Mail, MailPurpose, MailState};
use domain::time::Timestamp;
use domain::user::EmailAddress;
use sqlx::FromRow;
use uuid::Uuid;

use super::user::email_address;
use crate::error::Failure;

/// The columns of [`MailRow`].
macro_rules! mail_columns {
    () => {
        "id, purpose, link_id, user_id, notification_id, email, language, created_at, turns"
    };
}
pub(crate) use mail_columns;

#[derive(Debug, FromRow)]
pub(crate) struct MailRow {
    pub(crate) id: Uuid,
    pub(crate) purpose: String,
    pub(crate) link_id: Option<Uuid>,
    pub(crate) user_id: Option<Uuid>,
    pub(crate) notification_id: Option<Uuid>,
    pub(crate) email: Option<String>,
    pub(crate) language: String,
    pub(crate) created_at: i64,
    pub(crate) turns: i64,
}

impl From<&Mail> for MailRow {
    fn from(mail: &Mail) -> Self {
        let email = |email: &EmailAddress| Some(email.to_string());
        let (purpose, link_id, user_id, email) = match &mail.purpose {
            MailPurpose::Invitation(link) => ("invitation", Some(link.uuid()), None, None),
            MailPurpose::EmailChange(user) => ("email_change", None, Some(user.uuid()), None),
            MailPurpose::PasswordReset(to) => ("password_reset", None, None, email(to)),
            MailPurpose::PasswordChanged(to) => ("password_changed", None, None, email(to)),
            MailPurpose::EmailChanged(to) => ("email_changed", None, None, email(to)),
            MailPurpose::Notification(_, to) => ("notification", None, None, email(to)),
        };
        let notification_id = match &mail.purpose {
            MailPurpose::Notification(notification, _) => Some(notification.uuid()),
            _ => None,
        };
        Self {
            id: mail.id.uuid(),
            purpose: purpose.to_owned(),
            link_id,
            user_id,
            notification_id,
            email,
            language: mail.language.clone(),
            created_at: mail.created_at.micros(),
            turns: 0,
        }
    }
}

impl TryFrom<MailRow> for ClaimedMail {
    type Error = Failure;

    fn try_from(row: MailRow) -> Result<Self, Failure> {
        let corrupt = |column| Failure::Corrupt { table: "mails", column };
        let email = row.email.map(|email| email_address("mails", &email)).transpose()?;
        let purpose = match (row.purpose.as_str(), row.link_id, row.user_id, email) {
            ("invitation", Some(link), None, None) => {
                MailPurpose::Invitation(LinkId::from_uuid(link))
            }
            ("email_change", None, Some(user), None) => {
                MailPurpose::EmailChange(UserId::from_uuid(user))
            }
            ("password_reset", None, None, Some(email)) => MailPurpose::PasswordReset(email),
            ("password_changed", None, None, Some(email)) => MailPurpose::PasswordChanged(email),
            ("email_changed", None, None, Some(email)) => MailPurpose::EmailChanged(email),
            ("notification", None, None, Some(email)) => {
                let notification = row.notification_id.ok_or(corrupt("notification_id"))?;
                MailPurpose::Notification(NotificationId::from_uuid(notification), email)
            }
            _ => return Err(corrupt("purpose")),
        };
        let mail = Mail {
            id: MailId::from_uuid(row.id),
            purpose,
            language: row.language,
            created_at: Timestamp::from_micros(row.created_at),
        };
        Ok(Self { mail, turns: u32::try_from(row.turns).map_err(|_| corrupt("turns"))? })
    }
}

/// What has become of the mail with an invitation.
#[derive(Debug, FromRow)]
pub(crate) struct InvitationMailRow {
    link_id: Uuid,
    state: i16,
}

impl TryFrom<InvitationMailRow> for (LinkId, MailState) {
    type Error = Failure;

    fn try_from(row: InvitationMailRow) -> Result<Self, Failure> {
        let state = MailState::from_number(row.state);
        let state = state.ok_or(Failure::Corrupt { table: "mails", column: "state" })?;
        Ok((LinkId::from_uuid(row.link_id), state))
    }
}
