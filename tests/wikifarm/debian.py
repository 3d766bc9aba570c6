"""Debian packages that the project needs, installed where they are missing.

`python3 tests/wikifarm/debian.py venv php mariadb browser` runs on any Python 3.11 before there is a virtual
environment, so this imports nothing but the standard library.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence

_APT = ("DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300")
_PHP = {
    "php-cli": "runs MediaWiki",
    "php-sqlite3": "its database",
    "php-intl": "texts in all scripts",
    "php-mbstring": "texts in all scripts",
    "php-xml": "imports and uploads",
    "php-curl": "its requests",
    "php-apcu": "its sessions",
    "php-mysql": "wikis on MariaDB, as Wikimedia's are",
}
_MARIADB = {
    "mariadb-server-core": "the other database that the store works on; installs no service",
    "mariadb-client-core": "its own client",
}
_BROWSER = {
    "chromium": "the browser in which a person joins",
    "chromium-driver": "does in it what a person does",
    **({} if shutil.which("npm") else {"npm": "fetches what looks over pages in it"}),
}


def _venv() -> Mapping[str, str]:
    """Give what `venv` needs: Debian keeps a part of Python's own library in a package of its own."""
    if importlib.util.find_spec("ensurepip") is not None:
        return {}
    return {f"python{sys.version_info.major}.{sys.version_info.minor}-venv": "makes the virtual environment"}


def install_php() -> bool:
    """Install what MediaWiki needs; False, with a word of what to do, where that is not possible."""
    return _install(_PHP)


def _install(packages: Mapping[str, str]) -> bool:
    missing = _missing(packages) if packages else []
    if not missing:
        return True
    listed = ", ".join(f"{package} ({packages[package]})" for package in missing)
    prefix = _become_root()
    if prefix is None:
        print(f"These Debian packages are missing: {listed}.\nAs an administrator, please type:\n")
        print(f"    apt-get update && apt-get install --no-install-recommends {' '.join(missing)}\n", flush=True)
        return False
    print(f"Installing Debian packages: {listed} …", flush=True)
    command = [*prefix, "env", *_APT]
    installing = [*command, "install", "-y", "--no-install-recommends", *missing]
    if _run(installing).returncode == 0:
        return True
    _run([*command, "update"])  # the lists are missing, or older than what the mirror has
    done = _run(installing)
    if done.returncode != 0:
        print(f"That failed:\n{done.stdout}", flush=True)
    return done.returncode == 0


def _missing(packages: Mapping[str, str]) -> list[str]:
    if shutil.which("dpkg-query") is None:
        return []  # not Debian: whoever runs it there knows what it takes, and PHP says what it lacks
    query = ["dpkg-query", "--show", "--showformat", "${db:Status-Abbrev} ${Package}\n", *packages]
    known = subprocess.run(query, capture_output=True, text=True, check=False).stdout.splitlines()
    installed = {line.split()[-1] for line in known if line.startswith("ii")}
    return [package for package in packages if package not in installed]


def _become_root() -> list[str] | None:
    """Give what to put before a command so that it runs as root; None where nothing does."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    if _run(["sudo", "-n", "true"]).returncode == 0 or sys.stdin.isatty():
        return ["sudo"]
    return None


def _run(command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)


if __name__ == "__main__":
    GROUPS = {"venv": _venv(), "php": _PHP, "mariadb": _MARIADB, "browser": _BROWSER}
    sys.exit(0 if _install({name: purpose for group in sys.argv[1:] for name, purpose in GROUPS[group].items()}) else 1)
