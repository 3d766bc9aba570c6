"""Who signs up on one line or in one cell, of all the people whom it names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import groupby, pairwise

from bot.model.signups import NotRead
from bot.signups.frames import without_frames
from bot.signups.mentions import Mention, between, make_mention
from bot.signups.names import fold_spaces
from bot.signups.prose import (
    closes,
    has_words,
    introduces,
    is_by,
    is_label,
    is_nominating,
    is_role,
    joins,
    plain_text,
    time_follows,
    without_timestamps,
)
from bot.signups.source import Cover
from bot.signups.syntax import ListSyntax
from bot.signups.titles import decode_entities, read_title
from bot.signups.values import Form

_UNMARKED = re.compile(r"[^\[\]{}<>|:\uff1a]+[:\uff1a][^\[\]{}<>|]+")
_EMPHASIS = re.compile(r"'{2,5}")
_SITE = re.compile(r"(.+)@[\w-]+(?:\.[\w-]+)+")
_DASH = re.compile(r"-\s*-|[\u2012-\u2015]")
_COLUMN_EDGES = re.compile(r"\t|.[;\u061b\uff1b].")
_LINKS = frozenset({Form.USER_LINK, Form.USER_TALK_LINK, Form.CONTRIBUTIONS, Form.SIGNATURE})
_TEMPLATES_UNKNOWN = frozenset({NotRead.UNKNOWN_TEMPLATE, NotRead.DISCUSSION})
"""Faults of templates that may name nobody at all."""
_MOST_PEOPLE = 200
"""People considered on one line; nobody signs up so many with one list item."""
_LONGEST_GAP = 1000
_MOST_WORDS = 6
"""Words in a name without markup; more are a sentence."""


class Verdict(Enum):
    """What a piece of the page says about sign-ups."""

    SIGNED = auto()
    ROLE = auto()
    """It names organizers."""
    PROSE = auto()
    """It mentions people in a sentence."""
    ADDRESS = auto()
    """It names an IP address and no account."""
    NOBODY = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """One person who signs up, and how."""

    mention: Mention
    form: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A verdict, the people when it is SIGNED, and whether the first of them opens the piece.

    `reason` says why nobody signs up when it is something else.
    """

    verdict: Verdict
    reason: NotRead = NotRead.NO_NAME
    people: tuple[Signed, ...] = ()
    leading: bool = False


