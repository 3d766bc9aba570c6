"""The tables that can be exported, for commands that have not imported what makes them."""

from enum import StrEnum


class Table(StrEnum):
    """What a CSV lists; `ALL` is everything that can be listed, told apart by its first column."""

    ALL = "all"
    PARTICIPANTS = "participants"
    ARTICLES = "articles"
    UPLOADS = "uploads"
    DAYS = "days"
