-- A request also ends by itself. SQLite changes no constraint: the table is made anew.
CREATE TABLE channel_requests_new (
    tenant_id BLOB NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    channel_id BLOB NOT NULL,
    -- 1 unbinding, 2 claim of an account that another channel holds.
    kind INTEGER NOT NULL CHECK (kind IN (1, 2)),
    -- The account that is claimed, as in bindings.
    account_fingerprint BLOB CHECK (length(account_fingerprint) = 32),
    account TEXT NOT NULL CHECK (length(account) <= 200),
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    asked_by TEXT NOT NULL CHECK (length(asked_by) <= 200),
    asked_at INTEGER NOT NULL,
    -- 1 open, 2 withdrawn, 3 approved, 4 rejected, 5 settled: a claim whose channel was bound.
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 5),
    note TEXT CHECK (length(note) BETWEEN 1 AND 500),
    closed_by TEXT CHECK (length(closed_by) <= 200),
    closed_at INTEGER,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, channel_id) REFERENCES channels (tenant_id, id) ON DELETE CASCADE,
    CHECK ((kind = 2) = (account_fingerprint IS NOT NULL)),
    CHECK ((state = 1) = (closed_by IS NULL)),
    CHECK ((state = 1) = (closed_at IS NULL)),
    -- Only an account manager leaves a note, and has to where the answer is no.
    CHECK (state IN (3, 4) OR note IS NULL),
    CHECK (state <> 4 OR note IS NOT NULL),
    CHECK (state <> 5 OR kind = 2)
) STRICT, WITHOUT ROWID;

INSERT INTO channel_requests_new
SELECT tenant_id, id, channel_id, kind, account_fingerprint, account, reason, asked_by, asked_at,
    state, note, closed_by, closed_at
FROM channel_requests;

DROP TABLE channel_requests;
ALTER TABLE channel_requests_new RENAME TO channel_requests;

CREATE UNIQUE INDEX channel_requests_one_open ON channel_requests (tenant_id, channel_id)
WHERE state = 1;
CREATE INDEX channel_requests_of_channel ON channel_requests (tenant_id, channel_id, id);

-- The queue of the back office, the oldest first.
CREATE INDEX channel_requests_open ON channel_requests (id) WHERE state = 1;

-- Notifications are taken away after their time.
CREATE INDEX notifications_by_time ON notifications (at);
