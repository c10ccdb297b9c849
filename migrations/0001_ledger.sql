-- The ledger: evidence, which is only ever added to, and what is derived from it, which can be rebuilt at any time.
-- Places count Unicode scalar values from 0, end exclusive: substr(text, start + 1, end - start) gives the words.
-- Figures are exact decimals as text; the REAL beside each is computed from it, for arithmetic and sorting.

PRAGMA application_id = 1179404114; -- 0x464C4752, "FLGR"

-- Evidence ---------------------------------------------------------------------------------------------------------

CREATE TABLE engine ( -- one row per version of the program and vocabulary that has read something
  engine_id INTEGER PRIMARY KEY,
  version TEXT NOT NULL,
  lexicon_digest TEXT NOT NULL,
  UNIQUE (version, lexicon_digest)
) STRICT;

CREATE TABLE run ( -- one row per command that added something
  run_id INTEGER PRIMARY KEY,
  engine INTEGER NOT NULL REFERENCES engine,
  command TEXT NOT NULL,
  started TEXT NOT NULL
) STRICT;

CREATE TABLE run_end ( -- when a run ended; a run without one was cut short
  run INTEGER PRIMARY KEY REFERENCES run,
  ended TEXT NOT NULL
) STRICT;

CREATE TABLE source ( -- outlets
  source_id INTEGER PRIMARY KEY,
  source TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE article ( -- what a revision is a revision of
  article_id INTEGER PRIMARY KEY,
  address TEXT NOT NULL UNIQUE -- URL; else source and id; else path
) STRICT;

CREATE TABLE document ( -- an article at one text
  document_key INTEGER PRIMARY KEY,
  document_id TEXT NOT NULL UNIQUE, -- digest of address and text digest
  article INTEGER NOT NULL REFERENCES article,
  revision INTEGER NOT NULL CHECK (revision >= 1), -- in the order in which they were added
  copy_of INTEGER REFERENCES document, -- the first document with the same text at another address
  run INTEGER NOT NULL REFERENCES run,
  digest TEXT NOT NULL CHECK (length(digest) = 64), -- SHA-256 of the text in UTF-8
  body_start INTEGER NOT NULL CHECK (body_start >= 0), -- past the front matter, which is not read for claims
  text TEXT NOT NULL CHECK (instr(text, char(0)) = 0), -- SQLite's substr stops at a NUL
  UNIQUE (article, revision),
  UNIQUE (article, digest)
) STRICT;
CREATE INDEX document_digest ON document (digest);
CREATE INDEX document_copy_of ON document (copy_of) WHERE copy_of IS NOT NULL;

CREATE TABLE document_path ( -- names under which a document was given; the newest counts
  path_id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document,
  doc TEXT NOT NULL, -- path or id as given
  path TEXT -- the file it stood in
) STRICT;
CREATE INDEX document_path_document ON document_path (document);

CREATE TABLE document_metadata ( -- what was stated of a document; the newest counts
  metadata_id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document,
  path INTEGER NOT NULL REFERENCES document_path, -- the place that stated it
  run INTEGER NOT NULL REFERENCES run,
  source INTEGER REFERENCES source,
  title TEXT,
  author TEXT,
  url TEXT,
  published TEXT, -- ISO 8601 with the precision given, as are the next two
  modified TEXT,
  retrieved TEXT,
  language TEXT, -- BCP 47
  licence TEXT,
  basis TEXT NOT NULL CHECK (json_valid(basis)) -- {"field": where it came from}
) STRICT;
CREATE INDEX document_metadata_document ON document_metadata (document);
CREATE INDEX document_metadata_url ON document_metadata (url) WHERE url IS NOT NULL;
CREATE INDEX document_metadata_source ON document_metadata (source);

CREATE TABLE extraction ( -- one reading of one whole document; the newest counts
  extraction_id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document,
  run INTEGER NOT NULL REFERENCES run,
  metadata INTEGER NOT NULL REFERENCES document_metadata, -- read in the light of
  context TEXT NOT NULL CHECK (json_valid(context)) -- names, places, rare words: what linking needs of the document
) STRICT;
CREATE INDEX extraction_document ON extraction (document);
CREATE INDEX extraction_run ON extraction (run);

CREATE TABLE number_sentence ( -- the sentences that hold a number
  sentence_id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document,
  part TEXT NOT NULL CHECK (part IN ('text', 'title')),
  sentence_start INTEGER CHECK (sentence_start >= 0), -- empty where only its words are known
  sentence_end INTEGER CHECK (sentence_end >= sentence_start),
  text TEXT NOT NULL
) STRICT;
CREATE INDEX number_sentence_document ON number_sentence (document);

CREATE TABLE measure ( -- canonical keys of measures
  measure_id INTEGER PRIMARY KEY,
  measure TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE block ( -- coarse keys within which linking happens
  block_id INTEGER PRIMARY KEY,
  block TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE claim ( -- what was read: a quantity at a place
  claim_key INTEGER PRIMARY KEY,
  claim_id TEXT NOT NULL UNIQUE, -- digest of document, place, figure (or ends), unit and approximation
  document INTEGER NOT NULL REFERENCES document,
  part TEXT NOT NULL CHECK (part IN ('text', 'title')),
  value_start INTEGER NOT NULL CHECK (value_start >= 0),
  value_end INTEGER NOT NULL CHECK (value_end >= value_start),
  value_text TEXT NOT NULL,
  value_decimal TEXT, -- the figure stated, in the unit written; empty for ranges and vague words
  value REAL GENERATED ALWAYS AS (CAST(value_decimal AS REAL)) VIRTUAL,
  approximation TEXT NOT NULL
    CHECK (approximation IN ('exact', 'about', 'under', 'over', 'at_least', 'at_most', 'range')),
  unit TEXT NOT NULL
) STRICT;
CREATE INDEX claim_document ON claim (document);

CREATE TABLE reading ( -- how it was read, by one extraction
  reading_id INTEGER PRIMARY KEY,
  claim INTEGER NOT NULL REFERENCES claim,
  extraction INTEGER NOT NULL REFERENCES extraction,
  measure INTEGER NOT NULL REFERENCES measure,
  block INTEGER NOT NULL REFERENCES block,
  sentence INTEGER NOT NULL REFERENCES number_sentence,
  quote_start INTEGER NOT NULL CHECK (quote_start >= 0),
  quote_end INTEGER NOT NULL CHECK (quote_end >= quote_start),
  quote TEXT NOT NULL,
  prefix TEXT NOT NULL,
  suffix TEXT NOT NULL,
  low_decimal TEXT, -- the lowest figure that the words permit
  high_decimal TEXT, -- the highest
  granularity_decimal TEXT, -- the place of the last significant digit
  low REAL GENERATED ALWAYS AS (CAST(low_decimal AS REAL)) VIRTUAL,
  high REAL GENERATED ALWAYS AS (CAST(high_decimal AS REAL)) VIRTUAL,
  granularity REAL GENERATED ALWAYS AS (CAST(granularity_decimal AS REAL)) VIRTUAL,
  dimension TEXT NOT NULL,
  rate TEXT,
  role TEXT NOT NULL CHECK (role IN ('level', 'change', 'share', 'rank')),
  trend TEXT CHECK (trend IN ('up', 'down')),
  previous INTEGER NOT NULL CHECK (previous IN (0, 1)),
  measured TEXT NOT NULL,
  concept TEXT NOT NULL,
  restrictors TEXT NOT NULL CHECK (json_valid(restrictors)), -- [{"text", "kind"}]
  subject TEXT,
  period_start TEXT CHECK (period_start GLOB '*[0-9]-[0-9][0-9]-[0-9][0-9]'),
  period_end TEXT CHECK (period_end GLOB '*[0-9]-[0-9][0-9]-[0-9][0-9]'),
  period_text TEXT,
  as_of_start TEXT CHECK (as_of_start GLOB '*[0-9]-[0-9][0-9]-[0-9][0-9]'),
  as_of_end TEXT CHECK (as_of_end GLOB '*[0-9]-[0-9][0-9]-[0-9][0-9]'),
  as_of_text TEXT,
  as_of_basis TEXT NOT NULL CHECK (as_of_basis IN ('stated', 'publication', 'unknown')),
  speaker TEXT,
  origin TEXT,
  status TEXT NOT NULL
    CHECK (status IN ('reported', 'estimate', 'superseded', 'denied', 'forecast', 'target', 'hypothetical')),
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  UNIQUE (claim, extraction)
) STRICT;
CREATE INDEX reading_extraction ON reading (extraction);
CREATE INDEX reading_block ON reading (block);
CREATE INDEX reading_measure ON reading (measure);

CREATE TABLE rejection ( -- figures that were refused, with the reason
  rejection_id INTEGER PRIMARY KEY,
  extraction INTEGER NOT NULL REFERENCES extraction,
  part TEXT NOT NULL CHECK (part IN ('text', 'title')),
  quote_start INTEGER NOT NULL CHECK (quote_start >= 0),
  quote_end INTEGER NOT NULL CHECK (quote_end >= quote_start),
  quote TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX rejection_extraction ON rejection (extraction);

CREATE TABLE verdict ( -- what a person found of a pair of claims
  verdict_id INTEGER PRIMARY KEY,
  a_claim INTEGER NOT NULL REFERENCES claim,
  b_claim INTEGER NOT NULL REFERENCES claim,
  verdict TEXT NOT NULL CHECK (verdict IN ('confirmed', 'explained', 'misread', 'dismissed')),
  checked_by TEXT NOT NULL CHECK (trim(checked_by) <> ''),
  at TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (trim(reason) <> ''),
  reference TEXT, -- URL of what settles it
  checked_decimal TEXT, -- the figure that was found to be right
  checked_value REAL GENERATED ALWAYS AS (CAST(checked_decimal AS REAL)) VIRTUAL
) STRICT;
CREATE INDEX verdict_a_claim ON verdict (a_claim);
CREATE INDEX verdict_b_claim ON verdict (b_claim);

CREATE TABLE decision ( -- the desk's own say in what is the same measure
  decision_id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('alias', 'merge', 'split', 'undo')),
  subject TEXT NOT NULL, -- a measure, fact or claim
  object TEXT, -- what it is the same as, or apart from
  undoes INTEGER REFERENCES decision,
  decided_by TEXT NOT NULL CHECK (trim(decided_by) <> ''),
  at TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (trim(reason) <> ''),
  CHECK ((kind = 'undo') = (undoes IS NOT NULL))
) STRICT;
CREATE INDEX decision_undoes ON decision (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE audit_entry ( -- one row per document, verdict and decision, each with the hash of the one before it
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('document', 'verdict', 'decision')),
  subject_id TEXT NOT NULL, -- the document's id, the number of the verdict or decision
  detail TEXT NOT NULL CHECK (json_valid(detail)),
  previous_hash TEXT NOT NULL CHECK (length(previous_hash) = 64), -- 64 zeros in the first
  hash TEXT NOT NULL CHECK (length(hash) = 64), -- SHA-256 of previous_hash, seq, at, kind, subject_id, detail, joined by LF
  UNIQUE (kind, subject_id)
) STRICT;

-- Derived ----------------------------------------------------------------------------------------------------------

CREATE TABLE stale_block ( -- blocks with readings newer than their facts
  block INTEGER PRIMARY KEY REFERENCES block,
  extraction INTEGER NOT NULL REFERENCES extraction -- the newest that touched it
) STRICT;

CREATE TABLE fact ( -- all that is said about one measure
  fact_key INTEGER PRIMARY KEY,
  fact_id TEXT NOT NULL UNIQUE,
  block INTEGER NOT NULL REFERENCES block,
  measure INTEGER NOT NULL REFERENCES measure,
  concept TEXT NOT NULL,
  subject TEXT,
  unit TEXT NOT NULL,
  links TEXT NOT NULL CHECK (json_valid(links)) -- the links inside it, with the slots behind them
) STRICT;
CREATE INDEX fact_block ON fact (block);
CREATE INDEX fact_measure ON fact (measure);

CREATE TABLE fact_claim ( -- the claims of a fact
  claim INTEGER PRIMARY KEY REFERENCES claim, -- a claim is in one fact
  fact INTEGER NOT NULL REFERENCES fact ON DELETE CASCADE,
  stated INTEGER NOT NULL -- claims of a fact with one number state the same value
) STRICT;
CREATE INDEX fact_claim_fact ON fact_claim (fact, stated);

CREATE TABLE discrepancy ( -- one row per value set against the reference value of its fact
  discrepancy_key INTEGER PRIMARY KEY,
  discrepancy_id TEXT NOT NULL,
  block INTEGER NOT NULL REFERENCES block,
  kind TEXT NOT NULL CHECK (kind IN ('between', 'part_over_whole', 'sum', 'percent_of_levels', 'headline_body')),
  relation TEXT NOT NULL
    CHECK (relation IN ('conflict', 'update', 'revision', 'rounding', 'hedge', 'equal', 'scope')),
  explanation TEXT NOT NULL,
  diagnosis TEXT CHECK (diagnosis IN ('rival_counts', 'scale_slip', 'digit_slip', 'unit_slip', 'percent_point_slip',
    'per_period_slip', 'sign_slip', 'stretched_hedge', 'falling_count')),
  measure INTEGER NOT NULL REFERENCES measure,
  subject TEXT,
  unit TEXT NOT NULL,
  period TEXT,
  as_of TEXT,
  n_sources INTEGER NOT NULL CHECK (n_sources >= 0),
  n_origins INTEGER NOT NULL CHECK (n_origins >= 0),
  low_decimal TEXT,
  high_decimal TEXT,
  difference_decimal TEXT,
  relative_difference TEXT,
  ratio TEXT,
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  a_claim INTEGER NOT NULL REFERENCES claim,
  b_claim INTEGER NOT NULL REFERENCES claim
) STRICT;
CREATE INDEX discrepancy_id ON discrepancy (discrepancy_id);
CREATE INDEX discrepancy_block ON discrepancy (block);
CREATE INDEX discrepancy_a_claim ON discrepancy (a_claim);
CREATE INDEX discrepancy_b_claim ON discrepancy (b_claim);

CREATE TABLE discrepancy_pair ( -- one row per pair of claims of different documents in a fact; columns of discrepancy
  discrepancy_key INTEGER PRIMARY KEY,
  discrepancy_id TEXT NOT NULL,
  block INTEGER NOT NULL REFERENCES block,
  kind TEXT NOT NULL CHECK (kind IN ('between', 'part_over_whole', 'sum', 'percent_of_levels', 'headline_body')),
  relation TEXT NOT NULL
    CHECK (relation IN ('conflict', 'update', 'revision', 'rounding', 'hedge', 'equal', 'scope')),
  explanation TEXT NOT NULL,
  diagnosis TEXT CHECK (diagnosis IN ('rival_counts', 'scale_slip', 'digit_slip', 'unit_slip', 'percent_point_slip',
    'per_period_slip', 'sign_slip', 'stretched_hedge', 'falling_count')),
  measure INTEGER NOT NULL REFERENCES measure,
  subject TEXT,
  unit TEXT NOT NULL,
  period TEXT,
  as_of TEXT,
  n_sources INTEGER NOT NULL CHECK (n_sources >= 0),
  n_origins INTEGER NOT NULL CHECK (n_origins >= 0),
  low_decimal TEXT,
  high_decimal TEXT,
  difference_decimal TEXT,
  relative_difference TEXT,
  ratio TEXT,
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  a_claim INTEGER NOT NULL REFERENCES claim,
  b_claim INTEGER NOT NULL REFERENCES claim
) STRICT;
CREATE INDEX discrepancy_pair_id ON discrepancy_pair (discrepancy_id);
CREATE INDEX discrepancy_pair_block ON discrepancy_pair (block);
CREATE INDEX discrepancy_pair_a_claim ON discrepancy_pair (a_claim);
CREATE INDEX discrepancy_pair_b_claim ON discrepancy_pair (b_claim);
