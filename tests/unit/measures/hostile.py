"""Texts that open things by the thousand, or nest them, or almost close them."""

from collections.abc import Callable

_UNITS = {
    "open braces": "{{",
    "single braces": "{",
    "open and named": "{{a|",
    "closing braces": "}}",
    "open links": "[[",
    "open files": "[[File:a|",
    "single brackets": "[",
    "addresses without an end": "[http://a ",
    "slashes": "[//",
    "open tables": "\n{|",
    "ends of tables": "\n|}",
    "table tags": "<table>",
    "open footnotes": "<ref>",
    "footnotes without an end": "<ref ",
    "footnotes in footnotes": "<ref><ref>a</ref>",
    "open nowiki": "<nowiki>",
    "many open elements": "<nowiki><pre><math><gallery><code><references>",
    "comments in comments": "<!--",
    "ends of comments": "-->",
    "tags without an end": "<b ",
    "ends of tags without an end": "</ref ",
    "less-than signs": "<",
    "apostrophes": "'",
    "apostrophes in a word": "a'",
    "digits and commas": "1,",
    "combining marks": "\u0301",
    "a word of marks": "a\u0301'\u0301",
    "underscores": "_",
    "switches": "__A",
    "ampersands": "&",
    "entities without an end": "&a",
    "variants": "-{a|b:",
    "spaces": " ",
    "spaces in a short citation": "{{ ",
    "line breaks": "\n",
    "colons": "\n:",
    "a redirect without an end": "#a",
    "Thai": "ก",
    "Thai and Latin in turn": "กa",
    "kana and Han in turn": "カ漢",
    "rare letters": "𞤀'",
}
_NESTS: dict[str, Callable[[int], str]] = {
    "nested templates": lambda n: "{{" * n + "}}" * n,
    "nested templates with arguments": lambda n: "{{a|" * n + "b}}" * n,
    "nested arguments": lambda n: "{{{a|" * n + "}}}" * n,
    "nested files": lambda n: "[[File:a|" * n + "]]" * n,
    "nested links": lambda n: "[[a|" * n + "b]]" * n,
    "nested tables": lambda n: "\n{|\n|a" * n + "\n|}" * n,
    "nested table tags": lambda n: "<table>" * n + "</table>" * n,
    "templates that never close, with templates": lambda n: "{{" * n + "{{a}}" * n,
    "brackets in a file": lambda n: "[[File:a|" + "[b] " * n,
    "a comment that never closes": lambda n: "<!--" + "- " * n,
    "one end for many tags": lambda n: "<ref " * n + ">",
    "one end for many footnotes": lambda n: "<ref>" * n + "</ref>",
    "one end for many nowiki": lambda n: "<nowiki " * n + ">",
    "marks, then no word": lambda n: "a'" + "\u0301" * n,
}


def hostile_texts(size: int) -> dict[str, str]:
    """Give each of them by name, of about so many characters."""
    texts = {name: unit * (size // len(unit)) for name, unit in _UNITS.items()}
    return texts | {name: make(size // max(len(make(1)), 1)) for name, make in _NESTS.items()}
