"""Whose revisions programs may have to read on each wiki, besides that they were made."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.measures import Rule
from bot.model.intervals import Interval
from bot.run.enrol import Programs
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
    """The people of one wiki whose texts some programs need, by local id, and the rules of these programs."""

    rules: tuple[Rule, ...]
    user_ids: tuple[int, ...]
    span: Interval


def text_needs(
    setting: Setting, programs: Programs, enrolled: Mapping[tuple[str, str], Enrolled]
) -> Mapping[str, TextNeed]:
    """Give by wiki whose revisions may need texts, and for which programs."""
    rules: dict[str, list[Rule]] = defaultdict(list)
    user_ids: dict[str, set[int]] = defaultdict(set)
    spans: dict[str, list[Interval]] = defaultdict(list)
    for campaign, program in programs:
        one = enrolled[campaign.name, program.name]
        people = participants_of(setting.store, program, one)
        wanted = load_wanted(setting.store, campaign.name, program.name) if program.articles else ()
        rule = Rule(program, participants=people, wikis=one.wikis, wanted=wanted)
        for dbname in one.wikis if program.windows else ():
            rules[dbname].append(rule)
            user_ids[dbname].update(person.accounts[dbname] for person in people if dbname in person.accounts)
            spans[dbname].extend(program.windows)
    return {
        dbname: TextNeed(
            rules=tuple(rules[dbname]),
            user_ids=tuple(sorted(user_ids[dbname])),
            span=Interval(min(s.start for s in spans[dbname]), max(s.end for s in spans[dbname])),
        )
        for dbname in rules
    }
