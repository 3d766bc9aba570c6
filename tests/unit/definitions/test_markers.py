"""Where a community wants a report, and which, is read from the two templates that it put on its page, or explained."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.definitions import MarkerNames, Markers, Wish, read_markers
from bot.model.reporting import Part

NAMES = MarkerNames(
    begin=frozenset({"CampaignBot/Report", "ਮੁਹਿੰਮ ਰਿਪੋਰਟ"}), namespaces={"template": 10, "ਫਰਮਾ": 10, "user": 2}
)
END = "{{CampaignBot/Report end}}"
MONTH = Wish(campaign="Dalit History Month", program=None, parts=())


def read(text: str) -> Markers:
    found = read_markers(text, NAMES)
    assert found is not None
    return found


def why(text: str) -> str:
    found = read(text)
    assert found.why is not None
    assert not found.spans
    return found.why


def shown(text: str) -> list[str]:
    return [text[slice(*span)] for span in read(text).spans]


@pytest.mark.parametrize(
    "begin",
    [
        "{{CampaignBot/Report|campaign=Dalit History Month}}",
        "{{campaignBot/Report\n| campaign = Dalit History Month <!-- ours -->\n| program =\n| show =\n}}",
        "{{Template:CampaignBot/Report|Campaign=<nowiki>Dalit History Month</nowiki>}}",
        "{{ਫਰਮਾ:ਮੁਹਿੰਮ_ਰਿਪੋਰਟ|campaign=Dalit&#32;History Month\u200e}}",
    ],
)
def test_a_place_reaches_from_one_template_to_the_other(begin: str) -> None:
    text = f"ਸਾਡਾ {begin}ਪੁਰਾਣਾ{END} ਸਮਾਗਮ"
    assert read(text).wishes == (MONTH,)
    assert shown(text) == ["ਪੁਰਾਣਾ"]
    assert read(text).campaigns == ("Dalit History Month",)


def test_a_page_may_have_several_places() -> None:
    text = (
        "{{CampaignBot/Report|campaign=ਪਹਿਲੀ|program=دلهي|show=Summary; articles}}1" + END + "\n== ਲੋਕ ==\n"
        "{{CampaignBot/Report|campaign=第二|show=participants，uploads\nparticipants}}2" + END
    )
    assert read(text).wishes == (
        Wish(campaign="ਪਹਿਲੀ", program="دلهي", parts=(Part.SUMMARY, Part.ARTICLES)),
        Wish(campaign="第二", program=None, parts=(Part.PARTICIPANTS, Part.UPLOADS)),
    )
    assert shown(text) == ["1", "2"]


@pytest.mark.parametrize(
    "text",
    [
        "ਸਫ਼ਾ",
        "{{CampaignBot/Program|name=Delhi}}",
        "{{CampaignBot/Reports|campaign=A}}",
        "{{User:CampaignBot/Report|campaign=A}}",
        f"<nowiki>{{{{CampaignBot/Report|campaign=A}}}}{END}</nowiki>",
        f"<!-- {{{{CampaignBot/Report|campaign=A}}}}{END} -->",
    ],
)
def test_a_page_without_the_templates_has_no_place(text: str) -> None:
    assert read_markers(text, NAMES) is None


BEGIN = "{{CampaignBot/Report|campaign=A}}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (BEGIN, "Report end}} is missing"),
        (f"{BEGIN} {BEGIN} {END}", "Report end}} is missing"),
        (END, "Report|…}} is missing"),
        (f"{BEGIN}{END}{END}", "Report|…}} is missing"),
        (f"{END}{BEGIN}", "crossed"),
        (f"{BEGIN}{BEGIN}{END}{END}", "crossed"),
        ("{{CampaignBot/Report|campaign=A", "not closed"),
        (f"{{{{box|{BEGIN}{END}}}}}", "inside another template"),
        (f"{{{{#if:x|{BEGIN}}}}}{END}", "inside another template"),
        ("{{CampaignBot/Report}}" + END, "the campaign is missing"),
        ("{{CampaignBot/Report|campaign= }}" + END, "the campaign is missing"),
        ("{{CampaignBot/Report|A}}" + END, "belongs to no parameter"),
        ("{{CampaignBot/Report|campain=A}}" + END, 'did you mean "campaign"?'),
        ("{{CampaignBot/Report|campaign=A|ਮੁਹਿੰਮ=B}}" + END, "there are campaign, program, show"),
        ("{{CampaignBot/Report|campaign=A|campaign=B}}" + END, '"campaign" is given twice'),
        ("{{CampaignBot/Report|campaign=A|show=sumary}}" + END, 'did you mean "summary"?'),
        ("{{CampaignBot/Report|campaign=A|show=ਸਾਰ}}" + END, "there are summary, programs, wikis, participants"),
        ("{{CampaignBot/Report|campaign=A" + "|" * 300 + "}}" + END, "the campaign is missing"),
    ],
)
def test_what_is_not_in_order_is_explained_and_nothing_is_filled(text: str, told: str) -> None:
    assert told in why(text)


def test_a_brace_that_nobody_closed_elsewhere_hinders_nothing() -> None:
    assert shown(f"{{{{ ਖੁੱਲ੍ਹਾ {BEGIN}1{END} {{{{user|Asha}}}} {{{{a|{{{{b}}}}}}}}") == ["1"]


def test_whatever_is_wrong_the_campaign_that_is_named_is_known() -> None:
    assert read(f"{BEGIN}{{{{CampaignBot/Report|campaign=B|show=x}}}}").campaigns == ("A", "B")


def test_what_others_wrote_is_not_repeated_on_the_status_page() -> None:
    for text in ("|campaign=A|Asha is bad=1", "|campaign=A|show=Asha is bad", "|campaign=A|Asha is bad"):
        assert "Asha" not in why(f"{{{{CampaignBot/Report{text}}}}}{END}")


PIECES = st.sampled_from(
    ["{{CampaignBot/Report|campaign=A}}", END, "{{", "}}", "{{x|", "<!--", "-->", "<nowiki>", "ਸ", "|"]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_places_never_overlap_and_hold_neither_template(text: str) -> None:
    found = read_markers(text, NAMES)
    if found and not found.why:
        edges = [edge for span in found.spans for edge in span]
        assert edges == sorted(edges)
        assert len(found.spans) == len(found.wishes)
        assert all(read_markers(text[slice(*span)], NAMES) is None for span in found.spans)
