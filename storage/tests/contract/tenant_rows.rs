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

/// The tables whose rows belong to tenants, and the column that says to which.
pub(crate) const OF_TENANTS: [(&str, &str); 23] = [
    ("tenants", "id"),
    ("channels", "tenant_id"),
    ("bindings", "tenant_id"),
    ("listening_sessions", "tenant_id"),
    ("memberships", "tenant_id"),
    ("links", "tenant_id"),
    ("audit_entries", "tenant_id"),
    ("registrations", "tenant_id"),
    ("quota_requests", "tenant_id"),
    ("channel_requests", "tenant_id"),
    ("channel_settings", "tenant_id"),
    ("consent_requests", "customer_id"),
    ("channel_health", "tenant_id"),
    ("notifications", "tenant_id"),
    ("notification_readers", "tenant_id"),
    ("webhook_endpoints", "tenant_id"),
    ("webhook_deliveries", "tenant_id"),
    ("received_events", "tenant_id"),
    ("channel_activity", "tenant_id"),
    ("channel_traffic", "tenant_id"),
    ("messages", "tenant_id"),
    ("message_parts", "tenant_id"),
    ("message_watermarks", "tenant_id"),
];

/// The others, and why the tenant of a transaction says nothing about their rows.
pub(crate) const OF_NO_TENANT: [(&str, &str); 16] = [
    ("users", "a person belongs to no tenant or to several"),
    ("sessions", "a person's; which tenant it acts for is only known with it"),
    ("known_devices", "a person's"),
    ("totp_factors", "a person's"),
    ("recovery_codes", "a person's"),
    ("passkeys", "a person's"),
    ("passkey_ceremonies", "a person's, or nobody's yet"),
    ("identities", "a person's"),
    ("open_id_attempts", "a person's, or nobody's yet"),
    ("pending_sign_ins", "a person's, before it is known which tenant they act for"),
    ("sign_in_attempts", "counted before anybody is known"),
    ("email_changes", "a person's"),
    ("mails", "sent for everybody, to people who belong to no tenant or to several"),
    ("received_callbacks", "whose it is, is known only once it is read"),
    ("installation", "one row for all tenants"),
    ("_sqlx_migrations", "the role for requests may not even read it"),
];

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
pub(crate) fn told(tenant: TenantId, channel: ChannelId) -> [String; 7] {
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
        format!("INSERT INTO message_watermarks VALUES ('{tenant}', '{channel}', 'a', 4, 0, 0, 0)"),
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
