"""How long a server asks to be left alone."""

from datetime import datetime
from email.utils import parsedate_to_datetime
from math import ceil


def pause_asked(retry_after: str, now: datetime) -> int:
    """Give the whole seconds that `Retry-After` asks for, as a number or as a date (RFC 9110, 10.2.3); 0 if neither."""
    try:
        if retry_after.strip().isdecimal():
            return int(retry_after)
        until = parsedate_to_datetime(retry_after)
        return max(0, ceil(until.timestamp() - now.timestamp()))
    except (ValueError, OverflowError):
        return 0
