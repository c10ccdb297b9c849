-- What the local page needs: indexes for its lists, and queries that people keep.

CREATE INDEX discrepancy_rank
  ON discrepancy (relation <> 'conflict', CAST(relative_difference AS REAL) DESC, discrepancy_id, relation);
CREATE INDEX fact_origins ON fact (n_origins DESC, fact_id);

CREATE TABLE saved_query ( -- queries that people keep; of one name the newest counts, and an empty one takes it off
  saved_id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (trim(name) <> ''),
  sql TEXT NOT NULL,
  saved_by TEXT NOT NULL CHECK (trim(saved_by) <> ''),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX saved_query_name ON saved_query (name);

CREATE TRIGGER saved_query_no_update BEFORE UPDATE ON saved_query
BEGIN SELECT raise(ABORT, 'saved_query is append-only'); END;
CREATE TRIGGER saved_query_no_delete BEFORE DELETE ON saved_query
BEGIN SELECT raise(ABORT, 'saved_query is append-only'); END;
CREATE TRIGGER saved_query_no_replace BEFORE INSERT ON saved_query
WHEN EXISTS (SELECT 1 FROM saved_query WHERE saved_id = NEW.saved_id)
BEGIN SELECT raise(ABORT, 'saved_query is append-only'); END;

CREATE VIEW saved_queries AS -- the queries that are kept, one row per name
SELECT q.name, q.sql, q.saved_by, q.at
FROM saved_query q
WHERE q.saved_id = (SELECT max(saved_id) FROM saved_query WHERE name = q.name) AND q.sql <> '';
