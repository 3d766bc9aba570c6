"""The operator's own templates and messages: what is taken over, and what is told."""

from pathlib import Path

from bot.cli.own import own_files, own_problems
from bot.cli.shipped import load_messages
from tests.unit.cli.operating import BOT_YAML, Operator

SHIPPED = load_messages()


def test_own_messages_stand_in_and_may_bring_a_language(tmp_path: Path) -> None:
    operator = Operator(folder=tmp_path)
    operator.write("i18n/pa.json", '{"sign-up": "ਆਓ"}')
    operator.write("i18n/th.json", '{"@metadata": {}, "sign-up": "เข้าร่วม", "place": "$1"}')
    own = own_files(tmp_path, templates="reports", messages="i18n", shipped=SHIPPED)
    assert own.messages["pa"] == {**SHIPPED["pa"], "sign-up": "ਆਓ"}
    assert own.messages["th"] == {"sign-up": "เข้าร่วม"}, "what has a mistake is left out"
    assert [str(problem) for problem in own.problems] == [
        f"{tmp_path}/i18n/th.json:1:1: place: lacks $2 (put it where it belongs)",
        f"{tmp_path}/i18n/th.json:1:1: place: lacks $3 (put it where it belongs)",
    ]
    assert SHIPPED["pa"]["sign-up"] != "ਆਓ"


def test_files_that_cannot_be_read_are_told_and_the_others_taken(tmp_path: Path) -> None:
    operator = Operator(folder=tmp_path)
    operator.write("i18n/pa.json", b'{"sign-up": "\xff"}')
    operator.write("i18n/hi.json", '{"sign-up": "आइए",}')
    operator.write("i18n/Bengali.json", '{"sign-up": "আসুন"}')
    operator.write("reports/goals.wikitext.jinja", b"\xff")
    operator.write("reports/tiles.wikitext.jinja", "tiles")
    own = own_files(tmp_path, templates="reports", messages="i18n", shipped=SHIPPED)
    assert own.messages == SHIPPED
    assert {name: template.text for name, template in own.templates.items()} == {"tiles.wikitext.jinja": "tiles"}
    told = [str(problem).removeprefix(f"{tmp_path}/") for problem in own.problems]
    assert told[:3] == [
        "reports/goals.wikitext.jinja: not UTF-8 text (byte 1); save it as UTF-8",
        "i18n/pa.json: not UTF-8 text (byte 14); save it as UTF-8",
        "i18n/Bengali.json: the name of the file is not the code of a language, such as pa.json",
    ]
    assert told[3].startswith("i18n/hi.json:1:")
    assert "this is not JSON" in told[3]


def test_nothing_of_ones_own_is_nothing_to_mend(tmp_path: Path) -> None:
    assert own_problems(tmp_path) == ()


def test_check_tells_of_templates_and_messages_too(tmp_path: Path) -> None:
    operator = Operator(folder=tmp_path)
    operator.write("config/bot.yaml", BOT_YAML)
    operator.write("config/templates/reports/goals.wikitext.jinja", "\n<% for %>")
    operator.write("config/templates/i18n/pa.json", '{"sign-up": ""}')
    operator.write("config/templates/wiki/box.wikitext.jinja", "<% if %>")
    operator.write("config/templates/wiki/i18n/pa.json", '{"nothing": "x"}')
    templates = tmp_path / "config/templates"
    assert [
        str(problem).removeprefix(f"{templates}/").partition(": ")[0] for problem in own_problems(tmp_path / "config")
    ] == [
        "i18n/pa.json:1:1",
        "reports/goals.wikitext.jinja:2:1",
        "wiki/i18n/pa.json:1:1",
        "wiki/box.wikitext.jinja:1:1",
    ]
