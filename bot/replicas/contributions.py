"""Contributions of many accounts at once, from the views of a wiki's replica."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice

from bot.model.contributions import Contribution
from bot.model.intervals import Interval
from bot.replicas.replica import Replica

MOST_IDS = 500
"""Of so many accounts at most the index is used; beyond about a thousand MariaDB reads all revisions instead."""

ROWS_A_PART = 5_000

Sizes = Callable[[Sequence[int]], Mapping[int, int]]
"""Gives the bytes of those of these revisions that exist; the wikis tell them even where the replicas hide them."""

ACTORS = "SELECT actor_id, actor_user FROM actor_revision WHERE actor_user IN %s"

# STRAIGHT_JOIN: where the optimizer believes many of a wiki's revisions to be these people's, it would begin with all
# pages, which took twice as long. A parent comes from `revision`, which hides its author but keeps the row. One column
# instead of thirteen halves the work of the driver; the title comes last, as it may hold anything.
REVISIONS = """
SELECT STRAIGHT_JOIN CONCAT_WS('|',
  r.rev_actor, r.rev_id, r.rev_timestamp, r.rev_page, COALESCE(r.rev_parent_id, ''),
  COALESCE(r.rev_len, IF(r.rev_deleted & 1, 'hidden', '')),
  COALESCE(parent.rev_len, IF(parent.rev_id, 'hidden', '')),
  page_namespace, page_is_redirect,
  COALESCE((SELECT GROUP_CONCAT(ct_tag_id) FROM change_tag WHERE ct_rev_id = r.rev_id), ''),
  page_title)
FROM revision_userindex r
JOIN page ON page_id = r.rev_page
LEFT JOIN revision parent ON parent.rev_id = r.rev_parent_id
WHERE r.rev_actor IN %s AND r.rev_timestamp >= %s AND r.rev_timestamp < %s
ORDER BY r.rev_actor DESC, r.rev_timestamp DESC, r.rev_id DESC
"""

HIDDEN = "hidden"
"""Instead of the length of a revision that is there, but whose text is hidden (MediaWiki's DELETED_TEXT is 1)."""

TAGS = "SELECT ctd_id, ctd_name FROM change_tag_def"


def fetch_contributions(
    replica: Replica, user_ids: Sequence[int], interval: Interval, *, sizes: Sizes
) -> Iterator[tuple[Contribution, ...]]:
    """Give the revisions of these accounts inside `interval`, some thousands at a time, in the API's order.

    They are complete until `replica.lag` ago. Edits to pages that are deleted now, and edits whose author is hidden,
    are not among them. `sizes` is asked for what the replica hides. Raises WikiUnavailableError when the replica
    stops answering; what was given until then is right but not complete.
    """
    tags = _Tags((number.decode(), name.decode()) for number, name in replica.query(TAGS, ()))
    start, end = _timestamp(interval.start), _timestamp(interval.end)
    for first in range(0, len(user_ids), MOST_IDS):
        batch = tuple(user_ids[first : first + MOST_IDS])
        users = {actor.decode(): int(user) for actor, user in replica.query(ACTORS, (batch,))}
        if not users:
            continue
        rows = replica.query(REVISIONS, (tuple(map(int, users)), start, end))
        while part := [text.decode(errors="replace").split("|", 10) for (text,) in islice(rows, ROWS_A_PART)]:
            hidden = {rev_id for row in part if HIDDEN in row for rev_id in _hidden(row)}
            known = sizes(sorted(hidden)) if hidden else {}
            yield tuple([_contribution(replica.dbname, row, users, tags, known) for row in part])


class _Tags(dict[str, tuple[str, ...]]):
    """The sorted names that belong to ids with commas between them; few combinations are ever used."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        super().__init__({"": ()})
        self._names = dict(names)

    def __missing__(self, ids: str) -> tuple[str, ...]:
        # A tag that was unheard of when the names were read is seen when the overlap is read again.
        self[ids] = names = tuple(sorted(self._names[tag] for tag in ids.split(",") if tag in self._names))
        return names


def _hidden(row: Sequence[str]) -> Iterator[int]:
    """Give which of a revision and its parent hide their length."""
    _, rev_id, _, _, parent_id, length, parent_length, *_ = row
    return (int(number) for number, told in ((rev_id, length), (parent_id, parent_length)) if told == HIDDEN)


def _contribution(
    dbname: str,
    row: Sequence[str],
    users: Mapping[str, int],
    tags: Mapping[str, tuple[str, ...]],
    known: Mapping[int, int],
) -> Contribution:
    actor, rev, at, page, parent, length, parent_length, namespace, redirect, tag_ids, title = row
    rev_id, parent_id = int(rev), int(parent) if parent else None
    size = known.get(rev_id) if length == HIDDEN else int(length) if length else None
    before = parent_id
    if parent_id:
        before = known.get(parent_id) if parent_length == HIDDEN else int(parent_length) if parent_length else None
    return Contribution(
        dbname=dbname,
        rev_id=rev_id,
        parent_id=parent_id,
        page_id=int(page),
        namespace=int(namespace),
        title=title.replace("_", " "),
        user_id=users[actor],
        timestamp=datetime.fromisoformat(f"{at[:8]}T{at[8:]}Z"),
        size=size,
        size_diff=None if size is None or before is None else size - before,
        tags=tags[tag_ids],
        is_redirect=redirect != "0",
    )


def _timestamp(moment: datetime) -> str:
    """Give a moment as MediaWiki keeps it, 14 digits in UTC; as text, or else MariaDB does without the index."""
    return moment.strftime("%Y%m%d%H%M%S")
