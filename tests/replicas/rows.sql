-- A wiki of nothing but numbers: REVISIONS revisions by PEOPLE people on PAGES pages, one a second from 2026-04-01 on,
-- of which three in four have tags.
SET foreign_key_checks = 0;
SET unique_checks = 0;
INSERT INTO actor (actor_id, actor_user, actor_name) SELECT seq + 10, seq, CONCAT('คน ', seq) FROM seq_1_to_PEOPLE;
INSERT INTO page (page_id, page_namespace, page_title, page_random, page_touched, page_latest, page_len)
  SELECT seq, 0, CONCAT('หน้าเกี่ยวกับสาวิตรีบาอี_', seq), 0, '', 1, 1 FROM seq_1_to_PAGES;
INSERT INTO revision (rev_id, rev_page, rev_comment_id, rev_actor, rev_timestamp, rev_len, rev_parent_id)
  SELECT seq, 1 + seq MOD PAGES, 1, 11 + seq MOD PEOPLE,
    DATE_FORMAT('2026-04-01' + INTERVAL seq SECOND, '%Y%m%d%H%i%s'), 100 + seq, IF(seq > PAGES, seq - PAGES, 0)
  FROM seq_1_to_REVISIONS;
INSERT INTO change_tag_def (ctd_id, ctd_name, ctd_user_defined)
  SELECT seq, ELT(1 + seq MOD 4, 'mw-reverted', 'visualeditor', 'มือถือ', 'mobile edit'), 0 FROM seq_1_to_4;
INSERT INTO change_tag (ct_rev_id, ct_tag_id) SELECT seq, 1 + seq MOD 4 FROM seq_1_to_REVISIONS WHERE seq MOD 4 > 0;
ANALYZE TABLE actor, page, revision, change_tag;
