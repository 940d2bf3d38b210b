-- What a request's state rests on, and how old the facts of a provider's definition are, so that both are
-- said without the vault and the catalog. Dates are ISO 8601. Rows of before are filled when next written.
ALTER TABLE request ADD COLUMN proof_rung TEXT;
ALTER TABLE request ADD COLUMN proof_at BIGINT;
ALTER TABLE request ADD COLUMN proof_edition TEXT;
ALTER TABLE provider ADD COLUMN as_of TEXT;
ALTER TABLE provider ADD COLUMN expires TEXT
