"""Exceptions, grouped by what the caller does next."""


class CampaignBotError(Exception):
    """Base of every exception that this program raises on purpose; its text is for a person."""


class OperatorError(CampaignBotError):
    """The operator's own files or account have to be mended before anything can run (exit 1)."""


class WikiUnavailableError(CampaignBotError):
    """A wiki did not answer, or answered nonsense: leave it out of this run and go on (exit 2)."""
