-- The lasting sessions with platforms that do not call us: one row for each account that is bound
-- or kept, of a type that may have one.
CREATE TABLE listening_sessions (
    tenant_id UUID NOT NULL,
    binding_id UUID NOT NULL,
    -- Another version has other credentials, and is tried at once.
    binding_version BIGINT NOT NULL,
    -- The server that holds it.
    lease UUID,
    -- When a lease ends that is not prolonged; without one, when it is tried next.
    next_at BIGINT NOT NULL,
    -- Since when it stands.
    connected_at BIGINT,
    -- How far the channel is read, in the words of its adapter.
    position TEXT CHECK (char_length(position) BETWEEN 1 AND 1000),
    -- Why it broke, as JSON, and how often in a row.
    problem TEXT CHECK (json_typeof(problem::json) = 'object'),
    breaks BIGINT NOT NULL CHECK (breaks BETWEEN 0 AND 4294967295),
    PRIMARY KEY (tenant_id, binding_id),
    FOREIGN KEY (tenant_id, binding_id) REFERENCES bindings (tenant_id, id) ON DELETE CASCADE,
    CHECK (lease IS NOT NULL OR connected_at IS NULL)
);

CREATE INDEX listening_sessions_due ON listening_sessions (next_at);
CREATE INDEX listening_sessions_by_lease ON listening_sessions (lease) WHERE lease IS NOT NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON listening_sessions TO suiro_runtime;

-- As in migration 3.
ALTER TABLE listening_sessions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY in_scope ON listening_sessions USING (CASE (SELECT scope())
    WHEN 'installation' THEN TRUE ELSE tenant_id = (SELECT tenant_in_scope()) END);
