"""Files that participants uploaded, and where they are used, by DESIGN section 4."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.measures.enrolments import Enrolment
from bot.measures.rule import Rule, WhyNot
from bot.measures.withhold import Measured
from bot.model.contributions import Contribution
from bot.model.results import Result, Totals, UploadResult
from bot.model.uploads import UploadedFile
from bot.model.wikis import NS_FILE


class UploadRule:
    """Whether a file's upload counts for a program: as revisions do, but for the namespace, tracked or not."""

    def __init__(self, enrolment: Enrolment) -> None:
        self._rule = Rule(
            replace(enrolment.program, namespaces=(NS_FILE,)),
            participants=enrolment.participants,
            wikis=enrolment.wikis,
            wanted=enrolment.wanted,
        )

    def uploader(self, file: UploadedFile) -> str | None:
        """Give the name of the participant for whom it counts; None where it does not."""
        person = self._rule.judge(_as_contribution(file))
        return None if isinstance(person, WhyNot) else person.user_name


def with_uploads(
    measured: Measured,
    enrolments: Sequence[Enrolment],
    files: Iterable[UploadedFile],
    never_asked: Collection[tuple[str, int]] = (),
) -> Measured:
    """Add to a campaign's result, and to those of its programs in order, the files that count for each, once.

    `never_asked` are dbname and local id of people of whom files may have been uploaded that nobody knows of yet.
    """
    whole, programs = measured
    rules = tuple(UploadRule(enrolment) for enrolment in enrolments)
    tallies = tuple(_Tally() for _ in rules)
    together = _Tally()
    for file in files:
        uploaders = [rule.uploader(file) for rule in rules]
        for tally, uploader in zip(tallies, uploaders, strict=True):
            if uploader is not None:
                tally.add(file, uploader)
        if counted := next((uploader for uploader in uploaders if uploader is not None), None):
            together.add(file, counted)
    missing = [_missing(enrolment, never_asked) for enrolment in enrolments]
    return (
        together.joined_to(whole, {one for some in missing for one in some}),
        tuple(t.joined_to(r, m) for t, r, m in zip(tallies, programs, missing, strict=True)),
    )


@dataclass(slots=True)
class _Sums:
    """What adds up over files; deleted ones do not count."""

    uploads: int = 0
    in_use: int = 0
    usages: int = 0
    known: int = 0
    """Files of which it is known how often they are used."""

    def add(self, file: UploadedFile) -> None:
        self.uploads += 1
        if file.usages is not None:
            self.known += 1
            self.in_use += file.usages > 0
            self.usages += file.usages

    def joined_to(self, totals: Totals, *, missing: bool) -> Totals:
        """Add the numbers; what was never read, or may be missing as a whole, stays unknown."""
        if not self.uploads and (missing or totals.edits is None):
            return totals
        used = not self.uploads or self.known
        return replace(
            totals,
            uploads=self.uploads,
            uploads_in_use=self.in_use if used else None,
            upload_usages=self.usages if used else None,
        )


@dataclass(slots=True)
class _Tally:
    """The files that count for one program, or for a campaign as a whole."""

    total: _Sums = field(default_factory=_Sums)
    wikis: dict[str, _Sums] = field(default_factory=lambda: defaultdict(_Sums))
    people: dict[str, _Sums] = field(default_factory=lambda: defaultdict(_Sums))
    files: list[tuple[UploadedFile, str]] = field(default_factory=list)

    def add(self, file: UploadedFile, uploader: str) -> None:
        self.files.append((file, uploader))
        if not file.deleted:
            for sums in (self.total, self.wikis[file.dbname], self.people[uploader]):
                sums.add(file)

    def joined_to(self, result: Result, missing: Collection[tuple[str, str]]) -> Result:
        """Add the numbers and the files of those who may be named; `missing` are dbnames and names."""
        where, who = {dbname for dbname, _ in missing}, {name for _, name in missing}
        listed = [
            _result(file, uploader)
            for file, uploader in self.files
            if file.title is not None and uploader in result.participants
        ]
        return replace(
            result,
            totals=self.total.joined_to(result.totals, missing=bool(missing)),
            wikis=_joined(result.wikis, self.wikis, where),
            participants=_joined(result.participants, self.people, who),
            uploads=tuple(sorted(listed, key=lambda one: (one.deleted, -(one.usages or 0), one.wiki, one.title))),
            unlisted_uploads=self.total.uploads - sum(not one.deleted for one in listed),
        )


def _joined(totals: Mapping[str, Totals], sums: Mapping[str, _Sums], missing: Collection[str]) -> dict[str, Totals]:
    return {key: sums.get(key, _Sums()).joined_to(row, missing=key in missing) for key, row in totals.items()}


def _missing(enrolment: Enrolment, never_asked: Collection[tuple[str, int]]) -> frozenset[tuple[str, str]]:
    """Give dbname and name of this program's people among those of whom something was never asked."""
    return frozenset(
        (dbname, person.user_name)
        for person in (enrolment.participants if never_asked else ())
        for dbname, user_id in person.accounts.items()
        if (dbname, user_id) in never_asked
    )


def _result(file: UploadedFile, uploader: str) -> UploadResult:
    return UploadResult(
        wiki=file.dbname,
        title=file.title or "",
        participant=uploader,
        deleted=file.deleted,
        usages=None if file.deleted else file.usages,
        known_at=None if file.deleted else file.asked_at,
    )


def _as_contribution(file: UploadedFile) -> Contribution:
    return Contribution(
        dbname=file.dbname,
        rev_id=0,
        parent_id=0,
        page_id=file.page_id,
        namespace=NS_FILE,
        title=file.title or "",
        user_id=file.user_id,
        timestamp=file.timestamp,
        size=None,
        size_diff=None,
        tags=(),
    )
