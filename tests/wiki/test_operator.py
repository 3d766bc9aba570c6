"""The operator's own files beside the pages of the wiki."""

import json
import shutil
from datetime import UTC, datetime, timedelta

import pytest

from tests.wiki.bot_on_farm import BotOnFarm
from tests.wikifarm import Farm, Revision

NOW = datetime.now(UTC)
PEOPLE = ("Asha", "ਗੁਰਪ੍ਰੀਤ", "فاطمة", "রোকেয়া", "小明", "มาลี")


def definition(name: str, **settings: str) -> str:
    """Give a campaign of one program; `settings` are further ones of the program."""
    more = "".join(f"    {key}: {value}\n" for key, value in settings.items())
    return f"""campaign: {name}
wikis: [en]
programs:
  - program: Writing
    start: {NOW - timedelta(days=3):%Y-%m-%d}
    end: {NOW + timedelta(days=3):%Y-%m-%d}
{more}"""


@pytest.fixture(scope="module")
def bot(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> BotOnFarm:
    bot = BotOnFarm(farm=farm, folder=tmp_path_factory.mktemp("bot"))
    bot.prepare()
    farm.create_accounts(PEOPLE, registered=NOW - timedelta(days=100))
    farm["enwiki"].import_revisions(
        Revision(title="Bama", text="A writer. " * count, user=user, timestamp=NOW - timedelta(hours=10 - count))
        for count, user in enumerate(PEOPLE, 1)
    )
    return bot


def test_check_tells_what_is_wrong_between_the_operators_files_and_pages(bot: BotOnFarm) -> None:
    wiki = bot.farm["metawiki"]
    for title, name in (("ਕਵੀ ਹਫ਼ਤਾ", "ਕਵੀ ਹਫ਼ਤਾ"), ("Poets", "ਕਵੀ ਹਫ਼ਤਾ"), ("Taken", "Files first")):
        wiki.edit(title, f'<syntaxhighlight lang="yaml">\n{definition(name)}</syntaxhighlight>')
    bot.write("config/campaigns/first.yaml", definition("Files first"))
    told = bot("check", "ਕਵੀ_ਹਫ਼ਤਾ", "Poets", "Taken", "--format", "json")
    (bot.folder / "config/campaigns/first.yaml").unlink()
    assert told.code == 0, told.errors
    assert [(p["place"], p["severity"], p["message"]) for p in json.loads(told.output)] == [
        (
            {"source": "Poets", "line": 0, "column": 0},
            "error",
            'a campaign named "ਕਵੀ ਹਫ਼ਤਾ" is defined in ਕਵੀ ਹਫ਼ਤਾ already',
        ),
        (
            {"source": "Taken", "line": 0, "column": 0},
            "error",
            'a campaign named "Files first" is defined by the operator of the bot already',
        ),
    ]


def test_a_page_that_is_not_there_was_mistyped_by_who_checks_it(bot: BotOnFarm) -> None:
    told = bot("check", "Poets", "ਕੋਈ ਨਹੀਂ")
    assert (told.code, told.output) == (1, "ਕੋਈ ਨਹੀਂ: there is no such page on the home wiki\n")


def test_own_templates_and_messages_are_used_and_their_mistakes_told_after_everything_was_done(bot: BotOnFarm) -> None:
    templates = bot.folder / "config/templates"
    bot.write("config/templates/reports/goals.wikitext.jinja", "<h2>ਸਾਡੇ ਟੀਚੇ</h2>")
    bot.write("config/templates/reports/status.wikitext.jinja", "\n\n<%= page.nothing %>")
    bot.write("config/templates/i18n/pa.json", '{"heading-counted": "ਗਿਣਤੀ ਦੇ ਨੇਮ"}')
    settings = {"participants": "{names: [Asha]}", "language": "pa", "goals": "{edits: 5}"}
    bot.write("config/campaigns/own.yaml", definition("ਆਪਣੇ", **settings))
    ended = bot("run", "--campaign", "ਆਪਣੇ")
    assert ended.code == 1, ended.errors
    assert f"{templates}/reports/status.wikitext.jinja:3:1: UndefinedError: " in ended.errors
    assert "the built-in template is used instead" in ended.errors
    report = bot.page("ਆਪਣੇ/Writing/Report")
    assert "<h2>ਸਾਡੇ ਟੀਚੇ</h2>" in str(report)
    assert "ਗਿਣਤੀ ਦੇ ਨੇਮ" in str(report)
    assert 'id="programs"' in str(bot.page("ਆਪਣੇ/Status"))
    (templates / "reports/status.wikitext.jinja").unlink()
    assert bot("run", "--campaign", "ਆਪਣੇ").code == 0
    shutil.rmtree(templates)
    (bot.folder / "config/campaigns/own.yaml").unlink()


def test_people_of_a_private_file_are_counted_and_named_nowhere(bot: BotOnFarm) -> None:
    hidden = {"participants": "{file: private/names.txt}", "privacy": "hidden"}
    bot.write("config/campaigns/private.yaml", definition("ਨਿੱਜੀ", **hidden))
    bot.write("private/names.txt", "\n".join((*PEOPLE, "Nobody at all", "[[User:Salma]]")))
    (bot.folder / "private/names.txt").chmod(0o600)
    ended = bot("run")
    assert ended.code == 0, ended.errors
    totals = bot.export("ਨਿੱਜੀ", "Writing")["totals"]
    assert (totals["participants"], totals["edits"]) == (len(PEOPLE), len(PEOPLE))
    pages = [bot.page(f"ਨਿੱਜੀ/{page}") for page in ("Status", "Report", "Writing/Report")]
    assert all(pages)
    told = (bot(*command) for command in (("run", "--full"), ("status",), ("check",), ("export", "ਨਿੱਜੀ", "Writing")))
    said = "\n".join([*pages, ended.output, ended.errors, *(one.output + one.errors for one in told)])
    assert "names.txt:8:1: warning: this is no account name" in said
    assert [name for name in (*PEOPLE, "Nobody at all", "Salma") if name in said] == []


@pytest.mark.parametrize(
    ("mode", "text", "words"),
    [(0o640, b"Asha", "chmod 600"), (0o600, b"Asha\xff", "not UTF-8"), (None, b"", "there is no such file")],
)
def test_a_private_file_that_cannot_be_read_is_the_operators_to_mend_and_the_rest_goes_on(
    bot: BotOnFarm, mode: int | None, text: bytes, words: str
) -> None:
    path = bot.folder / "private/names.txt"
    path.unlink(missing_ok=True)
    if mode:
        path.write_bytes(text)
        path.chmod(mode)
    bot.write("config/campaigns/public.yaml", definition("Public", participants="{names: [Asha]}"))
    before = bot.export("ਨਿੱਜੀ", "Writing")["totals"]
    for command in ("run", "check"):
        ended = bot(command)
        assert ended.code == 1
        assert f"private.yaml: a file of names: {path}: " in ended.output + ended.errors
        assert words in ended.output + ended.errors
    assert bot.export("ਨਿੱਜੀ", "Writing")["totals"] == before
    assert bot.export("Public")["totals"]["edits"] == 1
