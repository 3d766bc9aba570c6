"""`python -m tests.wiki.later DAYS ARGUMENT…`: the bot, so many days from now."""

import sys
from datetime import datetime, timedelta, tzinfo
from typing import Self

import bot.cli.run
from bot.cli import main

days = timedelta(days=float(sys.argv[1]))


class Later(datetime):
    """A clock that is ahead."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return super().now(tz) + days


vars(bot.cli.run)["datetime"] = Later
del sys.argv[1]
main()
