"""Templates that only show their parameters one after the other, taken off what they show."""

import re

from bot.signups.syntax import ListSyntax, name_key

_CALL = re.compile(r"\{\{([^{}|\n]{1,60})\|((?:[^{}\n]|\{\{[^{}\n]*\}\})*+)\}\}")
_PIPE = re.compile(r"\[\[[^\[\]\n]*\]\]|\{\{[^{}\n]*\}\}|\|")


def without_frames(text: str, syntax: ListSyntax) -> str:
    """Give the text, every place in its place, with `{{hlist|A|B}}` as `A,B`."""
    return _CALL.sub(lambda call: _unframe(call, syntax), text) if "{{" in text else text


def _unframe(call: re.Match[str], syntax: ListSyntax) -> str:
    if name_key(call[1]) not in syntax.row_templates:
        return call[0]
    shown = _PIPE.sub(lambda piece: "," if piece[0] == "|" else piece[0], call[2])
    return f"{' ' * (len(call[1]) + 3)}{shown}  "
