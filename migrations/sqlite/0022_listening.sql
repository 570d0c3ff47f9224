-- The lasting sessions with platforms that do not call us: one row for each account that is bound
-- or kept, of a type that may have one.
CREATE TABLE listening_sessions (
    tenant_id BLOB NOT NULL,
    binding_id BLOB NOT NULL,
    -- Another version has other credentials, and is tried at once.
    binding_version INTEGER NOT NULL,
    -- The server that holds it.
    lease BLOB CHECK (length(lease) = 16),
    -- When a lease ends that is not prolonged; without one, when it is tried next.
    next_at INTEGER NOT NULL,
    -- Since when it stands.
    connected_at INTEGER,
    -- How far the channel is read, in the words of its adapter.
    position TEXT CHECK (length(position) BETWEEN 1 AND 1000),
    -- Why it broke, as JSON, and how often in a row.
    problem TEXT CHECK (json_type(problem) = 'object'),
    breaks INTEGER NOT NULL CHECK (breaks BETWEEN 0 AND 4294967295),
    PRIMARY KEY (tenant_id, binding_id),
    FOREIGN KEY (tenant_id, binding_id) REFERENCES bindings (tenant_id, id) ON DELETE CASCADE,
    CHECK (lease IS NOT NULL OR connected_at IS NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX listening_sessions_due ON listening_sessions (next_at);
CREATE INDEX listening_sessions_by_lease ON listening_sessions (lease) WHERE lease IS NOT NULL;
