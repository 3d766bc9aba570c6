"""Which texts have to be counted: those at the ends of runs."""

from collections.abc import Iterable, Iterator, Sequence

from bot.measures.calendar import Calendar
from bot.measures.rule import Rule
from bot.measures.shares import count_share
from bot.model.contributions import PageEdits


def needed_texts(pages: Iterable[PageEdits], rules: Sequence[Rule]) -> Iterator[int]:
    """Give the ids of the revisions of one wiki whose texts the rules' programs need; some may come twice."""
    calendars = [Calendar(rule.windows, "UTC") for rule in rules]
    for page in pages:
        tracking = [(rule, calendar) for rule, calendar in zip(rules, calendars, strict=True) if rule.tracks(page)]
        for user_id, edits in page.edits:
            for rule, calendar in tracking:
                person = rule.people.get(page.dbname, {}).get(user_id)
                if person:
                    share = count_share(page, edits, calendar, name=person.user_name, named=False)
                    for run in share.runs if share else ():
                        yield from run.ends
