//! Made-up people, for `seed` and `demo`.

use domain::audit::{AuditAction, AuditEntry, AuditOutcome};
use domain::caller::Caller;
use domain::ids::{AuditEntryId, TenantId, UserId};
use domain::member::{InvitationForm, Invitee, invite};
use domain::permissions::Role;
use domain::ports::Ports;
use domain::tenant::Standing;
use domain::user::{EmailAddress, Password, PasswordHash, PersonName, User};

use super::CommandError;

/// Under which the audit log remembers who invited them.
const ACTOR: &str = "example";

/// Somebody made up.
pub(super) struct Person<'a> {
    pub(super) email: &'a str,
    pub(super) name: &'a str,
    /// Whether they run the installation.
    pub(super) account_manager: bool,
}

/// A password that nobody could guess, and its hash.
pub(super) async fn new_password(ports: &Ports) -> Result<(String, PasswordHash), CommandError> {
    let mut text = ports.secrets.token().reveal();
    text.truncate(20);
    let password = Password::parse(&text).map_err(|_| CommandError::NoExample)?;
    Ok((text, ports.secrets.hash_password(&password).await))
}

impl Person<'_> {
    /// Adds them to the people who can sign in.
    pub(super) async fn add(
        &self,
        ports: &Ports,
        password: &PasswordHash,
    ) -> Result<(), CommandError> {
        let user = self.user(ports, password)?;
        let entry = self.entry(ports, TenantId::INSTALLATION, AuditAction::UserCreate, user.id);
        ports.store.insert_user(&user, &entry).await?;
        Ok(())
    }

    /// The same, as a member of a tenant.
    pub(super) async fn join(
        &self,
        ports: &Ports,
        tenant: TenantId,
        role: Role,
        password: &PasswordHash,
    ) -> Result<(), CommandError> {
        let form = InvitationForm { email: self.email.to_owned(), role: role.slug().to_owned() };
        let invited = invite(ports, &host(ports, tenant), &form, "en").await;
        let (_, token) = invited.map_err(|_| CommandError::NoExample)?;
        let user = self.user(ports, password)?;
        let entry = self.entry(ports, tenant, AuditAction::MemberJoin, user.id);
        let (token, now) = (ports.secrets.hash_token(&token), ports.clock.now());
        ports.store.accept_invitation(&token, Invitee::New(&user), now, &entry).await?;
        Ok(())
    }

    fn user(&self, ports: &Ports, password: &PasswordHash) -> Result<User, CommandError> {
        Ok(User {
            id: UserId::from_uuid(ports.ids.next()),
            email: EmailAddress::parse(self.email).map_err(|_| CommandError::NoExample)?,
            name: PersonName::parse(self.name).map_err(|_| CommandError::NoExample)?,
            password: Some(password.clone()),
            account_manager: self.account_manager,
            disabled_at: None,
            created_at: ports.clock.now(),
        })
    }

    fn entry(
        &self,
        ports: &Ports,
        tenant: TenantId,
        action: AuditAction,
        user: UserId,
    ) -> AuditEntry {
        AuditEntry {
            id: AuditEntryId::from_uuid(ports.ids.next()),
            tenant,
            at: ports.clock.now(),
            actor: self.email.to_owned(),
            provider: None,
            action,
            channel: None,
            user: Some(user),
            outcome: AuditOutcome::Done,
            changes: Vec::new(),
        }
    }
}

/// Who invites them: nobody who can sign in.
fn host(ports: &Ports, tenant: TenantId) -> Caller {
    Caller {
        user: UserId::from_uuid(ports.ids.next()),
        tenant,
        tenant_name: String::new(),
        role: Role::Admin,
        standing: Standing::active(ports.clock.now()),
        provider: None,
        fresh: true,
        actor: ACTOR.to_owned(),
    }
}
