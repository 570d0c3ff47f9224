-- A person may belong to several tenants, and is looked for before one is known: only memberships
-- begin with the tenant.

CREATE TABLE users (
    id UUID NOT NULL PRIMARY KEY,
    -- COLLATE "C" sorts by code point, as SQLite does, and folds only ASCII.
    email TEXT COLLATE "C" NOT NULL
        CHECK (char_length(email) BETWEEN 3 AND 254 AND email = lower(email)),
    name TEXT NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    password_hash TEXT CHECK (char_length(password_hash) BETWEEN 1 AND 200),
    account_manager BOOLEAN NOT NULL,
    disabled_at BIGINT,
    created_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX users_by_email ON users (email);

CREATE TABLE memberships (
    tenant_id UUID NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role SMALLINT NOT NULL CHECK (role BETWEEN 1 AND 3),
    joined_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, user_id)
);

CREATE INDEX memberships_by_user ON memberships (user_id, tenant_id);

CREATE TABLE sessions (
    token_hash BYTEA NOT NULL PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    id UUID NOT NULL,
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- Whether the user still belongs to it is asked at each request.
    tenant_id UUID REFERENCES tenants (id) ON DELETE SET NULL,
    created_at BIGINT NOT NULL,
    -- In no index: it changes more often than anything else here.
    seen_at BIGINT NOT NULL,
    proven_at BIGINT NOT NULL,
    address TEXT NOT NULL CHECK (char_length(address) <= 45),
    agent TEXT NOT NULL CHECK (char_length(agent) <= 300)
);

CREATE UNIQUE INDEX sessions_by_id ON sessions (id);
CREATE INDEX sessions_by_user ON sessions (user_id);

CREATE TABLE links (
    token_hash BYTEA NOT NULL PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    id UUID NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('set_up', 'invitation', 'password_reset')),
    tenant_id UUID REFERENCES tenants (id) ON DELETE CASCADE,
    email TEXT COLLATE "C" CHECK (char_length(email) BETWEEN 3 AND 254 AND email = lower(email)),
    role SMALLINT CHECK (role BETWEEN 1 AND 3),
    user_id UUID REFERENCES users (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    -- An invitation has the first three, a password reset the last one, and nothing else any.
    CHECK ((purpose = 'invitation') = (tenant_id IS NOT NULL)),
    CHECK ((purpose = 'invitation') = (email IS NOT NULL)),
    CHECK ((purpose = 'invitation') = (role IS NOT NULL)),
    CHECK ((purpose = 'password_reset') = (user_id IS NOT NULL))
);

CREATE UNIQUE INDEX links_by_id ON links (id);
CREATE UNIQUE INDEX links_one_set_up ON links (purpose) WHERE purpose = 'set_up';
CREATE UNIQUE INDEX links_one_invitation ON links (tenant_id, email) WHERE purpose = 'invitation';
CREATE UNIQUE INDEX links_one_reset ON links (user_id) WHERE purpose = 'password_reset';

-- The subject names an account, a device or a network address. Refers to no user: attempts for
-- addresses that nobody has are counted, too.
CREATE TABLE sign_in_attempts (
    subject TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (char_length(subject) BETWEEN 1 AND 400),
    attempts BIGINT NOT NULL CHECK (attempts BETWEEN 0 AND 4294967295),
    last_at BIGINT NOT NULL
);

CREATE TABLE known_devices (
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token_hash BYTEA NOT NULL CHECK (octet_length(token_hash) = 32),
    used_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, token_hash)
);

-- The person an entry is about.
ALTER TABLE audit_entries ADD COLUMN user_id UUID;
