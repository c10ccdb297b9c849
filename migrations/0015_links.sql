-- Links kept between runs, so that another document makes only those facts again that it touches.

CREATE TABLE link_version ( -- how the records below were made; of another version they are made again
  version INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE link_record ( -- what linking needs of the newest reading of each document that counts, in a form of its own
  document INTEGER PRIMARY KEY REFERENCES document,
  first_day INTEGER, -- of its publication, as a Julian day number; empty where it has no date
  last_day INTEGER CHECK (last_day >= first_day),
  head BLOB NOT NULL -- what other documents find it by
) STRICT;
CREATE INDEX link_record_day ON link_record (first_day);

CREATE TABLE link_profile ( -- its claims, each with its row
  document INTEGER PRIMARY KEY REFERENCES link_record ON DELETE CASCADE,
  claims BLOB NOT NULL
) STRICT;

CREATE TABLE claim_pair ( -- claims of two documents that are each other's best counterpart, decided from the two alone
  a INTEGER NOT NULL REFERENCES claim, -- the one with the lower claim_id
  b INTEGER NOT NULL REFERENCES claim,
  weight REAL NOT NULL,
  near_miss INTEGER NOT NULL CHECK (near_miss IN (0, 1)), -- 1: one slot keeps them apart
  PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_pair_b ON claim_pair (b);

CREATE TABLE unlinked_document ( -- documents whose pairs are to be found again
  document INTEGER PRIMARY KEY REFERENCES document,
  extraction INTEGER NOT NULL REFERENCES extraction -- the newest that touched its article
) STRICT;
INSERT INTO unlinked_document (document, extraction)
SELECT document, max(extraction_id) FROM extraction GROUP BY document;

CREATE TABLE stale_claim ( -- claims whose fact is to be made again
  claim INTEGER PRIMARY KEY REFERENCES claim
) STRICT;

-- What was made without links is made again; until then it stays.
INSERT INTO stale_block (block, extraction)
SELECT block, max(extraction) FROM reading WHERE true GROUP BY block ON CONFLICT (block) DO NOTHING;

-- A row goes with the fact that it is about, or with the article whose versions differ.
ALTER TABLE discrepancy ADD COLUMN fact INTEGER REFERENCES fact ON DELETE CASCADE;
ALTER TABLE discrepancy ADD COLUMN article INTEGER REFERENCES article;
CREATE INDEX discrepancy_fact ON discrepancy (fact) WHERE fact IS NOT NULL;
CREATE INDEX discrepancy_article ON discrepancy (article) WHERE article IS NOT NULL;
ALTER TABLE discrepancy_pair ADD COLUMN fact INTEGER REFERENCES fact ON DELETE CASCADE;
CREATE INDEX discrepancy_pair_fact ON discrepancy_pair (fact) WHERE fact IS NOT NULL;
