//! Sending what waits, and looking at what has become of it.

use super::{ClaimedMail, Letter, Mail, MailPurpose, MailState, Mailer, MailerError};
use crate::caller::Caller;
use crate::ids::{LinkId, MailId};
use crate::link::{LinkPurpose, new_password_reset};
use crate::permissions::Action;
use crate::ports::Ports;
use crate::store::StoreError;
use crate::tenant::Tenant;
use crate::time::Timestamp;
use crate::user::EmailAddress;

const SECOND: i64 = 1_000_000;

/// How long a mail belongs to the server that sends it. Longer than a [`Mailer`] takes: if the
/// server dies meanwhile, another one sends the mail, perhaps for the second time.
const LEASE: i64 = 120 * SECOND;

/// The name under which the audit log remembers whoever has forgotten their password.
const NOT_SIGNED_IN: &str = "not signed in";

/// A mail that waits from now on. None where no mail is sent.
pub(crate) fn new_mail(ports: &Ports, purpose: MailPurpose, language: &str) -> Option<Mail> {
    ports.mailer.is_some().then(|| Mail {
        id: MailId::from_uuid(ports.ids.next()),
        purpose,
        language: language.to_owned(),
        created_at: ports.clock.now(),
    })
}

/// What came of looking for a mail to send.
#[derive(Debug)]
pub enum Sending {
    /// It is no mail's turn.
    Nothing,
    /// A mail server has taken it.
    Sent(MailId),
    /// What it was about is gone, or nobody has the address it was asked for.
    Dropped(MailId),
    /// It was not taken, and has another turn.
    PutOff(MailId, MailerError),
    /// It was not taken, and has no other turn.
    GivenUp(MailId, MailerError),
}

/// Sends the mail whose turn it is, if there is one.
///
/// Each mail is handed over at least once, and more than once only if a server dies, or loses its
/// database, before it has noted the success. Of two mails with a link the newer one works.
pub async fn send_next(ports: &Ports, mailer: &dyn Mailer) -> Result<Sending, StoreError> {
    let now = ports.clock.now();
    let Some(claimed) = ports.store.claim_mail(now, after(now, LEASE)).await? else {
        return Ok(Sending::Nothing);
    };
    let ClaimedMail { mail, turns } = &claimed;
    let Some((to, letter)) = letter(ports, mail, now).await? else {
        ports.store.finish_mail(mail.id, MailState::GivenUp).await?;
        return Ok(Sending::Dropped(mail.id));
    };
    let Err(error) = mailer.send(mail, &to, &letter).await else {
        ports.store.finish_mail(mail.id, MailState::Sent).await?;
        return Ok(Sending::Sent(mail.id));
    };
    let next = after(ports.clock.now(), delay_after(*turns));
    let ends = after(mail.created_at, mail.purpose.worth_trying_for());
    if matches!(error, MailerError::Refused(_)) || next >= ends {
        ports.store.finish_mail(mail.id, MailState::GivenUp).await?;
        return Ok(Sending::GivenUp(mail.id, error));
    }
    ports.store.put_off_mail(mail.id, next).await?;
    Ok(Sending::PutOff(mail.id, error))
}

/// Half a minute after the first time, then twice as long each time, up to an hour.
fn delay_after(turns: u32) -> i64 {
    const LONGEST: i64 = 60 * 60 * SECOND;
    let doublings = turns.saturating_sub(1).min(7);
    ((30 * SECOND) << doublings).min(LONGEST)
}

const fn after(at: Timestamp, micros: i64) -> Timestamp {
    Timestamp::from_micros(at.micros().saturating_add(micros))
}

/// Whom a mail goes to, and what it says now. Nothing when there is nothing to say any more.
async fn letter(
    ports: &Ports,
    mail: &Mail,
    now: Timestamp,
) -> Result<Option<(EmailAddress, Letter)>, StoreError> {
    if now >= after(mail.created_at, mail.purpose.worth_trying_for()) {
        return Ok(None);
    }
    Ok(match &mail.purpose {
        MailPurpose::Invitation(link) => invitation(ports, *link, now).await?,
        MailPurpose::PasswordReset(email) => {
            let user = ports.store.user_by_email(email).await?;
            let Some(user) = user.filter(|user| user.disabled_at.is_none()) else {
                return Ok(None);
            };
            let token = new_password_reset(ports, NOT_SIGNED_IN, &user).await?;
            Some((user.email, Letter::PasswordReset { name: user.name, token }))
        }
        MailPurpose::EmailChange(user) => {
            let token = ports.secrets.token();
            let hash = ports.secrets.hash_token(&token);
            let Some(change) = ports.store.mail_email_change(*user, &hash, now).await? else {
                return Ok(None);
            };
            let user = ports.store.user_by_id(*user).await?;
            let Some(user) = user.filter(|user| user.disabled_at.is_none()) else {
                return Ok(None);
            };
            // Whoever has the address already is not to be bothered, nor told about to others.
            if ports.store.user_by_email(&change.email).await?.is_some() {
                return Ok(None);
            }
            Some((change.email, Letter::EmailChange { name: user.name, token }))
        }
        MailPurpose::PasswordChanged(email) => {
            Some((email.clone(), Letter::PasswordChanged { at: mail.created_at }))
        }
        MailPurpose::EmailChanged(email) => {
            Some((email.clone(), Letter::EmailChanged { at: mail.created_at }))
        }
        MailPurpose::Notification(id, email) => {
            let Some(notification) = ports.store.notification(*id).await? else { return Ok(None) };
            let tenant = ports.store.tenant_by_id(notification.tenant).await?;
            let Some(Tenant { name, .. }) = tenant else { return Ok(None) };
            let notification = Box::new(notification);
            Some((email.clone(), Letter::Notification { organisation: name, notification }))
        }
    })
}

async fn invitation(
    ports: &Ports,
    link: LinkId,
    now: Timestamp,
) -> Result<Option<(EmailAddress, Letter)>, StoreError> {
    let token = ports.secrets.token();
    let hash = ports.secrets.hash_token(&token);
    let link = ports.store.mail_invitation(link, &hash, now).await?;
    let Some(LinkPurpose::Invitation { tenant, email, role }) = link.map(|link| link.purpose)
    else {
        return Ok(None);
    };
    let Some(tenant) = ports.store.tenant_by_id(tenant).await? else { return Ok(None) };
    Ok(Some((email, Letter::Invitation { organisation: tenant.name, role, token })))
}

/// What has become of the mails with the open invitations of the caller's tenant. Nothing for
/// those who may not see who is invited.
pub async fn invitation_mails(
    ports: &Ports,
    caller: &Caller,
) -> Result<Vec<(LinkId, MailState)>, StoreError> {
    if caller.may(Action::SeeMembers, caller.tenant).is_err() {
        return Ok(Vec::new());
    }
    ports.store.invitation_mails(caller.tenant).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_turns_of_a_mail_come_further_and_further_apart() {
        let seconds: Vec<_> = (1..=10).map(|turns| delay_after(turns) / SECOND).collect();
        assert_eq!(seconds, [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
        assert_eq!(delay_after(u32::MAX), 3600 * SECOND);
    }
}
