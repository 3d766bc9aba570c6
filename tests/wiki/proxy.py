"""A server in front of a farm that passes everything on, except where a test has planned a fault."""

import json
import socket
import struct
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode, urlsplit

import requests

from tests.wikifarm import Farm

HOP_BY_HOP = {"connection", "content-encoding", "content-length", "host", "keep-alive", "transfer-encoding"}
HTML = b"<!DOCTYPE html><title>Wikimedia Error</title><p>Our servers are currently under maintenance.</p>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A request as it came; `params` are those of its address and of its body."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    params: Mapping[str, str]

    @property
    def wiki(self) -> str:
        return self.path.split("/")[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What is sent back: the whole `body`, or only its first `cut` bytes before the connection is reset."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    cut: int | None = None


PassOn = Callable[[Question], Reply]
Fault = Callable[[Question, PassOn, "Proxy"], Reply]
"""What happens instead of passing a request on."""


@dataclass(slots=True, kw_only=True)
class _Planned:
    fault: Fault
    wiki: str
    module: str
    times: float


class Proxy:
    """Passes requests on to a farm; `url` is where it listens."""

    def __init__(self, farm_url: str) -> None:
        self.farm_url = farm_url
        self.url = ""
        self.rows: int | None = None
        """How many contributions an answer holds at most; None: as many as the wiki gives."""
        self.closed = Event()
        self.met = 0
        """How often a planned fault happened since it was planned."""
        self.questions: list[Question] = []
        self.most_at_once = 0
        """How many requests to one wiki were ever under way at the same time."""
        self._under_way: Counter[str] = Counter()
        self._lock = Lock()
        self._planned: _Planned | None = None

    def plan(self, fault: Fault, *, wiki: str, module: str = "", times: float = 1, after: int = 0) -> None:
        """Let a fault happen to requests to a wiki that ask for a module (any, if empty), so many times.

        The first `after` of them are passed on.
        """
        skipping = _Skipping(fault, after)
        self.met = 0
        self._planned = _Planned(fault=skipping, wiki=wiki, module=module, times=times + after)

    def mend(self) -> None:
        self._planned = None

    def answer(self, question: Question) -> Reply:
        """Give what a planned fault makes of a request, or what the farm answers."""
        self.questions.append(question)
        fault = self._fault_for(question)
        with self._counted(question.wiki):
            return fault(question, self.pass_on, self) if fault else self.pass_on(question)

    @contextmanager
    def _counted(self, dbname: str) -> Iterator[None]:
        with self._lock:
            self._under_way[dbname] += 1
            self.most_at_once = max(self.most_at_once, self._under_way[dbname])
        try:
            yield
        finally:
            with self._lock:
                self._under_way[dbname] -= 1

    def pass_on(self, question: Question) -> Reply:
        """Give what the farm answers."""
        body = question.body
        if self.rows and question.params.get("list") == "usercontribs":
            body = urlencode({**question.params, "uclimit": self.rows}).encode()
        passed = requests.request(
            question.method,
            f"{self.farm_url}{question.path}",
            data=body,
            headers=dict(question.headers),
            timeout=60,
            allow_redirects=False,
        )
        headers = [(k, v) for k, v in passed.raw.headers.items() if k.lower() not in {*HOP_BY_HOP, "set-cookie"}]
        headers += [("Set-Cookie", cookie) for cookie in passed.raw.headers.getlist("Set-Cookie")]
        return Reply(status=passed.status_code, headers=tuple(headers), body=passed.content)

    def _fault_for(self, question: Question) -> Fault | None:
        modules = {question.params.get(name, "") for name in ("action", "list", "prop", "meta")}
        with self._lock:
            plan = self._planned
            if plan is None or plan.wiki != question.wiki or (plan.module and plan.module not in modules):
                return None
            if plan.times <= 0:
                return None
            plan.times -= 1
            return plan.fault


class _Skipping:
    """A fault that begins later."""

    def __init__(self, fault: Fault, after: int) -> None:
        self._fault = fault
        self._left = after

    def __call__(self, question: Question, pass_on: PassOn, proxy: Proxy) -> Reply:
        if self._left:
            self._left -= 1
            return pass_on(question)
        proxy.met += 1
        return self._fault(question, pass_on, proxy)


# Faults


def page(status: int, **headers: str) -> Fault:
    """Answer with a page of HTML."""
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return lambda *_: Reply(status=status, headers=(("Content-Type", "text/html"), *named), body=HTML)


def says(answer: Any, **headers: str) -> Fault:
    """Answer with this JSON, as if all were well."""
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    body = json.dumps(answer).encode()
    return lambda *_: Reply(status=200, headers=(("Content-Type", "application/json"), *named), body=body)


def error(code: str, info: str, **headers: str) -> Fault:
    """Answer with an error of the API, inside a 200."""
    return says({"error": {"code": code, "info": info, "docref": "See https://example.org"}}, **headers)


def truncated(question: Question, pass_on: PassOn, _: Proxy) -> Reply:
    """Answer with half of the JSON."""
    reply = pass_on(question)
    return replace(reply, body=reply.body[: len(reply.body) // 2])


def reset(question: Question, pass_on: PassOn, _: Proxy) -> Reply:
    """Reset the connection in the middle of the answer."""
    reply = pass_on(question)
    return replace(reply, cut=len(reply.body) // 2)


def repeats_itself(question: Question, pass_on: PassOn, _: Proxy) -> Reply:
    """Answer with the continuation of the question, as if nothing had been asked."""
    reply = pass_on(question)
    asked = {"continue": question.params.get("continue", ""), "uccontinue": question.params.get("uccontinue", "")}
    answer = {**json.loads(reply.body), "continue": asked}
    answer.pop("batchcomplete", None)
    return replace(reply, body=json.dumps(answer).encode())


def forgets_who_asks(question: Question, pass_on: PassOn, _: Proxy) -> Reply:
    """Answer as to somebody who is not logged in."""
    headers = {name: value for name, value in question.headers.items() if name.lower() != "cookie"}
    return pass_on(replace(question, headers=headers))


def silent_for(seconds: float) -> Fault:
    """Say nothing for so long, and then what the wiki says."""

    def silent(question: Question, pass_on: PassOn, proxy: Proxy) -> Reply:
        proxy.closed.wait(seconds)
        return pass_on(question)

    return silent


class _Handler(BaseHTTPRequestHandler):
    proxy: ClassVar[Proxy]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def log_message(self, *_: object) -> None:
        """Say nothing: the tests look at what the bot says."""

    def _answer(self, body: bytes) -> None:
        params = dict(parse_qsl(urlsplit(self.path).query)) | dict(parse_qsl(body.decode("utf-8", "replace")))
        headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP_BY_HOP}
        question = Question(method=self.command, path=self.path, headers=headers, body=body, params=params)
        self._send(self.proxy.answer(question))

    def _send(self, reply: Reply) -> None:
        self.send_response_only(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        try:
            self.end_headers()
            self.wfile.write(reply.body[: reply.cut])
        except OSError:
            self.close_connection = True  # whoever asked has given up
        if reply.cut is not None:
            self.wfile.flush()
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.close_connection = True


@contextmanager
def proxy_of(farm: Farm) -> Iterator[Proxy]:
    """Start a proxy in front of a farm; it ends with the context."""
    proxy = Proxy(farm.url)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"proxy": proxy}))
    server.daemon_threads = True
    proxy.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.closed.set()
        server.shutdown()
        thread.join()
        server.server_close()
