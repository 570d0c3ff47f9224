-- How bound channels are doing: one row for each, as long as it is bound.
CREATE TABLE channel_health (
    tenant_id BLOB NOT NULL,
    channel_id BLOB NOT NULL,
    -- What binds it, and its version: another one is checked at once.
    binding_id BLOB NOT NULL CHECK (length(binding_id) = 16),
    binding_version INTEGER NOT NULL,
    channel_type INTEGER NOT NULL CHECK (channel_type BETWEEN 1 AND 6),
    -- What is known, as JSON: the four sides, the platform's facts, what ends.
    sides TEXT NOT NULL CHECK (json_type(sides) = 'array'),
    facts TEXT NOT NULL CHECK (json_type(facts) = 'array'),
    expiries TEXT NOT NULL CHECK (json_type(expiries) = 'array'),
    -- In a row.
    refusals INTEGER NOT NULL CHECK (refusals BETWEEN 0 AND 4294967295),
    unanswered INTEGER NOT NULL CHECK (unanswered BETWEEN 0 AND 4294967295),
    quiet_since INTEGER,
    checked_at INTEGER,
    next_check_at INTEGER NOT NULL,
    -- Who checks now, and until when nobody else does. Both or none.
    lease BLOB CHECK (length(lease) = 16),
    leased_until INTEGER,
    PRIMARY KEY (tenant_id, channel_id),
    FOREIGN KEY (tenant_id, channel_id) REFERENCES channels (tenant_id, id) ON DELETE CASCADE,
    CHECK ((lease IS NULL) = (leased_until IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX channel_health_due ON channel_health (next_check_at);

-- What people are told about channels.
CREATE TABLE notifications (
    tenant_id BLOB NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    channel_id BLOB NOT NULL,
    -- 1 down, 2 degraded, 3 needs reauthorisation, 4 recovered, 5 expires, 6 quiet, 7 heard again.
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 7),
    reason TEXT CHECK (length(reason) BETWEEN 1 AND 100),
    -- What ends, and which warning it is.
    expiring TEXT CHECK (length(expiring) BETWEEN 1 AND 50),
    days INTEGER CHECK (days BETWEEN 1 AND 30),
    -- When it ends, or since when it is quiet.
    moment INTEGER,
    at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, channel_id) REFERENCES channels (tenant_id, id) ON DELETE CASCADE,
    CHECK ((kind = 5) = (expiring IS NOT NULL)),
    CHECK ((kind = 5) = (days IS NOT NULL)),
    CHECK ((kind IN (5, 6)) = (moment IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX notifications_by_id ON notifications (id);
CREATE INDEX notifications_by_channel ON notifications (tenant_id, channel_id);

-- Up to where somebody has read them.
CREATE TABLE notification_readers (
    tenant_id BLOB NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    read_until BLOB NOT NULL CHECK (length(read_until) = 16),
    PRIMARY KEY (tenant_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX notification_readers_by_user ON notification_readers (user_id);

-- Where a tenant wants its notifications sent to, and the sealed secret they are signed with.
CREATE TABLE webhook_endpoints (
    tenant_id BLOB NOT NULL PRIMARY KEY REFERENCES tenants (id) ON DELETE CASCADE,
    url TEXT NOT NULL CHECK (length(url) BETWEEN 9 AND 500),
    key_id TEXT NOT NULL CHECK (length(key_id) = 16),
    sealed BLOB NOT NULL CHECK (length(sealed) BETWEEN 1 AND 200),
    set_by TEXT NOT NULL CHECK (length(set_by) <= 200),
    set_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX webhook_endpoints_by_key ON webhook_endpoints (key_id);

-- The notifications that are sent there.
CREATE TABLE webhook_deliveries (
    tenant_id BLOB NOT NULL REFERENCES webhook_endpoints (tenant_id) ON DELETE CASCADE,
    notification_id BLOB NOT NULL,
    -- 1 waiting, 2 sent, 3 given up.
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3),
    turns INTEGER NOT NULL CHECK (turns BETWEEN 0 AND 4294967295),
    next_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, notification_id),
    FOREIGN KEY (tenant_id, notification_id)
        REFERENCES notifications (tenant_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (next_at) WHERE state = 1;

-- Mails that carry a notification to an admin go with it. A check cannot be changed in place, so
-- the table is made anew; nothing refers to it.
CREATE TABLE new_mails (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    purpose TEXT NOT NULL CHECK (purpose IN
        ('invitation', 'password_reset', 'email_change', 'password_changed', 'email_changed',
        'notification')),
    link_id BLOB REFERENCES links (id) ON DELETE CASCADE,
    user_id BLOB REFERENCES email_changes (user_id) ON DELETE CASCADE,
    notification_id BLOB REFERENCES notifications (id) ON DELETE CASCADE,
    email TEXT CHECK (length(email) BETWEEN 3 AND 254 AND email = lower(email)),
    language TEXT NOT NULL CHECK (length(language) BETWEEN 2 AND 35),
    created_at INTEGER NOT NULL,
    -- 1 waiting, 2 sent, 3 given up.
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3),
    turns INTEGER NOT NULL CHECK (turns BETWEEN 0 AND 4294967295),
    next_at INTEGER NOT NULL,
    -- An invitation has the first, a new address the second, a notification the third and an
    -- address, and everything else an address.
    CHECK ((purpose = 'invitation') = (link_id IS NOT NULL)),
    CHECK ((purpose = 'email_change') = (user_id IS NOT NULL)),
    CHECK ((purpose = 'notification') = (notification_id IS NOT NULL)),
    CHECK ((purpose IN ('invitation', 'email_change')) = (email IS NULL))
) STRICT, WITHOUT ROWID;

INSERT INTO new_mails
    (id, purpose, link_id, user_id, email, language, created_at, state, turns, next_at)
SELECT id, purpose, link_id, user_id, email, language, created_at, state, turns, next_at
FROM mails;

DROP TABLE mails;
ALTER TABLE new_mails RENAME TO mails;

CREATE INDEX mails_waiting ON mails (next_at) WHERE state = 1;
CREATE INDEX mails_by_link ON mails (link_id);
CREATE INDEX mails_by_user ON mails (user_id);
CREATE INDEX mails_by_notification ON mails (notification_id);
