"""The uploaded files of a report: thumbnails of those that the wiki can show, links to the others."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.model.results import Result, UploadResult
from bot.model.wikis import COMMONS, NS_FILE
from bot.reports.formats import UTC_NAME
from bot.reports.scribe import Scribe
from bot.reports.tables import sentences
from bot.reports.wikitext import Wikitext, gallery_line, timestamp

MOST_FILES = 60
"""Shown on one page; each is a picture to load."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gallery:
    """A section with files; `lines` are those of a `<gallery>`, `others` are named below it."""

    heading: Wikitext
    before: Wikitext | None
    lines: tuple[Wikitext, ...]
    others: tuple[Wikitext, ...]
    after: Wikitext | None


def uploads_gallery(result: Result, scribe: Scribe) -> Gallery | None:
    """Give the files of a result in its order, those with the most uses first; None where there are none."""
    if not result.people_known or (not result.uploads and not result.unlisted_uploads):
        return None
    shown = result.uploads[:MOST_FILES]
    more = len(result.uploads) - len(shown)
    pictures = {file: line for file in shown if (line := _line(file, scribe))}
    return Gallery(
        heading=scribe.t("heading-uploads"),
        before=_known_at(result.uploads, scribe),
        lines=tuple(pictures.values()),
        others=tuple(_named(file, scribe) for file in shown if file not in pictures),
        after=sentences(
            scribe.t("uploads-more", more) if more else None,
            scribe.t("uploads-unlisted", result.unlisted_uploads) if result.unlisted_uploads else None,
        ),
    )


def _line(file: UploadResult, scribe: Scribe) -> Wikitext | None:
    """Give the line of a thumbnail; None for what the wiki of the report cannot show."""
    if file.deleted or file.wiki not in {COMMONS, scribe.context.here}:
        return None
    name = scribe.page(file.wiki, NS_FILE, file.title, label=file.title)
    return gallery_line(file.title, Wikitext("<br />".join((name, *_about(file, scribe)))))


def _named(file: UploadResult, scribe: Scribe) -> Wikitext:
    shown = scribe.page(file.wiki, NS_FILE, file.title, label=file.title, linked=not file.deleted)
    name = Wikitext(f"<s>{shown}</s>") if file.deleted else shown
    return Wikitext(" · ".join((name, scribe.wiki_shortly(file.wiki), *_about(file, scribe))))


def _about(file: UploadResult, scribe: Scribe) -> tuple[Wikitext, ...]:
    """Say whose it is, and what has become of it."""
    by = scribe.t("upload-by", scribe.user(file.participant))
    if file.deleted:
        return by, scribe.t("page-deleted")
    return by, scribe.t("upload-use-unknown") if file.usages is None else scribe.t("upload-used", file.usages)


def _known_at(files: Sequence[UploadResult], scribe: Scribe) -> Wikitext | None:
    """Say since when nobody asked again where some of the files are used."""
    moments = [file.known_at for file in files if file.known_at is not None]
    if not moments:
        return None
    return timestamp(scribe.t("uploads-known-at", scribe.formats.moment(min(moments), UTC_NAME)))
