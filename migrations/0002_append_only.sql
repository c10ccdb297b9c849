-- Evidence is never changed and never deleted; derived tables are left free. INSERT OR REPLACE deletes without a word to
-- the delete triggers, so a row that is there already is refused too. Full-text search follows what is recorded: its
-- tables hold no text of their own and can be rebuilt with INSERT INTO name(name) VALUES ('rebuild').

CREATE TRIGGER engine_no_update BEFORE UPDATE ON engine
BEGIN SELECT raise(ABORT, 'engine is append-only'); END;
CREATE TRIGGER engine_no_delete BEFORE DELETE ON engine
BEGIN SELECT raise(ABORT, 'engine is append-only'); END;
CREATE TRIGGER engine_no_replace BEFORE INSERT ON engine
WHEN EXISTS (SELECT 1 FROM engine WHERE engine_id = NEW.engine_id)
  OR EXISTS (SELECT 1 FROM engine WHERE version = NEW.version AND lexicon_digest = NEW.lexicon_digest)
BEGIN SELECT raise(ABORT, 'engine is append-only'); END;

CREATE TRIGGER run_no_update BEFORE UPDATE ON run
BEGIN SELECT raise(ABORT, 'run is append-only'); END;
CREATE TRIGGER run_no_delete BEFORE DELETE ON run
BEGIN SELECT raise(ABORT, 'run is append-only'); END;
CREATE TRIGGER run_no_replace BEFORE INSERT ON run
WHEN EXISTS (SELECT 1 FROM run WHERE run_id = NEW.run_id)
BEGIN SELECT raise(ABORT, 'run is append-only'); END;

CREATE TRIGGER run_end_no_update BEFORE UPDATE ON run_end
BEGIN SELECT raise(ABORT, 'run_end is append-only'); END;
CREATE TRIGGER run_end_no_delete BEFORE DELETE ON run_end
BEGIN SELECT raise(ABORT, 'run_end is append-only'); END;
CREATE TRIGGER run_end_no_replace BEFORE INSERT ON run_end
WHEN EXISTS (SELECT 1 FROM run_end WHERE run = NEW.run)
BEGIN SELECT raise(ABORT, 'run_end is append-only'); END;

CREATE TRIGGER source_no_update BEFORE UPDATE ON source
BEGIN SELECT raise(ABORT, 'source is append-only'); END;
CREATE TRIGGER source_no_delete BEFORE DELETE ON source
BEGIN SELECT raise(ABORT, 'source is append-only'); END;
CREATE TRIGGER source_no_replace BEFORE INSERT ON source
WHEN EXISTS (SELECT 1 FROM source WHERE source_id = NEW.source_id)
  OR EXISTS (SELECT 1 FROM source WHERE source = NEW.source)
BEGIN SELECT raise(ABORT, 'source is append-only'); END;

CREATE TRIGGER article_no_update BEFORE UPDATE ON article
BEGIN SELECT raise(ABORT, 'article is append-only'); END;
CREATE TRIGGER article_no_delete BEFORE DELETE ON article
BEGIN SELECT raise(ABORT, 'article is append-only'); END;
CREATE TRIGGER article_no_replace BEFORE INSERT ON article
WHEN EXISTS (SELECT 1 FROM article WHERE article_id = NEW.article_id)
  OR EXISTS (SELECT 1 FROM article WHERE address = NEW.address)
BEGIN SELECT raise(ABORT, 'article is append-only'); END;

CREATE TRIGGER document_no_update BEFORE UPDATE ON document
BEGIN SELECT raise(ABORT, 'document is append-only'); END;
CREATE TRIGGER document_no_delete BEFORE DELETE ON document
BEGIN SELECT raise(ABORT, 'document is append-only'); END;
CREATE TRIGGER document_no_replace BEFORE INSERT ON document
WHEN EXISTS (SELECT 1 FROM document WHERE document_key = NEW.document_key)
  OR EXISTS (SELECT 1 FROM document WHERE document_id = NEW.document_id)
  OR EXISTS (SELECT 1 FROM document WHERE article = NEW.article AND revision = NEW.revision)
  OR EXISTS (SELECT 1 FROM document WHERE article = NEW.article AND digest = NEW.digest)
