"""How many requests went to which wiki, and what for, in MediaWiki's own words."""

from collections import Counter
from collections.abc import Mapping
from threading import Lock
from urllib.parse import parse_qs, urlsplit

QUERY = "query"
ASKS = ("list", "generator", "prop", "meta")
"""Parameters that say what a query asks for; the first that is there names it."""

ALWAYS = "userinfo"
"""What pywikibot adds to the queries of whoever is logged in."""


class RequestTally:
    """Counts for several threads."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._lock = Lock()

    def count(self, url: str, body: str | bytes | None) -> None:
        """Count a request that is being sent."""
        address = url.partition("?")[0]
        kind = kind_of(url, body)
        with self._lock:
            self._counts[address, kind] += 1

    def below(self, folder: str) -> Mapping[str, int]:
        """Give by kind the number of requests to scripts in a folder, the most frequent first."""
        found: Counter[str] = Counter()
        with self._lock:
            for (address, kind), count in self._counts.items():
                if address.startswith(folder):
                    found[kind] += count
        return dict(found.most_common())


def kind_of(url: str, body: str | bytes | None) -> str:
    """Say what a request is for: an action, what a query asks for, or the script where that is not `api.php`."""
    parts = urlsplit(url)
    script = next((part for part in parts.path.split("/") if part.endswith(".php")), parts.path)
    if script != "api.php":
        return script
    text = body.decode("utf-8", errors="replace") if isinstance(body, bytes) else body or ""
    parameters = {key: values[0] for key, values in parse_qs(f"{parts.query}&{text}").items()}
    action = parameters.get("action", script)
    if action != QUERY:
        return action
    asked = (parameters[ask] for ask in ASKS if ask in parameters)
    return "|".join(word for word in next(asked, QUERY).split("|") if word != ALWAYS) or ALWAYS
