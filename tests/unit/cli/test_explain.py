"""`campaignbot explain` as an operator types it."""

import json
import re
from pathlib import Path

import pytest

from bot.model.campaigns import Privacy
from bot.model.errors import OperatorError
from bot.model.reporting import ListNotes
from bot.run.explanations import Basis, explain_page, explain_person, stored_basis
from bot.store import Store, open_store
from bot.store.accounts import LookedUp, save_accounts
from bot.store.campaigns import Enrolled, load_campaigns, save_campaigns, save_enrolment
from bot.store.contributions import finish_fetch, save_contributions
from bot.store.progress import WikiState, save_wiki_state
from tests.unit.cli.operating import BOT_YAML, Operator
from tests.unit.factories import DAY, NOON, account, at, campaign, contribution, program, span

CAMPAIGN = "ਦਲਿਤ ਇਤਿਹਾਸ"
EDITS = (
    contribution(1, title="بهيم راو أمبيدكر", timestamp=at("2026-04-14 04:30")),
    contribution(2, title="Bama", page_id=2, parent_id=0, is_redirect=False, size_diff=700),
    contribution(3, title="Bama", page_id=2, tags=("mw-reverted",), timestamp=at("2026-04-14 13:00")),
    contribution(4, title="Bama", page_id=3, namespace=1, timestamp=at("2026-04-14 14:00")),
    contribution(5, title="Bama", page_id=2, user_id=21, size_diff=-40, timestamp=at("2026-04-14 15:00")),
    contribution(6, title="Bama", page_id=2, user_id=31, size_diff=10, timestamp=at("2026-04-14 16:00")),
    contribution(7, title="ਬਾਮਾ", page_id=4, dbname="pawiki", user_id=12, size_diff=None),
    contribution(8, title="Only hers", page_id=5, user_id=31),
    contribution(9, title="Bama", page_id=6, dbname="pawiki", user_id=12, timestamp=at("2026-04-14 20:00")),
)


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    """Give an operator after a run: Asha and สุดา signed themselves, somebody else added Bola."""
    operator = Operator(folder=tmp_path)
    operator.write("config/bot.yaml", BOT_YAML)
    store = open_store("sqlite:///state/campaignbot.sqlite", folder=tmp_path)
    consented = program(
        name="Delhi",
        privacy=Privacy.CONSENTED,
        timezone="Asia/Kolkata",
        windows=(span("2026-04-14 04:00", "2026-04-14 18:00"),),
    )
    hidden = program(name="Quiet", privacy=Privacy.HIDDEN, windows=(DAY,))
    save_campaigns(store, {"a.yaml": campaign(consented, hidden, name=CAMPAIGN)})
    notes = ListNotes(lists=(), listed=3, not_found=(), missing_lists=(), empty=False)
    for which, names in ((consented, ("Asha", "Bola", "สุดา")), (hidden, ("Dalia",))):
        save_enrolment(
            store,
            Enrolled(
                campaign=CAMPAIGN,
                program=which.name,
                wikis=which.wikis,
                names=names,
                signed=frozenset({"Asha", "สุดา"}),
                notes=notes,
            ),
        )
    for dbname, people in {"enwiki": {"Asha": 11, "สุดา": 21, "Bola": 31, "Dalia": 41}, "pawiki": {"Asha": 12}}.items():
        answers = [
            LookedUp(user_name=name, account=account(name, user_id, dbname), checked_at=NOON)
            for name, user_id in people.items()
        ]
        save_accounts(store, dbname, answers)
        save_contributions(store, [edit for edit in EDITS if edit.dbname == dbname], fetch=1)
        finish_fetch(store, dbname, tuple(people.values()), DAY, fetch=1)
        save_wiki_state(store, WikiState(dbname=dbname, read_until=NOON))
    return operator


def rows(told: str) -> dict[str, tuple[str, ...]]:
    """Give the cells of each revision after its address, by the address."""
    lines = (line.partition("https://") for line in told.splitlines() if "?diff=" in line)
    cells = (tuple(re.split(" {2,}", rest.strip())) for _, _, rest in lines)
    return {address.split()[0]: (*address.split()[1:], *others) for address, *others in cells}


def sums(told: str) -> dict[str, int | None]:
    words = (line.split() for line in told.partition("Sums")[2].splitlines()[2:] if line.strip())
    return {metric: None if number == "?" else int(number) for metric, number in words}


def basis_of(operator: Operator, program_name: str | None) -> tuple[Store, Basis]:
    store = open_store("sqlite:///state/campaignbot.sqlite", folder=operator.folder)
    (which,) = load_campaigns(store).values()
    chosen = next((one for one in which.programs if one.name == program_name), None)
    return store, stored_basis(store, which, chosen)