BEGIN SELECT raise(ABORT, 'document is append-only'); END;

CREATE TRIGGER document_path_no_update BEFORE UPDATE ON document_path
BEGIN SELECT raise(ABORT, 'document_path is append-only'); END;
CREATE TRIGGER document_path_no_delete BEFORE DELETE ON document_path
BEGIN SELECT raise(ABORT, 'document_path is append-only'); END;
CREATE TRIGGER document_path_no_replace BEFORE INSERT ON document_path
WHEN EXISTS (SELECT 1 FROM document_path WHERE path_id = NEW.path_id)
BEGIN SELECT raise(ABORT, 'document_path is append-only'); END;

CREATE TRIGGER document_metadata_no_update BEFORE UPDATE ON document_metadata
BEGIN SELECT raise(ABORT, 'document_metadata is append-only'); END;
CREATE TRIGGER document_metadata_no_delete BEFORE DELETE ON document_metadata
BEGIN SELECT raise(ABORT, 'document_metadata is append-only'); END;
CREATE TRIGGER document_metadata_no_replace BEFORE INSERT ON document_metadata
WHEN EXISTS (SELECT 1 FROM document_metadata WHERE metadata_id = NEW.metadata_id)
BEGIN SELECT raise(ABORT, 'document_metadata is append-only'); END;

CREATE TRIGGER extraction_no_update BEFORE UPDATE ON extraction
BEGIN SELECT raise(ABORT, 'extraction is append-only'); END;
CREATE TRIGGER extraction_no_delete BEFORE DELETE ON extraction
BEGIN SELECT raise(ABORT, 'extraction is append-only'); END;
CREATE TRIGGER extraction_no_replace BEFORE INSERT ON extraction
WHEN EXISTS (SELECT 1 FROM extraction WHERE extraction_id = NEW.extraction_id)
BEGIN SELECT raise(ABORT, 'extraction is append-only'); END;

CREATE TRIGGER number_sentence_no_update BEFORE UPDATE ON number_sentence
BEGIN SELECT raise(ABORT, 'number_sentence is append-only'); END;
CREATE TRIGGER number_sentence_no_delete BEFORE DELETE ON number_sentence
BEGIN SELECT raise(ABORT, 'number_sentence is append-only'); END;
CREATE TRIGGER number_sentence_no_replace BEFORE INSERT ON number_sentence
WHEN EXISTS (SELECT 1 FROM number_sentence WHERE sentence_id = NEW.sentence_id)
BEGIN SELECT raise(ABORT, 'number_sentence is append-only'); END;

CREATE TRIGGER measure_no_update BEFORE UPDATE ON measure
BEGIN SELECT raise(ABORT, 'measure is append-only'); END;
CREATE TRIGGER measure_no_delete BEFORE DELETE ON measure
BEGIN SELECT raise(ABORT, 'measure is append-only'); END;
CREATE TRIGGER measure_no_replace BEFORE INSERT ON measure
WHEN EXISTS (SELECT 1 FROM measure WHERE measure_id = NEW.measure_id)
  OR EXISTS (SELECT 1 FROM measure WHERE measure = NEW.measure)
BEGIN SELECT raise(ABORT, 'measure is append-only'); END;

CREATE TRIGGER block_no_update BEFORE UPDATE ON block
BEGIN SELECT raise(ABORT, 'block is append-only'); END;
CREATE TRIGGER block_no_delete BEFORE DELETE ON block
BEGIN SELECT raise(ABORT, 'block is append-only'); END;
CREATE TRIGGER block_no_replace BEFORE INSERT ON block
WHEN EXISTS (SELECT 1 FROM block WHERE block_id = NEW.block_id)
  OR EXISTS (SELECT 1 FROM block WHERE block = NEW.block)
BEGIN SELECT raise(ABORT, 'block is append-only'); END;

CREATE TRIGGER claim_no_update BEFORE UPDATE ON claim
BEGIN SELECT raise(ABORT, 'claim is append-only'); END;
CREATE TRIGGER claim_no_delete BEFORE DELETE ON claim
BEGIN SELECT raise(ABORT, 'claim is append-only'); END;
CREATE TRIGGER claim_no_replace BEFORE INSERT ON claim
WHEN EXISTS (SELECT 1 FROM claim WHERE claim_key = NEW.claim_key)
  OR EXISTS (SELECT 1 FROM claim WHERE claim_id = NEW.claim_id)
