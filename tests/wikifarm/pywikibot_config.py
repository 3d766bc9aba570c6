"""pywikibot's configuration for a farm."""

import json
import shutil
from pathlib import Path

from tests.wikifarm.layout import WIKIS
from tests.wikifarm.wiki import BOT_APP, BOT_SECRET

_FAMILY = '''"""The wikis of a farm on this machine."""

from urllib.parse import urlsplit

from pywikibot import family


class Family(family.Family):
    """All of them have one host and port, and are told apart by the first part of the path."""

    name = "farm"
    langs = dict.fromkeys({codes}, "{host}")
    dbnames = {dbnames}

    def protocol(self, code):
        return "http"

    def dbName(self, code):
        return self.dbnames[code]

    def scriptpath(self, code):
        return "/" + self.dbnames[code]

    def shared_image_repository(self, code):
        return ("commons", "farm")

    def from_url(self, url):
        parts = urlsplit(url)
        codes = {{dbname: code for code, dbname in self.dbnames.items()}}
        return codes.get(parts.path.split("/")[1]) if parts.netloc == "{host}" else None
'''

_USER_CONFIG = """family = "farm"
mylang = "meta"
family_files["farm"] = {family_file}
usernames["farm"]["*"] = {user}
password_file = {password_file}
put_throttle = 0
minthrottle = 0
max_retries = 2
retry_wait = 0
"""


def write_config(directory: Path, farm_url: str, user: str) -> None:
    """Write what pywikibot needs to log in to every wiki of the farm with a bot password, and without waiting.

    A wiki that does not answer is asked three times at once, rather than for many minutes.
    """
    directory.mkdir(parents=True, exist_ok=True)
    for cache in directory.glob("apicache*"):
        shutil.rmtree(cache)  # it may hold the interwiki links of an earlier farm, on another port
    family_file, password_file = directory.resolve() / "farm_family.py", directory.resolve() / "user-password.py"
    dbnames = {wiki.code: dbname for dbname, wiki in WIKIS.items()}
    host = farm_url.removeprefix("http://")
    family_file.write_text(_FAMILY.format(codes=list(dbnames), dbnames=dbnames, host=host), encoding="utf-8")
    password_file.touch(mode=0o600)
    password_file.write_text(f"({user!r}, BotPassword({BOT_APP!r}, {BOT_SECRET!r}))\n", encoding="utf-8")
    (directory / "user-config.py").write_text(
        _USER_CONFIG.format(
            family_file=json.dumps(str(family_file)), password_file=json.dumps(str(password_file)), user=repr(user)
        ),
        encoding="utf-8",
    )
