"""Contributions of many accounts at once (API `list=usercontribs`)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.model.contributions import Contribution
from bot.model.errors import WikiUnavailableError
from bot.model.intervals import Interval
from bot.wikis.client import Client
from bot.wikis.moments import api_time

PROPERTIES = "ids|title|timestamp|size|sizediff|tags"


def fetch_contributions(
    client: Client, user_ids: Sequence[int], interval: Interval
) -> Iterator[tuple[Contribution, ...]]:
    """Give the revisions of at most `client.batch` accounts inside `interval`, one answer of the wiki at a time.

    Edits to pages that are deleted now, and edits whose author is hidden, are not among them. Raises
    WikiUnavailableError when the wiki stops answering; what was given until then is right but not complete.
    """
    answers = client.query(
        list="usercontribs",
        ucuserids="|".join(str(user_id) for user_id in user_ids),
        ucstart=api_time(interval.end - timedelta(seconds=1)),
        ucend=api_time(interval.start),
        uclimit="max",
        ucprop=PROPERTIES,
    )
    for answer in answers:
        try:
            # Whoever may see hidden authors is given their edits, marked as such.
            rows = [row for row in answer["usercontribs"] if not row.get("userhidden")]
            parents = {row["revid"]: row["size"] for row in rows if row.get("size") is not None}
            doubtful = (row.get("parentid") for row in rows if _parent_in_doubt(row))
            parents.update(read_sizes(client, (rev_id for rev_id in doubtful if rev_id not in parents)))
            yield tuple(_contribution(client.wiki.dbname, row, parents) for row in rows)
        except (KeyError, TypeError, ValueError) as error:
            raise WikiUnavailableError(f"its list of contributions cannot be read ({error!r})") from error


def read_redirects(client: Client, page_ids: Sequence[int]) -> dict[int, bool]:
    """Give for each page that exists whether it is a redirect; one request for `client.batch` pages."""
    redirects: dict[int, bool] = {}
    for start in range(0, len(page_ids), client.batch):
        batch = "|".join(str(page_id) for page_id in page_ids[start : start + client.batch])
        for part in client.query(prop="info", pageids=batch):
            pages = part.get("pages", ())
            redirects.update({p["pageid"]: bool(p.get("redirect")) for p in pages if not p.get("missing")})
    return redirects


def who_edited(client: Client, user_ids: Sequence[int], interval: Interval) -> frozenset[int]:
    """Give those of these accounts that edited inside `interval`, on pages of any kind that exist now.

    One request for `client.batch` accounts; one more for each 500 edits, but no more than there are accounts.
    """
    found: set[int] = set()
    left = list(user_ids)
    while left:
        batch = left[: client.batch]
        answer = client.get(
            action="query",
            list="usercontribs",
            ucuserids="|".join(str(user_id) for user_id in batch),
            ucstart=api_time(interval.end - timedelta(seconds=1)),
            ucend=api_time(interval.start),
            uclimit="max",
            ucprop="ids",
        )
        try:
            rows = answer["query"]["usercontribs"]
            seen = {row["userid"] for row in rows if not row.get("userhidden")} & set(batch)
        except (AttributeError, KeyError, TypeError) as error:
            raise WikiUnavailableError(f"its list of contributions cannot be read ({error!r})") from error
        found |= seen
        done = seen if seen and "continue" in answer else {*batch}
        left = [user_id for user_id in left if user_id not in done]
    return frozenset(found)


def _parent_in_doubt(row: dict[str, Any]) -> bool:
    """Whether the parent has no bytes or is not there: MediaWiki then takes the whole page for new."""
    size = row.get("size")
    return size is not None and row.get("parentid") != 0 and row.get("sizediff") == size


def read_sizes(client: Client, rev_ids: Iterable[int | None]) -> dict[int, int]:
    """Give the size of each of these revisions that exists, hidden ones too; one request for `client.batch` of them."""
    sizes: dict[int, int] = {}
    wanted = sorted({rev_id for rev_id in rev_ids if rev_id})
    for start in range(0, len(wanted), client.batch):
        batch = "|".join(str(rev_id) for rev_id in wanted[start : start + client.batch])
        for part in client.query(prop="revisions", revids=batch, rvprop="ids|size"):
            revisions = (revision for page in part.get("pages", ()) for revision in page.get("revisions", ()))
            sizes.update({revision["revid"]: revision["size"] for revision in revisions})
    return sizes


def _contribution(dbname: str, row: dict[str, Any], parents: Mapping[int, int]) -> Contribution:
    namespace, title = row["ns"], row["title"]
    parent_id, size, size_diff = row.get("parentid"), row.get("size"), row.get("sizediff")
    if _parent_in_doubt(row):
        before = parents.get(parent_id) if parent_id else None
        size_diff = None if size is None or before is None else size - before
    return Contribution(
        dbname=dbname,
        rev_id=row["revid"],
        parent_id=parent_id,
        page_id=row["pageid"],
        namespace=namespace,
        title=title.split(":", 1)[1] if namespace else title,
        user_id=row["userid"],
        timestamp=datetime.fromisoformat(row["timestamp"]),
        size=size,
        size_diff=size_diff,
        tags=tuple(sorted(row.get("tags", ()))),
    )
