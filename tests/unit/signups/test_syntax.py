"""What the reader knows with and without the shipped data."""

import pytest

from bot.model.signups import NotRead
from bot.signups import Entry, Form, list_syntax, parse_signups
from tests.unit.signups.shipped import data, syntax


def names(wikitext: str, **known: list[str]) -> list[str]:
    built = list_syntax({}, known.get("namespaces", []), known.get("templates", []))
    return [entry.name for entry in parse_signups(wikitext, syntax=built).entries]


def test_english_works_without_any_data() -> None:
    page = (
        "* [[User:Asha]]\n* [[user talk:Bola]]\n* {{u|Chen}}\n* [[Special:Contributions/Dao]]\n"
        "* {{#target:User talk:Eka}}\n* [[:de:User:F]]\n* Invited by [[User:Org]]\n"
    )
    assert names(page) == ["Asha", "Bola", "Chen", "Dao", "Eka", "F"]


def test_the_wiki_s_own_namespaces_are_known() -> None:
    assert names(
        "* [[Mitglied:Jana]]\n* [[MITGLIED_DISKUSSION:Jan]]", namespaces=["Mitglied", "Mitglied_Diskussion"]
    ) == [
        "Jana",
        "Jan",
    ]


def test_the_operator_s_templates_are_known() -> None:
    assert names("* {{Our_person|Asha}}\n* {{our person|1=Bola}}", templates=["Our person"]) == ["Asha", "Bola"]


@pytest.mark.parametrize("language", sorted(data()["user-namespaces"]["namespaces"]))
def test_every_language_s_names_are_read_at_home_and_behind_a_prefix(language: str) -> None:
    own = data()["user-namespaces"]["namespaces"][language]
    for namespace in own.get("user", []):
        for page in (f"* [[{namespace}:Asha]]", f"* [[:{language}:{namespace}:Asha]]"):
            entries = parse_signups(page, syntax=syntax()).entries
            assert entries == (Entry(name="Asha", line=1, form=Form.USER_LINK, withdrawn=False),), page
    for namespace in own.get("user_talk", []):
        entries = parse_signups(f"* [[{namespace}:Asha]]", syntax=syntax()).entries
        assert entries == (Entry(name="Asha", line=1, form=Form.USER_TALK_LINK, withdrawn=False),), namespace
    for special in own.get("special", []):
        for contributions in own.get("contributions", []):
            entries = parse_signups(f"* [[{special}:{contributions}/Asha]]", syntax=syntax()).entries
            assert entries == (Entry(name="Asha", line=1, form=Form.CONTRIBUTIONS, withdrawn=False),), contributions


def test_the_data_names_its_sources() -> None:
    assert all(file["@metadata"]["sources"] for file in data().values())


PARTS = {"discussion_words": NotRead.DISCUSSION, "refusal_words": NotRead.REFUSAL, "role_words": NotRead.ORGANIZERS}


@pytest.mark.parametrize("kind", PARTS)
def test_every_heading_of_another_part_of_the_page_is_known_in_every_language(kind: str) -> None:
    words = [word for language in data()["user-templates"][kind].values() for word in language]
    told = {word: parse_signups(f"== {word} ==\n* [[User:Asha]]", syntax=syntax()).unread for word in words}
    assert {word: unread for word, unread in told.items() if [one.reason for one in unread] != [PARTS[kind]]} == {}


def test_a_heading_with_a_word_for_participants_is_a_list_in_every_language() -> None:
    words = [word for language in data()["user-templates"]["list_words"].values() for word in language]
    pages = {word: f"== {word} ==\n* [[User:Asha]]\n== Discussion {word} ==\n* [[User:Bola]]" for word in words}
    read = {word: parse_signups(page, syntax=syntax()).entries for word, page in pages.items()}
    assert {word: entries for word, entries in read.items() if [one.line for one in entries] != [2, 4]} == {}


def test_every_name_of_an_example_is_left_out() -> None:
    words = [word for language in data()["user-templates"]["example_names"].values() for word in language]
    told = {word: parse_signups(f"* [[User:{word.title()}]]", syntax=syntax()).unread for word in words}
    assert {word for word, unread in told.items() if [one.reason for one in unread] != [NotRead.EXAMPLE]} == set()
