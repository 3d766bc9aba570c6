"""Sessions with a wiki's API, one for each account that edits."""

from collections.abc import Mapping
from threading import Lock
from typing import Any

import requests

from tests.wikifarm.errors import FarmError

USER_AGENT = "wikifarm"
Params = Mapping[str, str | int]

_PATIENCE = 600
"""Seconds; importing thousands of revisions takes its time."""
_LOST = {"assertuserfailed", "assertnameduserfailed", "badtoken"}


class ApiSession:
    """One account's session with one wiki, logged in at the first call; without a name, that of a reader."""

    def __init__(self, api_url: str, user: str | None, password: str) -> None:
        self._api_url = api_url
        self._user = user
        self._password = password
        self._tokens: Mapping[str, str] = {}
        self._busy = Lock()  # one account does one thing at a time, whichever thread asks
        self._http = requests.Session()
        self._http.trust_env = False  # a proxy has no business on the loopback address
        self._http.headers["User-Agent"] = USER_AGENT

    def read(self, params: Params) -> dict[str, Any]:
        """Give the answer to a GET request.

        Raises FarmError with MediaWiki's own message.
        """
        return self._answer("GET", params=params)

    def post(self, params: Params) -> dict[str, Any]:
        """Give the answer to a POST request that needs no account.

        Raises FarmError with MediaWiki's own message.
        """
        return self._answer("POST", data=params)

    def write(self, params: Params, files: Mapping[str, tuple[str, bytes]] | None = None) -> dict[str, Any]:
        """Give the answer to a POST request with a token, made as the account, which logs in again where it must.

        Raises FarmError with MediaWiki's own message.
        """
        answer: dict[str, Any] = {}
        kind = "rollbacktoken" if params["action"] == "rollback" else "csrftoken"
        with self._busy:
            for _attempt in range(2):
                tokens = self._tokens or self._log_in()
                data = {"assertuser": self._user or "", "token": tokens[kind], **params}
                answer = self._request("POST", data=data, files=files)
                if not _LOST.intersection(_codes(answer)):
                    break
                self._tokens = {}
        return self._checked(answer)

    def close(self) -> None:
        self._http.close()

    def _log_in(self) -> Mapping[str, str]:
        self._http.cookies.clear()
        token = self._answer("GET", params={"action": "query", "meta": "tokens", "type": "login"})
        login = {
            "action": "clientlogin",
            "username": self._user or "",
            "password": self._password,
            "loginreturnurl": self._api_url,
            "logintoken": token["query"]["tokens"]["logintoken"],
        }
        outcome = self._answer("POST", data=login)["clientlogin"]
        if outcome["status"] != "PASS":
            raise FarmError(f"{self._user} cannot log in at {self._api_url}: {outcome.get('message', outcome)}")
        answer = self._answer("GET", params={"action": "query", "meta": "tokens", "type": "csrf|rollback"})
        self._tokens = answer["query"]["tokens"]
        return self._tokens

    def _answer(self, method: str, **arguments: Any) -> dict[str, Any]:
        return self._checked(self._request(method, **arguments))

    def _request(self, method: str, **arguments: Any) -> dict[str, Any]:
        kind = "data" if method == "POST" else "params"
        arguments[kind] = {"format": "json", "formatversion": "2", "errorformat": "plaintext", **arguments[kind]}
        response = self._http.request(method, self._api_url, timeout=_PATIENCE, **arguments)
        try:
            answer = response.json()
        except requests.JSONDecodeError:
            raise FarmError(f"{self._api_url} answered {response.status_code}: {response.text[:2000]}") from None
        return dict(answer)

    def _checked(self, answer: dict[str, Any]) -> dict[str, Any]:
        if "errors" in answer:
            reasons = "; ".join(f"{error['text']} ({error['code']})" for error in answer["errors"])
            raise FarmError(f"{self._api_url}: {reasons}")
        return answer


def _codes(answer: dict[str, Any]) -> set[str]:
    return {error["code"] for error in answer.get("errors", ())}
