-- Up to where recipients have read or got what was sent to them, as platforms report it that name
-- no message. Kept for those whose ids are not known here yet: a report may overtake the answer to
-- our own request.
CREATE TABLE message_watermarks (
    tenant_id UUID NOT NULL,
    channel_id UUID NOT NULL,
    recipient TEXT COLLATE "C" NOT NULL CHECK (octet_length(recipient) BETWEEN 1 AND 500),
    -- As in message_parts: 1 sent, 3 delivered, 4 read.
    state SMALLINT NOT NULL CHECK (state IN (1, 3, 4)),
    until BIGINT NOT NULL,
    -- When it was so, and when it was last reported.
    since BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, channel_id, recipient, state),
    FOREIGN KEY (tenant_id, channel_id) REFERENCES channels (tenant_id, id) ON DELETE CASCADE
);

CREATE INDEX message_watermarks_by_time ON message_watermarks (seen_at);

-- As in migration 3.
GRANT SELECT, INSERT, UPDATE, DELETE ON message_watermarks TO suiro_runtime;
ALTER TABLE message_watermarks ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY in_scope ON message_watermarks USING (CASE (SELECT scope())
    WHEN 'installation' THEN TRUE ELSE tenant_id = (SELECT tenant_in_scope()) END);
