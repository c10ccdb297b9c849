-- The stable views: names are joined in, so that they can be read without our program. Columns are only ever added.
-- claim_reading and the views after "Joined" are the joins behind them and may change.

-- Joined -----------------------------------------------------------------------------------------------------------

CREATE VIEW known_document AS -- each document with the newest that is known of it
SELECT d.document_key, d.document_id, d.article, d.revision, d.copy_of, d.digest, d.body_start, d.text,
  (SELECT p.doc FROM document_path p WHERE p.document = d.document_key ORDER BY p.path_id DESC LIMIT 1) AS doc,
  s.source, m.title, m.author, m.url, m.published, m.modified, m.retrieved, m.language, m.licence,
  m.basis AS meta_basis,
  NOT EXISTS (SELECT 1 FROM document later WHERE later.article = d.article AND later.revision > d.revision)
    AS is_newest_revision
FROM document d
LEFT JOIN document_metadata m
  ON m.metadata_id = (SELECT max(metadata_id) FROM document_metadata WHERE document = d.document_key)
LEFT JOIN source s ON s.source_id = m.source;

CREATE VIEW claim_reading AS -- each reading of each claim, with its document
SELECT c.claim_key, r.reading_id, r.extraction, e.run, r.block AS block_id, d.article, d.revision,
  d.is_newest_revision
    AND NOT EXISTS (SELECT 1 FROM extraction later
      WHERE later.document = e.document AND later.extraction_id > e.extraction_id) AS is_current,
  c.claim_id, d.document_id, d.doc, c.part, r.quote_start, r.quote_end, r.quote, r.prefix, r.suffix,
  n.text AS sentence, c.value_text, c.value_start, c.value_end, c.value, c.value_decimal,
  r.low, r.high, r.granularity, r.low_decimal, r.high_decimal, r.granularity_decimal,
  c.approximation, c.unit, r.dimension, r.rate, r.role, r.trend, r.previous, r.measured, r.concept, r.restrictors,
  r.subject, m.measure, b.block, r.period_start, r.period_end, r.period_text, r.as_of_start, r.as_of_end,
  r.as_of_text, r.as_of_basis, r.speaker, r.origin, r.status, r.confidence,
  d.source, d.title, d.url, d.published, d.modified, d.language
FROM reading r
JOIN claim c ON c.claim_key = r.claim
JOIN extraction e ON e.extraction_id = r.extraction
JOIN known_document d ON d.document_key = c.document
JOIN number_sentence n ON n.sentence_id = r.sentence
JOIN measure m ON m.measure_id = r.measure
JOIN block b ON b.block_id = r.block;

CREATE VIEW newest_reading AS -- each claim once, as it was read last
SELECT * FROM claim_reading q WHERE q.reading_id = (SELECT max(reading_id) FROM reading WHERE claim = q.claim_key);

CREATE VIEW pair_verdict AS -- the newest verdict on each pair of claims (lower key first)
-- exact_verdict is on the two claims themselves, verdict on any two that state the same values in the same facts.
SELECT min(a_claim, b_claim) AS low_claim, max(a_claim, b_claim) AS high_claim, max(verdict_id) AS verdict,
  max(CASE WHEN a_claim = a_judged AND b_claim = b_judged THEN verdict_id END) AS exact_verdict
FROM (
  SELECT v.verdict_id, v.a_claim AS a_judged, v.b_claim AS b_judged,
    coalesce(a_peer.claim, v.a_claim) AS a_claim, coalesce(b_peer.claim, v.b_claim) AS b_claim
  FROM verdict v
  LEFT JOIN fact_claim a ON a.claim = v.a_claim
  LEFT JOIN fact_claim a_peer ON a_peer.fact = a.fact AND a_peer.stated = a.stated
  LEFT JOIN fact_claim b ON b.claim = v.b_claim
  LEFT JOIN fact_claim b_peer ON b_peer.fact = b.fact AND b_peer.stated = b.stated
)
GROUP BY 1, 2;

-- Stable -----------------------------------------------------------------------------------------------------------

CREATE VIEW documents AS -- every revision of every article; meta_basis says where each field came from
SELECT document_id, doc, source, title, author, url, published, modified, retrieved, language, meta_basis, revision,
  text
FROM known_document;

