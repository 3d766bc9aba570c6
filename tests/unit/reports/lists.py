"""Sign-up lists in many scripts, as they were read."""

from dataclasses import replace

from bot.model.campaigns import ListPage, Privacy, Program
from bot.model.reporting import ListNotes, StatusReport
from bot.model.signups import Fate, ListLine, ListReading, ListTrouble, NotRead, Remark
from tests.unit.reports import samples

OF_PUNJABI = ListPage(wiki="pawiki", page="ਵਿਕੀਪੀਡੀਆ:ਮੁਹਿੰਮ")
OPEN = replace(samples.DELHI, privacy=Privacy.CONSENTED, sources=())
OF_THAI = ListPage(wiki="thwiki", page="วิกิพีเดีย:กิจกรรม")


def line(
    number: int | None,
    fate: Fate,
    *remarks: Remark,
    name: str | None = None,
    renamed_to: str | None = None,
    quote: str | None = None,
    reason: NotRead | None = None,
) -> ListLine:
    return ListLine(
        line=number, fate=fate, remarks=remarks, name=name, renamed_to=renamed_to, quote=quote, reason=reason
    )


LINES = (
    line(3, Fate.COUNTED, Remark.SIGNED, name="ਗੁਰਪ੍ਰੀਤ"),
    line(4, Fate.COUNTED, name="فاطمة"),
    line(5, Fate.COUNTED, Remark.SIGNED, Remark.RENAMED, name="王小明", renamed_to="王大明"),
    line(6, Fate.COUNTED, Remark.BLOCKED, name="অর্পিতা"),
    line(7, Fate.COUNTED, Remark.SIGNED, Remark.BOT, name="สมชาย-bot"),
    line(8, Fate.WITHDRAWN, name="Çelik"),
    line(9, Fate.TWICE, name="فاطمة"),
    line(10, Fate.OPTED_OUT),
    line(11, Fate.NOT_FOUND, name="Ghost || [[Writer]]"),
    line(12, Fate.TEMPORARY, name="~2026-12345-6"),
    line(13, Fate.IP_ADDRESS),
    line(14, Fate.NOT_UNDERSTOOD, quote="* {{evil}} || <nowiki>", reason=NotRead.NO_NAME),
    line(15, Fate.UNKNOWN, name="สมหญิง"),
    line(16, Fate.LATE, Remark.SIGNED, name="陈丽华"),
    line(None, Fate.KEPT, Remark.SIGNED, name="Bola"),
)


def without_names(lines: tuple[ListLine, ...]) -> tuple[ListLine, ...]:
    """Give the lines of a list on which not everyone may be named."""
    return tuple(replace(one, name=None, renamed_to=None, quote=None) for one in lines)


READING = ListReading(source=samples.LIST, title=samples.LIST.page, rev_id=77, lines=LINES)
CAREFUL = replace(READING, lines=without_names(LINES))
SHOWN_INSIDE = replace(CAREFUL, title="Template:Readers", rev_id=78, lines=CAREFUL.lines[:2])
ELSEWHERE = ListReading(source=OF_PUNJABI, title="ਵਿਕੀਪੀਡੀਆ:ਮੁਹਿੰਮ/ਸੂਚੀ", rev_id=501, lines=CAREFUL.lines[:1])
UNPREFIXED = ListReading(source=OF_THAI, title=OF_THAI.page, rev_id=502, lines=CAREFUL.lines[1:2])
EVERY_TROUBLE = (
    replace(CAREFUL, rev_id=None, lines=(), trouble=ListTrouble.MISSING),
    replace(
        CAREFUL,
        source=replace(samples.LIST, page="Elsewhere"),
        title="Elsewhere",
        lines=(),
        trouble=ListTrouble.NO_SECTION,
    ),
    replace(ELSEWHERE, title=OF_PUNJABI.page, lines=CAREFUL.lines[-1:], trouble=ListTrouble.EMPTIED),
    replace(UNPREFIXED, rev_id=None, lines=(), trouble=ListTrouble.UNREAD),
)


def status(*readings: ListReading, privacy: Privacy = Privacy.CONSENTED, language: str = "en") -> StatusReport:
    """Give the status page of a campaign with one program that has these lists."""
    program: Program = replace(samples.DELHI, privacy=privacy)
    campaign = replace(samples.CAMPAIGN, programs=(program,), language=language)
    listed = tuple(dict.fromkeys(reading.source for reading in readings))
    notes = ListNotes(lists=listed, listed=9, not_found=(), missing_lists=(), empty=False, readings=readings)
    return replace(samples.STATUS_GOOD, campaign=campaign, notes={program.name: notes})
