use super::{MemberError, SetUpForm, SetUpOutcome};
use crate::audit::{AuditAction, AuditEntry, FieldChange};
use crate::caller::Visitor;
use crate::field_errors::Field;
use crate::ids::{TenantId, UserId};
use crate::link::{LinkPurpose, open_link};
use crate::ports::Ports;
use crate::secrets::SecretToken;
use crate::sign_in::{SignInSuccess, let_in};
use crate::tenant::{ChannelUsage, Company, DEFAULT_CHANNEL_QUOTA, Standing, Tenant};
use crate::user::{User, refuse_easy_password};

/// The first start: makes the first person, who is account manager, and the tenant, whose admin
/// they are; and signs them in.
///
/// A link that does not work is not noted: anybody could fill the log with them.
pub async fn set_up(
    ports: &Ports,
    visitor: &Visitor,
    token: &SecretToken,
    tenant: TenantId,
    form: &SetUpForm,
) -> Result<SignInSuccess, MemberError> {
    let draft = form.parse().map_err(MemberError::Invalid)?;
    refuse_easy_password(ports, &draft.password, &draft.email).map_err(MemberError::Invalid)?;
    let link = open_link(ports, token).await?;
    let is_set_up = link.is_some_and(|link| link.purpose == LinkPurpose::SetUp);
    // An operator may have made a user since the link was.
    if !is_set_up || ports.store.has_users().await? {
        return Err(MemberError::LinkInvalid);
    }
    let password = ports.secrets.hash_password(&draft.password).await;
    let now = ports.clock.now();
    let user = User {
        id: UserId::from_uuid(ports.ids.next()),
        email: draft.email,
        name: draft.name,
        password: Some(password),
        account_manager: true,
        disabled_at: None,
        created_at: now,
    };
    let tenant = Tenant {
        id: tenant,
        name: draft.organisation.to_string(),
        usage: ChannelUsage { used: 0, quota: DEFAULT_CHANNEL_QUOTA },
        standing: Standing::active(now),
        company: Company::default(),
        service_provider: false,
        provider: None,
        created_at: now,
    };
    let email = user.email.as_str();
    let action = AuditAction::InstallationSetUp;
    let mut audit = AuditEntry::new(ports, TenantId::INSTALLATION, email, action);
    audit.user = Some(user.id);
    audit.changes = [
        (Field::PersonName, user.name.as_str()),
        (Field::Email, email),
        (Field::Organisation, &tenant.name),
    ]
    .map(|(field, value)| FieldChange { field, before: None, after: Some(value.to_owned()) })
    .into();
    let hash = ports.secrets.hash_token(token);
    match ports.store.set_up(&hash, &user, &tenant, now, &audit).await? {
        SetUpOutcome::Done => let_in(ports, visitor, user, Some(tenant.id), None)
            .await?
            .ok_or(MemberError::LinkInvalid),
        SetUpOutcome::LinkInvalid => Err(MemberError::LinkInvalid),
    }
}
