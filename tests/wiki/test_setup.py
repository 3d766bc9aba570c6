"""`campaignbot setup` on real wikis: the pages it puts there, what it leaves alone, and what people do with them."""

import html
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml

from bot.cli.shipped import load_shipped
from tests.wiki.browser import TEXT, Browser, form_with
from tests.wiki.reading import query
from tests.wikifarm import Farm, FarmWiki
from tests.wikifarm.demo.show import export, run_bot
from tests.wikifarm.layout import WIKIS

SHIPPED = load_shipped()
TITLES = tuple(SHIPPED.manifest)
UP_TO_DATE = dict.fromkeys(TITLES, "up to date")
CAMPAIGN, PROGRAM = "Template:CampaignBot/Campaign", "Template:CampaignBot/Program"
PRELOAD = "Template:CampaignBot/Preload campaign"
CATEGORY = "Category:CampaignBot campaigns"
REPORT_END = "Template:CampaignBot/Report end"
METRICS = "Help:CampaignBot/Metrics"
BOT, ASHA, SIMRAN = "CampaignBot", "Asha Waghmare", "ਸਿਮਰਨ"

FILLED = """{{CampaignBot/Campaign
|name=Dalit History Month 2026
|timezone=Asia/Kolkata
|wikis=en; pa
}}
{{CampaignBot/Program
|name=Delhi d'été & more
|start=2096-04-14 10:00
|end=2096-04-14 18:00
|participants=
}}
"""


@pytest.fixture(scope="module")
def meta(farm: Farm) -> FarmWiki:
    """Give a home wiki with the bot's account, on which nothing is installed yet but by the first test."""
    farm.create_bot(BOT)
    farm.create_accounts([ASHA, SIMRAN], groups=("autoconfirmed",))
    farm.write_pywikibot_config(farm.directory, user=BOT)
    write_config(farm, farm.directory, home="metawiki")
    return farm["metawiki"]


@pytest.fixture(scope="module")
def installed(farm: Farm, meta: FarmWiki) -> FarmWiki:
    """Give a home wiki on which everything is installed."""
    assert setup(farm.directory)[0] == 0
    meta.run_jobs()
    return meta


def write_config(farm: Farm, directory: Path, **settings: Any) -> None:
    (directory / "config/campaigns").mkdir(parents=True, exist_ok=True)
    wikis = {dbname: {"family": "farm", "code": WIKIS[dbname].code} for dbname in farm.wikis}
    everything = {
        "contact": "https://meta.example.org/wiki/User:Asha",
        "report_interval": 0,
        "wikis": wikis,
        **settings,
    }
    (directory / "config/bot.yaml").write_text(yaml.safe_dump(everything), encoding="utf-8")


def setup(directory: Path) -> tuple[int, dict[str, str]]:
    """Run the command and give its exit code and what it says of each page."""
    ended = run_bot(directory, "setup", capture=True)
    said = (line.partition(": ") for line in ended.stdout.splitlines())
    return ended.returncode, {title: words for title, _, words in said}


def api(wiki: FarmWiki, **params: str) -> Any:
    asked = {"format": "json", "formatversion": "2", **params}
    response = requests.post(wiki.api_url, data=asked, timeout=60)
    response.raise_for_status()
    return response.json()


def parsed(wiki: FarmWiki, **params: str) -> dict[str, Any]:
    page: dict[str, Any] = api(wiki, action="parse", disablelimitreport="1", **params)["parse"]
    return page


