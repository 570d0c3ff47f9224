//! Rows as both engines return them, and the only way from there into the domain.

mod audit;
mod binding;
mod callback;
mod channel;
mod channel_request;
mod channel_settings;
mod customer;
mod email_change;
mod health;
mod link;
mod listening;
mod mail;
mod member;
mod notification;
mod open_id;
mod passkey;
mod quota_request;
mod sealed;
mod session;
mod sign_in;
mod tenant;
mod user;

pub(crate) use audit::{AuditRow, audit_columns};
pub(crate) use binding::{
    BindingRow, PictureRow, ProgressColumns, account, binding_columns, fingerprint_column, json,
    picture_column, sealed_columns,
};
pub(crate) use callback::{CallbackRow, PartRow, TrafficRow, activity, callback_columns, messages};
pub(crate) use channel::{
    ChannelRow, NewChannel, all_channel_columns, brought_along, channel_columns, count, from_json,
    page,
};
pub(crate) use channel_request::{
    ChannelRequestRow, QueuedChannelRequestRow, channel_closing_columns, channel_request_columns,
    wish_columns,
};
pub(crate) use channel_settings::{
    ChannelSettingsRow, PassedColumns, channel_settings_columns, claimed_settings,
};
pub(crate) use customer::{ConsentRequestRow, OwnProviderRow, consent_request_columns};
pub(crate) use email_change::{EmailChangeRow, email_change_columns};
pub(crate) use health::{HealthColumns, HealthRow, claimed, health_columns, is_current};
pub(crate) use link::{LinkRow, link_columns};
pub(crate) use listening::{
    KnownListeningRow, claimed_listening, held_listening, listening_columns,
};
pub(crate) use mail::{InvitationMailRow, MailRow, mail_columns};
pub(crate) use member::{members, memberships};
pub(crate) use notification::{
    DELETE_OLD_NOTIFICATIONS, DeliveryRow, EndpointRow, NewsColumns, NotificationRow,
    SentDeliveryRow, endpoint_columns, notification_columns, with_channels,
};
pub(crate) use open_id::{
    IdentityRow, OpenIdAttemptRow, identity_columns, open_id_attempt_columns,
};
pub(crate) use passkey::{CeremonyRow, PasskeyRow, passkey_columns};
pub(crate) use quota_request::{
    QueuedRequestRow, QuotaRequestRow, closing_columns, is_open, quota_request_columns,
};
pub(crate) use sealed::{
    SEALED_COUNTS, SEALED_WITH_OTHERS, SealedCountRow, SealedRow, TotpRow, replace_sealed,
    sealed_counts, sealed_in, totp_columns,
};
pub(crate) use session::{SessionRow, SignedInRow, session_columns, signed_in_columns};
pub(crate) use sign_in::{AttemptRow, attempt_keys};
pub(crate) use tenant::{
    CompanyRow, TenantRow, may_have_one_more, no_room, tenant_columns, tenant_outcome,
};
pub(crate) use user::{UserRow, user_columns};

use std::collections::BTreeMap;

use domain::ids::TenantId;
use uuid::Uuid;

use crate::error::Failure;

/// What the row stands for, if there is one.
pub(crate) fn one<R, T>(row: Option<R>) -> Result<Option<T>, Failure>
where
    T: TryFrom<R, Error = Failure>,
{
    row.map(T::try_from).transpose()
}

/// What the rows stand for, or the first that cannot be read.
pub(crate) fn all<R, T>(rows: Vec<R>) -> Result<Vec<T>, Failure>
where
    T: TryFrom<R, Error = Failure>,
{
    rows.into_iter().map(T::try_from).collect()
}

/// What `COUNT` answers, which is never negative.
pub(crate) fn how_many(count: i64) -> u64 {
    count.unsigned_abs()
}

/// Tenants by their names.
pub(crate) fn names(found: Vec<(Uuid, String)>) -> BTreeMap<TenantId, String> {
    found.into_iter().map(|(id, name)| (TenantId::from_uuid(id), name)).collect()
}

/// A secret as it is stored.
pub(crate) fn secret(stored: &[u8]) -> Result<[u8; 32], Failure> {
    stored.try_into().map_err(|_| Failure::Corrupt { table: "installation", column: "secret" })
}
