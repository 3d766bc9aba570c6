"""Stage four: how often people read the pages of programs, on the days of which the store does not know it yet."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from queue import Empty, SimpleQueue

from bot.measures import (
    VIEWS_SETTLED,
    ViewedPages,
    last_viewed_day,
    missing_days,
    needed_days,
    with_news,
)
from bot.model.campaigns import Program
from bot.model.errors import WikiUnavailableError
from bot.model.views import DailyViews, Days
from bot.run.auto_wikis import ProgramKey
from bot.run.circuit import Circuit
from bot.run.collect import note_failure
from bot.run.enrol import Programs
from bot.run.further import stored_pages
from bot.run.ports import Setting
from bot.run.results import participants_of
from bot.run.side_by_side import MOST_AT_ONCE, Desk, side_by_side
from bot.services.page_views import FIRST_DAY, Failed, NoAnswer, Views
from bot.store.articles import load_wanted
from bot.store.campaigns import Enrolled
from bot.store.page_views import (
    PageKey,
    StoredViews,
    load_page_views,
    load_viewed_programs,
    save_page_views,
    save_viewed_programs,
)
from bot.store.progress import load_wiki_states
from bot.store.services import PAGE_VIEWS, ServiceFailure, load_failure, save_failure
from bot.wikis.links import host_of
from bot.wikis.pages import read_titles

MOST_PAGES = 1_000
"""Asked about in one run, those first that were longest not asked about; the next run goes on with the others."""

MOST_SECONDS = 120
"""Of each run for all page views; the next run goes on from there."""

MOST_TRIES = 2
"""For one page in one run."""

LOADED_AFTER = timedelta(hours=12)
"""How long after its end a day is asked about: the service mostly needs a few hours to add it up."""

LONGEST_LEFT_ALONE = 86_400
"""Seconds; for longer the service is not left alone, whatever it asks for."""

ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A page, the days to ask about, and the title (with namespace) and the days that are known so far."""

    key: PageKey
    days: Days
    known: StoredViews | None

    @property
    def asked(self) -> date:
        """The last day about which it was asked before."""
        return self.known.views.asked if self.known else date.min


def ask_for_page_views(
    setting: Setting, programs: Programs, enrolled: Mapping[ProgramKey, Enrolled], failures: Mapping[str, str]
) -> frozenset[ProgramKey]:
    """Ask about each page once for each new day, and give the programs of whose pages not all could be asked about.

    Wikis that did not answer earlier in this run are not asked for the titles of their pages, which then wait for the
    next run. A service that does not answer is recorded so, and left alone after a few failures.
    """
    closed = closed_day(setting.now)
    pages = _pages(setting, programs, enrolled, closed)
    questions = _questions(setting, pages, closed)
    left = {question.key for question in questions}
    if questions and not _is_to_be_left_alone(setting):
        stage = _Stage(setting, closed)
        left -= stage.ask(questions[:MOST_PAGES], failures)
    if left:
        setting.teller.say(f"page views: {len(left)} pages are asked about in the next runs")
    pending = frozenset(key for key, one in pages.items() if not left.isdisjoint(one.pages))
    save_viewed_programs(setting.store, pages.keys() - pending, closed)
    return pending


def closed_day(now: datetime) -> date:
    """Give the last day that is over long enough to be asked about."""
    return (now - LOADED_AFTER).date() - ONE


def _pages(
    setting: Setting, programs: Programs, enrolled: Mapping[ProgramKey, Enrolled], closed: date
) -> dict[ProgramKey, ViewedPages]:
    """Give the pages of each program about which something may be asked today, on Wikimedia's wikis."""
    asked = {} if setting.options.full else load_viewed_programs(setting.store)
    found: dict[ProgramKey, ViewedPages] = {}
    for campaign, program in programs:
        key = (campaign.name, program.name)
        wikis = tuple(dbname for dbname in enrolled[key].wikis if setting.catalogue.wikis[dbname].wikimedia)
        if wikis and _is_due(program, asked.get(key), closed):
            people = participants_of(setting.store, program, replace(enrolled[key], wikis=wikis))
            found[key] = stored_pages(
                setting.store,
                program,
                people,
                wikis,
                load_wanted(setting.store, campaign.name, program.name) if program.articles else (),
            )
    return found


def _is_due(program: Program, asked: date | None, closed: date) -> bool:
    """Whether days of a program are over about whose readers nobody asked yet, or of which they were not settled."""
    if not program.windows:
        return False
    first, last = program.windows[0].start.date(), last_viewed_day(program)
    return max(first, FIRST_DAY) <= min(closed, last) and (asked is None or asked < min(closed, last + VIEWS_SETTLED))


def _questions(setting: Setting, pages: Mapping[ProgramKey, ViewedPages], closed: date) -> list[Question]:
    """Give what is to be asked, about those pages first that were longest not asked about."""
    needed = needed_days(pages.values())
    stored = load_page_views(setting.store, needed)
    questions = []
    for key, days in needed.items():
        known = stored.get(key)
        wanted = replace(days, first=max(days.first, FIRST_DAY))
        missing = missing_days(wanted, known.views if known else None, closed)
        if missing:
            questions.append(Question(key=key, days=missing, known=known))
    return sorted(questions, key=lambda question: (question.asked, question.key))


