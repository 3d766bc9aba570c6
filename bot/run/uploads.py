"""Stage four, too: the files that participants uploaded, and which articles use them, wiki by wiki."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from bot.measures import Enrolment, Knowledge
from bot.model.errors import WikiUnavailableError
from bot.model.intervals import Interval
from bot.model.wikis import COMMONS
from bot.run.collect import note_failure
from bot.run.enrol import Programs, asks_for_update
from bot.run.ports import Setting
from bot.run.results import participants_of
from bot.run.side_by_side import Desk, side_by_side
from bot.run.upload_plan import UploadNeed, due_files
from bot.store.articles import load_wanted
from bot.store.campaigns import Enrolled
from bot.store.progress import load_wiki_states
from bot.store.uploads import AskedFile, load_files, perhaps_uploaded, save_files, save_uses
from bot.wikis.uploads import FileState, read_files, read_uses_of_shared, was_deleted_in_public

MOST_LOOKED_UP = 50
"""Deleted files of one wiki that are looked up in its log in one run; each is a request, the next run goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """The pages that one wiki is asked about, and what is known of them."""

    page_ids: tuple[int, ...]
    uploaders: frozenset[int]
    edited: frozenset[int]
    known: Mapping[int, AskedFile]


def ask_about_uploads(
    setting: Setting, programs: Programs, enrolled: Mapping[tuple[str, str], Enrolled], failures: Mapping[str, str]
) -> None:
    """Ask and record what is due; a wiki that does not answer is recorded so, and the others go on.

    Wikis that did not answer earlier in this run, those of `failures` too, are not asked again.
    """
    states = load_wiki_states(setting.store)
    silent = {*failures, *(dbname for dbname, state in states.items() if state.failure)}
    needs = {need.dbname: need for need in _needs(setting, programs, enrolled) if need.dbname not in silent}
    plans = {dbname: plan for dbname, need in needs.items() if (plan := _plan(setting, need)).page_ids}
    shared: dict[str, int] = {}
    with setting.teller.stage("Asking about files", len(plans)) as steps:

        def ask(dbname: str, desk: Desk) -> None:
            try:
                shared.update(_Wiki(setting, dbname, desk).ask(plans[dbname]))
            except WikiUnavailableError as error:
                desk.hand_in(partial(note_failure, setting, states.get(dbname), dbname, str(error)))
            desk.hand_in(partial(steps.done, dbname))

        side_by_side(tuple(plans), ask)

    def ask_who_uses(dbname: str, desk: Desk) -> None:
        try:
            _ask_who_uses(setting, dbname, desk, shared)
        except WikiUnavailableError as error:
            desk.hand_in(partial(note_failure, setting, states.get(dbname), dbname, str(error)))

    if shared:
        side_by_side(tuple(dbname for dbname in needs if dbname != COMMONS), ask_who_uses)


def _needs(setting: Setting, programs: Programs, enrolled: Mapping[tuple[str, str], Enrolled]) -> Iterator[UploadNeed]:
    """Give what the programs need of each wiki."""
    enrolments: dict[str, list[Enrolment]] = defaultdict(list)
    anew: set[str] = set()
    for campaign, program in programs:
        one = enrolled[campaign.name, program.name]
        enrolment = Enrolment(
            program=program,
            participants=participants_of(setting.store, program, one),
            wikis=one.wikis,
            knowledge=Knowledge(as_of=None),
            wanted=load_wanted(setting.store, campaign.name, program.name) if program.articles else (),
        )
        for dbname in one.wikis if program.windows else ():
            enrolments[dbname].append(enrolment)
            anew.update([dbname] if setting.options.full or asks_for_update(program, one) else [])
    for dbname, some in enrolments.items():
        windows = [window for enrolment in some for window in enrolment.program.windows]
        accounts = (person.accounts for enrolment in some for person in enrolment.participants)
        yield UploadNeed(
            dbname=dbname,
            enrolments=tuple(some),
            user_ids=tuple(sorted({there[dbname] for there in accounts if dbname in there})),
            span=Interval(min(window.start for window in windows), max(window.end for window in windows)),
            anew=dbname in anew,
        )


