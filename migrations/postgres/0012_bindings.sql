-- The hold of a channel on one third-party account. Refers to no channel: one that is being
-- released may outlive its channel.
CREATE TABLE bindings (
    tenant_id UUID NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id UUID NOT NULL,
    channel_id UUID NOT NULL,
    channel_type SMALLINT NOT NULL CHECK (channel_type BETWEEN 1 AND 6),
    -- 1 open, 2 current, 3 kept, 4 releasing.
    state SMALLINT NOT NULL CHECK (state BETWEEN 1 AND 4),
    -- Of an open one: 1 bind, 2 reauthorise, 3 rebind.
    purpose SMALLINT CHECK (purpose BETWEEN 1 AND 3),
    version BIGINT NOT NULL CHECK (version >= 1),
    way TEXT CHECK (char_length(way) BETWEEN 1 AND 50),
    account TEXT CHECK (json_typeof(account::json) = 'object'),
    -- Keyed hashes of the account, and of what it shares with others at the platform.
    account_fingerprint BYTEA CHECK (octet_length(account_fingerprint) = 32),
    unit_fingerprint BYTEA CHECK (octet_length(unit_fingerprint) = 32),
    key_id TEXT CHECK (char_length(key_id) = 16),
    sealed BYTEA CHECK (octet_length(sealed) <= 1000000),
    checks TEXT NOT NULL CHECK (json_typeof(checks::json) = 'array'),
    problem TEXT CHECK (json_typeof(problem::json) = 'object'),
    -- What a browser was sent to the platform with.
    token_hash BYTEA CHECK (octet_length(token_hash) = 32),
    told_platform BOOLEAN NOT NULL,
    started_by UUID NOT NULL,
    started_by_name TEXT NOT NULL CHECK (char_length(started_by_name) <= 200),
    started_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    due_at BIGINT,
    turns BIGINT NOT NULL CHECK (turns BETWEEN 0 AND 4294967295),
    PRIMARY KEY (tenant_id, id),
    CHECK ((state = 1) = (purpose IS NOT NULL)),
    CHECK ((key_id IS NULL) = (sealed IS NULL)),
    CHECK (state = 1
        OR (account IS NOT NULL AND sealed IS NOT NULL AND account_fingerprint IS NOT NULL)),
    CHECK (state NOT IN (3, 4) OR due_at IS NOT NULL)
);

CREATE UNIQUE INDEX bindings_by_id ON bindings (id);

-- A channel has one of each.
CREATE UNIQUE INDEX bindings_of_channel ON bindings (tenant_id, channel_id, state) WHERE state < 4;
CREATE INDEX bindings_releasing_of_channel ON bindings (tenant_id, channel_id) WHERE state = 4;

-- An account has one channel over the whole installation.
CREATE UNIQUE INDEX bindings_by_account ON bindings (account_fingerprint)
WHERE account_fingerprint IS NOT NULL;
CREATE INDEX bindings_by_unit ON bindings (unit_fingerprint) WHERE unit_fingerprint IS NOT NULL;

CREATE UNIQUE INDEX bindings_by_token ON bindings (token_hash) WHERE token_hash IS NOT NULL;

CREATE INDEX bindings_due ON bindings (due_at) WHERE state IN (3, 4);
CREATE INDEX bindings_open ON bindings (changed_at) WHERE state = 1;

GRANT SELECT, INSERT, UPDATE, DELETE ON bindings TO suiro_runtime;

-- As in migration 3.
ALTER TABLE bindings ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY in_scope ON bindings USING (
    CASE (SELECT scope())
        WHEN 'installation' THEN TRUE
        ELSE tenant_id = (SELECT tenant_in_scope())
    END
);

-- So that the list needs no other table.
ALTER TABLE channels ADD COLUMN bound_account TEXT;
ALTER TABLE channels ADD COLUMN health SMALLINT NOT NULL DEFAULT 0
    CHECK (health BETWEEN 0 AND 4);

ALTER TABLE installation ADD COLUMN fingerprint_key_id TEXT
    CHECK (char_length(fingerprint_key_id) = 16);
ALTER TABLE installation ADD COLUMN fingerprint_sealed BYTEA;
