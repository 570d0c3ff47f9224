//! Somebody is back from the provider.

use super::model::label;
use super::{Challenge, Claims, Identity, LinkOutcome, OpenId, OpenIdError, Purpose};
use crate::audit::{AuditAction, AuditEntry, FieldChange};
use crate::caller::Visitor;
use crate::error_code::ErrorCode;
use crate::field_errors::Field;
use crate::ids::{IdentityId, TenantId, UserId};
use crate::ports::Ports;
use crate::secrets::SecretToken;
use crate::session::{Session, SignedIn, insert_session, new_session};
use crate::sign_in::{SignInSuccess, needs_code, proven_again, start_session, wait_for_code};
use crate::store::StoreError;
use crate::time::Timestamp;
use crate::user::{EmailAddress, User};

/// What the provider sent a browser back with, as it stands in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// Says to which attempt it belongs.
    pub state: String,
    /// What the provider gives its word for. Absent when it has let nobody in.
    pub code: Option<String>,
    /// Who answers, if it says so.
    pub issuer: Option<String>,
}

/// The browser that is back.
#[derive(Debug, Clone, Copy)]
pub struct Browser<'a> {
    /// Where it comes from.
    pub visitor: &'a Visitor,
    /// What it was given when it was sent.
    pub token: &'a SecretToken,
    /// The invitation that somebody follows with it.
    pub invitation: Option<&'a SecretToken>,
    /// Who is signed in with it.
    pub session: Option<&'a SignedIn>,
}

/// What came of a visit to the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finished {
    /// Somebody is signed in.
    SignedIn(SignInSuccess),
    /// A code is asked for: the sign-in waits under this token. What a provider has asked for is no
    /// second factor here: it was chosen for it, and not for this console.
    CodeNeeded(SecretToken),
    /// Whoever is signed in has proved it again. The session goes on under this token.
    Confirmed(SecretToken),
    /// The account is linked.
    Linked,
}

/// Does what somebody was sent to the provider for.
///
/// An answer that does not belong to the browser is not looked at and uses nothing up: anybody
/// could send one. For the same reason it is not noted.
pub async fn finish(
    ports: &Ports,
    browser: Browser<'_>,
    answer: &Answer,
) -> Result<Finished, OpenIdError> {
    let open_id = ports.open_id.as_ref().ok_or(OpenIdError::NotConfigured)?;
    let challenge = Challenge::of(ports, browser.token);
    let unknown = OpenIdError::Refused(ErrorCode::OpenIdAnswerUnknown);
    if SecretToken::parse(&answer.state) != Some(challenge.state.clone()) {
        return Err(unknown);
    }
    let now = ports.clock.now();
    let hash = ports.secrets.hash_token(browser.token);
    let attempt = ports.store.take_open_id_attempt(&hash, now).await?.ok_or(unknown)?;
    let code = answer.code.as_deref().ok_or(OpenIdError::Refused(ErrorCode::OpenIdDenied))?;
    let issuer = answer.issuer.as_deref();
    let claims = open_id.provider.redeem(code, issuer, &challenge).await?;
    let arrival = Arrival { ports, open_id, browser, claims };
    match attempt.purpose {
        Purpose::SignIn => arrival.sign_in().await,
        Purpose::Join => arrival.join().await,
        Purpose::Confirm(user) => arrival.confirm(user, attempt.created_at).await,
        Purpose::Link(user) => arrival.link(user).await,
    }
}

/// Somebody for whom the provider gives its word.
pub(super) struct Arrival<'a> {
    pub(super) ports: &'a Ports,
    pub(super) open_id: &'a OpenId,
    pub(super) browser: Browser<'a>,
    pub(super) claims: Claims,
}

