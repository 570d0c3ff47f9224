use domain::audit::{AuditAction, AuditEntry, AuditOutcome};
use domain::error_code::ErrorCode;
use domain::ids::{AuditEntryId, ChannelId, TenantId, UserId};
use domain::tenant::Organisation;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::error::Failure;

/// The columns of [`AuditRow`].
macro_rules! audit_columns {
    () => {
        "tenant_id, id, at, actor, action, channel_id, user_id, refused_for, changes, \
         provider_id, provider_name"
    };
}
pub(crate) use audit_columns;

#[derive(Debug, FromRow)]
pub(crate) struct AuditRow {
    pub(crate) tenant_id: Uuid,
    pub(crate) id: Uuid,
    pub(crate) at: i64,
    pub(crate) actor: String,
    pub(crate) action: String,
    pub(crate) channel_id: Option<Uuid>,
    pub(crate) user_id: Option<Uuid>,
    pub(crate) refused_for: Option<String>,
    pub(crate) changes: String,
    pub(crate) provider_id: Option<Uuid>,
    pub(crate) provider_name: Option<String>,
}

impl TryFrom<&AuditEntry> for AuditRow {
    type Error = Failure;

    fn try_from(entry: &AuditEntry) -> Result<Self, Failure> {
        Ok(Self {
            tenant_id: entry.tenant.uuid(),
            id: entry.id.uuid(),
            at: entry.at.micros(),
            actor: entry.actor.clone(),
            action: entry.action.as_str().to_owned(),
            channel_id: entry.channel.map(ChannelId::uuid),
            user_id: entry.user.map(UserId::uuid),
            refused_for: match entry.outcome {
                AuditOutcome::Done => None,
                AuditOutcome::Refused(code) => Some(code.code().to_owned()),
            },
            changes: serde_json::to_string(&entry.changes)
                .map_err(|error| sqlx::Error::Encode(error.into()))?,
            provider_id: entry.provider.as_ref().map(|provider| provider.id.uuid()),
            provider_name: entry.provider.as_ref().map(|provider| provider.name.clone()),
        })
    }
}

impl TryFrom<AuditRow> for AuditEntry {
    type Error = Failure;

    fn try_from(row: AuditRow) -> Result<Self, Failure> {
        let corrupt = |column| Failure::Corrupt { table: "audit_entries", column };
        let outcome = match row.refused_for {
            None => AuditOutcome::Done,
            Some(text) => ErrorCode::ALL
                .iter()
                .find(|code| code.code() == text)
                .map(|code| AuditOutcome::Refused(*code))
                .ok_or(corrupt("refused_for"))?,
        };
        Ok(Self {
            id: AuditEntryId::from_uuid(row.id),
            tenant: TenantId::from_uuid(row.tenant_id),
            at: Timestamp::from_micros(row.at),
            actor: row.actor,
            provider: row
                .provider_id
                .zip(row.provider_name)
                .map(|(id, name)| Organisation { id: TenantId::from_uuid(id), name }),
            action: AuditAction::ALL
                .into_iter()
                .find(|action| action.as_str() == row.action)
                .ok_or(corrupt("action"))?,
            channel: row.channel_id.map(ChannelId::from_uuid),
            user: row.user_id.map(UserId::from_uuid),
            outcome,
            changes: serde_json::from_str(&row.changes).map_err(|_| corrupt("changes"))?,
        })
    }
}
