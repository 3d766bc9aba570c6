"""Wikis full of edits in a second: histories written straight into a farm's databases, as MediaWiki 1.43 has them.

Importing them would take MediaWiki a second for every 200 revisions.
"""

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from bot.model.intervals import Interval
from tests.wikifarm import FarmError, FarmWiki

EDITS_A_PAGE = 10
"""A page is one person's; its first revision creates it."""

PARAGRAPHS = (
    "ਸਾਵਿਤਰੀਬਾਈ ਫੂਲੇ ਇੱਕ ਸਮਾਜ ਸੁਧਾਰਕ ਅਤੇ ਕਵਿੱਤਰੀ ਸੀ।\n\n",
    "سافيتريباي فولي شاعرة ومعلمة من الهند.\n\n",
    "সাবিত্রীবাই ফুলে ছিলেন একজন কবি ও শিক্ষিকা।\n\n",
    "薩維特里巴伊·普勒是印度的詩人與教師。\n\n",
    "สาวิตรีพาอี ผุเล เป็นกวีและครูชาวอินเดีย\n\n",
)
NAMES = ("Asha", "ਗੁਰਪ੍ਰੀਤ", "سلمى", "রোকেয়া", "小龍", "มาลี")
EVERY_NTH_REVERTED = 40
REVERTED = "mw-reverted"
VISUAL = "visualeditor"

_FIRST_ID = 1_000
"""Of every row written here; a fresh wiki's own are below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """What a page says after so many edits; many revisions share it."""

    number: int
    text: str

    @property
    def size(self) -> int:
        return len(self.text.encode())

    @property
    def sha1(self) -> str:
        return _base36(int(hashlib.sha1(self.text.encode(), usedforsecurity=False).hexdigest(), 16)).zfill(31)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edit:
    """The `turn`-th edit of one person; everybody edits in turn, so that ids rise with time."""

    number: int
    person: int
    turn: int
    page: int

    @property
    def rev_id(self) -> int:
        return _FIRST_ID + self.number

    @property
    def on_page(self) -> int:
        return self.turn % EDITS_A_PAGE


def people(number: int) -> tuple[str, ...]:
    """Give the names of so many accounts, in six scripts."""
    return tuple(f"{NAMES[i % len(NAMES)]} {i + 1}" for i in range(number))


def write_history(wiki: FarmWiki, names: Sequence[str], edits: int, span: Interval) -> None:
    """Let accounts that a wiki has make so many edits together, evenly over a span of time; once for a wiki.

    Raises FarmError when the wiki does not have them all.
    """
    texts = tuple(_Text(number=_FIRST_ID + i, text=_text(i + 1)) for i in range(EDITS_A_PAGE))
    with closing(sqlite3.connect(wiki.database, timeout=60)) as database, database:
        actors = dict(database.execute("SELECT actor_name, actor_id FROM actor"))
        if missing := set(names) - set(actors):
            raise FarmError(f"{wiki.dbname} has no accounts {', '.join(sorted(missing))}")
        _write_texts(database, texts)
        history = tuple(_edits(len(names), edits))
        _write_pages(database, history, texts)
        _write_revisions(database, history, texts, [actors[name] for name in names], _timestamps(span, edits))
        _write_tags(database, history)
        database.execute(
            "UPDATE user SET user_editcount = (SELECT COUNT(*) FROM revision JOIN actor ON actor_id = rev_actor"
            " WHERE actor_user = user_id)"
        )


def _edits(persons: int, number: int) -> Iterator[_Edit]:
    pages: dict[tuple[int, int], int] = {}
    for i in range(number):
        turn, person = divmod(i, persons)
        page = pages.setdefault((person, turn // EDITS_A_PAGE), len(pages))
        yield _Edit(number=i, person=person, turn=turn, page=_FIRST_ID + page)


def _text(paragraphs: int) -> str:
    return "".join(PARAGRAPHS[i % len(PARAGRAPHS)] for i in range(paragraphs))


def _timestamps(span: Interval, number: int) -> list[str]:
    step = (span.end - span.start) / number
    return [f"{span.start + i * step:%Y%m%d%H%M%S}" for i in range(number)]


def _write_texts(database: sqlite3.Connection, texts: Sequence[_Text]) -> None:
    database.executemany("INSERT INTO text VALUES (?, ?, 'utf-8')", [(t.number, t.text) for t in texts])
    database.executemany(
        "INSERT INTO content VALUES (?, ?, ?, (SELECT model_id FROM content_models WHERE model_name = 'wikitext'), ?)",
        [(t.number, t.size, t.sha1, f"tt:{t.number}") for t in texts],
    )


def _write_pages(database: sqlite3.Connection, history: Sequence[_Edit], texts: Sequence[_Text]) -> None:
    latest = {edit.page: edit for edit in history}
    database.executemany(
        "INSERT INTO page (page_id, page_namespace, page_title, page_random, page_touched, page_latest, page_len,"
        " page_content_model) VALUES (?, 0, ?, ?, '20260101000000', ?, ?, 'wikitext')",
        [
            (page, f"ਲੇਖ_{page}", page % 997 / 997, edit.rev_id, texts[edit.on_page].size)
            for page, edit in latest.items()
        ],
    )


def _write_revisions(
    database: sqlite3.Connection,
    history: Sequence[_Edit],
    texts: Sequence[_Text],
    actors: Sequence[int],
    timestamps: Sequence[str],
) -> None:
    before: dict[int, int] = {}
    rows = []
    for edit, timestamp in zip(history, timestamps, strict=True):
        text = texts[edit.on_page]
        parent = before.get(edit.page, 0)
        before[edit.page] = edit.rev_id
        rows.append((edit.rev_id, edit.page, actors[edit.person], timestamp, text.size, parent, text.sha1))
    database.executemany(
        "INSERT INTO revision (rev_id, rev_page, rev_comment_id, rev_actor, rev_timestamp, rev_len, rev_parent_id,"
        " rev_sha1) VALUES (?, ?, 1, ?, ?, ?, ?, ?)",
        rows,
    )
    database.executemany(
        "INSERT INTO slots VALUES (?, (SELECT role_id FROM slot_roles WHERE role_name = 'main'), ?, ?)",
        [(edit.rev_id, texts[edit.on_page].number, edit.rev_id) for edit in history],
    )


def _write_tags(database: sqlite3.Connection, history: Sequence[_Edit]) -> None:
    database.executemany(
        "INSERT INTO change_tag_def (ctd_name, ctd_user_defined) VALUES (?, 0) ON CONFLICT DO NOTHING",
        [(VISUAL,), (REVERTED,)],
    )
    tagged = {
        VISUAL: (edit for edit in history if edit.turn % 2),
        REVERTED: (edit for edit in history if edit.number % EVERY_NTH_REVERTED == 1),
    }
    for tag, edits in tagged.items():
        database.executemany(
            "INSERT INTO change_tag (ct_rev_id, ct_tag_id) VALUES (?, (SELECT ctd_id FROM change_tag_def"
            " WHERE ctd_name = ?))",
            [(edit.rev_id, tag) for edit in edits],
        )


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits
