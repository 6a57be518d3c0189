-- What citizens file, and what follows from it.

CREATE TABLE report (
    id TEXT PRIMARY KEY,
    folio TEXT UNIQUE,
    once_key TEXT NOT NULL UNIQUE,
    conversation TEXT NOT NULL REFERENCES conversation (id),
    contact TEXT NOT NULL,
    channel TEXT NOT NULL,
    session TEXT,
    flow_hash TEXT,
    category TEXT,
    subtype TEXT,
    priority TEXT,
    cnie_priority TEXT,
    description TEXT,
    lat DOUBLE PRECISION,
    lon DOUBLE PRECISION,
    place_label TEXT,
    place_text TEXT,
    place_source TEXT,
    place_status TEXT,
    answers TEXT NOT NULL,
    anonymous BIGINT NOT NULL,
    discreet BIGINT NOT NULL,
    consent_text TEXT,
    consent_message TEXT,
    consent_at BIGINT,
    state TEXT NOT NULL CHECK (state IN ('draft', 'filed')),
    queued_reason TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX report_created ON report (created_at, id);
CREATE INDEX report_category ON report (category, created_at, id);
CREATE INDEX report_contact ON report (contact, created_at);

CREATE TABLE evidence (
    id TEXT PRIMARY KEY,
    report TEXT NOT NULL REFERENCES report (id),
    message TEXT,
    media TEXT,
    kind TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'stored', 'missing')),
    reason TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (report, media)
);
CREATE INDEX evidence_media ON evidence (media) WHERE media IS NOT NULL;

CREATE TABLE handoff (
    id TEXT PRIMARY KEY,
    conversation TEXT NOT NULL REFERENCES conversation (id),
    session TEXT,
    queue TEXT NOT NULL,
    priority TEXT NOT NULL,
    brief TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'taken', 'resolved', 'returned', 'expired')),
    requested_at BIGINT NOT NULL,
    deadline_at BIGINT,
    taken_at BIGINT,
    ended_at BIGINT,
    outcome TEXT
);
CREATE INDEX handoff_waiting ON handoff (queue, priority, requested_at) WHERE state = 'waiting';
CREATE INDEX handoff_deadline ON handoff (deadline_at) WHERE state = 'waiting';
CREATE INDEX handoff_conversation ON handoff (conversation, requested_at);

CREATE TABLE alert (
    id TEXT PRIMARY KEY,
    once_key TEXT NOT NULL UNIQUE,
    conversation TEXT NOT NULL REFERENCES conversation (id),
    session TEXT,
    answers TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX alert_created ON alert (created_at, id);

-- What an act answered the first time, so that it happens at most once.
CREATE TABLE once (
    act_key TEXT PRIMARY KEY,
    result TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
