"""Who decides what: which part of a definition on the wiki takes effect, and what waits for whom (DESIGN section 3)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.model.campaigns import Campaign, Privacy, Program

STRICTNESS = {Privacy.PUBLIC: 0, Privacy.CONSENTED: 1, Privacy.HIDDEN: 2}

WHOLE_CAMPAIGN = ""

Levels = Mapping[str, Privacy]
"""Privacy by program name, and under `WHOLE_CAMPAIGN` that of the campaign itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a definition comes to.

    `campaign` is in force, None where nothing is. `editor_waits`: the definition waits until somebody autoconfirmed
    saves the page. `privacy_waits`: what was asked for and waits for the operator.
    """

    campaign: Campaign | None
    editor_waits: bool
    privacy_waits: Levels


def take_effect(asked: Campaign, before: Campaign | None, *, trusted: bool, approved: Levels) -> Effect:
    """Decide what of a definition on the wiki takes effect.

    `before` is what was in force; `approved` are loosenings of privacy that the operator has agreed to. An editor
    who is not trusted may not begin a campaign nor change wikis, windows, lists or privacy, but may tighten privacy.
    """
    in_force = levels(before) if before else {}
    for_new = Privacy.HIDDEN if asked.privacy is Privacy.HIDDEN else Privacy.CONSENTED
    renamed = [level for key, level in in_force.items() if key not in levels(asked)]
    floors = {key: in_force.get(key) or _floor(level, for_new, renamed) for key, level in levels(asked).items()}
    waits = {
        key: level
        for key, level in levels(asked).items()
        if STRICTNESS[level] < STRICTNESS[floors[key]] and approved.get(key) is not level
    }
    allowed = _with_levels(asked, {key: floors[key] for key in waits})
    if trusted or (before is not None and _tracked(allowed) == _tracked(before)):
        return Effect(campaign=allowed, editor_waits=False, privacy_waits=waits)
    kept = _with_levels(before, {k: v for k, v in levels(allowed).items() if k in in_force}) if before else None
    return Effect(campaign=kept, editor_waits=True, privacy_waits=waits)


def _floor(asked: Privacy, inherited: Privacy, gone: Sequence[Privacy]) -> Privacy:
    """Give how open something new may be without being asked about.

    It may be one of the programs that are `gone`, under another name: then what held for the most careful of them
    holds. Otherwise it is as careful as its campaign, unless it asks for names by consent itself.
    """
    careful = inherited if asked is Privacy.PUBLIC else Privacy.CONSENTED
    return max((careful, *gone), key=lambda level: STRICTNESS[level])


def levels(campaign: Campaign) -> Levels:
    """Give the privacy of a campaign and of each of its programs."""
    return {WHOLE_CAMPAIGN: campaign.privacy, **{program.name: program.privacy for program in campaign.programs}}


def _with_levels(campaign: Campaign, changes: Levels) -> Campaign:
    return replace(
        campaign,
        privacy=changes.get(WHOLE_CAMPAIGN, campaign.privacy),
        programs=tuple(replace(p, privacy=changes.get(p.name, p.privacy)) for p in campaign.programs),
    )


def _tracked(campaign: Campaign) -> tuple[object, ...]:
    """Give what decides whose edits count and who is named, except for privacy, which has a rule of its own."""
    return campaign.name, tuple(sorted(_program_tracked(campaign.programs), key=str))


def _program_tracked(programs: tuple[Program, ...]) -> Iterator[tuple[object, ...]]:
    for program in programs:
        yield (
            program.name,
            () if program.windows_by_event else program.windows,
            program.wikis,
            program.namespaces,
            program.sources,
            program.articles,
            program.scope,
            program.facilitators,
        )
