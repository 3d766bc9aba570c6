"""What a person does at a wiki's pages without scripts: log in, follow an address, send a form back."""

from html.parser import HTMLParser
from typing import Self

import requests

from tests.wikifarm import Farm, FarmWiki


class _Fields(HTMLParser):
    """The fields of each form of a page, with what stands in them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = [{}]
        self._area: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.forms.append({})
        elif tag == "textarea":
            self._area = name
            self.forms[-1][name] = ""
        elif tag == "input" and given.get("type", "text") in {"hidden", "text"}:
            self.forms[-1][name] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1][self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None


def form_with(field: str, page: str) -> dict[str, str]:
    """Give the fields of the form that has this one; none where no form has it."""
    return next((form for form in _Fields(page).forms if field in form), {})


TEXT = "wpTextbox1"
"""The field of an edit page's text."""


class Browser:
    """A person at a wiki, logged in or not."""

    def __init__(self, wiki: FarmWiki, user: str | None = None) -> None:
        self._api = wiki.api_url
        self._index = wiki.api_url.replace("api.php", "index.php")
        self._http = requests.Session()
        self._http.trust_env = False
        if user:
            self._log_in(user)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *ending: object) -> None:
        self._http.close()

    def open(self, address: str | None = None, **params: str) -> requests.Response:
        """Follow an address, or open the wiki's index.php with these parameters."""
        answer = self._http.get(address or self._index, params=params, timeout=60)
        answer.raise_for_status()
        return answer

    def save(self, title: str, form: dict[str, str]) -> None:
        """Send an edit page's form back."""
        params = {"title": title, "action": "submit"}
        answer = self._http.post(self._index, params=params, data={**form, "wpSave": "1"}, timeout=60)
        answer.raise_for_status()
        assert not form_with(TEXT, answer.text), "the page was not saved"

    def _log_in(self, user: str) -> None:
        asked = {"action": "query", "meta": "tokens", "type": "login", "format": "json"}
        token = self.open(self._api, **asked).json()["query"]["tokens"]["logintoken"]
        login = {"action": "clientlogin", "username": user, "password": Farm.PASSWORD, "logintoken": token}
        outcome = self._http.post(
            self._api, data={**login, "loginreturnurl": self._api, "format": "json"}, timeout=60
        ).json()
        assert outcome["clientlogin"]["status"] == "PASS", outcome
