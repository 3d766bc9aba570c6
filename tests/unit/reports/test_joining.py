"""The way from a report to a new line on the sign-up list."""

import html
import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.model.campaigns import ListPage, Privacy
from bot.model.reporting import ProgramReport, ReportContext, State
from bot.reports import Renderer
from tests.unit.reports import lists, samples
from tests.unit.reports.test_installed import PAGES, PROGRAM

OWN_PAGE = ListPage(wiki="metawiki", page="ਮੁਹਿੰਮ/d'été & more__50%/Participants")
NEW_LINE = {
    "action": ["edit"],
    "section": ["new"],
    "nosummary": ["1"],
    "preload": ["Template:CampaignBot/Preload_sign-up"],
    "editintro": ["Template:CampaignBot/Sign-up_note"],
    "vehidebetadialog": ["1"],
}


def joined_at(*sources: ListPage, privacy: Privacy = Privacy.CONSENTED) -> ProgramReport:
    """Give a report whose program has these lists."""
    report = samples.program_report(sources=sources, privacy=privacy)
    return replace(report, notes=replace(samples.NOTES, lists=sources))


def button(renderer: Renderer, report: ProgramReport, context: ReportContext = samples.CONTEXT) -> str | None:
    """Give the address or the link behind the button."""
    text = renderer.program(report, samples.CAMPAIGN, context)[0]
    found = re.search(r"(?:\[(https?://\S+) |\[\[:([^|]*)\|)<span[^>]*>Join", text)
    return None if found is None else found[1] or found[2]


def led_to(address: str | None) -> tuple[str, str, dict[str, list[str]]]:
    """Give where an address leads: to which page first, to which page then, and what is opened there."""
    parts = urlsplit(html.unescape(address or ""))
    query = parse_qs(parts.query)
    return parts._replace(query="").geturl(), query["returnto"][0], parse_qs(query["returntoquery"][0])


def test_a_list_that_is_a_page_is_joined_in_one_click(renderer: Renderer) -> None:
    address = button(renderer, joined_at(OWN_PAGE))
    assert led_to(address) == (
        "https://meta.wikimedia.org/wiki/Special:UserLogin",
        OWN_PAGE.page.replace(" ", "_"),
        NEW_LINE,
    )
    assert re.findall(r"__|~|'|\s", address or "") == []


def test_a_wiki_whose_addresses_have_a_query_is_joined_too(renderer: Renderer) -> None:
    link = replace(samples.LINKS["metawiki"], url="http://127.0.0.1:8080/metawiki/index.php?title=$1")
    context = replace(samples.CONTEXT, links={**samples.LINKS, "metawiki": link})
    address = button(renderer, joined_at(OWN_PAGE), context)
    assert str(address).startswith("http://127.0.0.1:8080/metawiki/index.php?title=Special:UserLogin&returnto=")


def test_a_list_on_another_wiki_is_joined_there(renderer: Renderer) -> None:
    assert led_to(button(renderer, joined_at(lists.OF_PUNJABI))) == (
        "https://pa.wikipedia.org/wiki/Special:UserLogin",
        "ਵਿਕੀਪੀਡੀਆ:ਮੁਹਿੰਮ",
        NEW_LINE,
    )


def test_a_section_is_opened_itself_for_a_new_line_would_stand_below_it(renderer: Renderer) -> None:
    assert button(renderer, joined_at(samples.LIST)) == f"{samples.LIST.page}#Participants"


def test_of_several_lists_the_one_that_is_easiest_to_join_is_taken(renderer: Renderer) -> None:
    address = button(renderer, joined_at(samples.LIST, lists.OF_PUNJABI, OWN_PAGE))
    assert led_to(address)[1] == OWN_PAGE.page.replace(" ", "_")


def test_a_list_that_was_moved_is_joined_where_it_is_now(renderer: Renderer) -> None:
    report = joined_at(OWN_PAGE)
    moved = replace(lists.CAREFUL, source=OWN_PAGE, title="ਨਵੀਂ ਸੂਚੀ")
    inside = replace(moved, title="Template:Readers")
    notes = replace(report.notes, readings=(moved, inside))
    assert led_to(button(renderer, replace(report, notes=notes)))[1] == "ਨਵੀਂ_ਸੂਚੀ"


@pytest.mark.parametrize(
    ("report", "there"),
    [
        (replace(joined_at(OWN_PAGE), state=State.UPCOMING), True),
        (replace(joined_at(OWN_PAGE), state=State.SETTLING), True),
        (replace(joined_at(OWN_PAGE), state=State.CLOSED), False),
        (joined_at(OWN_PAGE, privacy=Privacy.HIDDEN), False),
        (joined_at(), False),
    ],
    ids=["not begun", "ended lately", "closed", "nobody named", "no list"],
)
def test_there_is_a_way_in_while_joining_makes_a_difference(
    report: ProgramReport, *, there: bool, renderer: Renderer
) -> None:
    assert (button(renderer, report) is not None) is there


def test_the_box_leads_the_same_way() -> None:
    addresses = re.findall(r"\{\{fullurl:Special:UserLogin\|(.*?)\}\} <span", PAGES[PROGRAM])
    (address,) = {re.sub(r"\{\{.*\}\}", "PAGE", address) for address in addresses}
    query = parse_qs(address)
    assert (query["returnto"], parse_qs(query["returntoquery"][0])) == (["PAGE"], NEW_LINE)
