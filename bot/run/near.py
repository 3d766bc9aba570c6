"""Names that somebody may have meant who typed another."""

from collections import defaultdict
from collections.abc import Mapping
from difflib import get_close_matches

MOST = 5


def near_names(name: str, known: Mapping[str, str]) -> str:
    """Give, to end a sentence with, those of `known` (as shown -> what is compared) that are like a name, if any."""
    by_folded: dict[str, list[str]] = defaultdict(list)
    for shown, compared in known.items():
        by_folded[compared.casefold()].append(shown)
    alike = get_close_matches(name.casefold(), by_folded, n=MOST)
    near = [shown for folded in alike for shown in by_folded[folded]][:MOST]
    return f"; near: {', '.join(near)}" if near else ""
