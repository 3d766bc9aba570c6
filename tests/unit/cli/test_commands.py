"""The command as an operator types it: what it prints, and how it ends."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.model.entities import ENTITY_KEYS
from bot.model.problems import Place, Problem
from bot.model.reporting import ListNotes
from bot.store import open_store
from bot.store.accounts import LookedUp, save_accounts
from bot.store.campaigns import Enrolled, save_campaigns, save_enrolment
from bot.store.contributions import finish_fetch, save_contributions
from bot.store.definitions import SourceState, save_sources
from bot.store.memory import remember
from bot.store.progress import ReportState, WikiState, save_report_states, save_wiki_state
from tests.exports import validate_export
from tests.unit.cli.operating import BOT_YAML, Operator
from tests.unit.factories import DAY, NOON, account, campaign, contribution, program

CAMPAIGN = """campaign: Dalit History Month
wikis: [en, pa]
programs:
  - program: Delhi
    start: 2026-04-14
    end: 2026-04-14
    participants:
      - names: [Asha]
"""


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    operator = Operator(folder=tmp_path)
    operator.write("config/bot.yaml", BOT_YAML)
    return operator


def test_help_tells_a_newcomer_where_to_start(operator: Operator) -> None:
    told = operator("--help")
    assert told.returncode == 0
    for word in (
        "init",
        "doctor",
        "db",
        "check",
        "run",
        "export",
        "explain",
        "status",
        "approve",
        "forget",
        "setup",
        "--config",
        "CAMPAIGNBOT_CONFIG",
        "Exit codes",
    ):
        assert word in told.stdout


def test_what_a_command_writes_is_for_nobody_else_to_read(operator: Operator) -> None:
    old = Path(operator.write("state/campaignbot.sqlite", b""))
    old.chmod(0o644)
    assert operator("status").returncode == 0
    assert {oct(path.stat().st_mode & 0o777) for path in old.parent.iterdir()} == {oct(0o600)}


def test_a_mistyped_command_is_the_operators_to_mend(operator: Operator) -> None:
    assert operator("rum").returncode == 1
    assert operator("run", "--fulll").returncode == 1


def test_definitions_without_problems_are_said_to_be_fine(operator: Operator) -> None:
    operator.write("config/campaigns/a.yaml", CAMPAIGN)
    told = operator("check")
    assert (told.returncode, told.stdout) == (0, "1 definition checked, no problems.\n")


@pytest.mark.parametrize(
    ("before", "after", "place", "word"),
    [
        ("wikis:", "wikies:", "2:1", "wikis"),
        ("    end: 2026-04-14\n", "", "4:5", "end"),
        ("    end: 2026-04-14", "    end: 2026-04-10", "6:10", "end"),
        ("wikis: [en, pa]", "timezone: Asia/Nowhere", "2:11", "time zone"),
        ("[en, pa]", "[en, qqq]", "2:13", "qqq"),
    ],
)
def test_mistakes_are_told_with_their_place(operator: Operator, before: str, after: str, place: str, word: str) -> None:
    path = operator.write("config/campaigns/a.yaml", CAMPAIGN.replace(before, after))
    told = operator("check")
    assert told.returncode == 1
    assert told.stdout.startswith(f"{path}:{place}: "), told.stdout
    assert word in told.stdout


def test_other_programs_are_told_problems_as_json(operator: Operator) -> None:
    path = operator.write("config/campaigns/a.yaml", CAMPAIGN.replace("wikis: [en, pa]", "wikis: [en, ਪੰਜਾਬੀ]"))
    told = operator("check", "--format", "json")
    assert told.returncode == 1
    assert json.loads(told.stdout) == [
        {
            "place": {"source": path, "line": 2, "column": 13},
            "severity": "error",
            "message": 'there is no wiki "ਪੰਜਾਬੀ"',
            "hint": 'did you mean "pa"?',
            "quote": "wikis: [en, ਪੰਜਾਬੀ]",
        }
    ]
    operator.write("config/campaigns/a.yaml", CAMPAIGN)
    told = operator("check", "--format", "json")
    assert (told.returncode, told.stdout) == (0, "[]\n")


def test_a_file_that_is_not_there_is_the_operators_to_mend(operator: Operator) -> None:
    told = operator("check", "config/campaigns/ghost.yaml")
    assert told.returncode == 1
    assert "config/campaigns/ghost.yaml: there is no such file" in told.stderr


def test_both_endings_of_yaml_files_are_read(operator: Operator) -> None:
    operator.write("config/campaigns/a.yml", CAMPAIGN)
    operator.write("config/campaigns/b.yaml", CAMPAIGN.replace("Dalit History Month", "ਦਲਿਤ ਇਤਿਹਾਸ"))
    operator.write("config/campaigns/c.yaml.old", "no: campaign")
    told = operator("check")
    assert (told.returncode, told.stdout) == (0, "2 definitions checked, no problems.\n")


def test_two_files_with_one_campaign_are_told(operator: Operator) -> None:
    operator.write("config/campaigns/a.yaml", CAMPAIGN)
    operator.write("config/campaigns/b.yaml", CAMPAIGN)
    told = operator("check")
    assert told.returncode == 1
    assert "b.yaml" in told.stdout
    assert "a.yaml already" in told.stdout


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("config/bot.yaml", "home: metawiki\nhomme: x\ncontact: y\n", "bot.yaml:2:1"),
        ("config/bot.yaml", "home: qqqwiki\ncontact: y\n", "there is no wiki qqqwiki"),
        ("config/bot.yaml", b"home: \xff\n", "UTF-8"),
        ("config/campaigns/a.yaml", b"\xff", "UTF-8"),
    ],
)
def test_the_operators_files_are_named_when_they_have_to_be_mended(
    operator: Operator, name: str, text: str | bytes, words: str
) -> None:
    operator.write(name, text)
    told = operator("check")
    assert told.returncode == 1
    assert words in told.stderr.replace("\n", " ")
    assert "Traceback" not in told.stderr


def test_without_an_account_run_says_what_to_copy(operator: Operator) -> None:
    told = operator("run")
    assert told.returncode == 1
    assert "user-config.py.sample" in told.stderr


def test_without_a_bot_yaml_it_is_named(tmp_path: Path) -> None:
    told = Operator(folder=tmp_path)("status")
    assert told.returncode == 1
    assert "bot.yaml: there is no such file" in told.stderr


def test_before_the_first_run_there_is_nothing_yet(operator: Operator) -> None:
    assert "No campaigns yet" in operator("status").stdout
    told = operator("export", "Anything")
    assert (told.returncode, told.stdout) == (1, "")
    assert operator("approve", "Anything").returncode == 1


@pytest.fixture
def after_a_run(operator: Operator) -> Operator:
    """Give an operator whose store holds one edit by Asha, and a wiki that failed."""
    store = open_store("sqlite:///state/campaignbot.sqlite", folder=operator.folder)
    save_campaigns(store, {"a.yaml": campaign(program(wikis=("enwiki", "pawiki")))})
    notes = ListNotes(lists=(), listed=2, not_found=("Ghost",), missing_lists=(), empty=False)
    save_enrolment(
        store,
        Enrolled(
            campaign="Dalit History Month",
            program="Delhi",
            wikis=("enwiki", "pawiki"),
            names=("=Asha", "ਗੁਰਪ੍ਰੀਤ"),
            notes=notes,
        ),
    )
    save_accounts(store, "enwiki", [LookedUp(user_name="=Asha", account=account("=Asha", 11), checked_at=NOON)])
    save_contributions(store, [contribution(1, title="+Ambedkar")], fetch=1)
    finish_fetch(store, "enwiki", [11], DAY, fetch=1)
    save_wiki_state(store, WikiState(dbname="enwiki", read_until=NOON))
    save_wiki_state(store, WikiState(dbname="pawiki", read_until=None, failed_at=NOON, failure="503"))
    states = {
        "Dalit History Month/Report": ("saved", None),
        "Dalit History Month/Delhi/Report": ("refused", "protected"),
    }
    save_report_states(
        store,
        [
            ReportState(dbname="metawiki", title=title, saved_at=NOON, checked_at=NOON, outcome=outcome, why=why)
            for title, (outcome, why) in states.items()
        ],
    )
    return operator


def test_the_export_has_the_keys_that_others_rely_on(after_a_run: Operator) -> None:
    told = after_a_run("export", "Dalit History Month", "Delhi")
    exported = json.loads(told.stdout)
    validate_export(exported)
    metrics = {
        "participants": 2,
        "active_participants": 1,
        "new_editors": 0,
        "retained": None,
        "edits": 1,
        "reverted_edits": 0,
        "pages_edited": 1,
        "pages_created": 0,
        "bytes_added": 100,
        "bytes_removed": 0,
        "bytes_net": 100,
        "words_added": None,
        "references_added": None,
        "uploads": 0,
        "uploads_in_use": 0,
        "upload_usages": 0,
        "pageviews": None,
        **dict.fromkeys(ENTITY_KEYS),
    }
    assert exported["totals"] == metrics
    assert exported["wikis"]["enwiki"] == {**metrics, "participants": 1}
    assert exported["wikis"]["pawiki"] == dict.fromkeys(metrics)
    assert list(exported["participants"]) == ["=Asha", "ਗੁਰਪ੍ਰੀਤ"]
    assert (exported["as_of"], exported["complete"], exported["unknown_wikis"]) == (None, False, ["pawiki"])
    page = exported["pages"][0]
    assert (page["wiki"], page["namespace"], page["title"], page["created"], page["deleted"], page["edits"]) == (
        "enwiki",
        0,
        "+Ambedkar",
        False,
        False,
        1,
    )
    assert (exported["campaign"], exported["program"]) == ("Dalit History Month", "Delhi")
    assert json.loads(after_a_run("export", "Dalit History Month").stdout)["program"] is None


def test_a_spreadsheet_runs_no_formula_of_the_csv(after_a_run: Operator) -> None:
    lines = after_a_run("export", "Dalit History Month", "--format", "csv").stdout.splitlines()
    assert lines[0].startswith("kind,wiki,participant,namespace,title,created,deleted,participants,active_participants")
    cells = [cell for line in lines for cell in line.split(",")]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
    assert "'=Asha" in cells
    assert "'+Ambedkar" in cells


def test_one_table_alone_is_csv_in_utf_8_whatever_the_terminal(after_a_run: Operator) -> None:
    form = ("export", "Dalit History Month", "--table", "participants")
    assert (after_a_run(*form).returncode, "add --format csv" in after_a_run(*form).stderr) == (1, True)
    lines = after_a_run(*form, "--format", "csv").stdout.splitlines()
    assert [line.partition(",")[0] for line in lines] == ["participant", "'=Asha", "ਗੁਰਪ੍ਰੀਤ"]


def test_status_tells_what_went_wrong(after_a_run: Operator) -> None:
    told = after_a_run("status").stdout
    assert "pawiki did not answer; never read: 503" in told
    assert "metawiki: Dalit History Month/Delhi/Report could not be saved: protected" in told
    assert "2026-04-14 12:00" in told


def test_status_tells_other_programs_the_same(after_a_run: Operator) -> None:
    told = json.loads(after_a_run("status", "--json").stdout)
    (campaign_told,) = told["campaigns"]
    assert (campaign_told["campaign"], campaign_told["state"]) == ("Dalit History Month", "closed")
    (delhi,) = campaign_told["programs"]
    assert delhi["report"] == {
        "page": "Dalit History Month/Delhi/Report",
        "saved_at": "2026-04-14T12:00:00Z",
        "checked_at": "2026-04-14T12:00:00Z",
        "next_save": None,
        "outcome": "refused",
        "why": "protected",
    }
    assert [trouble.partition(":")[0] for trouble in told["troubles"]] == [
        "pawiki did not answer; never read",
        "metawiki",
    ]
    assert (told["last_run"], told["oldest_report_minutes"]) == (None, None)


def test_each_trouble_is_news_once_until_it_is_mended(after_a_run: Operator) -> None:
    first = after_a_run("status", "--only-new")
    assert (first.returncode, len(first.stdout.splitlines())) == (2, 2)
    again = after_a_run("status", "--only-new")
    assert (again.returncode, again.stdout) == (0, "")
    store = open_store("sqlite:///state/campaignbot.sqlite", folder=after_a_run.folder)
    for state in (
        WikiState(dbname="pawiki", read_until=NOON),
        WikiState(dbname="pawiki", read_until=NOON, failed_at=NOON, failure="503"),
    ):
        save_wiki_state(store, state)
        news = after_a_run("status", "--only-new")
        assert (news.returncode, "pawiki did not answer" in news.stdout) == ((2, True) if state.failure else (0, False))


def test_that_no_run_ends_any_more_is_news_and_mistakes_of_organizers_are_not(after_a_run: Operator) -> None:
    after_a_run("status", "--only-new")
    store = open_store("sqlite:///state/campaignbot.sqlite", folder=after_a_run.folder)
    problem = Problem(place=Place(source="ਕਵੀ"), message="there is no wiki qqq")
    save_sources(store, [SourceState(source="ਕਵੀ", on_wiki=True, problems=(problem,))])
    last = {"run": "0", "ended_at": "2026-04-14T12:00:00Z", "result": "operator", "exit_code": 1}
    remember(store, "last run", last)
    news = after_a_run("status", "--only-new")
    assert news.stdout.splitlines() == [
        "no run has ended since 2026-04-14T12:00:00Z; see whether the schedule still starts them",
        "the last run ended with exit code 1, your files or the account have to be mended; see its log",
    ]
    assert "there is no wiki qqq" in after_a_run("status").stdout


def test_status_is_silent_about_campaigns_that_are_gone(after_a_run: Operator) -> None:
    store = open_store("sqlite:///state/campaignbot.sqlite", folder=after_a_run.folder)
    save_sources(store, [SourceState(source="ਕਵੀ ਹਫ਼ਤਾ", on_wiki=True, problems=())])
    save_wiki_state(store, WikiState(dbname="arwiki", read_until=NOON, failed_at=NOON, failure="503"))
    save_report_states(
        store,
        [
            ReportState(dbname="metawiki", title=title, saved_at=None, checked_at=NOON, outcome="failed", why="503")
            for title in ("Gone/Report", "Gone/Status", "Dalit History Month/Gone/Report", "ਕਵੀ ਹਫ਼ਤਾ/Status")
        ],
    )
    told = after_a_run("status").stdout
    assert "arwiki" not in told
    assert "Gone" not in told
    assert "pawiki did not answer" in told
    assert "ਕਵੀ ਹਫ਼ਤਾ/Status could not be saved: 503" in told


def test_answers_from_the_store_load_no_wiki_client(after_a_run: Operator) -> None:
    code = (
        "import sys; sys.argv[1:] = ['--config', 'config', 'export', 'Dalit History Month']\n"
        "from bot.cli import main\n"
        "try: main()\n"
        "finally: assert not {'pywikibot', 'alembic', 'jinja2'} & set(sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        cwd=after_a_run.folder,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
