"""Print what is wrong with the messages; a translation that lags behind is only warned of."""

import sys

from bot.model.problems import Severity
from tests.messages.shelves import SHELVES, shelf_problems, unlisted_translations


def main() -> int:
    """Give the exit code: 1 where something has to be mended."""
    problems = [problem for shelf in SHELVES for problem in (*shelf_problems(shelf), *unlisted_translations(shelf))]
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    for problem in problems:
        print(problem)
    print(f"Messages: {len(errors)} mistakes, {len(problems) - len(errors)} not translated.")
    return 1 if errors else 0


sys.exit(main())
