"""A local server that answers as the service of page views does, or fails as any service may.

The shapes in recorded/page_views.json are those of the documentation,
https://doc.wikimedia.org/generated-data-platform/aqs/analytics-api/reference/page-views.html, and of its page of
troubleshooting: days without views are left out, and 404 means none at all or none known yet.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any, ClassVar
from urllib.parse import unquote

RECORDED = Path(__file__).parent / "recorded" / "page_views.json"
SHAPES: dict[str, Any] = json.loads(RECORDED.read_text(encoding="utf-8"))

PREFIX = "/metrics/pageviews/per-article/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request: the wiki's host, the page's title, the first and the last day, and who asks."""

    host: str
    title: str
    first: date
    last: date
    user_agent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is sent instead of views; `promised` are the bytes announced, where they are not those of the body."""

    status: int = 200
    body: bytes = b""
    retry_after: str | None = None
    promised: int | None = None
    drip: float | None = None
    """Seconds between two bytes."""


def shaped(name: str, **more: Any) -> Answer:
    """Give an error as it is recorded."""
    return Answer(status=SHAPES[name]["status"], body=json.dumps(SHAPES[name]).encode(), **more)


class ReaderCounter:
    """What the service knows: `views` by host, title and day; a `trouble` answers instead where it gives an answer."""

    def __init__(self) -> None:
        self.url = ""
        self.views: dict[tuple[str, str], dict[date, int]] = {}
        self.asked: list[Asked] = []
        self.trouble: Callable[[Asked], Answer | None] = lambda _: None
        self.at_once = 0
        self.most_at_once = 0
        self._lock = Lock()

    def add(self, host: str, title: str, first: date, views: list[int]) -> None:
        """Let a page be read so often on each day from the first one on."""
        days = self.views.setdefault((host, title), {})
        days.update({date.fromordinal(first.toordinal() + n): number for n, number in enumerate(views)})

    def answer(self, path: str, user_agent: str) -> Answer:
        """Give what is answered at an address."""
        parts = path.removeprefix(PREFIX).split("/")
        if not path.startswith(PREFIX) or len(parts) != 7 or parts[1:3] + parts[4:5] != ["all-access", "user", "daily"]:
            return shaped("no_route")
        asked = Asked(
            host=parts[0],
            title=unquote(parts[3], errors="strict").replace("_", " "),
            first=_day(parts[5]),
            last=_day(parts[6]),
            user_agent=user_agent,
        )
        with self._lock:
            self.asked.append(asked)
        return self.trouble(asked) or self._views(asked)

    @contextmanager
    def one_more(self) -> Iterator[None]:
        """Count how many requests are answered at the same time."""
        with self._lock:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            yield
        finally:
            with self._lock:
                self.at_once -= 1

    def forget_asked(self) -> list[Asked]:
        """Give what was asked since the last call, in the order of titles."""
        asked, self.asked = self.asked, []
        return sorted(asked, key=lambda one: (one.host, one.title))

    def _views(self, asked: Asked) -> Answer:
        days = self.views.get((asked.host, asked.title), {})
        items = [
            {**SHAPES["item"], "article": asked.title, "timestamp": f"{day:%Y%m%d}00", "views": views}
            for day, views in sorted(days.items())
            if views and asked.first <= day <= asked.last
        ]
        return Answer(body=json.dumps({"items": items}).encode()) if items else shaped("zero_or_not_loaded")


def _day(text: str) -> date:
    return datetime.strptime(text, "%Y%m%d00").date()  # noqa: DTZ007 - a day has no zone


class _Handler(BaseHTTPRequestHandler):
    service: ClassVar[ReaderCounter]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        with self.service.one_more():
            answer = self.service.answer(self.path, self.headers["User-Agent"])
        self.send_response_only(answer.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer.body) if answer.promised is None else answer.promised))
        if answer.retry_after is not None:
            self.send_header("Retry-After", answer.retry_after)
        self.end_headers()
        self._send(answer)
        self.close_connection = answer.promised is not None

    def log_message(self, *_: object) -> None:
        """Say nothing: the tests look at what was asked."""

    def _send(self, answer: Answer) -> None:
        try:
            for number in range(len(answer.body)) if answer.drip else ():
                self.wfile.write(answer.body[number : number + 1])
                time.sleep(answer.drip or 0)
            if not answer.drip:
                self.wfile.write(answer.body)
        except OSError:
            self.close_connection = True  # who asked did not wait


@contextmanager
def counting_readers() -> Iterator[ReaderCounter]:
    """Start the service on a port of its own."""
    service = ReaderCounter()
    handler = type("Handler", (_Handler,), {"service": service})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        service.url = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield service
        finally:
            server.shutdown()
            thread.join()
