"""What a definition is read against, and what reading it gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.definitions.sources import Findings
from bot.model.campaigns import Campaign
from bot.model.problems import Problem
from bot.model.wikis import Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known of the wikis.

    `namespaces`: the home wiki's, canonical and localized names in lower case, with their numbers. The template sets:
    titles without namespace that stand for the two templates, redirects and localized names included.
    """

    catalogue: Catalogue
    namespaces: Mapping[str, int] = field(default_factory=dict)
    campaign_templates: frozenset[str] = frozenset({"CampaignBot/Campaign"})
    program_templates: frozenset[str] = frozenset({"CampaignBot/Program"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A definition as read: the campaign with its valid programs, or None where nothing of it can take effect.

    `broken` are the names, where known, of programs left out because of an error.
    """

    campaign: Campaign | None
    problems: tuple[Problem, ...]
    broken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What the writer of this form calls the settings: templates say `name` where YAML says `program`."""

    names: Mapping[str, str]
    example: str

    def of(self, setting: str) -> str:
        return self.names.get(setting, setting)

    def show(self, setting: str, value: str) -> str:
        return self.example.format(setting=self.of(setting), value=value)


IN_YAML = Wording(names={}, example="{setting}: {value}")
IN_TEMPLATES = Wording(names={"campaign": "name", "program": "name"}, example="|{setting}={value}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One reading of one definition: against what, in which words, and where its problems go.

    `page`: the wiki page on which it stands; None for a file of the operator's.
    """

    context: Context
    findings: Findings
    wording: Wording = IN_YAML
    page: str | None = None

    @property
    def on_wiki(self) -> bool:
        return self.page is not None
