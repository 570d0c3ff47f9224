-- Every key and index of a tenant's table begins with the tenant, so that the tables can be
-- distributed by it.

CREATE TABLE tenants (
    id UUID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    channel_quota BIGINT NOT NULL CHECK (channel_quota BETWEEN 0 AND 4294967295),
    -- May exceed the quota: an account manager can lower it below what is in use.
    channels_used BIGINT NOT NULL CHECK (channels_used BETWEEN 0 AND 4294967295),
    created_at BIGINT NOT NULL
);

CREATE TABLE channels (
    tenant_id UUID NOT NULL REFERENCES tenants (id),
    id UUID NOT NULL,
    channel_type SMALLINT NOT NULL CHECK (channel_type BETWEEN 1 AND 6),
    name TEXT NOT NULL CHECK (char_length(name) BETWEEN 1 AND 50),
    -- The name in lower case: the engines fold case differently, so the program does it for both.
    -- COLLATE "C" sorts by code point, as SQLite does.
    name_key TEXT COLLATE "C" NOT NULL,
    remarks TEXT NOT NULL CHECK (char_length(remarks) <= 150),
    search_text TEXT COLLATE "C" NOT NULL,
    lifecycle SMALLINT NOT NULL CHECK (lifecycle BETWEEN 1 AND 4),
    version BIGINT NOT NULL CHECK (version >= 1),
    creation_key UUID NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

CREATE UNIQUE INDEX channels_by_creation_key ON channels (tenant_id, creation_key);

-- One for each order of the list. The one by name also answers whether a name is in use.
CREATE INDEX channels_by_created ON channels (tenant_id, created_at, id);
CREATE INDEX channels_by_name ON channels (tenant_id, name_key, id);
CREATE INDEX channels_by_type ON channels (tenant_id, channel_type, id);
CREATE INDEX channels_by_status ON channels (tenant_id, lifecycle, id);

-- Refers to no other table: the log outlives what it is about.
CREATE TABLE audit_entries (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL CHECK (char_length(actor) <= 200),
    action TEXT NOT NULL CHECK (char_length(action) BETWEEN 1 AND 100),
    channel_id UUID,
    refused_for TEXT CHECK (char_length(refused_for) BETWEEN 1 AND 100),
    changes TEXT NOT NULL CHECK (json_typeof(changes::json) = 'array'),
    PRIMARY KEY (tenant_id, id)
);

CREATE INDEX audit_entries_by_channel ON audit_entries (tenant_id, channel_id, id);

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only';
END;
$$;

CREATE TRIGGER audit_entries_refuse_change BEFORE UPDATE OR DELETE ON audit_entries
FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();

CREATE TRIGGER audit_entries_refuse_truncate BEFORE TRUNCATE ON audit_entries
FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- One row, there from the start: the readiness probe writes to it and rolls back.
CREATE TABLE installation (
    id SMALLINT NOT NULL PRIMARY KEY CHECK (id = 1),
    secret BYTEA CHECK (octet_length(secret) = 32)
);

INSERT INTO installation (id) VALUES (1);
