CREATE TABLE passkeys (
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    id UUID NOT NULL,
    name TEXT NOT NULL CHECK (char_length(name) BETWEEN 1 AND 50),
    -- Chosen by the authenticator. Public, like the key in credential.
    credential_id BYTEA NOT NULL CHECK (octet_length(credential_id) BETWEEN 1 AND 1023),
    credential TEXT NOT NULL CHECK (char_length(credential) BETWEEN 1 AND 4000),
    created_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (user_id, id)
);

CREATE UNIQUE INDEX passkeys_by_credential ON passkeys (credential_id);

-- A challenge that waits for the answer of a browser.
CREATE TABLE passkey_ceremonies (
    token_hash BYTEA NOT NULL PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    -- Who adds a passkey. Absent when somebody signs in.
    user_id UUID REFERENCES users (id) ON DELETE CASCADE,
    state TEXT NOT NULL CHECK (char_length(state) BETWEEN 1 AND 8000),
    expires_at BIGINT NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE ON passkeys TO suiro_runtime;
GRANT SELECT, INSERT, DELETE ON passkey_ceremonies TO suiro_runtime;
