"""The few numbers at the top of a report."""

from dataclasses import dataclass
from datetime import UTC, datetime, time

from bot.model.results import PageViewsKnown, Result, Totals
from bot.reports.formats import UTC_NAME
from bot.reports.messages import Translator
from bot.reports.wikitext import Wikitext, escape, isolated, timestamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One number, what it counts, and what else belongs to it; `reason` says why it is not known."""

    value: Wikitext
    label: Wikitext
    notes: tuple[Wikitext, ...] = ()
    reason: Wikitext | None = None


def shown_size(size: int, t: Translator) -> Wikitext:
    """Give a number of bytes as people read it: 612 bytes, 66.2 kB; a Latin unit stays behind its number."""
    readable = t.formats.size(size)
    if readable is None:
        return t("size-bytes", size)
    return isolated(readable) if t.formats.direction == "rtl" else escape(readable)


def make_tiles(result: Result, reason: Wikitext, t: Translator) -> tuple[Tile, ...]:
    """Give the tiles of a report; the main numbers always, the others where something is known of them."""
    totals = result.totals
    main = (
        _tile(totals.participants, t("tile-participants", totals.participants), _people_notes(result, t), reason, t),
        _tile(totals.pages_created, t("tile-created", totals.pages_created), _page_notes(totals, t), reason, t),
        _tile(totals.edits, t("tile-edits", totals.edits), _edit_notes(totals, t), reason, t),
        _bytes_tile(totals, reason, t),
    )
    return (*main, *_text_tiles(result, t), *_upload_tile(totals, reason, t), *_readers(result, t))


def signed_up_tile(people: int | None, reason: Wikitext, t: Translator) -> Tile:
    """Give the one number that there is before a program begins."""
    return _tile(people, t("tile-signed-up", people), (), reason, t)


def _text_tiles(result: Result, t: Translator) -> tuple[Tile, ...]:
    """Give what was counted in texts, and how many of these are missing, where any was or has to be."""
    uncounted = (t("texts-uncounted", result.uncounted_texts),) if result.uncounted_texts else ()
    unsegmented = (t("texts-unsegmented", result.unsegmented_texts),) if result.unsegmented_texts else ()
    words, references = result.totals.words_added, result.totals.references_added
    tiles = (
        (words, t("tile-words", words), (*uncounted, *unsegmented)),
        (references, t("tile-references", references), uncounted),
    )
    return tuple(_tile(value, label, notes, None, t) for value, label, notes in tiles if value is not None or notes)


def _upload_tile(totals: Totals, reason: Wikitext, t: Translator) -> tuple[Tile, ...]:
    if not totals.uploads:
        return ()
    return (_tile(totals.uploads, t("tile-uploads", totals.uploads), _upload_notes(totals, t), reason, t),)


def _upload_notes(totals: Totals, t: Translator) -> tuple[Wikitext, ...]:
    if totals.uploads_in_use is None or totals.upload_usages is None:
        return (t("upload-use-unknown"),)
    used = (t("tile-upload-usages", totals.upload_usages),) if totals.upload_usages else ()
    return (t("tile-uploads-in-use", totals.uploads_in_use), *used)


def _readers(result: Result, t: Translator) -> tuple[Tile, ...]:
    """Give the page views and until when they are known, or why they are not; nothing where nobody asked for them."""
    known, views = result.page_views, result.totals.pageviews
    if known is None or (views is None and known.failure is None):
        return ()
    label = t("tile-pageviews", views)
    if views is None:
        return (_tile(None, label, (), t("pageviews-failed", _service_reason(known)), t),)
    notes = []
    if known.until is not None:
        until = datetime.combine(known.until, time(), UTC)
        notes.append(timestamp(t("pageviews-until", t.formats.day(until, UTC_NAME))))
    if known.behind:
        notes.append(timestamp(t("pageviews-behind", known.behind)))
    if known.failure is not None:
        notes.append(timestamp(t("pageviews-failed", _service_reason(known))))
    return (_tile(views, label, tuple(notes), None, t),)


def _service_reason(known: PageViewsKnown) -> Wikitext:
    return isolated(known.failure or "")


def _tile(
    value: int | None, label: Wikitext, notes: tuple[Wikitext, ...], reason: Wikitext | None, t: Translator
) -> Tile:
    """Give a tile; where the number is not known, notes to it are shown only if there is no reason."""
    if value is None:
        return Tile(value=Wikitext("?"), label=label, notes=() if reason else notes, reason=reason)
    return Tile(value=escape(t.formats.number(value)), label=label, notes=notes)


def _people_notes(result: Result, t: Translator) -> tuple[Wikitext, ...]:
    totals, notes = result.totals, []
    if totals.active_participants is not None:
        notes.append(t("tile-active", totals.active_participants))
    if totals.new_editors:
        notes.append(t("tile-new-editors", totals.new_editors))
    if totals.new_editors and totals.retained is not None:
        notes.append(t("tile-retained", totals.retained))
    if totals.new_editors is not None and result.unknown_newcomers:
        notes.append(t("newcomers-unknown", result.unknown_newcomers))
    return tuple(notes)


def _page_notes(totals: Totals, t: Translator) -> tuple[Wikitext, ...]:
    return () if totals.pages_edited is None else (t("tile-edited", totals.pages_edited),)


def _edit_notes(totals: Totals, t: Translator) -> tuple[Wikitext, ...]:
    return (t("tile-reverted", totals.reverted_edits),) if totals.reverted_edits else ()


def _bytes_tile(totals: Totals, reason: Wikitext, t: Translator) -> Tile:
    label = t("tile-bytes")
    if totals.bytes_added is None:
        return Tile(value=Wikitext("?"), label=label, reason=reason)
    notes = []
    if totals.bytes_removed:
        notes.append(t("tile-bytes-removed", shown_size(totals.bytes_removed, t)))
        if totals.bytes_net is not None:
            notes.append(t("tile-bytes-net", shown_size(totals.bytes_net, t)))
    return Tile(value=shown_size(totals.bytes_added, t), label=label, notes=tuple(notes))
