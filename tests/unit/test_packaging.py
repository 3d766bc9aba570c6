"""The wheel and the sdist: what is in them, and that they work where nothing else of the project is."""

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from bot import __version__

ROOT = Path(__file__).parents[2]
BOT_YAML = "home: metawiki\ncontact: https://example.org/bot\n"
CAMPAIGN = "campaign: ਕਵੀ\nprograms: [{program: ਇੱਕ, start: 2026-04-14, end: 2026-04-14}]\n"
LOAD_ALL = (
    "from pathlib import Path\n"
    "from bot.cli import shipped\n"
    "print(*map(len, (shipped.load_templates(), shipped.load_messages(), shipped.load_list_data(), "
    "shipped.load_shipped().documents)))\n"
    "shipped.text_vocabularies(Path('config'))('pawiki')\n"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a wheel and an sdist, made without asking any package index."""
    folder = tmp_path_factory.mktemp("dist")
    build(ROOT, folder)
    return folder


def build(source: Path, folder: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)


def only(folder: Path, pattern: str) -> Path:
    (path,) = folder.glob(pattern)
    return path


def names_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_version_stands_in_one_place(built: Path) -> None:
    assert only(built, "*.whl").name == f"campaignbot-{__version__}-py3-none-any.whl"
    assert only(built, "*.tar.gz").name == f"campaignbot-{__version__}.tar.gz"
    assert f'"{__version__}"' not in (ROOT / "pyproject.toml").read_text("utf-8")


def test_the_newest_release_notes_are_of_this_version() -> None:
    headings = [line for line in (ROOT / "CHANGELOG.md").read_text("utf-8").splitlines() if line.startswith("## ")]
    assert headings[0].split()[1] == __version__


def test_the_wheel_asks_for_what_the_project_asks_for(built: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    with zipfile.ZipFile(only(built, "*.whl")) as wheel:
        metadata = Parser().parsestr(wheel.read(f"campaignbot-{__version__}.dist-info/METADATA").decode())
    asked = [one for one in metadata.get_all("Requires-Dist", []) if "extra ==" not in one]
    assert sorted(asked) == sorted(project["dependencies"])
    assert set(metadata.get_all("Provides-Extra", [])) == project["optional-dependencies"].keys()


def test_the_wheel_holds_the_program_and_what_it_reads_and_no_tests(built: Path) -> None:
    names = names_in(only(built, "*.whl"))
    shipped = {
        f"bot/_{path.relative_to(ROOT)}"
        for folder in ("templates", "config/vocabulary")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    assert shipped <= names
    assert not [name for name in names if name.startswith("tests/") or "user-config" in name or "bot.yaml" in name]


def test_the_sdist_makes_the_same_wheel(built: Path, tmp_path: Path) -> None:
    with tarfile.open(only(built, "*.tar.gz")) as archive:
        archive.extractall(tmp_path, filter="data")
    source = tmp_path / f"campaignbot-{__version__}"
    build(source, tmp_path / "again")
    assert names_in(only(tmp_path / "again", "*.whl")) == names_in(only(built, "*.whl"))
    for name in ("CHANGELOG.md", "jobs.yaml", "Procfile", "requirements.txt", "docs/operators.md", "tests/conftest.py"):
        assert (source / name).is_file()


def test_the_wheel_works_from_an_empty_folder(built: Path, tmp_path: Path) -> None:
    """The dependencies are this environment's; tests/wiki/test_operators_doc.py installs them, too."""
    place, folder = tmp_path / "installed", tmp_path / "ਖਾਲੀ"
    shutil.unpack_archive(only(built, "*.whl"), place, "zip")
    folder.mkdir()
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PYWIKIBOT", "CAMPAIGN"))}
    environment = {**kept, "PYTHONPATH": str(place), "HOME": str(folder)}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *arguments]
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)

    assert run("-c", "import bot; print(bot.__file__)").stdout.startswith(str(place))
    assert run("-m", "bot", "--version").stdout == f"campaignbot, version {__version__}\n"
    assert run("-m", "bot", "doctor").returncode == 1
    (folder / "config/campaigns").mkdir(parents=True)
    (folder / "config/bot.yaml").write_text(BOT_YAML, encoding="utf-8")
    (folder / "config/campaigns/poets.yaml").write_text(CAMPAIGN, encoding="utf-8")
    for command in (("check",), ("db", "upgrade"), ("status",), ("db", "backup")):
        ended = run("-m", "bot", *command)
        assert ended.returncode == 0, ended.stderr
    loaded = run("-c", LOAD_ALL)
    assert loaded.returncode == 0, loaded.stderr
    assert all(int(count) > 0 for count in loaded.stdout.split())
