"""Contributions of many accounts at once (API `list=usercontribs`)."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.model.contributions import Contribution
from bot.model.errors import WikiUnavailableError
from bot.model.intervals import Interval
from bot.wikis.client import Client

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
        ucstart=_api_time(interval.end - timedelta(seconds=1)),
        ucend=_api_time(interval.start),
        uclimit="max",
        ucprop=PROPERTIES,
    )
    for answer in answers:
        try:
            yield tuple(_contribution(client.wiki.dbname, row) for row in answer["usercontribs"])
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


def _contribution(dbname: str, row: dict[str, Any]) -> Contribution:
    namespace, title = row["ns"], row["title"]
    parent_id, size, size_diff = row.get("parentid"), row.get("size"), row.get("sizediff")
    if parent_id != 0 and size_diff == size:
        size_diff = None  # MediaWiki takes the whole page for new when it does not find the parent
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


def _api_time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
