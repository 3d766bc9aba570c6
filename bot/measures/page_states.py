"""What has become of each page that participants edited. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from bot.measures.enrolments import Enrolment
from bot.measures.rule import Rule
from bot.measures.tally import names_only
from bot.model.page_log import DeletedPage, PageLog
from bot.model.participants import Participant
from bot.model.results import PageName, PageResult, PageState, Result


def with_page_log(result: Result, enrolments: Sequence[Enrolment], log: PageLog) -> Result:
    """Add to what was measured for these programs together what the logs say of its pages.

    A page that was deleted is listed where somebody edited it who may be named, unless another page that is listed
    stands there now.
    """
    named = result.participants.keys()
    pages = tuple(_with_log(page, named, log) for page in result.pages)
    standing = {(page.wiki, page.namespace, page.title) for page in pages}
    deleted = _deleted_pages(log.deleted, _rules(enrolments), named)
    return replace(
        result,
        pages=(*pages, *(page for page in deleted if (page.wiki, page.namespace, page.title) not in standing)),
    )


def _rules(enrolments: Iterable[Enrolment]) -> tuple[Rule, ...]:
    return tuple(Rule(e.program, participants=e.participants, wikis=e.wikis, wanted=e.wanted) for e in enrolments)


def _with_log(page: PageResult, named: Collection[str], log: PageLog) -> PageResult:
    key = page.wiki, page.namespace, page.title
    moved = log.moved.get(key)
    return replace(
        page,
        state=PageState.REDIRECT if key in log.redirects else page.state,
        moved_from=moved if moved and _may_be_shown(moved, named) else None,
        deleted_at=log.restored.get(key),
    )


def _may_be_shown(name: PageName, named: Collection[str]) -> bool:
    return names_only(named, name.namespace, name.title)


def _deleted_pages(
    deleted: Iterable[DeletedPage], rules: Sequence[Rule], named: Collection[str]
) -> tuple[PageResult, ...]:
    """Give the pages on which something of these people would count if they existed, by wiki and title."""
    found: dict[tuple[str, int, str], PageResult] = {}
    for page in sorted(deleted, key=lambda one: one.deleted_at):
        last = page.contributions[-1]
        verdicts = (rule.judge(contribution) for contribution in page.contributions for rule in rules)
        people = {verdict.user_name for verdict in verdicts if isinstance(verdict, Participant)}.intersection(named)
        if people and names_only(named, last.namespace, last.title):
            found[last.dbname, last.namespace, last.title] = PageResult(
                wiki=last.dbname,
                namespace=last.namespace,
                title=last.title,
                created=False,
                deleted=True,
                edits=0,
                bytes_added=0,
                bytes_removed=0,
                bytes_net=0,
                words_added=0,
                references_added=0,
                participants=tuple(sorted(people)),
                state=PageState.DELETED,
                deleted_at=page.deleted_at,
            )
    return tuple(found[key] for key in sorted(found))
