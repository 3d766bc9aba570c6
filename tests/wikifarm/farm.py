"""A farm of real MediaWiki wikis on this machine, with a server of its own."""

import shutil
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from tests.mariadb import MariaDb
from tests.wikifarm.errors import FarmError
from tests.wikifarm.layout import CODE, TEMPLATE, WIKIS, data_folder
from tests.wikifarm.mediawiki import PASSWORD, prepare, stamp
from tests.wikifarm.on_mariadb import install_on_mariadb
from tests.wikifarm.pywikibot_config import write_config
from tests.wikifarm.requests_log import Request, RequestLog
from tests.wikifarm.server import Server, load_server, start_server
from tests.wikifarm.wiki import FarmWiki

_SERVER_FILE = "farm.json"
_STAMP_FILE = "stamp"


class Farm:
    """A running farm; as a context it stops at the end, unless it was started to outlive this process."""

    PASSWORD = PASSWORD
    """Of every account."""

    def __init__(self, directory: Path, server: Server) -> None:
        self.directory = directory
        self.url = server.url
        self.wikis: Mapping[str, FarmWiki] = {dbname: FarmWiki(directory, server.url, dbname) for dbname in WIKIS}
        self._server = server
        self._log = RequestLog(directory / "requests.jsonl")

    @classmethod
    def start(
        cls,
        directory: Path,
        *,
        detached: bool = False,
        mariadb: MariaDb | None = None,
        on_mariadb: Collection[str] = (),
    ) -> Self:
        """Serve the wikis in a folder; where it has none that fit this checkout, fresh copies of the template.

        The wikis `on_mariadb` are installed anew on that server, and their `sql` does not answer. Unless `detached`,
        the farm's own server ends with this process, however that ends.
        """
        directory = directory.resolve()
        last = load_server(directory / _SERVER_FILE)
        if last is not None and last.alive:
            raise FarmError(f"A farm runs in {directory} already: {last.url}")
        prepare()
        if not _is_copied(directory):
            _copy_template(directory)
        if mariadb is not None:
            install_on_mariadb(directory, mariadb, on_mariadb)
        server = start_server(directory, port=urlsplit(last.url).port or 0 if last else 0, detached=detached)
        server.save(directory / _SERVER_FILE)
        try:
            for dbname in WIKIS:
                _point_interwikis(data_folder(directory) / f"{dbname}.sqlite", server.url)
        except BaseException:
            server.stop()
            raise
        return cls(directory, server)

    @classmethod
    def find(cls, directory: Path) -> Self | None:
        """Give the farm that runs in a folder; None when none does."""
        server = load_server(directory.resolve() / _SERVER_FILE)
        return cls(directory.resolve(), server) if server is not None and server.alive else None

    @classmethod
    def attach(cls, directory: Path) -> Self:
        """Give the farm that runs in a folder.

        Raises FarmError when none does.
        """
        farm = cls.find(directory)
        if farm is None:
            raise FarmError(f"No farm runs in {directory}")
        return farm

    def __getitem__(self, dbname: str) -> FarmWiki:
        return self.wikis[dbname]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._server.owner is not None:
            self.stop()

    def stop(self) -> None:
        """End the server and all its processes; the wikis stay in their folder."""
        for wiki in self.wikis.values():
            wiki.close()
        self._server.stop()

    def discard(self) -> None:
        """End the server, and let the next one in this folder begin with fresh wikis."""
        self.stop()
        (self.directory / _STAMP_FILE).unlink()

    def create_accounts(
        self, names: Iterable[str], registered: datetime | None = None, groups: Collection[str] = ()
    ) -> None:
        """Make the same accounts on every wiki, registered now or in the past."""
        self._create(tuple(names), registered=registered, groups=groups, bot_password=False)

    def create_bot(self, name: str) -> None:
        """Make an account in the group `bot` on every wiki, with a bot password for pywikibot."""
        self._create((name,), registered=None, groups=("bot",), bot_password=True)

    def write_pywikibot_config(self, directory: Path, user: str = "CampaignBot") -> None:
        """Write a folder for PYWIKIBOT_DIR, for an account that `create_bot` made.

        The family is `farm`; its codes are `meta`, `commons` and the languages of the Wikipedias.
        """
        write_config(directory, self.url, user)

    def requests(self) -> tuple[Request, ...]:
        """Give every request that any wiki has answered, the farm's own (user agent `wikifarm`) too."""
        return self._log.requests()

    def break_wiki(self, dbname: str, status: int = 503) -> None:
        """Let a wiki answer every request with an HTTP status until it is mended."""
        (self.directory / "broken" / dbname).write_text(str(status), encoding="utf-8")

    def mend_wiki(self, dbname: str) -> None:
        (self.directory / "broken" / dbname).unlink(missing_ok=True)

    def _create(
        self, names: tuple[str, ...], *, registered: datetime | None, groups: Collection[str], bot_password: bool
    ) -> None:
        def create(wiki: FarmWiki) -> None:
            wiki.create_accounts(names, groups=groups, registered=registered, bot_password=bot_password)

        with ThreadPoolExecutor(max_workers=2) as pool:
            tuple(pool.map(create, self.wikis.values()))


def _is_copied(directory: Path) -> bool:
    """Tell whether a folder holds wikis made from a template that fits this checkout."""
    file = directory / _STAMP_FILE
    return file.is_file() and file.read_text(encoding="utf-8") == stamp()


def _copy_template(directory: Path) -> None:
    for part in ("data", "www", "broken"):
        shutil.rmtree(directory / part, ignore_errors=True)
    (directory / "requests.jsonl").unlink(missing_ok=True)
    (directory / "broken").mkdir(parents=True)
    shutil.copytree(data_folder(TEMPLATE), data_folder(directory))
    for dbname in WIKIS:
        (directory / "www/images" / dbname).mkdir(parents=True)
        (directory / "www" / dbname).symlink_to(CODE)
    shutil.copy(TEMPLATE / _STAMP_FILE, directory)


def _point_interwikis(database: Path, farm_url: str) -> None:
    """Let the interwiki prefixes lead to where the farm is now, as links of one project and as languages do."""
    rows = [
        (prefix, f"{farm_url}/{dbname}/wiki/$1", f"{farm_url}/{dbname}/api.php", dbname)
        for dbname, wiki in WIKIS.items()
        for prefix in wiki.prefixes
    ]
    with closing(sqlite3.connect(database, timeout=60)) as connection, connection:
        connection.execute("DELETE FROM interwiki")
        connection.executemany(
            "INSERT INTO interwiki (iw_prefix, iw_url, iw_api, iw_wikiid, iw_local, iw_trans)"
            " VALUES (?, ?, ?, ?, 1, 0)",
            rows,
        )
