-- Durable queues: what must be sent, what falls due, what the outside world must be asked.

CREATE TABLE outbound (
    id TEXT PRIMARY KEY,
    message TEXT NOT NULL UNIQUE,
    conversation TEXT NOT NULL,
    seq BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'accepted', 'failed', 'doubtful', 'expired')),
    attempts BIGINT NOT NULL DEFAULT 0,
    next_at BIGINT NOT NULL,
    lease_until BIGINT,
    lease_owner TEXT,
    error_code BIGINT,
    error_title TEXT,
    provider_id TEXT,
    created_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX outbound_due ON outbound (next_at) WHERE state = 'queued';
CREATE INDEX outbound_lease ON outbound (lease_until) WHERE state = 'sending';
CREATE INDEX outbound_doubtful ON outbound (created_at, id) WHERE state = 'doubtful';
CREATE INDEX outbound_open ON outbound (conversation, seq) WHERE state IN ('queued', 'sending');

CREATE TABLE timer (
    id TEXT PRIMARY KEY,
    conversation TEXT NOT NULL,
    session TEXT NOT NULL,
    timer_key TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    payload TEXT NOT NULL,
    UNIQUE (session, timer_key)
);
CREATE INDEX timer_due ON timer (due_at);
CREATE INDEX timer_conversation ON timer (conversation, due_at);

CREATE TABLE job (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    job_key TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed')),
    attempts BIGINT NOT NULL DEFAULT 0,
    next_at BIGINT NOT NULL,
    lease_until BIGINT,
    lease_owner TEXT,
    last_error TEXT,
    created_at BIGINT NOT NULL,
    ended_at BIGINT,
    UNIQUE (kind, job_key)
);
CREATE INDEX job_due ON job (kind, next_at) WHERE state IN ('queued', 'running');
