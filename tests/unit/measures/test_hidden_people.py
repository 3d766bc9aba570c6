"""People who take part under a hidden name are counted, once in a campaign, and nothing else is known of them."""

from bot.measures import Enrolment, Knowledge
from bot.model.campaigns import Privacy, Program
from bot.model.results import SOME_WIKI, Result, Totals
from tests.unit.factories import DAY, campaign, contribution, person, program
from tests.unit.measures.measuring import measure_edits

DELHI, MUMBAI = program(wikis=("enwiki",)), program(name="Mumbai", wikis=("enwiki",))
KNOWN = Knowledge(as_of=DAY.end)


def enrolment(one: Program, *hidden: int, knowledge: Knowledge = KNOWN) -> Enrolment:
    return Enrolment(
        program=one,
        participants=(person("ਗੁਰਪ੍ਰੀਤ", enwiki=11),),
        wikis=("enwiki",),
        knowledge=knowledge,
        hidden=frozenset(hidden),
    )


def people(result: Result) -> tuple[int | None, int | None, list[str], int | None]:
    """Give how many take part, how many of them edited, who is named, and how many have an account on the wiki."""
    wiki = result.wikis["enwiki"]
    return result.totals.participants, result.totals.active_participants, list(result.participants), wiki.participants


def test_a_hidden_person_takes_part_and_that_is_all() -> None:
    whole, (delhi,) = measure_edits(campaign(DELHI), [enrolment(DELHI, 9, 99999)], [contribution(1)])
    assert people(delhi) == people(whole) == (3, 1, ["ਗੁਰਪ੍ਰੀਤ"], 1)


def test_a_person_hidden_in_two_programs_counts_once_in_the_campaign() -> None:
    both = [enrolment(DELHI, 9), enrolment(MUMBAI, 9, 10)]
    whole, programs = measure_edits(campaign(DELHI, MUMBAI), both, [])
    assert [result.totals.participants for result in (whole, *programs)] == [3, 2, 3]


def test_hidden_people_are_known_while_no_wiki_is() -> None:
    never = Knowledge(as_of=None, unknown=frozenset({"enwiki"}), never_read=frozenset({"enwiki"}))
    _, (delhi,) = measure_edits(campaign(DELHI), [enrolment(DELHI, 9, knowledge=never)], [])
    assert delhi.totals == Totals(participants=2)


def test_wikis_to_which_only_hidden_people_led_are_not_named_when_they_do_not_answer() -> None:
    quiet = program(name="Quiet", wikis=(), privacy=Privacy.HIDDEN)
    unknown = Knowledge(as_of=None, unknown=frozenset({"enwiki", "pawiki", "arwiki"}))
    here = Enrolment(program=quiet, participants=(), wikis=("enwiki", "pawiki", "arwiki"), knowledge=unknown)
    beside = enrolment(DELHI, knowledge=Knowledge(as_of=None, unknown=frozenset({"enwiki"})))
    whole, (delhi, hidden) = measure_edits(campaign(DELHI, quiet), [beside, here], [])
    assert (delhi.unknown_wikis, hidden.unknown_wikis) == (("enwiki",), (SOME_WIKI,))
    assert (whole.unknown_wikis, whole.complete) == (("enwiki", SOME_WIKI), False)
