use domain::audit::{AuditAction, AuditEntry, AuditOutcome};
use domain::caller::Caller;
use domain::ids::{AuditEntryId, TenantId, UserId};
use domain::member::{InvitationForm, Invitee, invite};
use domain::permissions::Role;
use domain::ports::Ports;
use domain::tenant::Standing;
use domain::user::{EmailAddress, Password, PasswordHash, PersonName, User};

use crate::command::CommandError;

/// Under which the audit log remembers who invited the examples.
const ACTOR: &str = "seed";

const NAMES: [&str; 6] =
    ["Ada Okafor", "青木 花子", "王 小明", "Jonas Lindqvist", "佐藤 健", "李 静"];

/// People who all have the same password, which nobody could guess.
pub(super) struct People {
    password: PasswordHash,
}

impl People {
    /// Chooses the password, and returns it for whoever asked for the examples.
    pub(super) async fn choose(ports: &Ports) -> Result<(Self, String), CommandError> {
        let mut text = ports.secrets.token().reveal();
        text.truncate(24);
        let password = Password::parse(&text).map_err(|_| CommandError::NoExample)?;
        Ok((Self { password: ports.secrets.hash_password(&password).await }, text))
    }

    /// The address of one of them.
    pub(super) fn email(tenant: u32, person: u32) -> String {
        format!("person{person}@company{tenant}.example")
    }

    /// Makes people members of a tenant: an admin, operators and viewers in turn. The first one
    /// of the first tenant also runs the installation.
    pub(super) async fn add(
        &self,
        ports: &Ports,
        tenant: TenantId,
        number: u32,
        count: u32,
    ) -> Result<(), CommandError> {
        for person in 0..count {
            let role = match person % 3 {
                0 => Role::Admin,
                1 => Role::Operator,
                _ => Role::Viewer,
            };
            let email = Self::email(number, person);
            let form = InvitationForm { email: email.clone(), role: role.slug().to_owned() };
            let invited = invite(ports, &host(ports, tenant), &form).await;
            let (_, token) = invited.map_err(|_| CommandError::NoExample)?;
            let now = ports.clock.now();
            let user = User {
                id: UserId::from_uuid(ports.ids.next()),
                email: EmailAddress::parse(&email).map_err(|_| CommandError::NoExample)?,
                name: PersonName::parse(NAMES[person as usize % NAMES.len()])
                    .map_err(|_| CommandError::NoExample)?,
                password: Some(self.password.clone()),
                account_manager: number == 0 && person == 0,
                disabled_at: None,
                created_at: now,
            };
            let audit = AuditEntry {
                id: AuditEntryId::from_uuid(ports.ids.next()),
                tenant,
                at: now,
                actor: email,
                action: AuditAction::MemberJoin,
                channel: None,
                user: Some(user.id),
                outcome: AuditOutcome::Done,
                changes: Vec::new(),
            };
            let token = ports.secrets.hash_token(&token);
            ports.store.accept_invitation(&token, Invitee::New(&user), now, &audit).await?;
        }
        Ok(())
    }
}

/// Who invites them: nobody who can sign in.
fn host(ports: &Ports, tenant: TenantId) -> Caller {
    Caller {
        user: UserId::from_uuid(ports.ids.next()),
        tenant,
        role: Role::Admin,
        standing: Standing::active(ports.clock.now()),
        fresh: true,
        actor: ACTOR.to_owned(),
    }
}
