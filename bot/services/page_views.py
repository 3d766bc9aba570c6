"""How often people read a page on each day, from Wikimedia's Analytics API; a request for each page.

https://doc.wikimedia.org/generated-data-platform/aqs/analytics-api/reference/page-views.html describes the request and
the answer, https://doc.wikimedia.org/generated-data-platform/aqs/analytics-api/documentation/troubleshooting.html when
there is one. Views are those of human readers (`agent` is `user`) by any access, and counted in days of UTC.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import requests
from urllib3.exceptions import HTTPError

from bot import __version__
from bot.model.waiting import pause_asked

ADDRESS = "https://wikimedia.org/api/rest_v1"

FIRST_DAY = date(2015, 7, 1)
"""Before that day the service knows nothing."""

NO_TITLE = "-"
"""Under this title the service counts readers of whom it does not know what they read."""

SECONDS = 30
"""For one answer, from the request to its last byte."""

MOST_BYTES = 1_000_000
"""Of one answer; a year of days has 50,000."""

MOST_VIEWS = 2**53
"""Of one day; all readers of all wikis together are far fewer."""

ZERO_OR_NOT_LOADED = "The date(s) you used are valid"
"""How the detail of a 404 begins that says that nobody read the page on these days, as far as is known."""

BUSY = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}

Days = Mapping[date, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Views:
    """The views of each day; days without any, or of which the service knows nothing yet, are left out."""

    days: Days


@dataclass(frozen=True, slots=True, kw_only=True)
class NoAnswer:
    """The service knows no answer for this page, however often it is asked; the others can be asked for."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The service does not answer as it should; `pause` are the seconds for which it asks to be left alone."""

    why: str
    pause: int | None = None


class PageViews:
    """The service; may be asked by several threads at once."""

    def __init__(self, *, contact: str, address: str = ADDRESS, seconds: float = SECONDS) -> None:
        self._address = address
        self._seconds = seconds
        self._session = requests.Session()
        self._session.headers["User-Agent"] = f"CampaignBot/{__version__} ({contact}) requests/{requests.__version__}"

    def read(self, host: str, title: str, first: date, last: date) -> Views | NoAnswer | Failed:
        """Give the views of a page, by its full title on the wiki of that host, from one day to another."""
        if title == NO_TITLE:
            return NoAnswer(why=f"the service cannot tell the readers of a page called {NO_TITLE}")
        article = quote(title.replace(" ", "_"), safe="")
        path = f"metrics/pageviews/per-article/{host}/all-access/user/{article}/daily/{_day(first)}/{_day(last)}"
        try:
            status, headers, body = self._get(f"{self._address}/{path}")
        except _TooLongError as error:
            return Failed(why=str(error))
        except requests.exceptions.SSLError:
            return Failed(why="it cannot prove who it is")
        except requests.Timeout:
            return Failed(why=f"it did not answer within {self._seconds:g} seconds")
        except (requests.RequestException, HTTPError, OSError):
            return Failed(why="it cannot be reached, or broke off its answer")
        return _answer(status, headers, body, first, last)

    def _get(self, address: str) -> tuple[int, Mapping[str, str], bytes]:
        """Give status, headers and body; an answer that drips in is not waited for."""
        until = time.monotonic() + self._seconds
        with self._session.get(address, timeout=self._seconds, stream=True, allow_redirects=False) as response:
            body = bytearray()
            while part := response.raw.read1(MOST_BYTES, decode_content=True):
                body += part
                if len(body) > MOST_BYTES:
                    raise _TooLongError("its answer is too long")
                if time.monotonic() > until:
                    raise requests.Timeout
            return response.status_code, response.headers, bytes(body)


class _TooLongError(Exception):
    """An answer is longer than any can be."""


def _answer(status: int, headers: Mapping[str, str], body: bytes, first: date, last: date) -> Views | NoAnswer | Failed:
    if status in BUSY or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        asked = headers.get("Retry-After")
        return Failed(why=f"it answered {status}", pause=pause_asked(asked, datetime.now(UTC)) if asked else None)
    try:
        found = json.loads(body)
        if status == HTTPStatus.NOT_FOUND and str(found["detail"]).startswith(ZERO_OR_NOT_LOADED):
            return Views(days={})
        if status == HTTPStatus.BAD_REQUEST:
            return NoAnswer(why=f"the service answered {status}")
        if status == HTTPStatus.OK:
            return Views(days=_days_of(found["items"], first, last))
    except (LookupError, RecursionError, TypeError, ValueError):
        return Failed(why=f"its answer ({status}) is not what its documentation promises")
    return Failed(why=f"it answered {status}")


def _days_of(items: Any, first: date, last: date) -> Days:
    if not isinstance(items, list):
        raise TypeError("no list of days")
    return {day: views for day, views in map(_views_of, items) if first <= day <= last}


def _views_of(item: Any) -> tuple[date, int]:
    """Read one day; raises LookupError, TypeError or ValueError."""
    day = datetime.strptime(item["timestamp"], "%Y%m%d00").replace(tzinfo=UTC).date()
    views = item["views"]
    if type(views) is not int or not 0 <= views <= MOST_VIEWS:
        raise ValueError("no number of views")
    return day, views


def _day(day: date) -> str:
    return f"{day:%Y%m%d}00"
