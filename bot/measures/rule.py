"""Whether a revision counts for a program, and if not, why (DESIGN section 4)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum

import numpy as np

from bot.measures.wanted import AnyPage, WantedPages
from bot.model.campaigns import Program, Scope
from bot.model.contributions import Contribution
from bot.model.edits import Flags, Pages
from bot.model.intervals import Interval
from bot.model.participants import Participant
from bot.model.results import WantedArticle
from bot.model.wikis import COMMONS, NS_FILE, NS_LEXEME, NS_MAIN, NS_PROPERTY, WIKIDATA

_CONTENT = {COMMONS: (NS_FILE,), WIKIDATA: (NS_MAIN, NS_PROPERTY, NS_LEXEME)}
"""Where this is not only the main namespace: files; items, properties and lexemes."""


class WhyNot(StrEnum):
    """What a revision lacks to count, in words for a person; who looks for the nearest miss takes the last of these."""

    UNTRACKED = "wiki not tracked"
    NOT_LISTED = "not on the list"
    OUTSIDE = "outside every window"
    NAMESPACE = "page not in a tracked namespace"
    NOT_WANTED = "not a wanted article"


class Rule:
    """One program's rule, made ready for very many revisions."""

    def __init__(
        self,
        program: Program,
        *,
        participants: Iterable[Participant],
        wikis: tuple[str, ...],
        wanted: Iterable[WantedArticle],
    ) -> None:
        self.participants = tuple(participants)
        self.windows = program.windows
        self._span = Interval(program.windows[0].start, program.windows[-1].end) if program.windows else None
        self.people: Mapping[str, dict[int, Participant]] = defaultdict(dict)
        """By dbname and local id."""
        for person in self.participants:
            for dbname in wikis:
                if dbname in person.accounts:
                    self.people[dbname][person.accounts[dbname]] = person
        self._namespaces = {dbname: tracked_namespaces(program, dbname) for dbname in wikis}
        self._only = WantedPages(wanted) if program.scope is Scope.ARTICLES else None

    def judge(self, contribution: Contribution) -> Participant | WhyNot:
        """Give the person for whom a revision counts, or why it does not count."""
        if self._span is None or contribution.timestamp not in self._span:
            return WhyNot.OUTSIDE
        person = self.people.get(contribution.dbname, {}).get(contribution.user_id)
        if person is None:
            return WhyNot.NOT_LISTED if contribution.dbname in self._namespaces else WhyNot.UNTRACKED
        if not any(contribution.timestamp in window for window in self.windows):
            return WhyNot.OUTSIDE
        if contribution.namespace not in self._namespaces[contribution.dbname]:
            return WhyNot.NAMESPACE
        return person if self._is_wanted(contribution) else WhyNot.NOT_WANTED

    def tracked(self, pages: Pages) -> Flags:
        """Whether edits of each of these pages can count."""
        tracked = np.isin(pages.namespace, self._namespaces.get(pages.dbname, ()))
        if self._only is not None:
            tracked &= np.fromiter((page in self._only for page in pages.every()), np.bool_, len(tracked))
        return tracked

    def _is_wanted(self, page: AnyPage) -> bool:
        return self._only is None or page in self._only


def tracked_namespaces(program: Program, dbname: str) -> tuple[int, ...]:
    """Give the namespaces whose pages count on a wiki: by default those of its content."""
    return program.namespaces or _CONTENT.get(dbname, (NS_MAIN,))