impl Arrival<'_> {
    async fn sign_in(self) -> Result<Finished, OpenIdError> {
        let Some(user) = self.user().await? else {
            return self.refuse(ErrorCode::OpenIdIdentityUnknown).await;
        };
        let memberships = self.ports.store.memberships(user.id).await?;
        let tenant = memberships.first().map(|membership| membership.tenant);
        self.let_in(user, tenant).await
    }

    async fn confirm(self, user: UserId, begun_at: Timestamp) -> Result<Finished, OpenIdError> {
        let signed_in = self.session_of(user)?;
        let Claims { subject, .. } = &self.claims;
        let found = self.ports.store.user_by_identity(self.issuer(), subject).await?;
        let code = if found.is_none_or(|found| found.id != user) {
            ErrorCode::OpenIdOtherPerson
        } else if !self.claims.is_proof_after(begun_at) {
            ErrorCode::OpenIdNotFresh
        } else {
            let again = proven_again(self.ports, self.browser.visitor, &signed_in.session);
            let session = Session { proven_at: self.claims.proven_at(again.proven_at), ..again };
            let (user, how) = (&signed_in.user, self.change());
            let replaces = Some(signed_in.session.id);
            let token = insert_session(self.ports, &session, user, vec![how], replaces).await?;
            let token = token.ok_or(OpenIdError::Refused(ErrorCode::OpenIdIdentityUnknown))?;
            return Ok(Finished::Confirmed(token));
        };
        let audit = signed_in.audit_entry(self.ports, AuditAction::SessionStart);
        audit.refused(self.ports, code).await?;
        Err(OpenIdError::Refused(code))
    }

    async fn link(self, user: UserId) -> Result<Finished, OpenIdError> {
        let signed_in = self.session_of(user)?;
        let mut audit = signed_in.audit_entry(self.ports, AuditAction::IdentityLink);
        audit.changes = vec![self.change()];
        match self.ports.store.link_identity(&self.identity(user), &audit).await? {
            LinkOutcome::Linked => Ok(Finished::Linked),
            LinkOutcome::Taken => {
                audit.refused(self.ports, ErrorCode::OpenIdIdentityTaken).await?;
                Err(OpenIdError::Refused(ErrorCode::OpenIdIdentityTaken))
            }
        }
    }

    /// Whoever was sent is still signed in.
    fn session_of(&self, user: UserId) -> Result<&SignedIn, OpenIdError> {
        let session = self.browser.session.filter(|session| session.user.id == user);
        session.ok_or(OpenIdError::Refused(ErrorCode::OpenIdAnswerUnknown))
    }

    /// The user whose account it is. Where the operator allows it, an account is linked with
    /// whoever has the e-mail address that the provider has verified; not if they have another
    /// account there, since addresses are given to new people.
    pub(super) async fn user(&self) -> Result<Option<User>, StoreError> {
        let (store, subject) = (&self.ports.store, &self.claims.subject);
        let mut found = store.user_by_identity(self.issuer(), subject).await?;
        let email = self.claims.verified_email().filter(|_| self.open_id.link_by_email);
        if let (None, Some(email)) = (&found, email)
            && let Some(user) = store.user_by_email(email).await?
        {
            let mut audit = self.entry(email.as_str(), AuditAction::IdentityLink);
            audit.user = Some(user.id);
            let identity = self.identity(user.id);
            found = match store.link_identity(&identity, &audit).await? {
                LinkOutcome::Linked => Some(user),
                // Another of their browsers may have been quicker.
                LinkOutcome::Taken => store.user_by_identity(self.issuer(), subject).await?,
            };
        }
        Ok(found.filter(|user| user.disabled_at.is_none()))
    }

    /// Starts a session for the user, after a code if they have a second factor. Its proof is as old as the provider says.
    pub(super) async fn let_in(
        self,
        user: User,
        tenant: Option<TenantId>,
    ) -> Result<Finished, OpenIdError> {
        if needs_code(self.ports, &user).await? {
            return match wait_for_code(self.ports, &user).await? {
                Some(token) => Ok(Finished::CodeNeeded(token)),
                None => self.refuse(ErrorCode::OpenIdIdentityUnknown).await,
            };
        }
        let session = self.new_session(user.id, tenant);
        let how = vec![self.change()];
        let replaces = self.browser.session.map(|signed_in| signed_in.session.id);
        let visitor = self.browser.visitor;
        match start_session(self.ports, visitor, user, session, how, replaces).await? {
            Some(success) => Ok(Finished::SignedIn(success)),
            None => self.refuse(ErrorCode::OpenIdIdentityUnknown).await,
        }
    }

    /// Notes that nobody was let in. The provider knows who it was, so nobody can fill the log
    /// without leaving a name.
    pub(super) async fn refuse(&self, code: ErrorCode) -> Result<Finished, OpenIdError> {
        let email = self.claims.verified_email().map(EmailAddress::as_str);
        let actor = email.unwrap_or(self.claims.subject.as_str());
        let audit = self.entry(actor, AuditAction::SessionStart);
        audit.refused(self.ports, code).await?;
        Err(OpenIdError::Refused(code))
    }

    /// The account as one that the user has from now on.
    pub(super) fn identity(&self, user: UserId) -> Identity {
        Identity {
            id: IdentityId::from_uuid(self.ports.ids.next()),
            user,
            issuer: self.issuer().to_owned(),
            subject: self.claims.subject.clone(),
            email: self.claims.email.clone(),
            linked_at: self.ports.clock.now(),
        }
    }

    fn new_session(&self, user: UserId, tenant: Option<TenantId>) -> Session {
        let session = new_session(self.ports, self.browser.visitor, user, tenant);
        Session { proven_at: self.claims.proven_at(session.created_at), ..session }
    }

    /// An entry in the log of the installation: for which tenant it is, is not known yet.
    fn entry(&self, actor: &str, action: AuditAction) -> AuditEntry {
        let mut entry = AuditEntry::new(self.ports, TenantId::INSTALLATION, actor, action);
        entry.changes = vec![self.change()];
        entry
    }

    /// Which account it was.
    pub(super) fn change(&self) -> FieldChange {
        let after = Some(label(self.issuer(), &self.claims.subject));
        FieldChange { field: Field::Identity, before: None, after }
    }

    fn issuer(&self) -> &str {
        self.open_id.provider.issuer()
    }
}