def _plan(setting: Setting, need: UploadNeed) -> _Plan:
    perhaps = perhaps_uploaded(setting.store, need.dbname, need.user_ids, need.span)
    known = load_files(setting.store, need.dbname, user_ids=need.user_ids, page_ids=tuple(perhaps))
    return _Plan(
        page_ids=due_files(need, perhaps, known, setting.now),
        uploaders=frozenset(need.user_ids),
        edited=frozenset(perhaps),
        known=known,
    )


class _Wiki:
    """The files of one wiki in one run."""

    def __init__(self, setting: Setting, dbname: str, desk: Desk) -> None:
        self._setting = setting
        self._dbname = dbname
        self._desk = desk
        self._client = setting.client(dbname)
        self._lookups_left = MOST_LOOKED_UP

    def ask(self, plan: _Plan) -> dict[str, int]:
        """Record what the wiki says; give by name the page ids of files of which others have to say who uses them."""
        shared: dict[str, int] = {}
        for answer in read_files(self._client, plan.page_ids, plan.uploaders):
            asked = [one for state in answer if (one := self._asked(state, plan))]
            files = {one.page_id for one in asked if one.user_id is not None and not one.deleted}
            usages = {state.page_id: state.usages for state in answer if state.page_id in files}
            everywhere = any(state.everywhere for state in answer)
            self._desk.hand_in(partial(self._save, asked, usages, everywhere=everywhere))
            if self._dbname == COMMONS and not everywhere:
                shared.update(_names(state for state in answer if state.page_id in files))
        return shared

    def _asked(self, state: FileState, plan: _Plan) -> AskedFile | None:
        """Give what is to be recorded; None where that has to wait for the next run."""
        before = plan.known.get(state.page_id)
        title, deleted = state.title, False
        user_id, timestamp = (state.user_id, state.timestamp) if state.user_id in plan.uploaders else (None, None)
        if not state.is_file and before is not None and before.user_id is not None:
            if not before.deleted and not self._lookups_left:
                return None
            title = before.title if before.deleted else self._title_of_deleted(before)
            user_id, timestamp, deleted = before.user_id, before.timestamp, True
        return AskedFile(
            page_id=state.page_id,
            title=title,
            user_id=user_id,
            timestamp=timestamp,
            deleted=deleted,
            edited=state.page_id in plan.edited,
            asked_at=self._setting.now,
        )

    def _title_of_deleted(self, before: AskedFile) -> str | None:
        """Give the title if everybody may know that there was such a file (DESIGN section 7)."""
        if before.title is None:
            return None
        self._lookups_left -= 1
        return before.title if was_deleted_in_public(self._client, before.title) else None

    def _save(self, asked: Sequence[AskedFile], usages: Mapping[int, int], *, everywhere: bool) -> None:
        store, now = self._setting.store, self._setting.now
        save_files(store, self._dbname, asked)
        save_uses(store, self._dbname, usages, asked=self._dbname, everywhere=everywhere, asked_at=now)


def _ask_who_uses(setting: Setting, dbname: str, desk: Desk, shared: Mapping[str, int]) -> None:
    """Record how many articles of one wiki use files of Commons, which has no GlobalUsage to say so itself."""
    usages = read_uses_of_shared(setting.client(dbname), shared)
    save = partial(save_uses, setting.store, COMMONS, usages, asked=dbname, everywhere=False, asked_at=setting.now)
    desk.hand_in(save)


def _names(files: Iterable[FileState]) -> Iterator[tuple[str, int]]:
    """Give each present and old name with the page id of its file."""
    for one in files:
        yield from ((name, one.page_id) for name in (one.title, *one.old_names) if name is not None)
