"""Times as the API takes them."""

from datetime import datetime


def api_time(moment: datetime) -> str:
    """Give a UTC time in the form of ISO 8601 that MediaWiki itself writes."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
