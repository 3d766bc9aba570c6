"""How the process ends (DESIGN section 3)."""

from enum import IntEnum

import click

from bot.model.errors import OperatorError, WikiUnavailableError


class Exit(IntEnum):
    """Exit codes, by what the person who reads them does next."""

    COMPLETE = 0
    OPERATOR = 1
    """The operator's own files or account have to be mended, or the command was mistyped."""
    INCOMPLETE = 2
    """Something did not answer or could not be saved; the rest was done."""
    BUG = 3
    INTERRUPTED = 130


def exit_of(error: BaseException) -> Exit:
    """Give how the process ends after an error."""
    match error:
        case click.Abort() | KeyboardInterrupt():
            return Exit.INTERRUPTED
        case click.ClickException() | OperatorError():
            return Exit.OPERATOR
        case WikiUnavailableError():
            return Exit.INCOMPLETE
        case _:
            return Exit.BUG
