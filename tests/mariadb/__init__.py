"""A MariaDB server for tests: `with MariaDb.start(folder) as server`, on a free port and with nothing of the system's.

Debian's packages of the bare server install no service, so there is none to touch.
"""

from tests.mariadb.server import MariaDb, MariaDbError

__all__ = ["MariaDb", "MariaDbError"]
