"""Event registrations of the CampaignEvents extension, through its REST API.

https://www.mediawiki.org/wiki/Extension:CampaignEvents/REST_API
"""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import requests
from pywikibot.comms import http
from pywikibot.exceptions import Error

from bot.model.errors import WikiUnavailableError
from bot.model.intervals import Interval
from bot.model.registrations import Registrant, Registration
from bot.wikis.client import Client, reason_of

PAGE = 20
"""Participants in one answer (ListParticipantsHandler::RES_LIMIT); a shorter one is the last."""

OWN_ERRORS = "campaignevents-"
"""How the keys of the extension's own errors begin."""

LARGEST_ID = 2**63 - 1
"""MediaWiki takes a larger number for no number at all."""

NO_EXTENSION = "rest-no-match"
"""The key with which MediaWiki's own router answers for an address that no extension has."""

NOT_FOUND = 404
OK = 200


def read_registration(client: Client, event_id: int) -> Registration | None:
    """Give an event and everybody who registered in public; None where there is none, or no longer any.

    One request, and one for each 20 registrants and for the end of their list. Who registered in private is not
    in it. Raises WikiUnavailableError.
    """
    path = f"/campaignevents/v0/event_registration/{event_id}"
    event = _get(client, path) if event_id <= LARGEST_ID else None
    if event is None:
        return None
    try:
        zone = _zone(event["timezone"])
        window = Interval(_moment(event["start_time"], zone), _moment(event["end_time"], zone))
        registrants = _read_registrants(client, f"{path}/participants")
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise WikiUnavailableError(f"its event registration {event_id} cannot be read ({error!r})") from error
    return Registration(event_id=event_id, timezone=event["timezone"], window=window, registrants=registrants)


def _read_registrants(client: Client, path: str) -> tuple[Registrant, ...]:
    found: dict[int, Registrant] = {}
    last: int | None = None
    while True:
        after = {} if last is None else {"last_participant_id": last}
        part = _get(client, path, include_private="false", **after) or []
        for entry in part:
            central_id = int(entry["user_id"])
            found[central_id] = Registrant(central_id=central_id, user_name=entry.get("user_name"))
        if len(part) < PAGE:
            return tuple(found.values())
        following = int(part[-1]["participant_id"])
        if last is not None and following <= last:
            raise WikiUnavailableError("its list of registered people goes round in circles")
        last = following


def _get(client: Client, path: str, **parameters: Any) -> Any:
    """Give the JSON at a REST address, or None where the extension says that there is no such thing."""
    client.log_in()
    site = client.site
    try:
        site.throttle()
        response = http.request(site, f"{site.scriptpath()}/rest.php{path}", params=parameters)
        if response.status_code == OK:
            return response.json()
    except (Error, requests.RequestException, OSError, ValueError) as error:
        raise WikiUnavailableError(reason_of(error)) from error
    key = _error_key(response)
    if response.status_code == NOT_FOUND and (key.startswith(OWN_ERRORS) or key == NO_EXTENSION):
        return None
    raise WikiUnavailableError(f"its event registrations answered {response.status_code} {key}".rstrip())


def _error_key(response: requests.Response) -> str:
    try:
        answer = response.json()
    except ValueError:
        return ""
    return str(answer.get("errorKey", "")) if isinstance(answer, dict) else ""


def _zone(name: str) -> ZoneInfo | timezone:
    """Give the zone of an IANA name or an offset; raises ValueError or KeyError."""
    if not name.startswith(("+", "-")):
        return ZoneInfo(name)
    hours, _, minutes = name[1:].partition(":")
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-offset if name.startswith("-") else offset)


def _moment(text: str, zone: ZoneInfo | timezone) -> datetime:
    """Give the UTC time of MediaWiki's `YYYYMMDDHHMMSS` in a zone."""
    return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=zone).astimezone(UTC)
