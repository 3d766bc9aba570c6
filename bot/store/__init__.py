"""What has been fetched and published, in SQLite or MariaDB."""
