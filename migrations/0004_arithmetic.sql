-- Arithmetic inside one document: where its numbers do not fit each other. Derived, like facts and discrepancies, and
-- reckoned again for a document whose newest reading is newer than its checks.

CREATE TABLE stale_document ( -- documents with a reading newer than their checks
  document INTEGER PRIMARY KEY REFERENCES document,
  extraction INTEGER NOT NULL REFERENCES extraction -- the newest that touched its article
) STRICT;
INSERT INTO stale_document (document, extraction)
SELECT document, max(extraction_id) FROM extraction GROUP BY document;

CREATE TABLE arithmetic_check ( -- one row per place where the numbers of a document do not fit
  check_key INTEGER PRIMARY KEY,
  check_id TEXT NOT NULL UNIQUE,
  document INTEGER NOT NULL REFERENCES document,
  kind TEXT NOT NULL CHECK (kind IN
    ('part_over_whole', 'sum', 'percent_of_levels', 'change_of_levels', 'conversion', 'headline_body')),
  explanation TEXT NOT NULL,
  measure INTEGER NOT NULL REFERENCES measure,
  subject TEXT,
  unit TEXT NOT NULL, -- of all figures of the row
  stated_low_decimal TEXT, -- what the checked number may mean
  stated_high_decimal TEXT,
  expected_low_decimal TEXT, -- what the other numbers leave for it
  expected_high_decimal TEXT,
  low_decimal TEXT, -- the ends of the two that come nearest
  high_decimal TEXT,
  difference_decimal TEXT,
  relative_difference TEXT,
  ratio TEXT,
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  a_claim INTEGER NOT NULL REFERENCES claim,
  b_claim INTEGER NOT NULL REFERENCES claim
) STRICT;
CREATE INDEX arithmetic_check_document ON arithmetic_check (document);
CREATE INDEX arithmetic_check_a_claim ON arithmetic_check (a_claim);
CREATE INDEX arithmetic_check_b_claim ON arithmetic_check (b_claim);

