CREATE TABLE users (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    email TEXT NOT NULL CHECK (length(email) BETWEEN 3 AND 254 AND email = lower(email)),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    password_hash TEXT CHECK (length(password_hash) BETWEEN 1 AND 200),
    account_manager INTEGER NOT NULL CHECK (account_manager IN (0, 1)),
    disabled_at INTEGER,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX users_by_email ON users (email);

CREATE TABLE memberships (
    tenant_id BLOB NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role INTEGER NOT NULL CHECK (role BETWEEN 1 AND 3),
    joined_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX memberships_by_user ON memberships (user_id, tenant_id);

CREATE TABLE sessions (
    token_hash BLOB NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32),
    id BLOB NOT NULL CHECK (length(id) = 16),
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- Whether the user still belongs to it is asked at each request.
    tenant_id BLOB REFERENCES tenants (id) ON DELETE SET NULL,
    created_at INTEGER NOT NULL,
    -- In no index: it changes more often than anything else here.
    seen_at INTEGER NOT NULL,
    proven_at INTEGER NOT NULL,
    address TEXT NOT NULL CHECK (length(address) <= 45),
    agent TEXT NOT NULL CHECK (length(agent) <= 300)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX sessions_by_id ON sessions (id);
CREATE INDEX sessions_by_user ON sessions (user_id);

CREATE TABLE links (
    token_hash BLOB NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32),
    id BLOB NOT NULL CHECK (length(id) = 16),
    purpose TEXT NOT NULL CHECK (purpose IN ('set_up', 'invitation', 'password_reset')),
    tenant_id BLOB REFERENCES tenants (id) ON DELETE CASCADE,
    email TEXT CHECK (length(email) BETWEEN 3 AND 254 AND email = lower(email)),
    role INTEGER CHECK (role BETWEEN 1 AND 3),
    user_id BLOB REFERENCES users (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    -- An invitation has the first three, a password reset the last one, and nothing else any.
    CHECK ((purpose = 'invitation') = (tenant_id IS NOT NULL)),
    CHECK ((purpose = 'invitation') = (email IS NOT NULL)),
    CHECK ((purpose = 'invitation') = (role IS NOT NULL)),
    CHECK ((purpose = 'password_reset') = (user_id IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX links_by_id ON links (id);
CREATE UNIQUE INDEX links_one_set_up ON links (purpose) WHERE purpose = 'set_up';
CREATE UNIQUE INDEX links_one_invitation ON links (tenant_id, email) WHERE purpose = 'invitation';
CREATE UNIQUE INDEX links_one_reset ON links (user_id) WHERE purpose = 'password_reset';

-- The subject names an account, a device or a network address. Refers to no user: attempts for
-- addresses that nobody has are counted, too.
CREATE TABLE sign_in_attempts (
    subject TEXT NOT NULL PRIMARY KEY CHECK (length(subject) BETWEEN 1 AND 400),
    attempts INTEGER NOT NULL CHECK (attempts BETWEEN 0 AND 4294967295),
    last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE known_devices (
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token_hash BLOB NOT NULL CHECK (length(token_hash) = 32),
    used_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, token_hash)
) STRICT, WITHOUT ROWID;

-- The person an entry is about.
ALTER TABLE audit_entries ADD COLUMN user_id BLOB CHECK (length(user_id) = 16);
