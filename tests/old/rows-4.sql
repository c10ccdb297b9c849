-- Rows of a ledger of version 4: those of version 1, and arithmetic inside documents.
INSERT INTO engine (engine_id, version, lexicon_digest) VALUES
  (1, '0.1.0', '177064f33663e13d875042312f514de1886c09ee014fd1199371d43cfb111837');
INSERT INTO run (run_id, engine, command, started) VALUES
  (1, 1, 'add', '2026-11-22T00:00:00Z'),
  (2, 1, 'add', '2026-11-22T00:00:00Z');
INSERT INTO run_end (run, ended) VALUES
  (1, '2026-11-22T00:00:00Z'),
  (2, '2026-11-22T00:00:00Z');
INSERT INTO source (source_id, source) VALUES
  (1, 'Courier'),
  (2, 'The Harbour Post'),
  (3, 'North Wire');
INSERT INTO article (article_id, address) VALUES
  (1, 'articles/courier.md'),
  (2, 'https://post.example/visitors'),
  (3, 'https://wire.example/17');
INSERT INTO document (document_key, document_id, article, revision, copy_of, run, digest, body_start, text) VALUES
  (1, 'djzj5eka6uqhtzlftxf4e4za5da', 1, 1, NULL, 1, '0ad3f4d80c127ba0cbae1f93c7a2b3a68730ca1bd8684004a7e9b890e08a16e0', 74, '---
source: Courier
title: Record year at Ellen
published: 2026-11-04
---
About 4 million visitors came to the port of Ellen in 2025, the harbour authority said.

The new quay of Ellen cost $45 million, according to the town council.

Of 90 berths, 120 were taken.
'),
  (2, 'db2wtavp5hau7faxmecxtpayura', 2, 1, NULL, 1, 'b1624ad348a3e22cfec2326a24ce1e37c148fbe8c7625e1a1958ac706f819116', 129, '---
source: The Harbour Post
title: Port of Ellen counts 12 ferries
published: 2026-11-03
url: https://post.example/visitors
---
The port of Ellen had 4.2 million visitors in 2025, harbour master Ida Berg said.

The new quay of Ellen cost $38 million. It is 410 metres long.
'),
  (3, 'dpr6xad53gifapn2z4gn3s3oo3a', 3, 1, NULL, 1, '3ed21bd25f6b2ea8b8c80c5ead925dbcfe1af1822d0e84b08424c8d1042a1b16', 0, 'The port of Ellen had 4.2 million visitors in 2025. The new quay is 410 metres long.'),
  (4, 'djza2qzkeodm7dtapr77o2wkpp4', 3, 2, NULL, 2, 'aaf66b378a498745b5112f2e9ddbbab69e05b3c3bda2408ab45546e27ab371de', 0, 'The port of Ellen had 4.2 million visitors in 2025. The new quay is 415 metres long.');
INSERT INTO document_path (path_id, document, doc, path) VALUES
  (1, 1, 'articles/courier.md', 'articles/courier.md'),
  (2, 2, 'articles/post.txt', 'articles/post.txt'),
  (3, 3, 'w-17', 'articles/wire.jsonl'),
  (4, 4, 'w-17', 'articles/wire.jsonl');
INSERT INTO document_metadata (metadata_id, document, path, run, source, title, author, url, published, modified, retrieved, language, licence, basis) VALUES
  (1, 1, 1, 1, 1, 'Record year at Ellen', NULL, NULL, '2026-11-04', NULL, NULL, NULL, NULL, '{"published":"front_matter","source":"front_matter","title":"front_matter"}'),
  (2, 2, 2, 1, 2, 'Port of Ellen counts 12 ferries', NULL, 'https://post.example/visitors', '2026-11-03', NULL, NULL, NULL, NULL, '{"published":"front_matter","source":"front_matter","title":"front_matter","url":"front_matter"}'),
  (3, 3, 3, 1, 3, 'Ellen port figures', NULL, 'https://wire.example/17', '2026-11-04', NULL, NULL, NULL, NULL, '{"published":"front_matter","source":"front_matter","title":"front_matter","url":"front_matter"}'),
  (4, 4, 4, 2, 3, 'Ellen port figures', NULL, 'https://wire.example/17', '2026-11-04', NULL, NULL, NULL, NULL, '{"published":"front_matter","source":"front_matter","title":"front_matter","url":"front_matter"}');
INSERT INTO extraction (extraction_id, document, run, metadata, context) VALUES
  (1, 1, 1, 1, '{"names":["ellen"],"places":[],"words":["berth","quay"],"topics":["authority","berth","cost","council","harbour","port","quay","record","town","visitor"],"about":["ellen"],"prints":"B6XCCoX-E-5F"}'),
  (2, 2, 1, 2, '{"names":["berg","ellen","ida","ida berg"],"places":[],"words":["master","quay"],"topics":["cost","count","ferry","harbour","master","metre","port","quay","visitor"],"about":["berg","ellen","ida","ida berg"],"prints":"AREx"}'),
  (3, 3, 1, 3, '{"names":["ellen"],"places":[],"words":["quay"],"topics":["metre","port","quay","visitor"],"about":["ellen"],"prints":"D77Y"}'),
  (4, 4, 2, 4, '{"names":["ellen"],"places":[],"words":["quay"],"topics":["metre","port","quay","visitor"],"about":["ellen"],"prints":"BHH9"}');
INSERT INTO number_sentence (sentence_id, document, part, sentence_start, sentence_end, text) VALUES
  (1, 1, 'text', 74, 161, 'About 4 million visitors came to the port of Ellen in 2025, the harbour authority said.'),
  (2, 1, 'text', 163, 233, 'The new quay of Ellen cost $45 million, according to the town council.'),
  (3, 1, 'text', 235, 264, 'Of 90 berths, 120 were taken.'),
  (4, 2, 'title', 0, 31, 'Port of Ellen counts 12 ferries'),
  (5, 2, 'text', 129, 210, 'The port of Ellen had 4.2 million visitors in 2025, harbour master Ida Berg said.'),
  (6, 2, 'text', 212, 251, 'The new quay of Ellen cost $38 million.'),
  (7, 2, 'text', 252, 274, 'It is 410 metres long.'),
  (8, 3, 'text', 0, 51, 'The port of Ellen had 4.2 million visitors in 2025.'),
  (9, 3, 'text', 52, 84, 'The new quay is 410 metres long.'),
  (10, 4, 'text', 0, 51, 'The port of Ellen had 4.2 million visitors in 2025.'),
  (11, 4, 'text', 52, 84, 'The new quay is 415 metres long.');
INSERT INTO measure (measure_id, measure) VALUES
  (1, 'visitors 2025'),
  (2, 'cost of Ellen (USD)'),
  (3, 'berth'),
  (4, 'berth [including]'),
  (5, 'ferry'),
  (6, 'visitors of Ellen 2025'),
  (7, 'length (metre)');
INSERT INTO block (block_id, block) VALUES
  (1, 'count'),
  (2, 'USD'),
  (3, 'length');
INSERT INTO claim (claim_key, claim_id, document, part, value_start, value_end, value_text, value_decimal, approximation, unit) VALUES
  (1, 'cxpjuffxeocc7dhkkuxug5qcu3m', 1, 'text', 74, 89, 'About 4 million', '4000000', 'about', 'count'),
  (2, 'c5a3vg7dkfwhcgxmwgjv6biuooq', 1, 'text', 190, 201, '$45 million', '45000000', 'exact', 'USD'),
  (3, 'c3hm4f7mssaimf2p2dohljo3gvq', 1, 'text', 238, 240, '90', '90', 'exact', 'count'),
  (4, 'cirsozzergor36d7lssbv3su3ia', 1, 'text', 249, 252, '120', '120', 'exact', 'count'),
  (5, 'cnesjtdn72wlavwo5nccqze4lfm', 2, 'title', 21, 23, '12', '12', 'exact', 'count'),
  (6, 'c4r7wp25534e72tdiv4caefep3u', 2, 'text', 151, 162, '4.2 million', '4200000', 'exact', 'count'),
  (7, 'cs24aqjzchz7izyhhsfdrs3zyvy', 2, 'text', 239, 250, '$38 million', '38000000', 'exact', 'USD'),
  (8, 'cfr4ft3xipee4vcwvgvsycgp3qm', 2, 'text', 258, 268, '410 metres', '410', 'exact', 'metre'),
  (9, 'czahdsxgdk7hzfqn66vd2v5ag2u', 3, 'text', 22, 33, '4.2 million', '4200000', 'exact', 'count'),
  (10, 'cokpyhhzk7t3f4pcmkn4azzwwlu', 3, 'text', 68, 78, '410 metres', '410', 'exact', 'metre'),
  (11, 'cfdddyzgpjrfcpcctywfoqdahj4', 4, 'text', 22, 33, '4.2 million', '4200000', 'exact', 'count'),
  (12, 'c5mty5rc6hgpii6e67ub2x6cvoq', 4, 'text', 68, 78, '415 metres', '415', 'exact', 'metre');
INSERT INTO reading (reading_id, claim, extraction, measure, block, sentence, quote_start, quote_end, quote, prefix, suffix, low_decimal, high_decimal, granularity_decimal, dimension, rate, role, trend, previous, measured, concept, restrictors, subject, period_start, period_end, period_text, as_of_start, as_of_end, as_of_text, as_of_basis, speaker, origin, status, confidence) VALUES
  (1, 1, 1, 1, 1, 1, 74, 98, 'About 4 million visitors', 'published: 2026-11-04
---
', ' came to the port of Ellen in', '3500000', '4500000', '1000000', 'count', NULL, 'level', NULL, 0, 'visitors', 'visitors', '[]', NULL, '2025-01-01', '2025-12-31', 'in 2025', '2026-11-04', '2026-11-04', NULL, 'publication', 'harbour authority', 'harbour authority', 'reported', 0.9),
  (2, 2, 1, 2, 2, 2, 167, 201, 'new quay of Ellen cost $45 million', 'harbour authority said.

The ', ', according to the town', '45000000', '45000000', '1000000', 'money', NULL, 'level', NULL, 0, 'new quay of Ellen', 'cost', '[]', 'Ellen', NULL, NULL, NULL, '2026-11-04', '2026-11-04', NULL, 'publication', 'town council', 'town council', 'reported', 0.85),
  (3, 3, 1, 3, 1, 3, 238, 247, '90 berths', 'to the town council.

Of ', ', 120 were taken.', '90', '90', '10', 'count', NULL, 'level', NULL, 0, 'berths', 'berth', '[]', NULL, NULL, NULL, NULL, '2026-11-04', '2026-11-04', NULL, 'publication', NULL, NULL, 'reported', 0.7),
  (4, 4, 1, 4, 1, 3, 241, 252, 'berths, 120', 'to the town council.

Of 90 ', ' were taken.', '120', '120', '10', 'count', NULL, 'level', NULL, 0, 'berths', 'berth', '[{"text":"including","kind":"selecting"}]', NULL, NULL, NULL, NULL, '2026-11-04', '2026-11-04', NULL, 'publication', NULL, NULL, 'reported', 0.7),
  (5, 5, 2, 5, 1, 4, 21, 31, '12 ferries', 'Port of Ellen counts ', '', '12', '12', '1', 'count', NULL, 'level', NULL, 0, 'ferries', 'ferry', '[]', NULL, NULL, NULL, NULL, '2026-11-03', '2026-11-03', NULL, 'publication', 'Ellen', NULL, 'reported', 0.7),
  (6, 6, 2, 6, 1, 5, 151, 171, '4.2 million visitors', '---
The port of Ellen had ', ' in 2025, harbour master Ida', '4200000', '4200000', '100000', 'count', NULL, 'level', NULL, 0, 'visitors', 'visitors', '[]', 'Ellen', '2025-01-01', '2025-12-31', 'in 2025', '2026-11-03', '2026-11-03', NULL, 'publication', NULL, NULL, 'reported', 0.9),
  (7, 7, 2, 2, 2, 6, 216, 250, 'new quay of Ellen cost $38 million', 'master Ida Berg said.

The ', '. It is 410 metres long.', '38000000', '38000000', '1000000', 'money', NULL, 'level', NULL, 0, 'new quay of Ellen', 'cost', '[]', 'Ellen', NULL, NULL, NULL, '2026-11-03', '2026-11-03', NULL, 'publication', NULL, NULL, 'reported', 0.85),
  (8, 8, 2, 7, 3, 7, 258, 268, '410 metres', 'Ellen cost $38 million. It is ', ' long.', '410', '410', '10', 'length', NULL, 'level', NULL, 0, '', 'length', '[]', NULL, NULL, NULL, NULL, '2026-11-03', '2026-11-03', NULL, 'publication', NULL, NULL, 'reported', 0.9),
  (9, 9, 3, 6, 1, 8, 22, 42, '4.2 million visitors', 'The port of Ellen had ', ' in 2025. The new quay is 410', '4200000', '4200000', '100000', 'count', NULL, 'level', NULL, 0, 'visitors', 'visitors', '[]', 'Ellen', '2025-01-01', '2025-12-31', 'in 2025', '2026-11-04', '2026-11-04', NULL, 'publication', NULL, NULL, 'reported', 0.9),
  (10, 10, 3, 7, 3, 9, 56, 78, 'new quay is 410 metres', 'million visitors in 2025. The ', ' long.', '410', '410', '10', 'length', NULL, 'level', NULL, 0, 'new quay', 'length', '[]', NULL, NULL, NULL, NULL, '2026-11-04', '2026-11-04', NULL, 'publication', NULL, NULL, 'reported', 0.9),
  (11, 11, 4, 6, 1, 10, 22, 42, '4.2 million visitors', 'The port of Ellen had ', ' in 2025. The new quay is 415', '4200000', '4200000', '100000', 'count', NULL, 'level', NULL, 0, 'visitors', 'visitors', '[]', 'Ellen', '2025-01-01', '2025-12-31', 'in 2025', '2026-11-04', '2026-11-04', NULL, 'publication', NULL, NULL, 'reported', 0.9),
  (12, 12, 4, 7, 3, 11, 56, 78, 'new quay is 415 metres', 'million visitors in 2025. The ', ' long.', '415', '415', '1', 'length', NULL, 'level', NULL, 0, 'new quay', 'length', '[]', NULL, NULL, NULL, NULL, '2026-11-04', '2026-11-04', NULL, 'publication', NULL, NULL, 'reported', 0.9);
INSERT INTO rejection (rejection_id, extraction, part, quote_start, quote_end, quote, reason) VALUES
  (1, 1, 'text', 128, 132, '2025', 'year'),
  (2, 2, 'text', 175, 179, '2025', 'year'),
  (3, 3, 'text', 46, 50, '2025', 'year'),
  (4, 4, 'text', 46, 50, '2025', 'year');
INSERT INTO verdict (verdict_id, a_claim, b_claim, verdict, checked_by, at, reason, reference, checked_decimal) VALUES
  (1, 2, 7, 'confirmed', 'Ada', '2026-11-22T00:00:00Z', 'asked both', 'https://post.example/minutes', '38000000');
INSERT INTO audit_entry (seq, at, kind, subject_id, detail, previous_hash, hash) VALUES
  (1, '2026-11-22T00:00:00Z', 'document', 'djzj5eka6uqhtzlftxf4e4za5da', '{"address":"articles/courier.md","claims":4,"digest":"0ad3f4d80c127ba0cbae1f93c7a2b3a68730ca1bd8684004a7e9b890e08a16e0","outcome":"added","rejected":1}', '0000000000000000000000000000000000000000000000000000000000000000', '4bc138b5d81466230263ef99419023287ff238410614ca57f60ebcf3768acfa0'),
  (2, '2026-11-22T00:00:00Z', 'document', 'db2wtavp5hau7faxmecxtpayura', '{"address":"https://post.example/visitors","claims":4,"digest":"b1624ad348a3e22cfec2326a24ce1e37c148fbe8c7625e1a1958ac706f819116","outcome":"added","rejected":1}', '4bc138b5d81466230263ef99419023287ff238410614ca57f60ebcf3768acfa0', 'e825b17f94a62bb0f2f2b62aac724a73ab5b13766d87ae46cc43b348371854ae'),
  (3, '2026-11-22T00:00:00Z', 'document', 'dpr6xad53gifapn2z4gn3s3oo3a', '{"address":"https://wire.example/17","claims":2,"digest":"3ed21bd25f6b2ea8b8c80c5ead925dbcfe1af1822d0e84b08424c8d1042a1b16","outcome":"added","rejected":1}', 'e825b17f94a62bb0f2f2b62aac724a73ab5b13766d87ae46cc43b348371854ae', '52561635ae917d2923f4854401f3a9882009b2aa7178ebb3dc962e662d2af45c'),
  (4, '2026-11-22T00:00:00Z', 'document', 'djza2qzkeodm7dtapr77o2wkpp4', '{"address":"https://wire.example/17","claims":2,"digest":"aaf66b378a498745b5112f2e9ddbbab69e05b3c3bda2408ab45546e27ab371de","outcome":"revised","rejected":1}', '52561635ae917d2923f4854401f3a9882009b2aa7178ebb3dc962e662d2af45c', '5e6a53ac848f05400263ac4ee4fc62321bae3815d525740e530842f5ed0860bc'),
  (5, '2026-11-22T00:00:00Z', 'verdict', '1', '{"a_claim_id":"c5a3vg7dkfwhcgxmwgjv6biuooq","b_claim_id":"cs24aqjzchz7izyhhsfdrs3zyvy","checked_by":"Ada","checked_value":"38000000","reason":"asked both","reference":"https://post.example/minutes","verdict":"confirmed"}', '5e6a53ac848f05400263ac4ee4fc62321bae3815d525740e530842f5ed0860bc', '383ea0c7a527051026347c233c23c458188fee3fe51066bf04eb204d975d3dcd');
INSERT INTO fact (fact_key, fact_id, block, measure, concept, subject, unit, links) VALUES
  (1, 'fm4qzvgmc46tar7ahglcuucrone', 2, 2, 'cost', 'Ellen', 'USD', '[{"a":"c5a3vg7dkfwhcgxmwgjv6biuooq","b":"cs24aqjzchz7izyhhsfdrs3zyvy","confidence":0.95,"slots":[{"reason":"USD","slot":"unit","verdict":"agree"},{"reason":"cost","slot":"concept","verdict":"agree"},{"reason":"Ellen","slot":"subject","verdict":"agree"},{"reason":"1 names, 1 rare words, 5 topics and 0 places in common, 1 days apart","slot":"event","verdict":"agree"},{"reason":"different figures","slot":"value","verdict":"neutral"}]}]'),
  (7, 'f4sxfbft7w6eex7d2wq3f5xgpla', 1, 3, 'berth', NULL, 'count', '[]'),
  (8, 'fzs4pmge6ycirsobdw63ha2mn7q', 1, 6, 'visitors', 'Ellen', 'count', '[{"a":"c4r7wp25534e72tdiv4caefep3u","b":"cfdddyzgpjrfcpcctywfoqdahj4","confidence":1.0,"slots":[{"reason":"count","slot":"unit","verdict":"agree"},{"reason":"visitors","slot":"concept","verdict":"agree"},{"reason":"2025","slot":"period","verdict":"agree"},{"reason":"Ellen","slot":"subject","verdict":"agree"},{"reason":"1 names, 1 rare words, 4 topics and 0 places in common, 1 days apart","slot":"event","verdict":"agree"},{"reason":"the same figure of 2 significant digits","slot":"value","verdict":"agree"}]},{"a":"cxpjuffxeocc7dhkkuxug5qcu3m","b":"c4r7wp25534e72tdiv4caefep3u","confidence":0.98,"slots":[{"reason":"count","slot":"unit","verdict":"agree"},{"reason":"visitors","slot":"concept","verdict":"agree"},{"reason":"2025","slot":"period","verdict":"agree"},{"reason":"the other document is about Ellen","slot":"subject","verdict":"neutral"},{"reason":"1 names, 1 rare words, 5 topics and 0 places in common, 1 days apart","slot":"event","verdict":"agree"},{"reason":"different figures","slot":"value","verdict":"neutral"}]},{"a":"cxpjuffxeocc7dhkkuxug5qcu3m","b":"cfdddyzgpjrfcpcctywfoqdahj4","confidence":0.97,"slots":[{"reason":"count","slot":"unit","verdict":"agree"},{"reason":"visitors","slot":"concept","verdict":"agree"},{"reason":"2025","slot":"period","verdict":"agree"},{"reason":"the other document is about Ellen","slot":"subject","verdict":"neutral"},{"reason":"1 names, 1 rare words, 3 topics and 0 places in common, 0 days apart","slot":"event","verdict":"agree"},{"reason":"different figures","slot":"value","verdict":"neutral"}]}]'),
  (9, 'f74fbbmsdl2ng4tifjh7amtq2p4', 1, 4, 'berth', NULL, 'count', '[]'),
  (10, 'fmai5rs5nh32kg4uhbl53uz5k64', 1, 5, 'ferry', NULL, 'count', '[]'),
  (11, 'f2vef7z33izua3ux6da4lb65vqq', 3, 7, 'length', NULL, 'metre', '[{"a":"c5mty5rc6hgpii6e67ub2x6cvoq","b":"cfr4ft3xipee4vcwvgvsycgp3qm","confidence":0.91,"slots":[{"reason":"metre","slot":"unit","verdict":"agree"},{"reason":"length","slot":"concept","verdict":"agree"},{"reason":"1 names, 1 rare words, 4 topics and 0 places in common, 1 days apart","slot":"event","verdict":"agree"},{"reason":"different figures","slot":"value","verdict":"neutral"}]}]');
INSERT INTO fact_claim (claim, fact, stated) VALUES
  (1, 8, 2),
  (2, 1, 1),
  (3, 7, 1),
  (4, 9, 1),
  (5, 10, 1),
  (6, 8, 1),
  (7, 1, 2),
  (8, 11, 2),
  (11, 8, 1),
  (12, 11, 1);
INSERT INTO discrepancy (discrepancy_key, discrepancy_id, block, kind, relation, explanation, diagnosis, measure, subject, unit, period, as_of, n_sources, n_origins, low_decimal, high_decimal, difference_decimal, relative_difference, ratio, confidence, a_claim, b_claim) VALUES
  (1, 'xlkocf3ivys464sp6jjiaeg7iya', 2, 'between', 'conflict', '$38 million and $45 million cannot both be right: no hedge, rounding or later date reconciles them', NULL, 2, 'Ellen', 'USD', NULL, NULL, 2, 2, '38000000', '45000000', '7000000', '0.155556', '1.18421', 0.95, 7, 2),
  (5, 'xft2sxjhcvjhewctitnrc6qei5e', 1, 'between', 'hedge', 'About 4 million permits 3.5 million to 4.5 million, which holds 4.2 million', NULL, 6, 'Ellen', 'count', '2025', NULL, 3, 3, '4000000', '4200000', '200000', '0.047619', '1.05', 0.98, 1, 6),
  (6, 'xlemdt6tsquz7cblx6xhxzpobse', 1, 'between', 'equal', 'both say 4.2 million', NULL, 6, 'Ellen', 'count', '2025', NULL, 2, 2, '4200000', '4200000', '0', '0', '1', 1.0, 6, 11),
  (7, 'xkdxsm6uh6t4lacaqp5z727f6gq', 3, 'between', 'rounding', '415 metre cut off to its first two digits is 410 metre', NULL, 7, NULL, 'metre', NULL, NULL, 2, 2, '410', '415', '5', '0.0120482', '1.0122', 0.91, 8, 12),
  (8, 'x3567eesue5ziiulugflrzjs5s4', 3, 'between', 'revision', 'the earlier version of the document says 410 metres, the later one 415 metres', NULL, 7, NULL, 'metre', NULL, '2026-11-04', 1, 1, '410', '415', '5', '0.0120482', '1.0122', 1.0, 10, 12);
INSERT INTO discrepancy_pair (discrepancy_key, discrepancy_id, block, kind, relation, explanation, diagnosis, measure, subject, unit, period, as_of, n_sources, n_origins, low_decimal, high_decimal, difference_decimal, relative_difference, ratio, confidence, a_claim, b_claim) VALUES
  (1, 'xlkocf3ivys464sp6jjiaeg7iya', 2, 'between', 'conflict', '$38 million and $45 million cannot both be right: no hedge, rounding or later date reconciles them', NULL, 2, 'Ellen', 'USD', NULL, NULL, 2, 2, '38000000', '45000000', '7000000', '0.155556', '1.18421', 0.95, 7, 2),
  (6, 'xlemdt6tsquz7cblx6xhxzpobse', 1, 'between', 'equal', 'both say 4.2 million', NULL, 6, 'Ellen', 'count', '2025', NULL, 2, 2, '4200000', '4200000', '0', '0', '1', 1.0, 6, 11),
  (7, 'xft2sxjhcvjhewctitnrc6qei5e', 1, 'between', 'hedge', 'About 4 million permits 3.5 million to 4.5 million, which holds 4.2 million', NULL, 6, 'Ellen', 'count', '2025', NULL, 3, 3, '4000000', '4200000', '200000', '0.047619', '1.05', 0.98, 1, 6),
  (8, 'xktw7r3tjsngyb5dakupcvggy7a', 1, 'between', 'hedge', 'About 4 million permits 3.5 million to 4.5 million, which holds 4.2 million', NULL, 6, 'Ellen', 'count', '2025', '2026-11-04', 3, 3, '4000000', '4200000', '200000', '0.047619', '1.05', 0.97, 1, 11),
  (9, 'xkdxsm6uh6t4lacaqp5z727f6gq', 3, 'between', 'rounding', '415 metre cut off to its first two digits is 410 metre', NULL, 7, NULL, 'metre', NULL, NULL, 2, 2, '410', '415', '5', '0.0120482', '1.0122', 0.91, 8, 12);
INSERT INTO arithmetic_check (check_key, check_id, document, kind, explanation, measure, subject, unit, stated_low_decimal, stated_high_decimal, expected_low_decimal, expected_high_decimal, low_decimal, high_decimal, difference_decimal, relative_difference, ratio, confidence, a_claim, b_claim) VALUES
  (1, 'xg3nlpah55vvr3uofqvktidvcla', 1, 'part_over_whole', 'a part is no larger than its whole: 120 is said to be part of 90', 4, NULL, 'count', '115', '129', '0', '90', '90', '120', '30', '0.25', '1.33333', 0.85, 3, 4);
INSERT INTO arithmetic_check_claim (check_key, position, claim) VALUES
  (1, 0, 4),
  (1, 1, 3);
