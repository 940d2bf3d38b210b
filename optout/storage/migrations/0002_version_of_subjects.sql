-- Counts how often a subject's facts were replaced, so that other processes notice.
ALTER TABLE subject ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
