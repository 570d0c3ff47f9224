use domain::customer::{ConsentRequest, OwnProvider};
use domain::ids::TenantId;
use domain::tenant::Organisation;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

/// The columns of [`ConsentRequestRow`].
macro_rules! consent_request_columns {
    () => {
        "customer_id, provider_id, provider_name, asked_at"
    };
}
pub(crate) use consent_request_columns;

#[derive(Debug, FromRow)]
pub(crate) struct ConsentRequestRow {
    customer_id: Uuid,
    provider_id: Uuid,
    provider_name: String,
    asked_at: i64,
}

impl From<ConsentRequestRow> for ConsentRequest {
    fn from(row: ConsentRequestRow) -> Self {
        let id = TenantId::from_uuid(row.provider_id);
        Self {
            customer: TenantId::from_uuid(row.customer_id),
            provider: Organisation { id, name: row.provider_name },
            asked_at: Timestamp::from_micros(row.asked_at),
        }
    }
}

#[derive(Debug, FromRow)]
pub(crate) struct OwnProviderRow {
    id: Uuid,
    name: String,
    service_provider: bool,
}

impl From<OwnProviderRow> for OwnProvider {
    fn from(row: OwnProviderRow) -> Self {
        let organisation = Organisation { id: TenantId::from_uuid(row.id), name: row.name };
        Self { organisation, has_right: row.service_provider }
    }
}
