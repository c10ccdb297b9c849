-- Verdicts that are taken back, and which of the two claims was misread.

ALTER TABLE verdict ADD COLUMN undoes INTEGER REFERENCES verdict; -- this row takes that one back and says nothing else
ALTER TABLE verdict ADD COLUMN misread TEXT CHECK (misread IN ('a', 'b', 'both')); -- which claim, of a misread pair
ALTER TABLE verdict ADD COLUMN discrepancy_id TEXT; -- the row that was judged
CREATE INDEX verdict_undoes ON verdict (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX verdict_misread ON verdict (verdict) WHERE verdict = 'misread';

CREATE VIEW standing_verdict AS -- verdicts that nobody took back; of two the one with the greater rank is newer
-- By the day on which it was checked, then in the order of recording: a sheet that comes back late brings old days.
SELECT v.verdict_id, v.a_claim, v.b_claim, v.verdict, v.misread,
  printf('%-10.10s%019d', v.at, v.verdict_id) AS rank
FROM verdict v
WHERE v.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM verdict u WHERE u.undoes = v.verdict_id);

DROP VIEW pair_verdict;
CREATE VIEW pair_verdict AS -- the newest verdict on each pair of claims (lower key first)
-- exact_verdict is on the two claims themselves, verdict on any two that state the same values in the same facts.
SELECT min(a_claim, b_claim) AS low_claim, max(a_claim, b_claim) AS high_claim,
  CAST(substr(max(rank), 11) AS INTEGER) AS verdict,
  CAST(substr(max(CASE WHEN a_claim = a_judged AND b_claim = b_judged THEN rank END), 11) AS INTEGER) AS exact_verdict
FROM (
  SELECT v.rank, v.a_claim AS a_judged, v.b_claim AS b_judged,
    coalesce(a_peer.claim, v.a_claim) AS a_claim, coalesce(b_peer.claim, v.b_claim) AS b_claim
  FROM standing_verdict v
  LEFT JOIN fact_claim a ON a.claim = v.a_claim
  LEFT JOIN fact_claim a_peer ON a_peer.fact = a.fact AND a_peer.stated = a.stated
  LEFT JOIN fact_claim b ON b.claim = v.b_claim
  LEFT JOIN fact_claim b_peer ON b_peer.fact = b.fact AND b_peer.stated = b.stated
)
GROUP BY 1, 2;

CREATE VIEW misread_claim AS -- claims left out of comparisons: the newest verdict on their pair says that they were misread
WITH newest AS (
  SELECT a_claim, b_claim, coalesce(misread, 'both') AS misread FROM standing_verdict v
  WHERE v.verdict = 'misread' AND NOT EXISTS (SELECT 1 FROM standing_verdict n
    WHERE n.a_claim IN (v.a_claim, v.b_claim) AND n.b_claim IN (v.a_claim, v.b_claim) AND n.rank > v.rank)
)
SELECT a_claim AS claim FROM newest WHERE misread <> 'b'
UNION SELECT b_claim FROM newest WHERE misread <> 'a';

CREATE VIEW verdicts AS -- every verdict that was given, and every undo; undone_by is empty where it stands
-- misread says which of the two claims was misread: a, b or both. is_shown marks the newest that stands on its pair.
SELECT v.verdict_id, v.discrepancy_id, iif(v.undoes IS NULL, v.verdict, 'undo') AS verdict, v.misread,
  a.claim_id AS a_claim_id, a.value_text AS a_value_text, b.claim_id AS b_claim_id, b.value_text AS b_value_text,
  v.undoes, (SELECT min(u.verdict_id) FROM verdict u WHERE u.undoes = v.verdict_id) AS undone_by,
  EXISTS (SELECT 1 FROM standing_verdict s WHERE s.verdict_id = v.verdict_id AND NOT EXISTS (
    SELECT 1 FROM standing_verdict n
    WHERE n.a_claim IN (s.a_claim, s.b_claim) AND n.b_claim IN (s.a_claim, s.b_claim) AND n.rank > s.rank)) AS is_shown,
  v.checked_by, v.at, v.reason, v.reference, v.checked_decimal, v.checked_value
FROM verdict v
JOIN claim a ON a.claim_key = v.a_claim
JOIN claim b ON b.claim_key = v.b_claim;
