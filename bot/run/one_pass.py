"""The scheduled job: all stages, one after the other."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from bot.model.campaigns import Campaign, Program
from bot.model.errors import OperatorError
from bot.model.pages import PageText
from bot.model.problems import Problem, Severity
from bot.model.reporting import ArticleNotes, heartbeat_page
from bot.publishing import Draft
from bot.reports.installed import METRICS_PAGE
from bot.run.accounts import Known, resolve_accounts
from bot.run.articles import article_pages, find_articles
from bot.run.auto_wikis import ProgramKey, Tracked, track
from bot.run.collect import Need, collect
from bot.run.define import Defined, define
from bot.run.drafts import draft_pages, linked_wikis, page_titles
from bot.run.enrol import Programs, asks_for_update, enrol, note_update
from bot.run.entities import compare_new_entities
from bot.run.goals import recall_goals
from bot.run.heartbeat import beat
from bot.run.keeping_out import keep_out
from bot.run.lists import Seen, list_keys, read_lists, titles_at_home
from bot.run.made_lists import make_lists
from bot.run.names_files import read_names_files
from bot.run.needs import text_needs
from bot.run.newcomers import ask_who_is_new, ask_who_stayed
from bot.run.page_log import look_up_pages
from bot.run.page_views import ask_for_page_views
from bot.run.people import meet, renames_since
from bot.run.ports import Setting
from bot.run.publish import publish
from bot.run.retention import is_to_be_replaced, let_go
from bot.run.rooms import Rooms, find_rooms
from bot.run.signing import Signed, names_by_wiki, sign_up
from bot.run.texts import count_new_texts
from bot.run.uploads import ask_about_uploads
from bot.run.writing import stop_of
from bot.store.accounts import LookedUp
from bot.store.campaigns import Enrolled, load_enrolment
from bot.store.clock import forget_the_future
from bot.store.progress import load_wiki_states
from bot.wikis.pages import read_pages
from bot.wikis.watching import read_and_watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a run ended: what the operator has to mend, and what could not be done."""

    operator_problems: tuple[Problem, ...]
    unknown_wikis: tuple[str, ...]
    unsaved_pages: int

    @property
    def complete(self) -> bool:
        return not self.unknown_wikis and not self.unsaved_pages


def run(setting: Setting) -> Ending:
    """Do everything once; raises WikiUnavailableError only when the home wiki does not answer."""
    if forget_the_future(setting.store, setting.now):
        setting.teller.warn("the store held moments later than now: this computer's clock was ahead, or is behind")
    setting.stopwatch.next("definitions")
    defined = define(setting)
    for problem in (problem for one in defined for problem in one.problems):
        setting.teller.warn(str(problem))
    over = let_go(setting, defined)
    chosen = _chosen(setting, defined)
    programs = tuple((c, p) for c, p in _programs(setting, chosen) if c.name not in over)
    setting.stopwatch.next("lists")
    settings = setting.settings
    kept = (
        settings.stop_page,
        METRICS_PAGE,
        heartbeat_page(setting.home.account_name),
        *page_titles(setting, chosen),
    )
    keys = list_keys(program for _, program in programs)
    titles = (*kept, *titles_at_home(setting, keys), *article_pages(setting, programs))
    since = renames_since(setting, setting.catalogue.home)
    pages, renames = read_and_watch(setting.home, titles, renames_since=since)

    failures: dict[str, str] = {}
    articles = find_articles(setting, programs, pages, failures)
    files = read_names_files(setting.read_names, ((d.source, d.campaign) for d in chosen if d.campaign))
    for problem in files.problems:
        setting.teller.warn(str(problem))
    lists = read_lists(setting, keys, Seen(pages=pages, renames=renames), failures)
    made = make_lists(setting, programs, lists.missing, stopped=stop_of(pages[settings.stop_page]))
    lists = replace(lists, missing=lists.missing - made.lists)
    setting.stopwatch.next("people")
    people = meet(setting, names_by_wiki(setting, programs, lists), lists.renames, failures)
    signed = {(c.name, p.name): sign_up(setting, c, p, lists, people, files=files.names) for c, p in programs}
    out = keep_out(setting, lists, people, programs, listed=_everybody(signed.values()), failures=failures)
    names = {key: tuple(name for name in one.people if name not in out) for key, one in signed.items()}
    tracked = track(setting, programs, names, {key: one.wikis for key, one in articles.items()})
    known = _look_up(setting, tracked, names, failures)
    enrolled = {
        key: enrol(setting, c, p, signed[key], people=people, opted_out=out, tracked=tracked[key], known=known)
        for c, p in programs
        for key in ((c.name, p.name),)
    }
    _read_edits(setting, programs, enrolled, known, failures)
    pending = _ask_beside_the_edits(setting, programs, enrolled, failures)
    setting.stopwatch.next("reports")
    states = load_wiki_states(setting.store)
    failed = {*failures, *(dbname for dbname, state in states.items() if state.failure)}
    enrolled = {(c.name, p.name): note_update(setting, p, enrolled[c.name, p.name], failed) for c, p in programs}

    recall_goals(setting, (one.campaign for one in chosen if one.campaign), pages)
    rooms = find_rooms(setting, (d.campaign for d in defined if d.campaign), linked_wikis(enrolled))
    drafts = _drafts(setting, chosen, over, enrolled, articles, pages=pages, pending=pending, rooms=rooms)
    setting.stopwatch.next("publishing")
    unsaved = publish(setting, drafts, {**rooms.pages, setting.catalogue.home: _with_new(setting, drafts, pages)})
    wikis = {dbname for e in enrolled.values() for dbname in e.wikis}
    unread = {setting.catalogue.home for one in chosen if one.events_unread}
    unknown = (failed & (wikis | set(failures))) | unread | rooms.unanswered
    unsaved += beat(setting, chosen, unknown, pages)
    return Ending(
        operator_problems=tuple(
            p
            for p in (*files.problems, *(p for d in defined if not d.on_wiki for p in d.problems))
            if p.severity is Severity.ERROR
        ),
        unknown_wikis=tuple(sorted(unknown)),
        unsaved_pages=unsaved + made.unsaved,
    )


