"""Which of the operator's files are read, and which are refused."""

from pathlib import Path

import pytest

from bot.cli.files import names_reader
from bot.model.errors import OperatorError


def private_file(folder: Path, mode: int = 0o600) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "names.txt"
    path.write_text("ਗੁਰਪ੍ਰੀਤ\n", encoding="utf-8")
    path.chmod(mode)


def test_a_file_of_names_is_read_from_the_folder_above_the_configuration(tmp_path: Path) -> None:
    private_file(tmp_path / "private")
    assert names_reader(tmp_path / "config")("private/names.txt") == "ਗੁਰਪ੍ਰੀਤ\n"


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o660, 0o601])
def test_a_file_of_names_that_others_may_open_is_refused(mode: int, tmp_path: Path) -> None:
    private_file(tmp_path, mode)
    with pytest.raises(OperatorError, match="chmod 600"):
        names_reader(tmp_path / "config")("names.txt")


@pytest.mark.parametrize("is_work_tree", [True, False])
def test_a_file_of_names_that_the_next_commit_may_publish_is_refused(tmp_path: Path, *, is_work_tree: bool) -> None:
    repository = tmp_path / "checkout"
    private_file(repository / "private")
    if is_work_tree:  # of which .git is a file
        (repository / ".git").write_text("gitdir: /elsewhere\n", encoding="utf-8")
    else:
        (repository / ".git").mkdir()
    with pytest.raises(OperatorError, match="Git repository"):
        names_reader(repository / "config")("private/names.txt")
