"""With which account, and where, the replicas are asked, and with which account a tool's own databases."""

from collections.abc import Mapping
from configparser import Error, RawConfigParser
from dataclasses import dataclass, field
from pathlib import Path

FILE = "replica.my.cnf"
"""In the tool's home; Toolforge writes it."""

HOST = "{name}.analytics.db.svc.wikimedia.cloud"
"""Where a replica answers; `{name}` is the wiki's dbname, or a slice."""

PORT = 3306


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """An account on the replicas; `host` is an address in which `{name}` stands for the wiki, if it differs by wiki."""

    user: str
    password: str = field(repr=False)
    host: str = HOST
    port: int = PORT

    def host_of(self, name: str) -> str:
        return self.host.replace("{name}", name)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoReplica:
    """Why there is nothing to be read from a replica, for a person."""

    why: str


def find_credentials(environment: Mapping[str, str]) -> Credentials | NoReplica | None:
    """Give the account that Toolforge made for its tool; None where there is none.

    It is in TOOL_REPLICA_USER and TOOL_REPLICA_PASSWORD or, as the MariaDB clients read it, in `replica.my.cnf` in the
    home folder. There `host` and `port` name the replicas of another wiki farm.
    """
    return _find(environment, "TOOL_REPLICA")


def find_toolsdb_account(environment: Mapping[str, str]) -> Credentials | NoReplica | None:
    """Give the account for the tool's own databases, from TOOL_TOOLSDB_USER and TOOL_TOOLSDB_PASSWORD or the file."""
    return _find(environment, "TOOL_TOOLSDB")


def _find(environment: Mapping[str, str], prefix: str) -> Credentials | NoReplica | None:
    user, password = environment.get(f"{prefix}_USER"), environment.get(f"{prefix}_PASSWORD")
    if user and password:
        return Credentials(user=user, password=password)
    home = environment.get("HOME")
    file = Path(home) / FILE if home else None
    return _read(file) if file and file.is_file() else None


def _read(file: Path) -> Credentials | NoReplica:
    parser = RawConfigParser(allow_no_value=True, strict=False)
    try:
        parser.read_string(file.read_text(encoding="utf-8"))
        values = {key: (value or "").strip("'\"") for key, value in parser.items("client")}
        return Credentials(
            user=values["user"],
            password=values["password"],
            host=values.get("host", HOST),
            port=int(values.get("port", PORT)),
        )
    except OSError as error:
        return NoReplica(why=f"{FILE} cannot be read: {error.strerror}")
    except (Error, KeyError, ValueError):
        return NoReplica(why=f"{FILE} does not name a user and a password below [client]")
