-- One schema for SQLite and PostgreSQL. Times are microseconds since 1970 UTC. BYTEA columns
-- named sealed_* hold ciphertext under the subject's key; no column holds personal data in clear.

CREATE TABLE subject (
    id TEXT PRIMARY KEY,
    created_at BIGINT NOT NULL,
    wrapped_key BYTEA,
    sealed_profile BYTEA,
    sealed_mandate BYTEA,
    forgotten_at BIGINT
);

CREATE TABLE provider (
    slug TEXT PRIMARY KEY,
    interval_us BIGINT NOT NULL,
    burst BIGINT NOT NULL,
    per_day BIGINT NOT NULL,
    tat BIGINT NOT NULL DEFAULT 0,
    paused_until BIGINT,
    paused_because TEXT
);

CREATE TABLE tally (
    day TEXT NOT NULL,
    provider TEXT NOT NULL,
    sent BIGINT NOT NULL,
    PRIMARY KEY (day, provider)
);

CREATE TABLE request (
    id TEXT PRIMARY KEY,
    subject_id TEXT NOT NULL REFERENCES subject (id),
    provider TEXT NOT NULL REFERENCES provider (slug),
    asked_right TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    overdue BIGINT NOT NULL DEFAULT 0,
    trouble TEXT,
    task TEXT,
    due_action TEXT,
    due_at BIGINT,
    lease TEXT,
    lease_until BIGINT NOT NULL DEFAULT 0,
    events BIGINT NOT NULL,
    UNIQUE (subject_id, provider, asked_right)
);
CREATE INDEX request_due ON request (provider, due_at) WHERE due_at IS NOT NULL;

CREATE TABLE event (
    request_id TEXT NOT NULL REFERENCES request (id),
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (request_id, seq)
);

CREATE TABLE listing (
    id TEXT PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES request (id),
    first_seen_at BIGINT NOT NULL,
    sealed_record BYTEA
);
CREATE INDEX listing_request ON listing (request_id);

CREATE TABLE mail (
    id TEXT PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES request (id),
    at BIGINT NOT NULL,
    sealed_reading BYTEA
);

CREATE TABLE evidence (
    attempt TEXT PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES request (id),
    at BIGINT NOT NULL,
    path TEXT,
    commitment TEXT NOT NULL,
    forgotten BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX evidence_request ON evidence (request_id);

CREATE TABLE disclosure (
    attempt TEXT NOT NULL,
    meaning TEXT NOT NULL,
    recipient TEXT NOT NULL,
    request_id TEXT NOT NULL REFERENCES request (id),
    at BIGINT NOT NULL,
    commitment TEXT NOT NULL,
    PRIMARY KEY (attempt, meaning, recipient)
);
CREATE INDEX disclosure_request ON disclosure (request_id);

CREATE TABLE ledger (
    idx BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    what TEXT NOT NULL,
    commitment TEXT NOT NULL
);

-- What waits to be given its place in the ledger: written with the fact, moved in batches.
CREATE TABLE ledger_inbox (
    at BIGINT NOT NULL,
    what TEXT NOT NULL,
    commitment TEXT NOT NULL
);

CREATE TABLE ledger_head (
    size BIGINT PRIMARY KEY,
    root TEXT NOT NULL,
    at BIGINT NOT NULL,
    signature TEXT NOT NULL,
    frontier BYTEA NOT NULL
);

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT,
    sealed BYTEA
);
