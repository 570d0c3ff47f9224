//! Everything that is known of a channel, for whoever deletes it.

use super::{Channel, ChannelError};
use crate::audit::{AuditAction, AuditEntry, FieldChange, denied};
use crate::callback::TrafficHour;
use crate::caller::Caller;
use crate::channel_settings::ChannelSettings;
use crate::customer::acting_on;
use crate::error_code::ErrorCode;
use crate::field_errors::Field;
use crate::ids::ChannelId;
use crate::permissions::Action;
use crate::platform::Account;
use crate::ports::Ports;
use crate::time::Timestamp;

/// What a dossier has. No secrets: credentials are nowhere in it.
#[derive(Debug)]
pub struct Dossier {
    /// The channel as it is.
    pub channel: Channel,
    /// What it tells its customers.
    pub settings: ChannelSettings,
    /// The accounts that it holds, has held until now or is getting.
    pub accounts: Vec<Account>,
    /// All that happened to it, newest first.
    pub history: Vec<AuditEntry>,
    /// Messages by the hour, as far back as they are kept.
    pub traffic: Vec<TrafficHour>,
    /// When it was made, and by whom.
    pub made: AuditEntry,
}

/// Collects what is known of a channel.
pub async fn dossier(
    ports: &Ports,
    caller: &Caller,
    id: ChannelId,
) -> Result<Dossier, ChannelError> {
    let caller = &acting_on(ports, caller, id).await?;
    let mut made = AuditEntry::by(ports, caller, AuditAction::ChannelDossier);
    made.channel = Some(id);
    if let Some(code) = denied(ports, caller, Action::DeleteChannel, &made).await? {
        return Err(ChannelError::Denied(code));
    }
    let (tenant, store) = (caller.tenant, &ports.store);
    let Some(channel) = store.channel_by_id(tenant, id).await? else {
        made.refused(ports, ErrorCode::ChannelNotFound).await?;
        return Err(ChannelError::NotFound);
    };
    let settings = store.channel_settings(tenant, id).await?;
    let bindings = store.bindings_of_channel(tenant, id).await?;
    Ok(Dossier {
        channel,
        settings: settings.map(|known| known.settings).unwrap_or_default(),
        accounts: bindings.into_iter().filter_map(|binding| binding.account).collect(),
        history: store.audit_entries_of_channel(tenant, id, u32::MAX).await?,
        traffic: store.channel_traffic(tenant, id, Timestamp::from_micros(0)).await?,
        made,
    })
}

/// Notes that a dossier with this checksum was given out.
pub async fn note_dossier(
    ports: &Ports,
    dossier: &Dossier,
    checksum: &str,
) -> Result<(), ChannelError> {
    let after = Some(checksum.to_owned());
    let changes = vec![FieldChange { field: Field::Checksum, before: None, after }];
    Ok(ports.store.append_audit_entry(&AuditEntry { changes, ..dossier.made.clone() }).await?)
}

/// What the permanent entry about a deletion keeps beside the channel itself: the last account and
/// the checksum of the last dossier, from the history, newest first.
pub(super) fn tombstone(history: &[AuditEntry]) -> Vec<FieldChange> {
    let last = |field| {
        let mut changes = history.iter().flat_map(|entry| &entry.changes);
        let change = changes.find(|change| change.field == field)?;
        let before = change.after.clone().or_else(|| change.before.clone());
        Some(FieldChange { field, before, after: None })
    };
    [Field::Account, Field::Checksum].into_iter().filter_map(last).collect()
}
