-- The bytes that each document was made from, as evidence of their own: what came, how it was decoded, what made text of
-- it, and, where they were asked for, the bytes themselves.

CREATE TABLE capture ( -- one row for each document and each distinct sequence of bytes that gave it
  capture_id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document,
  path INTEGER NOT NULL REFERENCES document_path, -- where they came from
  run INTEGER NOT NULL REFERENCES run,
  digest TEXT NOT NULL CHECK (length(digest) = 64), -- SHA-256 of the bytes as they came
  size INTEGER NOT NULL CHECK (size >= 0), -- how many
  form TEXT NOT NULL, -- what they were read as: text, html, jsonl …
  extractor TEXT, -- name and version of what made text out of markup; empty where the text is as it came
  encoding TEXT NOT NULL, -- as WHATWG names it
  encoding_basis TEXT NOT NULL CHECK (encoding_basis IN ('bom', 'declared', 'meta', 'detected')),
  undecodable INTEGER NOT NULL CHECK (undecodable >= 0), -- byte sequences that are no text in it, each a U+FFFD
  numerals_seen INTEGER NOT NULL CHECK (numerals_seen >= 0), -- in all text that a reader of the page could see
  numerals_kept INTEGER NOT NULL CHECK (numerals_kept >= 0), -- in the text that was kept
  UNIQUE (document, digest, extractor)
) STRICT;
CREATE INDEX capture_digest ON capture (digest);
CREATE INDEX capture_path ON capture (path);
CREATE INDEX capture_run ON capture (run);

CREATE TABLE raw ( -- bytes that were kept
  digest TEXT PRIMARY KEY CHECK (length(digest) = 64), -- SHA-256 of the bytes, not of what stands in zstd
  zstd BLOB NOT NULL -- one frame
) STRICT, WITHOUT ROWID;

CREATE TRIGGER capture_no_update BEFORE UPDATE ON capture
BEGIN SELECT raise(ABORT, 'capture is append-only'); END;
CREATE TRIGGER capture_no_delete BEFORE DELETE ON capture
BEGIN SELECT raise(ABORT, 'capture is append-only'); END;
CREATE TRIGGER capture_no_replace BEFORE INSERT ON capture
WHEN EXISTS (SELECT 1 FROM capture WHERE capture_id = NEW.capture_id)
  OR EXISTS (SELECT 1 FROM capture WHERE document = NEW.document AND digest = NEW.digest AND extractor IS NEW.extractor)
BEGIN SELECT raise(ABORT, 'capture is append-only'); END;

CREATE TRIGGER raw_no_update BEFORE UPDATE ON raw
BEGIN SELECT raise(ABORT, 'raw is append-only'); END;
CREATE TRIGGER raw_no_delete BEFORE DELETE ON raw
BEGIN SELECT raise(ABORT, 'raw is append-only'); END;
CREATE TRIGGER raw_no_replace BEFORE INSERT ON raw
WHEN EXISTS (SELECT 1 FROM raw WHERE digest = NEW.digest)
BEGIN SELECT raise(ABORT, 'raw is append-only'); END;

CREATE VIEW captures AS -- what each document was made from; kept says whether the bytes are in raw
SELECT d.document_id, p.doc, p.path, c.digest, c.size, c.form, c.extractor, c.encoding, c.encoding_basis, c.undecodable,
  c.numerals_seen, c.numerals_kept, EXISTS (SELECT 1 FROM raw r WHERE r.digest = c.digest) AS kept, c.run
FROM capture c
JOIN document d ON d.document_key = c.document
JOIN document_path p ON p.path_id = c.path;
