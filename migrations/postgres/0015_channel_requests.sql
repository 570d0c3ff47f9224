-- What tenants ask an account manager about their channels. Goes with the channel: what was
-- decided stands in the audit log.
CREATE TABLE channel_requests (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    channel_id UUID NOT NULL,
    -- 1 unbinding, 2 claim of an account that another channel holds.
    kind SMALLINT NOT NULL CHECK (kind IN (1, 2)),
    -- The account that is claimed, as in bindings.
    account_fingerprint BYTEA CHECK (octet_length(account_fingerprint) = 32),
    account TEXT NOT NULL CHECK (char_length(account) <= 200),
    reason TEXT NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 500),
    asked_by TEXT NOT NULL CHECK (char_length(asked_by) <= 200),
    asked_at BIGINT NOT NULL,
    -- 1 open, 2 withdrawn, 3 approved, 4 rejected.
    state SMALLINT NOT NULL CHECK (state BETWEEN 1 AND 4),
    note TEXT CHECK (char_length(note) BETWEEN 1 AND 500),
    closed_by TEXT CHECK (char_length(closed_by) <= 200),
    closed_at BIGINT,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, channel_id) REFERENCES channels (tenant_id, id) ON DELETE CASCADE,
    CHECK ((kind = 2) = (account_fingerprint IS NOT NULL)),
    CHECK ((state = 1) = (closed_by IS NULL)),
    CHECK ((state = 1) = (closed_at IS NULL)),
    -- Only an account manager leaves a note, and has to where the answer is no.
    CHECK (state IN (3, 4) OR note IS NULL),
    CHECK (state <> 4 OR note IS NOT NULL)
);

CREATE UNIQUE INDEX channel_requests_one_open ON channel_requests (tenant_id, channel_id)
WHERE state = 1;
CREATE INDEX channel_requests_of_channel ON channel_requests (tenant_id, channel_id, id);

-- The queue of the back office, the oldest first.
CREATE INDEX channel_requests_open ON channel_requests (id) WHERE state = 1;

GRANT SELECT, INSERT, UPDATE ON channel_requests TO suiro_runtime;

-- As in migration 3.
ALTER TABLE channel_requests ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY in_scope ON channel_requests USING (
    CASE (SELECT scope())
        WHEN 'installation' THEN TRUE
        ELSE tenant_id = (SELECT tenant_in_scope())
    END
);
