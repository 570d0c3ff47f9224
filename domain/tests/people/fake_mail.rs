//! Mails in memory, and a mail server that writes nothing.

use std::sync::Mutex;

use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::email_change::{EmailChange, EmailChangeOutcome, EmailChangeStore, NewEmail};
use domain::ids::{LinkId, MailId, TenantId, UserId};
use domain::link::{Link, LinkPurpose};
use domain::mail::{
    ClaimedMail, Letter, Mail, MailPurpose, MailState, MailStore, Mailer, MailerError,
};
use domain::secrets::TokenHash;
use domain::store::StoreError;
use domain::time::Timestamp;
use domain::user::EmailAddress;

use crate::fake_store::{FakeStore, Tables};

/// A mail in the table, with its turns.
#[derive(Debug, Clone)]
pub(crate) struct WaitingMail {
    pub(crate) mail: Mail,
    pub(crate) state: MailState,
    pub(crate) next_at: Timestamp,
    turns: u32,
}

impl WaitingMail {
    pub(crate) fn new(mail: Mail) -> Self {
        Self { next_at: mail.created_at, mail, state: MailState::Waiting, turns: 0 }
    }
}

/// What a mail server says to a mail.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Answer {
    #[default]
    Taken,
    Away,
    Refused,
}

/// Takes letters, or not.
#[derive(Default)]
pub(crate) struct FakeMailer {
    answer: Mutex<Answer>,
    letters: Mutex<Vec<(EmailAddress, String, Letter)>>,
}

impl FakeMailer {
    pub(crate) fn answers(&self, answer: Answer) {
        *self.answer.lock().expect("no test goes on after a panic") = answer;
    }

    /// What was taken since the last call: to whom, in which language, what.
    pub(crate) fn letters(&self) -> Vec<(EmailAddress, String, Letter)> {
        std::mem::take(&mut self.letters.lock().expect("no test goes on after a panic"))
    }
}

#[async_trait]
impl Mailer for FakeMailer {
    async fn send(
        &self,
        mail: &Mail,
        to: &EmailAddress,
        letter: &Letter,
    ) -> Result<(), MailerError> {
        match *self.answer.lock().expect("no test goes on after a panic") {
            Answer::Away => return Err(MailerError::Unavailable("away".into())),
            Answer::Refused => return Err(MailerError::Refused("550".into())),
            Answer::Taken => {}
        }
        let mut letters = self.letters.lock().expect("no test goes on after a panic");
        letters.push((to.clone(), mail.language.clone(), letter.clone()));
        Ok(())
    }
}

impl Tables {
    fn mail(&mut self, id: MailId) -> &mut WaitingMail {
        self.mails.iter_mut().find(|one| one.mail.id == id).expect("a mail")
    }

    fn invitation(&self, id: LinkId, now: Timestamp) -> Option<Link> {
        let mut links = self.links.iter().map(|(_, link)| link);
        let link = links.find(|link| link.id == id && now < link.expires_at)?;
        matches!(link.purpose, LinkPurpose::Invitation { .. }).then(|| link.clone())
    }

    fn delete_email_changes(&mut self, user: UserId) {
        self.email_changes.retain(|(_, change)| change.user != user);
        self.mails.retain(|one| one.mail.purpose != MailPurpose::EmailChange(user));
    }
}

#[async_trait]
impl MailStore for FakeStore {
    async fn insert_mail(&self, mail: &Mail) -> Result<(), StoreError> {
        self.tables().mails.push(WaitingMail::new(mail.clone()));
        Ok(())
    }

    async fn claim_mail(
        &self,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<ClaimedMail>, StoreError> {
        let mut tables = self.tables();
        let waiting =
            |one: &&mut WaitingMail| one.state == MailState::Waiting && one.next_at <= now;
        let found = tables.mails.iter_mut().filter(waiting).min_by_key(|one| one.next_at);
        Ok(found.map(|one| {
            one.turns += 1;
            one.next_at = until;
            ClaimedMail { mail: one.mail.clone(), turns: one.turns }
        }))
    }

    async fn put_off_mail(&self, id: MailId, at: Timestamp) -> Result<(), StoreError> {
        self.tables().mail(id).next_at = at;
        Ok(())
    }

    async fn finish_mail(&self, id: MailId, state: MailState) -> Result<(), StoreError> {
        self.tables().mail(id).state = state;
        Ok(())
    }

    /// Adds the token beside that of the link, as if there were two links.
    async fn mail_invitation(
        &self,
        link: LinkId,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<Link>, StoreError> {
        let mut tables = self.tables();
        let found = tables.invitation(link, now);
        tables.links.extend(found.clone().map(|link| (*token, link)));
        Ok(found)
    }

    async fn mail_email_change(
        &self,
        user: UserId,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<EmailChange>, StoreError> {
        let mut tables = self.tables();
        let mut changes = tables.email_changes.iter_mut();
        let found = changes.find(|(_, change)| change.user == user && now < change.expires_at);
        Ok(found.map(|(hash, change)| {
            *hash = Some(*token);
            change.clone()
        }))
    }

    async fn invitation_mails(&self, _: TenantId) -> Result<Vec<(LinkId, MailState)>, StoreError> {
        let tables = self.tables();
        let mails = tables.mails.iter().filter_map(|one| match one.mail.purpose {
            MailPurpose::Invitation(link) => Some((link, one.state)),
            _ => None,
        });
        Ok(mails.collect())
    }
}

#[async_trait]
impl EmailChangeStore for FakeStore {
    async fn insert_email_change(
        &self,
        change: &EmailChange,
        mail: &Mail,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let mut tables = self.tables();
        tables.delete_email_changes(change.user);
        tables.email_changes.push((None, change.clone()));
        tables.mails.push(WaitingMail::new(mail.clone()));
        tables.audit.push(audit.clone());
        Ok(())
    }

    async fn email_change_by_token(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<EmailChange>, StoreError> {
        let tables = self.tables();
        let mut changes = tables.email_changes.iter();
        let found = changes.find(|(hash, change)| *hash == Some(*token) && now < change.expires_at);
        Ok(found.map(|(_, change)| change.clone()))
    }

    async fn set_email(
        &self,
        new: NewEmail<'_>,
        mail: Option<&Mail>,
        audit: &AuditEntry,
    ) -> Result<EmailChangeOutcome, StoreError> {
        let mut tables = self.tables();
        if tables.users.iter().any(|user| user.email == *new.after) {
            return Ok(EmailChangeOutcome::EmailTaken);
        }
        let may = |user: &domain::user::User| new.link.is_none() || user.disabled_at.is_none();
        let mut users = tables.users.iter().filter(|user| user.id == new.user);
        if !users.any(|user| user.email == *new.before && may(user)) {
            return Ok(EmailChangeOutcome::LinkInvalid);
        }
        tables.change_user(new.user, |user| user.email = new.after.clone());
        tables.delete_email_changes(new.user);
        tables.end_all_but(new.user, new.keep);
        tables.mails.extend(mail.cloned().map(WaitingMail::new));
        tables.audit.push(audit.clone());
        Ok(EmailChangeOutcome::Done)
    }
}
