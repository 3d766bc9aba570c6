"""What can be wrong with the forms of `{{PLURAL:$1|…}}` and `{{GENDER:$1|…}}` in a message."""

import re
from functools import lru_cache

from bot.reports.formats import locale_of
from bot.reports.phrases import CHOICE, MARK, MOST_PARAMETERS, parameter_of, phrase

_TAGS = ("zero", "one", "two", "few", "many", "other")
_EXPLICIT = re.compile(r"(?P<number>[0-9]+)=.*", re.DOTALL)
_GENDERS = 3
_TRIED = 1001
"""Numbers below this are tried: nearly all of reports are. Some languages have a form for whole millions alone."""

_OF_EACH = 2
"""So many numbers show whether a form is for one of them only."""


def choice_mistakes(message: str, language: str) -> list[tuple[str, str]]:
    """Give what is wrong with the number of forms and how to mend it."""
    found: list[tuple[str, str]] = []
    needed, possible = _tags(language)
    for choice in CHOICE.finditer(message):
        forms = [form for form in choice["forms"].split("|") if not _EXPLICIT.fullmatch(form)]
        if choice["kind"] == "GENDER":
            if len(forms) > _GENDERS:
                found.append((f"has {len(forms)} forms for gender", "there are three: his, her and their"))
        elif not len(needed) <= len(forms) <= len(possible):
            found.append((f"has {len(forms)} plural forms", f"this language has {len(needed)}: {', '.join(needed)}"))
    return found


def number_mistakes(message: str, told: set[str], language: str) -> list[tuple[str, str]]:
    """Give the forms that are for several numbers and do not say which; `told` are the parameters that readers see."""
    found: list[tuple[str, str]] = []
    for index in sorted({int(choice["number"]) for choice in CHOICE.finditer(message)}):
        if str(index) not in told:
            continue
        silent: dict[str, list[int]] = {}
        for number in _worth_trying(message, language):
            parameters = [number] * MOST_PARAMETERS
            text = phrase(message, parameters, language)
            if all(parameter_of(mark) != index - 1 for mark in MARK.findall(text)):
                silent.setdefault(text, []).append(number)
        found.extend(
            (f'does not say ${index} in "{text}"', f"it would stand for {' and '.join(map(str, numbers))}")
            for text, numbers in silent.items()
            if len(numbers) > 1
        )
    return found


def _worth_trying(message: str, language: str) -> tuple[int, ...]:
    """Give the numbers that have a form of their own, and a few of each of the general forms."""
    forms = (form for choice in CHOICE.finditer(message) for form in choice["forms"].split("|"))
    explicit = {int(match["number"]) for form in forms if (match := _EXPLICIT.fullmatch(form))}
    rule = locale_of(language).plural_form
    tried = set(explicit)
    for tag in _tags(language)[0]:
        tried.update([number for number in range(_TRIED) if number not in explicit and rule(number) == tag][:_OF_EACH])
    return tuple(sorted(tried))


@lru_cache(maxsize=256)
def _tags(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the plural forms that whole numbers need in a language, and all that it has, in CLDR's order."""
    rule = locale_of(language).plural_form
    needed = {rule(number) for number in range(_TRIED)}
    return tuple(tag for tag in _TAGS if tag in needed), tuple(tag for tag in _TAGS if tag in {*rule.tags, "other"})