CREATE VIEW claims AS -- the newest reading of the newest revision of each document
-- start and end count scalar values: substr(text, start + 1, "end" - start) of the document is the quote.
SELECT claim_id, document_id, doc, part, quote_start AS start, quote_end AS "end", quote, prefix, suffix, sentence,
  value_text, value_start, value_end, value, value_decimal, low, high, granularity, approximation, unit, dimension,
  rate, role, trend, previous, measured, concept, restrictors, subject, measure, block, period_start, period_end,
  period_text, as_of_start, as_of_end, as_of_text, as_of_basis, speaker, origin, status, confidence, source, title,
  url, published, modified, language
FROM claim_reading WHERE is_current;

CREATE VIEW all_claims AS -- every reading of every revision, with its run; is_current marks those of claims
SELECT claim_id, document_id, doc, part, quote_start AS start, quote_end AS "end", quote, prefix, suffix, sentence,
  value_text, value_start, value_end, value, value_decimal, low, high, granularity, approximation, unit, dimension,
  rate, role, trend, previous, measured, concept, restrictors, subject, measure, block, period_start, period_end,
  period_text, as_of_start, as_of_end, as_of_text, as_of_basis, speaker, origin, status, confidence, source, title,
  url, published, modified, language, revision, run, is_current
FROM claim_reading;

CREATE VIEW facts AS -- one row per measure, with all that is said of it
-- lowest and highest are those of the claims in the fact's unit, ends of ranges included; n_values counts distinct
-- stated values (value, unit, approximation); stated_values lists them from the lowest up.
SELECT f.fact_id, m.measure, f.concept, f.subject, f.unit, b.block,
  count(*) AS n_claims, count(DISTINCT r.document_id) AS n_documents, count(DISTINCT r.source) AS n_sources,
  count(DISTINCT fc.stated) AS n_values,
  min(CASE WHEN r.unit = f.unit THEN coalesce(r.value, r.low, r.high) END) AS lowest,
  max(CASE WHEN r.unit = f.unit THEN coalesce(r.value, r.high, r.low) END) AS highest,
  (SELECT group_concat(value_text, ' | ') FROM (
    SELECT min(s.value_text) AS value_text FROM fact_claim sc JOIN claim s ON s.claim_key = sc.claim
    WHERE sc.fact = f.fact_key GROUP BY sc.stated ORDER BY min(s.unit), min(s.value) NULLS LAST, min(s.claim_id)
  )) AS stated_values,
  min(r.published) AS first_published, max(r.published) AS last_published
FROM fact f
JOIN measure m ON m.measure_id = f.measure
JOIN block b ON b.block_id = f.block
JOIN fact_claim fc ON fc.fact = f.fact_key
JOIN newest_reading r ON r.claim_key = fc.claim
GROUP BY f.fact_id; -- not fact_key: a search by fact_id can then go straight to it

CREATE VIEW discrepancies AS -- one row per value set against the reference value of its fact; a is the lower
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
LEFT JOIN verdict v ON v.verdict_id = iif(x.kind = 'between', w.verdict, w.exact_verdict);

CREATE VIEW discrepancy_pairs AS -- one row per pair of claims of different documents in a fact
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
FROM discrepancy_pair x
CROSS JOIN measure m ON m.measure_id = x.measure -- CROSS: read the few rows first, then their claims
CROSS JOIN newest_reading a ON a.claim_key = x.a_claim
CROSS JOIN newest_reading b ON b.claim_key = x.b_claim
LEFT JOIN pair_verdict w ON w.low_claim = min(x.a_claim, x.b_claim) AND w.high_claim = max(x.a_claim, x.b_claim)
LEFT JOIN verdict v ON v.verdict_id = iif(x.kind = 'between', w.verdict, w.exact_verdict);

CREATE VIEW review_queue AS -- what nobody has looked at yet, conflicts first, then by how far apart the two are
SELECT * FROM discrepancies
WHERE status = 'open' AND relation NOT IN ('equal', 'scope')
ORDER BY relation <> 'conflict', relative_difference DESC NULLS LAST, discrepancy_id;

CREATE VIEW sources AS -- outlets, with what the ledger holds of them
SELECT d.source, count(*) AS n_documents, sum(d.copy_of IS NOT NULL) AS n_copies,
  sum((SELECT count(*) FROM reading r WHERE d.is_newest_revision AND r.extraction =
    (SELECT max(e.extraction_id) FROM extraction e WHERE e.document = d.document_key))) AS n_claims,
  min(d.published) AS first_published, max(d.published) AS last_published
FROM known_document d
WHERE d.source IS NOT NULL
GROUP BY d.source;

CREATE VIEW audit AS -- the audit trail: hash is the SHA-256 of the other fields, previous_hash first, joined by LF
SELECT seq, at, kind, subject_id, detail, previous_hash, hash FROM audit_entry;
