use domain::binding::{Binding, BindingState, Fingerprint, KeptPicture, Progress};
use domain::channel::ChannelType;
use domain::ids::{BindingId, ChannelId, TenantId, UserId};
use domain::platform::{Account, Picture};
use domain::sealing::Sealed;
use domain::time::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::FromRow;
use uuid::Uuid;

use super::sealed::key_id;
use crate::error::Failure;

const TABLE: &str = "bindings";

/// The columns of [`BindingRow`].
macro_rules! binding_columns {
    () => {
        "tenant_id, id, channel_id, channel_type, state, purpose, version, way, account, key_id, \
         sealed, checks, problem, told_platform, started_by, started_by_name, started_at, \
         changed_at, due_at, turns"
    };
}
pub(crate) use binding_columns;

#[derive(FromRow)]
pub(crate) struct BindingRow {
    pub(crate) tenant_id: Uuid,
    pub(crate) id: Uuid,
    pub(crate) channel_id: Uuid,
    pub(crate) channel_type: i16,
    pub(crate) state: i16,
    pub(crate) purpose: Option<i16>,
    pub(crate) version: i64,
    pub(crate) way: Option<String>,
    pub(crate) account: Option<String>,
    pub(crate) key_id: Option<String>,
    pub(crate) sealed: Option<Vec<u8>>,
    pub(crate) checks: String,
    pub(crate) problem: Option<String>,
    pub(crate) told_platform: bool,
    pub(crate) started_by: Uuid,
    pub(crate) started_by_name: String,
    pub(crate) started_at: i64,
    pub(crate) changed_at: i64,
    pub(crate) due_at: Option<i64>,
    pub(crate) turns: i64,
}

impl TryFrom<BindingRow> for Binding {
    type Error = Failure;

    fn try_from(row: BindingRow) -> Result<Self, Failure> {
        let sealed = match (row.key_id, row.sealed) {
            (Some(key), Some(bytes)) => Some(Sealed { key: key_id(TABLE, &key)?, bytes }),
            _ => None,
        };
        Ok(Self {
            id: BindingId::from_uuid(row.id),
            tenant: TenantId::from_uuid(row.tenant_id),
            channel: ChannelId::from_uuid(row.channel_id),
            channel_type: ChannelType::from_number(row.channel_type)
                .ok_or(corrupt("channel_type"))?,
            state: BindingState::from_numbers(row.state, row.purpose).ok_or(corrupt("state"))?,
            version: row.version,
            way: row.way,
            account: row.account.map(|json| account(&json)).transpose()?,
            sealed,
            checks: read("checks", &row.checks)?,
            problem: row.problem.map(|json| read("problem", &json)).transpose()?,
            told_platform: row.told_platform,
            started_by: UserId::from_uuid(row.started_by),
            started_by_name: row.started_by_name,
            started_at: Timestamp::from_micros(row.started_at),
            changed_at: Timestamp::from_micros(row.changed_at),
            due_at: row.due_at.map(Timestamp::from_micros),
            turns: u32::try_from(row.turns).map_err(|_| corrupt("turns"))?,
        })
    }
}

impl TryFrom<&Binding> for BindingRow {
    type Error = Failure;

    fn try_from(binding: &Binding) -> Result<Self, Failure> {
        let (state, purpose) = binding.state.numbers();
        let (key_id, sealed) = sealed_columns(binding.sealed.as_ref());
        Ok(Self {
            tenant_id: binding.tenant.uuid(),
            id: binding.id.uuid(),
            channel_id: binding.channel.uuid(),
            channel_type: binding.channel_type.number(),
            state,
            purpose,
            version: binding.version,
            way: binding.way.clone(),
            account: binding.account.as_ref().map(json).transpose()?,
            key_id,
            sealed,
            checks: json(&binding.checks)?,
            problem: binding.problem.as_ref().map(json).transpose()?,
            told_platform: binding.told_platform,
            started_by: binding.started_by.uuid(),
            started_by_name: binding.started_by_name.clone(),
            started_at: binding.started_at.micros(),
            changed_at: binding.changed_at.micros(),
            due_at: binding.due_at.map(Timestamp::micros),
            turns: binding.turns.into(),
        })
    }
}

/// The columns that a step of an open binding changes.
pub(crate) struct ProgressColumns {
    pub(crate) way: Option<String>,
    pub(crate) account: Option<String>,
    pub(crate) key_id: Option<String>,
    pub(crate) sealed: Option<Vec<u8>>,
    pub(crate) checks: String,
    pub(crate) problem: Option<String>,
    pub(crate) token_hash: Option<Vec<u8>>,
}

impl TryFrom<&Progress> for ProgressColumns {
    type Error = Failure;

    fn try_from(progress: &Progress) -> Result<Self, Failure> {
        let (key_id, sealed) = sealed_columns(progress.sealed.as_ref());
        Ok(Self {
            way: progress.way.clone(),
            account: progress.account.as_ref().map(json).transpose()?,
            key_id,
            sealed,
            checks: json(&progress.checks)?,
            problem: progress.problem.as_ref().map(json).transpose()?,
            token_hash: progress.token.map(|token| token.0.to_vec()),
        })
    }
}

/// What is known of a picture.
#[derive(FromRow)]
pub(crate) struct PictureRow {
    picture_address: String,
    picture: Option<Vec<u8>>,
    picture_asked_at: i64,
}

impl TryFrom<PictureRow> for KeptPicture {
    type Error = Failure;

    fn try_from(row: PictureRow) -> Result<Self, Failure> {
        let picture = row.picture.map(|bytes| Picture::parse(bytes).ok_or(corrupt("picture")));
        Ok(Self {
            address: row.picture_address,
            picture: picture.transpose()?,
            asked_at: Timestamp::from_micros(row.picture_asked_at),
        })
    }
}

pub(crate) fn picture_column(kept: &KeptPicture) -> Option<Vec<u8>> {
    kept.picture.as_ref().map(|picture| picture.bytes().to_vec())
}

/// The account of a binding.
pub(crate) fn account(json: &str) -> Result<Account, Failure> {
    read("account", json)
}

pub(crate) fn sealed_columns(sealed: Option<&Sealed>) -> (Option<String>, Option<Vec<u8>>) {
    sealed.map(|sealed| (sealed.key.to_string(), sealed.bytes.clone())).unzip()
}

pub(crate) fn fingerprint_column(fingerprint: Option<Fingerprint>) -> Option<Vec<u8>> {
    fingerprint.map(|fingerprint| fingerprint.0.to_vec())
}

pub(crate) fn json(value: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| Failure::Sql(sqlx::Error::Encode(error.into())))
}

fn read<T: DeserializeOwned>(column: &'static str, json: &str) -> Result<T, Failure> {
    serde_json::from_str(json).map_err(|_| corrupt(column))
}

const fn corrupt(column: &'static str) -> Failure {
    Failure::Corrupt { table: TABLE, column }
}
