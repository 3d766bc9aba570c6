"""pywikibot inside the test process: it reads its configuration when it is imported, and keeps one for good.

So it is first given an empty one in a folder of its own, and a farm's afterwards. Import this before anything that
imports pywikibot.
"""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

_FOLDER = Path(tempfile.mkdtemp(prefix="pywikibot-"))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
(_FOLDER / "user-config.py").write_text("", encoding="utf-8")
os.environ["PYWIKIBOT_DIR"] = str(_FOLDER)


def use_config(folder: Path) -> None:
    """Let the imported pywikibot use the configuration in `folder`, as if it had been started there.

    What it remembers of the farm of another test module is forgotten: all farms have the same wikis, on other ports.
    """
    import pywikibot  # noqa: PLC0415 - not before the folder above is known
    from pywikibot import config, family  # noqa: PLC0415
    from pywikibot.comms import http  # noqa: PLC0415
    from pywikibot.data.api import CachedRequest  # noqa: PLC0415

    vars(pywikibot)["_sites"].clear()
    vars(family.Family)["_families"].pop("farm", None)
    sys.modules.pop("farm_family", None)
    sys.path.insert(0, str(folder))
    http.cookie_jar.clear()
    (folder / "throttle.ctrl").touch()  # a process that has begun to count its like insists on the file
    names = vars(config)
    exec((folder / "user-config.py").read_text(encoding="utf-8"), names)  # noqa: S102 - this is how pywikibot reads it
    config.base_dir = str(folder)
    answers = folder / "apicache"
    answers.mkdir(exist_ok=True)
    CachedRequest._get_cache_dir = classmethod(lambda _: answers)  # noqa: SLF001 - it keeps the first farm's for good
