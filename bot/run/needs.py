"""Whose revisions programs may have to read on each wiki, besides that they were made."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.measures import Rule
from bot.model.intervals import Interval
from bot.run.enrol import Programs, fewest_people_first
from bot.run.ports import Setting
from bot.run.results import participants_of
from bot.store.articles import load_wanted
from bot.store.campaigns import Enrolled

MOST_SECONDS = 300
"""Of each run for the texts of one wiki; the next run goes on from there."""

ASK_AGAIN = timedelta(days=7)
"""After how long a wiki is asked again for a text that could not be had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextNeed:
    """The people of one wiki whose texts some programs need, by local id, and the rules of these programs.

    Those of the smallest program come first: a large one must not use up the time of all.
    """

    rules: tuple[Rule, ...]
    user_ids: tuple[int, ...]
    span: Interval


def text_needs(
    setting: Setting, programs: Programs, enrolled: Mapping[tuple[str, str], Enrolled]
) -> Mapping[str, TextNeed]:
    """Give by wiki whose revisions may need texts, and for which programs."""
    rules: dict[str, list[Rule]] = defaultdict(list)
    user_ids: dict[str, dict[int, None]] = defaultdict(dict)
    spans: dict[str, list[Interval]] = defaultdict(list)
    for campaign, program in fewest_people_first(programs, {key: one.names for key, one in enrolled.items()}):
        one = enrolled[campaign.name, program.name]
        people = participants_of(setting.store, program, one)
        wanted = load_wanted(setting.store, campaign.name, program.name) if program.articles else ()
        rule = Rule(program, participants=people, wikis=one.wikis, wanted=wanted)
        for dbname in one.wikis if program.windows else ():
            rules[dbname].append(rule)
            user_ids[dbname].update((p.accounts[dbname], None) for p in people if dbname in p.accounts)
            spans[dbname].extend(program.windows)
    return {
        dbname: TextNeed(
            rules=tuple(rules[dbname]),
            user_ids=tuple(user_ids[dbname]),
            span=Interval(min(s.start for s in spans[dbname]), max(s.end for s in spans[dbname])),
        )
        for dbname in rules
    }
