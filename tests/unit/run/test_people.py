"""What accounts are called now that were renamed, however often."""

from datetime import timedelta

from bot.model.signups import Rename
from bot.run.people import People
from tests.unit.factories import NOON

LATER = NOON + timedelta(hours=1)


def people(*renames: Rename) -> People:
    by_name = {rename.old: tuple(r for r in renames if r.old == rename.old) for rename in renames}
    return People(answers={}, renames={"metawiki": by_name})


def test_two_accounts_that_swapped_their_names_in_one_second() -> None:
    swapped = people(Rename(old="Asha", new="ਆਸ਼ਾ", at=NOON), Rename(old="ਆਸ਼ਾ", new="Asha", at=NOON))
    assert [swapped.present_name("metawiki", name, None) for name in ("Asha", "ਆਸ਼ਾ")] == ["ਆਸ਼ਾ", "Asha"]


def test_an_account_that_got_its_name_back() -> None:
    back = people(Rename(old="Asha", new="ਆਸ਼ਾ", at=NOON), Rename(old="ਆਸ਼ਾ", new="Asha", at=LATER))
    assert back.present_name("metawiki", "Asha", NOON) == "Asha"
