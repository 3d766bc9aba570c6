"""What requests that reached a wiki were for, and how many DESIGN section 5 allows."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from math import ceil

from tests.wikifarm import Request


class Kind(StrEnum):
    """What a request was for."""

    CONTRIBUTIONS = "contributions"
    REDIRECTS = "redirects"
    """Whether created pages are redirects now."""
    PYWIKIBOT = "pywikibot's own"
    """Login, tokens, userinfo, siteinfo, paraminfo."""
    OTHER = "others"


def kind_of(request: Request) -> Kind:
    """Tell what a request was for; pywikibot adds `meta=userinfo` to queries that ask for something else."""
    params = request.params
    if params.get("list") == "usercontribs":
        return Kind.CONTRIBUTIONS
    if params.get("prop") == "info" and "pageids" in params:
        return Kind.REDIRECTS
    asks = {"list", "prop", "generator", "titles", "pageids"} & set(params)
    if params.get("action") in ("login", "paraminfo") or (params.get("action") == "query" and not asks):
        return Kind.PYWIKIBOT
    return Kind.OTHER


def count_kinds(requests: Iterable[Request]) -> Counter[Kind]:
    return Counter(map(kind_of, requests))


def most_contributions(*, people: int, edits: int, batch: int) -> int:
    """Give the most requests for the edits of one missing interval; an answer holds ten rows for each name asked."""
    return ceil(people / batch) + edits // (10 * batch)
