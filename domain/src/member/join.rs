//! Following an invitation.
//!
//! A link that does not work is not noted: anybody could fill the log with them.

use super::{AcceptOutcome, Invitee, JoinForm, MemberError};
use crate::audit::{AuditAction, AuditEntry, FieldChange};
use crate::caller::Visitor;
use crate::error_code::ErrorCode;
use crate::field_errors::Field;
use crate::ids::{TenantId, UserId};
use crate::link::{Link, LinkPurpose, open_link};
use crate::permissions::Role;
use crate::ports::Ports;
use crate::secrets::SecretToken;
use crate::session::SignedIn;
use crate::sign_in::{SignInSuccess, let_in};
use crate::user::{EmailAddress, User, refuse_easy_password};

/// An invitation as the invitee sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenInvitation {
    /// The link, whose purpose is an invitation.
    pub link: Link,
    /// The name of the tenant.
    pub tenant_name: String,
    /// Whether the invitee can sign in already. Told to whoever holds the link.
    pub has_account: bool,
}

/// The invitation that this token opens.
pub async fn invitation(ports: &Ports, token: &SecretToken) -> Result<OpenInvitation, MemberError> {
    let link = open_link(ports, token).await?.ok_or(MemberError::LinkInvalid)?;
    let LinkPurpose::Invitation { tenant, email, .. } = &link.purpose else {
        return Err(MemberError::LinkInvalid);
    };
    let tenant = ports.store.tenant_by_id(*tenant).await?.ok_or(MemberError::LinkInvalid)?;
    let has_account = ports.store.user_by_email(email).await?.is_some();
    Ok(OpenInvitation { link, tenant_name: tenant.name, has_account })
}

/// Makes somebody who is new here a member, and signs them in.
pub async fn join_as_new(
    ports: &Ports,
    visitor: &Visitor,
    token: &SecretToken,
    form: &JoinForm,
) -> Result<SignInSuccess, MemberError> {
    let draft = form.parse().map_err(MemberError::Invalid)?;
    let (tenant, email, role) = invited(ports, token).await?;
    refuse_easy_password(ports, &draft.password, &email).map_err(MemberError::Invalid)?;
    let mut audit = join_entry(ports, tenant, &email, role);
    if ports.store.user_by_email(&email).await?.is_some() {
        audit.refused(ports, ErrorCode::EmailTaken).await?;
        return Err(MemberError::EmailTaken);
    }
    let password = ports.secrets.hash_password(&draft.password).await;
    let now = ports.clock.now();
    let user = User {
        id: UserId::from_uuid(ports.ids.next()),
        email,
        name: draft.name,
        password: Some(password),
        account_manager: false,
        disabled_at: None,
        created_at: now,
    };
    audit.user = Some(user.id);
    let hash = ports.secrets.hash_token(token);
    let invitee = Invitee::New(&user);
    match ports.store.accept_invitation(&hash, invitee, now, &audit).await? {
        AcceptOutcome::Joined(tenant) => {
            let_in(ports, visitor, user, Some(tenant), None).await?.ok_or(MemberError::LinkInvalid)
        }
        AcceptOutcome::LinkInvalid => Err(MemberError::LinkInvalid),
        AcceptOutcome::EmailTaken => {
            audit.user = None;
            audit.refused(ports, ErrorCode::EmailTaken).await?;
            Err(MemberError::EmailTaken)
        }
    }
}

/// Makes whoever is signed in a member, and lets their session act for the tenant.
pub async fn join(
    ports: &Ports,
    signed_in: &SignedIn,
    token: &SecretToken,
) -> Result<TenantId, MemberError> {
    let SignedIn { session, user, .. } = signed_in;
    let (tenant, email, role) = invited(ports, token).await?;
    let mut audit = join_entry(ports, tenant, &user.email, role);
    audit.user = Some(user.id);
    if user.email != email {
        audit.refused(ports, ErrorCode::PermissionDenied).await?;
        return Err(MemberError::OtherPerson);
    }
    let hash = ports.secrets.hash_token(token);
    let invitee = Invitee::Known(user.id);
    let now = ports.clock.now();
    match ports.store.accept_invitation(&hash, invitee, now, &audit).await? {
        AcceptOutcome::Joined(tenant) => {
            ports.store.switch_tenant(session.id, user.id, tenant).await?;
            Ok(tenant)
        }
        AcceptOutcome::LinkInvalid | AcceptOutcome::EmailTaken => Err(MemberError::LinkInvalid),
    }
}

/// Where an invitation leads, whom, and as what.
pub(crate) async fn invited(
    ports: &Ports,
    token: &SecretToken,
) -> Result<(TenantId, EmailAddress, Role), MemberError> {
    match open_link(ports, token).await?.map(|link| link.purpose) {
        Some(LinkPurpose::Invitation { tenant, email, role }) => Ok((tenant, email, role)),
        _ => Err(MemberError::LinkInvalid),
    }
}

/// An entry about somebody who follows an invitation.
pub(crate) fn join_entry(
    ports: &Ports,
    tenant: TenantId,
    actor: &EmailAddress,
    role: Role,
) -> AuditEntry {
    let mut audit = AuditEntry::new(ports, tenant, actor.as_str(), AuditAction::MemberJoin);
    let after = Some(role.slug().to_owned());
    audit.changes = vec![FieldChange { field: Field::Role, before: None, after }];
    audit
}
