-- A service provider's people act for its customers. A tenant has one provider at most.
ALTER TABLE tenants
    ADD COLUMN service_provider BOOLEAN NOT NULL DEFAULT FALSE,
    -- In whose list it stands: its provider's, or its own once it has had the right itself.
    ADD COLUMN provider_id UUID,
    -- The name in lower case, folded by the program, where somebody sorts by it.
    ADD COLUMN customer_key TEXT COLLATE "C",
    ADD CHECK ((provider_id IS NULL) = (customer_key IS NULL)),
    ADD CHECK (NOT service_provider OR provider_id = id),
    ADD UNIQUE (id, provider_id),
    -- Whoever is referred to stands in its own list: no customer has customers, under any number
    -- of transactions at once.
    ADD FOREIGN KEY (provider_id, provider_id) REFERENCES tenants (id, provider_id);

CREATE INDEX tenants_by_provider ON tenants (provider_id, customer_key, id)
WHERE provider_id IS NOT NULL;

-- Copies of what the tenant has, kept by the transactions that change it there, so that the list
-- of a provider reads one index in its order.
ALTER TABLE channels
    ADD COLUMN provider_id UUID,
    ADD COLUMN customer_key TEXT COLLATE "C",
    ADD CHECK ((provider_id IS NULL) = (customer_key IS NULL));

CREATE INDEX channels_of_provider ON channels (provider_id, id) WHERE provider_id IS NOT NULL;
CREATE INDEX channels_of_provider_by_created ON channels (provider_id, created_at, id)
WHERE provider_id IS NOT NULL;
CREATE INDEX channels_of_provider_by_name ON channels (provider_id, name_key, id)
WHERE provider_id IS NOT NULL;
CREATE INDEX channels_of_provider_by_type ON channels (provider_id, channel_type, id)
WHERE provider_id IS NOT NULL;
CREATE INDEX channels_of_provider_by_status ON channels (provider_id, lifecycle, id)
WHERE provider_id IS NOT NULL;
CREATE INDEX channels_of_provider_by_customer ON channels (provider_id, customer_key, id)
WHERE provider_id IS NOT NULL;
-- And of one type, or in one state: in another order the matches may lie far apart.
CREATE INDEX channels_of_provider_of_type_by_created ON channels
    (provider_id, channel_type, created_at, id) WHERE provider_id IS NOT NULL;
CREATE INDEX channels_of_provider_of_type_by_name ON channels
    (provider_id, channel_type, name_key, id) WHERE provider_id IS NOT NULL;
CREATE INDEX channels_of_provider_of_type_by_customer ON channels
    (provider_id, channel_type, customer_key, id) WHERE provider_id IS NOT NULL;
CREATE INDEX channels_of_provider_of_status_by_created ON channels
    (provider_id, lifecycle, created_at, id) WHERE provider_id IS NOT NULL;
CREATE INDEX channels_of_provider_of_status_by_name ON channels
    (provider_id, lifecycle, name_key, id) WHERE provider_id IS NOT NULL;
CREATE INDEX channels_of_provider_of_status_by_customer ON channels
    (provider_id, lifecycle, customer_key, id) WHERE provider_id IS NOT NULL;

CREATE TABLE consent_requests (
    -- Refers to no tenant: whoever asks for one that does not exist is answered alike.
    customer_id UUID NOT NULL,
    provider_id UUID NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    -- As it was when it asked: the customer cannot see the provider's row.
    provider_name TEXT NOT NULL CHECK (char_length(provider_name) BETWEEN 1 AND 200),
    asked_at BIGINT NOT NULL,
    PRIMARY KEY (customer_id, provider_id)
);

CREATE INDEX consent_requests_by_provider ON consent_requests (provider_id, customer_id);

-- The organisation of whoever acted for the tenant as its service provider.
ALTER TABLE audit_entries
    ADD COLUMN provider_id UUID,
    ADD COLUMN provider_name TEXT CHECK (char_length(provider_name) BETWEEN 1 AND 200),
    ADD CHECK ((provider_id IS NULL) = (provider_name IS NULL));

-- One scope more: what stands in the list of a provider. Such transactions only read.
CREATE OR REPLACE FUNCTION tenant_in_scope() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN scope() IN ('installation', 'provider') THEN NULL ELSE scope()::uuid END;

CREATE FUNCTION provider_in_scope() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN NULLIF(current_setting('suiro.provider', true), '')::uuid;

ALTER POLICY in_scope ON tenants USING (CASE (SELECT scope())
    WHEN 'installation' THEN TRUE
    WHEN 'provider' THEN provider_id = (SELECT provider_in_scope())
    ELSE id = (SELECT tenant_in_scope()) END);

ALTER POLICY in_scope ON channels USING (CASE (SELECT scope())
    WHEN 'installation' THEN TRUE
    WHEN 'provider' THEN provider_id = (SELECT provider_in_scope())
    ELSE tenant_id = (SELECT tenant_in_scope()) END);

GRANT SELECT, INSERT, DELETE ON consent_requests TO suiro_runtime;
ALTER TABLE consent_requests ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY in_scope ON consent_requests USING (CASE (SELECT scope())
    WHEN 'installation' THEN TRUE
    ELSE (SELECT tenant_in_scope()) IN (customer_id, provider_id) END);
