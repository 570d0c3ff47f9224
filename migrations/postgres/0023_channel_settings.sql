-- What channels tell their customers, and what their accounts know of it: one row for each channel
-- that has settings or is bound.
CREATE TABLE channel_settings (
    tenant_id UUID NOT NULL,
    channel_id UUID NOT NULL,
    -- As JSON. The version counts the edits; 0 before the first.
    settings TEXT NOT NULL CHECK (json_typeof(settings::json) = 'object' AND char_length(settings) <= 10000),
    version BIGINT NOT NULL CHECK (version >= 0),
    saved_by TEXT CHECK (char_length(saved_by) <= 200),
    saved_at BIGINT,
    -- What binds the channel, as far as it was noted, and its version.
    binding_id UUID,
    binding_version BIGINT,
    -- The settings that this installation may have written at the account, as JSON.
    touched TEXT NOT NULL CHECK (json_typeof(touched::json) = 'array' AND char_length(touched) <= 1000),
    -- The version that the account has, and what it was found to have after that.
    applied BIGINT CHECK (applied <= version),
    found TEXT CHECK (json_typeof(found::json) = 'object' AND char_length(found) <= 10000),
    found_at BIGINT,
    -- Why it could not be told, how often, and when it is told next if there is something to tell.
    problem TEXT,
    turns BIGINT NOT NULL CHECK (turns BETWEEN 0 AND 4294967295),
    next_at BIGINT,
    -- Who tells it now, and until when nobody else does. Both or none.
    lease UUID,
    leased_until BIGINT,
    PRIMARY KEY (tenant_id, channel_id),
    FOREIGN KEY (tenant_id, channel_id) REFERENCES channels (tenant_id, id) ON DELETE CASCADE,
    CHECK ((version = 0) = (saved_by IS NULL)),
    CHECK ((version = 0) = (saved_at IS NULL)),
    CHECK ((binding_id IS NULL) = (binding_version IS NULL)),
    CHECK (binding_id IS NOT NULL OR (applied IS NULL AND next_at IS NULL AND lease IS NULL)),
    CHECK ((found IS NULL) = (found_at IS NULL)),
    CHECK ((lease IS NULL) = (leased_until IS NULL))
);

CREATE INDEX channel_settings_due ON channel_settings (next_at) WHERE next_at IS NOT NULL;

GRANT SELECT, INSERT, UPDATE ON channel_settings TO suiro_runtime;

-- As in migration 3.
ALTER TABLE channel_settings ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY in_scope ON channel_settings USING (
    CASE (SELECT scope())
        WHEN 'installation' THEN TRUE
        ELSE tenant_id = (SELECT tenant_in_scope())
    END
);
