"""The address of a database that names no account."""

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

TOOLSDB = "tools.db.svc.wikimedia.cloud"
"""Toolforge's server of tools' own databases."""


def lacks_account(url: str) -> bool:
    """Whether an address of a server's database leaves it open as whom to log in; what is no address does not."""
    try:
        address = make_url(url)
    except ArgumentError:
        return False
    return address.get_backend_name() != "sqlite" and address.username is None


def with_account(url: str, *, user: str, password: str) -> str:
    """Give the address with an account, and with Toolforge's server where it names none."""
    address = make_url(url)
    complete = address.set(host=address.host or TOOLSDB, username=user, password=password)
    return complete.render_as_string(hide_password=False)
