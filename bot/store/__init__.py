"""What has been fetched and published, in SQLite or MariaDB.

Every function takes the Store that `open_store` gives and runs in transactions of its own: killed between any
two of them, the next run ends with the same rows.
"""

from bot.store.engine import Store, open_scratch, open_store, scratch_copy

__all__ = ["Store", "open_scratch", "open_store", "scratch_copy"]
