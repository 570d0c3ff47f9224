-- How bound channels are doing: one row for each, as long as it is bound.
CREATE TABLE channel_health (
    tenant_id UUID NOT NULL,
    channel_id UUID NOT NULL,
    -- What binds it, and its version: another one is checked at once.
    binding_id UUID NOT NULL,
    binding_version BIGINT NOT NULL,
    channel_type SMALLINT NOT NULL CHECK (channel_type BETWEEN 1 AND 6),
    -- What is known, as JSON: the four sides, the platform's facts, what ends.
    sides TEXT NOT NULL CHECK (json_typeof(sides::json) = 'array'),
    facts TEXT NOT NULL CHECK (json_typeof(facts::json) = 'array'),
    expiries TEXT NOT NULL CHECK (json_typeof(expiries::json) = 'array'),
    -- In a row.
    refusals BIGINT NOT NULL CHECK (refusals BETWEEN 0 AND 4294967295),
    unanswered BIGINT NOT NULL CHECK (unanswered BETWEEN 0 AND 4294967295),
    quiet_since BIGINT,
    checked_at BIGINT,
    next_check_at BIGINT NOT NULL,
    -- Who checks now, and until when nobody else does. Both or none.
    lease UUID,
    leased_until BIGINT,
    PRIMARY KEY (tenant_id, channel_id),
    FOREIGN KEY (tenant_id, channel_id) REFERENCES channels (tenant_id, id) ON DELETE CASCADE,
    CHECK ((lease IS NULL) = (leased_until IS NULL))
);

CREATE INDEX channel_health_due ON channel_health (next_check_at);

-- What people are told about channels.
CREATE TABLE notifications (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    channel_id UUID NOT NULL,
    -- 1 down, 2 degraded, 3 needs reauthorisation, 4 recovered, 5 expires, 6 quiet, 7 heard again.
    kind SMALLINT NOT NULL CHECK (kind BETWEEN 1 AND 7),
    reason TEXT CHECK (char_length(reason) BETWEEN 1 AND 100),
    -- What ends, and which warning it is.
    expiring TEXT CHECK (char_length(expiring) BETWEEN 1 AND 50),
    days SMALLINT CHECK (days BETWEEN 1 AND 30),
    -- When it ends, or since when it is quiet.
    moment BIGINT,
    at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, channel_id) REFERENCES channels (tenant_id, id) ON DELETE CASCADE,
    CHECK ((kind = 5) = (expiring IS NOT NULL)),
    CHECK ((kind = 5) = (days IS NOT NULL)),
    CHECK ((kind IN (5, 6)) = (moment IS NOT NULL))
);

CREATE UNIQUE INDEX notifications_by_id ON notifications (id);
CREATE INDEX notifications_by_channel ON notifications (tenant_id, channel_id);

-- Up to where somebody has read them.
CREATE TABLE notification_readers (
    tenant_id UUID NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    read_until UUID NOT NULL,
    PRIMARY KEY (tenant_id, user_id)
);

CREATE INDEX notification_readers_by_user ON notification_readers (user_id);

-- Where a tenant wants its notifications sent to, and the sealed secret they are signed with.
CREATE TABLE webhook_endpoints (
    tenant_id UUID NOT NULL PRIMARY KEY REFERENCES tenants (id) ON DELETE CASCADE,
    url TEXT NOT NULL CHECK (char_length(url) BETWEEN 9 AND 500),
    key_id TEXT NOT NULL CHECK (char_length(key_id) = 16),
    sealed BYTEA NOT NULL CHECK (octet_length(sealed) BETWEEN 1 AND 200),
    set_by TEXT NOT NULL CHECK (char_length(set_by) <= 200),
    set_at BIGINT NOT NULL
);

CREATE INDEX webhook_endpoints_by_key ON webhook_endpoints (key_id);

-- The notifications that are sent there.
CREATE TABLE webhook_deliveries (
    tenant_id UUID NOT NULL REFERENCES webhook_endpoints (tenant_id) ON DELETE CASCADE,
    notification_id UUID NOT NULL,
    -- 1 waiting, 2 sent, 3 given up.
    state SMALLINT NOT NULL CHECK (state BETWEEN 1 AND 3),
    turns BIGINT NOT NULL CHECK (turns BETWEEN 0 AND 4294967295),
    next_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, notification_id),
    FOREIGN KEY (tenant_id, notification_id)
        REFERENCES notifications (tenant_id, id) ON DELETE CASCADE
);

CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (next_at) WHERE state = 1;

-- Mails that carry a notification to an admin go with it.
ALTER TABLE mails
    ADD COLUMN notification_id UUID REFERENCES notifications (id) ON DELETE CASCADE,
    DROP CONSTRAINT mails_purpose_check,
    ADD CONSTRAINT mails_purpose_check CHECK (purpose IN
        ('invitation', 'password_reset', 'email_change', 'password_changed', 'email_changed',
        'notification')),
    ADD CHECK ((purpose = 'notification') = (notification_id IS NOT NULL));

CREATE INDEX mails_by_notification ON mails (notification_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON channel_health TO suiro_runtime;
GRANT SELECT, INSERT ON notifications TO suiro_runtime;
GRANT SELECT, INSERT, UPDATE ON notification_readers TO suiro_runtime;
GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_endpoints TO suiro_runtime;
GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_deliveries TO suiro_runtime;

-- As in migration 3.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['channel_health', 'notifications', 'notification_readers',
        'webhook_endpoints', 'webhook_deliveries']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY in_scope ON %I USING (CASE (SELECT scope()) '
            'WHEN ''installation'' THEN TRUE ELSE tenant_id = (SELECT tenant_in_scope()) END)',
            name
        );
    END LOOP;
END;
$$;
