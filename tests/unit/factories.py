"""Values for tests, with only what a test is about written out."""

from datetime import UTC, datetime
from typing import Any

from bot.model.campaigns import Campaign, Privacy, Program, Scope
from bot.model.contributions import Account, Contribution
from bot.model.intervals import Interval
from bot.model.participants import Participant

DAY = Interval(datetime(2026, 4, 14, tzinfo=UTC), datetime(2026, 4, 15, tzinfo=UTC))
NOON = datetime(2026, 4, 14, 12, tzinfo=UTC)


def at(text: str) -> datetime:
    """Give the UTC time of `YYYY-MM-DD[ HH:MM]`."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def span(start: str, end: str) -> Interval:
    return Interval(at(start), at(end))


def program(**changes: Any) -> Program:
    values: dict[str, Any] = {
        "name": "Delhi",
        "description": None,
        "timezone": "UTC",
        "windows": (DAY,),
        "wikis": ("enwiki", "pawiki"),
        "namespaces": None,
        "language": "en",
        "facilitators": (),
        "sources": (),
        "articles": None,
        "scope": Scope.ALL,
        "privacy": Privacy.PUBLIC,
        "goals": (),
        "update": None,
    }
    return Program(**(values | changes))


def campaign(*programs: Program, **changes: Any) -> Campaign:
    values: dict[str, Any] = {
        "name": "Dalit History Month",
        "page": "Dalit History Month",
        "description": None,
        "timezone": "UTC",
        "language": "en",
        "facilitators": (),
        "privacy": Privacy.PUBLIC,
        "goals": (),
        "programs": programs or (program(),),
        "on_wiki": False,
    }
    return Campaign(**(values | changes))


def contribution(rev_id: int, **changes: Any) -> Contribution:
    values: dict[str, Any] = {
        "dbname": "enwiki",
        "rev_id": rev_id,
        "parent_id": 900,
        "page_id": 1,
        "namespace": 0,
        "title": "Savitribai Phule",
        "user_id": 11,
        "timestamp": NOON,
        "size": 1000,
        "size_diff": 100,
        "tags": (),
    }
    return Contribution(**(values | changes))


def person(user_name: str, *, named: bool = True, **accounts: int) -> Participant:
    return Participant(user_name=user_name, accounts=accounts, named=named)


def account(user_name: str, user_id: int, dbname: str = "enwiki") -> Account:
    return Account(dbname=dbname, user_id=user_id, user_name=user_name, central_id=None, registration=None)
