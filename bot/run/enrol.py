"""Stage two: who takes part, as accounts on every tracked wiki, and what became of each line of the lists."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.model.campaigns import Campaign, ListPage, Privacy, Program
from bot.model.contributions import Account
from bot.model.reporting import ListNotes, State, state_of
from bot.model.signups import Fate, ListLine, ListReading, ListTrouble, NotRead, Remark
from bot.run.accounts import Known
from bot.run.auto_wikis import Tracked
from bot.run.people import People
from bot.run.ports import Setting
from bot.run.signing import JudgedList, Line, Signed
from bot.signups import UnreadLine
from bot.store.campaigns import Enrolled, load_enrolment, save_enrolment

Programs = Sequence[tuple[Campaign, Program]]

NO_LIST = frozenset({ListTrouble.MISSING, ListTrouble.NO_SECTION})


@dataclass(slots=True, kw_only=True)
class _Roll:
    """What is known of everybody who signed up for one program; `told` are those of whom a line was told already."""

    accounts: Mapping[str, Account]
    exists: Collection[str]
    unknown: Collection[str]
    opted_out: Collection[str]
    late: Collection[str]
    public: bool
    told: set[str] = field(default_factory=set)


def enrol(
    setting: Setting,
    campaign: Campaign,
    program: Program,
    signed: Signed,
    *,
    people: People,
    opted_out: Collection[str],
    tracked: Tracked,
    known: Known,
) -> Enrolled:
    """Record who takes part in a program, on which wikis it is tracked and how its lists were read."""
    before = load_enrolment(setting.store, campaign.name, program.name)
    is_closed = state_of(program, setting.now) is State.CLOSED
    late = set(signed.people) - _in_time(before, people) if before and before.final and is_closed else set()
    names = {name for name in signed.people if name not in opted_out and name not in late}
    home = setting.catalogue.home
    answers = {name: [known.get(dbname, {}).get(name) for dbname in (*tracked.wikis_of(name), home)] for name in names}
    accounts = {name: account for name, found in answers.items() if (account := _first(a.account for a in found if a))}
    exists = {name for name in names if name in tracked.exist or name in accounts}
    temporary = {name for name, account in accounts.items() if account.temporary}
    unknown = {name for name, found in answers.items() if name not in exists and None in found} | tracked.unasked
    roll = _Roll(
        accounts=accounts,
        exists=exists,
        unknown=unknown,
        opted_out=opted_out,
        late=late,
        public=program.privacy is Privacy.PUBLIC,
    )
    counted = exists - temporary
    enrolled = Enrolled(
        campaign=campaign.name,
        program=program.name,
        wikis=tuple(tracked.wikis),
        names=tuple(sorted(counted)),
        signed=frozenset(name for name in counted if signed.people[name]),
        final=is_closed and not unknown and not signed.unread,
        notes=ListNotes(
            lists=tuple(source for source in program.sources if isinstance(source, ListPage)),
            listed=len(names),
            not_found=tuple(sorted(names - exists - unknown)),
            missing_lists=tuple(_called(judged.source) for judged in signed.lists if judged.trouble in NO_LIST),
            empty=not names and not signed.hidden,
            hidden=len(signed.hidden),
            unasked=len(tracked.unasked),
            readings=tuple(_reading(judged, roll) for judged in signed.lists),
        ),
    )
    if before:
        enrolled = replace(enrolled, update_asked=before.update_asked, updated_at=before.updated_at)
    save_enrolment(setting.store, enrolled)
    return enrolled


def fewest_people_first(programs: Programs, people: Mapping[tuple[str, str], Collection[str]]) -> Programs:
    """Give programs in the order in which they are served where time is short: a large one must not starve others."""
    return sorted(programs, key=lambda one: len(people[one[0].name, one[1].name]))


def _in_time(before: Enrolled, people: People) -> frozenset[str]:
    """Give those who were on the lists when the program closed, found or not, as they are called now."""
    return people.present_names((*before.names, *before.notes.not_found))


def asks_for_update(program: Program, enrolled: Enrolled) -> bool:
    """Whether `update` was given a value that nothing was done about yet; one that was always there asks nothing."""
    return program.update is not None and program.update != enrolled.update_asked


def note_update(setting: Setting, program: Program, enrolled: Enrolled, failed: Collection[str]) -> Enrolled:
    """Record that an update that was asked for is done, once no wiki of the program failed."""
    if not asks_for_update(program, enrolled) or not set(enrolled.wikis).isdisjoint(failed):
        return enrolled
    done = replace(enrolled, update_asked=program.update, updated_at=setting.now)
    save_enrolment(setting.store, done)
    return done


def _reading(judged: JudgedList, roll: _Roll) -> ListReading:
    """Tell what became of each line, in the order of the page; names only where everybody's may be shown."""
    here = (line for line in judged.lines if line.line is not None or line.standing.takes_part)
    named = [(line.line, _told(line, roll)) for line in here]
    unread = [(line.line, _not_read(line, roll)) for line in judged.known.last.signups.unread]
    ordered = sorted((*named, *unread), key=lambda pair: (pair[0] is None, pair[0] or 0))
    return ListReading(
        source=judged.source,
        title=judged.known.stands_at,
        rev_id=judged.known.last.rev_id,
        lines=tuple(line for _, line in ordered),
        trouble=judged.trouble,
        followed=judged.known.complete or judged.known.rev_id is None,
    )


def _told(line: Line, roll: _Roll) -> ListLine:
    fate = _fate(line, roll)
    account = roll.accounts.get(line.person)
    remarks = {
        Remark.SIGNED: line.standing.signed,
        Remark.RENAMED: line.person != line.name,
        Remark.BLOCKED: account is not None and account.blocked,
        Remark.BOT: account is not None and account.bot,
    }
    return ListLine(
        line=line.line,
        fate=fate,
        remarks=tuple(remark for remark, holds in remarks.items() if holds),
        name=line.name if roll.public else None,
        renamed_to=line.person if roll.public and line.person != line.name else None,
    )


def _fate(line: Line, roll: _Roll) -> Fate:
    if not line.standing.takes_part or (line.struck and not line.standing.kept):
        return Fate.WITHDRAWN
    if line.person in roll.late:
        return Fate.LATE
    if line.person in roll.opted_out:
        return Fate.OPTED_OUT
    if line.person in roll.told:
        return Fate.TWICE
    roll.told.add(line.person)
    return _fate_of_account(line, roll)


def _fate_of_account(line: Line, roll: _Roll) -> Fate:
    account = roll.accounts.get(line.person)
    if account is not None and account.temporary:
        return Fate.TEMPORARY
    if line.person in roll.exists:
        return Fate.KEPT if line.standing.kept else Fate.COUNTED
    return Fate.UNKNOWN if line.person in roll.unknown else Fate.NOT_FOUND


def _not_read(line: UnreadLine, roll: _Roll) -> ListLine:
    return ListLine(
        line=line.line,
        fate=Fate.IP_ADDRESS if line.reason is NotRead.IP_ADDRESS else Fate.NOT_UNDERSTOOD,
        quote=line.text or None if roll.public else None,
        reason=line.reason,
    )


def _first(accounts: Iterable[Account | None]) -> Account | None:
    return next((account for account in accounts if account), None)


def _called(source: ListPage) -> str:
    return f"{source.page}#{source.section}" if source.section else source.page
