"""How long wikis are waited for: a session for pywikibot that gives up in time, and that threads can share."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from http.cookiejar import Cookie
from threading import Event
from typing import Any

import requests
from pywikibot.comms import http

from bot.model.waiting import pause_asked
from bot.wikis.request_tally import RequestTally

LONGEST_PAUSE = 120
"""Seconds; a wiki that asks to be left alone for longer is left out of this run."""


class OutOfPatienceError(ConnectionError):
    """A wiki is not asked any more in this run: of this kind of error pywikibot does not try again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Limit:
    seconds: float
    until: float
    """As `time.monotonic` counts."""
    stopped: Event


_limit: ContextVar[_Limit | None] = ContextVar("limit", default=None)
"""Each thread's own."""


@contextmanager
def at_most(seconds: float, *, stopped: Event) -> Iterator[None]:
    """Let this thread ask wikis for so long, and not any more once it is `stopped`.

    A request that would come later, or after a pause that lasts longer, fails.
    """
    token = _limit.set(_Limit(seconds=seconds, until=time.monotonic() + seconds, stopped=stopped))
    try:
        yield
    finally:
        _limit.reset(token)


class PatientSession(requests.Session):
    """Sends a request only while there is time for it; pywikibot waits as long as `Retry-After` in its answer says."""

    def __init__(self) -> None:
        super().__init__()
        self.tally = RequestTally()

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        limit = _limit.get()
        if limit and limit.stopped.is_set():
            raise OutOfPatienceError("the run was interrupted")
        if limit and time.monotonic() >= limit.until:
            raise OutOfPatienceError(f"it was too slow: not done after {limit.seconds / 60:.0f} minutes")
        self.tally.count(request.url or "", request.body)
        response = super().send(request, **kwargs)
        if "Retry-After" not in response.headers:
            return response
        pause = pause_asked(response.headers["Retry-After"], datetime.now(UTC))
        response.headers["Retry-After"] = str(pause)  # pywikibot understands only numbers
        left = limit.until - time.monotonic() if limit else LONGEST_PAUSE
        if pause > min(left, LONGEST_PAUSE):
            raise OutOfPatienceError(f"it asks to be left alone for {pause:,} seconds")
        return response


class SharedCookies(http.PywikibotCookieJar):  # type: ignore[misc] # pywikibot has no types
    """Cookies of all wikis: read from the file once, and looked through while other threads add some.

    pywikibot reads the file whenever it meets a wiki; what other wikis set in the meantime would be lost.
    """

    def __init__(self) -> None:
        super().__init__()
        self._read: set[str] = set()

    def load(self, user: str = "", *args: Any, **kwargs: Any) -> None:
        if user not in self._read:
            self._read.add(user)
            super().load(user, *args, **kwargs)

    def forget(self, host: str) -> None:
        """Drop all that would be sent to a host."""
        for cookie in self:
            if host == cookie.domain or host.endswith(f".{cookie.domain.lstrip('.')}"):
                self.clear(cookie.domain, cookie.path, cookie.name)

    def __iter__(self) -> Iterator[Cookie]:
        with self._cookies_lock:
            return iter(list(super().__iter__()))


def be_patient() -> RequestTally:
    """Let pywikibot use one such session from now on; give what counts its requests from here on."""
    if not isinstance(http.session, PatientSession):
        http.session.close()
        http.session = PatientSession()
        http.cookie_jar = SharedCookies()
        http.session.cookies = http.cookie_jar
    http.session.tally = RequestTally()
    tally: RequestTally = http.session.tally
    return tally


def forget_cookies(host: str) -> None:
    """End the sessions that this process has with a host."""
    if isinstance(http.cookie_jar, SharedCookies):
        http.cookie_jar.forget(host)
