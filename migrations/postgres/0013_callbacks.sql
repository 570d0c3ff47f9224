-- What platforms have sent, as it arrived. It is of no tenant before it is read.
CREATE TABLE received_callbacks (
    id UUID NOT NULL PRIMARY KEY,
    channel_type SMALLINT NOT NULL CHECK (channel_type BETWEEN 1 AND 6),
    binding_id UUID,
    url TEXT NOT NULL,
    headers TEXT NOT NULL CHECK (json_typeof(headers::json) = 'array'),
    body BYTEA NOT NULL,
    received_at BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    turns BIGINT NOT NULL CHECK (turns BETWEEN 0 AND 4294967295),
    processed_at BIGINT,
    -- 1 read, 2 no channel, 3 unreadable, 4 unbelieved.
    outcome SMALLINT CHECK (outcome BETWEEN 1 AND 4),
    CHECK ((processed_at IS NULL) = (outcome IS NULL))
);

CREATE INDEX received_callbacks_waiting ON received_callbacks (next_at, id)
WHERE processed_at IS NULL;
CREATE INDEX received_callbacks_processed ON received_callbacks (processed_at)
WHERE processed_at IS NOT NULL;

-- What a channel was told already. A platform tells it again.
CREATE TABLE received_events (
    tenant_id UUID NOT NULL,
    channel_id UUID NOT NULL,
    event_key BYTEA NOT NULL CHECK (octet_length(event_key) = 32),
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, channel_id, event_key),
    FOREIGN KEY (tenant_id, channel_id) REFERENCES channels (tenant_id, id) ON DELETE CASCADE
);

CREATE INDEX received_events_by_time ON received_events (seen_at);

CREATE TABLE channel_activity (
    tenant_id UUID NOT NULL,
    channel_id UUID NOT NULL,
    last_callback_at BIGINT NOT NULL,
    last_inbound_at BIGINT,
    PRIMARY KEY (tenant_id, channel_id),
    FOREIGN KEY (tenant_id, channel_id) REFERENCES channels (tenant_id, id) ON DELETE CASCADE
);

CREATE TABLE channel_traffic (
    tenant_id UUID NOT NULL,
    channel_id UUID NOT NULL,
    -- Hours since the epoch.
    hour BIGINT NOT NULL,
    received BIGINT NOT NULL CHECK (received >= 0),
    sent BIGINT NOT NULL CHECK (sent >= 0),
    PRIMARY KEY (tenant_id, channel_id, hour),
    FOREIGN KEY (tenant_id, channel_id) REFERENCES channels (tenant_id, id) ON DELETE CASCADE
);

CREATE INDEX channel_traffic_by_hour ON channel_traffic (hour);

-- Messages that were sent from here, without their texts.
CREATE TABLE messages (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    channel_id UUID NOT NULL,
    recipient TEXT COLLATE "C" NOT NULL CHECK (char_length(recipient) BETWEEN 1 AND 254),
    sent_by TEXT NOT NULL CHECK (char_length(sent_by) <= 200),
    sent_at BIGINT NOT NULL,
    -- 1 waiting, 2 accepted, 3 refused, 4 unknown.
    outcome SMALLINT NOT NULL CHECK (outcome BETWEEN 1 AND 4),
    problem TEXT CHECK (json_typeof(problem::json) = 'object'),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, channel_id) REFERENCES channels (tenant_id, id) ON DELETE CASCADE,
    CHECK ((outcome IN (3, 4)) = (problem IS NOT NULL))
);

CREATE INDEX messages_of_channel ON messages (tenant_id, channel_id, sent_at, id);
CREATE INDEX messages_by_time ON messages (sent_at);

-- What platforms have named: the parts of our messages and, without a message, those that other
-- systems have sent from the same account, or that are reported before their ids are known here.
CREATE TABLE message_parts (
    tenant_id UUID NOT NULL,
    channel_id UUID NOT NULL,
    platform_id TEXT COLLATE "C" NOT NULL CHECK (octet_length(platform_id) BETWEEN 1 AND 500),
    message_id UUID,
    -- 0 accepted, 1 sent, 2 failed, 3 delivered, 4 read. It never becomes less.
    state SMALLINT NOT NULL CHECK (state BETWEEN 0 AND 4),
    since BIGINT NOT NULL,
    problem TEXT CHECK (json_typeof(problem::json) = 'object'),
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, channel_id, platform_id),
    FOREIGN KEY (tenant_id, channel_id) REFERENCES channels (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, message_id) REFERENCES messages (tenant_id, id) ON DELETE CASCADE,
    CHECK ((state = 2) = (problem IS NOT NULL))
);

CREATE INDEX message_parts_of_message ON message_parts (tenant_id, message_id)
WHERE message_id IS NOT NULL;
CREATE INDEX message_parts_by_time ON message_parts (seen_at) WHERE message_id IS NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON received_callbacks TO suiro_runtime;

-- As in migration 3.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'received_events', 'channel_activity', 'channel_traffic', 'messages', 'message_parts'
    ]
    LOOP
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO suiro_runtime', name);
        EXECUTE format(
            'ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name
        );
        EXECUTE format(
            'CREATE POLICY in_scope ON %I USING (CASE (SELECT scope()) '
            'WHEN ''installation'' THEN TRUE ELSE tenant_id = (SELECT tenant_in_scope()) END)',
            name
        );
    END LOOP;
END;
$$;
