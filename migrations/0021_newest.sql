-- The newest first, without going through all of them.

ALTER TABLE discrepancy ADD COLUMN newest TEXT; -- the later day of publication of its two sides
ALTER TABLE discrepancy_pair ADD COLUMN newest TEXT; -- the same
ALTER TABLE arithmetic_check ADD COLUMN newest TEXT; -- the day of publication of its document
UPDATE discrepancy SET newest = (SELECT max(m.published) FROM claim c JOIN document_metadata m
  ON m.metadata_id = (SELECT max(metadata_id) FROM document_metadata WHERE document = c.document)
  WHERE c.claim_key IN (a_claim, b_claim));
UPDATE discrepancy_pair SET newest = (SELECT max(m.published) FROM claim c JOIN document_metadata m
  ON m.metadata_id = (SELECT max(metadata_id) FROM document_metadata WHERE document = c.document)
  WHERE c.claim_key IN (a_claim, b_claim));
UPDATE arithmetic_check SET newest = (SELECT published FROM document_metadata
  WHERE document = arithmetic_check.document ORDER BY metadata_id DESC LIMIT 1);
CREATE INDEX discrepancy_newest ON discrepancy (newest DESC, discrepancy_id);
CREATE INDEX arithmetic_check_newest ON arithmetic_check (newest DESC, check_id);
CREATE INDEX document_metadata_published ON document_metadata (published DESC, document DESC);

-- The first documents in order of their names.
CREATE INDEX document_path_doc ON document_path (doc);
