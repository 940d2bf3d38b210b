-- A look for a person's own things in one place, where no request to it is open: its evidence, and what it
-- told to whom. Of a look that is under way, or was cut off, the commitment is empty.
CREATE TABLE finding (
    id TEXT PRIMARY KEY,
    subject_id TEXT NOT NULL REFERENCES subject (id),
    provider TEXT NOT NULL,
    at BIGINT NOT NULL,
    path TEXT,
    commitment TEXT NOT NULL DEFAULT '',
    forgotten BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX finding_subject ON finding (subject_id);

CREATE TABLE finding_disclosure (
    finding TEXT NOT NULL REFERENCES finding (id),
    meaning TEXT NOT NULL,
    recipient TEXT NOT NULL,
    at BIGINT NOT NULL,
    commitment TEXT NOT NULL,
    certain BIGINT NOT NULL,
    PRIMARY KEY (finding, meaning, recipient)
);
