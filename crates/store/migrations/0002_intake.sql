-- What providers delivered, as raw bytes and item by item.

CREATE TABLE webhook (
    id TEXT PRIMARY KEY,
    channel_kind TEXT NOT NULL,
    body BYTEA,
    received_at BIGINT NOT NULL,
    -- Items that must end as an inbound row, a duplicate or a dead letter.
    items BIGINT NOT NULL,
    duplicates BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX webhook_received ON webhook (received_at);

CREATE TABLE inbound (
    id TEXT PRIMARY KEY,
    webhook TEXT NOT NULL,
    channel TEXT NOT NULL,
    conversation TEXT,
    provider_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    processed_at BIGINT,
    outcome TEXT,
    UNIQUE (provider_id, channel)
);
CREATE INDEX inbound_pending ON inbound (conversation, sent_at, id) WHERE processed_at IS NULL;
CREATE INDEX inbound_waiting ON inbound (received_at) WHERE processed_at IS NULL;
CREATE INDEX inbound_received ON inbound (received_at);
CREATE INDEX inbound_webhook ON inbound (webhook);

CREATE TABLE dead_letter (
    id TEXT PRIMARY KEY,
    webhook TEXT,
    reason TEXT NOT NULL,
    payload TEXT NOT NULL,
    received_at BIGINT NOT NULL
);
CREATE INDEX dead_letter_received ON dead_letter (received_at, id);
CREATE INDEX dead_letter_webhook ON dead_letter (webhook);

-- Statuses may come before the message is known; unknown words are kept as they came.
CREATE TABLE status (
    provider_id TEXT NOT NULL,
    status TEXT NOT NULL,
    channel TEXT NOT NULL,
    at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    callback TEXT,
    error_code BIGINT,
    error_title TEXT,
    pricing_category TEXT,
    message TEXT,
    PRIMARY KEY (provider_id, status)
);
