-- The address that a user wants, which is theirs once they follow the link that is sent there.
CREATE TABLE email_changes (
    user_id BLOB NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    email TEXT NOT NULL CHECK (length(email) BETWEEN 3 AND 254 AND email = lower(email)),
    -- Absent until the mail with the link is sent.
    token_hash BLOB CHECK (length(token_hash) = 32),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX email_changes_by_token ON email_changes (token_hash);

-- The token of the mail, which is made when it is sent. The one in token_hash is shown to whoever
-- invites.
ALTER TABLE links ADD COLUMN mailed_token_hash BLOB CHECK (length(mailed_token_hash) = 32);

CREATE UNIQUE INDEX links_by_mailed_token ON links (mailed_token_hash);

-- What is to be written to whom. Neither texts nor tokens: both are made when a mail is sent.
CREATE TABLE mails (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    purpose TEXT NOT NULL CHECK (purpose IN
        ('invitation', 'password_reset', 'email_change', 'password_changed', 'email_changed')),
    link_id BLOB REFERENCES links (id) ON DELETE CASCADE,
    user_id BLOB REFERENCES email_changes (user_id) ON DELETE CASCADE,
    email TEXT CHECK (length(email) BETWEEN 3 AND 254 AND email = lower(email)),
    language TEXT NOT NULL CHECK (length(language) BETWEEN 2 AND 35),
    created_at INTEGER NOT NULL,
    -- 1 waiting, 2 sent, 3 given up.
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3),
    turns INTEGER NOT NULL CHECK (turns BETWEEN 0 AND 4294967295),
    next_at INTEGER NOT NULL,
    -- An invitation has the first, a new address the second, and everything else the third.
    CHECK ((purpose = 'invitation') = (link_id IS NOT NULL)),
    CHECK ((purpose = 'email_change') = (user_id IS NOT NULL)),
    CHECK ((purpose IN ('invitation', 'email_change')) = (email IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX mails_waiting ON mails (next_at) WHERE state = 1;
CREATE INDEX mails_by_link ON mails (link_id);
CREATE INDEX mails_by_user ON mails (user_id);
