"""Requests to one wiki, one at a time, through pywikibot."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import pywikibot
import requests
from pywikibot.exceptions import APIError, ApiTimeoutError, Error
from pywikibot.site import APISite

from bot.model.errors import WikiUnavailableError
from bot.model.wikis import Wiki

HIGH = 500
LOW = 50
"""Values in one parameter, with and without the right `apihighlimits` (MediaWiki's ApiBase::LIMIT_SML1/2)."""

LONGEST_REASON = 200
"""Characters; longer messages of pywikibot hold the whole request."""


class Client:
    """One wiki as this account sees it; logs in at the first request where an account is configured.

    Every method raises WikiUnavailableError when the wiki does not answer in an orderly way.
    """

    def __init__(self, wiki: Wiki) -> None:
        self.wiki = wiki
        self.login_failure: str | None = None
        self._login_tried = False

    @cached_property
    def site(self) -> APISite:
        """The site as pywikibot knows it; it asks the wiki who it is as soon as it exists."""
        try:
            return pywikibot.Site(self.wiki.code, self.wiki.family)
        except (Error, requests.RequestException, OSError) as error:
            raise WikiUnavailableError(reason_of(error)) from error

    def log_in(self) -> None:
        """Log in once; a wiki where that fails is read without an account."""
        if self._login_tried:
            return
        site = self.site
        self._login_tried = True
        try:
            site.login()
        except APIError as error:
            self.login_failure = error.info
        except Error as error:
            self.login_failure = str(error)
        except (requests.RequestException, OSError) as error:
            raise WikiUnavailableError(reason_of(error)) from error
        else:
            self.login_failure = None if self.logged_in else "the wiki does not accept the password"

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
        try:
            answer = self.site.simple_request(formatversion=2, **parameters).submit()
        except APIError as error:
            raise WikiUnavailableError(f"{error.code}: {error.info}") from error
        except (Error, requests.RequestException, OSError) as error:
            raise WikiUnavailableError(reason_of(error)) from error
        if not isinstance(answer, dict):
            raise WikiUnavailableError("its answer is not what the API promises")
        return answer

    def query(self, **parameters: Any) -> Iterator[dict[str, Any]]:
        """Give the `query` part of each answer, following `continue` to the end."""
        more: Mapping[str, Any] = {}
        while True:
            answer = self.get(action="query", **{**parameters, **more})
            yield answer.get("query", {})
            following = answer.get("continue")
            if following is None:
                return
            if following == more:
                raise WikiUnavailableError("its answers go round in circles (the same continuation twice)")
            more = following

    def namespace_names(self, *numbers: int) -> frozenset[str]:
        """Give every name and alias of these namespaces, in lower case."""
        namespaces = self._siteinfo_namespaces()
        return frozenset(name.lower() for number in numbers for name in namespaces[number])

    def namespace_numbers(self) -> dict[str, int]:
        """Give the number of each namespace by each of its names, in lower case."""
        return {name.lower(): number for number, names in self._siteinfo_namespaces().items() for name in names}

    def _siteinfo_namespaces(self) -> Mapping[int, Any]:
        self.log_in()
        try:
            namespaces: Mapping[int, Any] = self.site.namespaces
        except (Error, requests.RequestException, OSError) as error:
            raise WikiUnavailableError(reason_of(error)) from error
        return namespaces


def reason_of(error: Exception) -> str:
    """Say in a few words, without addresses or parameters, why a wiki could not be used."""
    if isinstance(error, ApiTimeoutError):
        return "it did not answer, though asked several times"
    text = str(error).strip().splitlines()
    first = text[0] if text else type(error).__name__
    return first if len(first) <= LONGEST_REASON else type(error).__name__
