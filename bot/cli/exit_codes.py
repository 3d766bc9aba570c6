"""How the process ends (DESIGN section 3)."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes, by what the person who reads them does next."""

    COMPLETE = 0
    OPERATOR = 1
    """The operator's own files or account have to be mended, or the command was mistyped."""
    INCOMPLETE = 2
    """Something did not answer or could not be saved; the rest was done."""
    BUG = 3
    INTERRUPTED = 130
