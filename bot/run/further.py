"""What is known of programs beside the edits: who is new and stayed, how often pages were read, files uploaded."""

from collections.abc import Sequence

from bot.measures import (
    Enrolment,
    Rule,
    ViewedPages,
    needed_days,
    newcomers,
    retained_span,
    viewed_pages,
    with_newcomers,
    with_page_views,
)
from bot.model.campaigns import Program
from bot.model.participants import Participant
from bot.model.results import Result, WantedArticle
from bot.run.stored_uploads import with_stored_uploads
from bot.store import Store
from bot.store.newcomers import load_later_edits, load_registered
from bot.store.page_views import first_edits, has_page_views, load_page_views
from bot.store.services import PAGE_VIEWS, load_failure

Measured = tuple[Result, tuple[Result, ...]]
"""A campaign's result, and those of its programs in order."""


def with_further(store: Store, enrolments: Sequence[Enrolment], measured: Measured) -> Measured:
    """Add what the store knows to the results of these programs and of the campaign that they make up."""
    people = _with_newcomers(store, enrolments, measured)
    return with_stored_uploads(store, _with_readers(store, enrolments, people), enrolments)


def stored_pages(
    store: Store,
    program: Program,
    participants: Sequence[Participant],
    wikis: tuple[str, ...],
    wanted: Sequence[WantedArticle],
) -> ViewedPages:
    """Give the pages of a program whose readers count, as far as its people's edits are known."""
    rule = Rule(program, participants=participants, wikis=wikis, wanted=wanted)
    accounts = _accounts(participants, wikis)
    return viewed_pages(program, rule, first_edits(store, accounts, program.windows) if program.windows else ())


def _with_newcomers(store: Store, enrolments: Sequence[Enrolment], measured: Measured) -> Measured:
    whole, programs = measured
    registered = load_registered(store, {p.user_name for e in enrolments for p in e.participants})
    found = []
    for enrolment in enrolments:
        program, accounts = enrolment.program, _accounts(enrolment.participants, enrolment.wikis)
        edited = load_later_edits(store, accounts, retained_span(program)) if program.windows else {}
        found.append(newcomers(enrolment, registered, edited))
    added = tuple(with_newcomers(result, (one,)) for result, one in zip(programs, found, strict=True))
    return with_newcomers(whole, found), added


def _with_readers(store: Store, enrolments: Sequence[Enrolment], measured: Measured) -> Measured:
    failure = load_failure(store, PAGE_VIEWS)
    if failure is None and not has_page_views(store, {dbname for e in enrolments for dbname in e.wikis}):
        return measured
    whole, programs = measured
    why = failure.failure if failure else None
    pages = tuple(stored_pages(store, e.program, e.participants, e.wikis, e.wanted) for e in enrolments)
    known = {key: stored.views for key, stored in load_page_views(store, needed_days(pages)).items()}
    added = tuple(with_page_views(result, (one,), known, why) for result, one in zip(programs, pages, strict=True))
    return with_page_views(whole, pages, known, why), added


def _accounts(participants: Sequence[Participant], wikis: Sequence[str]) -> dict[str, set[int]]:
    accounts: dict[str, set[int]] = {dbname: set() for dbname in wikis}
    for person in participants:
        for dbname, user_id in person.accounts.items():
            if dbname in accounts:
                accounts[dbname].add(user_id)
    return accounts
