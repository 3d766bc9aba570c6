"""Stage four: what edits on Wikidata changed in the items, properties and lexemes of which that is not known yet."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from bot.measures import ENTITY_VERSION, Entity, compare_entities, needs_documents, read_entity
from bot.measures.rule import WhyNot
from bot.model.contributions import Contribution
from bot.model.entities import Unreadable
from bot.model.errors import WikiUnavailableError
from bot.model.wikis import WIKIDATA
from bot.run.collect import note_failure
from bot.run.needs import ASK_AGAIN, MOST_SECONDS, TextNeed
from bot.run.ports import Setting
from bot.run.side_by_side import Desk, side_by_side
from bot.store.entities import IDS_A_QUERY, Compared, drop_stale_changes, lacking_entity_edits, save_entity_changes
from bot.store.progress import load_wiki_states
from bot.wikis.texts import NO_ENTITY, RevisionText, read_documents

EDITS_AT_ONCE = 20_000
"""Looked through in one go; those of one page come together, so that hardly any document is asked for twice."""


def compare_new_entities(setting: Setting, needs: Mapping[str, TextNeed], failures: Mapping[str, str]) -> None:
    """Read and compare what is missing; a Wikidata that does not answer is recorded so.

    It is not asked where it did not answer earlier in this run.
    """
    states = load_wiki_states(setting.store)
    state = states.get(WIKIDATA)
    need = needs.get(WIKIDATA)
    if need is None or WIKIDATA in failures or (state and state.failure):
        return
    with setting.teller.stage("Comparing items", 1) as steps:

        def compare(dbname: str, desk: Desk) -> None:
            comparing = _Comparing(setting, dbname, desk)
            try:
                comparing.work_off(need)
            except WikiUnavailableError as error:
                desk.hand_in(partial(note_failure, setting, state, dbname, str(error)))
            if comparing.asked:
                desk.hand_in(partial(setting.teller.say, f"{dbname}: {comparing.asked} versions of items read"))
            desk.hand_in(partial(steps.done, dbname))

        side_by_side((WIKIDATA,), compare)


class _Comparing:
    """The documents of one wiki in one run."""

    def __init__(self, setting: Setting, dbname: str, desk: Desk) -> None:
        self.asked = 0
        self._setting = setting
        self._dbname = dbname
        self._desk = desk
        self._client = setting.client(dbname)
        self._clock = setting.budget.clock
        self._patient_until = self._clock() + setting.budget.for_reading(MOST_SECONDS)

    def work_off(self, need: TextNeed) -> None:
        """Read, compare and record what is missing, as much of it as there is time for."""
        self._desk.ask(self._drop_stale)
        for edits in self._lacking(need):
            pairs = Pairs(edits)
            for rev_ids in _batches(pairs.rev_ids, self._client.batch):
                if self._clock() >= self._patient_until:
                    say = f"{self._dbname}: not all items were compared in this run; the next one goes on"
                    self._desk.hand_in(partial(self._setting.teller.say, say))
                    return
                for answer in read_documents(self._client, rev_ids):
                    self._desk.hand_in(partial(self._save, pairs.take(answer)))
                    self.asked += len(answer)

    def _drop_stale(self) -> None:
        now = self._setting.now
        drop_stale_changes(
            self._setting.store,
            self._dbname,
            version=ENTITY_VERSION,
            unknown_before=now if self._setting.options.full else now - ASK_AGAIN,
        )

    def _lacking(self, need: TextNeed) -> Iterator[Sequence[Contribution]]:
        """Give the edits that programs count and nobody compared, page after page, many at a time."""
        for first in range(0, len(need.user_ids), IDS_A_QUERY):
            people = need.user_ids[first : first + IDS_A_QUERY]
            after = (0, 0)
            while True:
                found = self._desk.ask(partial(self._next, need, people, after))
                yield [edit for edit in found if needs_documents(edit) and _counts(edit, need)]
                if len(found) < EDITS_AT_ONCE:
                    break
                after = (found[-1].page_id, found[-1].rev_id)

    def _next(self, need: TextNeed, people: Sequence[int], after: tuple[int, int]) -> Sequence[Contribution]:
        return lacking_entity_edits(
            self._setting.store, self._dbname, people, need.span, after=after, at_most=EDITS_AT_ONCE
        )

    def _save(self, compared: Sequence[Compared]) -> None:
        save_entity_changes(
            self._setting.store, self._dbname, compared, version=ENTITY_VERSION, asked_at=self._setting.now
        )


def _counts(edit: Contribution, need: TextNeed) -> bool:
    return any(not isinstance(rule.judge(edit), WhyNot) for rule in need.rules)


def _batches(rev_ids: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (rev_ids[start : start + size] for start in range(0, len(rev_ids), size))


class Pairs:
    """Edits that wait for the documents before and after them; a document is kept no longer than an edit needs it.

    `edits` stand page after page, each page's in order, so that hardly any waits for another request.
    """

    def __init__(self, edits: Sequence[Contribution]) -> None:
        self._waiting: dict[int, list[Contribution]] = defaultdict(list)
        for edit in edits:
            for rev_id in _needed(edit):
                self._waiting[rev_id].append(edit)
        self._read: dict[int, _Document] = {}
        self.rev_ids = tuple(self._waiting)
        """The revisions whose documents are needed, each once."""

    @property
    def held(self) -> int:
        """How many documents are kept at this moment."""
        return len(self._read)

    def take(self, answer: Sequence[RevisionText]) -> tuple[Compared, ...]:
        """Take documents, and give what came of the edits that waited for nothing else."""
        compared = []
        for one in answer:
            self._read[one.rev_id] = _Document(one)
            for edit in tuple(self._waiting[one.rev_id]):
                needed = _needed(edit)
                if all(rev_id in self._read for rev_id in needed):
                    compared.append(_compare(edit, *(self._read[rev_id] for rev_id in needed)))
                    for rev_id in needed:
                        self._let_go(rev_id, edit)
        return tuple(compared)

    def _let_go(self, rev_id: int, edit: Contribution) -> None:
        self._waiting[rev_id].remove(edit)
        if not self._waiting[rev_id]:
            self._read.pop(rev_id, None)


class _Document:
    """What was read of one revision."""

    def __init__(self, one: RevisionText) -> None:
        self.is_entity = one.why != NO_ENTITY
        self.summary = one.summary or ""
        self.read: Entity | Unreadable = Unreadable(why=one.why or "") if one.text is None else read_entity(one.text)


def _needed(edit: Contribution) -> tuple[int, ...]:
    """Give the revisions after and before an edit."""
    return (edit.rev_id, edit.parent_id) if edit.parent_id else (edit.rev_id,)


def _compare(edit: Contribution, after: _Document, before: _Document | None = None) -> Compared:
    if not after.is_entity:
        return Compared(rev_id=edit.rev_id, changes={})
    if isinstance(after.read, Unreadable):
        return Compared(rev_id=edit.rev_id, changes=None, why=after.read.why)
    old = before.read if before else None
    if isinstance(old, Unreadable):
        return Compared(rev_id=edit.rev_id, changes=None, why=f"the version before it: {old.why}")
    return Compared(rev_id=edit.rev_id, changes=compare_entities(old, after.read, summary=after.summary))
