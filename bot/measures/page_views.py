"""Page views: from which day on each page's count, until when, and what they add up to (DESIGN section 4)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta

from bot.measures.rule import Rule, WhyNot
from bot.measures.wanted import PageKey
from bot.model.campaigns import Program
from bot.model.contributions import Contribution
from bot.model.participants import Participant
from bot.model.results import PageViewsKnown, Result, Totals
from bot.model.views import DailyViews, Days, FirstEdit

AFTERWARDS = timedelta(days=30)
"""How long after a program's last day its pages' readers still count."""

VIEWS_SETTLED = timedelta(days=3)
"""After so long a day of which the service tells no views had none; before, they may not have been added up yet."""

ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewedPage:
    """A page whose readers count, as it is called now, and the day of each participant's first edit, by name."""

    namespace: int
    title: str
    since: Mapping[str, date]

    @property
    def first(self) -> date:
        return min(self.since.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewedPages:
    """The pages of a program whose readers count, until its `last` day."""

    last: date
    pages: Mapping[PageKey, ViewedPage]


def last_viewed_day(program: Program) -> date:
    """Give the last day on which a program's pages' readers count; it has to have windows."""
    return (program.windows[-1].end - timedelta(seconds=1)).date() + AFTERWARDS


def viewed_pages(program: Program, rule: Rule, edits: Iterable[FirstEdit]) -> ViewedPages:
    """Give the pages on which an edit counts for a program, of all first edits of its people inside its windows."""
    since: dict[PageKey, dict[str, date]] = defaultdict(dict)
    called: dict[PageKey, tuple[int, str]] = {}
    for edit in edits:
        person = _judge(rule, edit)
        if person is not None:
            key = (edit.dbname, edit.page_id)
            since[key][person.user_name] = edit.timestamp.astimezone(UTC).date()
            called[key] = (edit.namespace, edit.title)
    return ViewedPages(
        last=last_viewed_day(program),
        pages={key: ViewedPage(namespace=called[key][0], title=called[key][1], since=since[key]) for key in since},
    )


def needed_days(programs: Iterable[ViewedPages]) -> dict[PageKey, Days]:
    """Give the days on which the readers of each page count for any of these programs, from the first to the last."""
    needed: dict[PageKey, Days] = {}
    for one in programs:
        for key, page in one.pages.items():
            before = needed.get(key)
            needed[key] = Days(
                first=min(page.first, before.first) if before else page.first,
                last=max(one.last, before.last) if before else one.last,
            )
    return needed


def missing_days(needed: Days, known: DailyViews | None, closed: date) -> Days | None:
    """Give the days to ask for, in one request; None where none is missing, or none is over since they were asked for.

    `closed` is the last day that is over and may have been added up.
    """
    last = min(needed.last, closed)
    if last < needed.first:
        return None
    if known is None:
        return Days(first=needed.first, last=last)
    if needed.first < known.first:
        return Days(first=needed.first, last=max(last, known.until - ONE))
    return Days(first=known.until, last=last) if known.until <= last and known.asked < closed else None


def with_news(known: DailyViews | None, asked: Days, found: Mapping[date, int], closed: date) -> DailyViews:
    """Add what the service told of some days; what was known of a day stays.

    The last days without views are not known for good before they have settled.
    """
    old = {} if known is None else {_plus(known.first, n): views for n, views in enumerate(known.views)}
    first = asked.first if known is None else min(asked.first, known.first)
    last = max((min(asked.last, closed - VIEWS_SETTLED), *(day for day, views in found.items() if views), *old))
    days = (_plus(first, n) for n in range((last - first).days + 1))
    return DailyViews(first=first, views=tuple(old.get(day, found.get(day, 0)) for day in days), asked=closed)


def with_page_views(
    result: Result, programs: Sequence[ViewedPages], known: Mapping[PageKey, DailyViews], failure: str | None
) -> Result:
    """Add the views to a program's result, or to that of a campaign of several, in which each page counts once.

    `failure` says why the service did not answer when it was asked last.
    """
    sums = _Sums()
    days: dict[PageKey, list[Days]] = defaultdict(list)
    people: dict[str, dict[PageKey, list[Days]]] = defaultdict(lambda: defaultdict(list))
    titles: dict[PageKey, tuple[int, str]] = {}
    for one in programs:
        for key, page in one.pages.items():
            titles[key] = (page.namespace, page.title)
            days[key].append(Days(first=page.first, last=one.last))
            for name, since in page.since.items():
                people[name][key].append(Days(first=since, last=one.last))
    for key, spans in days.items():
        sums.add(key, titles[key], views_in(known.get(key), spans))
    by_person = {
        name: _total(views_in(known.get(key), spans) for key, spans in of.items()) for name, of in people.items()
    }
    return replace(
        result,
        totals=replace(result.totals, pageviews=sums.total),
        wikis={dbname: _with(totals, sums.wikis.get(dbname)) for dbname, totals in result.wikis.items()},
        participants={name: _with(totals, by_person.get(name)) for name, totals in result.participants.items()},
        pages=tuple(replace(p, pageviews=sums.pages.get((p.wiki, p.namespace, p.title))) for p in result.pages),
        page_views=_known(days, known, failure),
    )


def views_in(known: DailyViews | None, spans: Iterable[Days]) -> int | None:
    """Give the views on the days of any of these spans; None where nothing is known of any of them."""
    if known is None:
        return None
    total: int | None = None
    follows = known.first
    for span in sorted(spans, key=lambda span: span.first):
        first, last = max(span.first, follows), min(span.last, known.until - ONE)
        if first <= last:
            total = (total or 0) + sum(known.views[(first - known.first).days : (last - known.first).days + 1])
            follows = last + ONE
    return total


class _Sums:
    """Views by wiki and page, and of all; a sum is None as long as nothing that belongs to it is known."""

    def __init__(self) -> None:
        self.total: int | None = None
        self.wikis: dict[str, int | None] = {}
        self.pages: dict[tuple[str, int, str], int | None] = {}

    def add(self, key: PageKey, called: tuple[int, str], views: int | None) -> None:
        dbname, _ = key
        self.total = _total((self.total, views))
        self.wikis[dbname] = _total((self.wikis.get(dbname), views))
        self.pages[dbname, *called] = _total((self.pages.get((dbname, *called)), views))


def _total(numbers: Iterable[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _with(totals: Totals, views: int | None) -> Totals:
    return replace(totals, pageviews=views)


def _known(
    days: Mapping[PageKey, Sequence[Days]], known: Mapping[PageKey, DailyViews], failure: str | None
) -> PageViewsKnown:
    """Tell until when the views are known, of how many pages less is known, and why not more is."""
    last = {key: max(span.last for span in spans) for key, spans in days.items()}
    asked = [min(known[key].asked, last[key]) for key in days if key in known]
    until = max(asked, default=None)
    behind = 0
    for key, spans in days.items():
        first = min(span.first for span in spans)
        if until is not None and first <= until:
            behind += key not in known or known[key].asked < min(until, last[key])
    finished = all(key in known and known[key].until > last[key] for key in days)
    return PageViewsKnown(until=until, behind=behind, failure=None if finished else failure)


def _judge(rule: Rule, edit: FirstEdit) -> Participant | None:
    """Give the person for whom an edit counts; of what the rule asks for, it depends on the page and the time alone."""
    found = rule.judge(
        Contribution(
            dbname=edit.dbname,
            rev_id=0,
            parent_id=None,
            page_id=edit.page_id,
            namespace=edit.namespace,
            title=edit.title,
            user_id=edit.user_id,
            timestamp=edit.timestamp,
            size=None,
            size_diff=None,
            tags=(),
            is_redirect=edit.is_redirect,
        )
    )
    return None if isinstance(found, WhyNot) else found


def _plus(day: date, days: int) -> date:
    return date.fromordinal(day.toordinal() + days)
