//! What people do: look at the settings of a channel, and change them.

use super::{
    ChannelSettings, ChannelSettingsError, ChannelSettingsForm, KnownSettings, SaveOutcome,
};
use crate::audit::{AuditAction, AuditEntry, denied};
use crate::caller::Caller;
use crate::channel::{Channel, ChannelError, ChannelType, channel};
use crate::customer::acting_on;
use crate::error_code::ErrorCode;
use crate::ids::{ChannelId, TenantId};
use crate::permissions::Action;
use crate::platform::PlatformSetting;
use crate::ports::Ports;
use crate::store::StoreError;

/// A channel, its settings, and what its platform has a place for.
#[derive(Debug, Clone)]
pub struct SettingsOfChannel {
    /// The caller as they act for the tenant that has the channel.
    pub caller: Caller,
    /// The channel.
    pub channel: Channel,
    /// Its settings.
    pub known: KnownSettings,
    /// What the platform has a place for.
    pub places: &'static [PlatformSetting],
}

/// The settings of a channel of the caller.
pub async fn settings_of(
    ports: &Ports,
    caller: &Caller,
    id: ChannelId,
) -> Result<SettingsOfChannel, ChannelSettingsError> {
    let (caller, channel) = channel(ports, caller, id).await.map_err(|error| match error {
        ChannelError::Denied(code) => ChannelSettingsError::Denied(code),
        ChannelError::Store(error) => error.into(),
        _ => ChannelSettingsError::NotFound,
    })?;
    let known = known_settings(ports, channel.tenant, id).await?;
    let places = places(ports, channel.channel_type);
    Ok(SettingsOfChannel { caller, channel, known, places })
}

/// Replaces the settings of a channel, in any state of its life. The account is told afterwards
/// ([`super::pass_on`]); `is_zone` knows the names of time zones.
pub async fn save_settings(
    ports: &Ports,
    caller: &Caller,
    id: ChannelId,
    form: &ChannelSettingsForm,
    is_zone: impl FnOnce(&str) -> bool + Send,
) -> Result<(), ChannelSettingsError> {
    let caller = &acting_on(ports, caller, id).await?;
    let mut audit = AuditEntry::by(ports, caller, AuditAction::ChannelConfigure);
    audit.channel = Some(id);
    if let Some(code) = denied(ports, caller, Action::EditChannel, &audit).await? {
        return Err(ChannelSettingsError::Denied(code));
    }
    let Some(channel) = ports.store.channel_by_id(caller.tenant, id).await? else {
        audit.refused(ports, ErrorCode::ChannelNotFound).await?;
        return Err(ChannelSettingsError::NotFound);
    };
    let places = places(ports, channel.channel_type);
    let edit = form.parse(places, is_zone).map_err(ChannelSettingsError::Invalid)?;
    let before = known_settings(ports, caller.tenant, id).await?;
    audit.changes = before.settings.changes_to(&edit.settings);
    // Also with another version: what somebody else has left is what is wanted.
    if audit.changes.is_empty() && before.version > 0 {
        return Ok(());
    }
    let now = ports.clock.now();
    let saved = ports.store.save_channel_settings(caller.tenant, id, &edit, now, &audit).await?;
    match saved {
        SaveOutcome::Saved => Ok(()),
        SaveOutcome::NotFound => {
            audit.refused(ports, ErrorCode::ChannelNotFound).await?;
            Err(ChannelSettingsError::NotFound)
        }
        SaveOutcome::Conflict(theirs) => {
            audit.refused(ports, ErrorCode::ChannelEditConflict).await?;
            Err(ChannelSettingsError::Conflict(theirs))
        }
    }
}

/// The settings that a message of this channel goes along with.
pub async fn settings_to_send_with(
    ports: &Ports,
    tenant: TenantId,
    channel: ChannelId,
) -> Result<ChannelSettings, StoreError> {
    Ok(known_settings(ports, tenant, channel).await?.settings)
}

async fn known_settings(
    ports: &Ports,
    tenant: TenantId,
    channel: ChannelId,
) -> Result<KnownSettings, StoreError> {
    let known = ports.store.channel_settings(tenant, channel).await?;
    Ok(known.unwrap_or_else(|| KnownSettings::none(tenant, channel)))
}

fn places(ports: &Ports, channel_type: ChannelType) -> &'static [PlatformSetting] {
    ports.platforms.of(channel_type).map_or(&[], |platform| platform.settings())
}
