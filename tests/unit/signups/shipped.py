"""The shipped names and templates, and the syntax of a wiki in each language, as a caller builds it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from bot.signups import ListSyntax, list_syntax

I18N = Path(__file__).parents[3] / "templates" / "i18n"
FILES = ("user-namespaces.json", "user-templates.json")


@cache
def data() -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for name in FILES:
        merged |= json.loads((I18N / name).read_text(encoding="utf-8"))
    return merged


@cache
def syntax(language: str = "en") -> ListSyntax:
    """What a caller knows of a wiki in that language: siteinfo gives the English names and its own."""
    own = data()["namespaces"].get(language, {})
    return list_syntax(data(), ["User", "User talk", *own.get("user", ()), *own.get("user_talk", ())])
