-- What a person did at California's DROP, which asks every registered broker at once: that a request was
-- filed there, and what its status page said when the person looked. Only added to.
CREATE TABLE drop_event (
    subject_id TEXT NOT NULL REFERENCES subject (id),
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    sealed BYTEA,
    PRIMARY KEY (subject_id, seq)
);
