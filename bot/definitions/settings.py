"""The operator's settings, `config/bot.yaml`, from YAML text to a typed value."""

from collections.abc import Mapping
from typing import Any

from bot.definitions.context import IN_YAML
from bot.definitions.fields import EVERY_WIKI
from bot.definitions.reading_yaml import compose
from bot.definitions.schema import SETTINGS, SettingsFile
from bot.definitions.sources import Excerpt, Findings, Source
from bot.definitions.titles import read_title
from bot.definitions.tree import Map, prune
from bot.definitions.typing_tree import Typed, tell_doubles, type_map
from bot.model.problems import Problem
from bot.model.settings import Executor, Settings, SitePointer
from bot.model.wikis import CANONICAL_NAMESPACES


def parse_settings(text: str, *, source: str) -> tuple[Settings | None, tuple[Problem, ...]]:
    """Give the settings, or None and what has to be mended; which wikis exist is for the caller to check."""
    file = Source.of(source, text)
    findings = Findings(file)
    composed = compose(Excerpt(findings=findings, start=0, text=file.text), SETTINGS)
    tree = prune(composed, SETTINGS) if composed else None
    if not isinstance(tree, Map):
        if not findings.error_places:
            findings.error(file.place(0), "there are no settings here", "begin with the home wiki: home: metawiki")
        return None, findings.problems()
    tell_doubles(tree, findings, IN_YAML)
    typed = type_map(tree, SettingsFile, findings, IN_YAML)
    pages = _titles(typed, findings)
    _check_executor(typed, findings)
    if findings.error_places:
        return None, findings.problems()
    return _settings(typed.values, pages), findings.problems()


def _check_executor(typed: Typed[SettingsFile], findings: Findings) -> None:
    if typed.values.executor is Executor.DASK and not typed.values.scheduler:
        findings.error(
            typed.place("executor"), "the cluster's scheduler is missing", "add its address: scheduler: tcp://HOST:8786"
        )


def _titles(typed: Typed[SettingsFile], findings: Findings) -> dict[str, str | None]:
    """Give by its setting the title of each page that is named."""
    named = typed.values.pages.model_dump(exclude_none=True) if typed.values.pages else {}
    return {
        key: read_title(text, typed.place("pages", key), findings, CANONICAL_NAMESPACES) for key, text in named.items()
    }


def _settings(values: SettingsFile, pages: Mapping[str, str | None]) -> Settings:
    sources = dict(values.source or {})
    given: dict[str, Any] = {
        "database": values.database,
        "campaigns_page": pages.get("campaigns"),
        "stop_page": pages.get("stop"),
        "opt_out_page": pages.get("opt_out"),
        "report_interval": values.report_interval,
        "retention_days": values.retention_days,
        "closed_reports": values.closed_reports,
        "report_wikis": values.report_wikis,
        "user_templates": values.user_templates,
        "wikis": {
            dbname: SitePointer(family=pointer.family, code=pointer.code)
            for dbname, pointer in (values.wikis or {}).items()
        },
        "source": sources.pop(EVERY_WIKI, None),
        "sources": sources,
        "executor": values.executor,
        "scheduler": values.scheduler,
    }
    return Settings(
        home=values.home, contact=values.contact, **{key: value for key, value in given.items() if value is not None}
    )
