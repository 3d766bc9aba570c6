"""The Jinja environment in which everything the bot writes on wikis is made."""

from collections.abc import Callable, Mapping

from jinja2 import DictLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment


def make_environment(
    templates: Mapping[str, str], finalize: Callable[[object], object] | None = None
) -> SandboxedEnvironment:
    """Give the environment for `templates` by file name; its signs are none that wikitext has.

    `finalize` is called on every value before it is written out.
    """
    return SandboxedEnvironment(
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<%=",
        variable_end_string="%>",
        comment_start_string="<%#",
        comment_end_string="%>",
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=finalize,
        autoescape=False,
        loader=DictLoader(dict(templates)),
    )
