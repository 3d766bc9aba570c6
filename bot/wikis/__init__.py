"""The wikis themselves: sites, accounts, contributions, pages and saving. The only room that knows pywikibot."""

import os
from pathlib import Path

from bot.model.errors import OperatorError

CONFIG_FILE = "user-config.py"


def find_account(folder: Path, *, needed: bool) -> None:
    """Tell pywikibot where the operator's account is: in PYWIKIBOT_DIR, or in `folder`.

    pywikibot reads its configuration while it is imported, so this comes before anything else of this room is.
    Without an account only what asks no wiki works. Raises OperatorError when one is needed and there is none.
    """
    places = [Path(os.environ["PYWIKIBOT_DIR"])] if os.environ.get("PYWIKIBOT_DIR") else []
    home = next((place for place in (*places, folder) if (place / CONFIG_FILE).is_file()), None)
    if home:
        os.environ["PYWIKIBOT_DIR"] = str(home.resolve())
    elif needed:
        looked = " or ".join(str(place) for place in (*places, folder))
        raise OperatorError(
            f"the bot's account is missing: there is no {CONFIG_FILE} in {looked}. "
            f"`campaignbot init` writes it, or copy {CONFIG_FILE}.sample there and fill it in"
        )
    else:
        os.environ["PYWIKIBOT_NO_USER_CONFIG"] = "2"
