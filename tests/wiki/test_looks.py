"""How pages look in a real browser: on a phone, from right to left, in the dark, on paper, with a screen reader."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.cli.shipped import load_templates
from bot.reports import Renderer
from tests.unit.reports import samples
from tests.unit.reports.test_languages import MESSAGES, RENDERER
from tests.unit.reports.test_pages import PAGES
from tests.wiki import axe
from tests.wiki.chromium import Chromium, chromium
from tests.wikifarm import Farm, FarmWiki

LOOKED_AT = (
    "program-with-uploads",
    "program-wikis-unknown",
    "program-in-arabic",
    "program-in-urdu",
    "program-in-bengali",
    "campaign",
    "campaign-in-arabic",
    "campaign-many-pages",
    "status-mistakes",
    "status-lists-in-trouble",
    "list-in-arabic",
)
IN_EGYPT = "program-in-egyptian-arabic"
"""In Arabic with its own digits; CLDR's plain Arabic writes those of Latin."""
ZEROS = {
    "program-with-uploads": "0",
    "program-in-bengali": "\N{BENGALI DIGIT ZERO}",
    IN_EGYPT: "\N{ARABIC-INDIC DIGIT ZERO}",
}
SKINS = ("vector-2022", "minerva")
PHONE, DESKTOP = (360, 740), (1280, 900)

DARK = """document.documentElement.classList.remove("skin-theme-clientpref-day");
document.documentElement.classList.add("skin-theme-clientpref-night")"""

OUTSIDE = """const scrolls = e => e && (getComputedStyle(e).overflowX !== "visible" || scrolls(e.parentElement));
return [...document.querySelectorAll("#mw-content-text .mw-parser-output *")].filter(e => {
    const box = e.getBoundingClientRect();
    return box.width > 1 && (box.left < 0 || box.right > innerWidth) && !scrolls(e.parentElement);
}).map(e => e.outerHTML.slice(0, 200))"""
"""Elements that stand out of the window and are in no box of their own that scrolls."""

REPORT = "#mw-content-text .mw-parser-output"

COLUMN = """const heading = document.querySelector("#participants");
const table = [...document.querySelectorAll("table")].find(
    table => heading.compareDocumentPosition(table) & Node.DOCUMENT_POSITION_FOLLOWING);
const heads = [...table.querySelectorAll("th[scope=col]")];
const at = heads.findIndex(head => head.dataset.sortType === "number");"""
"""The table of participants, and its first column of numbers."""

LINKS_HAVE_THE_SKIN_S_COLOURS = "link-in-text-block"


@pytest.fixture(scope="module")
def meta(farm: Farm) -> FarmWiki:
    """Give the home wiki with the pages that are looked at."""
    wiki = farm["metawiki"]
    egyptian = Renderer(load_templates(), {**MESSAGES, "ar-eg": MESSAGES["ar"]})
    in_egypt = egyptian.program(samples.program_report(language="ar-eg"), samples.CAMPAIGN, samples.CONTEXT)
    for name, made in {**{name: PAGES[name](RENDERER) for name in LOOKED_AT}, IN_EGYPT: in_egypt}.items():
        wiki.edit(name, made if isinstance(made, str) else made[0], user="Admin")
    return wiki


@pytest.fixture(scope="module")
def window() -> Iterator[Chromium]:
    with chromium() as window:
        yield window


def show(window: Chromium, wiki: FarmWiki, page: str, *, skin: str = "vector-2022", size: tuple[int, int]) -> None:
    """Open a page and wait until its tables can be sorted, where it has any."""
    window.resize(*size)
    window.open(f"{wiki.page_url(page)}?useskin={skin}")
    if window.run("return document.querySelector('table.sortable') !== null"):
        window.text("th.headerSort")


@pytest.mark.parametrize("skin", SKINS)
@pytest.mark.parametrize("page", LOOKED_AT)
def test_nothing_is_wider_than_a_phone(page: str, skin: str, meta: FarmWiki, window: Chromium) -> None:
    show(window, meta, page, skin=skin, size=PHONE)
    assert window.rests_at([], OUTSIDE) == []
    assert window.rests_at(PHONE[0], "return document.documentElement.scrollWidth") == PHONE[0]


