"""What happens in the demo, read from its data files; moments count from `now`, so that the demo is always current.

A page's file tells its history as steps. `at` is a day counted from today and a time in UTC, or `now` for what is done
while the demo is made. A step gives the whole `text`, or changes the one before: `add` puts in a block of lines,
`line` lines without a gap, each at the end or `after` or `before` the one line that holds the given words; `replace`
and `with`, `cut`. Only `now` may a step `undo` the edit of a moment or `move` the page to another title. A step may
`delete` the page `now`, or `later`: when the bot has run once.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
_PLACEHOLDER = re.compile(r"\{(?:year|day (?P<day>[+-]\d+)|signed (?P<signed>[+-]\d+ \d\d:\d\d))\}")
_GAP = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An account; `wikis` is empty when it exists on all of them."""

    name: str
    registered: datetime
    programs: tuple[str, ...]
    wikis: tuple[str, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A picture of coloured stripes on Commons; `text` is its description page.

    `deleted`: an administrator deletes it when the bot has counted it.
    """

    title: str
    user: str
    stripes: tuple[str, ...]
    text: str
    deleted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """The page's whole text as `user` leaves it; `at` is None for an edit made while the demo is made."""

    at: datetime | None
    user: str
    summary: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """`user` undoes the edit made at `at`."""

    user: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """`user` moves the page to `title`."""

    user: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delete:
    """The page is deleted by an administrator; `later`: when the bot has counted it."""

    later: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that happens to one page, in order."""

    wiki: str
    title: str
    steps: tuple[Edit | Undo | Move | Delete, ...]


def read_people(now: datetime) -> tuple[Person, ...]:
    """Give everybody who has an account."""
    return tuple(
        Person(
            name=person["name"],
            registered=moment(f"{person['registered']} 12:00", now),
            programs=tuple(person.get("programs", ())),
            wikis=tuple(person.get("wikis", ())),
            groups=tuple(person.get("groups", ())),
        )
        for person in yaml.safe_load((FOLDER / "people.yaml").read_text("utf-8"))
    )


def read_uploads() -> tuple[Upload, ...]:
    """Give the files that participants upload while the demo is made."""
    return tuple(
        Upload(
            title=upload["title"],
            user=upload["by"],
            stripes=tuple(upload["stripes"]),
            text=upload["text"],
            deleted=upload.get("deleted", False),
        )
        for upload in yaml.safe_load((FOLDER / "uploads.yaml").read_text("utf-8"))
    )


def read_pages(now: datetime) -> Iterator[Page]:
    """Give the pages of all wikis, ordered by wiki and file name."""
    for path in sorted((FOLDER / "pages").glob("*/*.yaml")):
        page = yaml.safe_load(fill(path.read_text("utf-8"), now))
        yield Page(wiki=path.parent.name, title=page["title"], steps=tuple(_steps(page["history"], now)))


def moment(text: str, now: datetime) -> datetime:
    """Give the moment that `-3 14:30` or `-3 14:30:59` means: that day counted from today, that time in UTC."""
    day, clock = text.split(" ")
    return datetime.combine(_day(day, now), time.fromisoformat(clock), UTC)


def stamp(when: datetime) -> str:
    """Give a moment as MediaWiki's databases have it, 14 digits in UTC."""
    return when.astimezone(UTC).strftime("%Y%m%d%H%M%S")


def fill(text: str, now: datetime) -> str:
    """Put dates in the place of `{year}`, `{day -3}` and `{signed -3 14:30}` (as a signature has it)."""

    def value(match: re.Match[str]) -> str:
        if match["day"]:
            return str(_day(match["day"], now))
        if match["signed"]:
            signed = moment(match["signed"], now)
            return f"{signed:%H:%M}, {signed.day} {signed:%B %Y} (UTC)"
        return str(now.astimezone(UTC).year)

    return _PLACEHOLDER.sub(value, text)


def _day(offset: str, now: datetime) -> date:
    return (now.astimezone(UTC) + timedelta(days=int(offset))).date()


def _steps(history: list[dict[str, Any]], now: datetime) -> Iterator[Edit | Undo | Move | Delete]:
    text = ""
    for step in history:
        match step:
            case {"undo": at, "by": user}:
                yield Undo(user=user, at=moment(at, now))
            case {"move": title, "by": user}:
                yield Move(user=user, title=title)
            case {"delete": True, "at": at}:
                yield Delete(later=at == "later")
            case {"at": at, "by": user}:
                text = _GAP.sub("\n\n", _change(text, step)).strip("\n")
                yield Edit(
                    at=None if at == "now" else moment(at, now), user=user, summary=step.get("summary", ""), text=text
                )


def _change(text: str, step: Mapping[str, str]) -> str:
    match step:
        case {"text": new}:
            return new
        case {"replace": old, "with": new}:
            return _replace_once(text, old, new)
        case {"cut": old}:
            return _replace_once(text, old.strip("\n"), "")
        case {"add": block}:
            return _insert(text, f"\n{block}\n", step)
        case {"line": line}:
            return _insert(text, line.strip("\n"), step)
    raise ValueError(f"no change in {step}")


def _replace_once(text: str, old: str, new: str) -> str:
    if text.count(old) != 1:
        raise ValueError(f"{old!r} stands {text.count(old)} times in {text!r}")
    return text.replace(old, new)


def _insert(text: str, addition: str, step: Mapping[str, str]) -> str:
    lines = text.split("\n")
    position = len(lines)
    if words := step.get("after") or step.get("before"):
        (found,) = (number for number, line in enumerate(lines) if words in line)
        position = found + 1 if "after" in step else found
    return "\n".join([*lines[:position], addition, *lines[position:]])
