"""What SQL on the wikis' own databases counts for the demo's main campaign, by DESIGN section 4 and without the bot.

Who takes part comes from people.yaml, the windows from the operator's campaign file.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from tests.wikifarm import Farm
from tests.wikifarm.demo.counted_texts import written
from tests.wikifarm.demo.story import FOLDER, fill, read_people, stamp

NAMESPACES: Mapping[str, int] = {"enwiki": 0, "pawiki": 0, "arwiki": 0, "eswiki": 0, "commonswiki": 6}
"""The wikis that the campaign tracks, in the order of its file, and the namespace that counts on each."""
CODES = {"en": "enwiki", "pa": "pawiki", "ar": "arwiki", "es": "eswiki"}

_TABLES = """
CREATE TABLE who (program TEXT, name TEXT);
CREATE TABLE span (program TEXT, wiki TEXT, namespace INTEGER, first TEXT, until TEXT);
CREATE TABLE account (wiki TEXT, name TEXT);
CREATE TABLE counted (program TEXT, wiki TEXT, name TEXT, rev_id INTEGER,
  page_id INTEGER, namespace INTEGER, title TEXT, creates INTEGER, reverted INTEGER, added INTEGER, removed INTEGER,
  parent_id INTEGER, at TEXT);
CREATE TABLE file (wiki TEXT, title TEXT, name TEXT, at TEXT);
CREATE TABLE used (wiki TEXT, title TEXT, page_id INTEGER);
CREATE TABLE uploaded (program TEXT, wiki TEXT, name TEXT, title TEXT, usages INTEGER);
CREATE TABLE written (program TEXT, wiki TEXT, name TEXT, page_id INTEGER, words INTEGER, refs INTEGER);
"""
_COPY_ACCOUNTS = "INSERT INTO account SELECT ?, user_name FROM copied.user WHERE user_name IN (SELECT name FROM who)"
_COPY_COUNTED = """
INSERT INTO counted
WITH revisions AS (
  SELECT child.rev_id, child.rev_timestamp, actor_name, page_id, page_namespace, page_title,
    child.rev_parent_id = 0 AND NOT page_is_redirect AS creates,
    child.rev_len - coalesce(parent.rev_len, 0) AS difference, child.rev_parent_id AS parent_id,
    EXISTS (
      SELECT 1 FROM copied.change_tag JOIN copied.change_tag_def ON ctd_id = ct_tag_id
      WHERE ct_rev_id = child.rev_id AND ctd_name = 'mw-reverted'
    ) AS reverted
  FROM copied.revision AS child
  JOIN copied.page ON page_id = child.rev_page
  JOIN copied.actor ON actor_id = child.rev_actor
  LEFT JOIN copied.revision AS parent ON parent.rev_id = child.rev_parent_id
)
SELECT span.program, span.wiki, actor_name, rev_id, page_id, page_namespace, replace(page_title, '_', ' '),
  creates, reverted, iif(reverted, 0, max(difference, 0)), iif(reverted, 0, max(-difference, 0)),
  parent_id, rev_timestamp
FROM revisions
JOIN who ON who.name = actor_name
JOIN span ON span.program = who.program AND page_namespace = namespace
  AND rev_timestamp >= first AND rev_timestamp < until
WHERE span.wiki = ?
"""
_COPY_FILES = """
INSERT INTO file
SELECT ?, img_name, actor_name, min(at) FROM (
  SELECT img_name, img_actor AS uploader, img_timestamp AS at FROM copied.image
  UNION ALL SELECT oi_name, oi_actor, oi_timestamp FROM copied.oldimage
) JOIN copied.actor ON actor_id = uploader GROUP BY img_name
"""
_COPY_USES = "INSERT INTO used SELECT ?, il_to, il_from FROM copied.imagelinks WHERE il_from_namespace = 0"
_COUNT_UPLOADS = """
INSERT INTO uploaded
SELECT DISTINCT span.program, span.wiki, file.name, file.title,
  (SELECT count(*) FROM used WHERE used.title = file.title AND file.wiki IN (used.wiki, 'commonswiki'))
FROM file JOIN who USING (name) JOIN span USING (program, wiki) WHERE at >= first AND at < until
"""
_WHOLE_CAMPAIGN = """
INSERT INTO who SELECT DISTINCT '', name FROM who;
INSERT INTO span SELECT DISTINCT '', wiki, namespace, NULL, NULL FROM span;
INSERT INTO counted
SELECT DISTINCT '', wiki, name, rev_id, page_id, namespace, title, creates, reverted, added, removed, parent_id, at
FROM counted;
INSERT INTO uploaded SELECT DISTINCT '', wiki, name, title, usages FROM uploaded;
"""
_METRICS = """
SELECT count(DISTINCT name) AS active_participants, count(*) AS edits, coalesce(sum(reverted), 0) AS reverted_edits,
  count(DISTINCT wiki || page_id) AS pages_edited,
  count(DISTINCT iif(creates, wiki || page_id, NULL)) AS pages_created,
  coalesce(sum(added), 0) AS bytes_added, coalesce(sum(removed), 0) AS bytes_removed,
  coalesce(sum(added) - sum(removed), 0) AS bytes_net,
  (SELECT coalesce(sum(words), 0) FROM written
   WHERE program = :program AND (:wiki IS NULL OR wiki = :wiki) AND (:name IS NULL OR name = :name)) AS words_added,
  (SELECT coalesce(sum(refs), 0) FROM written
   WHERE program = :program AND (:wiki IS NULL OR wiki = :wiki) AND (:name IS NULL OR name = :name))
    AS references_added,
  (SELECT count(*) FROM uploaded
   WHERE program = :program AND (:wiki IS NULL OR wiki = :wiki) AND (:name IS NULL OR name = :name)) AS uploads,
  (SELECT count(*) FROM uploaded
   WHERE usages > 0
     AND program = :program AND (:wiki IS NULL OR wiki = :wiki) AND (:name IS NULL OR name = :name)) AS uploads_in_use,
  (SELECT coalesce(sum(usages), 0) FROM uploaded
   WHERE program = :program AND (:wiki IS NULL OR wiki = :wiki) AND (:name IS NULL OR name = :name)) AS upload_usages
