"""A campaign with people, titles and wikis in many scripts, as the reports room is given it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.model.campaigns import Campaign, Goal, ListPage, Names, Privacy, Program, Scope
from bot.model.intervals import Interval
from bot.model.problems import Place, Problem, Severity
from bot.model.reporting import (
    CampaignReport,
    Heartbeat,
    ListNotes,
    LivingCampaign,
    PrivacyWait,
    ProgramReport,
    ReportContext,
    State,
    StatusReport,
    WikiLink,
)
from bot.model.results import PageName, PageResult, PageState, ReachedGoal, Result, Totals, UploadResult

NOW = datetime(2026, 4, 14, 9, 34, tzinfo=UTC)
PAGE = "Dalit History Month 2026"
LIST = ListPage(wiki="metawiki", page=f"{PAGE}/Delhi/Participants", section="Participants")

DELHI = Program(
    name="Delhi edit-a-thon",
    description="Writing together about '''Dalit history''', see [[Dalit History Month 2026|the campaign]].",
    timezone="Asia/Kolkata",
    windows=(Interval(datetime(2026, 4, 14, 4, 30, tzinfo=UTC), datetime(2026, 4, 14, 12, 30, tzinfo=UTC)),),
    wikis=("pawiki", "arwiki", "bnwiki", "zhwiki", "thwiki", "commonswiki"),
    namespaces=None,
    language="en",
    facilitators=("Asha", "Bola"),
    sources=(LIST, Names(names=("Çelik",))),
    articles=None,
    scope=Scope.ALL,
    privacy=Privacy.PUBLIC,
    goals=(Goal(metric="pages_created", target=25), Goal(metric="edits", target=160)),
    update=None,
)

CAMPAIGN = Campaign(
    name="Dalit History Month 2026",
    page=PAGE,
    description=None,
    timezone="Asia/Kolkata",
    language="en",
    facilitators=("Asha",),
    privacy=Privacy.PUBLIC,
    goals=(),
    programs=(DELHI,),
    on_wiki=True,
)


def numbers(
    edits: int, created: int, edited: int, added: int, removed: int = 0, *, people: int | None = None, reverted: int = 0
) -> Totals:
    """Totals of a wiki or person, with the metrics that reports show today."""
    return Totals(
        participants=people,
        active_participants=people,
        edits=edits,
        reverted_edits=reverted,
        pages_edited=edited,
        pages_created=created,
        bytes_added=added,
        bytes_removed=removed,
        bytes_net=added - removed,
    )


def page(
    wiki: str,
    title: str,
    people: tuple[str, ...],
    edits: int,
    added: int | None,
    *,
    created: bool = False,
    state: PageState | None = None,
    moved_from: PageName | None = None,
    deleted_at: datetime | None = None,
    namespace: int = 0,
) -> PageResult:
    return PageResult(
        wiki=wiki,
        namespace=namespace,
        title=title,
        created=created,
        deleted=state is PageState.DELETED,
        edits=edits,
        bytes_added=added,
        bytes_removed=0 if added is not None else None,
        bytes_net=added,
        participants=people,
        state=state or (PageState.NEW if created else PageState.IMPROVED),
        moved_from=moved_from,
        deleted_at=deleted_at,
    )


DRAFT = PageName(namespace=2, title="فاطمة/ملعب [[{{1}}]]")
DELETED = datetime(2026, 4, 13, 19, tzinfo=UTC)
"""The 14th in India."""

RESULT = Result(
    campaign=CAMPAIGN.name,
    program=DELHI.name,
    as_of=NOW,
    unknown_wikis=(),
    totals=replace(numbers(163, 6, 11, 66_212, 1_204, reverted=3), participants=9, active_participants=7),
    wikis={
        "pawiki": numbers(80, 2, 4, 41_100, 1_204, people=3, reverted=3),
        "arwiki": numbers(51, 1, 2, 14_312, 0, people=1),
        "bnwiki": numbers(20, 1, 2, 8_200, 0, people=1),
        "zhwiki": numbers(9, 1, 1, 2_300, 0, people=1),
        "thwiki": numbers(3, 0, 1, 300, 0, people=1),
        "commonswiki": numbers(0, 0, 0, 0, 0, people=0),
    },
    reached=(ReachedGoal(metric="edits", target=160, day=date(2026, 4, 14), exact=True),),
    participants={
        "ਗੁਰਪ੍ਰੀਤ": numbers(60, 1, 3, 30_000),
        "Çelik": numbers(20, 1, 2, 11_100, 1_204, reverted=3),
        "فاطمة": numbers(51, 1, 2, 14_312),
        "অর্পিতা": numbers(20, 1, 2, 8_200),
        "王小明": numbers(9, 1, 1, 2_300),
        "สมชาย": numbers(3, 0, 1, 300),
        "O'Neill | {{x}}": numbers(0, 0, 0, 0),
        "Bola": numbers(0, 0, 0, 0),
        "Asha": numbers(0, 0, 0, 0),
    },
    pages=(
        page("pawiki", "ਸਾਵਿਤਰੀਬਾਈ ਫੂਲੇ", ("Çelik", "ਗੁਰਪ੍ਰੀਤ"), 29, 21_000, created=True),
        page("arwiki", "سافيتريباي فول", ("فاطمة",), 33, 12_000, created=True, moved_from=DRAFT),
        page("bnwiki", "সাবিত্রীবাই ফুলে", ("অর্পিতা",), 18, 8_100, created=True, deleted_at=DELETED),
        page("zhwiki", "萨维特里拜·普勒", ("王小明",), 9, 2_300, created=True),
        page("thwiki", "สาวิตรีพาอี ผุเล", ("สมชาย",), 3, 300),
        page("pawiki", "ਸਾਵਿਤਰੀਬਾਈ ਫੂਲੇ", ("ਗੁਰਪ੍ਰੀਤ",), 2, 120, namespace=1),
        page("commonswiki", "Phule 50% (~1890) 'portrait'.jpg", ("Çelik",), 1, None, namespace=6),
        page("pawiki", "ਦਲਿਤ ਪੈਂਥਰ", ("Çelik",), 1, 0, state=PageState.REVERTED),
        page("arwiki", "باما فوستينا", ("فاطمة",), 1, 0, state=PageState.REDIRECT),
        page("pawiki", "Dalit Panthers (draft)", ("Çelik",), 0, 0, state=PageState.DELETED, deleted_at=DELETED),
    ),
)

UPLOADS = tuple(
    UploadResult(
        wiki=wiki,
        title=title,
        participant=by,
        deleted=deleted,
        usages=usages,
        known_at=None if usages is None else datetime(2026, 4, 14, 3, 10, tzinfo=UTC),
    )
    for wiki, title, by, usages, deleted in (
        ("commonswiki", "Phule 50% (~1890) 'portrait'.jpg", "Çelik", 1_204, False),
        ("commonswiki", "ਸਾਵਿਤਰੀਬਾਈ ਫੂਲੇ, ਪੁਣੇ.jpg", "ਗੁਰਪ੍ਰੀਤ", 1, False),
        ("commonswiki", "萨维特里拜.svg", "王小明", 0, False),
        ("commonswiki", "alt=x, ''y'' & -z.png", "O'Neill | {{x}}", None, False),
        ("pawiki", "ਪੋਸਟਰ.png", "ਗੁਰਪ੍ਰੀਤ", 2, False),
        ("commonswiki", "Copied.jpg", "Çelik", None, True),
    )
)

NOTES = ListNotes(lists=(LIST,), listed=11, not_found=("Ghost Writer", "Some[[body]]"), missing_lists=(), empty=False)

LINKS: Mapping[str, WikiLink] = {
    link.dbname: link
    for link in (
        *(
            WikiLink(
                dbname=f"{code}wiki",
                language=code,
                project="wikipedia",
                prefix=code,
                url=f"https://{code}.wikipedia.org/wiki/$1",
            )
            for code in ("en", "es", "pa", "ar", "bn", "zh")
        ),
        WikiLink(
            dbname="thwiki",
            language="th",
            project="wikipedia",
            prefix=None,
            url="https://th.wikipedia.org/wiki/$1",
        ),
        WikiLink(
            dbname="commonswiki",
            language="en",
            project="commons",
            prefix="c",
            url="https://commons.wikimedia.org/wiki/$1",
        ),
        WikiLink(dbname="metawiki", language="en", project="meta", prefix="", url="https://meta.wikimedia.org/wiki/$1"),
    )
}

CONTEXT = ReportContext(now=NOW, check_minutes=5, links=LINKS, unknown={}, home="metawiki")

RUNNING = ProgramReport(program=DELHI, state=State.RUNNING, result=RESULT, notes=NOTES)


def program_report(report: ProgramReport = RUNNING, **changes: object) -> ProgramReport:
    """Give a report whose program is changed."""
    return replace(report, program=replace(report.program, **changes))  # type: ignore[arg-type]


WITH_UPLOADS = replace(
    RUNNING,
    result=replace(
        RESULT,
        totals=replace(RESULT.totals, uploads=7, uploads_in_use=3, upload_usages=1_207),
        participants={name: replace(row, uploads=2 * (name == "ਗੁਰਪ੍ਰੀਤ")) for name, row in RESULT.participants.items()},
        uploads=UPLOADS,
        unlisted_uploads=2,
    ),
)


def many(people: int, pages: int, title: str = "ਸਾਵਿਤਰੀਬਾਈ") -> ProgramReport:
    """Give the report of so many people and pages."""
    participants = {f"ਗੁਰਪ੍ਰੀਤ {n}": numbers(3, 1, 1, 10_000 - n) for n in range(people)}
    edited = tuple(page("pawiki", f"{title} {n}", ("Çelik",), 3, 12_345) for n in range(pages))
    return replace(RUNNING, result=replace(RESULT, participants=participants, pages=edited))


UNKNOWN_CONTEXT = replace(CONTEXT, unknown={"arwiki": "HTTP 503 <Service {{Unavailable}}>"})
UNKNOWN = replace(
    RUNNING,
    result=replace(
        RESULT,
        unknown_wikis=("arwiki", "commonswiki"),
        totals=replace(RESULT.totals, bytes_removed=None, bytes_net=None),
        wikis={**{name: row for name, row in RESULT.wikis.items() if name != "arwiki"}},
    ),
)
NEVER = replace(
    RUNNING,
    result=Result(
        campaign=CAMPAIGN.name,
        program=DELHI.name,
        as_of=None,
        unknown_wikis=("arwiki",),
        totals=Totals(),
        wikis={},
        participants={},
        pages=(),
    ),
)
CONSENTED = replace(
    program_report(privacy=Privacy.CONSENTED, description=None),
    result=replace(
        RESULT,
        participants={name: RESULT.participants[name] for name in ("فاطمة", "Bola")},
        pages=(RESULT.pages[1],),
        unlisted_pages=7,
    ),
)
HIDDEN = replace(program_report(privacy=Privacy.HIDDEN), state=State.SETTLING)
WITHHELD = replace(HIDDEN, result=replace(RESULT, totals=replace(RESULT.totals, active_participants=4)))
EMPTY = replace(
    RUNNING,
    result=Result(
        campaign=CAMPAIGN.name,
        program=DELHI.name,
        as_of=NOW,
        unknown_wikis=(),
        totals=replace(numbers(0, 0, 0, 0), participants=0, active_participants=0),
        wikis={name: numbers(0, 0, 0, 0, people=0) for name in DELHI.wikis},
        participants={},
        pages=(),
    ),
    notes=ListNotes(lists=(LIST,), listed=0, not_found=(), missing_lists=(LIST.page,), empty=True),
)
UPCOMING = replace(
    EMPTY,
    state=State.UPCOMING,
    result=replace(
        EMPTY.result,
        totals=replace(EMPTY.result.totals, participants=3),
        participants=dict.fromkeys(("Çelik", "ਗੁਰਪ੍ਰੀਤ", "فاطمة"), numbers(0, 0, 0, 0)),
    ),
    notes=replace(NOTES, listed=3, not_found=()),
)
CLOSED = replace(
    program_report(
        timezone="UTC",
        windows=(
            Interval(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 3, tzinfo=UTC)),
            Interval(datetime(2026, 3, 28, 9, tzinfo=UTC), datetime(2026, 3, 29, 17, 30, tzinfo=UTC)),
        ),
        wikis=(),
        namespaces=(0, 2, 118, 3000),
        scope=Scope.ARTICLES,
    ),
    state=State.CLOSED,
)

CHENNAI = replace(
    DELHI,
    name="சென்னை & Friends",
    windows=(Interval(datetime(2026, 4, 19, 18, 30, tzinfo=UTC), datetime(2026, 4, 21, 18, 30, tzinfo=UTC)),),
    privacy=Privacy.CONSENTED,
    facilitators=(),
    description=None,
)
SHELTER = replace(DELHI, name="Shelter", privacy=Privacy.HIDDEN)
WHOLE_CAMPAIGN = replace(CAMPAIGN, programs=(DELHI, CHENNAI, SHELTER))
CAMPAIGN_REPORT = CampaignReport(
    campaign=WHOLE_CAMPAIGN,
    result=replace(RESULT, program=None),
    programs=(
        RUNNING,
        ProgramReport(program=CHENNAI, state=State.UPCOMING, result=EMPTY.result, notes=EMPTY.notes),
        ProgramReport(program=SHELTER, state=State.RUNNING, result=WITHHELD.result, notes=NOTES),
    ),
)


def campaign_report(language: str) -> CampaignReport:
    """Give the campaign's report in another language."""
    return replace(CAMPAIGN_REPORT, campaign=replace(WHOLE_CAMPAIGN, language=language))


