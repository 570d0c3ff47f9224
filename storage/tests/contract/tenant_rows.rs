//! Rows of tenants, as SQL for `PostgreSQL`: for cases that go past the store.

use domain::channel::Channel;
use domain::ids::{ChannelId, TenantId, UserId};

pub(crate) fn quota_request(tenant: TenantId) -> String {
    format!(
        "INSERT INTO quota_requests (tenant_id, id, quota, reason, asked_by, asked_at, state) \
         VALUES ('{}', gen_random_uuid(), 200, 'a', 'a', 0, 1)",
        tenant.uuid()
    )
}

/// A binding, and the session that it may have.
pub(crate) fn binding(tenant: TenantId) -> String {
    let tenant = tenant.uuid();
    format!(
        "INSERT INTO bindings (tenant_id, id, channel_id, channel_type, state, purpose, version, \
         checks, told_platform, started_by, started_by_name, started_at, changed_at, turns) \
         VALUES ('{tenant}', gen_random_uuid(), gen_random_uuid(), 1, 1, 1, 1, '[]', FALSE, \
         gen_random_uuid(), 'a', 0, 0, 0); \
         INSERT INTO listening_sessions (tenant_id, binding_id, binding_version, next_at, breaks) \
         SELECT tenant_id, id, version, 0, 0 FROM bindings WHERE tenant_id = '{tenant}'"
    )
}

/// What is known and told about a channel, to this user.
pub(crate) fn health(channel: &Channel, user: UserId) -> String {
    let (tenant, channel, user) = (channel.tenant.uuid(), channel.id.uuid(), user.uuid());
    format!(
        "INSERT INTO channel_health (tenant_id, channel_id, binding_id, binding_version, \
         channel_type, sides, facts, expiries, refusals, unanswered, next_check_at) \
         VALUES ('{tenant}', '{channel}', gen_random_uuid(), 1, 5, '[]', '[]', '[]', 0, 0, 0); \
         INSERT INTO notifications (tenant_id, id, channel_id, kind, at) \
         VALUES ('{tenant}', '{tenant}', '{channel}', 1, 0); \
         INSERT INTO notification_readers VALUES ('{tenant}', '{user}', gen_random_uuid()); \
         INSERT INTO webhook_endpoints VALUES \
         ('{tenant}', 'https://a.example', '0123456789abcdef', '\\x00', 'a', 0); \
         INSERT INTO webhook_deliveries VALUES ('{tenant}', '{tenant}', 1, 0, 0)"
    )
}

/// A channel's rows in each table about what its platform has told and is told.
pub(crate) fn told(tenant: TenantId, channel: ChannelId) -> [String; 6] {
    let (tenant, channel) = (tenant.uuid(), channel.uuid());
    let key = "00".repeat(32);
    [
        format!("INSERT INTO received_events VALUES ('{tenant}', '{channel}', '\\x{key}', 0)"),
        format!("INSERT INTO channel_activity VALUES ('{tenant}', '{channel}', 0, 0)"),
        format!("INSERT INTO channel_traffic VALUES ('{tenant}', '{channel}', 0, 1, 1)"),
        format!(
            "INSERT INTO messages VALUES ('{tenant}', '{channel}', '{channel}', 'a', 'a', 0, 2, \
             NULL)"
        ),
        format!(
            "INSERT INTO message_parts VALUES ('{tenant}', '{channel}', 'a', '{channel}', 1, 0, \
             NULL, 0)"
        ),
        format!(
            "INSERT INTO channel_settings (tenant_id, channel_id, settings, version, touched, \
             turns) VALUES ('{tenant}', '{channel}', '{{}}', 0, '[]', 0)"
        ),
    ]
}

/// What is asked about a channel.
pub(crate) fn asked(channel: &Channel) -> String {
    let (tenant, channel) = (channel.tenant.uuid(), channel.id.uuid());
    format!(
        "INSERT INTO channel_requests (tenant_id, id, channel_id, kind, account, reason, \
         asked_by, asked_at, state) \
         VALUES ('{tenant}', gen_random_uuid(), '{channel}', 1, 'a', 'a', 'a', 0, 1)"
    )
}
