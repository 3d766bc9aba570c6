"""The one way in which a field of the schema says no: in words for a person, with a hint."""

from collections.abc import Iterable
from difflib import get_close_matches

from pydantic_core import PydanticCustomError

from bot.definitions.sources import Hint

REFUSED = "refused"


def refuse(message: str, hint: Hint = None) -> PydanticCustomError:
    """Give the exception with which a validator refuses a value."""
    return PydanticCustomError(REFUSED, "{message}", {"message": message, "hint": hint})


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Give the known word that the writer most likely meant."""
    found = get_close_matches(word.lower()[:100], list(known), n=1, cutoff=0.65)
    return found[0] if found else None


def did_you_mean(word: str | None) -> str | None:
    return f'did you mean "{word}"?' if word else None