class Judge:
    """Judges pieces of one page.

    The person who opens the piece signs up, whoever signs behind (`[[User:A]], added by [[User:B]]` is A alone);
    where words open it, the first who signs with a time, else the first name that stands for itself. Further people
    count only where they are listed alike (`A, B`, `A and B`, `A<br>B`): who is merely mentioned never agreed.
    """

    def __init__(self, text: str, mentions: tuple[Mention, ...], struck: Cover, syntax: ListSyntax) -> None:
        self._text = without_frames(text, syntax)
        self._mentions = mentions
        self._struck = struck
        self._syntax = syntax

    def struck(self, mention: Mention) -> bool:
        return mention.start in self._struck

    def seen(self, start: int, end: int) -> str:
        """Give what is seen of a piece, at most its last 1,000 characters."""
        return plain_text(self._text[max(start, end - _LONGEST_GAP) : end])

    def judge(self, start: int, end: int) -> Judgement:
        inside = between(self._mentions, (start, end))
        people = [mention for mention in inside if mention.name and not mention.subpage][:_MOST_PEOPLE]
        if not people:
            return self._without_accounts(inside, start, end)
        lead = self.seen(start, people[0].start)
        if is_role(lead, self._syntax):
            return Judgement(verdict=Verdict.ROLE, reason=NotRead.ORGANIZERS)
        runs = [tuple(run) for _, run in groupby(people, key=lambda mention: mention.name)]
        if inside[0].fault and self._signs_for(inside[0], runs, start, end):
            verdict = Verdict.ADDRESS if inside[0].fault is NotRead.IP_ADDRESS else Verdict.NOBODY
            return Judgement(verdict=verdict, reason=inside[0].fault)
        if not has_words(lead) and not lead.endswith("@"):
            return Judgement(verdict=Verdict.SIGNED, people=self._listed(runs, end), leading=True)
        signer = self._signer(runs, start, end)
        if signer is None:
            return Judgement(verdict=Verdict.PROSE, reason=NotRead.PROSE)
        return Judgement(verdict=Verdict.SIGNED, people=self._listed(runs[signer:], end))

    def bare(self, start: int, end: int) -> bool:
        """Tell whether a piece holds names and times and nothing else: no word, no other template."""
        inside = between(self._mentions, (start, end))
        return self._filled(inside, start, end) and not any(one.fault in _TEMPLATES_UNKNOWN for one in inside)

    def missed(self, start: int, end: int) -> NotRead | None:
        """Say why nobody signs up in a piece that holds nothing but what may be meant as a name; None for others."""
        inside = between(self._mentions, (start, end))
        faulty = bool(inside) and all(one.fault not in {None, NotRead.DISCUSSION} for one in inside)
        return inside[0].fault if faulty and self._filled(inside, start, end) else None

    def signed_with_time(self, start: int, end: int) -> bool:
        """Tell whether somebody's signature with a time ends the piece."""
        inside = [one for one in between(self._mentions, (start, end)) if one.fault not in _TEMPLATES_UNKNOWN]
        return bool(inside) and self._time_follows(inside[-1].end, end)

    def whole(self, start: int, end: int) -> Judgement:
        """Take all that is seen of a piece for a name."""
        text = self.seen(start, end)
        if _COLUMN_EDGES.search(decode_entities(self._text[start:end]).strip()) and has_words(text):
            return Judgement(verdict=Verdict.NOBODY, reason=NotRead.COLUMNS)
        reference = read_title(text, self._syntax)
        return _alone(make_mention((start, end), Form.PLAIN, reference.name if reference else text, self._syntax))

    def _without_accounts(self, inside: Sequence[Mention], start: int, end: int) -> Judgement:
        if any(mention.fault is NotRead.IP_ADDRESS for mention in inside):
            return _ADDRESS
        unmarked = self._without_markup(start, end)
        return replace(unmarked, reason=_fault(inside)) if unmarked.verdict is Verdict.NOBODY else unmarked

    def _without_markup(self, start: int, end: int) -> Judgement:
        """Read `User:X` and `User talk:X@en.wikipedia.org`, which people write without brackets."""
        text = self._text[start:end]
        if len(text) > _LONGEST_GAP or not _UNMARKED.fullmatch(text):
            return Judgement(verdict=Verdict.NOBODY)
        text = fold_spaces(_EMPHASIS.sub("", text))
        at_site = _SITE.fullmatch(text)
        reference = read_title(at_site[1] if at_site else text, self._syntax)
        if reference is None or reference.subpage or len(reference.name.split()) > _MOST_WORDS:
            return Judgement(verdict=Verdict.NOBODY)
        form = Form.MASS_MESSAGE if at_site else Form.PLAIN
        return _alone(make_mention((start, end), form, reference.name, self._syntax))

    def _signs_for(self, named: Mention, runs: Sequence[tuple[Mention, ...]], start: int, end: int) -> bool:
        """Tell whether a signature belongs to who wrote what stands before it and is no name of an account."""
        gap = self._gap(named.end, runs[0][0].start)
        if named.start > runs[0][0].start or has_words(self.seen(start, named.start)) or has_words(plain_text(gap)):
            return False
        sure = named.fault not in _TEMPLATES_UNKNOWN or (named.fault is NotRead.UNKNOWN_TEMPLATE and _DASH.search(gap))
        return bool(sure) and self._time_follows(runs[0][-1].end, runs[1][0].start if len(runs) > 1 else end)

    def _signer(self, runs: Sequence[tuple[Mention, ...]], start: int, end: int) -> int | None:
        """Give which person signs a piece that words open.

        Whom another nominates or names, and signs behind (`Nominated: A --B`, `Name: A --B`), is the one.
        """
        befores = [start, *(run[-1].end for run in runs)]
        afters = [*(run[0].start for run in runs[1:]), end]
        leads = [self._gap(before, run[0].start) for before, run in zip(befores, runs, strict=False)]
        rests = [self._gap(run[-1].end, after) for run, after in zip(runs, afters, strict=True)]
        others = self._others(leads)
        own = [index for index in range(len(runs)) if index not in others]
        timed = next((index for index in own if time_follows(plain_text(rests[index]))), None)
        if timed != 0 and is_nominating(plain_text(leads[0]), self._syntax):
            return 0 if self._only_names(leads[1 : timed + 1 if timed else None]) else None
        if timed is not None:
            labelled = timed == 1 and 0 in own and is_label(plain_text(leads[0])) and self._only_names(leads[1:2])
            return 0 if labelled else timed
        for index in own:
            lead, rest = plain_text(leads[index]), plain_text(rests[index])
            signature = len(runs[index]) > 1 and not has_words(rest)
            if signature or closes(lead) or (index == 0 and introduces(lead, rest)):
                return index
        return None

    def _only_names(self, gaps: Sequence[str]) -> bool:
        """Tell whether nothing but signs and `and` stands between people."""
        return all(not has_words(plain_text(gap)) or joins(gap, self._syntax) for gap in gaps)

    def _others(self, leads: Sequence[str]) -> frozenset[int]:
        """Give which people are named as somebody else (`by A and B`); in a substituted `unsigned` it is the writer."""
        others: set[int] = set()
        for index, lead in enumerate(leads):
            listed = index - 1 in others and joins(lead, self._syntax)
            if listed or ("autosigned" not in lead and is_by(plain_text(lead), self._syntax)):
                others.add(index)
        return frozenset(others)

    def _gap(self, start: int, end: int) -> str:
        """Give the wikitext between two places, of a long one what stands next to the names."""
        if end - start <= 2 * _LONGEST_GAP:
            return self._text[start:end]
        return self._text[start : start + _LONGEST_GAP] + self._text[end - _LONGEST_GAP : end]

    def _time_follows(self, start: int, end: int) -> bool:
        return time_follows(plain_text(self._text[start : min(end, start + _LONGEST_GAP)]))

    def _listed(self, runs: Sequence[tuple[Mention, ...]], end: int) -> tuple[Signed, ...]:
        """Give the first person and those listed alike behind; of a struck name, the one who takes its place too."""
        ends = [*(run[0].start for run in runs[1:]), end]
        timed = [self._time_follows(run[-1].end, limit) for run, limit in zip(runs, ends, strict=True)]
        listed = 1
        for (run, following), signs in zip(pairwise(runs), timed[1:], strict=True):
            if signs or not self._alike(run, following):
                break
            listed += 1
        return tuple(
            Signed(mention=run[0], form=Form.SIGNATURE if signs and run[0].form in _LINKS else run[0].form)
            for run, signs in zip(runs[:listed], timed, strict=False)
        )

    def _alike(self, run: tuple[Mention, ...], following: tuple[Mention, ...]) -> bool:
        """Tell whether two people are listed alike; a space alone joins them unless the second has talk links, too."""
        gap = self._text[run[-1].end : min(following[0].start, run[-1].end + _LONGEST_GAP)]
        if self.struck(run[-1]) and not self.struck(following[0]):
            return not has_words(plain_text(gap))
        return joins(gap, self._syntax) or (not gap.strip() and len(following) == 1)

    def _filled(self, inside: Sequence[Mention], start: int, end: int) -> bool:
        """Tell whether mentions and times fill a piece."""
        position = start
        for mention in inside:
            if self._wordy(position, mention.start):
                return False
            position = mention.end
        return not self._wordy(position, end)

    def _wordy(self, start: int, end: int) -> bool:
        wikitext = self._text[start : min(end, start + 2 * _LONGEST_GAP)]
        return "{{" in wikitext or has_words(without_timestamps(plain_text(wikitext)))


_ADDRESS = Judgement(verdict=Verdict.ADDRESS, reason=NotRead.IP_ADDRESS)


def _fault(mentions: Sequence[Mention]) -> NotRead:
    return next((mention.fault for mention in mentions if mention.fault), NotRead.NO_NAME)


def _alone(mention: Mention) -> Judgement:
    if mention.fault is NotRead.IP_ADDRESS:
        return _ADDRESS
    if mention.name is None:
        return Judgement(verdict=Verdict.NOBODY, reason=mention.fault or NotRead.NO_NAME)
    return Judgement(verdict=Verdict.SIGNED, people=(Signed(mention=mention, form=mention.form),), leading=True)
