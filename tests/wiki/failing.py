"""`python -m tests.wiki.failing STATEMENT PID ARGUMENT…`: the bot, whose database fails after so many SQL statements.

PID is the server's process, which is killed; 0 stands for a file: no file can be written any more from then on.
"""

import os
import resource
import signal
import sys
from typing import Any

import sqlalchemy as sa

from bot.cli import main

deadly, server = int(sys.argv[1]), int(sys.argv[2])
made = 0


def count(*_event: Any) -> None:
    global made  # noqa: PLW0603 - a listener gives nothing back
    made += 1
    if made == deadly and server:
        os.kill(server, signal.SIGKILL)
    elif made == deadly:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))


sa.event.listen(sa.Engine, "before_cursor_execute", count)
del sys.argv[1:3]
main()
