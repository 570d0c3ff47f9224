//! People to store, and what they come in with.

use domain::audit::{AuditAction, AuditEntry, AuditOutcome};
use domain::email_change::EmailChange;
use domain::ids::{AuditEntryId, ChannelId, LinkId, MailId, SessionId, TenantId, UserId};
use domain::link::{Link, LinkPurpose};
use domain::mail::{Mail, MailPurpose};
use domain::member::{AcceptOutcome, Invitee};
use domain::permissions::Role;
use domain::secrets::TokenHash;
use domain::session::Session;
use domain::store::Store;
use domain::time::Timestamp;
use domain::user::{EmailAddress, InsertUserOutcome, PasswordHash, PersonName, User};

use crate::samples::{NOW, Samples};

impl Samples {
    pub(crate) fn token(&self) -> TokenHash {
        let mut hash = [0; 32];
        for part in hash.chunks_exact_mut(8) {
            part.copy_from_slice(&self.number().to_be_bytes());
        }
        TokenHash(hash)
    }

    pub(crate) fn user(&self) -> User {
        let id = self.uuid();
        User {
            id: UserId::from_uuid(id),
            email: email(&format!("{}@example.test", id.simple())),
            name: person_name("Mika"),
            password: Some(known_password()),
            account_manager: false,
            disabled_at: None,
            created_at: at(0),
        }
    }

    /// A user that the store knows, in no tenant.
    pub(crate) async fn stored_user(&self, store: &dyn Store) -> User {
        let user = self.user();
        let note = self.note(TenantId::INSTALLATION, AuditAction::UserCreate);
        let outcome = store.insert_user(&user, &note).await.expect("an insertion");
        assert_eq!(outcome, InsertUserOutcome::Inserted);
        user
    }

    /// A user that the store knows, in this tenant.
    pub(crate) async fn stored_member(
        &self,
        store: &dyn Store,
        tenant: TenantId,
        role: Role,
    ) -> User {
        let user = self.stored_user(store).await;
        self.join(store, tenant, &user, role).await;
        user
    }

    /// Makes a user a member, too.
    pub(crate) async fn join(&self, store: &dyn Store, tenant: TenantId, user: &User, role: Role) {
        let (_, token) = self.stored_link(store, invitation(tenant, &user.email, role)).await;
        let note = self.note(tenant, AuditAction::MemberJoin);
        let outcome = store.accept_invitation(&token, Invitee::Known(user.id), at(0), &note).await;
        assert_eq!(outcome.expect("an outcome"), AcceptOutcome::Joined(tenant));
    }

    pub(crate) fn session(&self, user: UserId, tenant: Option<TenantId>) -> Session {
        Session {
            id: SessionId::from_uuid(self.uuid()),
            user,
            tenant,
            created_at: at(-2),
            seen_at: at(0),
            proven_at: at(-1),
            second_factor: false,
            address: "2001:db8::7".to_owned(),
            agent: "Mozilla/5.0".to_owned(),
        }
    }

    /// A session that the store knows.
    pub(crate) async fn stored_session(
        &self,
        store: &dyn Store,
        user: UserId,
        tenant: Option<TenantId>,
    ) -> (Session, TokenHash) {
        let (session, token) = (self.session(user, tenant), self.token());
        let note = self.note(TenantId::INSTALLATION, AuditAction::SessionStart);
        assert!(
            store
                .insert_session(&session, &token, Some(&known_password()), None, &note)
                .await
                .expect("an insertion")
        );
        (session, token)
    }

    pub(crate) fn link(&self, purpose: LinkPurpose) -> Link {
        Link {
            id: LinkId::from_uuid(self.uuid()),
            created_at: at(0),
            expires_at: at(purpose.lifetime()),
            purpose,
        }
    }

    /// A link that the store knows.
    pub(crate) async fn stored_link(
        &self,
        store: &dyn Store,
        purpose: LinkPurpose,
    ) -> (Link, TokenHash) {
        let (link, token) = (self.link(purpose), self.token());
        let log = match link.purpose {
            LinkPurpose::Invitation { tenant, .. } => tenant,
            LinkPurpose::SetUp | LinkPurpose::PasswordReset { .. } => TenantId::INSTALLATION,
        };
        let note = self.note(log, AuditAction::MemberInvite);
        store.insert_link(&link, &token, None, &note).await.expect("an insertion");
        (link, token)
    }

