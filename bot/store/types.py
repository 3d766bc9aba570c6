"""Column types that make SQLite and MariaDB agree."""

from sqlalchemy import BigInteger, String, Text
from sqlalchemy.dialects import mysql, sqlite

NUMBER = BigInteger().with_variant(sqlite.INTEGER(), "sqlite")
"""MediaWiki's ids and our times; SQLite knows only one integer type."""


def name(length: int = 255) -> String:
    """Give a text that is compared byte by byte."""
    exact = mysql.VARCHAR(length, charset="utf8mb4", collation="utf8mb4_bin")
    return String(length).with_variant(exact, "mysql", "mariadb")


def long_text() -> Text:
    """Give a text of up to 16 MB."""
    exact = mysql.MEDIUMTEXT(charset="utf8mb4", collation="utf8mb4_bin")
    return Text().with_variant(exact, "mysql", "mariadb")
