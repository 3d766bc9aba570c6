"""What has been fetched and published, in SQLite or MariaDB.

Every function takes the engine that `open_engine` gives and runs in transactions of its own: killed between any
two of them, the next run ends with the same rows.
"""
