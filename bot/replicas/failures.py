"""What goes wrong on a replica, in words for a person and without names or passwords of accounts."""

import pymysql
from pymysql.constants import CR, ER

TOO_LONG = frozenset({ER.STATEMENT_TIMEOUT, ER.QUERY_INTERRUPTED, ER.LOCK_WAIT_TIMEOUT})
"""Interrupted is what those queries are told that somebody else ends."""

REFUSED = frozenset(
    {
        ER.ACCESS_DENIED_ERROR,
        ER.DBACCESS_DENIED_ERROR,
        ER.TABLEACCESS_DENIED_ERROR,
        ER.COLUMNACCESS_DENIED_ERROR,
        ER.TOO_MANY_USER_CONNECTIONS,
        ER.USER_LIMIT_REACHED,
    }
)

LACKING = frozenset({ER.BAD_DB_ERROR, ER.NO_SUCH_TABLE, ER.BAD_FIELD_ERROR, ER.VIEW_INVALID})

LOST = frozenset({0, CR.CR_SERVER_LOST, CR.CR_SERVER_GONE_ERROR, ER.SERVER_SHUTDOWN, 1927})
"""0 is what the driver says of a connection that is closed; MariaDB's ER_CONNECTION_KILLED is 1927."""


def sentence(error: pymysql.MySQLError, what: str = "its replica") -> str:
    """Say why a replica, or `what` else stands there, could not be used."""
    code, text = _parts(error)
    if code in TOO_LONG:
        return f"{what} did not finish in time"
    if code in REFUSED:
        return f"{what} does not let the tool's account in (MariaDB error {code})"
    if code in LACKING:
        return f"{what} lacks what the bot reads: {text}"
    if code in LOST:
        return f"the connection to {what} was lost"
    if code == CR.CR_CONN_HOST_ERROR:
        return f"{what} cannot be reached"
    return f"{what} failed: {text}"


def _parts(error: pymysql.MySQLError) -> tuple[int | None, str]:
    """Give MariaDB's number of an error and its words."""
    if len(error.args) > 1:
        return error.args[0], str(error.args[1])
    return None, str(error) or type(error).__name__
