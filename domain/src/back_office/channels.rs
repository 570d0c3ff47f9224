//! The account manager's side of channels: what is bound, what tenants ask about it, unbinding.
//! What is done to a channel stands in its own tenant's log, what is decided about a request in
//! the log of whoever asked.

use super::impact::impact;
use super::service::{managing, may_look};
use super::{BackOfficeError, Impact};
use crate::audit::{AuditAction, AuditEntry, FieldChange};
use crate::binding::{self, Binding, BindingError, BindingState};
use crate::caller::AccountManager;
use crate::channel::{Channel, ChannelList, ChannelPage};
use crate::channel_request::{
    ApproveOutcome, ChannelRequest, CloseOutcome, Closed, Closing, DecisionForm,
    QueuedChannelRequest, TIMELINE_LENGTH, Unbinding, Wish,
};
use crate::error_code::ErrorCode;
use crate::field_errors::Field;
use crate::ids::{ChannelId, ChannelRequestId, TenantId};
use crate::permissions::Action;
use crate::ports::Ports;
use crate::store::StoreError;
use crate::tenant::{Reason, Tenant};

/// How much of a channel's history its page shows.
const HISTORY_LENGTH: u32 = 50;

/// A page of the open requests about channels of all tenants, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelRequestQueue {
    /// At most [`QueuedChannelRequest::ROWS`] requests.
    pub requests: Vec<QueuedChannelRequest>,
    /// Behind which request the next page begins, if there is one.
    pub next: Option<ChannelRequestId>,
}

/// A channel as account managers see it.
#[derive(Debug)]
pub struct ManagedChannel {
    /// Whose it is.
    pub tenant: Tenant,
    /// The channel.
    pub channel: Channel,
    /// Everything that it holds: also what is being released, with the last problem.
    pub bindings: Vec<Binding>,
    /// What was asked about it, newest first.
    pub requests: Vec<ChannelRequest>,
    /// Who has the account that an open request claims, if anybody still has.
    pub holder: Option<Holder>,
    /// What happened to it, newest first.
    pub history: Vec<AuditEntry>,
    /// What ends when it is unbound.
    pub impact: Impact,
}

/// Who has an account that somebody else claims.
#[derive(Debug)]
pub struct Holder {
    /// The tenant.
    pub tenant: Tenant,
    /// The channel, if it still exists: an account that is being released may outlive it.
    pub channel: Option<Channel>,
    /// How it has the account.
    pub binding: Binding,
    /// What ends when it is unbound.
    pub impact: Impact,
}

/// A page of the open requests about channels of all tenants.
pub async fn channel_request_queue(
    ports: &Ports,
    manager: &AccountManager,
    after: Option<ChannelRequestId>,
) -> Result<ChannelRequestQueue, BackOfficeError> {
    may_look(manager)?;
    let rows = QueuedChannelRequest::ROWS;
    let one_more = u32::try_from(rows + 1).unwrap_or(u32::MAX);
    let mut requests = ports.store.open_channel_requests(after, one_more).await?;
    let more = requests.len() > rows;
    requests.truncate(rows);
    let next = requests.last().filter(|_| more).map(|last| last.request.id);
    Ok(ChannelRequestQueue { requests, next })
}

/// A page of a tenant's channels.
pub async fn channels_of(
    ports: &Ports,
    manager: &AccountManager,
    tenant: TenantId,
    list: &ChannelList,
) -> Result<(Tenant, ChannelPage), BackOfficeError> {
    let found = super::tenant(ports, manager, tenant).await?;
    Ok((found, ports.store.channels(tenant, list).await?))
}

/// One channel of a tenant.
pub async fn channel_of(
    ports: &Ports,
    manager: &AccountManager,
    tenant: TenantId,
    id: ChannelId,
) -> Result<ManagedChannel, BackOfficeError> {
    let found = super::tenant(ports, manager, tenant).await?;
    let store = &ports.store;
    let channel = store.channel_by_id(tenant, id).await?;
    let channel = channel.ok_or(BackOfficeError::Refused(ErrorCode::ChannelNotFound))?;
    let requests = store.requests_about_channel(tenant, id, TIMELINE_LENGTH).await?;
    let open = requests.iter().find(|request| request.closed.is_none());
    let holder = match open.map(|request| request.wish) {
        Some(Wish::Claim(account)) => match store.binding_by_account(&account).await? {
            Some(binding) => holder(ports, binding).await?,
            None => None,
        },
        _ => None,
    };
    let bindings = store.bindings_of_channel(tenant, id).await?;
    Ok(ManagedChannel {
        tenant: found,
        channel,
        impact: impact(ports, (tenant, id), &bindings).await?,
        bindings,
        requests,
        holder,
        history: store.audit_entries_of_channel(tenant, id, HISTORY_LENGTH).await?,
    })
}