@pytest.mark.parametrize("page", [page for page in LOOKED_AT if page.startswith(("program", "campaign"))])
def test_tables_fit_a_desktop_whole(page: str, meta: FarmWiki, window: Chromium) -> None:
    show(window, meta, page, size=DESKTOP)
    too_wide = window.run("""return [...document.querySelectorAll("table.sortable")].filter(
        table => table.scrollWidth > table.parentElement.clientWidth).map(table => table.innerText)""")
    assert too_wide == []


@pytest.mark.parametrize("skin", SKINS)
@pytest.mark.parametrize("page", ZEROS)
def test_tables_sort_by_number_in_any_digits(page: str, skin: str, meta: FarmWiki, window: Chromium) -> None:
    show(window, meta, page, skin=skin, size=PHONE)
    orders: list[list[str]] = window.run(f"""{COLUMN}
        const orders = [];
        for (const _ of ["smallest first", "largest first"]) {{
            heads[at].click();
            orders.push([...table.tBodies[0].rows].map(row => row.cells[at].textContent.trim()));
        }}
        return orders""")
    smallest_first, largest_first = [[int(text) for text in order] for order in orders]
    assert smallest_first == sorted(smallest_first)
    assert largest_first == sorted(smallest_first, reverse=True)
    assert len({len(str(number)) for number in smallest_first}) > 1, "as words they would stand in another order"
    assert ZEROS[page] in orders[0][0]


@pytest.mark.parametrize("skin", SKINS)
@pytest.mark.parametrize("page", ["program-in-arabic", "program-in-urdu"])
def test_text_runs_from_right_to_left_and_latin_names_do_not(
    page: str, skin: str, meta: FarmWiki, window: Chromium
) -> None:
    show(window, meta, page, skin=skin, size=PHONE)
    found: dict[str, Any] = window.run(f"""{COLUMN}
        const place = (node, index) => {{
            const range = document.createRange();
            range.setStart(node, index); range.setEnd(node, index + 1);
            return range.getBoundingClientRect().left;
        }};
        const runs = name => {{
            const bdi = [...table.querySelectorAll("bdi")].find(bdi => bdi.textContent === name);
            const text = bdi.firstChild;
            return Math.sign(place(text, text.length - 1) - place(text, 0));
        }};
        return {{
            latin: runs("O'Neill | {{{{x}}}}"), arabic: runs("فاطمة"),
            first: heads[0].getBoundingClientRect().left > heads[1].getBoundingClientRect().left,
            direction: getComputedStyle(table).direction,
        }}""")
    assert found == {"latin": 1, "arabic": -1, "first": True, "direction": "rtl"}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("skin", SKINS)
@pytest.mark.parametrize("page", LOOKED_AT)
def test_axe_finds_nothing(page: str, skin: str, dark: bool, meta: FarmWiki, window: Chromium) -> None:  # noqa: FBT001
    show(window, meta, page, skin=skin, size=DESKTOP)
    if dark:
        window.run(DARK)
    window.run(axe.SCRIPT.read_text(encoding="utf-8"))
    found: dict[str, list[dict[str, Any]]] = window.run_async(
        f"axe.run('#mw-content-text', {{rules: {{'{LINKS_HAVE_THE_SKIN_S_COLOURS}': {{enabled: false}}}}}}).then(done)"
    )
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []
    checked = {one["id"] for one in found["passes"]}
    assert checked >= {"color-contrast"} | (set() if page.startswith("list") else {"heading-order"})


def test_all_but_the_button_is_on_paper(meta: FarmWiki, window: Chromium) -> None:
    show(window, meta, "program-with-uploads", size=DESKTOP)
    on_screen = window.text(REPORT)
    window.show_as("print")
    on_paper = window.text(REPORT)
    window.show_as("screen")
    assert (
        on_paper.splitlines() == [line for line in on_screen.splitlines() if line != "Join"] != on_screen.splitlines()
    )
