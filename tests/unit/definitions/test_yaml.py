"""Whatever is right YAML is read as YAML reads it: the repair of mistakes leaves it alone."""

from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.definitions.reading_yaml import compose
from bot.definitions.schema import CAMPAIGN_SETTINGS
from bot.definitions.sources import Excerpt, Findings, Source
from bot.definitions.tree import Items, Map, Node, Text

SIGNS = " :#-*&!?|>@%`\"'{}[],~=.\n\uff1a\u0663aAਗੁ文"
KEYS = sorted(CAMPAIGN_SETTINGS - {"description"})
"""A description is text, whatever YAML says."""
texts = st.one_of(
    st.text(st.sampled_from(SIGNS), max_size=12),
    st.sampled_from(["[[User:A]]", "{{u|A}}", "a: b", "names of", "- a", "* a", "it's", '"a" b', "#1", "x\ny\n"]),
)
keys = st.one_of(st.sampled_from(KEYS), st.text(st.sampled_from("abcਗੁ文 .'-:"), min_size=1, max_size=8))
maps: st.SearchStrategy[dict[str, Any]] = st.dictionaries(keys, texts, max_size=3)
for _ in range(3):
    below: st.SearchStrategy[Any] = st.one_of(texts, maps, st.lists(st.one_of(texts, maps), max_size=3))
    maps = st.dictionaries(keys, below, max_size=3)


def as_read(node: Node | None) -> Any:
    """Give the tree as YAML's own types."""
    match node:
        case Text():
            return node.value
        case Items():
            return [as_read(item) for item in node.items]
        case Map():
            return {entry.key: as_read(entry.value) for entry in node.entries}
        case None:
            return None


def cleaned(value: Any) -> Any:
    """Give the value with its keys as the reader compares them."""
    if isinstance(value, list):
        return [cleaned(item) for item in value]
    if isinstance(value, dict):
        return {" ".join(key.split()).lower(): cleaned(item) for key, item in value.items()}
    return value


@settings(max_examples=300, deadline=None)
@given(
    tree=maps,
    flow=st.sampled_from([True, False, None]),
    width=st.integers(10, 99),
)
def test_what_a_program_writes(*, tree: Any, flow: bool | None, width: int) -> None:
    text = yaml.dump(tree, Dumper=yaml.SafeDumper, allow_unicode=True, default_flow_style=flow, width=width)
    source = Source.of("x", text)
    findings = Findings(source)
    found = compose(Excerpt(findings=findings, start=0, text=source.text), CAMPAIGN_SETTINGS)
    assert findings.error_places == []
    assert as_read(found) == cleaned(yaml.BaseLoader(text).get_single_data())
