"""The shipped names and templates, and the syntax of a wiki in each language, as a caller builds it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from bot.signups import ListSyntax, list_syntax

I18N = Path(__file__).parents[3] / "templates" / "i18n"
FILES = ("user-namespaces", "user-templates")


@cache
def data() -> dict[str, Any]:
    return {name: json.loads((I18N / f"{name}.json").read_text(encoding="utf-8")) for name in FILES}


@cache
def syntax(language: str = "en") -> ListSyntax:
    """Give what a caller knows of a wiki in that language: siteinfo has the English names and its own."""
    own = data()["user-namespaces"]["namespaces"].get(language, {})
    return list_syntax(data(), ["User", "User talk", *own.get("user", ()), *own.get("user_talk", ())])
