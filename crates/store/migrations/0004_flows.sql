-- Published flows and the runs of them.

CREATE TABLE flow_version (
    hash TEXT PRIMARY KEY,
    flow_id TEXT NOT NULL,
    files TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX flow_version_flow ON flow_version (flow_id, created_at);

CREATE TABLE flow_published (
    flow_id TEXT PRIMARY KEY,
    hash TEXT NOT NULL REFERENCES flow_version (hash),
    published_at BIGINT NOT NULL
);

CREATE TABLE session (
    id TEXT PRIMARY KEY,
    conversation TEXT NOT NULL REFERENCES conversation (id),
    flow_hash TEXT NOT NULL,
    state TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    ended_at BIGINT,
    result TEXT
);
-- At most one open session in a conversation: this index is also the pointer to it.
CREATE UNIQUE INDEX session_open ON session (conversation) WHERE ended_at IS NULL;
CREATE INDEX session_conversation ON session (conversation, started_at);
