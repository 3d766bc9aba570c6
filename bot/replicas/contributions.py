"""Contributions of many accounts at once, from the views of a wiki's replica."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice

from bot.model.contributions import Contribution
from bot.model.intervals import Interval
from bot.replicas.replica import Replica, Row

MOST_IDS = 500
"""Of so many accounts at most the index is used; beyond about a thousand MariaDB reads all revisions instead."""

ROWS_AT_ONCE = 5_000

TEXT_HIDDEN = 1
"""MediaWiki's RevisionRecord::DELETED_TEXT."""

Sizes = Callable[[Sequence[int]], Mapping[int, int]]
"""Gives the bytes of those of these revisions that exist; the wikis tell them even where the replicas hide them."""

ACTORS = "SELECT actor_id, actor_user FROM actor_revision WHERE actor_user IN %s"

# STRAIGHT_JOIN: where the optimizer believes many of a wiki's revisions to be these people's, it would begin with all
# pages, which took twice as long. A parent comes from `revision`, which hides its author but keeps the row.
REVISIONS = """
SELECT STRAIGHT_JOIN
  r.rev_actor, r.rev_id, r.rev_timestamp, r.rev_page, r.rev_parent_id, r.rev_deleted, r.rev_len,
  parent.rev_deleted, parent.rev_len, page_namespace, page_title, page_is_redirect,
  (SELECT GROUP_CONCAT(ct_tag_id) FROM change_tag WHERE ct_rev_id = r.rev_id)
FROM revision_userindex r
JOIN page ON page_id = r.rev_page
LEFT JOIN revision parent ON parent.rev_id = r.rev_parent_id
WHERE r.rev_actor IN %s AND r.rev_timestamp >= %s AND r.rev_timestamp < %s
ORDER BY r.rev_actor DESC, r.rev_timestamp DESC, r.rev_id DESC
"""

TAGS = "SELECT ctd_id, ctd_name FROM change_tag_def"


def fetch_contributions(
    replica: Replica, user_ids: Sequence[int], interval: Interval, *, sizes: Sizes
) -> Iterator[tuple[Contribution, ...]]:
    """Give the revisions of these accounts inside `interval`, some thousands at a time, in the API's order.

    They are complete until `replica.lag` ago. Edits to pages that are deleted now, and edits whose author is hidden,
    are not among them. `sizes` is asked for what the replica hides. Raises WikiUnavailableError when the replica
    stops answering; what was given until then is right but not complete.
    """
    names = {number: name.decode() for number, name in replica.query(TAGS, ())}
    start, end = _timestamp(interval.start), _timestamp(interval.end)
    for first in range(0, len(user_ids), MOST_IDS):
        batch = tuple(user_ids[first : first + MOST_IDS])
        actors = {actor: int(user) for actor, user in replica.query(ACTORS, (batch,))}
        if not actors:
            continue
        rows = replica.query(REVISIONS, (tuple(map(int, actors)), start, end))
        while part := tuple(islice(rows, ROWS_AT_ONCE)):
            hidden = sorted({rev_id for row in part for rev_id in _hidden(row)})
            known = sizes(hidden) if hidden else {}
            yield tuple(_contribution(replica.dbname, row, actors, names, known) for row in part)


def _hidden(row: Row) -> Iterator[int]:
    """Give which of a revision and its parent exist without saying how long they are."""
    _, rev_id, _, _, parent_id, deleted, length, parent_deleted, parent_length, *_ = row
    if length is None and int(deleted) & TEXT_HIDDEN:
        yield int(rev_id)
    if parent_length is None and parent_deleted is not None:
        yield int(parent_id)


def _contribution(
    dbname: str, row: Row, users: Mapping[bytes, int], names: Mapping[bytes, str], hidden: Mapping[int, int]
) -> Contribution:
    actor, rev, at, page, parent, _, length, _, parent_length, namespace, title, redirect, tags = row
    rev_id, parent_id = int(rev), None if parent is None else int(parent)
    size = hidden.get(rev_id) if length is None else int(length)
    before = parent_id and (hidden.get(parent_id) if parent_length is None else int(parent_length))
    return Contribution(
        dbname=dbname,
        rev_id=rev_id,
        parent_id=parent_id,
        page_id=int(page),
        namespace=int(namespace),
        title=title.decode(errors="replace").replace("_", " "),
        user_id=users[actor],
        timestamp=datetime.fromisoformat(f"{at[:8].decode()}T{at[8:].decode()}Z"),
        size=size,
        size_diff=None if size is None or before is None else size - before,
        # A tag that was unheard of when the names were read is seen when the overlap is read again.
        tags=tuple(sorted([names[tag] for tag in tags.split(b",") if tag in names])) if tags else (),
        is_redirect=redirect != b"0",
    )


def _timestamp(moment: datetime) -> str:
    """Give a moment as MediaWiki keeps it, 14 digits in UTC; as text, or else MariaDB does without the index."""
    return moment.strftime("%Y%m%d%H%M%S")
