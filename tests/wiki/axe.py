"""axe-core, which finds on a page what keeps people from reading it, fetched once from npm.

`python3 tests/wiki/axe.py` runs on any Python 3.11 before there is a virtual environment, so this imports nothing but
the standard library.
"""

import base64
import hashlib
import subprocess
import tarfile
import tempfile
from pathlib import Path

VERSION = "4.14.1"
INTEGRITY = "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
"""Of the package, as npm gives it: `npm view axe-core@VERSION dist.integrity`."""

SCRIPT = Path(__file__).resolve().parents[2] / f".cache/axe-core-{VERSION}.js"


def prepare() -> None:
    """See to it that the script is there."""
    if SCRIPT.is_file():
        return
    print(f"Fetching axe-core {VERSION} …", flush=True)
    SCRIPT.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=SCRIPT.parent) as folder:
        subprocess.run(
            ["npm", "pack", "--silent", f"axe-core@{VERSION}"], cwd=folder, check=True, stdout=subprocess.DEVNULL
        )
        package = Path(folder) / f"axe-core-{VERSION}.tgz"
        found = f"sha512-{base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()}"
        if found != INTEGRITY:
            raise SystemExit(f"axe-core {VERSION} is not the package that was pinned: {found}")
        with tarfile.open(package) as files:
            script = files.extractfile("package/axe.min.js")
            assert script
            whole = Path(folder) / "whole.js"
            whole.write_bytes(script.read())
        whole.rename(SCRIPT)  # half a script is never taken for the whole


if __name__ == "__main__":
    prepare()
