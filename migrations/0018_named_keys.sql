-- Foreign keys name the column that they lead to, as programs want it that follow them (Datasette shows the label of the
-- row behind one). What is stored does not change, only the words of the schema: without a column SQLite takes the primary
-- key, which is the one that is named now. And json_valid(NULL) is 0 in older SQLite, whose integrity check then refuses
-- what is allowed to be empty.

PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES arithmetic_check ', 'REFERENCES arithmetic_check (check_key) ') WHERE type = 'table';
UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES article,', 'REFERENCES article (article_id),') WHERE type = 'table';
UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES block' || char(10), 'REFERENCES block (block_id)' || char(10)) WHERE type = 'table';
UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES block,', 'REFERENCES block (block_id),') WHERE type = 'table';
UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES claim' || char(10), 'REFERENCES claim (claim_key)' || char(10)) WHERE type = 'table';
UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES claim,', 'REFERENCES claim (claim_key),') WHERE type = 'table';
UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES decision,', 'REFERENCES decision (decision_id),') WHERE type = 'table';
UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES document,', 'REFERENCES document (document_key),') WHERE type = 'table';
UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES document_metadata,', 'REFERENCES document_metadata (metadata_id),') WHERE type = 'table';
UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES document_path,', 'REFERENCES document_path (path_id),') WHERE type = 'table';
UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES engine,', 'REFERENCES engine (engine_id),') WHERE type = 'table';
UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES extraction ', 'REFERENCES extraction (extraction_id) ') WHERE type = 'table';
UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES extraction,', 'REFERENCES extraction (extraction_id),') WHERE type = 'table';
UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES fact ', 'REFERENCES fact (fact_key) ') WHERE type = 'table';
UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES measure,', 'REFERENCES measure (measure_id),') WHERE type = 'table';
UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES number_sentence,', 'REFERENCES number_sentence (sentence_id),') WHERE type = 'table';
UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES run)', 'REFERENCES run (run_id))') WHERE type = 'table';
UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES run,', 'REFERENCES run (run_id),') WHERE type = 'table';
UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES source,', 'REFERENCES source (source_id),') WHERE type = 'table';
UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES verdict,', 'REFERENCES verdict (verdict_id),') WHERE type = 'table';
UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (json_valid(options))', 'CHECK (options IS NULL OR json_valid(options))') WHERE name = 'run';
UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (json_valid(counts))', 'CHECK (counts IS NULL OR json_valid(counts))') WHERE name = 'run_end';
PRAGMA writable_schema = RESET;
