-- A user's app that shows codes. Its key is sealed with the key that key_id names.
CREATE TABLE totp_factors (
    user_id UUID NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    key_id TEXT NOT NULL CHECK (char_length(key_id) = 16),
    sealed BYTEA NOT NULL CHECK (octet_length(sealed) BETWEEN 1 AND 200),
    created_at BIGINT NOT NULL,
    -- Absent until the first code has come.
    confirmed_at BIGINT,
    -- The last 30 seconds of which a code was used. It only grows: a code works once.
    last_step BIGINT NOT NULL
);

CREATE INDEX totp_factors_by_key ON totp_factors (key_id);

-- One that is used is taken away.
CREATE TABLE recovery_codes (
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    code_hash BYTEA NOT NULL CHECK (octet_length(code_hash) = 32),
    PRIMARY KEY (user_id, code_hash)
);

-- Whoever has proved the password and not yet the second factor. Opens nothing.
CREATE TABLE pending_sign_ins (
    token_hash BYTEA NOT NULL PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    expires_at BIGINT NOT NULL
);

CREATE INDEX pending_sign_ins_by_user ON pending_sign_ins (user_id);

-- Whether the session began with a second factor.
ALTER TABLE sessions ADD COLUMN second_factor BOOLEAN NOT NULL DEFAULT FALSE;

GRANT SELECT, INSERT, UPDATE, DELETE ON totp_factors TO suiro_runtime;
GRANT SELECT, INSERT, DELETE ON recovery_codes TO suiro_runtime;
GRANT SELECT, INSERT, DELETE ON pending_sign_ins TO suiro_runtime;
