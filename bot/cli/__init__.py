"""Commands, exit codes and progress bars; the only clock, print and sys.exit."""

from bot.cli.commands import main

__all__ = ["main"]