def _read_edits(
    setting: Setting,
    programs: Programs,
    enrolled: Mapping[ProgramKey, Enrolled],
    known: Known,
    failures: Mapping[str, str],
) -> None:
    """Read what people did, the texts and documents that tell what it added, and what logs say of the pages."""
    setting.stopwatch.next("contributions")
    needs = _needs(programs, enrolled, known)
    collect(setting, needs, failures)
    texts = text_needs(setting, programs, enrolled)
    setting.stopwatch.next("texts")
    count_new_texts(setting, texts, failures)
    compare_new_entities(setting, texts, failures)
    setting.stopwatch.next("logs")
    look_up_pages(setting, needs, failures)


def _ask_beside_the_edits(
    setting: Setting, programs: Programs, enrolled: Mapping[ProgramKey, Enrolled], failures: Mapping[str, str]
) -> frozenset[ProgramKey]:
    """Ask about files, newcomers, readers; give the programs of whose pages' readers not all is there that could be."""
    setting.stopwatch.next("files")
    ask_about_uploads(setting, programs, enrolled, failures)
    setting.stopwatch.next("readers")
    ask_who_is_new(setting, programs, enrolled)
    ask_who_stayed(setting, programs, enrolled, failures)
    return ask_for_page_views(setting, programs, enrolled, failures)


def _with_new(setting: Setting, drafts: Iterable[Draft], pages: Mapping[str, PageText]) -> Mapping[str, PageText]:
    """Add the pages on which a report goes on that has become longer."""
    home = setting.catalogue.home
    new = [draft.title for draft in drafts if draft.dbname == home and draft.title not in pages]
    return {**pages, **read_pages(setting.home, new)} if new else pages


def _everybody(signed: Iterable[Signed]) -> frozenset[str]:
    return frozenset(name for one in signed for name in one.people)


