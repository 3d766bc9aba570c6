"""Stage four: the words and references in the texts that programs need and nobody has counted yet, wiki by wiki."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial

from bot.measures import (
    WORDS_VERSION,
    TextVocabulary,
    can_segment,
    has_text,
    needed_texts,
    references_version,
)
from bot.model.errors import WikiUnavailableError
from bot.model.settings import Executor
from bot.model.texts import TextCounts
from bot.run.cluster import Cluster
from bot.run.collect import note_failure
from bot.run.counting import Counting
from bot.run.needs import ASK_AGAIN, MOST_SECONDS, TextNeed
from bot.run.ports import Setting
from bot.run.side_by_side import Desk, side_by_side
from bot.store.memory import recall, remember
from bot.store.pages import stored_pages
from bot.store.progress import load_wiki_states
from bot.store.texts import CountedText, drop_stale_counts, lacking_counts, save_text_counts
from bot.wikis.texts import RevisionText, read_texts

_LATE = "texts not counted"
"""Under which key the store remembers the wikis for whose texts there was no time, and which come first next time."""

PEOPLE_AT_ONCE = 100
"""Whose revisions are looked through in one go."""

UNSEGMENTED_VERSION = 0
"""Instead of that of the words, where nothing is installed that tells some of them apart."""


def count_new_texts(setting: Setting, needs: Mapping[str, TextNeed], failures: Mapping[str, str]) -> None:
    """Read and count what is missing; a wiki that does not answer is recorded so, and the others go on.

    Wikis that did not answer earlier in this run, those of `failures` too, are not asked again.
    """
    states = load_wiki_states(setting.store)
    late = tuple(recall(setting.store, _LATE) or ())
    silent = {*failures, *(dbname for dbname, state in states.items() if state.failure)}
    unfinished = dict.fromkeys(dbname for dbname in late if dbname in silent)
    turns = (*late, *(dbname for dbname in needs if dbname not in late))
    dbnames = tuple(dbname for dbname in turns if dbname in needs and has_text(dbname) and dbname not in silent)
    with (
        setting.teller.stage("Counting words", len(dbnames)) as steps,
        _cluster(setting) as cluster,
        Counting(cluster=cluster) as counting,
    ):

        def count(dbname: str, desk: Desk) -> None:
            wiki = _Wiki(setting, dbname, desk, counting)
            try:
                if not wiki.count(needs[dbname]):
                    desk.hand_in(partial(unfinished.setdefault, dbname))
            except WikiUnavailableError as error:
                desk.hand_in(partial(note_failure, setting, states.get(dbname), dbname, str(error)))
            if wiki.asked:
                desk.hand_in(partial(setting.teller.say, f"{dbname}: {wiki.asked} texts counted"))
            desk.hand_in(partial(steps.done, dbname))

        side_by_side(dbnames, count)
        if cluster and cluster.trouble:
            setting.teller.warn(cluster.trouble)
    if tuple(unfinished) != late:
        remember(setting.store, _LATE, list(unfinished))


def _cluster(setting: Setting) -> AbstractContextManager[Cluster | None]:
    """Give the workers elsewhere that the operator named."""
    settings = setting.settings
    if settings.executor is Executor.LOCAL or settings.scheduler is None:
        return nullcontext()
    return Cluster(settings.scheduler)


class _Wiki:
    """The texts of one wiki in one run."""

    def __init__(self, setting: Setting, dbname: str, desk: Desk, counting: Counting) -> None:
        self.asked = 0
        self._setting = setting
        self._dbname = dbname
        self._desk = desk
        self._counting = counting
        self._client = setting.client(dbname)
        self._vocabulary: TextVocabulary = setting.vocabulary(dbname)
        self._clock = setting.budget.clock
        self._patient_until = self._clock() + setting.budget.for_reading(MOST_SECONDS)

    def count(self, need: TextNeed) -> bool:
        """Read, count and record what is missing, as much of it as there is time for; say whether that was all."""
        self._desk.ask(self._drop_stale)
        for rev_ids in self._batches(need):
            if self._clock() >= self._patient_until:
                say = f"{self._dbname}: not all texts were counted in this run; the next one begins with it"
                self._desk.hand_in(partial(self._setting.teller.say, say))
                return False
            for answer in read_texts(self._client, rev_ids):
                self._desk.hand_in(partial(self._save, self._counted(answer)))
                self.asked += len(answer)
        return True

    def _drop_stale(self) -> None:
        now = self._setting.now
        drop_stale_counts(
            self._setting.store,
            self._dbname,
            words_versions=(WORDS_VERSION,) if can_segment() else (WORDS_VERSION, UNSEGMENTED_VERSION),
            references_version=references_version(self._vocabulary),
            unknown_before=now if self._setting.options.full else now - ASK_AGAIN,
        )

    def _batches(self, need: TextNeed) -> Iterator[Sequence[int]]:
        """Give the revisions that are missing, as many at a time as fit into a request."""
        waiting: dict[int, None] = {}
        for first in range(0, len(need.user_ids), PEOPLE_AT_ONCE):
            people = need.user_ids[first : first + PEOPLE_AT_ONCE]
            waiting.update(dict.fromkeys(self._desk.ask(partial(self._lacking, need, people))))
            while waiting and len(waiting) >= self._client.batch:
                yield _take(waiting, self._client.batch)
        if waiting:
            yield _take(waiting, len(waiting))

    def _lacking(self, need: TextNeed, people: Sequence[int]) -> tuple[int, ...]:
        with stored_pages(self._setting.store, {self._dbname: people}, need.span) as stored:
            needed = tuple(dict.fromkeys(needed_texts(stored.edits, need.rules)))
        return lacking_counts(self._setting.store, self._dbname, needed)

    def _counted(self, answer: Sequence[RevisionText]) -> tuple[CountedText, ...]:
        """Count the texts of one answer of the wiki."""
        texts = [one.text for one in answer if one.text is not None]
        language = self._client.wiki.language
        counts = iter(self._counting.count(texts, language=language, vocabulary=self._vocabulary))
        return tuple(_unknown(one) if one.text is None else _known(one.rev_id, next(counts)) for one in answer)

    def _save(self, counted: Iterable[CountedText]) -> None:
        save_text_counts(
            self._setting.store,
            self._dbname,
            counted,
            references_version=references_version(self._vocabulary),
            asked_at=self._setting.now,
        )


def _take(waiting: dict[int, None], number: int) -> Sequence[int]:
    """Take as many as that away, those first that have waited longest."""
    taken = tuple(waiting)[:number]
    for rev_id in taken:
        del waiting[rev_id]
    return taken


def _unknown(one: RevisionText) -> CountedText:
    return CountedText(rev_id=one.rev_id, words=None, references=None, words_version=WORDS_VERSION, why=one.why)


def _known(rev_id: int, counts: TextCounts) -> CountedText:
    unsegmented = ", ".join(counts.unsegmented)
    return CountedText(
        rev_id=rev_id,
        words=counts.words,
        references=counts.references,
        words_version=UNSEGMENTED_VERSION if unsegmented else WORDS_VERSION,
        why=f"no segmentation is installed for {unsegmented}" if unsegmented else None,
    )
