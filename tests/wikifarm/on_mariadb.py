"""Wikis of a farm whose database is MariaDB instead of SQLite, as those of Wikimedia's are."""

import json
import tempfile
from collections.abc import Collection
from pathlib import Path

from tests.mariadb import MariaDb
from tests.mariadb.server import HOST, PASSWORD, USER
from tests.wikifarm.layout import CODE, WIKIS
from tests.wikifarm.mediawiki import ADMIN
from tests.wikifarm.mediawiki import PASSWORD as ADMIN_PASSWORD
from tests.wikifarm.php import farm_environment, run_maintenance, run_php

FILE = "mariadb.json"
"""Tells php/LocalSettings.php which wikis of a farm these are."""


def install_on_mariadb(directory: Path, server: MariaDb, dbnames: Collection[str]) -> None:
    """Install these wikis of the farm in `directory` anew, with the tables of their extensions, on a server."""
    address = {"server": f"{HOST}:{server.port}", "user": USER, "password": PASSWORD}
    for dbname in dbnames:
        with tempfile.TemporaryDirectory(dir=directory) as confpath:
            run_php(
                str(CODE / "maintenance/install.php"),
                *("--dbtype=mysql", f"--dbserver={address['server']}", f"--dbname={dbname}", f"--confpath={confpath}"),
                *(f"--dbuser={USER}", f"--dbpass={PASSWORD}", f"--installdbuser={USER}", f"--installdbpass={PASSWORD}"),
                *("--server=http://127.0.0.1", f"--scriptpath=/{dbname}", f"--lang={WIKIS[dbname].language}"),
                *(f"--pass={ADMIN_PASSWORD}", WIKIS[dbname].sitename, ADMIN),
                environment=farm_environment(directory),
            )
    (directory / FILE).write_text(json.dumps(dict.fromkeys(dbnames, address)), encoding="utf-8")
    for dbname in dbnames:
        run_maintenance(directory, dbname, "update", "--quick", "--quiet")
