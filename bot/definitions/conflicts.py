"""What is wrong between campaigns of several files and pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.definitions.text import upper_first
from bot.model.campaigns import Campaign
from bot.model.problems import Place, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The campaigns that take effect, with their sources, and a problem for each of the others."""

    definitions: tuple[tuple[str, Campaign], ...]
    problems: tuple[Problem, ...]


def find_conflicts(definitions: Sequence[tuple[str, Campaign]]) -> Standing:
    """Give each name and each tree of report pages to the first campaign that claims it; put the oldest first."""
    standing: list[tuple[str, Campaign]] = []
    problems: list[Problem] = []
    for source, campaign in definitions:
        conflict = next((message for older in standing if (message := _conflict(campaign, *older))), None)
        if conflict:
            problems.append(Problem(place=Place(source=source), message=conflict[0], hint=conflict[1]))
        else:
            standing.append((source, campaign))
    return Standing(definitions=tuple(standing), problems=tuple(problems))


def _conflict(campaign: Campaign, older_source: str, older: Campaign) -> tuple[str, str] | None:
    where = "by the operator of the bot" if campaign.on_wiki and not older.on_wiki else f"in {older_source}"
    if upper_first(campaign.name) == upper_first(older.name):
        return f'a campaign named "{older.name}" is defined {where} already', "give this one another name"
    page, tree = page_key(campaign.page), page_key(older.page)
    if page == tree:
        return f'the page "{older.page}" belongs to "{older.name}", defined {where}, already', "give it another page"
    if page.startswith(f"{tree}/") or tree.startswith(f"{page}/"):
        return (
            f'its page "{campaign.page}" and "{older.page}", the page of "{older.name}", stand one inside the other',
            "give this one a page outside",
        )
    return None


def page_key(title: str) -> str:
    """Give what is the same for all spellings of one page's title."""
    prefix, colon, rest = title.replace("_", " ").partition(":")
    return f"{prefix.strip().lower()}:{upper_first(rest.strip())}" if colon else upper_first(title.strip())
