"""Sign-ups gathered block by block, with what is known of the list so far."""

import re
from collections.abc import Iterable

from bot.model.signups import NotRead
from bot.signups.blocks import Blank, Block, Cell, Item, Line, Row, TableStart
from bot.signups.context import Parts, Replies
from bot.signups.judge import Judge, Judgement, Verdict
from bot.signups.names import hide_addresses
from bot.signups.prose import has_words, is_label, is_list_label, is_regards, is_role
from bot.signups.sections import Heading
from bot.signups.source import Source
from bot.signups.syntax import ListSyntax
from bot.signups.values import Entry, Form, UnreadLine

_LONGEST_QUOTE = 200
_UNAMBIGUOUS = frozenset({Form.TARGET, Form.MASS_MESSAGE})
_TEMPLATE_PARTS = ("{{", "|", "}}")
_QUIET = frozenset({NotRead.DISCUSSION, NotRead.REFUSAL})
"""Parts of a page of which only those lines are told that would count elsewhere."""
_WITHOUT_MARKUP = frozenset({Form.PLAIN, Form.MASS_MESSAGE})
_NOT_WORDS = re.compile(
    r"<[^<>]{0,500}>|\{\{(?:[^{}|:]{0,300}|[^{}|]{0,300}\|\s{0,20}(?:[^{}|]{0,100}=\s{0,20})?)\}\}|__[A-Z]{3,30}__"
)