def shown(page: Mapping[str, Any]) -> str:
    """Give the words that a reader sees."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page["text"])).split())


def test_an_empty_wiki_gets_every_page_and_then_no_more(farm: Farm, meta: FarmWiki) -> None:
    assert setup(farm.directory) == (0, dict.fromkeys(TITLES, "saved"))
    before = len(farm.requests())
    assert setup(farm.directory) == (0, UP_TO_DATE)
    requested = [r for r in farm.requests()[before:] if r.user_agent != "wikifarm"]
    assert [r.params["title"] for r in requested if r.params.get("action") == "edit"] == []
    assert {page["title"] for page in query(meta, list="categorymembers", cmtitle=CATEGORY)["categorymembers"]} == set()


def test_a_page_that_somebody_changed_is_left_and_named(farm: Farm, installed: FarmWiki) -> None:
    as_shipped = installed.text(METRICS)
    changed = installed.edit(METRICS, "Our own words", ASHA)
    words = "left alone: Asha Waghmare changed it; undo that to have it kept up to date"
    assert setup(farm.directory) == (0, {**UP_TO_DATE, METRICS: words})
    assert installed.text(METRICS) == "Our own words"
    installed.undo(changed, ASHA)
    assert installed.text(METRICS) == as_shipped
    assert setup(farm.directory) == (0, UP_TO_DATE)


def test_a_page_of_an_earlier_version_is_brought_up_to_date_though_it_was_protected_since(
    farm: Farm, installed: FarmWiki
) -> None:
    as_shipped = installed.text(PROGRAM)
    installed.edit(PROGRAM, "An earlier version", BOT)
    installed.protect(PROGRAM, edit="autoconfirmed")
    assert setup(farm.directory) == (0, {**UP_TO_DATE, PROGRAM: "saved"})
    assert installed.text(PROGRAM) == as_shipped


@pytest.mark.usefixtures("meta")
def test_a_page_that_was_there_before_is_left_though_the_operator_named_it(farm: Farm, tmp_path: Path) -> None:
    category = "Categoría:Editatones"
    farm["eswiki"].edit(category, "Lo que hacemos", ASHA)
    farm.write_pywikibot_config(tmp_path, user=BOT)
    write_config(farm, tmp_path, home="eswiki", pages={"campaigns": category})
    words = "left alone: Asha Waghmare changed it; undo that to have it kept up to date"
    everything = {title: "saved" for title in TITLES if title != CATEGORY}
    assert setup(tmp_path) == (0, {**everything, category: words})
    assert f"[[{category}]]" in (farm["eswiki"].text(PRELOAD) or "")


def test_a_deleted_page_is_not_made_again(farm: Farm, installed: FarmWiki) -> None:
    installed.delete(REPORT_END)
    words = "left alone: somebody deleted or moved it; restore it to have it kept up to date"
    assert setup(farm.directory) == (0, {**UP_TO_DATE, REPORT_END: words})
    assert installed.text(REPORT_END) is None
    installed.undelete(REPORT_END)
    assert setup(farm.directory) == (0, UP_TO_DATE)


def test_a_page_that_cannot_be_saved_is_named_and_the_others_are_saved(farm: Farm, installed: FarmWiki) -> None:
    for title in (REPORT_END, METRICS):
        installed.edit(title, "An earlier version", BOT)
    installed.protect(REPORT_END, edit="sysop")
    code, said = setup(farm.directory)
    installed.protect(REPORT_END, edit="autoconfirmed")
    assert (code, said[METRICS]) == (2, "saved")
    assert said[REPORT_END].startswith("not saved: protectedpage")
    assert setup(farm.directory) == (0, {**UP_TO_DATE, REPORT_END: "saved"})


def test_the_stop_page_stops_it(farm: Farm, installed: FarmWiki) -> None:
    installed.edit(METRICS, "An earlier version", BOT)
    installed.edit("User:CampaignBot/Stop", "Stop, please", ASHA)
    words = "not saved: writing is stopped by the stop page User:CampaignBot/Stop"
    assert setup(farm.directory) == (0, {**UP_TO_DATE, METRICS: words})
    installed.edit("User:CampaignBot/Stop", "", ASHA)
    assert setup(farm.directory) == (0, {**UP_TO_DATE, METRICS: "saved"})


@pytest.mark.usefixtures("meta")
def test_a_home_wiki_in_arabic_gets_them_under_its_own_names(farm: Farm, tmp_path: Path) -> None:
    farm.write_pywikibot_config(tmp_path, user=BOT)
    write_config(farm, tmp_path, home="arwiki")
    assert setup(tmp_path) == (0, dict.fromkeys(TITLES, "saved"))
    assert setup(tmp_path) == (0, UP_TO_DATE)
    (page,) = query(farm["arwiki"], titles=CAMPAIGN)["pages"]
    assert page["title"] == "قالب:CampaignBot/Campaign"


@pytest.mark.parametrize("template", SHIPPED.parameters["templates"])
def test_the_form_has_a_label_and_an_explanation_for_every_parameter(template: str, installed: FarmWiki) -> None:
    (data,) = api(installed, action="templatedata", titles=template, lang="en")["pages"].values()
    expected = SHIPPED.parameters["templates"][template]["order"]
    assert (data["description"] or "", data["format"], list(data["params"])) == (
        SHIPPED.words["en"][f"template-{SHIPPED.parameters['templates'][template]['words']}"],
        "block",
        expected,
    )
    assert [name for name, p in data["params"].items() if not (p["label"] and p["description"] and p["example"])] == []


@pytest.mark.parametrize("title", TITLES)
def test_a_page_reads_without_errors_and_missing_templates(title: str, installed: FarmWiki) -> None:
    page = parsed(installed, page=title, prop="text|templates|parsewarnings|categories")
    assert [template for template in page["templates"] if not template["exists"]] == []
    assert page["parsewarnings"] == []
    assert page["categories"] == []
    assert re.findall(r'class="[^"]*\berror\b', page["text"]) == []
    assert re.findall(r"\{\{|\}\}|\[\[|'''|&lt;/?[a-z]", without_code(page["text"])) == []


def without_code(text: str) -> str:
    return re.sub(r"<(pre|code)\b.*?</\1>", "", text, flags=re.DOTALL)


def test_help_pages_lead_to_each_other(installed: FarmWiki) -> None:
    helps = [title for title in TITLES if title.startswith("Help:")]
    api(installed, action="purge", titles="|".join(helps))
    for title in helps:
        links = parsed(installed, page=title, prop="links")["links"]
        assert {link["title"] for link in links} >= set(helps) - {title}
        missing = {link["title"] for link in links if not link["exists"] and link["ns"] in {10, 12, 14}}
        assert missing == set()


def test_boxes_show_what_is_given_and_nothing_of_what_is_not(installed: FarmWiki) -> None:
    installed.edit("List of Delhi", f"* [[User:{SIMRAN}]]", ASHA)
    text = (
        "{{CampaignBot/Campaign|name=Dalit History Month|timezone=Asia/Kolkata|wikis=en; pa}}"
        "{{CampaignBot/Program|name=ਦਿੱਲੀ|start=2096-04-14 10:00|end=2096-04-14 18:00|participants=List of Delhi}}"
        "{{CampaignBot/Program|name=Online|start=2096-04-15|end=1 May 2096|timezone=Europe/Madrid|privacy=hidden"
        "|participants=List of Delhi#Readers}}"
        "{{CampaignBot/Program}}{{CampaignBot/Campaign}}"
    )
    page = parsed(installed, text=text, title="Dalit History Month", contentmodel="wikitext", prop="text|templates")
    assert [template["title"] for template in page["templates"] if not template["exists"]] == []
    assert "error" not in page["text"]
    assert shown(page) == (
        "Campaign Dalit History Month CampaignBot has not read this page yet Time zone Asia/Kolkata Wikis en; pa "
        "Names shown those who put their own name on the list "
        "Program ਦਿੱਲੀ no report yet Join When 14 April 2096, 10:00 – 18:00 (time zone of the campaign) "
        "Sign-up list List of Delhi "
        "Program Online no report yet Join When 15 April 2096 – 1 May 2096 (Europe/Madrid) "
        "Sign-up list List of Delhi#Readers Names shown nobody is named "
        "Program (no name yet) When no date yet "
        "Campaign (no name yet) CampaignBot has not read this page yet Time zone UTC "
        "Names shown those who put their own name on the list"
    )


@pytest.mark.parametrize(
    ("dates", "there"),
    [
        ("", True),
        ("|end={ahead:%Y-%m-%d %H:%M}", True),
        ("|end={lately:%Y-%m-%d}", True),
        ("|end={long_ago:%Y-%m-%d %H:%M}", False),
        ("|end=۲۰۲۶-۰۴-۱۴", True),
        ("|windows={long_ago:%Y-%m-%d}; {ahead:%Y-%m-%d}", True),
    ],
)
def test_a_box_has_a_way_in_until_its_program_closes(dates: str, *, there: bool, installed: FarmWiki) -> None:
    now = datetime.now(UTC)
    moments = {
        "ahead": now + timedelta(days=30),
        "lately": now - timedelta(days=7),
        "long_ago": now - timedelta(days=11),
    }
    text = "{{CampaignBot/Program|name=Online" + dates.format(**moments) + "}}"
    page = parsed(installed, text=text, title="Dalit History Month", contentmodel="wikitext", prop="text")
    assert ("Join" in shown(page)) is there
    assert "error" not in page["text"]


def test_start_a_campaign_opens_the_preload_and_what_is_filled_in_there_is_understood(
    farm: Farm, installed: FarmWiki
) -> None:
    title = "ਦਲਿਤ ਇਤਿਹਾਸ ਮਹੀਨਾ"
    button = form_with("preload", parsed(installed, page="Help:CampaignBot", prop="text")["text"])
    assert button["preload"] == PRELOAD
    with Browser(installed, ASHA) as asha:
        form = form_with(TEXT, asha.open(**{**button, "title": title}).text)
        asha.save(title, {**form, TEXT: filled_in(form[TEXT], installed)})
    text = installed.text(title) or ""
    assert f"|name={title}\n" in text
    checked = run_bot(farm.directory, "check", title, capture=True)
    assert (checked.returncode, checked.stdout) == (0, "1 definition checked, no problems.\n")
    assert run_bot(farm.directory, "run", capture=True).returncode == 0
    assert "The definition is in effect as it stands." in shown(parsed(installed, page=f"{title}/Status", prop="text"))
    assert export(farm.directory, title, "Delhi edit-a-thon")["totals"]["participants"] == 0
    installed.run_jobs()
    links = {link["title"]: link["exists"] for link in parsed(installed, page=title, prop="links")["links"]}
    assert links[f"{title}/Report"]
    assert links[f"{title}/Delhi edit-a-thon/Report"]


def test_the_visual_editor_opens_the_preload_as_two_forms(installed: FarmWiki) -> None:
    opened = api(installed, action="visualeditor", paction="parse", page="ਨਵਾਂ", preload=PRELOAD)["visualeditor"]
    found = [html.unescape(data) for data in re.findall(r"data-mw=['\"](.*?)['\"](?=[ >])", opened["content"])]
    templates = [json.loads(data)["parts"][0]["template"] for data in found]
    assert [(t["target"]["href"], list(t["params"])) for t in templates] == [
        (f"./{CAMPAIGN}", ["name", "timezone", "wikis"]),
        (f"./{PROGRAM}", ["name", "start", "end", "participants"]),
    ]


def filled_in(preload: str, wiki: FarmWiki) -> str:
    """Fill each empty parameter of the preloaded text with the example that the form shows for it."""
    examples: dict[str, str] = {}
    for template in (CAMPAIGN, PROGRAM):
        (data,) = api(wiki, action="templatedata", titles=template, lang="en")["pages"].values()
        examples |= {name: parameter["example"] for name, parameter in data["params"].items()}
    examples["participants"] = ""
    return re.sub(r"^\|(\w+)=$", lambda empty: f"|{empty[1]}={examples[empty[1]]}", preload, flags=re.MULTILINE)


def test_who_joins_signs_the_list_in_two_clicks_and_counts(farm: Farm, installed: FarmWiki) -> None:
    title = "Dalit History Month"
    installed.edit(title, f"{FILLED}[[Category:CampaignBot campaigns]]", ASHA)
    page = parsed(installed, page=title, prop="text")["text"]
    (address,) = [html.unescape(a) for a in re.findall(r'href="([^"]*Special:UserLogin[^"]*)"', page)]
    list_page = f"{title}/Delhi d'été & more/Participants"
    for name in (ASHA, SIMRAN):
        with Browser(installed, name) as person:
            opened = person.open(address)
            form = form_with(TEXT, opened.text)
            assert form[TEXT].strip() == "* ~~~~"
            assert "Save the page to join." in opened.text
            person.save(list_page, form)
    signed = (installed.text(list_page) or "").splitlines()
    assert [re.findall(r"User:([^|]*)\|", line) for line in signed if line] == [[ASHA], [SIMRAN]]
    assert run_bot(farm.directory, "run", capture=True).returncode == 0
    assert export(farm.directory, "Dalit History Month 2026")["totals"]["participants"] == 2


def test_who_is_not_logged_in_is_led_to_logging_in_first(installed: FarmWiki) -> None:
    text = "{{CampaignBot/Program|name=Online}}"
    page = parsed(installed, text=text, title="Dalit History Month", contentmodel="wikitext", prop="text")["text"]
    (address,) = [html.unescape(a) for a in re.findall(r'href="([^"]*Special:UserLogin[^"]*)"', page)]
    with Browser(installed) as reader:
        page = reader.open(address).text
    assert form_with("wpLoginToken", page)
    assert not form_with(TEXT, page)
