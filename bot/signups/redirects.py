"""Pages that only lead to another one."""

import re

_REDIRECT = re.compile(r"\s*#[^\W\d_][^\s\[\]{}|<>*#:;.,()'\"]{0,60}\s{0,20}:?\s{0,20}\[\[")
"""Each wiki has words of its own for #REDIRECT, of letters, and with marks in many scripts; a list has a space."""


def looks_like_redirect(wikitext: str) -> bool:
    """Whether a page begins as redirects do, in whatever language; the wiki itself knows whether it is one."""
    return _REDIRECT.match(wikitext) is not None
