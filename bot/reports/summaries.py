"""What the history of a page says of the bot's edits."""

from bot.model.results import Result
from bot.reports.messages import Translator


class Summaries:
    """Edit summaries in one language, each with a link to the bot's page; `account` is the bot's name."""

    def __init__(self, t: Translator, account: str) -> None:
        self._plain = t.plain
        self._account = account

    def report(self, result: Result) -> str:
        """Say what a report now shows; what is not known is left out."""
        plain, totals = self._plain, result.totals
        unknown = [dbname or plain("some-wikis") for dbname in result.unknown_wikis]
        facts = [
            plain("summary-edits", totals.edits) if totals.edits is not None else "",
            plain("summary-created", totals.pages_created) if totals.pages_created is not None else "",
            plain("summary-active", totals.active_participants, totals.participants)
            if totals.active_participants is not None
            else "",
            plain("summary-unknown", ", ".join(unknown)) if unknown else "",
        ]
        return self._with_link("; ".join(fact for fact in facts if fact) or plain("summary-nothing"))

    def status(self) -> str:
        return self._with_link(self._plain("summary-status"))

    def heartbeat(self, campaigns: int) -> str:
        return self._with_link(self._plain("summary-heartbeat", campaigns))

    def sign_up_list(self, program: str) -> str:
        return self._with_link(self._plain("summary-list", program))

    def _with_link(self, text: str) -> str:
        return f"{text} ([[User:{self._account}|CampaignBot]])"
