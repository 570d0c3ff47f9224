-- A user's app that shows codes. Its key is sealed with the key that key_id names.
CREATE TABLE totp_factors (
    user_id BLOB NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    key_id TEXT NOT NULL CHECK (length(key_id) = 16),
    sealed BLOB NOT NULL CHECK (length(sealed) BETWEEN 1 AND 200),
    created_at INTEGER NOT NULL,
    -- Absent until the first code has come.
    confirmed_at INTEGER,
    -- The last 30 seconds of which a code was used. It only grows: a code works once.
    last_step INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX totp_factors_by_key ON totp_factors (key_id);

-- One that is used is taken away.
CREATE TABLE recovery_codes (
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    code_hash BLOB NOT NULL CHECK (length(code_hash) = 32),
    PRIMARY KEY (user_id, code_hash)
) STRICT, WITHOUT ROWID;

-- Whoever has proved the password and not yet the second factor. Opens nothing.
CREATE TABLE pending_sign_ins (
    token_hash BLOB NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32),
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX pending_sign_ins_by_user ON pending_sign_ins (user_id);

-- Whether the session began with a second factor.
ALTER TABLE sessions ADD COLUMN second_factor INTEGER NOT NULL DEFAULT 0
    CHECK (second_factor IN (0, 1));
