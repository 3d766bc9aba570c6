-- The views through which everybody reads a wiki on the replicas, for one wiki: DBNAME stands for its name.
-- Columns and conditions are those of operations/puppet, modules/profile/templates/wmcs/db/wikireplicas/
-- maintain-views.yaml as of commit 64031f4b3445c9ac0416246e9c69155f7de62196 (fullviews, customviews, allowed_logtypes);
-- of the views, those that have to do with revisions, pages, accounts, tags and logs.
CREATE DATABASE `DBNAME_p`;

CREATE VIEW `DBNAME_p`.page AS SELECT * FROM `DBNAME`.page;
CREATE VIEW `DBNAME_p`.change_tag AS SELECT * FROM `DBNAME`.change_tag;
CREATE VIEW `DBNAME_p`.change_tag_def AS SELECT * FROM `DBNAME`.change_tag_def;
CREATE VIEW `DBNAME_p`.user_groups AS SELECT * FROM `DBNAME`.user_groups;

CREATE VIEW `DBNAME_p`.revision AS
SELECT rev_id, rev_page, IF(rev_deleted & 2, NULL, rev_comment_id) AS rev_comment_id,
  IF(rev_deleted & 4, NULL, rev_actor) AS rev_actor, rev_timestamp, rev_minor_edit, rev_deleted,
  IF(rev_deleted & 1, NULL, rev_len) AS rev_len, rev_parent_id, IF(rev_deleted & 1, NULL, rev_sha1) AS rev_sha1
FROM `DBNAME`.revision;

CREATE VIEW `DBNAME_p`.revision_userindex AS
SELECT rev_id, rev_page, IF(rev_deleted & 2, NULL, rev_comment_id) AS rev_comment_id, rev_actor, rev_timestamp,
  rev_minor_edit, rev_deleted, IF(rev_deleted & 1, NULL, rev_len) AS rev_len, rev_parent_id,
  IF(rev_deleted & 1, NULL, rev_sha1) AS rev_sha1
FROM `DBNAME`.revision
WHERE (rev_deleted & 4) = 0;

CREATE VIEW `DBNAME_p`.archive AS
SELECT ar_id, ar_namespace, ar_title, NULL AS ar_text, NULL AS ar_comment_id,
  IF(ar_deleted & 4, 0, ar_actor) AS ar_actor, ar_timestamp, ar_minor_edit, NULL AS ar_flags, ar_rev_id, ar_deleted,
  IF(ar_deleted & 1, NULL, ar_len) AS ar_len, ar_page_id, ar_parent_id, IF(ar_deleted & 1, NULL, ar_sha1) AS ar_sha1
FROM `DBNAME`.archive;

CREATE VIEW `DBNAME_p`.logging AS
SELECT log_id, log_type, IF(log_deleted & 1, NULL, log_action) AS log_action, log_timestamp,
  IF(log_deleted & 4, 0, log_actor) AS log_actor, IF(log_deleted & 1, NULL, log_namespace) AS log_namespace,
  IF(log_deleted & 1, NULL, log_title) AS log_title, IF(log_deleted & 2, 0, log_comment_id) AS log_comment_id,
  IF(log_deleted, NULL, log_params) AS log_params, log_deleted, IF(log_deleted & 1, NULL, log_page) AS log_page
FROM `DBNAME`.logging
WHERE log_type IN ('abusefilter', 'block', 'contentmodel', 'create', 'delete', 'import', 'interwiki', 'managetags',
  'merge', 'move', 'newusers', 'patrol', 'protect', 'renameuser', 'rights', 'spamblacklist', 'tag', 'thanks', 'upload',
  'usermerge');

CREATE VIEW `DBNAME_p`.user AS
SELECT user_id, user_name, user_real_name, NULL AS user_password, NULL AS user_newpassword, NULL AS user_email,
  NULL AS user_touched, NULL AS user_token, NULL AS user_email_authenticated, NULL AS user_email_token,
  NULL AS user_email_token_expires, user_registration, NULL AS user_newpass_time, user_editcount,
  NULL AS user_password_expires, user_is_temp
FROM `DBNAME`.user
WHERE (SELECT 1 FROM `DBNAME`.block JOIN `DBNAME`.block_target ON bl_target = bt_id
  WHERE bl_deleted = 1 AND bt_user = user_id) IS NULL;

CREATE VIEW `DBNAME_p`.actor_user AS
SELECT actor_id, actor_user, actor_name
FROM `DBNAME`.actor
WHERE EXISTS (SELECT 1 FROM `DBNAME`.user WHERE user_id = actor_user)
  AND (SELECT 1 FROM `DBNAME`.block JOIN `DBNAME`.block_target ON bt_id = bl_target
    WHERE bl_deleted = 1 AND bt_user = actor_user) IS NULL;

CREATE VIEW `DBNAME_p`.actor_revision AS
SELECT actor_id, actor_user, actor_name
FROM `DBNAME`.actor
WHERE EXISTS (SELECT 1 FROM `DBNAME`.revision WHERE rev_actor = actor_id AND rev_deleted & 4 = 0);

CREATE VIEW `DBNAME_p`.actor AS
SELECT actor_id, actor_user, actor_name
FROM `DBNAME`.actor
WHERE EXISTS (SELECT 1 FROM `DBNAME`.user WHERE user_id = actor_user)
  AND (SELECT 1 FROM `DBNAME`.block JOIN `DBNAME`.block_target ON bt_id = bl_target
    WHERE bl_deleted = 1 AND bt_user = actor_user) IS NULL
  OR EXISTS (SELECT 1 FROM `DBNAME`.archive WHERE ar_actor = actor_id AND ar_deleted & 4 = 0)
  OR EXISTS (SELECT 1 FROM `DBNAME`.block WHERE bl_by_actor = actor_id AND bl_deleted = 0)
  OR EXISTS (SELECT 1 FROM `DBNAME`.image WHERE img_actor = actor_id)
  OR EXISTS (SELECT 1 FROM `DBNAME`.oldimage WHERE oi_actor = actor_id AND oi_deleted & 4 = 0)
  OR EXISTS (SELECT 1 FROM `DBNAME`.filearchive WHERE fa_actor = actor_id AND fa_deleted & 4 = 0)
  OR EXISTS (SELECT 1 FROM `DBNAME`.recentchanges WHERE rc_actor = actor_id AND rc_deleted & 4 = 0)
  OR EXISTS (SELECT 1 FROM `DBNAME`.revision WHERE rev_actor = actor_id AND rev_deleted & 4 = 0);