FROM counted
WHERE program = :program AND (:wiki IS NULL OR wiki = :wiki) AND (:name IS NULL OR name = :name)
"""
_PAGES = """
SELECT wiki, namespace, title, max(creates) AS created, count(*) AS edits, sum(added) AS bytes_added,
  sum(removed) AS bytes_removed, sum(added) - sum(removed) AS bytes_net,
  json_group_array(DISTINCT name) AS participants,
  (SELECT coalesce(sum(words), 0) FROM written AS w
   WHERE w.program = counted.program AND w.wiki = counted.wiki AND w.page_id = counted.page_id) AS words_added,
  (SELECT coalesce(sum(refs), 0) FROM written AS w
   WHERE w.program = counted.program AND w.wiki = counted.wiki AND w.page_id = counted.page_id) AS references_added
FROM counted WHERE program = ? GROUP BY wiki, page_id
"""
_PEOPLE = "SELECT name FROM who WHERE program = ?"
_WIKIS = """
SELECT DISTINCT wiki, (
  SELECT count(DISTINCT name) FROM who JOIN account USING (name) JOIN span AS theirs USING (program, wiki)
  WHERE account.wiki = span.wiki AND program <> '' AND :program IN ('', program)
)
FROM span WHERE program = :program
"""
"""On a wiki take part those who have an account there, of the programs that track it."""


def count(farm: Farm, now: datetime) -> dict[str, dict[str, Any]]:
    """Give by program, and under "" for the whole campaign, what the export must say; `now` as given to `seed`."""
    database = _copy_what_counts(farm, now)
    return {name: _expected(database, name) for (name,) in database.execute("SELECT DISTINCT program FROM span")}


def _copy_what_counts(farm: Farm, now: datetime) -> sqlite3.Connection:
    """Copy into a database in memory, for each program, the revisions that count, the people and their accounts."""
    database = sqlite3.connect("file::memory:", uri=True, isolation_level=None)
    database.row_factory = sqlite3.Row
    database.executescript(_TABLES)
    takes_part = [(program, person.name) for person in read_people(now) for program in person.programs]
    database.executemany("INSERT INTO who VALUES (?, ?)", takes_part)
    spans = tuple(_spans(now))
    database.executemany("INSERT INTO span VALUES (?, ?, ?, ?, ?)", spans)
    for wiki in NAMESPACES:
        database.execute("ATTACH ? AS copied", (f"{farm[wiki].database.as_uri()}?mode=ro",))
        database.execute(_COPY_ACCOUNTS, (wiki,))
        for copy in (_COPY_COUNTED, _COPY_FILES, _COPY_USES):
            database.execute(copy, (wiki,))
        database.execute("DETACH copied")
    database.execute(_COUNT_UPLOADS)
    database.executescript(_WHOLE_CAMPAIGN)
    windows = {
        program: sorted({(first, until) for name, _, _, first, until in spans if program in ("", name)})
        for program in ("", *{span[0] for span in spans})
    }
    database.executemany("INSERT INTO written VALUES (?, ?, ?, ?, ?, ?)", written(farm, database, windows))
    return database


def _spans(now: datetime) -> Iterator[tuple[str, str, int, str, str]]:
    """Give each program's windows on each wiki that it tracks, as MediaWiki stores moments."""
    campaign = yaml.safe_load(fill((FOLDER / "config/campaigns/dalit-history-month.yaml").read_text("utf-8"), now))
    for program in campaign["programs"]:
        zone = ZoneInfo(program["timezone"])
        for window, name in product(program.get("windows", [program]), program.get("wikis", campaign["wikis"])):
            wiki = CODES.get(name, name)
            first, until = _local(window["start"], zone), _local(window["end"], zone, whole_day=timedelta(days=1))
            yield program["program"], wiki, NAMESPACES[wiki], stamp(first), stamp(until)


def _local(value: str | date, zone: ZoneInfo, *, whole_day: timedelta = timedelta()) -> datetime:
    if isinstance(value, date):
        return datetime.combine(value + whole_day, time(), zone)
    return datetime.fromisoformat(value).replace(tzinfo=zone)


def _expected(database: sqlite3.Connection, program: str) -> dict[str, Any]:
    def metrics(*, wiki: str | None = None, name: str | None = None) -> dict[str, int]:
        (row,) = database.execute(_METRICS, {"program": program, "wiki": wiki, "name": name})
        return dict(row)

    people = [name for (name,) in database.execute(_PEOPLE, (program,))]
    wikis = database.execute(_WIKIS, {"program": program})
    pages = (dict(row) for row in database.execute(_PAGES, (program,)))
    return {
        "totals": {"participants": len(people), **metrics()},
        "wikis": {wiki: {"participants": accounts, **metrics(wiki=wiki)} for wiki, accounts in wikis.fetchall()},
        "participants": {name: {"participants": 1, **metrics(name=name)} for name in people},
        "pages": {
            (page.pop("wiki"), page.pop("namespace"), page.pop("title")): {
                **page,
                "created": bool(page["created"]),
                "participants": sorted(json.loads(page["participants"])),
            }
            for page in pages
        },
    }
