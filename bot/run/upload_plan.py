"""Which pages a wiki is asked about, because they may hold files of participants or because uses change. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.measures import Enrolment, UploadRule
from bot.model.campaigns import Program
from bot.model.intervals import Interval
from bot.model.reporting import closing, last_update
from bot.model.uploads import UploadedFile
from bot.store.uploads import AskedFile, PerhapsUploaded

ASK_AGAIN = timedelta(days=1)
"""How often it is asked where files are used, until a program closes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadNeed:
    """What programs need to know of one wiki's files: whose they are, by local id, and when they may come from."""

    dbname: str
    enrolments: tuple[Enrolment, ...]
    user_ids: tuple[int, ...]
    span: Interval
    anew: bool
    """Everything is asked again, known or not."""


def due_files(
    need: UploadNeed, perhaps: Mapping[int, PerhapsUploaded], known: Mapping[int, AskedFile], now: datetime
) -> tuple[int, ...]:
    """Give the ids of the pages to ask about: what is new or gone at once, all others as programs need it."""
    rules = tuple((enrolment.program, UploadRule(enrolment)) for enrolment in need.enrolments)

    def is_due(page_id: int) -> bool:
        found, asked = perhaps.get(page_id), known.get(page_id)
        if asked is None:
            return True
        if asked.user_id is not None and asked.timestamp is not None and asked.timestamp not in need.span:
            return False
        if need.anew or (found is not None) != asked.edited or (found is not None and found.latest > asked.asked_at):
            return True
        return _asks_again(_programs(need.dbname, found, asked, rules), asked.asked_at, now)

    return tuple(page_id for page_id in sorted({*perhaps, *known}) if is_due(page_id))


def _programs(
    dbname: str, found: PerhapsUploaded | None, asked: AskedFile, rules: Sequence[tuple[Program, UploadRule]]
) -> Iterable[Program]:
    """Give the programs for which a file counts; all of them while the page that somebody created holds none yet."""
    if asked.user_id is None or asked.timestamp is None:
        return [program for program, _ in rules] if found and found.created else []
    file = UploadedFile(
        dbname=dbname, page_id=asked.page_id, title=asked.title, user_id=asked.user_id, timestamp=asked.timestamp
    )
    return [program for program, rule in rules if rule.uploader(file) is not None]


def _asks_again(programs: Iterable[Program], asked_at: datetime, now: datetime) -> bool:
    """Whether a program is open and it was asked a day ago, or it was not asked since the program closed or ended."""
    for program in programs:
        closed_at, final = closing(program), last_update(program)
        if closed_at and now < closed_at and now - asked_at >= ASK_AGAIN:
            return True
        if any(moment and asked_at < moment <= now for moment in (closed_at, final)):
            return True
    return False
