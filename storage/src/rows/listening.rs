use domain::ids::{BindingId, TenantId};
use domain::listening::{ClaimedListening, HeldListening, KnownListening};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::error::Failure;

/// The columns of [`ListeningRow`].
macro_rules! listening_columns {
    () => {
        "tenant_id, binding_id, binding_version, position, breaks"
    };
}
pub(crate) use listening_columns;

#[derive(Debug, FromRow)]
pub(crate) struct ListeningRow {
    tenant_id: Uuid,
    binding_id: Uuid,
    binding_version: i64,
    position: Option<String>,
    breaks: i64,
}

/// What a server has claimed under this name.
pub(crate) fn claimed_listening(
    lease: Uuid,
    found: Vec<ListeningRow>,
) -> Result<Vec<ClaimedListening>, Failure> {
    let claimed = |row: ListeningRow| {
        Ok(ClaimedListening {
            tenant: TenantId::from_uuid(row.tenant_id),
            binding: BindingId::from_uuid(row.binding_id),
            binding_version: row.binding_version,
            lease,
            position: row.position,
            breaks: u32::try_from(row.breaks).map_err(|_| corrupt("breaks"))?,
        })
    };
    found.into_iter().map(claimed).collect()
}

/// What a server still holds: bindings and their versions.
pub(crate) fn held_listening(found: Vec<(Uuid, i64)>) -> Vec<HeldListening> {
    let held = |(binding, binding_version)| HeldListening {
        binding: BindingId::from_uuid(binding),
        binding_version,
    };
    found.into_iter().map(held).collect()
}

#[derive(Debug, FromRow)]
pub(crate) struct KnownListeningRow {
    connected_at: Option<i64>,
    problem: Option<String>,
    next_at: i64,
}

impl TryFrom<KnownListeningRow> for KnownListening {
    type Error = Failure;

    fn try_from(row: KnownListeningRow) -> Result<Self, Failure> {
        let problem = row.problem.as_deref().map(serde_json::from_str).transpose();
        Ok(Self {
            connected_at: row.connected_at.map(Timestamp::from_micros),
            problem: problem.map_err(|_| corrupt("problem"))?,
            next_at: Timestamp::from_micros(row.next_at),
        })
    }
}

fn corrupt(column: &'static str) -> Failure {
    Failure::Corrupt { table: "listening_sessions", column }
}
