-- What channels tell their customers, and what their accounts know of it: one row for each channel
-- that has settings or is bound.
CREATE TABLE channel_settings (
    tenant_id BLOB NOT NULL,
    channel_id BLOB NOT NULL,
    -- As JSON. The version counts the edits; 0 before the first.
    settings TEXT NOT NULL CHECK (json_type(settings) = 'object' AND length(settings) <= 10000),
    version INTEGER NOT NULL CHECK (version >= 0),
    saved_by TEXT CHECK (length(saved_by) <= 200),
    saved_at INTEGER,
    -- What binds the channel, as far as it was noted, and its version.
    binding_id BLOB CHECK (length(binding_id) = 16),
    binding_version INTEGER,
    -- The settings that this installation may have written at the account, as JSON.
    touched TEXT NOT NULL CHECK (json_type(touched) = 'array' AND length(touched) <= 1000),
    -- The version that the account has, and what it was found to have after that.
    applied INTEGER CHECK (applied <= version),
    found TEXT CHECK (json_type(found) = 'object' AND length(found) <= 10000),
    found_at INTEGER,
    -- Why it could not be told, how often, and when it is told next if there is something to tell.
    problem TEXT,
    turns INTEGER NOT NULL CHECK (turns BETWEEN 0 AND 4294967295),
    next_at INTEGER,
    -- Who tells it now, and until when nobody else does. Both or none.
    lease BLOB CHECK (length(lease) = 16),
    leased_until INTEGER,
    PRIMARY KEY (tenant_id, channel_id),
    FOREIGN KEY (tenant_id, channel_id) REFERENCES channels (tenant_id, id) ON DELETE CASCADE,
    CHECK ((version = 0) = (saved_by IS NULL)),
    CHECK ((version = 0) = (saved_at IS NULL)),
    CHECK ((binding_id IS NULL) = (binding_version IS NULL)),
    CHECK (binding_id IS NOT NULL OR (applied IS NULL AND next_at IS NULL AND lease IS NULL)),
    CHECK ((found IS NULL) = (found_at IS NULL)),
    CHECK ((lease IS NULL) = (leased_until IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX channel_settings_due ON channel_settings (next_at) WHERE next_at IS NOT NULL;
