"""How fast the bot is and how few requests it takes, measured side by side: `python -m tests.benchmarks`."""
