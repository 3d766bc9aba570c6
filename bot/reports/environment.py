"""The Jinja environments in which everything the bot writes on wikis is made."""

from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from jinja2 import FunctionLoader, StrictUndefined, nodes, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

Finalize = Callable[[object], object]

MOST_STEPS = 1_000_000
"""Rounds of loops and calls of macros in one page; the bot's own longest page has some thousand."""

LARGEST_TEXT = 5_000_000
"""Characters of a page, and of a text that is put together on the way."""

_LARGEST_POWER = 64
_STEP, _SIZED = "a step", "of bounded size"


class TooMuchError(Exception):
    """A template of the operator's goes on and on; the text says with what."""


def make_environment(templates: Mapping[str, str], finalize: Finalize | None = None) -> ImmutableSandboxedEnvironment:
    """Give the environment for `templates` by file name; its signs are none that wikitext has.

    `finalize` is called on every value before it is written out.
    """
    return ImmutableSandboxedEnvironment(**_options(finalize), loader=FunctionLoader(templates.get))


class OwnEnvironment(ImmutableSandboxedEnvironment):
    """Where the operator's own templates stand in for those that ship, and cannot run on for ever.

    `paths` by file name are those of the own templates; the others are not counted.
    """

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, templates: Mapping[str, str], paths: Mapping[str, str], finalize: Finalize | None) -> None:
        def load(name: str) -> tuple[str, str | None, None] | None:
            return (templates[name], paths.get(name), None) if name in templates else None

        super().__init__(**_options(finalize), loader=FunctionLoader(load))
        self.filters[_STEP] = _step
        self.filters[_SIZED] = _sized
        self.steps = 0
        self._own = frozenset(paths)

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,  # noqa: FBT001, FBT002 - as Jinja has it
    ) -> str:
        """Put a count into each loop and macro of an own template; this is one of Jinja's hooks for it."""
        if name in self._own:
            _Counting().visit(source)
            source.set_environment(self)
        return super()._generate(source, name, filename, defer_init)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Refuse the operations that make much out of little."""
        if operator == "*" and not (_is_number(left) and _is_number(right)):
            sizes = [value if _is_number(value) else len(value) for value in (left, right)]
            if sizes[0] * sizes[1] > LARGEST_TEXT:
                _refuse("a text repeated too often")
        if operator == "**" and _is_number(right) and right > _LARGEST_POWER:
            _refuse("a power that is too large")
        if operator == "%" and isinstance(left, str):
            _refuse("a text with %; use ~")
        return super().call_binop(context, operator, left, right)


def _options(finalize: Finalize | None) -> dict[str, Any]:
    return {
        "block_start_string": "<%",
        "block_end_string": "%>",
        "variable_start_string": "<%=",
        "variable_end_string": "%>",
        "comment_start_string": "<%#",
        "comment_end_string": "%>",
        "trim_blocks": True,
        "lstrip_blocks": True,
        "undefined": StrictUndefined,
        "finalize": finalize,
        "autoescape": False,
    }


class _Counting(NodeTransformer):
    """Makes each round of a loop and each call of a macro take a step, and measures texts that are put together."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 - the visitor's name for it
        self.generic_visit(node)
        node.body.insert(0, _step_at(node.lineno))
        return node

    def visit_Macro(self, node: nodes.Macro) -> nodes.Macro:  # noqa: N802
        self.generic_visit(node)
        node.body.insert(0, _step_at(node.lineno))
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802
        self.generic_visit(node)
        return nodes.Filter(node, _SIZED, [], [], None, None, lineno=node.lineno)


def _step_at(line: int) -> nodes.ExprStmt:
    counted = nodes.Filter(nodes.Const(None, lineno=line), _STEP, [], [], None, None, lineno=line)
    return nodes.ExprStmt(counted, lineno=line)


@pass_context
def _step(context: Context, _value: object) -> None:
    environment = context.environment
    if isinstance(environment, OwnEnvironment):
        environment.steps += 1
        if environment.steps > MOST_STEPS:
            _refuse(f"more than {MOST_STEPS:,} rounds of loops or calls of macros")


@pass_context
def _sized(_context: Context, text: str) -> str:
    if len(text) > LARGEST_TEXT:
        _refuse(f"a text of more than {LARGEST_TEXT:,} characters")
    return text


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


def _refuse(what: str) -> NoReturn:
    raise TooMuchError(what)
