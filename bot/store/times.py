"""Times as the store keeps them: whole seconds since 1970, UTC."""

from datetime import UTC, datetime
from typing import overload


@overload
def to_seconds(moment: datetime) -> int: ...
@overload
def to_seconds(moment: None) -> None: ...
def to_seconds(moment: datetime | None) -> int | None:
    """Give the number that the store keeps for an aware time."""
    return None if moment is None else int(moment.timestamp())


@overload
def from_seconds(seconds: int) -> datetime: ...
@overload
def from_seconds(seconds: None) -> None: ...
def from_seconds(seconds: int | None) -> datetime | None:
    """Give the aware UTC time of a number that the store kept."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
