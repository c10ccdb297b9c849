-- Runs in full: with which options, what came of it, and which texts were read again. A text that is read again and says
-- what it said before gets one row here and no second copy of its readings.

ALTER TABLE run ADD COLUMN options TEXT CHECK (json_valid(options)); -- {"option": [values as given]}; empty before this version
ALTER TABLE run ADD COLUMN replays INTEGER REFERENCES run; -- the run whose documents were read again
ALTER TABLE run_end ADD COLUMN counts TEXT CHECK (json_valid(counts)); -- {"same", "failed", …}: what leaves no row elsewhere
ALTER TABLE extraction ADD COLUMN digest TEXT CHECK (length(digest) = 64); -- SHA-256 of readings and rejections; empty before this version
CREATE INDEX document_run ON document (run);

CREATE TABLE same_reading ( -- a run read a document again, and found what the extraction says
  run INTEGER NOT NULL REFERENCES run,
  extraction INTEGER NOT NULL REFERENCES extraction,
  PRIMARY KEY (run, extraction)
) STRICT, WITHOUT ROWID;
CREATE INDEX same_reading_extraction ON same_reading (extraction);

CREATE TRIGGER same_reading_no_update BEFORE UPDATE ON same_reading
BEGIN SELECT raise(ABORT, 'same_reading is append-only'); END;
CREATE TRIGGER same_reading_no_delete BEFORE DELETE ON same_reading
BEGIN SELECT raise(ABORT, 'same_reading is append-only'); END;
CREATE TRIGGER same_reading_no_replace BEFORE INSERT ON same_reading
WHEN EXISTS (SELECT 1 FROM same_reading WHERE run = NEW.run AND extraction = NEW.extraction)
BEGIN SELECT raise(ABORT, 'same_reading is append-only'); END;

CREATE VIEW runs AS -- which command, with which engine, added and read what; ended is empty where a run was cut short
-- n_documents are new, n_same were there already, n_failed could not be read; n_read were read and recorded, n_unchanged
-- read again with the result that was there already.
SELECT r.run_id, r.command, e.version, e.lexicon_digest, r.options, r.replays, r.started, n.ended,
  (SELECT count(*) FROM document d WHERE d.run = r.run_id) AS n_documents,
  json_extract(n.counts, '$.same') AS n_same, json_extract(n.counts, '$.failed') AS n_failed,
  (SELECT count(*) FROM extraction x WHERE x.run = r.run_id) AS n_read,
  (SELECT count(*) FROM same_reading s WHERE s.run = r.run_id) AS n_unchanged,
  (SELECT count(*) FROM extraction x JOIN reading q ON q.extraction = x.extraction_id WHERE x.run = r.run_id) AS n_claims,
  (SELECT count(*) FROM extraction x JOIN rejection q ON q.extraction = x.extraction_id WHERE x.run = r.run_id)
    AS n_rejected
FROM run r
JOIN engine e ON e.engine_id = r.engine
LEFT JOIN run_end n ON n.run = r.run_id;

-- A fact that an older program made does not say how many origins it has: it is made anew.
INSERT INTO stale_block (block, extraction)
SELECT DISTINCT f.block, (SELECT max(extraction_id) FROM extraction) FROM fact f WHERE f.n_origins IS NULL
ON CONFLICT (block) DO NOTHING;
