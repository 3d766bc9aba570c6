"""Names of campaigns and programs, and titles of pages."""

import re
from collections.abc import Mapping

from bot.definitions.context import Context, Reading
from bot.definitions.sources import Findings
from bot.definitions.text import LONGEST_TITLE, byte_length, clean, clean_title, forbidden_in
from bot.model.problems import Place

LONGEST_NAME = 100
_LONGEST_SUFFIX = "/Participants"
_LINK = re.compile(r"\[\[\s*:?\s*([^\[\]|]*)(?:\|[^\[\]]*)?\]\]")


def unlink(text: str) -> str | None:
    """Give what a text that is one link leads to; None when it is no link."""
    link = _LINK.fullmatch(text.strip())
    return link[1].strip() if link else None


def read_name(text: str, place: Place, reading: Reading) -> str | None:
    """Give the name of a campaign or program, which becomes part of titles of pages."""
    name = clean(text.replace("_", " "))
    if sign := forbidden_in(name, also="/"):
        reading.findings.error(place, f"a name cannot hold {sign}", "it becomes part of a page's title")
    elif len(name) > LONGEST_NAME:
        reading.findings.error(place, f"this name has {len(name)} characters", f"at most {LONGEST_NAME} are possible")
    elif not name:
        reading.findings.error(place, "a name is missing here")
    else:
        return name
    return None


def read_page(text: str, place: Place, reading: Reading) -> str | None:
    """Give the title of a page with its namespace; a link stands for the page it leads to."""
    return read_title(text, place, reading.findings, reading.context.namespaces)


def read_title(text: str, place: Place, findings: Findings, namespaces: Mapping[str, int]) -> str | None:
    """Give the title of a page as `read_page` does, where only the `namespaces` of the wiki are known."""
    target = unlink(text)
    title, page = _with_namespace(clean_title(text if target is None else target), namespaces)
    if sign := forbidden_in(title):
        findings.error(place, f"the title of a page cannot hold {sign}", "write the title of one page alone")
    elif not page:
        findings.error(place, "the title of a page is missing here")
    elif byte_length(title) > LONGEST_TITLE:
        findings.error(place, "this is too long for the title of a page", f"{LONGEST_TITLE} bytes are possible")
    else:
        return title
    return None


def _with_namespace(title: str, namespaces: Mapping[str, int]) -> tuple[str, str]:
    """Give the title with the first letter after a namespace in upper case too, as MediaWiki spells it, and that part.

    Without a namespace, both are the title.
    """
    prefix, colon, rest = title.partition(":")
    if not colon or prefix.strip().lower() not in namespaces:
        return title, title
    page = clean_title(rest)
    return f"{prefix.strip()}:{page}", page


def split_wiki(title: str, context: Context) -> tuple[str | None, str]:
    """Split `pa:PAGE` into the wiki's dbname and the rest; None where the title names no wiki."""
    prefix, colon, rest = title.partition(":")
    if not colon or prefix.strip().lower() in context.namespaces:
        return None, title
    wiki = context.catalogue.resolve(prefix)
    return (wiki, clean_title(rest)) if wiki else (None, title)


def namespace_of(title: str, context: Context) -> int:
    prefix, colon, _ = title.partition(":")
    return context.namespaces.get(prefix.strip().lower(), 0) if colon else 0


def fits_subpages(page: str, program: str) -> bool:
    """Say whether the titles of a program's pages stay within MediaWiki's limit."""
    return byte_length(f"{page}/{program}{_LONGEST_SUFFIX}") <= LONGEST_TITLE
