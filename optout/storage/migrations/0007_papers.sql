-- What belongs to a request and is neither listing nor mail: the person's own words for its letters, and
-- what a letter that waits as a draft tells once it is sent.
CREATE TABLE paper (
    id TEXT PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES request (id),
    at BIGINT NOT NULL,
    sealed BYTEA NOT NULL
);
