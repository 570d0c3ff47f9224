-- Whose account at an OpenID provider it is. A person has one at most at each issuer.
CREATE TABLE identities (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    issuer TEXT NOT NULL CHECK (length(issuer) BETWEEN 1 AND 255),
    subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
    email TEXT CHECK (length(email) BETWEEN 3 AND 254 AND email = lower(email)),
    linked_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX identities_by_subject ON identities (issuer, subject);
CREATE UNIQUE INDEX identities_by_user ON identities (user_id, issuer);

-- Who is at the provider just now. The browser has the token; state, nonce and verifier follow
-- from it and are nowhere.
CREATE TABLE open_id_attempts (
    token_hash BLOB NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32),
    purpose TEXT NOT NULL CHECK (purpose IN ('sign_in', 'join', 'confirm', 'link')),
    user_id BLOB REFERENCES users (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    CHECK ((purpose IN ('confirm', 'link')) = (user_id IS NOT NULL))
) STRICT, WITHOUT ROWID;
