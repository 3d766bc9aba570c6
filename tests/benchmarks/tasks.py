"""What a loop without the bot is to read, as it is handed to another process."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WikiTask:
    """One wiki and the people whose edits to read there, with their local ids; `code` is pywikibot's."""

    code: str
    api_url: str
    people: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What to read, as which account; `start` and `end` as the API has them, `batch` names to a request."""

    wikis: tuple[WikiTask, ...]
    start: str
    end: str
    account: str
    batch: int

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Task":
        values = json.loads(text)
        return cls(**{**values, "wikis": tuple(WikiTask(**wiki) for wiki in values["wikis"])})
