use super::step::Binder;
use super::{Binding, BindingError, BindingState, Purpose, StartOutcome};
use crate::audit::AuditAction;
use crate::caller::Caller;
use crate::channel::{ChannelError, Lifecycle, channel};
use crate::error_code::ErrorCode;
use crate::ids::{BindingId, ChannelId};
use crate::ports::Ports;

/// A channel with everything that it holds, for whoever may see it.
#[derive(Debug)]
pub struct Holdings {
    /// The caller as they act for the tenant that has the channel.
    pub caller: Caller,
    /// The channel.
    pub channel: crate::channel::Channel,
    /// The guided flow that somebody is in.
    pub open: Option<Binding>,
    /// The channel's account.
    pub current: Option<Binding>,
    /// The account of before, for rolling back.
    pub kept: Option<Binding>,
    /// What is being released.
    pub releasing: Vec<Binding>,
}

/// What a channel holds.
pub async fn holdings(
    ports: &Ports,
    caller: &Caller,
    id: ChannelId,
) -> Result<Holdings, ChannelError> {
    let (caller, channel) = channel(ports, caller, id).await?;
    let bindings = ports.store.bindings_of_channel(caller.tenant, id).await?;
    let mut holdings =
        Holdings { caller, channel, open: None, current: None, kept: None, releasing: Vec::new() };
    for binding in bindings {
        match binding.state {
            BindingState::Open(_) => holdings.open = Some(binding),
            BindingState::Current => holdings.current = Some(binding),
            BindingState::Kept => holdings.kept = Some(binding),
            BindingState::Releasing => holdings.releasing.push(binding),
        }
    }
    Ok(holdings)
}

/// Begins to bind a channel, to authorise it again or to give it another account. Nobody else can
/// begin meanwhile; who has begun finds their own binding again.
pub async fn begin(
    ports: &Ports,
    caller: &Caller,
    id: ChannelId,
    purpose: Purpose,
) -> Result<(), BindingError> {
    let binder = Binder::of(ports, caller, id, AuditAction::ChannelBindStart).await?;
    let channel = &binder.channel;
    let needed = match purpose {
        Purpose::Bind => Lifecycle::Unbound,
        Purpose::Reauthorise | Purpose::Rebind => Lifecycle::Bound,
    };
    let is_going_on = purpose == Purpose::Bind && channel.lifecycle == Lifecycle::Binding;
    if channel.lifecycle != needed && !is_going_on {
        return Err(binder.refuse(ports, ErrorCode::BindingOtherState).await);
    }
    if ports.platforms.of(channel.channel_type).is_none() {
        return Err(binder.refuse(ports, ErrorCode::BindingUnavailable).await);
    }
    let now = ports.clock.now();
    let binding = Binding {
        id: BindingId::from_uuid(ports.ids.next()),
        tenant: binder.caller.tenant,
        channel: id,
        channel_type: channel.channel_type,
        state: BindingState::Open(purpose),
        version: 1,
        way: None,
        account: None,
        sealed: None,
        checks: Vec::new(),
        problem: None,
        told_platform: false,
        started_by: caller.user,
        started_by_name: binder.audit.actor.clone(),
        started_at: now,
        changed_at: now,
        due_at: None,
        turns: 0,
    };
    match ports.store.start_binding(&binding, &binder.audit).await? {
        StartOutcome::Started => Ok(()),
        StartOutcome::AlreadyOpen(open) if open.started_by == caller.user => Ok(()),
        StartOutcome::AlreadyOpen(_) => {
            Err(binder.refuse(ports, ErrorCode::BindingAlreadyOpen).await)
        }
        StartOutcome::OtherState => Err(binder.refuse(ports, ErrorCode::BindingOtherState).await),
    }
}
