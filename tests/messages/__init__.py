"""Everything that can be wrong with the messages that ship with the bot: `python -m tests.messages`."""
