"""The file that keeps people out, whatever becomes of the store."""

import json
from pathlib import Path

import pytest

from bot.model.errors import OperatorError
from bot.store import Store, open_store
from bot.store.forgotten import Forgotten, Reason, open_forgotten
from tests.unit.factories import account

GURPREET = account("ਗੁਰਪ੍ਰੀਤ", 7, "pawiki")
ASHA = account("Asha", 7, "enwiki")


def opened(folder: Path, *, name: str = "a.sqlite", keep: bool = True) -> Forgotten:
    url = f"sqlite:///state/{name}"
    return open_forgotten(open_store(url, folder=folder), url, folder=folder, keep=keep)


def test_who_is_forgotten_stays_so_in_a_new_store_by_name_and_by_account(tmp_path: Path) -> None:
    opened(tmp_path).add(["ਗੁਰਪ੍ਰੀਤ", "Old name"], [GURPREET], Reason.FORGOTTEN)
    (tmp_path / "state/a.sqlite").unlink()
    again = opened(tmp_path)
    assert [again.has_name(name) for name in ("ਗੁਰਪ੍ਰੀਤ", "Old name", "Asha")] == [True, True, False]
    assert again.has_account(account("New name", 7, "pawiki"))
    assert not again.has_account(ASHA), "the same number on another wiki is another person"


def test_the_file_holds_no_name_and_is_for_nobody_else_to_read(tmp_path: Path) -> None:
    opened(tmp_path).add(["ਗੁਰਪ੍ਰੀਤ"], [GURPREET], Reason.OPTED_OUT)
    path = tmp_path / "state/forgotten.json"
    assert path.stat().st_mode & 0o777 == 0o600
    value = json.loads(path.read_text(encoding="utf-8"))
    assert set(value) == {"secret", "people"}
    assert all(len(mark) == 64 and reason == "opted out" for mark, reason in value["people"].items())
    assert "ਗੁਰਪ੍ਰੀਤ" not in path.read_text(encoding="utf-8")


def test_two_installations_hash_differently(tmp_path: Path) -> None:
    assert opened(tmp_path / "one").mark("Asha") != opened(tmp_path / "two").mark("Asha")


def test_who_opted_out_may_come_back_and_who_was_forgotten_may_not(tmp_path: Path) -> None:
    forgotten = opened(tmp_path)
    forgotten.add(["ਗੁਰਪ੍ਰੀਤ"], [GURPREET], Reason.OPTED_OUT)
    forgotten.add(["Asha"], [ASHA], Reason.FORGOTTEN)
    forgotten.add(["Asha"], [ASHA], Reason.OPTED_OUT)
    assert forgotten.readmit(["ਗੁਰਪ੍ਰੀਤ"], [GURPREET])
    assert not forgotten.readmit(["Asha"], [ASHA])
    assert [forgotten.has_account(one) for one in (GURPREET, ASHA)] == [False, True]


def test_without_leave_to_write_nothing_is_kept(tmp_path: Path) -> None:
    forgotten = opened(tmp_path, keep=False)
    forgotten.add(["Asha"], [], Reason.FORGOTTEN)
    assert forgotten.has_name("Asha")
    assert not (tmp_path / "state/forgotten.json").exists()


@pytest.mark.parametrize("text", ["", "[]", '{"people": {}}', "{"])
def test_a_file_that_is_not_what_the_bot_wrote_is_refused(text: str, tmp_path: Path) -> None:
    opened(tmp_path)
    (tmp_path / "state/forgotten.json").write_text(text, encoding="utf-8")
    with pytest.raises(OperatorError, match=r"forgotten\.json"):
        opened(tmp_path)


def test_a_file_that_others_may_open_is_refused(tmp_path: Path) -> None:
    opened(tmp_path)
    (tmp_path / "state/forgotten.json").chmod(0o640)
    with pytest.raises(OperatorError, match="chmod 600"):
        opened(tmp_path)


def test_a_lost_file_stops_the_bot_until_the_operator_says_that_nobody_was_in_it(tmp_path: Path) -> None:
    opened(tmp_path)
    path = tmp_path / "state/forgotten.json"
    path.unlink()
    with pytest.raises(OperatorError, match="missing"):
        opened(tmp_path)
    path.write_text("{}", encoding="utf-8")
    path.chmod(0o600)
    assert not opened(tmp_path)
    assert not opened(tmp_path)


def test_the_file_of_another_store_is_refused(tmp_path: Path) -> None:
    opened(tmp_path / "one")
    opened(tmp_path / "two")
    (tmp_path / "one/state/forgotten.json").replace(tmp_path / "two/state/forgotten.json")
    with pytest.raises(OperatorError, match="another database"):
        opened(tmp_path / "two")


def test_a_store_on_a_server_has_its_file_in_the_folder_of_the_state(tmp_path: Path, store: Store) -> None:
    forgotten = open_forgotten(store, "mysql+pymysql://bot@localhost/bot", folder=tmp_path, keep=True)
    assert not forgotten
    assert (tmp_path / "state/forgotten.json").is_file()
