"""A server in front of a farm that answers for extensions which the farm does not have; all else the farm answers.

What it answers is in recorded/, as the real extensions answered on MediaWiki 1.43.9: CampaignEvents REL1_43 (commit
2caef1f) and CentralAuth REL1_43 (commit 85aeaed). The documentation is at
https://www.mediawiki.org/wiki/Extension:CampaignEvents/REST_API and
https://www.mediawiki.org/wiki/Extension:CentralAuth/API.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit

import requests

from tests.wikifarm import Farm

RECORDED = Path(__file__).parent / "recorded"
PAGE = 20
HOP_BY_HOP = {"connection", "content-encoding", "content-length", "host", "keep-alive", "transfer-encoding"}

_EVENT_PATH = re.compile(r"/metawiki/rest\.php/campaignevents/v0/event_registration/(\d+)(/participants)?")


def recorded(name: str) -> Any:
    return json.loads((RECORDED / f"{name}.json").read_text(encoding="utf-8"))


class Front:
    """What the extensions know: `events` and `registrants` by number, `edits` by name and dbname."""

    def __init__(self, farm_url: str) -> None:
        self.farm_url = farm_url
        self.url = ""
        self.shapes: dict[str, Any] = recorded("campaignevents")
        self.events: dict[int, dict[str, Any]] = {}
        self.registrants: dict[int, list[dict[str, Any]]] = {}
        self.edits: dict[str, dict[str, int]] | None = None
        """None: there is no CentralAuth."""
        self.registered: dict[str, str] = {}
        """When global accounts were made that are younger than the recorded one."""
        self.refused: set[str] = set()
        """What CentralAuth does not take for names."""
        self.broken: tuple[int, str] | None = None
        """The status and text that event registrations answer instead."""
        self.asked: list[str] = []
        """Addresses and names that were asked for since the last `forget_asked`."""

    def add_event(self, event_id: int, **changes: Any) -> None:
        self.events[event_id] = {**self.shapes["event"], "id": event_id, **changes}
        self.registrants.setdefault(event_id, [])

    def register(self, event_id: int, name: str | None, *, central_id: int, shape: str = "participant") -> None:
        """Let somebody register; without a name as one that is hidden, or of another `shape`."""
        people = self.registrants[event_id]
        entry = self.shapes[shape if name else "hidden_participant" if shape == "participant" else shape]
        named = {"user_name": name} if name else {}
        people.append({**entry, "participant_id": 3 * len(people) + 1, "user_id": central_id, **named})

    def rest(self, path: str, params: Mapping[str, str]) -> tuple[int, Any] | None:
        """Give status and body of what CampaignEvents answers at an address; None where it has none there."""
        found = _EVENT_PATH.fullmatch(path)
        if found is None:
            return None
        self.asked.append(path + (f"?{params['last_participant_id']}" if "last_participant_id" in params else ""))
        event_id = int(found[1])
        if self.broken:
            return self.broken
        if event_id not in self.events:
            return 404, self.shapes["no_event"]
        if not found[2]:
            return 200, self.events[event_id]
        if params.get("include_private") != "false":
            return 400, {"errorKey": "missingparam"}
        after = int(params.get("last_participant_id", 0))
        return 200, [one for one in self.registrants[event_id] if one["participant_id"] > after][:PAGE]

    def api(self, params: Mapping[str, str]) -> Any:
        """Give what CentralAuth answers; None where the question is not for it."""
        if self.edits is None or "globaluserinfo" not in params.get("meta", "").split("|"):
            return None
        name = params["guiuser"]
        self.asked.append(name)
        shapes = recorded("globaluserinfo")
        if name in self.refused:
            return {"error": shapes["refused"]}
        if name not in self.edits:
            return {"batchcomplete": True, "query": {"globaluserinfo": shapes["missing"]}}
        merged = [{**shapes["merged"], "wiki": wiki, "editcount": n} for wiki, n in self.edits[name].items()]
        return {
            "batchcomplete": True,
            "query": {"globaluserinfo": {**shapes["account"], "name": name, "merged": merged, **self._younger(name)}},
        }

    def _younger(self, name: str) -> dict[str, str]:
        return {"registration": self.registered[name]} if name in self.registered else {}

    def with_extension(self, params: Mapping[str, str], body: bytes) -> bytes:
        """Add CentralAuth to a wiki's list of extensions, and its ids to users."""
        if self.edits is not None and params.get("list") == "users":
            return self._with_central_ids(body)
        if self.edits is None or "extensions" not in params.get("siprop", "").split("|"):
            return body
        answer = json.loads(body)
        answer["query"]["extensions"].append({"type": "other", "name": "CentralAuth"})
        return json.dumps(answer).encode()

    @staticmethod
    def _with_central_ids(body: bytes) -> bytes:
        answer = json.loads(body)
        for user in answer.get("query", {}).get("users", ()):
            if "userid" in user:
                user["centralids"] = {"CentralAuth": 1000 + user["userid"], "local": user["userid"]}
        return json.dumps(answer).encode()


class _Handler(BaseHTTPRequestHandler):
    front: ClassVar[Front]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def log_message(self, *_: object) -> None:
        """Say nothing: the tests look at what was asked."""

    def _answer(self, body: bytes) -> None:
        parts = urlsplit(self.path)
        params = dict(parse_qsl(parts.query))
        rest = self.front.rest(parts.path, params)
        if rest is not None:
            status, answer = rest
            text = answer if isinstance(answer, str) else json.dumps(answer)
            self._send(status, {"Content-Type": "application/json"}, text.encode())
            return
        params |= dict(parse_qsl(body.decode("utf-8", "replace")))
        told = self.front.api(params)
        if told is not None:
            self._send(200, {"Content-Type": "application/json"}, json.dumps(told).encode())
            return
        headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP_BY_HOP}
        passed = requests.request(
            self.command,
            f"{self.front.farm_url}{self.path}",
            data=body,
            headers=headers,
            timeout=60,
            allow_redirects=False,
        )
        kept = {
            name: value for name, value in passed.raw.headers.items() if name.lower() not in {*HOP_BY_HOP, "set-cookie"}
        }
        cookies = passed.raw.headers.getlist("Set-Cookie")
        self._send(passed.status_code, kept, self.front.with_extension(params, passed.content), cookies)

    def _send(self, status: int, headers: Mapping[str, str], body: bytes, cookies: list[str] | None = None) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        for cookie in cookies or ():
            self.send_header("Set-Cookie", cookie)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def front_of(farm: Farm) -> Iterator[Front]:
    """Start a server in front of a farm; it ends with the context."""
    front = Front(farm.url)
    handler = type("Handler", (_Handler,), {"front": front})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    front.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield front
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
