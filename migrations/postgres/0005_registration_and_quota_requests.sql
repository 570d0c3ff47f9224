-- The form that registered a tenant, so that sending it twice registers one. The key belongs to
-- whoever sent it: somebody else may have the same one.
CREATE TABLE registrations (
    tenant_id UUID NOT NULL PRIMARY KEY REFERENCES tenants (id) ON DELETE CASCADE,
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    creation_key UUID NOT NULL
);

CREATE UNIQUE INDEX registrations_by_key ON registrations (user_id, creation_key);

-- For the number of them on the first page of the back office, and for the list.
CREATE INDEX tenants_pending ON tenants (id) WHERE suspended_at IS NULL AND verification = 1;

CREATE TABLE quota_requests (
    tenant_id UUID NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id UUID NOT NULL,
    quota BIGINT NOT NULL CHECK (quota BETWEEN 0 AND 4294967295),
    reason TEXT NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 500),
    asked_by TEXT NOT NULL CHECK (char_length(asked_by) <= 200),
    asked_at BIGINT NOT NULL,
    -- 1 open, 2 withdrawn, 3 approved, 4 rejected.
    state SMALLINT NOT NULL CHECK (state BETWEEN 1 AND 4),
    -- What was approved, which may be another number than what was asked for.
    granted BIGINT CHECK (granted BETWEEN 0 AND 4294967295),
    note TEXT CHECK (char_length(note) BETWEEN 1 AND 500),
    closed_by TEXT CHECK (char_length(closed_by) <= 200),
    closed_at BIGINT,
    PRIMARY KEY (tenant_id, id),
    CHECK ((state = 3) = (granted IS NOT NULL)),
    CHECK ((state = 1) = (closed_by IS NULL)),
    CHECK ((state = 1) = (closed_at IS NULL)),
    -- Only an account manager leaves a note, and has to where the answer is no.
    CHECK (state IN (3, 4) OR note IS NULL),
    CHECK (state <> 4 OR note IS NOT NULL)
);

CREATE UNIQUE INDEX quota_requests_one_open ON quota_requests (tenant_id) WHERE state = 1;

-- The queue of the back office, the oldest first.
CREATE INDEX quota_requests_open ON quota_requests (id) WHERE state = 1;

GRANT SELECT, INSERT ON registrations TO suiro_runtime;
GRANT SELECT, INSERT, UPDATE ON quota_requests TO suiro_runtime;

-- As in migration 3.
ALTER TABLE registrations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY in_scope ON registrations USING (
    CASE (SELECT scope())
        WHEN 'installation' THEN TRUE
        ELSE tenant_id = (SELECT tenant_in_scope())
    END
);
ALTER TABLE quota_requests ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY in_scope ON quota_requests USING (
    CASE (SELECT scope())
        WHEN 'installation' THEN TRUE
        ELSE tenant_id = (SELECT tenant_in_scope())
    END
);
