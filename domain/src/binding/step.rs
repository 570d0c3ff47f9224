//! What every step of an open binding begins with.

use std::sync::Arc;

use super::{Binding, BindingError, BindingState, Purpose};
use crate::audit::{AuditAction, AuditEntry, denied};
use crate::caller::Caller;
use crate::channel::Channel;
use crate::customer::acting_on;
use crate::error_code::ErrorCode;
use crate::ids::ChannelId;
use crate::permissions::Action;
use crate::platform::{Endpoint, Platform, Way};
use crate::ports::Ports;

/// A caller who may bind, and the channel.
pub(super) struct Binder {
    pub(super) caller: Caller,
    pub(super) channel: Channel,
    /// About what is done, not written yet.
    pub(super) audit: AuditEntry,
}

impl Binder {
    /// Asks whether the caller may bind, and finds the channel.
    pub(super) async fn of(
        ports: &Ports,
        caller: &Caller,
        id: ChannelId,
        action: AuditAction,
    ) -> Result<Self, BindingError> {
        let caller = acting_on(ports, caller, id).await?;
        let mut audit = AuditEntry::by(ports, &caller, action);
        audit.channel = Some(id);
        if let Some(code) = denied(ports, &caller, Action::BindChannel, &audit).await? {
            return Err(BindingError::Denied(code));
        }
        match ports.store.channel_by_id(caller.tenant, id).await? {
            Some(channel) => Ok(Self { caller, channel, audit }),
            None => {
                audit.refused(ports, ErrorCode::ChannelNotFound).await?;
                Err(BindingError::NotFound)
            }
        }
    }

    /// Everything that the channel holds.
    pub(super) async fn bindings(&self, ports: &Ports) -> Result<Vec<Binding>, BindingError> {
        Ok(ports.store.bindings_of_channel(self.caller.tenant, self.channel.id).await?)
    }

    /// The channel's present account.
    pub(super) async fn current(&self, ports: &Ports) -> Result<Option<Binding>, BindingError> {
        let bindings = self.bindings(ports).await?;
        Ok(bindings.into_iter().find(|binding| binding.state == BindingState::Current))
    }

    /// Notes that it was refused, and says so.
    pub(super) async fn refuse(self, ports: &Ports, code: ErrorCode) -> BindingError {
        match self.audit.refused(ports, code).await {
            Ok(()) => BindingError::OtherState(code),
            Err(error) => error.into(),
        }
    }
}

/// A step of an open binding, by the person who began it.
pub(super) struct Step {
    pub(super) binder: Binder,
    pub(super) binding: Binding,
    pub(super) adapter: Arc<dyn Platform>,
}

impl Step {
    /// Finds the open binding as the page showed it.
    pub(super) async fn of(
        ports: &Ports,
        caller: &Caller,
        id: ChannelId,
        version: i64,
        action: AuditAction,
    ) -> Result<Self, BindingError> {
        let binder = Binder::of(ports, caller, id, action).await?;
        let open = binder.bindings(ports).await?.into_iter().find(|one| one.purpose().is_some());
        let code = match &open {
            None => ErrorCode::BindingNotOpen,
            Some(open) if open.started_by != caller.user => ErrorCode::BindingOfAnother,
            Some(open) if open.is_confirming(ports.clock.now()) => ErrorCode::BindingConfirming,
            Some(open) if open.version != version => ErrorCode::BindingNotOpen,
            Some(open) => match ports.platforms.of(open.channel_type).cloned() {
                Some(adapter) => return Ok(Self { binder, binding: open.clone(), adapter }),
                None => ErrorCode::BindingUnavailable,
            },
        };
        Err(binder.refuse(ports, code).await)
    }

    /// The way of this name.
    pub(super) fn way(&self, name: &str) -> Option<&'static Way> {
        self.adapter.ways().iter().find(|way| way.name == name)
    }

    /// Where the platform reports to: what is authorised again keeps the address it has.
    pub(super) async fn endpoint(&self, ports: &Ports) -> Result<Endpoint, BindingError> {
        let holder = match self.binding.purpose() {
            Some(Purpose::Reauthorise) => self.binder.current(ports).await?,
            _ => None,
        };
        Ok(endpoint(ports, holder.as_ref().unwrap_or(&self.binding)))
    }

    /// The only account that the binding may lead to, if there is one: that of the channel when
    /// it is authorised again, else the one that the platform was told of.
    pub(super) async fn wanted_account(
        &self,
        ports: &Ports,
    ) -> Result<Option<String>, BindingError> {
        let holder = match self.binding.purpose() {
            Some(Purpose::Reauthorise) => self.binder.current(ports).await?,
            _ if self.binding.told_platform => Some(self.binding.clone()),
            _ => None,
        };
        Ok(holder.and_then(|holder| holder.account).map(|account| account.id))
    }
}

/// Where the platform reports what happens to the account of this binding.
pub fn endpoint(ports: &Ports, binding: &Binding) -> Endpoint {
    ports.platforms.endpoint(binding.channel_type, binding.id)
}
