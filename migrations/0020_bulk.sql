-- Writing much at once. What no query asks for is no longer kept in order; a claim's pairs are read without going back
-- to their rows; words that were read are sorted in memory for longer before they go to the search index.

DROP INDEX discrepancy_pair_block;
DROP INDEX discrepancy_pair_a_claim;
DROP INDEX discrepancy_pair_b_claim;

DROP INDEX claim_pair_b;
CREATE INDEX claim_pair_b ON claim_pair (b, near_miss, a, weight);

-- Rows that official figures make, and those of revisions: they are few among all.
CREATE INDEX discrepancy_no_fact ON discrepancy (kind, relation) WHERE fact IS NULL;
CREATE INDEX discrepancy_pair_no_fact ON discrepancy_pair (kind, relation) WHERE fact IS NULL;

-- In bytes.
INSERT INTO quote_search (quote_search, rank) VALUES ('hashsize', 16777216);
INSERT INTO sentence_search (sentence_search, rank) VALUES ('hashsize', 16777216);
INSERT INTO title_search (title_search, rank) VALUES ('hashsize', 4194304);
