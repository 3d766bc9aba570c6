"""`python -m tests.wiki.dying STATEMENT SECONDS ARGUMENT…`: the bot, killed so long after so many SQL statements.

When it ends by itself, its last line tells how many it has made.
"""

import os
import signal
import sys
from threading import Timer
from typing import Any

import sqlalchemy as sa

from bot.cli import main

deadly, seconds = int(sys.argv[1]), float(sys.argv[2])
made = 0


def count(*_event: Any) -> None:
    global made  # noqa: PLW0603 - a listener gives nothing back
    made += 1
    if made == deadly:
        Timer(seconds, os.kill, (os.getpid(), signal.SIGKILL)).start()


sa.event.listen(sa.Engine, "before_cursor_execute", count)
del sys.argv[1:3]
try:
    main()
finally:
    print(made, file=sys.stderr)
