//! Looking after the members of a tenant.

use super::form::parse_role;
use super::{InvitationForm, Member, MemberChange, MemberError, Membership};
use crate::audit::{AuditAction, AuditEntry, FieldChange, denied};
use crate::caller::Caller;
use crate::error_code::ErrorCode;
use crate::field_errors::{Field, FieldErrors};
use crate::ids::{LinkId, UserId};
use crate::link::{Link, LinkPurpose, new_link};
use crate::mail::{MailPurpose, new_mail};
use crate::permissions::{Action, Role};
use crate::ports::Ports;
use crate::secrets::SecretToken;
use crate::store::StoreError;
use crate::tenant::Verification;

/// Invites somebody into the caller's tenant, in the place of an invitation they have. The token of
/// the link is shown to the caller once. Where mail is sent, they get another one by mail, unless
/// nobody has verified the tenant yet: a stranger could have anything written to anybody.
pub async fn invite(
    ports: &Ports,
    caller: &Caller,
    form: &InvitationForm,
    language: &str,
) -> Result<(Link, SecretToken), MemberError> {
    let mut audit = managing(ports, caller, AuditAction::MemberInvite).await?;
    let (email, role) = form.parse().map_err(MemberError::Invalid)?;
    audit.changes = vec![
        change(Field::Email, None, Some(email.as_str())),
        change(Field::Role, None, Some(role.slug())),
    ];
    let link = new_link(ports, LinkPurpose::Invitation { tenant: caller.tenant, email, role });
    let token = ports.secrets.token();
    let hash = ports.secrets.hash_token(&token);
    let is_verified = caller.standing.verification == Verification::Verified;
    let mail = new_mail(ports, MailPurpose::Invitation(link.id), language);
    let mail = mail.filter(|_| is_verified);
    ports.store.insert_link(&link, &hash, mail.as_ref(), &audit).await?;
    Ok((link, token))
}

/// Takes an invitation back.
pub async fn revoke_invitation(
    ports: &Ports,
    caller: &Caller,
    id: LinkId,
) -> Result<(), MemberError> {
    let mut audit = managing(ports, caller, AuditAction::InvitationRevoke).await?;
    let open = ports.store.invitations(caller.tenant, ports.clock.now()).await?;
    let purpose = open.into_iter().find(|link| link.id == id).map(|link| link.purpose);
    if let Some(LinkPurpose::Invitation { email, role, .. }) = purpose {
        audit.changes = vec![
            change(Field::Email, Some(email.as_str()), None),
            change(Field::Role, Some(role.slug()), None),
        ];
    }
    if ports.store.delete_invitation(caller.tenant, id, &audit).await? {
        Ok(())
    } else {
        Err(refuse_unknown(ports, audit).await?)
    }
}

/// The members of the caller's tenant, and the invitations that nobody has followed yet.
pub async fn members(
    ports: &Ports,
    caller: &Caller,
) -> Result<(Vec<Member>, Vec<Link>), MemberError> {
    // Reading is not audited, and so its refusal is not noted either.
    caller.may(Action::SeeMembers, caller.tenant).map_err(MemberError::Denied)?;
    let members = ports.store.members(caller.tenant).await?;
    let invitations = ports.store.invitations(caller.tenant, ports.clock.now()).await?;
    Ok((members, invitations))
}

/// Gives a member another role, by its slug.
pub async fn set_role(
    ports: &Ports,
    caller: &Caller,
    user: UserId,
    role: &str,
) -> Result<(), MemberError> {
    let mut audit = managing(ports, caller, AuditAction::MemberRole).await?;
    audit.user = Some(user);
    let role = parse_role(role)
        .map_err(|code| MemberError::Invalid(FieldErrors::only(Field::Role, code)))?;
    let before = member(ports, caller, user).await?.map(|member| member.role);
    if before == Some(role) {
        return Ok(());
    }
    let change = change(Field::Role, before.map(Role::slug), Some(role.slug()));
    audit.changes = vec![change];
    let outcome = ports.store.set_role(caller.tenant, user, role, &audit).await?;
    answer(ports, audit, outcome).await
}

/// Takes a member out of the caller's tenant.
pub async fn remove_member(
    ports: &Ports,
    caller: &Caller,
    user: UserId,
) -> Result<(), MemberError> {
    let mut audit = managing(ports, caller, AuditAction::MemberRemove).await?;
    audit.user = Some(user);
    if let Some(member) = member(ports, caller, user).await? {
        audit.changes = vec![
            change(Field::Email, Some(member.email.as_str()), None),
            change(Field::Role, Some(member.role.slug()), None),
        ];
    }
    let outcome = ports.store.remove_member(caller.tenant, user, &audit).await?;
    answer(ports, audit, outcome).await
}

/// The tenants a user belongs to.
pub async fn memberships(ports: &Ports, user: UserId) -> Result<Vec<Membership>, StoreError> {
    ports.store.memberships(user).await
}

/// The audit entry for something that takes the right to manage members, if the caller has it.
async fn managing(
    ports: &Ports,
    caller: &Caller,
    action: AuditAction,
) -> Result<AuditEntry, MemberError> {
    let audit = AuditEntry::by(ports, caller, action);
    match denied(ports, caller, Action::ManageMembers, &audit).await? {
        Some(code) => Err(MemberError::Denied(code)),
        None => Ok(audit),
    }
}

async fn member(
    ports: &Ports,
    caller: &Caller,
    user: UserId,
) -> Result<Option<Member>, StoreError> {
    let members = ports.store.members(caller.tenant).await?;
    Ok(members.into_iter().find(|member| member.user == user))
}

fn change(field: Field, before: Option<&str>, after: Option<&str>) -> FieldChange {
    FieldChange { field, before: before.map(str::to_owned), after: after.map(str::to_owned) }
}

async fn answer(
    ports: &Ports,
    audit: AuditEntry,
    outcome: MemberChange,
) -> Result<(), MemberError> {
    match outcome {
        MemberChange::Done => Ok(()),
        MemberChange::NotFound => Err(refuse_unknown(ports, audit).await?),
        MemberChange::LastAdmin => {
            audit.refused(ports, ErrorCode::MemberLastAdmin).await?;
            Err(MemberError::LastAdmin)
        }
    }
}

async fn refuse_unknown(ports: &Ports, audit: AuditEntry) -> Result<MemberError, StoreError> {
    audit.refused(ports, ErrorCode::MemberNotFound).await?;
    Ok(MemberError::NotFound)
}
