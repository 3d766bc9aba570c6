"""Column types that make SQLite and MariaDB agree."""

from sqlalchemy import BigInteger, String, Text
from sqlalchemy.dialects import mysql, sqlite

NUMBER = BigInteger().with_variant(sqlite.INTEGER(), "sqlite")
"""MediaWiki's ids and our times; SQLite knows only one integer type."""


EXACT = "utf8mb4_nopad_bin"
"""MariaDB's collation that compares byte by byte, spaces at the end too, as SQLite does."""

PAGE_NAME = 320
"""Characters of the longest title with the longest name of a namespace before it."""


def name(length: int = 255) -> String:
    """Give a text that is compared byte by byte."""
    exact = mysql.VARCHAR(length, charset="utf8mb4", collation=EXACT)
    return String(length).with_variant(exact, "mysql", "mariadb")


def long_text() -> Text:
    """Give a text of up to 16 MB."""
    exact = mysql.MEDIUMTEXT(charset="utf8mb4", collation=EXACT)
    return Text().with_variant(exact, "mysql", "mariadb")
