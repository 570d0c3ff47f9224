//! The use cases: ask whether the caller may, check, call the store, note refusals. Somebody of a
//! service provider does the same with the channels of its customers, whose logs and quotas count
//! then ([`crate::customer::acting_on`]).
//!
//! Input that breaks a rule of its field is answered without a trace in the audit log: it is a
//! slip of the keyboard, asked for nothing that could be refused, and would let anybody fill the
//! log. Every refusal of a well-formed change is noted.

use thiserror::Error;

use super::dossier::tombstone;
use super::{
    Channel, ChannelDraft, ChannelForm, ChannelHealth, ChannelList, ChannelName, ChannelPage,
    ChannelType, DeleteOutcome, DeletionForm, EditForm, InsertOutcome, Lifecycle, UpdateOutcome,
};
use crate::audit::{AuditAction, AuditEntry, FieldChange, denied};
use crate::caller::Caller;
use crate::customer::{acting_in, acting_on};
use crate::error_code::ErrorCode;
use crate::field_errors::{Field, FieldErrors};
use crate::ids::{ChannelId, CreationKey, TenantId};
use crate::permissions::Action;
use crate::ports::Ports;
use crate::store::StoreError;

/// Why a use case did not do what was asked. Nothing was changed.
#[derive(Debug, Error)]
pub enum ChannelError {
    /// The caller may not do it, or not without another proof of who they are; or their tenant's
    /// standing does not allow it.
    #[error("the caller may not do this: {}", .0.code())]
    Denied(ErrorCode),
    /// Fields break their rules.
    #[error("the form has mistakes")]
    Invalid(FieldErrors),
    /// The tenant has a channel of this type and name, and the caller has not been told yet.
    #[error("the tenant already has a channel of this type and name")]
    NameAlreadyUsed,
    /// The quota is used up.
    #[error("the quota is used up")]
    QuotaExceeded,
    /// The form has created this other channel before.
    #[error("the form has created another channel before")]
    CreationKeyUsed(Box<Channel>),
    /// There is no such channel for this caller.
    #[error("no such channel")]
    NotFound,
    /// Somebody was faster. The channel as they left it.
    #[error("somebody else changed the channel")]
    EditConflict(Box<Channel>),
    /// The channel is not Unbound.
    #[error("the channel is not unbound")]
    BoundCannotDelete,
    /// The store gave no answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Creates a channel, Unbound.
///
/// The same form sent again with the same `key` gets the channel it has created. `name_seen`
/// says that the caller has been told that the name is in use, and wants it all the same.
pub async fn create_channel(
    ports: &Ports,
    caller: &Caller,
    form: &ChannelForm,
    key: CreationKey,
    name_seen: bool,
) -> Result<Channel, ChannelError> {
    let chosen = form.customer.as_ref().and_then(|id| id.parse().ok()).unwrap_or(caller.tenant);
    let acting = acting_in(ports, caller, chosen).await?;
    let caller = acting.as_ref().unwrap_or(caller);
    let mut audit = AuditEntry::by(ports, caller, AuditAction::ChannelCreate);
    if let Some(code) = denied(ports, caller, Action::CreateChannel, &audit).await? {
        return Err(ChannelError::Denied(code));
    }
    let draft = form.parse().map_err(ChannelError::Invalid)?;
    if acting.is_none() {
        let errors = FieldErrors::only(Field::Customer, ErrorCode::CustomerUnknown);
        return Err(ChannelError::Invalid(errors));
    }
    let now = ports.clock.now();
    let channel = Channel {
        id: ChannelId::from_uuid(ports.ids.next()),
        tenant: caller.tenant,
        channel_type: draft.channel_type,
        name: draft.name.clone(),
        remarks: draft.remarks.clone(),
        lifecycle: Lifecycle::Unbound,
        bound_account: None,
        health: ChannelHealth::NotMeasured,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    audit.channel = Some(channel.id);
    audit.changes = whole_channel(&channel)
        .map(|(field, value)| FieldChange { field, before: None, after: Some(value) })
        .into();

    // The name may be taken between this look and the insertion: equal names are allowed, so that
    // does no harm. A form sent twice finds its own channel under the name.
    let name_taken = !name_seen
        && ports
            .store
            .has_channel_named(caller.tenant, channel.channel_type, &channel.name)
            .await?;
    if name_taken {
        return match ports.store.channel_by_creation_key(caller.tenant, key).await? {
            Some(existing) => already_created(existing, &draft),
            None => Err(ChannelError::NameAlreadyUsed),
        };
    }
    match ports.store.insert_channel(&channel, key, &audit).await? {
        InsertOutcome::Inserted => Ok(channel),
        InsertOutcome::KeyUsed(existing) => already_created(*existing, &draft),
        InsertOutcome::QuotaExceeded => {
            audit.channel = None;
            audit.refused(ports, ErrorCode::ChannelQuotaExceeded).await?;
            Err(ChannelError::QuotaExceeded)
        }
        InsertOutcome::NoService(code) => {
            let code = caller.about_tenant(code);
            audit.channel = None;
            audit.refused(ports, code).await?;
            Err(ChannelError::Denied(code))
        }
    }
}

fn already_created(existing: Channel, draft: &ChannelDraft) -> Result<Channel, ChannelError> {
    let same = existing.channel_type == draft.channel_type
        && existing.name == draft.name
        && existing.remarks == draft.remarks;
    if same { Ok(existing) } else { Err(ChannelError::CreationKeyUsed(Box::new(existing))) }
}

/// Gives a channel another name and remarks, in any state of its life.
pub async fn edit_channel(
    ports: &Ports,
    caller: &Caller,
    id: ChannelId,
    form: &EditForm,
) -> Result<Channel, ChannelError> {
    let caller = &acting_on(ports, caller, id).await?;
    let mut audit = AuditEntry::by(ports, caller, AuditAction::ChannelEdit);
    audit.channel = Some(id);
    if let Some(code) = denied(ports, caller, Action::EditChannel, &audit).await? {
        return Err(ChannelError::Denied(code));
    }
    let edit = form.parse().map_err(ChannelError::Invalid)?;
    let Some(before) = ports.store.channel_by_id(caller.tenant, id).await? else {
        return Err(refuse_unknown(ports, audit).await?);
    };
    audit.changes = [
        (Field::Name, before.name.as_str(), edit.name.as_str()),
        (Field::Remarks, before.remarks.as_str(), edit.remarks.as_str()),
    ]
    .into_iter()
    .filter(|(_, before, after)| before != after)
    .map(|(field, before, after)| FieldChange {
        field,
        before: Some(before.to_owned()),
        after: Some(after.to_owned()),
    })
    .collect();
    if audit.changes.is_empty() {
        return Ok(before);
    }
    let now = ports.clock.now();
    match ports.store.update_channel(caller.tenant, id, &edit, now, &audit).await? {
        UpdateOutcome::Updated(channel) => Ok(*channel),
        UpdateOutcome::NotFound => Err(refuse_unknown(ports, audit).await?),
        UpdateOutcome::VersionConflict(theirs) => {
            audit.refused(ports, ErrorCode::ChannelEditConflict).await?;
            Err(ChannelError::EditConflict(theirs))
        }
    }
}

/// Deletes a channel for good. Only an Unbound one, and only with every confirmation given.
pub async fn delete_channel(
    ports: &Ports,
    caller: &Caller,
    id: ChannelId,
    form: &DeletionForm,
) -> Result<Channel, ChannelError> {
    let caller = &acting_on(ports, caller, id).await?;
    let mut audit = AuditEntry::by(ports, caller, AuditAction::ChannelDelete);
    audit.channel = Some(id);
    if let Some(code) = denied(ports, caller, Action::DeleteChannel, &audit).await? {
        return Err(ChannelError::Denied(code));
    }
    let Some(channel) = ports.store.channel_by_id(caller.tenant, id).await? else {
        return Err(refuse_unknown(ports, audit).await?);
    };
    audit.changes = whole_channel(&channel)
        .map(|(field, value)| FieldChange { field, before: Some(value), after: None })
        .into();
    let history = ports.store.audit_entries_of_channel(caller.tenant, id, u32::MAX).await?;
    audit.changes.extend(tombstone(&history));
    if !channel.lifecycle.may_be_deleted() {
        audit.refused(ports, ErrorCode::ChannelBoundCannotDelete).await?;
        return Err(ChannelError::BoundCannotDelete);
    }
    form.check(&channel.name).map_err(ChannelError::Invalid)?;
    match ports.store.delete_channel(caller.tenant, id, channel.version, &audit).await? {
        DeleteOutcome::Deleted => Ok(channel),
        DeleteOutcome::NotFound => Err(refuse_unknown(ports, audit).await?),
        DeleteOutcome::NotUnbound => {
            audit.refused(ports, ErrorCode::ChannelBoundCannotDelete).await?;
            Err(ChannelError::BoundCannotDelete)
        }
        DeleteOutcome::VersionConflict => {
            audit.refused(ports, ErrorCode::ChannelEditConflict).await?;
            Err(ChannelError::EditConflict(Box::new(channel)))
        }
    }
}

/// The channel with this id, and the caller as they act for the tenant that has it.
pub async fn channel(
    ports: &Ports,
    caller: &Caller,
    id: ChannelId,
) -> Result<(Caller, Channel), ChannelError> {
    let caller = acting_on(ports, caller, id).await?;
    may_see(&caller)?;
    let channel = ports.store.channel_by_id(caller.tenant, id).await?;
    Ok((caller, channel.ok_or(ChannelError::NotFound)?))
}

/// A page of the caller's channels; for somebody of a service provider, of its customers' as well.
pub async fn list_channels(
    ports: &Ports,
    caller: &Caller,
    list: &ChannelList,
) -> Result<ChannelPage, ChannelError> {
    may_see(caller)?;
    let store = &ports.store;
    Ok(match &caller.provider {
        Some(provider) => store.channels_of_provider(provider.organisation.id, list).await?,
        None => store.channels(caller.tenant, list).await?,
    })
}

/// Whether the tenant has a channel of this type with this name, so that the Create Channel
/// dialog can warn. Not in a tenant for which the caller cannot act.
pub async fn has_channel_named(
    ports: &Ports,
    caller: &Caller,
    tenant: TenantId,
    channel_type: ChannelType,
    name: &ChannelName,
) -> Result<bool, ChannelError> {
    let Some(caller) = acting_in(ports, caller, tenant).await? else { return Ok(false) };
    may_see(&caller)?;
    Ok(ports.store.has_channel_named(tenant, channel_type, name).await?)
}

/// Reading is not audited, and so its refusal is not noted either.
fn may_see(caller: &Caller) -> Result<(), ChannelError> {
    caller.may(Action::SeeChannels, caller.tenant).map_err(ChannelError::Denied)
}

fn whole_channel(channel: &Channel) -> [(Field, String); 3] {
    [
        (Field::ChannelType, channel.channel_type.slug().to_owned()),
        (Field::Name, channel.name.to_string()),
        (Field::Remarks, channel.remarks.to_string()),
    ]
}

async fn refuse_unknown(ports: &Ports, entry: AuditEntry) -> Result<ChannelError, StoreError> {
    entry.refused(ports, ErrorCode::ChannelNotFound).await?;
    Ok(ChannelError::NotFound)
}
