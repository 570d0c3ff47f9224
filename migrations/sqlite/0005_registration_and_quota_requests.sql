-- The form that registered a tenant, so that sending it twice registers one. The key belongs to
-- whoever sent it: somebody else may have the same one.
CREATE TABLE registrations (
    tenant_id BLOB NOT NULL PRIMARY KEY REFERENCES tenants (id) ON DELETE CASCADE,
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    creation_key BLOB NOT NULL CHECK (length(creation_key) = 16)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX registrations_by_key ON registrations (user_id, creation_key);

-- For the number of them on the first page of the back office, and for the list.
CREATE INDEX tenants_pending ON tenants (id) WHERE suspended_at IS NULL AND verification = 1;

CREATE TABLE quota_requests (
    tenant_id BLOB NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id BLOB NOT NULL CHECK (length(id) = 16),
    quota INTEGER NOT NULL CHECK (quota BETWEEN 0 AND 4294967295),
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    asked_by TEXT NOT NULL CHECK (length(asked_by) <= 200),
    asked_at INTEGER NOT NULL,
    -- 1 open, 2 withdrawn, 3 approved, 4 rejected.
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4),
    -- What was approved, which may be another number than what was asked for.
    granted INTEGER CHECK (granted BETWEEN 0 AND 4294967295),
    note TEXT CHECK (length(note) BETWEEN 1 AND 500),
    closed_by TEXT CHECK (length(closed_by) <= 200),
    closed_at INTEGER,
    PRIMARY KEY (tenant_id, id),
    CHECK ((state = 3) = (granted IS NOT NULL)),
    CHECK ((state = 1) = (closed_by IS NULL)),
    CHECK ((state = 1) = (closed_at IS NULL)),
    -- Only an account manager leaves a note, and has to where the answer is no.
    CHECK (state IN (3, 4) OR note IS NULL),
    CHECK (state <> 4 OR note IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX quota_requests_one_open ON quota_requests (tenant_id) WHERE state = 1;

-- The queue of the back office, the oldest first.
CREATE INDEX quota_requests_open ON quota_requests (id) WHERE state = 1;
