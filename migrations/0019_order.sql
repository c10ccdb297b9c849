-- The first facts and discrepancies of the report are found without reading the others.

ALTER TABLE fact ADD COLUMN n_claims INTEGER NOT NULL DEFAULT 0 CHECK (n_claims >= 0);
ALTER TABLE fact ADD COLUMN n_sources INTEGER NOT NULL DEFAULT 0 CHECK (n_sources >= 0); -- outlets
UPDATE fact SET n_claims = (SELECT count(*) FROM fact_claim WHERE fact = fact_key),
  n_sources = (SELECT count(DISTINCT m.source) FROM fact_claim f JOIN claim c ON c.claim_key = f.claim
    JOIN document_metadata m ON m.metadata_id = (SELECT max(metadata_id) FROM document_metadata WHERE document = c.document)
    WHERE f.fact = fact_key);
CREATE INDEX fact_order ON fact (n_sources DESC, n_claims DESC, fact_id);

-- Documents of which only the month or the year is known.
CREATE INDEX link_record_long ON link_record (first_day) WHERE last_day > first_day;