def test_each_edit_of_a_person_is_told_with_what_it_gave_or_why_it_does_not_count(operator: Operator) -> None:
    told = operator("explain", CAMPAIGN, "Delhi", "--person", "asha")
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith(f"{CAMPAIGN}, Delhi: Asha\n")
    assert rows(told.stdout) == {
        "en.wikipedia.org/w/index.php?diff=1": ("1", "+100"),
        "en.wikipedia.org/w/index.php?diff=2": ("1", "1", "+700"),
        "en.wikipedia.org/w/index.php?diff=3": ("1", "reverted: counts as an edit only"),
        "en.wikipedia.org/w/index.php?diff=4": ("does not count: page not in a tracked namespace",),
        "pa.wikipedia.org/w/index.php?diff=7": ("1", "size unknown"),
        "pa.wikipedia.org/w/index.php?diff=9": ("does not count: outside every window",),
    }
    assert "2026-04-14 10:00:00   enwiki   بهيم راو أمبيدكر" in told.stdout
    assert "Delhi: from 2026-04-14 09:30:00 until 2026-04-14 23:30:00; on enwiki, pawiki." in told.stdout
    exported = json.loads(operator("export", CAMPAIGN, "Delhi").stdout)["participants"]["Asha"]
    assert sums(told.stdout) == {metric: exported[metric] for metric in sums(told.stdout)}
    assert (exported["edits"], exported["bytes_added"], exported["pages_created"]) == (4, 800, 1)


def test_of_a_page_those_are_told_who_are_named_and_the_others_as_a_sum(operator: Operator) -> None:
    told = operator("explain", CAMPAIGN, "--page", "en:bama")
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith(f"{CAMPAIGN}: Bama (enwiki)\n")
    assert rows(told.stdout) == {
        "en.wikipedia.org/w/index.php?diff=2": ("1", "1", "+700", "counts for Delhi"),
        "en.wikipedia.org/w/index.php?diff=3": ("1", "counts for Delhi; reverted: counts as an edit only"),
        "en.wikipedia.org/w/index.php?diff=5": ("1", "-40", "counts for Delhi"),
    }
    assert "สุดา" in told.stdout
    assert "Bola" not in told.stdout
    assert "without naming others, together: edits 1, " in told.stdout
    pages = json.loads(operator("export", CAMPAIGN).stdout)["pages"]
    (page,) = (one for one in pages if (one["wiki"], one["title"]) == ("enwiki", "Bama"))
    found = sums(told.stdout)
    assert (found["edits"], found["bytes_added"], found["bytes_removed"]) == (4, 710, 40)
    assert {metric: found[metric] for metric in found if metric in page} == {
        metric: page[metric] for metric in found if metric in page
    }


def test_a_mistyped_command_says_what_was_near(operator: Operator) -> None:
    for arguments, words in (
        ((CAMPAIGN, "Dehli", "--person", "Asha"), "there is no program Dehli; near: Delhi"),
        ((CAMPAIGN, "--page", "Bama", "--wiki", "ar"), "does not track ar; it tracks enwiki, pawiki"),
        ((CAMPAIGN,), "either --person NAME or --page TITLE"),
    ):
        told = operator("explain", *arguments)
        assert (told.returncode, told.stdout) == (1, "")
        assert words in told.stderr
        assert "Traceback" not in told.stderr


@pytest.mark.parametrize("name", ["Bola", "Dalia", "Stranger"])
def test_nobody_learns_who_takes_part_without_a_name(operator: Operator, name: str) -> None:
    store, basis = basis_of(operator, None)
    with pytest.raises(OperatorError) as error:
        explain_person(store, basis, name)
    assert str(error.value).replace(name, "…") == (
        f"{CAMPAIGN} names nobody called …. Who is on no list, left it, opted out or counts without a name is not "
        "told apart here, because no report does"
    )


def test_near_names_are_told(operator: Operator) -> None:
    store, basis = basis_of(operator, "Delhi")
    with pytest.raises(OperatorError, match="nobody called สุดาา; near: สุดา"):
        explain_person(store, basis, "สุดาา")
    for title, words in {
        "ਬਾਮ": r"near: ਬਾਮਾ \(pawiki\)",
        "Talk:Bam": r"near: Talk:Bama \(enwiki\)",
        "Only hers": "a page Only hers$",
        "Bama": "on several wikis; say which with --wiki: enwiki, pawiki",
    }.items():
        with pytest.raises(OperatorError, match=words):
            explain_page(store, basis, title, None)


@pytest.mark.parametrize(
    ("title", "wiki", "page"),
    [
        ("bama", "pawiki", ("pawiki", 0, "Bama")),
        ("Talk:Bama", None, ("enwiki", 1, "Bama")),
        ("ਗੱਲ-ਬਾਤ:Bama", None, ("enwiki", 1, "Bama")),
        ("بهيم_راو_أمبيدكر", None, ("enwiki", 0, "بهيم راو أمبيدكر")),
        ("ਬਾਮਾ", None, ("pawiki", 0, "ਬਾਮਾ")),
    ],
)
def test_a_page_is_found_as_people_write_its_title(
    operator: Operator, title: str, wiki: str | None, page: tuple[str, int, str]
) -> None:
    store, basis = basis_of(operator, "Delhi")
    assert explain_page(store, basis, title, wiki)[0] == page


def test_a_program_that_names_nobody_is_not_explained(operator: Operator) -> None:
    with pytest.raises(OperatorError, match="Quiet names nobody, so none of its numbers can be explained"):
        basis_of(operator, "Quiet")