BEGIN SELECT raise(ABORT, 'claim is append-only'); END;

CREATE TRIGGER reading_no_update BEFORE UPDATE ON reading
BEGIN SELECT raise(ABORT, 'reading is append-only'); END;
CREATE TRIGGER reading_no_delete BEFORE DELETE ON reading
BEGIN SELECT raise(ABORT, 'reading is append-only'); END;
CREATE TRIGGER reading_no_replace BEFORE INSERT ON reading
WHEN EXISTS (SELECT 1 FROM reading WHERE reading_id = NEW.reading_id)
  OR EXISTS (SELECT 1 FROM reading WHERE claim = NEW.claim AND extraction = NEW.extraction)
BEGIN SELECT raise(ABORT, 'reading is append-only'); END;

CREATE TRIGGER rejection_no_update BEFORE UPDATE ON rejection
BEGIN SELECT raise(ABORT, 'rejection is append-only'); END;
CREATE TRIGGER rejection_no_delete BEFORE DELETE ON rejection
BEGIN SELECT raise(ABORT, 'rejection is append-only'); END;
CREATE TRIGGER rejection_no_replace BEFORE INSERT ON rejection
WHEN EXISTS (SELECT 1 FROM rejection WHERE rejection_id = NEW.rejection_id)
BEGIN SELECT raise(ABORT, 'rejection is append-only'); END;

CREATE TRIGGER verdict_no_update BEFORE UPDATE ON verdict
BEGIN SELECT raise(ABORT, 'verdict is append-only'); END;
CREATE TRIGGER verdict_no_delete BEFORE DELETE ON verdict
BEGIN SELECT raise(ABORT, 'verdict is append-only'); END;
CREATE TRIGGER verdict_no_replace BEFORE INSERT ON verdict
WHEN EXISTS (SELECT 1 FROM verdict WHERE verdict_id = NEW.verdict_id)
BEGIN SELECT raise(ABORT, 'verdict is append-only'); END;

CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision
BEGIN SELECT raise(ABORT, 'decision is append-only'); END;
CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision
BEGIN SELECT raise(ABORT, 'decision is append-only'); END;
CREATE TRIGGER decision_no_replace BEFORE INSERT ON decision
WHEN EXISTS (SELECT 1 FROM decision WHERE decision_id = NEW.decision_id)
BEGIN SELECT raise(ABORT, 'decision is append-only'); END;

CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
BEGIN SELECT raise(ABORT, 'audit_entry is append-only'); END;
CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
BEGIN SELECT raise(ABORT, 'audit_entry is append-only'); END;
CREATE TRIGGER audit_entry_no_replace BEFORE INSERT ON audit_entry
WHEN EXISTS (SELECT 1 FROM audit_entry WHERE seq = NEW.seq)
  OR EXISTS (SELECT 1 FROM audit_entry WHERE kind = NEW.kind AND subject_id = NEW.subject_id)
BEGIN SELECT raise(ABORT, 'audit_entry is append-only'); END;

CREATE VIRTUAL TABLE quote_search USING fts5(quote, content="reading", content_rowid="reading_id",
  tokenize="unicode61 remove_diacritics 2");
CREATE TRIGGER quote_search_insert AFTER INSERT ON reading
BEGIN INSERT INTO quote_search(rowid, quote) VALUES (NEW.reading_id, NEW.quote); END;

CREATE VIRTUAL TABLE sentence_search USING fts5(text, content="number_sentence", content_rowid="sentence_id",
  tokenize="unicode61 remove_diacritics 2");
CREATE TRIGGER sentence_search_insert AFTER INSERT ON number_sentence
BEGIN INSERT INTO sentence_search(rowid, text) VALUES (NEW.sentence_id, NEW.text); END;

CREATE VIRTUAL TABLE title_search USING fts5(title, content="document_metadata", content_rowid="metadata_id",
  tokenize="unicode61 remove_diacritics 2");
CREATE TRIGGER title_search_insert AFTER INSERT ON document_metadata
BEGIN INSERT INTO title_search(rowid, title) VALUES (NEW.metadata_id, NEW.title); END;