CREATE TABLE arithmetic_check_claim ( -- the claims of a check: the checked one first
  check_key INTEGER NOT NULL REFERENCES arithmetic_check ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 0),
  claim INTEGER NOT NULL REFERENCES claim,
  PRIMARY KEY (check_key, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX arithmetic_check_claim_claim ON arithmetic_check_claim (claim);

CREATE VIEW checks AS -- one row per place in one document where its numbers do not fit
-- claim_ids is a JSON array, the checked claim first; an end that is NULL is open.
SELECT x.check_id, d.document_id, d.doc, x.kind,
  (SELECT json_group_array(claim_id) FROM (SELECT c.claim_id FROM arithmetic_check_claim m
    JOIN claim c ON c.claim_key = m.claim WHERE m.check_key = x.check_key ORDER BY m.position)) AS claim_ids,
  x.unit, CAST(x.stated_low_decimal AS REAL) AS stated_low, CAST(x.stated_high_decimal AS REAL) AS stated_high,
  CAST(x.expected_low_decimal AS REAL) AS expected_low, CAST(x.expected_high_decimal AS REAL) AS expected_high,
  x.explanation, x.confidence
FROM arithmetic_check x
JOIN known_document d ON d.document_key = x.document;

DROP VIEW review_queue;
DROP VIEW discrepancies;

CREATE VIEW discrepancies AS -- one row per value set against the reference value of its fact; a is the lower
-- Then a row for each place in one document where its numbers do not fit: kind says what, and the two values are the
-- stated and the expected one; a and b are two of the claims involved, and the view checks has them all.
-- Values that agree are rows too: relation is equal, or scope where the two do not measure the same after all.
SELECT x.discrepancy_id, x.kind, x.relation, x.explanation, x.diagnosis, m.measure, x.subject, x.unit, x.period,
  x.as_of, x.n_sources, x.n_origins, CAST(x.low_decimal AS REAL) AS low_value, CAST(x.high_decimal AS REAL) AS high_value,
  CAST(x.difference_decimal AS REAL) AS difference, CAST(x.relative_difference AS REAL) AS relative_difference,
  CAST(x.ratio AS REAL) AS ratio, x.confidence,
  a.claim_id AS a_claim_id, a.value_text AS a_value_text, a.value AS a_value, a.quote AS a_quote,
  a.speaker AS a_speaker, a.source AS a_source, a.published AS a_published, a.doc AS a_doc,
  a.quote_start AS a_start, a.quote_end AS a_end, a.url AS a_url,
  b.claim_id AS b_claim_id, b.value_text AS b_value_text, b.value AS b_value, b.quote AS b_quote,
  b.speaker AS b_speaker, b.source AS b_source, b.published AS b_published, b.doc AS b_doc,
  b.quote_start AS b_start, b.quote_end AS b_end, b.url AS b_url,
  iif(v.verdict IS NULL, 'open', 'checked') AS status, v.verdict, v.checked_by, substr(v.at, 1, 10) AS checked_on,
  v.reason AS note
FROM discrepancy x
CROSS JOIN measure m ON m.measure_id = x.measure -- CROSS: read the few rows first, then their claims
CROSS JOIN newest_reading a ON a.claim_key = x.a_claim
CROSS JOIN newest_reading b ON b.claim_key = x.b_claim
LEFT JOIN pair_verdict w ON w.low_claim = min(x.a_claim, x.b_claim) AND w.high_claim = max(x.a_claim, x.b_claim)
LEFT JOIN verdict v ON v.verdict_id = iif(x.kind = 'between', w.verdict, w.exact_verdict)
UNION ALL
SELECT x.check_id, x.kind, 'conflict', x.explanation, NULL, m.measure, x.subject, x.unit, NULL,
  NULL, a.source IS NOT NULL, 1, CAST(x.low_decimal AS REAL) AS low_value, CAST(x.high_decimal AS REAL) AS high_value,
  CAST(x.difference_decimal AS REAL) AS difference, CAST(x.relative_difference AS REAL) AS relative_difference,
  CAST(x.ratio AS REAL) AS ratio, x.confidence,
  a.claim_id AS a_claim_id, a.value_text AS a_value_text, a.value AS a_value, a.quote AS a_quote,
  a.speaker AS a_speaker, a.source AS a_source, a.published AS a_published, a.doc AS a_doc,
  a.quote_start AS a_start, a.quote_end AS a_end, a.url AS a_url,
  b.claim_id AS b_claim_id, b.value_text AS b_value_text, b.value AS b_value, b.quote AS b_quote,
  b.speaker AS b_speaker, b.source AS b_source, b.published AS b_published, b.doc AS b_doc,
  b.quote_start AS b_start, b.quote_end AS b_end, b.url AS b_url,
  iif(v.verdict IS NULL, 'open', 'checked') AS status, v.verdict, v.checked_by, substr(v.at, 1, 10) AS checked_on,
  v.reason AS note
FROM arithmetic_check x
CROSS JOIN measure m ON m.measure_id = x.measure -- CROSS: read the few rows first, then their claims
CROSS JOIN newest_reading a ON a.claim_key = x.a_claim
CROSS JOIN newest_reading b ON b.claim_key = x.b_claim
LEFT JOIN pair_verdict w ON w.low_claim = min(x.a_claim, x.b_claim) AND w.high_claim = max(x.a_claim, x.b_claim)
LEFT JOIN verdict v ON v.verdict_id = w.exact_verdict;

CREATE VIEW review_queue AS -- what nobody has looked at yet, conflicts first, then by how far apart the two are
SELECT * FROM discrepancies
WHERE status = 'open' AND relation NOT IN ('equal', 'scope')
ORDER BY kind <> 'between', relation <> 'conflict', relative_difference DESC NULLS LAST, discrepancy_id;