class Collector:
    """Reads a page's blocks in their order."""

    def __init__(self, source: Source, judge: Judge, syntax: ListSyntax, *, plain: bool) -> None:
        self._source = source
        self._judge = judge
        self._syntax = syntax
        self._plain = plain
        self._entries: list[tuple[int, Entry]] = []
        self._names: set[str] = set()
        self._unread: dict[int, UnreadLine] = {}
        self._parts = Parts(syntax)
        self._replies = Replies()
        self._maybe_label: tuple[Item, NotRead] | None = None
        self._prose_open = False
        self._letter_ends = False
        self._loose: list[Judgement] = []
        self._first_listed: int | None = None
        self._organizers_columns: tuple[bool, ...] = ()

    def add(self, block: Block) -> None:
        if not isinstance(block, Blank | Item):
            self._settle_label(None)
        match block:
            case Item():
                self._item(block)
            case Row():
                self._row(block.cells)
            case Line():
                self._line(block)
            case Blank():
                self._prose_open = False
                self._parts.blank()
            case TableStart():
                self._organizers_columns = ()
                self._replies.clear()
            case Heading():
                self._settle_loose()
                self._replies.clear()
                self._prose_open = False
                self._parts.heading(block.level, block.text)

    def finish(self) -> tuple[tuple[Entry, ...], tuple[UnreadLine, ...]]:
        """Give what was read, in the order of the page."""
        self._settle_label(None)
        self._settle_loose()
        entries = tuple(entry for _, entry in sorted(self._entries, key=lambda pair: pair[0]))
        read = {entry.line for entry in entries}
        return entries, tuple(self._unread[line] for line in sorted(self._unread) if line not in read)

    def _item(self, item: Item) -> None:
        if item.typed and self._prose_open:
            self._line(Line(start=item.start, end=item.end, in_table=False))
            return
        depth = len(item.marks)
        self._prose_open = False
        self._settle_label(item)
        self._parts.item(depth)
        below = self._replies.below_entry(item.marks)
        judgement = self._judge_piece(item.start, item.end, plain=self._plain and not below and item.marks[-1] != ";")
        signs = judgement.verdict is Verdict.SIGNED and not (below and self._is_reply(item, judgement))
        self._replies.record(item.marks, taken=(signs and not self._parts.reign) or below)
        if signs or judgement.verdict in {Verdict.ROLE, Verdict.ADDRESS}:
            self._take(judgement, item.start)
        elif not below and judgement.verdict is Verdict.NOBODY:
            self._nobody(item, judgement.reason)
        elif not below and judgement.verdict is Verdict.PROSE:
            self._note_unless_quiet(item.start, NotRead.PROSE)
        elif not below or (judgement.leading and judgement.people[0].mention.name not in self._names):
            self._note(item.start, NotRead.DISCUSSION)

    def _is_reply(self, item: Item, judgement: Judgement) -> bool:
        """Tell what people answer under a sign-up from one more sign-up that stands there.

        A name opens a sign-up. Behind `:` the item must hold a bare signature, as talk pages indent them.
        """
        if not judgement.leading or item.marks[-1] != ":":
            return not judgement.leading
        before = self._source.live[item.start : judgement.people[0].mention.start]
        return bool(before.strip()) or not self._judge.bare(item.start, item.end)

    def _nobody(self, item: Item, reason: NotRead) -> None:
        text = self._judge.seen(item.start, item.end)
        if item.marks[-1] == ";":
            self._parts.label(text)
            return
        if not is_label(text) and self._parts.reign not in _QUIET and self._looks_written(item.start, item.end):
            self._maybe_label = item, reason
        self._parts.item_label(len(item.marks), text)

    def _settle_label(self, following: Item | None) -> None:
        """Tell the title of a group, which has items nested in it, from an item that names nobody."""
        if self._maybe_label is None:
            return
        item, reason = self._maybe_label
        self._maybe_label = None
        if following is None or len(following.marks) <= len(item.marks) or following.marks[-1] == ":":
            self._note(item.start, reason)

    def _row(self, cells: tuple[Cell, ...]) -> None:
        judgements = [self._judge_piece(cell.start, cell.end, plain=self._plain and not cell.header) for cell in cells]
        self._parts.use_label()
        labels = [is_role(self._judge.seen(cell.start, cell.end), self._syntax) for cell in cells]
        if all(cell.header for cell in cells) and not any(judgement.people for judgement in judgements):
            self._organizers_columns = tuple(labels)
            return
        signed = [
            judgement
            for index, judgement in enumerate(judgements)
            if judgement.verdict is Verdict.SIGNED
            and not (index and labels[index - 1])
            and not (index < len(self._organizers_columns) and self._organizers_columns[index])
        ]
        if signed:
            for judgement in signed if self._only_names(cells, signed) else signed[:1]:
                self._take(judgement, cells[0].start)
        elif any(judgement.verdict is Verdict.ADDRESS for judgement in judgements):
            self._note(cells[0].start, NotRead.IP_ADDRESS)
        elif any(self._looks_written(cell.start, cell.end) for cell in cells if not cell.header):
            written = next(cell.start for cell in cells if self._looks_written(cell.start, cell.end))
            self._note_unless_quiet(written, _telling(judgement.reason for judgement in judgements))

    def _only_names(self, cells: tuple[Cell, ...], signed: list[Judgement]) -> bool:
        """Tell whether names fill the row, in a table without headings that could tell them apart."""
        bare = len(signed) == len(cells) and all(self._judge.bare(cell.start, cell.end) for cell in cells)
        return bare and not self._organizers_columns

    def _line(self, line: Line) -> None:
        judgement = self._judge_piece(line.start, line.end, plain=self._plain)
        if judgement.people and self._is_bare(line, judgement):
            self._bare_line(line, judgement)
            self._parts.use_label()
            return
        if not line.in_table:
            self._replies.clear()
        if self._announces_people(line, judgement):
            self._take(judgement, line.start)
            self._prose_open = False
            return
        text = self._judge.seen(line.start, line.end)
        is_prose = has_words(text) and not is_label(text) and not text.startswith(_TEMPLATE_PARTS)
        self._prose_open = is_prose and not self._plain
        self._letter_ends = is_regards(text)
        self._parts.label(text)
        reason = self._why_missed(line, judgement, text)
        if reason:
            self._note_unless_quiet(line.start, reason)

    def _bare_line(self, line: Line, judgement: Judgement) -> None:
        """Read a line that names fill; right below a sentence only a signature with its time is a sign-up."""
        if line.in_table:
            self._take(judgement, line.start)
        elif self._parts.reign:
            self._note(line.start, self._parts.reign)
        elif self._prose_open and (self._letter_ends or not self._judge.signed_with_time(line.start, line.end)):
            self._note(line.start, NotRead.PROSE)
        else:
            self._loose.append(judgement)

    def _announces_people(self, line: Line, judgement: Judgement) -> bool:
        """Tell whether a line is a label and the names that it announces (`Participants: A, B`)."""
        if not judgement.people or judgement.leading:
            return False
        first, last = judgement.people[0].mention, judgement.people[-1].mention
        label = self._judge.seen(line.start, first.start)
        return is_list_label(label, self._syntax) and self._judge.bare(last.end, line.end)

    def _why_missed(self, line: Line, judgement: Judgement, text: str) -> NotRead | None:
        """Tell a line that may be meant as a sign-up from prose: a name stands for itself in it, or signs it."""
        if missed := self._judge.missed(line.start, line.end):
            return missed
        if self._plain and judgement.verdict in {Verdict.NOBODY, Verdict.ADDRESS}:
            told = judgement.verdict is Verdict.ADDRESS or (has_words(text) and not is_label(text))
            return judgement.reason if told else None
        if judgement.verdict is Verdict.SIGNED:
            template = self._source.live[line.start : line.end].strip().startswith("{{")
            reason = NotRead.UNKNOWN_TEMPLATE if template and not text else NotRead.PROSE
            return None if text.startswith(_TEMPLATE_PARTS) else reason
        told = judgement.verdict is not Verdict.NOBODY and self._judge.signed_with_time(line.start, line.end)
        return judgement.reason if told else None

    def _is_bare(self, line: Line, judgement: Judgement) -> bool:
        return judgement.people[0].form in _WITHOUT_MARKUP or self._judge.bare(line.start, line.end)

    def _judge_piece(self, start: int, end: int, *, plain: bool) -> Judgement:
        judgement = self._judge.judge(start, end)
        if plain and judgement.verdict is Verdict.NOBODY:
            return self._judge.whole(start, end)
        return judgement

    def _settle_loose(self) -> None:
        """Take names that stand alone in paragraphs; a single one above the list is its organizer's signature."""
        above = [
            judgement
            for judgement in self._loose
            if self._first_listed is not None and judgement.people[0].mention.start < self._first_listed
        ]
        signed = [person for judgement in above for person in judgement.people]
        letter = above[0] if len(signed) == 1 and signed[0].form not in _UNAMBIGUOUS else None
        for judgement in self._loose:
            if judgement is letter:
                self._note(judgement.people[0].mention.start, NotRead.PROSE)
            else:
                self._enter(judgement)
        self._loose.clear()
        self._first_listed = None

    def _take(self, judgement: Judgement, start: int) -> None:
        """Take the people of a list item or table row."""
        reason = self._parts.reign if judgement.people else judgement.reason
        if reason:
            self._note(start, reason)
            return
        if self._first_listed is None:
            self._first_listed = start
        self._enter(judgement)

    def _enter(self, judgement: Judgement) -> None:
        for person in judgement.people:
            mention = person.mention
            if mention.name is not None:
                entry = Entry(
                    name=mention.name,
                    line=self._source.line(mention.start),
                    form=person.form,
                    withdrawn=self._judge.struck(mention),
                )
                self._entries.append((mention.start, entry))
                self._names.add(mention.name)

    def _note_unless_quiet(self, position: int, reason: NotRead) -> None:
        if self._parts.reign not in _QUIET:
            self._note(position, reason)

    def _note(self, position: int, reason: NotRead) -> None:
        number = self._source.line(position)
        starts = self._source.line_starts
        end = starts[number] if number < len(starts) else len(self._source.shown)
        text = hide_addresses(self._source.shown[starts[number - 1] : end].strip()[:_LONGEST_QUOTE])
        self._unread[number] = UnreadLine(line=number, text=text, reason=reason)

    def _looks_written(self, start: int, end: int) -> bool:
        """Tell whether somebody wrote something there: letters, also in nowiki, outside of tags and empty templates."""
        return has_words(_NOT_WORDS.sub("", self._source.shown[start:end]))


def _telling(reasons: Iterable[NotRead]) -> NotRead:
    """Give the first reason that says more than that there is no name."""
    return next((reason for reason in reasons if reason is not NotRead.NO_NAME), NotRead.NO_NAME)
