"""Requests to one wiki, one at a time, through pywikibot."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pywikibot
import requests
from pywikibot.data.api import Request
from pywikibot.exceptions import APIError, ApiTimeoutError, Error, ServerError
from pywikibot.site import APISite

from bot.model.errors import WikiUnavailableError
from bot.model.wikis import Wiki
from bot.wikis.patience import forget_cookies

HIGH = 500
LOW = 50
"""Values in one parameter, with and without the right `apihighlimits` (MediaWiki's ApiBase::LIMIT_SML1/2)."""

LONGEST_REASON = 200
"""Characters; longer messages of pywikibot hold the whole request."""

NO_ANSWER = (Error, requests.RequestException, OSError)
"""How pywikibot tells that a wiki did not answer."""

NOT_PROMISED = "its answer is not what the API promises"

NONSENSE = (AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
"""How pywikibot stumbles over JSON that is not what the API promises, such as a list."""

SESSION_LOST = {"toomanyvalues", "assertuserfailed", "assertnameduserfailed"}
"""What a wiki says to a request within the account's rights when it has forgotten who asks."""


class Client:
    """One wiki as this account sees it; logs in at the first request where an account is configured.

    Every method raises WikiUnavailableError when the wiki does not answer in an orderly way.
    """

    def __init__(self, wiki: Wiki) -> None:
        self.wiki = wiki
        self.login_failure: str | None = None
        self._login_tried = False
        self._site: APISite | None = None

    @property
    def site(self) -> APISite:
        """The site as pywikibot knows it; it asks the wiki who it is as soon as it exists."""
        if self._site is None:
            with _told_in_our_words():
                self._site = pywikibot.Site(self.wiki.code, self.wiki.family)
        return self._site

    @property
    def asked(self) -> bool:
        """Whether the wiki was asked anything."""
        return self._site is not None

    @property
    def address(self) -> str:
        """The folder of its scripts."""
        return str(self.site.base_url(f"{self.site.scriptpath()}/"))

    def log_in(self) -> None:
        """Log in once; a wiki where that is refused, or that takes no edits now, is read without an account."""
        if self._login_tried:
            return
        site = self.site
        with _told_in_our_words():
            try:
                site.login()
            except ServerError:
                raise
            except APIError as error:
                self.login_failure = error.info
            except Error as error:
                self.login_failure = str(error)
            else:
                self.login_failure = None if self.logged_in else "the wiki does not accept the password"
        self._login_tried = True

    @property
    def logged_in(self) -> bool:
        return bool(self.site.logged_in())

    @property
    def account_name(self) -> str:
        """The name of the account that this process uses there."""
        return str(self.site.username())

    @property
    def batch(self) -> int:
        """How many values fit into one parameter."""
        self.log_in()
        return HIGH if self.logged_in and "apihighlimits" in self.site.userinfo["rights"] else LOW

    def get(self, **parameters: Any) -> dict[str, Any]:
        """Send one API request and give the answer; an error that the API names is a WikiUnavailableError."""
        self.log_in()
        with _told_in_our_words():
            try:
                answer = self._submit(parameters)
            except APIError as error:
                if error.code not in SESSION_LOST or not self.logged_in:
                    raise
                self._log_in_again()
                answer = self._submit(parameters)
        if not isinstance(answer, dict):
            raise WikiUnavailableError(NOT_PROMISED)
        return answer

    def _submit(self, parameters: Mapping[str, Any]) -> Any:
        # With `use_get`, pywikibot need not ask each wiki which of our requests it takes as GET; long ones it posts.
        return Request(site=self.site, use_get=True, parameters={"formatversion": 2, **parameters}).submit()

    def _log_in_again(self) -> None:
        del self.site.userinfo
        self._login_tried = False
        self.log_in()

    def start_anew(self) -> None:
        """Leave the session, and log in to a new one with the next request; with OAuth there is only the one."""
        forget_cookies(self.site.hostname().partition(":")[0])
        self.site.tokens.clear()
        del self.site.userinfo
        self._login_tried = False

    def query(self, **parameters: Any) -> Iterator[dict[str, Any]]:
        """Give the `query` part of each answer, following `continue` to the end."""
        more: dict[str, Any] = {}
        followed: list[dict[str, Any]] = []
        while more not in followed:
            followed.append(more)
            answer = self.get(action="query", **{**parameters, **more})
            if not answer.keys() & {"query", "continue", "batchcomplete"}:
                raise WikiUnavailableError(NOT_PROMISED)
            yield answer.get("query", {})
            if "continue" not in answer:
                return
            more = answer["continue"]
            if not isinstance(more, dict):
                raise WikiUnavailableError(NOT_PROMISED)
        raise WikiUnavailableError("its answers go round in circles (the same continuation twice)")

    def namespace_names(self, *numbers: int) -> frozenset[str]:
        """Give every name and alias of these namespaces, in lower case."""
        namespaces = self._siteinfo_namespaces()
        return frozenset(name.lower() for number in numbers for name in namespaces[number])

    def namespace_numbers(self) -> dict[str, int]:
        """Give the number of each namespace by each of its names, in lower case."""
        return {name.lower(): number for number, names in self._siteinfo_namespaces().items() for name in names}

    def full_title(self, namespace: int, title: str) -> str:
        """Give a title with the wiki's own name of its namespace."""
        return f"{next(iter(self._siteinfo_namespaces()[namespace]))}:{title}" if namespace else title

    def _siteinfo_namespaces(self) -> Mapping[int, Any]:
        self.log_in()
        with _told_in_our_words():
            namespaces: Mapping[int, Any] = self.site.namespaces
        return namespaces


@contextmanager
def _told_in_our_words() -> Iterator[None]:
    """Turn whatever pywikibot says when a wiki does not answer in an orderly way into a WikiUnavailableError."""
    try:
        yield
    except APIError as error:
        info = str(error.info)
        told = f"{error.code}: {info}" if len(info) <= LONGEST_REASON else str(error.code)
        raise WikiUnavailableError(told) from error
    except NO_ANSWER as error:
        raise WikiUnavailableError(reason_of(error)) from error
    except NONSENSE as error:
        raise WikiUnavailableError(NOT_PROMISED) from error


def reason_of(error: Exception) -> str:
    """Say in a few words, without addresses or parameters, why a wiki could not be used."""
    if isinstance(error, ApiTimeoutError):
        return "it did not answer, though asked several times"
    text = str(error).strip().splitlines()
    first = text[0] if text else type(error).__name__
    return first if len(first) <= LONGEST_REASON else type(error).__name__