def standing_out(language: str) -> CampaignReport:
    """Give the report of a campaign with so many pages that some of them stand out."""
    more = tuple(
        replace(
            page("bnwiki", f"বামা {n}", ("অর্পিতা", "王小明"), 40 - n, 90 - n, created=n % 2 == 0),
            created_at=NOW - timedelta(hours=7 * n) if n % 2 == 0 else None,
        )
        for n in range(6)
    )
    report = campaign_report(language)
    return replace(report, result=replace(report.result, pages=(*RESULT.pages, *more)))


PROBLEMS = (
    Problem(
        place=Place(source=PAGE, line=14, column=9),
        message="'Asia/Calcuta' is not a time zone",
        hint="write Asia/Kolkata",
        quote="    timezone: Asia/Calcuta  # {{evil}} <nowiki>",
    ),
    Problem(
        place=Place(source=PAGE, line=3, column=1),
        message="unknown key 'organisers'",
        hint="did you mean 'facilitators'?",
        quote="organisers: [Asha]",
    ),
    Problem(
        place=Place(source=f"{PAGE}/Delhi/Participants"),
        message="the list is empty",
        severity=Severity.WARNING,
    ),
)
STATUS = StatusReport(
    page=PAGE, campaign=WHOLE_CAMPAIGN, problems=PROBLEMS, kept_last_good=True, notes={DELHI.name: NOTES}
)
STATUS_GOOD = replace(STATUS, problems=(), kept_last_good=False, notes={DELHI.name: NOTES, SHELTER.name: NOTES})
STATUS_NONE = replace(STATUS, campaign=None, problems=PROBLEMS[:2], kept_last_good=False, notes={})
STATUS_WAITS = replace(
    STATUS_GOOD,
    editor_waits=True,
    privacy_waits=(
        PrivacyWait(program=None, privacy=Privacy.PUBLIC, approved=False),
        PrivacyWait(program=SHELTER.name, privacy=Privacy.CONSENTED, approved=True),
    ),
    updated={DELHI.name: NOW},
)

HEARTBEAT = Heartbeat(
    campaigns=(
        LivingCampaign(name=WHOLE_CAMPAIGN.name, page=PAGE, state=State.RUNNING),
        LivingCampaign(name="ਲਿਖਾਰੀ", page="ਲਿਖਾਰੀ", state=State.CLOSED),
    ),
    unknown_wikis=("arwiki", "pawiki"),
    other_wikis=2,
    unsaved_pages=((f"{PAGE}/Report", "protectedpage: [[Only]] {{admins}} may"),),
)
WELL = replace(HEARTBEAT, campaigns=(), unknown_wikis=(), other_wikis=0, unsaved_pages=())
