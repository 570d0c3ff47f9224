-- A service provider's people act for its customers. A tenant has one provider at most.
ALTER TABLE tenants ADD COLUMN service_provider INTEGER NOT NULL DEFAULT 0
    CHECK (service_provider IN (0, 1));
-- In whose list it stands: its provider's, or its own once it has had the right itself.
ALTER TABLE tenants ADD COLUMN provider_id BLOB REFERENCES tenants (id)
    CHECK (NOT service_provider OR provider_id IS id);
-- The name in lower case, folded by the program, where somebody sorts by it.
ALTER TABLE tenants ADD COLUMN customer_key TEXT
    CHECK ((provider_id IS NULL) = (customer_key IS NULL));

CREATE INDEX tenants_by_provider ON tenants (provider_id, customer_key, id)
WHERE provider_id IS NOT NULL;

-- Whoever is referred to stands in its own list: no customer has customers. A column that is
-- added cannot have a foreign key of two columns, which says this on PostgreSQL.
-- In whatever order rows come: a backup is restored without asking who refers to whom.
CREATE TRIGGER tenants_no_customer_of_a_customer_inserted BEFORE INSERT ON tenants
WHEN NEW.provider_id IS NOT NEW.id
    AND (EXISTS (SELECT 1 FROM tenants WHERE id = NEW.provider_id AND provider_id IS NOT id)
        OR EXISTS (SELECT 1 FROM tenants WHERE provider_id = NEW.id))
BEGIN
    SELECT RAISE(ABORT, 'a customer cannot have customers');
END;

CREATE TRIGGER tenants_no_customer_of_a_customer_updated BEFORE UPDATE OF provider_id ON tenants
WHEN NEW.provider_id IS NOT OLD.provider_id
    AND ((NEW.provider_id <> NEW.id
            AND NOT EXISTS (SELECT 1 FROM tenants WHERE id = NEW.provider_id AND provider_id = id))
        OR (NEW.provider_id IS NOT NEW.id
            AND EXISTS (SELECT 1 FROM tenants WHERE provider_id = NEW.id AND id <> NEW.id)))
BEGIN
    SELECT RAISE(ABORT, 'a customer cannot have customers');
END;

-- Copies of what the tenant has, kept by the transactions that change it there, so that the list
-- of a provider reads one index in its order.
ALTER TABLE channels ADD COLUMN provider_id BLOB CHECK (length(provider_id) = 16);
ALTER TABLE channels ADD COLUMN customer_key TEXT
    CHECK ((provider_id IS NULL) = (customer_key IS NULL));

-- What the list can be filtered by stands behind the order, so that an index alone tells which
-- channels of many pass.
CREATE INDEX channels_of_provider ON channels (provider_id, id) WHERE provider_id IS NOT NULL;
CREATE INDEX channels_of_provider_by_created ON channels
    (provider_id, created_at, id, channel_type, lifecycle) WHERE provider_id IS NOT NULL;
CREATE INDEX channels_of_provider_by_name ON channels
    (provider_id, name_key, id, channel_type, lifecycle) WHERE provider_id IS NOT NULL;
CREATE INDEX channels_of_provider_by_type ON channels
    (provider_id, channel_type, id, lifecycle) WHERE provider_id IS NOT NULL;
CREATE INDEX channels_of_provider_by_status ON channels
    (provider_id, lifecycle, id, channel_type) WHERE provider_id IS NOT NULL;
CREATE INDEX channels_of_provider_by_customer ON channels
    (provider_id, customer_key, id, channel_type, lifecycle) WHERE provider_id IS NOT NULL;
-- And of one type, or in one state: in another order the matches may lie far apart.
CREATE INDEX channels_of_provider_of_type_by_created ON channels
    (provider_id, channel_type, created_at, id, lifecycle) WHERE provider_id IS NOT NULL;
CREATE INDEX channels_of_provider_of_type_by_name ON channels
    (provider_id, channel_type, name_key, id, lifecycle) WHERE provider_id IS NOT NULL;
CREATE INDEX channels_of_provider_of_type_by_customer ON channels
    (provider_id, channel_type, customer_key, id, lifecycle) WHERE provider_id IS NOT NULL;
CREATE INDEX channels_of_provider_of_status_by_created ON channels
    (provider_id, lifecycle, created_at, id, channel_type) WHERE provider_id IS NOT NULL;
CREATE INDEX channels_of_provider_of_status_by_name ON channels
    (provider_id, lifecycle, name_key, id, channel_type) WHERE provider_id IS NOT NULL;
CREATE INDEX channels_of_provider_of_status_by_customer ON channels
    (provider_id, lifecycle, customer_key, id, channel_type) WHERE provider_id IS NOT NULL;

CREATE TABLE consent_requests (
    -- Refers to no tenant: whoever asks for one that does not exist is answered alike.
    customer_id BLOB NOT NULL CHECK (length(customer_id) = 16),
    provider_id BLOB NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    -- As it was when it asked: the customer cannot see the provider's row.
    provider_name TEXT NOT NULL CHECK (length(provider_name) BETWEEN 1 AND 200),
    asked_at INTEGER NOT NULL,
    PRIMARY KEY (customer_id, provider_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX consent_requests_by_provider ON consent_requests (provider_id, customer_id);

-- The organisation of whoever acted for the tenant as its service provider.
ALTER TABLE audit_entries ADD COLUMN provider_id BLOB CHECK (length(provider_id) = 16);
ALTER TABLE audit_entries ADD COLUMN provider_name TEXT
    CHECK (length(provider_name) BETWEEN 1 AND 200
        AND (provider_id IS NULL) = (provider_name IS NULL));
