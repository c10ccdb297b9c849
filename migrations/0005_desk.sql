-- What the desk decided, in full, so that its decisions hold whatever facts the program makes of the claims; how many
-- origins a fact has; and its values over time.

CREATE TABLE decision_claim ( -- the claims that a decision is about, as they stood together when it was made
  decision INTEGER NOT NULL REFERENCES decision,
  claim INTEGER NOT NULL REFERENCES claim,
  side TEXT NOT NULL CHECK (side IN ('subject', 'object')), -- merged with, or taken out of, those of the other side
  PRIMARY KEY (decision, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_claim_claim ON decision_claim (claim);

CREATE TABLE decision_measure ( -- the slots of the measure that an alias stands for
  decision INTEGER PRIMARY KEY REFERENCES decision,
  concept TEXT NOT NULL,
  subject TEXT,
  restrictors TEXT NOT NULL CHECK (json_valid(restrictors)),
  block INTEGER NOT NULL REFERENCES block
) STRICT;
CREATE INDEX decision_measure_block ON decision_measure (block);

CREATE TRIGGER decision_claim_no_update BEFORE UPDATE ON decision_claim
BEGIN SELECT raise(ABORT, 'decision_claim is append-only'); END;
CREATE TRIGGER decision_claim_no_delete BEFORE DELETE ON decision_claim
BEGIN SELECT raise(ABORT, 'decision_claim is append-only'); END;
CREATE TRIGGER decision_claim_no_replace BEFORE INSERT ON decision_claim
WHEN EXISTS (SELECT 1 FROM decision_claim WHERE decision = NEW.decision AND claim = NEW.claim)
BEGIN SELECT raise(ABORT, 'decision_claim is append-only'); END;

CREATE TRIGGER decision_measure_no_update BEFORE UPDATE ON decision_measure
BEGIN SELECT raise(ABORT, 'decision_measure is append-only'); END;
CREATE TRIGGER decision_measure_no_delete BEFORE DELETE ON decision_measure
BEGIN SELECT raise(ABORT, 'decision_measure is append-only'); END;
CREATE TRIGGER decision_measure_no_replace BEFORE INSERT ON decision_measure
WHEN EXISTS (SELECT 1 FROM decision_measure WHERE decision = NEW.decision)
BEGIN SELECT raise(ABORT, 'decision_measure is append-only'); END;

CREATE VIEW decisions AS -- what the desk decided is the same measure, and what not; undone_by is empty where it stands
-- claim_ids and other_claim_ids are JSON arrays: merge joins the two, split takes the first out of the second.
-- blocks are those that the decision ties together.
SELECT d.decision_id, d.kind, d.subject, d.object, d.undoes,
  (SELECT min(u.decision_id) FROM decision u WHERE u.undoes = d.decision_id) AS undone_by,
  d.decided_by, d.at, d.reason,
  (SELECT json_group_array(claim_id) FROM (SELECT c.claim_id FROM decision_claim x JOIN claim c ON c.claim_key = x.claim
    WHERE x.decision = d.decision_id AND x.side = 'subject' ORDER BY c.claim_id)) AS claim_ids,
  (SELECT json_group_array(claim_id) FROM (SELECT c.claim_id FROM decision_claim x JOIN claim c ON c.claim_key = x.claim
    WHERE x.decision = d.decision_id AND x.side = 'object' ORDER BY c.claim_id)) AS other_claim_ids,
  (SELECT json_object('concept', s.concept, 'subject', s.subject, 'restrictors', json(s.restrictors), 'block', b.block)
    FROM decision_measure s JOIN block b ON b.block_id = s.block WHERE s.decision = d.decision_id) AS measure_slots,
  (SELECT json_group_array(block) FROM (
    SELECT b.block FROM decision_claim x
    JOIN reading r ON r.reading_id = (SELECT max(reading_id) FROM reading WHERE claim = x.claim)
    JOIN block b ON b.block_id = r.block WHERE x.decision = d.decision_id
    UNION SELECT b.block FROM decision_measure s JOIN block b ON b.block_id = s.block WHERE s.decision = d.decision_id
    UNION SELECT b.block FROM measure m JOIN reading r ON r.measure = m.measure_id JOIN block b ON b.block_id = r.block
    WHERE d.kind = 'alias' AND m.measure = d.subject
    ORDER BY 1)) AS blocks
FROM decision d;

ALTER TABLE fact ADD COLUMN n_origins INTEGER CHECK (n_origins >= 0); -- empty where an older program made the fact

DROP VIEW facts;
CREATE VIEW facts AS -- one row per measure, with all that is said of it
-- lowest and highest are those of the claims in the fact's unit, ends of ranges included; n_values counts distinct
-- stated values (value, unit, approximation); stated_values lists them from the lowest up; n_origins counts sources that
-- copy one text, agency or official once.
SELECT f.fact_id, m.measure, f.concept, f.subject, f.unit, b.block,
  count(*) AS n_claims, count(DISTINCT r.document_id) AS n_documents, count(DISTINCT r.source) AS n_sources,
  count(DISTINCT fc.stated) AS n_values,
  min(CASE WHEN r.unit = f.unit THEN coalesce(r.value, r.low, r.high) END) AS lowest,
  max(CASE WHEN r.unit = f.unit THEN coalesce(r.value, r.high, r.low) END) AS highest,
  (SELECT group_concat(value_text, ' | ') FROM (
    SELECT min(s.value_text) AS value_text FROM fact_claim sc JOIN claim s ON s.claim_key = sc.claim
    WHERE sc.fact = f.fact_key GROUP BY sc.stated ORDER BY min(s.unit), min(s.value) NULLS LAST, min(s.claim_id)
  )) AS stated_values,
  min(r.published) AS first_published, max(r.published) AS last_published, f.n_origins
FROM fact f
JOIN measure m ON m.measure_id = f.measure
JOIN block b ON b.block_id = f.block
JOIN fact_claim fc ON fc.fact = f.fact_key
JOIN newest_reading r ON r.claim_key = fc.claim
GROUP BY f.fact_id; -- not fact_key: a search by fact_id can then go straight to it

CREATE VIEW fact_values AS -- the values of each fact over time and by source: one row per value, as-of time and source
SELECT f.fact_id, r.as_of_start, r.as_of_end, r.source, min(r.published) AS published, min(r.value_text) AS value_text,
  min(r.value) AS value, min(r.low) AS low, max(r.high) AS high, r.unit, r.approximation, max(r.speaker) AS speaker,
  count(*) AS n_claims, min(r.claim_id) AS claim_id
FROM fact f
JOIN fact_claim fc ON fc.fact = f.fact_key
JOIN newest_reading r ON r.claim_key = fc.claim
GROUP BY f.fact_id, r.as_of_start, r.as_of_end, coalesce(r.source, r.doc), fc.stated;
