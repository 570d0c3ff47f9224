-- What platforms have sent, as it arrived. It is of no tenant before it is read.
CREATE TABLE received_callbacks (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    channel_type INTEGER NOT NULL CHECK (channel_type BETWEEN 1 AND 6),
    binding_id BLOB CHECK (length(binding_id) = 16),
    url TEXT NOT NULL,
    headers TEXT NOT NULL CHECK (json_type(headers) = 'array'),
    body BLOB NOT NULL,
    received_at INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    turns INTEGER NOT NULL CHECK (turns BETWEEN 0 AND 4294967295),
    processed_at INTEGER,
    -- 1 read, 2 no channel, 3 unreadable, 4 unbelieved.
    outcome INTEGER CHECK (outcome BETWEEN 1 AND 4),
    CHECK ((processed_at IS NULL) = (outcome IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX received_callbacks_waiting ON received_callbacks (next_at, id)
WHERE processed_at IS NULL;
CREATE INDEX received_callbacks_processed ON received_callbacks (processed_at)
WHERE processed_at IS NOT NULL;

-- What a channel was told already. A platform tells it again.
CREATE TABLE received_events (
    tenant_id BLOB NOT NULL,
    channel_id BLOB NOT NULL,
    event_key BLOB NOT NULL CHECK (length(event_key) = 32),
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, channel_id, event_key),
    FOREIGN KEY (tenant_id, channel_id) REFERENCES channels (tenant_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX received_events_by_time ON received_events (seen_at);

CREATE TABLE channel_activity (
    tenant_id BLOB NOT NULL,
    channel_id BLOB NOT NULL,
    last_callback_at INTEGER NOT NULL,
    last_inbound_at INTEGER,
    PRIMARY KEY (tenant_id, channel_id),
    FOREIGN KEY (tenant_id, channel_id) REFERENCES channels (tenant_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE channel_traffic (
    tenant_id BLOB NOT NULL,
    channel_id BLOB NOT NULL,
    -- Hours since the epoch.
    hour INTEGER NOT NULL,
    received INTEGER NOT NULL CHECK (received >= 0),
    sent INTEGER NOT NULL CHECK (sent >= 0),
    PRIMARY KEY (tenant_id, channel_id, hour),
    FOREIGN KEY (tenant_id, channel_id) REFERENCES channels (tenant_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX channel_traffic_by_hour ON channel_traffic (hour);

-- Messages that were sent from here, without their texts.
CREATE TABLE messages (
    tenant_id BLOB NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    channel_id BLOB NOT NULL,
    recipient TEXT NOT NULL CHECK (length(recipient) BETWEEN 1 AND 254),
    sent_by TEXT NOT NULL CHECK (length(sent_by) <= 200),
    sent_at INTEGER NOT NULL,
    -- 1 waiting, 2 accepted, 3 refused, 4 unknown.
    outcome INTEGER NOT NULL CHECK (outcome BETWEEN 1 AND 4),
    problem TEXT CHECK (json_type(problem) = 'object'),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, channel_id) REFERENCES channels (tenant_id, id) ON DELETE CASCADE,
    CHECK ((outcome IN (3, 4)) = (problem IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX messages_of_channel ON messages (tenant_id, channel_id, sent_at, id);
CREATE INDEX messages_by_time ON messages (sent_at);

-- What platforms have named: the parts of our messages and, without a message, those that other
-- systems have sent from the same account, or that are reported before their ids are known here.
CREATE TABLE message_parts (
    tenant_id BLOB NOT NULL,
    channel_id BLOB NOT NULL,
    platform_id TEXT NOT NULL CHECK (length(CAST(platform_id AS BLOB)) BETWEEN 1 AND 500),
    message_id BLOB,
    -- 0 accepted, 1 sent, 2 failed, 3 delivered, 4 read. It never becomes less.
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4),
    since INTEGER NOT NULL,
    problem TEXT CHECK (json_type(problem) = 'object'),
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, channel_id, platform_id),
    FOREIGN KEY (tenant_id, channel_id) REFERENCES channels (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, message_id) REFERENCES messages (tenant_id, id) ON DELETE CASCADE,
    CHECK ((state = 2) = (problem IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX message_parts_of_message ON message_parts (tenant_id, message_id)
WHERE message_id IS NOT NULL;
CREATE INDEX message_parts_by_time ON message_parts (seen_at) WHERE message_id IS NULL;