async fn holder(ports: &Ports, binding: Binding) -> Result<Option<Holder>, StoreError> {
    let Some(tenant) = ports.store.tenant_by_id(binding.tenant).await? else { return Ok(None) };
    let channel = ports.store.channel_by_id(binding.tenant, binding.channel).await?;
    let place = (binding.tenant, binding.channel);
    let impact = impact(ports, place, std::slice::from_ref(&binding)).await?;
    Ok(Some(Holder { tenant, channel, binding, impact }))
}

/// Agrees to what was asked: the channel that has the account begins to lose it. Where nothing
/// has it any more, there is nothing to do but to say so.
pub async fn approve_channel_request(
    ports: &Ports,
    manager: &AccountManager,
    (tenant, channel): (TenantId, ChannelId),
    id: ChannelRequestId,
    form: &DecisionForm,
) -> Result<(), BackOfficeError> {
    let noted = AuditAction::ChannelRequestApprove;
    let audit = deciding(ports, manager, (tenant, channel), noted).await?;
    let Some(request) = open_request(ports, (tenant, channel), id).await? else {
        return Err(refuse(ports, audit, ErrorCode::ChannelRequestNotOpen).await?);
    };
    let note = form.approval().map_err(BackOfficeError::Invalid)?;
    let binding = match request.wish {
        Wish::Unbinding => current(ports, tenant, channel).await?,
        Wish::Claim(account) => ports.store.binding_by_account(&account).await?,
    };
    approve(ports, manager, &request, binding, note, audit).await
}

/// Says why it does not happen.
pub async fn reject_channel_request(
    ports: &Ports,
    manager: &AccountManager,
    (tenant, channel): (TenantId, ChannelId),
    id: ChannelRequestId,
    form: &DecisionForm,
) -> Result<(), BackOfficeError> {
    let noted = AuditAction::ChannelRequestReject;
    let mut audit = deciding(ports, manager, (tenant, channel), noted).await?;
    let note = form.required().map_err(BackOfficeError::Invalid)?;
    audit.changes = vec![note_change(&note)];
    let closed = closed(Closing::Rejected { note }, &audit);
    let outcome = match open_request(ports, (tenant, channel), id).await? {
        Some(_) => ports.store.close_channel_request(tenant, id, &closed, &audit).await?,
        None => CloseOutcome::NotOpen,
    };
    match outcome {
        CloseOutcome::Closed => Ok(()),
        CloseOutcome::NotOpen => Err(refuse(ports, audit, ErrorCode::ChannelRequestNotOpen).await?),
    }
}

/// Begins to unbind a channel, whether or not anybody has asked for it; who has, has an answer.
pub async fn unbind(
    ports: &Ports,
    manager: &AccountManager,
    tenant: TenantId,
    channel: ChannelId,
    form: &DecisionForm,
) -> Result<(), BackOfficeError> {
    let place = (tenant, channel);
    let noted = AuditAction::ChannelRequestApprove;
    let audit = deciding(ports, manager, place, noted).await?;
    let note = form.required().map_err(BackOfficeError::Invalid)?;
    let requests = ports.store.requests_about_channel(tenant, channel, TIMELINE_LENGTH).await?;
    let asked = requests
        .into_iter()
        .find(|request| request.closed.is_none() && request.wish == Wish::Unbinding);
    if let Some(request) = asked {
        let binding = current(ports, tenant, channel).await?;
        return approve(ports, manager, &request, binding, Some(note), audit).await;
    }
    Ok(binding::unbind(ports, manager, tenant, channel, &note).await?)
}

/// Ends a release that the platform does not let end.
pub async fn give_up_release(
    ports: &Ports,
    manager: &AccountManager,
    tenant: TenantId,
    channel: ChannelId,
    form: &DecisionForm,
) -> Result<(), BackOfficeError> {
    deciding(ports, manager, (tenant, channel), AuditAction::ChannelRelease).await?;
    let note = form.required().map_err(BackOfficeError::Invalid)?;
    Ok(binding::give_up_release(ports, manager, tenant, channel, &note).await?)
}

