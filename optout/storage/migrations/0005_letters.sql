-- Which actions at a provider are letters from the mailbox ("submit remind appeal"), and when the
-- letters of the last minute were claimed: the mailbox has a pace of its own, over all providers.

ALTER TABLE provider ADD COLUMN letters TEXT NOT NULL DEFAULT '';

CREATE TABLE letter_pace (
    at BIGINT NOT NULL
);
