"""What the bot may not do to a page it does not do, on real wikis; and it says why."""

from pathlib import Path

import pytest

from bot.cli.terminal import Terminal
from bot.publishing import END
from tests.wiki.publisher import BOT, STOP, Publisher, draft, framed, make_publisher
from tests.wikifarm import Farm


@pytest.fixture(scope="module")
def publisher(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> Publisher:
    farm.create_accounts(["Asha", "ਗੁਰਪ੍ਰੀਤ"])
    farm.create_bot(BOT)
    return make_publisher(farm, tmp_path_factory.mktemp("bot"), report_wikis=("pawiki", "arwiki"))


def saved_since(farm: Farm, before: int) -> list[tuple[str, str]]:
    """Give the wiki and title of each save that was asked for since so many requests had been made."""
    edits = (r for r in farm.requests()[before:] if r.params.get("action") == "edit" and r.user_agent != "wikifarm")
    return [(r.wiki, r.params["title"]) for r in edits]


# Where


def test_a_page_of_another_wiki_is_written_where_its_community_made_room(farm: Farm, publisher: Publisher) -> None:
    title = "ਵਰਤੋਂਕਾਰ:Asha/ਰਿਪੋਰਟ"
    farm["pawiki"].edit(title, f"ਸਾਡਾ\n{framed('old')}\nਸਮਾਗਮ", user="Asha")
    assert publisher(draft(title, dbname="pawiki"), draft("Here/Report")) == 0
    assert farm["pawiki"].text(title) == f"ਸਾਡਾ\n{framed('new')}\nਸਮਾਗਮ"
    assert farm["metawiki"].text("Here/Report") == framed("new")
    assert (publisher.outcome(title, "pawiki"), publisher.outcome("Here/Report")) == ("saved", "saved")


@pytest.mark.parametrize("title", ["ਬਾਮਾ", "ਫਰਮਾ:ਰਿਪੋਰਟ", "ਗੱਲ-ਬਾਤ:ਬਾਮਾ"])
def test_on_another_wiki_only_user_and_project_pages_are_written(farm: Farm, publisher: Publisher, title: str) -> None:
    farm["pawiki"].edit(title, framed("old"))
    assert publisher(draft(title, dbname="pawiki")) == 1
    assert farm["pawiki"].text(title) == framed("old")


def test_on_another_wiki_no_page_is_made(farm: Farm, publisher: Publisher) -> None:
    title = "ਵਿਕੀਪੀਡੀਆ:ਮੁਹਿੰਮ"
    assert publisher(draft(title, dbname="pawiki")) == 1
    assert farm["pawiki"].text(title) is None
    assert "makes none" in (publisher.state(title, "pawiki").why or "")


def test_a_wiki_that_the_operator_does_not_name_is_not_even_asked(farm: Farm, publisher: Publisher) -> None:
    farm["eswiki"].edit("Usuario:Asha/Informe", framed("old"), user="Asha")
    before = len(farm.requests())
    assert publisher(draft("Usuario:Asha/Informe", dbname="eswiki")) == 1
    assert {r.wiki for r in farm.requests()[before:]} == {"metawiki"}
    assert "report_wikis" in (publisher.state("Usuario:Asha/Informe", "eswiki").why or "")


# The stop page


@pytest.mark.parametrize("stopped", ["metawiki", "pawiki"])
def test_text_on_a_wikis_stop_page_stops_that_wiki_and_no_other(farm: Farm, publisher: Publisher, stopped: str) -> None:
    pages = {"metawiki": f"Stop in {stopped}/Report", "pawiki": f"ਵਰਤੋਂਕਾਰ:Asha/{stopped}"}
    for dbname, title in pages.items():
        farm[dbname].edit(title, framed("old"))
    farm[stopped].edit(STOP, "ਰੁਕੋ", user="Asha")
    assert publisher(*(draft(title, dbname=dbname) for dbname, title in pages.items())) == 0
    farm[stopped].edit(STOP, "", user="Asha")
    outcomes = {dbname: publisher.outcome(title, dbname) for dbname, title in pages.items()}
    assert outcomes == {**dict.fromkeys(pages, "saved"), stopped: "stopped"}
    assert farm[stopped].text(pages[stopped]) == framed("old")


class Impatient(Terminal):
    """Writes on the stop page as soon as anything is told."""

    farm: Farm

    def say(self, text: str) -> None:
        super().say(text)
        self.farm["metawiki"].edit(STOP, "The totals look wrong.", user="Asha")


def test_text_that_comes_while_the_bot_writes_stops_it_before_its_next_save(farm: Farm, publisher: Publisher) -> None:
    teller = Impatient(verbose=True)
    teller.farm = farm
    titles = ("First/Report", "Second/Report", "Third/Report")
    assert publisher(*map(draft, titles), teller=teller) == 0
    farm["metawiki"].edit(STOP, "", user="Asha")
    assert [publisher.outcome(title) for title in titles] == ["saved", "stopped", "stopped"]
    assert farm["metawiki"].text("Second/Report") is None


# The page


def test_markers_inside_nowiki_are_left_alone_and_the_others_are_done(farm: Farm, publisher: Publisher) -> None:
    text = f"<nowiki>{framed('old')}</nowiki>"
    farm["metawiki"].edit("Nowiki/Report", text, user="Asha")
    assert publisher(draft("Nowiki/Report"), draft("Plain/Report")) == 1
    assert farm["metawiki"].text("Nowiki/Report") == text
    assert END in (publisher.state("Nowiki/Report").why or "")
    assert farm["metawiki"].text("Plain/Report") == framed("new")


def test_a_page_with_nobots_is_left_alone(farm: Farm, publisher: Publisher) -> None:
    farm["metawiki"].edit("Ours/Report", f"{{{{nobots}}}}\n{framed('old')}", user="Asha")
    assert publisher(draft("Ours/Report")) == 1
    assert "nobots" in (publisher.state("Ours/Report").why or "")
    assert farm["metawiki"].text("Ours/Report") == f"{{{{nobots}}}}\n{framed('old')}"


@pytest.mark.parametrize("forgets", [False, True])
def test_a_page_that_somebody_deleted_is_not_made_again_and_comes_back_when_restored(
    farm: Farm, publisher: Publisher, tmp_path: Path, *, forgets: bool
) -> None:
    title = f"Gone {forgets}/Report"
    bot = make_publisher(farm, tmp_path) if forgets else publisher
    assert publisher(draft(title)) == 0
    farm["metawiki"].delete(title)
    before = len(farm.requests())
    assert [bot(draft(title, "newer")) for _ in range(2)] == [1, 1]
    assert (saved_since(farm, before), bot.outcome(title)) == ([], "gone")
    farm["metawiki"].undelete(title)
    assert bot(draft(title, "newer")) == 0
    assert farm["metawiki"].text(title) == framed("newer")


def test_a_report_moved_out_of_its_place_is_told_and_its_redirect_stays(farm: Farm, publisher: Publisher) -> None:
    assert publisher(draft("Moved/Report")) == 0
    farm["metawiki"].move("Moved/Report", "Elsewhere", user="Asha")
    assert publisher(draft("Moved/Report", "newer")) == 1
    assert farm["metawiki"].text("Moved/Report") == "#REDIRECT [[Elsewhere]]"
    assert farm["metawiki"].text("Elsewhere") == framed("new")
    assert "moved" in (publisher.state("Moved/Report").why or "")


def test_a_protected_page_is_refused_with_the_wikis_words_and_the_others_are_done(
    farm: Farm, publisher: Publisher
) -> None:
    farm["metawiki"].edit("Locked/Report", framed("old"), user="Asha")
    farm["metawiki"].protect("Locked/Report")
    assert publisher(draft("Locked/Report"), draft("Open/Report")) == 1
    assert "protected" in (publisher.state("Locked/Report").why or "")
    assert publisher.outcome("Open/Report") == "saved"


def test_a_page_that_grows_too_large_is_refused(farm: Farm, publisher: Publisher) -> None:
    farm["metawiki"].edit("Large/Report", framed("old"))
    assert publisher(draft("Large/Report", "ਵੱਡਾ " * 200_000)) == 1
    assert "contenttoobig" in (publisher.state("Large/Report").why or "")
    assert farm["metawiki"].text("Large/Report") == framed("old")
