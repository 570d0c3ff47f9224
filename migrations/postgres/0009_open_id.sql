-- Whose account at an OpenID provider it is. A person has one at most at each issuer.
CREATE TABLE identities (
    id UUID NOT NULL PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    issuer TEXT COLLATE "C" NOT NULL CHECK (char_length(issuer) BETWEEN 1 AND 255),
    subject TEXT COLLATE "C" NOT NULL CHECK (char_length(subject) BETWEEN 1 AND 255),
    email TEXT COLLATE "C" CHECK (char_length(email) BETWEEN 3 AND 254 AND email = lower(email)),
    linked_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX identities_by_subject ON identities (issuer, subject);
CREATE UNIQUE INDEX identities_by_user ON identities (user_id, issuer);

-- Who is at the provider just now. The browser has the token; state, nonce and verifier follow
-- from it and are nowhere.
CREATE TABLE open_id_attempts (
    token_hash BYTEA NOT NULL PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    purpose TEXT NOT NULL CHECK (purpose IN ('sign_in', 'join', 'confirm', 'link')),
    user_id UUID REFERENCES users (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    CHECK ((purpose IN ('confirm', 'link')) = (user_id IS NOT NULL))
);

-- Both are a person's: no tenant has them, and no policy keeps them back (decision 7).
GRANT SELECT, INSERT, DELETE ON identities, open_id_attempts TO suiro_runtime;
