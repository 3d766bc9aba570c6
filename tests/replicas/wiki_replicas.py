"""Replicas as Wikimedia's are, of wikis on a MariaDB server of the tests: the same views, and no right but to read.

The databases `heartbeat` and `heartbeat_p` are those of operations/puppet, modules/profile/files/wmcs/db/wikireplicas/
views/heartbeat-views.sql, and `meta_p` is that of maintain-meta_p.py in the folder above it.
"""

import re
from collections.abc import Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from bot.replicas.credentials import Credentials
from tests.mariadb import MariaDb
from tests.mariadb.server import HOST
from tests.wikifarm.layout import CODE

USER = "s51999"
PASSWORD = "replica of tests"  # noqa: S105 - guards nothing but views of tests

VIEWS = Path(__file__).parent / "views.sql"
ROWS = Path(__file__).parent / "rows.sql"

FRESH = timedelta(days=-1)
"""Not late however long the tests take: the view gives no lag below zero."""

META = """
CREATE TABLE meta_p.wiki (dbname VARCHAR(32) PRIMARY KEY, lang VARCHAR(12) NOT NULL DEFAULT 'en', name TEXT,
  family TEXT, url TEXT, size NUMERIC(1) NOT NULL DEFAULT 1, slice TEXT NOT NULL)
"""

HEARTBEAT = """
CREATE VIEW heartbeat_p.heartbeat AS
SELECT shard AS shard, MAX(ts) AS last_updated,
  GREATEST(TIMESTAMPDIFF(MICROSECOND, MAX(ts), UTC_TIMESTAMP()), 0) / 1000000.0 AS lag
FROM heartbeat.heartbeat
GROUP BY shard
"""


def make_replicas(server: MariaDb, slices: Mapping[str, str], *, lag: timedelta = FRESH) -> Credentials:
    """Give an account on new replicas: the slice of each wiki, whose database is on the server."""
    for database in ("heartbeat", "heartbeat_p", "meta_p", *(f"{dbname}_p" for dbname in slices)):
        server.sql(f"DROP DATABASE IF EXISTS {database}")
    for dbname in slices:
        _do(server, None, VIEWS.read_text(encoding="utf-8").replace("DBNAME", dbname))
    for statement in (
        "CREATE DATABASE meta_p",
        META,
        "CREATE DATABASE heartbeat",
        "CREATE TABLE heartbeat.heartbeat (ts VARBINARY(26) NOT NULL, server_id INT PRIMARY KEY, shard VARBINARY(10))",
        "CREATE DATABASE heartbeat_p",
        HEARTBEAT,
        f"DROP USER IF EXISTS {USER}",
        f"CREATE USER {USER} IDENTIFIED BY '{PASSWORD}'",
        f"GRANT SELECT ON `%\\_p`.* TO {USER}",
    ):
        server.sql(statement)
    for dbname, name in slices.items():
        server.sql("INSERT INTO meta_p.wiki (dbname, slice) VALUES (%s, %s)", (dbname, f"{name}.labsdb"))
        set_lag(server, name, lag)
    return Credentials(user=USER, password=PASSWORD, host=HOST, port=server.port)


def set_lag(server: MariaDb, name: str, lag: timedelta) -> None:
    """Let a slice be late."""
    server.sql("DELETE FROM heartbeat.heartbeat WHERE shard = %s", (name,))
    server.sql(
        "INSERT INTO heartbeat.heartbeat (ts, server_id, shard)"
        " VALUES (UTC_TIMESTAMP(6) - INTERVAL %s SECOND, CRC32(%s) DIV 2, %s)",
        (lag.total_seconds(), name, name),
    )


def make_tables(server: MariaDb, dbname: str) -> None:
    """Make the tables that the views are of without a wiki, from MediaWiki's own description of them."""
    server.create_database(dbname)
    wanted = set(re.findall(r"`DBNAME`\.(\w+)", VIEWS.read_text(encoding="utf-8")))
    tables = (CODE / "maintenance/tables-generated.sql").read_text(encoding="utf-8")
    tables = tables.replace("/*_*/", "").replace("/*$wgDBTableOptions*/", "ENGINE=InnoDB, DEFAULT CHARSET=binary")
    statements = re.finditer(r"^CREATE TABLE (\w+) .*?;$", tables, flags=re.MULTILINE | re.DOTALL)
    _do(server, dbname, "".join(statement[0] for statement in statements if statement[1] in wanted))


def fill_tables(server: MariaDb, dbname: str, *, people: int, pages: int, revisions: int) -> None:
    """Write revisions into the tables of a wiki, numbers all of them."""
    numbers = {"PEOPLE": people, "PAGES": pages, "REVISIONS": revisions}
    rows = re.sub("|".join(numbers), lambda name: str(numbers[name[0]]), ROWS.read_text(encoding="utf-8"))
    _do(server, dbname, rows)


def _do(server: MariaDb, database: str | None, text: str) -> None:
    """Do the statements of a file."""
    without_comments = re.sub("^--.*$", "", text, flags=re.MULTILINE)
    with closing(server.connect(database)) as connection, connection.cursor() as cursor:
        for statement in filter(None, map(str.strip, without_comments.split(";"))):
            cursor.execute(statement)
