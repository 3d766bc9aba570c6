"""The revisions behind the numbers of one person or page, from the store alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.measures import Enrolment, Explanation, explain, is_withheld, names_only
from bot.model.campaigns import Campaign, Program
from bot.model.contributions import Contribution
from bot.model.errors import OperatorError
from bot.model.intervals import Interval
from bot.model.results import Result, Totals
from bot.model.wikis import CANONICAL_NAMESPACES, NS_MAIN, WIKIDATA
from bot.run.near import near_names
from bot.run.results import span_of, stored_enrolments, stored_results
from bot.signups.names import fold_spaces
from bot.store import Store
from bot.store.contributions import stream_contributions
from bot.store.entities import load_entity_changes

PageKey = tuple[str, int, str]
"""dbname, namespace and title without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """A result as it is exported, the enrolments that it counts, and the span of time in which their edits were."""

    result: Result
    enrolments: tuple[Enrolment, ...]
    span: Interval | None

    @property
    def label(self) -> str:
        return f"{self.result.campaign}, {self.result.program}" if self.result.program else self.result.campaign

    @property
    def wikis(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(dbname for enrolment in self.enrolments for dbname in enrolment.wikis))

    def accounts(self, names: Collection[str] | None = None) -> dict[str, set[int]]:
        """Give the local ids of these people, or of all, by dbname."""
        found: dict[str, set[int]] = defaultdict(set)
        for enrolment in self.enrolments:
            for person in enrolment.participants:
                if names is None or person.user_name in names:
                    for dbname, user_id in person.accounts.items():
                        found[dbname].add(user_id)
        return found


def stored_basis(store: Store, campaign: Campaign, program: Program | None) -> Basis:
    """Give what the numbers of a campaign, or of one program, stand on; programs that are withheld are not in it.

    Raises OperatorError where nobody and nothing may be told apart.
    """
    whole, results = stored_results(store, campaign)
    enrolments = stored_enrolments(store, campaign)
    if program:
        chosen = campaign.programs.index(program)
        basis = Basis(result=results[chosen], enrolments=(enrolments[chosen],), span=span_of(campaign))
    else:
        counted = tuple(e for e, result in zip(enrolments, results, strict=True) if not is_withheld(result))
        basis = Basis(result=whole, enrolments=counted, span=span_of(campaign))
    if not basis.result.participants:
        raise OperatorError(
            f"{basis.label} names nobody, so none of its numbers can be explained by a person or a page: "
            "explanations name and list only whom and what reports do (privacy: names)"
        )
    return basis


def explain_person(store: Store, basis: Basis, name: str) -> Explanation:
    """Tell of each edit of a person; raises OperatorError for whom the results do not name."""
    exported = basis.result.participants.get(name)
    if exported is None:
        near = near_names(name, {known: known for known in basis.result.participants})
        raise OperatorError(
            f"{basis.label} names nobody called {name}{near}. Who is on no list, left it, opted out or counts without "
            "a name is not told apart here, because no report does"
        )
    explained = _explained(store, basis, _edits(store, basis, basis.accounts({name})))
    return replace(explained, totals=Totals()) if exported.edits is None else explained


def explain_page(store: Store, basis: Basis, title: str, wiki: str | None) -> tuple[PageKey, Explanation]:
    """Tell of each edit of a page, on one wiki or on any; raises OperatorError where nobody who is named edited it.

    `title` may have MediaWiki's own name of its namespace, or any other, before it.
    """
    named = basis.result.participants
    theirs = basis.accounts(named)
    seen: set[PageKey] = set()
    found: dict[PageKey, list[Contribution]] = defaultdict(list)
    meant = _Meant(title)
    for contribution in _edits(store, basis, basis.accounts()):
        key = contribution.dbname, contribution.namespace, contribution.title
        ours = contribution.user_id in theirs.get(contribution.dbname, ()) and wiki in (None, contribution.dbname)
        if ours and names_only(named, contribution.namespace, contribution.title):
            seen.add(key)
        if meant.is_page(contribution.namespace, contribution.title):
            found[key].append(contribution)
    page = _the_page(basis, title, wiki, [key for key in found if key in seen], seen)
    listed = page in {(one.wiki, one.namespace, one.title) for one in basis.result.pages}
    edits = (edit for edit in found[page] if listed or edit.user_id in theirs[edit.dbname])
    return page, _explained(store, basis, edits)


def _explained(store: Store, basis: Basis, contributions: Iterable[Contribution]) -> Explanation:
    edits = tuple(contributions)
    changes = load_entity_changes(store, WIKIDATA, sorted(edit.rev_id for edit in edits if edit.dbname == WIKIDATA))
    return explain(basis.enrolments, edits, named=basis.result.participants, changes=changes)


def page_name(namespace: int, title: str) -> str:
    """Give a title with MediaWiki's own name of its namespace, or with its number."""
    prefix = next((name for name, number in CANONICAL_NAMESPACES.items() if number == namespace), str(namespace))
    return f"{prefix[:1].upper()}{prefix[1:]}:{title}" if namespace else title


class _Meant:
    """A title as somebody typed it."""

    def __init__(self, text: str) -> None:
        prefix, colon, rest = text.partition(":")
        self._whole = _spellings(text)
        self._rest = _spellings(rest) if colon else frozenset()
        self._namespace = CANONICAL_NAMESPACES.get(fold_spaces(prefix).lower()) if colon else None

    def is_page(self, namespace: int, title: str) -> bool:
        if title in self._whole:
            return True
        return namespace != NS_MAIN and title in self._rest and self._namespace in (None, namespace)


def _spellings(text: str) -> frozenset[str]:
    """Give the titles that a wiki may understand by a text: most write the first letter large."""
    title = fold_spaces(text)
    return frozenset({title, title[:1].title() + title[1:]})


def _the_page(
    basis: Basis, title: str, wiki: str | None, found: Sequence[PageKey], seen: Collection[PageKey]
) -> PageKey:
    """Give the one page that is meant; an article before other pages of the same title."""
    first = min((namespace for _, namespace, _ in found), default=NS_MAIN)
    pages = sorted(key for key in found if key[1] == first)
    if len(pages) == 1:
        return pages[0]
    if pages:
        wikis = ", ".join(dbname for dbname, _, _ in pages)
        raise OperatorError(f"there is a page {title} on several wikis; say which with --wiki: {wikis}")
    known = {f"{page_name(one[1], one[2])} ({one[0]})": page_name(one[1], one[2]) for one in sorted(seen)}
    where = f" on {wiki}" if wiki else ""
    raise OperatorError(f"in {basis.label}, nobody who is named edited a page {title}{where}{near_names(title, known)}")


def _edits(store: Store, basis: Basis, accounts: Mapping[str, Iterable[int]]) -> Iterator[Contribution]:
    return stream_contributions(store, accounts, basis.span) if basis.span else iter(())
