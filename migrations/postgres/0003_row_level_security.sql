-- A second wall behind the tenant conditions: a statement that forgets its condition still finds
-- no foreign row. The server signs in as the owner of the tables, but acts as a role that owns
-- nothing, is bound by the policies below, and may do only what the server does.

-- Roles belong to the whole database server, which may hold other databases of this program.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'suiro_runtime') THEN
        BEGIN
            CREATE ROLE suiro_runtime NOLOGIN;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL; -- Another database was quicker.
        END;
    END IF;
    -- From version 16 on somebody may be a member without being allowed to act as the role.
    IF NOT pg_has_role(current_user, 'suiro_runtime', CASE
        WHEN current_setting('server_version_num')::integer >= 160000 THEN 'SET'
        ELSE 'MEMBER'
    END) THEN
        BEGIN
            GRANT suiro_runtime TO CURRENT_USER;
        EXCEPTION WHEN unique_violation THEN
            NULL; -- The same.
        END;
    END IF;
    IF NOT has_schema_privilege('suiro_runtime', current_schema(), 'USAGE') THEN
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO suiro_runtime', current_schema());
    END IF;
END;
$$;

GRANT SELECT, INSERT, UPDATE ON tenants TO suiro_runtime;
GRANT SELECT, INSERT, UPDATE, DELETE ON channels TO suiro_runtime;
GRANT SELECT, INSERT, UPDATE, DELETE ON memberships TO suiro_runtime;
GRANT SELECT, INSERT, DELETE ON links TO suiro_runtime;
GRANT SELECT, INSERT, UPDATE ON users TO suiro_runtime;
GRANT SELECT, INSERT, UPDATE, DELETE ON sessions TO suiro_runtime;
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_attempts TO suiro_runtime;
GRANT SELECT, INSERT, UPDATE, DELETE ON known_devices TO suiro_runtime;
GRANT SELECT, UPDATE ON installation TO suiro_runtime;
-- No rights to update or delete: the log is append-only even without its triggers.
GRANT SELECT, INSERT ON audit_entries TO suiro_runtime;

-- What the transaction is about: a tenant's id, or everybody ('installation'). Without it nothing
-- is seen and nothing can be added. It is NULL in a new session and empty after a transaction
-- that had set it.
CREATE FUNCTION scope() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
RETURN NULLIF(current_setting('suiro.tenant', true), '');

CREATE FUNCTION tenant_in_scope() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN NULLIF(scope(), 'installation')::uuid;

-- The sub-selects make the functions run once for each statement and not for each row. CASE and
-- not OR: the planner would multiply the share of the tenant in the table with itself, find few
-- rows, and sort them instead of reading an index in the order that is asked for.
-- FORCE: for the owner of the tables, too.
DO $$
DECLARE
    tenants_own record;
BEGIN
    FOR tenants_own IN
        SELECT * FROM (VALUES
            ('tenants', 'id'),
            ('channels', 'tenant_id'),
            ('memberships', 'tenant_id'),
            ('links', 'tenant_id'),
            ('audit_entries', 'tenant_id')
        ) AS list (name, tenant)
    LOOP
        EXECUTE format(
            'ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', tenants_own.name
        );
        EXECUTE format(
            'CREATE POLICY in_scope ON %I USING (CASE (SELECT scope()) '
            'WHEN ''installation'' THEN TRUE ELSE %I = (SELECT tenant_in_scope()) END)',
            tenants_own.name, tenants_own.tenant
        );
    END LOOP;
END;
$$;