    pub(crate) fn mail(&self, purpose: MailPurpose) -> Mail {
        Mail {
            id: MailId::from_uuid(self.uuid()),
            purpose,
            language: "zh-Hans".to_owned(),
            created_at: at(0),
        }
    }

    /// An address that a user wants, and the token of the link that was mailed for it.
    pub(crate) async fn stored_email_change(
        &self,
        store: &dyn Store,
        user: UserId,
        address: &str,
    ) -> (EmailChange, TokenHash) {
        let expires_at = at(EmailChange::LIFETIME);
        let change = EmailChange { user, email: email(address), created_at: at(0), expires_at };
        let mail = self.mail(MailPurpose::EmailChange(user));
        let note = self.note(TenantId::INSTALLATION, AuditAction::EmailChangeLink);
        store.insert_email_change(&change, &mail, &note).await.expect("an insertion");
        assert!(is_noted(store, &note).await);
        let token = self.token();
        let mailed = store.mail_email_change(user, &token, at(0)).await.expect("an answer");
        assert_eq!(mailed.as_ref(), Some(&change));
        (change, token)
    }

    /// An entry for the log. It names a channel that does not exist, by which [`is_noted`] finds
    /// it.
    pub(crate) fn note(&self, tenant: TenantId, action: AuditAction) -> AuditEntry {
        AuditEntry {
            id: AuditEntryId::from_uuid(self.uuid()),
            tenant,
            at: at(0),
            actor: "mika@example.test".to_owned(),
            provider: None,
            action,
            channel: Some(ChannelId::from_uuid(self.uuid())),
            user: Some(UserId::from_uuid(self.uuid())),
            outcome: AuditOutcome::Done,
            changes: Vec::new(),
        }
    }

    /// An entry that the log has already, so that it cannot be added again.
    pub(crate) async fn used_note(&self, store: &dyn Store, action: AuditAction) -> AuditEntry {
        let note = self.note(TenantId::INSTALLATION, action);
        store.append_audit_entry(&note).await.expect("an entry");
        note
    }
}

pub(crate) fn email(text: &str) -> EmailAddress {
    EmailAddress::parse(text).expect("an e-mail address")
}

pub(crate) fn person_name(text: &str) -> PersonName {
    PersonName::parse(text).expect("a name")
}

pub(crate) fn password(text: &str) -> PasswordHash {
    PasswordHash::from_phc(text.to_owned())
}

/// The password of every user until they get another one.
pub(crate) fn known_password() -> PasswordHash {
    password("the first")
}

pub(crate) fn invitation(tenant: TenantId, email: &EmailAddress, role: Role) -> LinkPurpose {
    LinkPurpose::Invitation { tenant, email: email.clone(), role }
}

pub(crate) fn reset(user: UserId) -> LinkPurpose {
    LinkPurpose::PasswordReset { user }
}

/// So many microseconds after the moment at which the samples are made.
pub(crate) fn at(micros: i64) -> Timestamp {
    Timestamp::from_micros(NOW + micros)
}

/// Whether the log has this entry.
pub(crate) async fn is_noted(store: &dyn Store, note: &AuditEntry) -> bool {
    let channel = note.channel.expect("the mark of a sample");
    let found = store.audit_entries_of_channel(note.tenant, channel, 10).await.expect("an answer");
    assert!(found.is_empty() || found == std::slice::from_ref(note), "{found:?}");
    !found.is_empty()
}

/// Whether the link with this token works at the moment at which the samples are made.
pub(crate) async fn works(store: &dyn Store, token: &TokenHash) -> bool {
    store.link_by_token(token, at(0)).await.expect("an answer").is_some()
}

/// Whether somebody is signed in with this token.
pub(crate) async fn is_signed_in(store: &dyn Store, token: &TokenHash) -> bool {
    store.signed_in(token).await.expect("an answer").is_some()
}
