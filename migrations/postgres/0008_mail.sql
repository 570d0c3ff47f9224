-- The address that a user wants, which is theirs once they follow the link that is sent there.
CREATE TABLE email_changes (
    user_id UUID NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    email TEXT COLLATE "C" NOT NULL
        CHECK (char_length(email) BETWEEN 3 AND 254 AND email = lower(email)),
    -- Absent until the mail with the link is sent.
    token_hash BYTEA CHECK (octet_length(token_hash) = 32),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX email_changes_by_token ON email_changes (token_hash);

-- The token of the mail, which is made when it is sent. The one in token_hash is shown to whoever
-- invites.
ALTER TABLE links ADD COLUMN mailed_token_hash BYTEA CHECK (octet_length(mailed_token_hash) = 32);

CREATE UNIQUE INDEX links_by_mailed_token ON links (mailed_token_hash);

-- What is to be written to whom. Neither texts nor tokens: both are made when a mail is sent.
CREATE TABLE mails (
    id UUID NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL CHECK (purpose IN
        ('invitation', 'password_reset', 'email_change', 'password_changed', 'email_changed')),
    link_id UUID REFERENCES links (id) ON DELETE CASCADE,
    user_id UUID REFERENCES email_changes (user_id) ON DELETE CASCADE,
    email TEXT COLLATE "C" CHECK (char_length(email) BETWEEN 3 AND 254 AND email = lower(email)),
    language TEXT NOT NULL CHECK (char_length(language) BETWEEN 2 AND 35),
    created_at BIGINT NOT NULL,
    -- 1 waiting, 2 sent, 3 given up.
    state SMALLINT NOT NULL CHECK (state BETWEEN 1 AND 3),
    turns BIGINT NOT NULL CHECK (turns BETWEEN 0 AND 4294967295),
    next_at BIGINT NOT NULL,
    -- An invitation has the first, a new address the second, and everything else the third.
    CHECK ((purpose = 'invitation') = (link_id IS NOT NULL)),
    CHECK ((purpose = 'email_change') = (user_id IS NOT NULL)),
    CHECK ((purpose IN ('invitation', 'email_change')) = (email IS NULL))
);

CREATE INDEX mails_waiting ON mails (next_at) WHERE state = 1;
CREATE INDEX mails_by_link ON mails (link_id);
CREATE INDEX mails_by_user ON mails (user_id);

-- Both are people's, and what sends mail does it for everybody: no policy.
GRANT SELECT, INSERT, UPDATE, DELETE ON email_changes TO suiro_runtime;
GRANT SELECT, INSERT, UPDATE, DELETE ON mails TO suiro_runtime;
GRANT UPDATE (mailed_token_hash) ON links TO suiro_runtime;
