-- Conversations, what was said in them, and the files that came along.

CREATE TABLE conversation (
    id TEXT PRIMARY KEY,
    channel TEXT NOT NULL REFERENCES channel (id),
    contact TEXT NOT NULL REFERENCES contact (id),
    owner TEXT NOT NULL,
    owner_since BIGINT NOT NULL,
    owner_deadline_at BIGINT,
    window_until BIGINT,
    last_inbound_at BIGINT,
    last_message_at BIGINT,
    message_seq BIGINT NOT NULL DEFAULT 0,
    discreet BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    UNIQUE (contact, channel)
);
CREATE INDEX conversation_created ON conversation (created_at, id);
CREATE INDEX conversation_recent ON conversation (last_message_at, id) WHERE last_message_at IS NOT NULL;
CREATE INDEX conversation_deadline ON conversation (owner_deadline_at) WHERE owner_deadline_at IS NOT NULL;

CREATE TABLE message (
    id TEXT PRIMARY KEY,
    conversation TEXT NOT NULL REFERENCES conversation (id),
    seq BIGINT NOT NULL,
    direction TEXT NOT NULL CHECK (direction IN ('in', 'out', 'note')),
    author TEXT NOT NULL CHECK (author IN ('citizen', 'bot', 'agent', 'system')),
    provider_id TEXT,
    content TEXT NOT NULL,
    -- Folded by the program: LIKE and lower() differ between the databases.
    folded TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    status TEXT,
    status_rank BIGINT NOT NULL DEFAULT 0,
    status_at BIGINT,
    error_code BIGINT,
    error_title TEXT,
    session TEXT,
    step TEXT,
    reply_to TEXT,
    forwarded BIGINT NOT NULL DEFAULT 0,
    UNIQUE (conversation, seq)
);
CREATE INDEX message_provider ON message (provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX message_created ON message (created_at, id);

CREATE TABLE media (
    id TEXT PRIMARY KEY,
    message TEXT NOT NULL REFERENCES message (id),
    conversation TEXT NOT NULL,
    kind TEXT NOT NULL,
    provider_media_id TEXT,
    mime TEXT,
    declared_sha256 TEXT,
    filename TEXT,
    state TEXT NOT NULL CHECK (state IN ('pending', 'stored', 'missing')),
    reason TEXT,
    sha256 TEXT,
    bytes BIGINT,
    created_at BIGINT NOT NULL,
    fetched_at BIGINT,
    told_at BIGINT
);
CREATE INDEX media_message ON media (message);
CREATE INDEX media_told ON media (conversation, told_at) WHERE told_at IS NOT NULL;
CREATE INDEX media_sha256 ON media (sha256) WHERE sha256 IS NOT NULL;
