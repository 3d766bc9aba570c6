"""How a run speaks to a log."""

import json
import re

import pytest

from bot.cli.terminal import Form, Terminal

LOST = "pawiki: did not answer, its numbers are unknown: ਬੰਦ"


def spoken(terminal: Terminal) -> None:
    for _ in range(3):
        terminal.warn(LOST)
    terminal.say("ਰਿਪੋਰਟ: saved")
    terminal.sum_up("complete after 1.0 s", {"result": "complete"})


def test_each_line_of_a_log_bears_its_time_and_run(capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal()
    spoken(terminal)
    lines = capsys.readouterr().err.splitlines()
    begins = re.compile(rf"\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\dZ {terminal.run_id} ")
    assert [begins.sub("", line) for line in lines] == [
        LOST,
        "ਰਿਪੋਰਟ: saved",
        f"3 times in all: {LOST}",
        "complete after 1.0 s",
    ]
    assert all(begins.match(line) for line in lines)


def test_json_is_a_line_for_each_thing_told(capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal()
    terminal.form = Form.JSON
    spoken(terminal)
    terminal.fail("two\nlines \x1b[31m")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [(line["level"], line["message"]) for line in lines] == [
        ("warning", LOST),
        ("info", "ਰਿਪੋਰਟ: saved"),
        ("info", f"3 times in all: {LOST}"),
        ("info", "complete after 1.0 s"),
        ("error", "two\nlines \x1b[31m"),
    ]
    assert {line["run"] for line in lines} == {terminal.run_id}
    assert lines[3]["result"] == "complete"


def test_two_runs_have_two_ids() -> None:
    assert Terminal().run_id != Terminal().run_id
