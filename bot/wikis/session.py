"""One process's use of pywikibot: its configuration, and a client for each wiki."""

from collections.abc import Mapping

import pywikibot
import pywikibot.bot

from bot import __version__
from bot.model.errors import OperatorError
from bot.model.settings import Settings
from bot.model.wikis import Catalogue
from bot.wikis.catalogue import build_catalogue
from bot.wikis.client import Client
from bot.wikis.patience import be_patient

MOST_RETRIES = 5
LONGEST_WAIT = 60
"""Seconds between two tries, which pywikibot doubles from 5 on: about two minutes for a request.

A wiki that fails is left out of this run and asked again in the next, rather than waited for.
"""


class Session:
    """Gives the catalogue of wikis and, one each, their clients."""

    def __init__(self) -> None:
        pywikibot.bot.set_interface("buffer")
        self._tally = be_patient()
        self._clients: dict[str, Client] = {}

    def catalogue(self, settings: Settings) -> Catalogue:
        """Give every wiki that may be named, without asking any of them; raises OperatorError."""
        pywikibot.config.user_agent_format = f"CampaignBot/{__version__} ({settings.contact}) {{pwb}} {{http_backend}}"
        pywikibot.config.max_retries = min(pywikibot.config.max_retries, MOST_RETRIES)
        pywikibot.config.retry_max = min(pywikibot.config.retry_max, LONGEST_WAIT)
        return build_catalogue(settings)

    def client(self, catalogue: Catalogue, dbname: str) -> Client:
        """Give the client of a wiki, the same one each time."""
        return self._clients.setdefault(dbname, Client(catalogue.wikis[dbname]))

    def requests(self) -> dict[str, Mapping[str, int]]:
        """Give by wiki and kind how many requests there were; wikis that were not asked anything are left out."""
        counts = {dbname: self._tally.below(client.address) for dbname, client in self._clients.items() if client.asked}
        return {dbname: kinds for dbname, kinds in sorted(counts.items()) if kinds}

    def log_in_at_home(self, catalogue: Catalogue) -> Client:
        """Give the home wiki's client, logged in; raises OperatorError when the account does not work there."""
        client = self.client(catalogue, catalogue.home)
        client.log_in()
        if not client.logged_in:
            raise OperatorError(
                f"the bot's account cannot log in on {catalogue.home}: {client.login_failure}. "
                "Mend the name and the password or OAuth keys in user-config.py"
            )
        return client
