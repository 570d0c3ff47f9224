-- The hold of a channel on one third-party account. Refers to no channel: one that is being
-- released may outlive its channel.
CREATE TABLE bindings (
    tenant_id BLOB NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id BLOB NOT NULL CHECK (length(id) = 16),
    channel_id BLOB NOT NULL CHECK (length(channel_id) = 16),
    channel_type INTEGER NOT NULL CHECK (channel_type BETWEEN 1 AND 6),
    -- 1 open, 2 current, 3 kept, 4 releasing.
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4),
    -- Of an open one: 1 bind, 2 reauthorise, 3 rebind.
    purpose INTEGER CHECK (purpose BETWEEN 1 AND 3),
    version INTEGER NOT NULL CHECK (version >= 1),
    way TEXT CHECK (length(way) BETWEEN 1 AND 50),
    account TEXT CHECK (json_type(account) = 'object'),
    -- Keyed hashes of the account, and of what it shares with others at the platform.
    account_fingerprint BLOB CHECK (length(account_fingerprint) = 32),
    unit_fingerprint BLOB CHECK (length(unit_fingerprint) = 32),
    key_id TEXT CHECK (length(key_id) = 16),
    sealed BLOB CHECK (length(sealed) <= 1000000),
    checks TEXT NOT NULL CHECK (json_type(checks) = 'array'),
    problem TEXT CHECK (json_type(problem) = 'object'),
    -- What a browser was sent to the platform with.
    token_hash BLOB CHECK (length(token_hash) = 32),
    told_platform INTEGER NOT NULL CHECK (told_platform IN (0, 1)),
    started_by BLOB NOT NULL CHECK (length(started_by) = 16),
    started_by_name TEXT NOT NULL CHECK (length(started_by_name) <= 200),
    started_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    due_at INTEGER,
    turns INTEGER NOT NULL CHECK (turns BETWEEN 0 AND 4294967295),
    PRIMARY KEY (tenant_id, id),
    CHECK ((state = 1) = (purpose IS NOT NULL)),
    CHECK ((key_id IS NULL) = (sealed IS NULL)),
    CHECK (state = 1
        OR (account IS NOT NULL AND sealed IS NOT NULL AND account_fingerprint IS NOT NULL)),
    CHECK (state NOT IN (3, 4) OR due_at IS NOT NULL)
) STRICT, WITHOUT ROWID;

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

-- So that the list needs no other table.
ALTER TABLE channels ADD COLUMN bound_account TEXT;
ALTER TABLE channels ADD COLUMN health INTEGER NOT NULL DEFAULT 0 CHECK (health BETWEEN 0 AND 4);

ALTER TABLE installation ADD COLUMN fingerprint_key_id TEXT
    CHECK (length(fingerprint_key_id) = 16);
ALTER TABLE installation ADD COLUMN fingerprint_sealed BLOB;