impl From<BindingError> for BackOfficeError {
    fn from(error: BindingError) -> Self {
        match error {
            BindingError::Denied(code) => Self::Denied(code),
            BindingError::OtherState(code) => Self::Refused(code),
            BindingError::NotFound => Self::Refused(ErrorCode::ChannelNotFound),
            BindingError::Store(error) => Self::Store(error),
            // An account manager fills in no credentials, and the platform is asked later.
            BindingError::Invalid(_) | BindingError::Problem(_) => {
                Self::Refused(ErrorCode::BindingOtherState)
            }
        }
    }
}

async fn approve(
    ports: &Ports,
    manager: &AccountManager,
    request: &ChannelRequest,
    binding: Option<Binding>,
    note: Option<Reason>,
    mut audit: AuditEntry,
) -> Result<(), BackOfficeError> {
    audit.changes = note.iter().map(note_change).collect();
    let closed = closed(Closing::Approved { note }, &audit);
    let (tenant, id, store) = (request.tenant, request.id, &ports.store);
    let outcome = match &binding {
        None => match store.close_channel_request(tenant, id, &closed, &audit).await? {
            CloseOutcome::Closed => ApproveOutcome::Approved,
            CloseOutcome::NotOpen => ApproveOutcome::NotOpen,
        },
        // It is kept for a day, on its way out, or only just coming: nothing to unbind here.
        Some(binding) if binding.state != BindingState::Current => {
            return Err(refuse(ports, audit, ErrorCode::ChannelRequestHolderBusy).await?);
        }
        Some(binding) => {
            let action = AuditAction::ChannelUnbind;
            let mut unbind = AuditEntry::new(ports, binding.tenant, &manager.actor, action);
            unbind.channel = Some(binding.channel);
            let account = binding.account.as_ref().map(|account| FieldChange {
                field: Field::Account,
                before: Some(account.name.clone()),
                after: None,
            });
            unbind.changes = account.into_iter().chain(audit.changes.iter().cloned()).collect();
            let unbinding = Unbinding { binding, audit: &unbind };
            store.approve_channel_request(tenant, id, &closed, &audit, &unbinding).await?
        }
    };
    match outcome {
        ApproveOutcome::Approved => Ok(()),
        ApproveOutcome::NotOpen => {
            Err(refuse(ports, audit, ErrorCode::ChannelRequestNotOpen).await?)
        }
        ApproveOutcome::OtherState => {
            Err(refuse(ports, audit, ErrorCode::ChannelRequestHolderBusy).await?)
        }
    }
}

/// The entry for a decision about a channel, if the manager may decide.
async fn deciding(
    ports: &Ports,
    manager: &AccountManager,
    (tenant, channel): (TenantId, ChannelId),
    noted: AuditAction,
) -> Result<AuditEntry, BackOfficeError> {
    let audit = managing(ports, manager, tenant, Action::UnbindChannels, noted).await?;
    // An id that somebody made up gets no log.
    if ports.store.channel_by_id(tenant, channel).await?.is_none() {
        return Err(BackOfficeError::Refused(ErrorCode::ChannelNotFound));
    }
    Ok(AuditEntry { channel: Some(channel), ..audit })
}

async fn open_request(
    ports: &Ports,
    (tenant, channel): (TenantId, ChannelId),
    id: ChannelRequestId,
) -> Result<Option<ChannelRequest>, StoreError> {
    let requests = ports.store.requests_about_channel(tenant, channel, TIMELINE_LENGTH).await?;
    Ok(requests.into_iter().find(|request| request.id == id && request.closed.is_none()))
}

async fn current(
    ports: &Ports,
    tenant: TenantId,
    channel: ChannelId,
) -> Result<Option<Binding>, StoreError> {
    let bindings = ports.store.bindings_of_channel(tenant, channel).await?;
    Ok(bindings.into_iter().find(|binding| binding.state == BindingState::Current))
}

fn closed(how: Closing, audit: &AuditEntry) -> Closed {
    Closed { how, by: audit.actor.clone(), at: audit.at }
}

fn note_change(note: &Reason) -> FieldChange {
    FieldChange { field: Field::Note, before: None, after: Some(note.to_string()) }
}

/// Somebody else was faster, or the request is not one of this channel.
async fn refuse(
    ports: &Ports,
    audit: AuditEntry,
    code: ErrorCode,
) -> Result<BackOfficeError, StoreError> {
    audit.refused(ports, code).await?;
    Ok(BackOfficeError::Refused(code))
}
