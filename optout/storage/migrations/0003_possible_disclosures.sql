-- A fact that an attempt may tell is kept with its intent, as not certain, until its outcome is known.
ALTER TABLE disclosure ADD COLUMN certain BIGINT NOT NULL DEFAULT 1;
