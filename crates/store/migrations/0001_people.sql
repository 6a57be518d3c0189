-- Channels, contacts and who they are on each channel.
-- Everywhere: times are milliseconds since 1970 UTC, ids are the outside form (con_…), JSON is TEXT, booleans are 0 or 1.

CREATE TABLE channel (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (account, kind)
);

CREATE TABLE contact (
    id TEXT PRIMARY KEY,
    name TEXT,
    username TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- History of identifiers. The contact row is written after its first identity, so that two nodes cannot make one person twice.
CREATE TABLE identity (
    channel TEXT NOT NULL REFERENCES channel (id),
    kind TEXT NOT NULL CHECK (kind IN ('user_id', 'phone')),
    value TEXT NOT NULL,
    match_key TEXT NOT NULL,
    contact TEXT NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_to BIGINT,
    claimed_from TEXT
);
CREATE UNIQUE INDEX identity_current ON identity (channel, kind, match_key) WHERE valid_to IS NULL;
CREATE INDEX identity_contact ON identity (contact, channel, kind);
