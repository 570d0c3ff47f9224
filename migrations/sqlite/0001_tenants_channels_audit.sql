-- Kept by primary key (WITHOUT ROWID), so that the rows of one tenant lie side by side.

CREATE TABLE tenants (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    channel_quota INTEGER NOT NULL CHECK (channel_quota BETWEEN 0 AND 4294967295),
    -- May exceed the quota: an account manager can lower it below what is in use.
    channels_used INTEGER NOT NULL CHECK (channels_used BETWEEN 0 AND 4294967295),
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE channels (
    tenant_id BLOB NOT NULL REFERENCES tenants (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    channel_type INTEGER NOT NULL CHECK (channel_type BETWEEN 1 AND 6),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 50),
    -- The name in lower case: the engines fold case differently, so the program does it for both.
    name_key TEXT NOT NULL,
    remarks TEXT NOT NULL CHECK (length(remarks) <= 150),
    search_text TEXT NOT NULL,
    lifecycle INTEGER NOT NULL CHECK (lifecycle BETWEEN 1 AND 4),
    version INTEGER NOT NULL CHECK (version >= 1),
    creation_key BLOB NOT NULL CHECK (length(creation_key) = 16),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX channels_by_creation_key ON channels (tenant_id, creation_key);

-- One for each order of the list. The one by name also answers whether a name is in use.
CREATE INDEX channels_by_created ON channels (tenant_id, created_at, id);
CREATE INDEX channels_by_name ON channels (tenant_id, name_key, id);
CREATE INDEX channels_by_type ON channels (tenant_id, channel_type, id);
CREATE INDEX channels_by_status ON channels (tenant_id, lifecycle, id);

-- Refers to no other table: the log outlives what it is about.
CREATE TABLE audit_entries (
    tenant_id BLOB NOT NULL CHECK (length(tenant_id) = 16),
    id BLOB NOT NULL CHECK (length(id) = 16),
    at INTEGER NOT NULL,
    actor TEXT NOT NULL CHECK (length(actor) <= 200),
    action TEXT NOT NULL CHECK (length(action) BETWEEN 1 AND 100),
    channel_id BLOB CHECK (length(channel_id) = 16),
    refused_for TEXT CHECK (length(refused_for) BETWEEN 1 AND 100),
    changes TEXT NOT NULL CHECK (json_type(changes) = 'array'),
    PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX audit_entries_by_channel ON audit_entries (tenant_id, channel_id, id);

CREATE TRIGGER audit_entries_refuse_update BEFORE UPDATE ON audit_entries
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

CREATE TRIGGER audit_entries_refuse_delete BEFORE DELETE ON audit_entries
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

-- INSERT OR REPLACE deletes without asking the trigger above.
CREATE TRIGGER audit_entries_refuse_replace BEFORE INSERT ON audit_entries
WHEN EXISTS (SELECT 1 FROM audit_entries WHERE tenant_id = NEW.tenant_id AND id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

-- One row, there from the start: the readiness probe writes to it and rolls back.
CREATE TABLE installation (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    secret BLOB CHECK (length(secret) = 32)
) STRICT;

INSERT INTO installation (id) VALUES (1);
