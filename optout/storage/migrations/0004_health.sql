-- What the last check of a provider found, and when it is checked next. Results are JSON, one entry
-- for each probe, and hold nothing personal.
CREATE TABLE health (
    provider TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    since BIGINT NOT NULL,
    checked_at BIGINT,
    next_at BIGINT NOT NULL,
    results TEXT NOT NULL
);
