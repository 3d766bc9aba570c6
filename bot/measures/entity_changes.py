"""What an edit changed in an entity of Wikidata: the document after it against the one before it (DESIGN section 4)."""

import re
from collections import Counter

from bot.measures.entities import Bags, Entity, Things, read_entity
from bot.model.entities import MERGES, REDIRECTS, EntityChanges, Unreadable

ENTITY_VERSION = 1
"""To be raised with every change of what is counted."""

_MERGE = re.compile(r"/\* *wbl?merge(?:items|lexemes)-(to|from)\b")
"""How Wikibase begins the summaries of a merge: `to` on the entity that goes away, `from` on the one that stays."""

_NOTHING = Entity()


def entity_changes(before: str | None, after: str, *, summary: str = "") -> EntityChanges | Unreadable:
    """Give what changed from one text of an entity's page to the next; `before` is None where the page began.

    `summary` is the edit's own.
    """
    old = None if before is None else read_entity(before)
    if isinstance(old, Unreadable):
        return old
    new = read_entity(after)
    return new if isinstance(new, Unreadable) else compare_entities(old, new, summary=summary)


def compare_entities(before: Entity | None, after: Entity, *, summary: str) -> EntityChanges:
    """Count what was added, removed and changed.

    A merge moves what it takes from one entity and gives to another, and a redirect has nothing of its own: what makes
    or undoes one adds and removes nothing. A merge counts once, with the edit that empties the entity that goes away.
    """
    if merge := _MERGE.match(summary):
        return {MERGES: 1} if merge[1] == "to" else {}
    old = before or _NOTHING
    if old.is_redirect or after.is_redirect:
        return {} if old.is_redirect else {REDIRECTS: 1}
    counts: Counter[str] = Counter()
    for part, things in after.things.items():
        _compare_things(counts, part, old.things.get(part, {}), things)
    for part, bags in after.bags.items():
        _compare_bags(counts, part, old.bags.get(part, {}), bags)
    return dict(+counts)


def _compare_things(counts: Counter[str], part: str, before: Things, after: Things) -> None:
    counts[f"{part}_added"] += len(after.keys() - before.keys())
    counts[f"{part}_removed"] += len(before.keys() - after.keys())
    counts[f"{part}_changed"] += sum(before[key] != after[key] for key in before.keys() & after.keys())


def _compare_bags(counts: Counter[str], part: str, before: Bags, after: Bags) -> None:
    """Count one that came and one that went at the same place as one that was changed: it has no other identity."""
    nothing: Counter[str] = Counter()
    for key in before.keys() | after.keys():
        old, new = before.get(key, nothing), after.get(key, nothing)
        came, went = (new - old).total(), (old - new).total()
        changed = min(came, went)
        counts[f"{part}_added"] += came - changed
        counts[f"{part}_removed"] += went - changed
        counts[f"{part}_changed"] += changed
