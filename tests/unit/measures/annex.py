"""Word boundaries as UAX #29 states them, rule by rule and character by character: slow, to hold the fast ones against.

WB3 to WB4, WB15 and WB16 are here as far as they decide what a segment with a letter or digit is.
"""

import regex

_NAMES = (
    *("CR", "LF", "Newline", "Extend", "ZWJ", "Format", "Katakana", "Hebrew_Letter", "ALetter"),
    *("Single_Quote", "Double_Quote", "MidNumLet", "MidLetter", "MidNum", "Numeric", "ExtendNumLet"),
)
_CLASSES = {name: regex.compile(rf"\p{{WB={name}}}") for name in _NAMES}
_HOLDS_WORD = regex.compile(r"[\p{L}\p{WB=ALetter}\p{WB=Numeric}]")
_LETTERS = {"ALetter", "Hebrew_Letter"}
_WORDLIKE = {*_LETTERS, "Numeric", "Katakana", "ExtendNumLet"}


def words_of(text: str) -> list[str]:
    """Give the segments that hold a letter or digit."""
    clusters = _clusters(text)
    classes = [_class(cluster[0]) for cluster in clusters]
    words, current = [], ""
    for i, cluster in enumerate(clusters):
        if i and not _joined(classes, i):
            words.append(current)
            current = ""
        current += cluster
    return [word for word in (*words, current) if _HOLDS_WORD.search(word)]


def _clusters(text: str) -> list[str]:
    """WB4: give characters together with the marks that follow them."""
    clusters: list[str] = []
    for character in text:
        if clusters and _class(character) in {"Extend", "ZWJ", "Format"} and _class(clusters[-1][0]) not in _LINE_ENDS:
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


_LINE_ENDS = {"CR", "LF", "Newline"}


def _class(character: str) -> str:
    return next((name for name, members in _CLASSES.items() if members.match(character)), "Other")


def _joined(classes: list[str], i: int) -> bool:
    """Tell whether there is no boundary before a cluster (WB5 to WB13b)."""
    padded = ["", *classes, "", ""]
    two_before, before, at, after = padded[i - 1 : i + 3]
    return (
        (before in _LETTERS | {"Numeric"} and at in _LETTERS | {"Numeric"})
        or (before in _LETTERS and at in {"MidLetter", "MidNumLet", "Single_Quote"} and after in _LETTERS)
        or (two_before in _LETTERS and before in {"MidLetter", "MidNumLet", "Single_Quote"} and at in _LETTERS)
        or (before == "Hebrew_Letter" and at == "Single_Quote")
        or (before == "Hebrew_Letter" and at == "Double_Quote" and after == "Hebrew_Letter")
        or (two_before == "Hebrew_Letter" and before == "Double_Quote" and at == "Hebrew_Letter")
        or (before == "Numeric" and at in {"MidNum", "MidNumLet", "Single_Quote"} and after == "Numeric")
        or (two_before == "Numeric" and before in {"MidNum", "MidNumLet", "Single_Quote"} and at == "Numeric")
        or (before == at == "Katakana")
        or (before in _WORDLIKE and at == "ExtendNumLet")
        or (before == "ExtendNumLet" and at in _WORDLIKE)
    )