def _drafts(
    setting: Setting,
    chosen: Iterable[Defined],
    over: Collection[str],
    enrolled: Mapping[ProgramKey, Enrolled],
    articles: Mapping[ProgramKey, ArticleNotes],
    *,
    pages: Mapping[str, PageText],
    pending: frozenset[ProgramKey],
    rooms: Rooms,
) -> tuple[Draft, ...]:
    """Give the pages as they should be; of campaigns that are `over` for long only those that have to change."""
    shown = tuple(
        one for one in chosen if not one.campaign or one.campaign.name not in over or _replaced(setting, one, rooms)
    )
    in_rooms = {show.campaign.name: show.campaign for room in rooms.rooms for show in room.shows}
    kept = _as_kept(setting, (*in_rooms.values(), *(one.campaign for one in shown if one.campaign)), over)
    metrics_page = METRICS_PAGE if pages[METRICS_PAGE].text is not None else None
    return draft_pages(
        setting,
        shown,
        {**enrolled, **kept},
        articles,
        metrics_page=metrics_page,
        pending=pending,
        rooms=rooms,
        over=over,
    )


def _replaced(setting: Setting, one: Defined, rooms: Rooms) -> bool:
    return one.campaign is not None and is_to_be_replaced(setting, one.campaign, rooms.of(one.campaign.name))


def _as_kept(setting: Setting, shown: Iterable[Campaign], over: Collection[str]) -> dict[ProgramKey, Enrolled]:
    """Give what is kept of the programs of campaigns whose people were let go."""
    keys = [(campaign.name, program.name) for campaign in shown for program in campaign.programs]
    kept = {key: load_enrolment(setting.store, *key) for key in keys if key[0] in over}
    return {key: enrolled for key, enrolled in kept.items() if enrolled}


def _chosen(setting: Setting, defined: tuple[Defined, ...]) -> tuple[Defined, ...]:
    """Give the campaigns that the person who started the run asked for; raises OperatorError if there is none."""
    wanted = setting.options.campaign
    chosen = tuple(d for d in defined if wanted is None or (d.campaign and d.campaign.name == wanted))
    if wanted and not chosen:
        raise OperatorError(f"there is no campaign {wanted}; {_known_names(d.campaign for d in defined)}")
    return chosen


def _programs(setting: Setting, chosen: tuple[Defined, ...]) -> Programs:
    """Give the programs to be brought up to date, each with its campaign; raises OperatorError if there is none."""
    wanted = setting.options.program
    every = tuple((d.campaign, program) for d in chosen if d.campaign for program in d.campaign.programs)
    programs = tuple((campaign, program) for campaign, program in every if wanted in (None, program.name))
    if wanted and not programs:
        raise OperatorError(f"there is no program {wanted}; {_known_names(program for _, program in every)}")
    return programs


def _known_names(things: Iterable[Campaign | Program | None]) -> str:
    names = ", ".join(thing.name for thing in things if thing)
    return f"there are: {names}" if names else "there are none"


def _look_up(
    setting: Setting,
    tracked: Mapping[ProgramKey, Tracked],
    signed: Mapping[ProgramKey, tuple[str, ...]],
    failures: dict[str, str],
) -> Known:
    """Look everybody up on the wikis tracked for them, and whoever is on none of these on the home wiki."""
    wanted: dict[str, dict[str, None]] = defaultdict(dict)
    for program, one in sorted(tracked.items(), key=lambda program: len(signed[program[0]])):
        for dbname, names in one.wikis.items():
            wanted[dbname].update(dict.fromkeys(name for name in signed[program] if name in names))
    known = {dbname: resolve_accounts(setting, dbname, tuple(names), failures) for dbname, names in wanted.items()}
    found = {name for answers in known.values() for name, answer in answers.items() if answer.account}
    home = setting.catalogue.home
    told = {*found, *known.get(home, {})}
    nowhere = tuple(dict.fromkeys(name for names in signed.values() for name in names if name not in told))
    at_home = resolve_accounts(setting, home, nowhere, failures)
    return {**known, home: {**at_home, **known.get(home, {})}}


def _needs(programs: Programs, enrolled: Mapping[ProgramKey, Enrolled], known: Known) -> tuple[Need, ...]:
    """Give the accounts whose contributions each program needs, wiki by wiki."""
    return tuple(
        Need(
            program=program,
            dbname=dbname,
            user_ids=_ids(taking_part, known[dbname]),
            anew=asks_for_update(program, taking_part),
        )
        for campaign, program in programs
        for taking_part in (enrolled[campaign.name, program.name],)
        for dbname in taking_part.wikis
    )


def _ids(enrolled: Enrolled, answers: Mapping[str, LookedUp]) -> tuple[int, ...]:
    return tuple(answer.account.user_id for name in enrolled.names if (answer := answers.get(name)) and answer.account)
