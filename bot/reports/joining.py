"""Joining in one click: the address that opens a new line on a sign-up list, ready to save."""

from urllib.parse import quote

LOGIN = "Special:UserLogin"
"""Leads on at once whoever is logged in."""

_NEW_LINE = (
    "action=edit&section=new&nosummary=1"
    "&preload=Template:CampaignBot/Preload_sign-up&editintro=Template:CampaignBot/Sign-up_note"
    "&vehidebetadialog=1"
)
"""A preload works only for a new page or a new section; without a summary, a section has no heading either. On a wiki
that does not have these pages they are ignored. The last one spares newcomers the visual editor's word of welcome,
which would cover the button that saves."""


def join_query(page: str) -> str:
    """Give the parameters of `Special:UserLogin` that lead on to a new line on `page`, a title encoded for addresses.

    Whoever is not logged in logs in first, so that no line is signed with an IP address or a temporary account.
    """
    return f"returnto={page}&returntoquery={quote(_NEW_LINE, safe='')}"


def encoded(title: str) -> str:
    """Give a title encoded for addresses."""
    return quote(title.replace(" ", "_"), safe="")