def _is_to_be_left_alone(setting: Setting) -> bool:
    failure = load_failure(setting.store, PAGE_VIEWS)
    if failure is None or failure.not_before is None or failure.not_before <= setting.now:
        return False
    setting.teller.say(f"page views: the service is left alone until {failure.not_before:%Y-%m-%d %H:%M} UTC")
    return True


class _Stage:
    """The questions of one run."""

    def __init__(self, setting: Setting, closed: date) -> None:
        self._setting = setting
        self._closed = closed
        self._circuit = Circuit(MOST_SECONDS)
        self._done: set[PageKey] = set()
        self._failed: Failed | None = None

    def ask(self, questions: Sequence[Question], failures: Mapping[str, str]) -> set[PageKey]:
        """Ask, store the answers, and give the pages that need not be asked about again today."""
        titled = self._titled(questions, failures)
        waiting: SimpleQueue[tuple[Question, str]] = SimpleQueue()
        for one in titled:
            waiting.put(one)
        lanes = [f"lane {number}" for number in range(min(MOST_AT_ONCE, len(titled)))]
        with self._setting.teller.stage("Asking for page views", len(titled)) as steps:

            def work(_: str, desk: Desk) -> None:
                while self._circuit.may_ask() and (one := _next(waiting)):
                    question, title = one
                    answer = self._ask_once(question, title)
                    if isinstance(answer, Failed):
                        self._failed = answer
                    elif answer:
                        desk.hand_in(partial(self._save, question, title, answer))
                    desk.hand_in(partial(steps.done, title))

            side_by_side(lanes, work)
        self._note_how_it_went()
        return self._done

    def _titled(self, questions: Iterable[Question], failures: Mapping[str, str]) -> list[tuple[Question, str]]:
        """Give each question with the title of its page now; pages that are gone by now have their last one."""
        by_wiki: dict[str, list[Question]] = defaultdict(list)
        for question in questions:
            by_wiki[question.key[0]].append(question)
        states = load_wiki_states(self._setting.store)
        titled: list[tuple[Question, str]] = []
        for dbname, asked in by_wiki.items():
            if dbname in failures or (dbname in states and states[dbname].failure):
                continue
            try:
                titles = read_titles(self._setting.client(dbname), [question.key[1] for question in asked])
            except WikiUnavailableError as error:
                note_failure(self._setting, states.get(dbname), dbname, str(error))
                continue
            for question in asked:
                title = titles.get(question.key[1]) or (question.known.title if question.known else None)
                if title is None:
                    self._done.add(question.key)
                else:
                    titled.append((question, title))
        return titled

    def _ask_once(self, question: Question, title: str) -> Views | NoAnswer | Failed | None:
        """Ask about a page, under its former title, too, where it was moved; None where nothing may be asked now."""
        former = question.known.title if question.known else title
        found: Counter[date] = Counter()
        for name in dict.fromkeys((former, title)):
            answer = self._read(question, name)
            if not isinstance(answer, Views):
                return answer
            found.update(answer.days)
        return Views(days=found)

    def _read(self, question: Question, title: str) -> Views | NoAnswer | Failed | None:
        """Ask for a title, once more where the service fails."""
        host = host_of(self._setting.catalogue.wikis[question.key[0]])
        answer: Views | NoAnswer | Failed | None = None
        for _ in range(MOST_TRIES):
            if not self._circuit.may_ask():
                break
            answer = self._setting.page_views.read(host, title, question.days.first, question.days.last)
            self._circuit.note(answer)
            if not isinstance(answer, Failed):
                break
        return answer

    def _save(self, question: Question, title: str, answer: Views | NoAnswer) -> None:
        known = question.known.views if question.known else None
        if isinstance(answer, Views):
            stored = StoredViews(title=title, views=with_news(known, question.days, answer.days, self._closed))
        else:
            views = known or DailyViews(first=question.days.first, views=(), asked=self._closed)
            stored = StoredViews(title=title, views=replace(views, asked=self._closed), why=answer.why)
        save_page_views(self._setting.store, question.key, stored)
        self._done.add(question.key)

    def _note_how_it_went(self) -> None:
        """Record that the service failed, with its reason, or that it answers."""
        now, failed = self._setting.now, self._circuit.failed or self._failed
        if failed is None:
            save_failure(self._setting.store, PAGE_VIEWS, None)
            return
        pause = None if failed.pause is None else now + timedelta(seconds=min(failed.pause, LONGEST_LEFT_ALONE))
        failure = ServiceFailure(failed_at=now, failure=failed.why, not_before=pause)
        save_failure(self._setting.store, PAGE_VIEWS, failure)
        self._setting.teller.warn(f"page views: the service did not answer as it should: {failed.why}")


def _next(waiting: SimpleQueue[tuple[Question, str]]) -> tuple[Question, str] | None:
    try:
        return waiting.get_nowait()
    except Empty:
        return None
