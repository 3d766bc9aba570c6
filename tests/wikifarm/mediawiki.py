"""MediaWiki's code, from Debian, and the installed wikis of which every farm is a copy."""

import fcntl
import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

from tests.wikifarm.errors import FarmError
from tests.wikifarm.layout import CACHE, CODE, HOME, PHP_FILES, TEMPLATE, WIKIS, WIKIS_FILE, data_folder
from tests.wikifarm.php import farm_environment, run_maintenance, run_php

PASSWORD = "wikifarm-password"  # noqa: S105 - of every account of every farm
ADMIN = "Admin"
_SUITE = "trixie"
_PACKAGES = ("mediawiki", "mediawiki-classes")
_APT = Path("/etc/apt")


def prepare() -> None:
    """See to it that the code and the template are there and fit this checkout; safe to call at the same time."""
    if _is_current():
        return
    HOME.mkdir(exist_ok=True)
    with _alone():
        if not CODE.is_dir():
            _download()
        if not _is_current():
            _install()


def stamp() -> str:
    """Give what a template, and a copy of it, must have been made from to fit this checkout."""
    digest = hashlib.sha256(_version().encode())
    for source in (PHP_FILES / "LocalSettings.php", WIKIS_FILE, Path(__file__)):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _is_current() -> bool:
    file = TEMPLATE / "stamp"
    return CODE.is_dir() and file.is_file() and file.read_text(encoding="utf-8") == stamp()


def _version() -> str:
    defines = (CODE / "includes/Defines.php").read_text(encoding="utf-8")
    found = re.search(r"'MW_VERSION', '([^']+)'", defines)
    if found is None:
        raise FarmError(f"There is no MediaWiki in {CODE}: remove that folder and try again")
    return found[1]


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other process of this checkout downloads or installs."""
    with (HOME / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _download() -> None:
    print("Downloading MediaWiki from Debian …", flush=True)
    with tempfile.TemporaryDirectory(dir=HOME) as folder:
        own = _codename()
        for suite in (_SUITE, own):
            packages = _download_packages(Path(folder) / suite, own, suite)
            if packages:
                break
        else:
            raise FarmError("MediaWiki could not be downloaded: neither Debian's trixie nor this system offers it")
        for package in packages:
            subprocess.run(["dpkg-deb", "-x", package, folder], check=True)
        code = Path(folder) / "usr/share/mediawiki"
        for link in ("LocalSettings.php", "config", "extensions", "images"):
            (code / link).unlink()
        (code / "extensions").mkdir()
        for extension in sorted((code / "extensions-core").iterdir()):
            (code / "extensions" / extension.name).symlink_to(Path("../extensions-core") / extension.name)
        code.rename(CODE)


def _codename() -> str:
    release = Path("/etc/os-release").read_text(encoding="utf-8")
    found = re.search(r"^VERSION_CODENAME=(\w+)", release, re.MULTILINE)
    if found is None:
        raise FarmError("This system is not Debian, or a kin of it: the farm needs its packages")
    return found[1]


def _download_packages(folder: Path, own: str, suite: str) -> list[Path]:
    """Give the packages of a suite, downloaded beside the machine's own apt; none where it does not have them."""
    lists, archives, sources = folder / "lists", folder / "cache", folder / "machine.sources"
    (lists / "partial").mkdir(parents=True)
    (archives / "archives/partial").mkdir(parents=True)
    sources.write_text("\n\n".join(_sources(own, suite)) + "\n", encoding="utf-8")
    apt = [
        "apt-get",
        "-qq",
        *("-o", f"Dir::Etc::sourcelist={sources}"),
        *("-o", "Dir::Etc::sourceparts=/dev/null"),
        *("-o", f"Dir::State::Lists={lists}"),
        *("-o", f"Dir::Cache={archives}"),
        *("-o", "APT::Sandbox::User=root"),
    ]
    for command in (["update"], ["download", *_PACKAGES]):
        if subprocess.run([*apt, *command], cwd=folder, capture_output=True, check=False).returncode != 0:
            return []
    return sorted(folder.glob("*.deb"))


def _sources(own: str, suite: str) -> Iterator[str]:
    """Give the machine's own sources of its release, with the suite put in its place; without security's."""
    for file in sorted(_APT.glob("sources.list.d/*.sources")):
        for stanza in re.split(r"\n\s*\n", file.read_text(encoding="utf-8")):
            if re.search(rf"^Suites:.*\b{own}(\s|$)", stanza, re.MULTILINE):
                yield re.sub(r"^Suites:.*", f"Suites: {suite}", stanza.strip(), flags=re.MULTILINE)
    for file in (_APT / "sources.list", *sorted(_APT.glob("sources.list.d/*.list"))):
        for line in file.read_text(encoding="utf-8").splitlines() if file.is_file() else ():
            entry = re.match(rf"deb\s+(\[[^]]*\]\s+)?(\S+)\s+{own}\s+(.+)", line.strip())
            if entry is not None:
                yield _stanza(options=entry[1] or "", uri=entry[2], suite=suite, components=entry[3])


def _stanza(*, options: str, uri: str, suite: str, components: str) -> str:
    lines = ["Types: deb", f"URIs: {uri}", f"Suites: {suite}", f"Components: {components}"]
    signed_by = re.search(r"signed-by=([^\s\]]+)", options)
    if signed_by is not None:
        lines.append(f"Signed-By: {signed_by[1]}")
    return "\n".join(lines)


def _install() -> None:
    print(f"Installing {len(WIKIS)} wikis with MediaWiki {_version()} …", flush=True)
    with tempfile.TemporaryDirectory(dir=HOME) as scratch:
        folder = Path(scratch) / "template"
        data_folder(folder).mkdir(parents=True)
        (CACHE / "l10n").mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            tuple(pool.map(lambda dbname: _install_wiki(folder, dbname), WIKIS))
        languages = ",".join(sorted({wiki.language for wiki in WIKIS.values()}))
        run_maintenance(folder, next(iter(WIKIS)), "rebuildLocalisationCache", "--force", f"--lang={languages}")
        for file in data_folder(folder).iterdir():
            if file.stem.removesuffix("_jobqueue") not in WIKIS:
                shutil.rmtree(file) if file.is_dir() else file.unlink()
        (folder / "stamp").write_text(stamp(), encoding="utf-8")
        shutil.rmtree(TEMPLATE, ignore_errors=True)
        folder.rename(TEMPLATE)


def _install_wiki(folder: Path, dbname: str) -> None:
    """Install one wiki, with the tables of its extensions, into one SQLite file."""
    with tempfile.TemporaryDirectory(dir=folder) as confpath:
        run_php(
            str(CODE / "maintenance/install.php"),
            *("--dbtype=sqlite", f"--dbname={dbname}", f"--dbpath={data_folder(folder)}", f"--confpath={confpath}"),
            *("--server=http://127.0.0.1", f"--scriptpath=/{dbname}", f"--lang={WIKIS[dbname].language}"),
            *(f"--pass={PASSWORD}", WIKIS[dbname].sitename, ADMIN),
            environment=farm_environment(folder),
        )
    run_maintenance(folder, dbname, "update", "--quick", "--quiet")
    with closing(sqlite3.connect(data_folder(folder) / f"{dbname}.sqlite")) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
