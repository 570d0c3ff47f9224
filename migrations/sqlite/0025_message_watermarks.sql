-- Up to where recipients have read or got what was sent to them, as platforms report it that name
-- no message. Kept for those whose ids are not known here yet: a report may overtake the answer to
-- our own request.
CREATE TABLE message_watermarks (
    tenant_id BLOB NOT NULL,
    channel_id BLOB NOT NULL,
    recipient TEXT NOT NULL CHECK (length(CAST(recipient AS BLOB)) BETWEEN 1 AND 500),
    -- As in message_parts: 1 sent, 3 delivered, 4 read.
    state INTEGER NOT NULL CHECK (state IN (1, 3, 4)),
    until INTEGER NOT NULL,
    -- When it was so, and when it was last reported.
    since INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, channel_id, recipient, state),
    FOREIGN KEY (tenant_id, channel_id) REFERENCES channels (tenant_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX message_watermarks_by_time ON message_watermarks (seen_at);
