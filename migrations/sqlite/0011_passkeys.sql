CREATE TABLE passkeys (
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    id BLOB NOT NULL CHECK (length(id) = 16),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 50),
    -- Chosen by the authenticator. Public, like the key in credential.
    credential_id BLOB NOT NULL CHECK (length(credential_id) BETWEEN 1 AND 1023),
    credential TEXT NOT NULL CHECK (length(credential) BETWEEN 1 AND 4000),
    created_at INTEGER NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (user_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX passkeys_by_credential ON passkeys (credential_id);

-- A challenge that waits for the answer of a browser.
CREATE TABLE passkey_ceremonies (
    token_hash BLOB NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32),
    -- Who adds a passkey. Absent when somebody signs in.
    user_id BLOB REFERENCES users (id) ON DELETE CASCADE,
    state TEXT NOT NULL CHECK (length(state) BETWEEN 1 AND 8000),
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
