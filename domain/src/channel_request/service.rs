//! The tenant's side: asking, taking back, looking. Somebody of a service provider does the same
//! for the channels of its customers.

use super::{
    AskOutcome, ChannelRequest, ChannelRequestError, ChannelRequestForm, CloseOutcome, Closed,
    Closing, Wish,
};
use crate::audit::{AuditAction, AuditEntry, FieldChange, denied};
use crate::binding::{Binding, Fingerprint, account_fingerprint};
use crate::caller::Caller;
use crate::channel::Channel;
use crate::customer::acting_on;
use crate::error_code::ErrorCode;
use crate::field_errors::Field;
use crate::ids::{ChannelId, ChannelRequestId};
use crate::permissions::Action;
use crate::platform::Account;
use crate::ports::Ports;
use crate::store::StoreError;
use crate::tenant::Reason;
use crate::text::cut;

/// How many requests a page shows.
pub(crate) const TIMELINE_LENGTH: u32 = 50;

/// Asks an account manager to unbind a channel.
pub async fn ask_for_unbinding(
    ports: &Ports,
    caller: &Caller,
    id: ChannelId,
    form: &ChannelRequestForm,
) -> Result<(), ChannelRequestError> {
    let (channel, audit) = entry(ports, caller, id, AuditAction::UnbindingAsk).await?;
    let reason = form.parse().map_err(ChannelRequestError::Invalid)?;
    let account = channel.bound_account.clone().unwrap_or_default();
    ask(ports, &channel, Wish::Unbinding, account, reason, audit).await
}

/// Asks an account manager for the account that the channel could not be bound to, because another
/// channel of the installation holds it. Nobody claims an account that they have not shown to be
/// theirs at the platform: it is the one of the open binding.
pub async fn claim_account(
    ports: &Ports,
    caller: &Caller,
    id: ChannelId,
    form: &ChannelRequestForm,
) -> Result<(), ChannelRequestError> {
    let (channel, audit) = entry(ports, caller, id, AuditAction::ClaimAsk).await?;
    let reason = form.parse().map_err(ChannelRequestError::Invalid)?;
    let Some((account, fingerprint)) = taken_account(ports, &channel).await? else {
        audit.refused(ports, ErrorCode::ChannelRequestAccountFree).await?;
        return Err(ChannelRequestError::Refused(ErrorCode::ChannelRequestAccountFree));
    };
    ask(ports, &channel, Wish::Claim(fingerprint), account.name, reason, audit).await
}

/// The caller as they act for the channel's tenant, the channel, and the account that it could
/// claim, if there is one.
pub async fn claimable_account(
    ports: &Ports,
    caller: &Caller,
    id: ChannelId,
) -> Result<(Caller, Channel, Option<Account>), ChannelRequestError> {
    let caller = acting_on(ports, caller, id).await?;
    caller.may(Action::AskForUnbinding, caller.tenant).map_err(ChannelRequestError::Denied)?;
    let channel = ports.store.channel_by_id(caller.tenant, id).await?;
    let channel = channel.ok_or(ChannelRequestError::NotFound)?;
    let account = taken_account(ports, &channel).await?.map(|(account, _)| account);
    Ok((caller, channel, account))
}

/// Takes an open request back.
pub async fn withdraw(
    ports: &Ports,
    caller: &Caller,
    channel: ChannelId,
    id: ChannelRequestId,
) -> Result<(), ChannelRequestError> {
    let (channel, audit) =
        entry(ports, caller, channel, AuditAction::ChannelRequestWithdraw).await?;
    let closed = Closed { how: Closing::Withdrawn, by: audit.actor.clone(), at: audit.at };
    // A request is only found below its own channel.
    let known = ports.store.requests_about_channel(channel.tenant, channel.id, TIMELINE_LENGTH);
    let is_known = known.await?.iter().any(|request| request.id == id);
    let outcome = if is_known {
        ports.store.close_channel_request(channel.tenant, id, &closed, &audit).await?
    } else {
        CloseOutcome::NotOpen
    };
    match outcome {
        CloseOutcome::Closed => Ok(()),
        CloseOutcome::NotOpen => {
            audit.refused(ports, ErrorCode::ChannelRequestNotOpen).await?;
            Err(ChannelRequestError::Refused(ErrorCode::ChannelRequestNotOpen))
        }
    }
}

/// The newest requests about a channel, newest first.
pub async fn requests(
    ports: &Ports,
    caller: &Caller,
    channel: ChannelId,
) -> Result<Vec<ChannelRequest>, ChannelRequestError> {
    let caller = acting_on(ports, caller, channel).await?;
    // Reading is not audited, and so its refusal is not noted either.
    caller.may(Action::SeeChannels, caller.tenant).map_err(ChannelRequestError::Denied)?;
    Ok(ports.store.requests_about_channel(caller.tenant, channel, TIMELINE_LENGTH).await?)
}

/// The channel and the entry about it, if the caller may ask.
async fn entry(
    ports: &Ports,
    caller: &Caller,
    id: ChannelId,
    action: AuditAction,
) -> Result<(Channel, AuditEntry), ChannelRequestError> {
    let caller = &acting_on(ports, caller, id).await?;
    let mut audit = AuditEntry::by(ports, caller, action);
    audit.channel = Some(id);
    if let Some(code) = denied(ports, caller, Action::AskForUnbinding, &audit).await? {
        return Err(ChannelRequestError::Denied(code));
    }
    let Some(channel) = ports.store.channel_by_id(caller.tenant, id).await? else {
        audit.refused(ports, ErrorCode::ChannelNotFound).await?;
        return Err(ChannelRequestError::NotFound);
    };
    Ok((channel, audit))
}

async fn ask(
    ports: &Ports,
    channel: &Channel,
    wish: Wish,
    account: String,
    reason: Reason,
    mut audit: AuditEntry,
) -> Result<(), ChannelRequestError> {
    let account = cut(&account, ChannelRequest::LONGEST_ACCOUNT);
    audit.changes = [(Field::Account, account.clone()), (Field::Reason, reason.to_string())]
        .map(|(field, value)| FieldChange { field, before: None, after: Some(value) })
        .into();
    let request = ChannelRequest {
        id: ChannelRequestId::from_uuid(ports.ids.next()),
        tenant: channel.tenant,
        channel: channel.id,
        wish,
        account,
        reason,
        asked_by: audit.actor.clone(),
        asked_at: audit.at,
        closed: None,
    };
    let code = match ports.store.ask_about_channel(&request, &audit).await? {
        AskOutcome::Asked => return Ok(()),
        AskOutcome::AlreadyOpen => ErrorCode::ChannelRequestOpen,
        AskOutcome::OtherState => ErrorCode::BindingOtherState,
    };
    audit.refused(ports, code).await?;
    Err(ChannelRequestError::Refused(code))
}

/// The account that the open binding of the channel has come to, if another channel holds it.
async fn taken_account(
    ports: &Ports,
    channel: &Channel,
) -> Result<Option<(Account, Fingerprint)>, StoreError> {
    let bindings = ports.store.bindings_of_channel(channel.tenant, channel.id).await?;
    let open = bindings.into_iter().find(|binding| binding.purpose().is_some());
    let Some(account) = open.and_then(|open| open.account) else { return Ok(None) };
    let fingerprint = account_fingerprint(ports, channel.channel_type, &account.id).await?;
    let holder: Option<Binding> = ports.store.binding_by_account(&fingerprint).await?;
    let is_taken = holder.is_some_and(|holder| holder.channel != channel.id);
    Ok(is_taken.then_some((account, fingerprint)))
}
