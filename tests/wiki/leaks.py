"""Everything that left the program, and whose name or page is in it."""

import html
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote

from bot.cli.tables import Table
from tests.wiki.bot_on_farm import BotOnFarm, Ended
from tests.wikifarm import FarmWiki

SAVED = """
SELECT page_title, comment_text, old_text
FROM revision
JOIN page ON page_id = rev_page
JOIN actor ON actor_id = rev_actor
JOIN comment ON comment_id = rev_comment_id
JOIN slots ON slot_revision_id = rev_id
JOIN content ON content_id = slot_content_id
JOIN text ON old_id = CAST(SUBSTR(content_address, 4) AS INTEGER)
WHERE actor_name = 'CampaignBot'
"""


def saved_by_bot(wiki: FarmWiki) -> str:
    """Give every title, summary and text that the bot ever saved on a wiki."""
    return "\n".join(_text(value) for row in wiki.sql(SAVED) for value in row)


def said(*commands: Ended) -> str:
    """Give everything that commands printed."""
    return "\n".join(ended.output + ended.errors for ended in commands)


def exported(bot: BotOnFarm, *names: str) -> str:
    """Give what can be exported of a campaign or program, in every form."""
    tables = (("--format", "csv", "--table", table) for table in Table)
    return said(*(bot("export", *names, *form) for form in ((), *tables)))


def stored(folder: Path) -> str:
    """Give every byte of the folder of the store, as text, and each value of the database."""
    files = [path.read_bytes().decode("utf-8", errors="replace") for path in folder.iterdir() if path.is_file()]
    with closing(sqlite3.connect(folder / "campaignbot.sqlite")) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = [str(row) for table in tables for row in database.execute(f'SELECT * FROM "{table}"')]  # noqa: S608
    return "\n".join((*files, *(row.encode().decode("unicode_escape", errors="ignore") for row in rows), *rows))


def left_behind(folder: Path) -> str:
    """Give every byte that the bot, and what it stands on, left in its folder beside the store and what is typed."""
    kept = {"state", "config", "private"}
    files = (path for path in folder.rglob("*") if path.is_file() and path.relative_to(folder).parts[0] not in kept)
    return "\n".join(f"{path.name}\n{path.read_bytes().decode('utf-8', errors='replace')}" for path in files)


def found(words: Iterable[str], text: str) -> list[str]:
    """Give those of these names and titles that stand in a text, however they are written there."""
    plain = html.unescape(unquote(text)).replace("_", " ")
    return [word for word in words if word in plain or word in text]


def _text(value: object) -> str:
    return value.decode("utf-8", errors="replace") if isinstance(value, bytes) else str(value)
