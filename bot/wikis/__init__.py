"""The wikis themselves: sites, accounts, contributions, pages and saving. The only room that knows pywikibot."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from bot.model.errors import OperatorError

if TYPE_CHECKING:
    from bot.wikis.session import Session

CONFIG_FILE = "user-config.py"


def open_session(folder: Path, *, account_needed: bool) -> "Session":
    """Load pywikibot with the operator's account, from PYWIKIBOT_DIR or from `folder`.

    pywikibot reads its configuration while it is imported, so this has to come first. Without an account only
    what needs no request works. Raises OperatorError when an account is needed and there is none.
    """
    places = [Path(os.environ["PYWIKIBOT_DIR"])] if os.environ.get("PYWIKIBOT_DIR") else []
    home = next((place for place in (*places, folder) if (place / CONFIG_FILE).is_file()), None)
    if home:
        os.environ["PYWIKIBOT_DIR"] = str(home.resolve())
    elif account_needed:
        looked = " or ".join(str(place) for place in (*places, folder))
        raise OperatorError(
            f"the bot's account is missing: there is no {CONFIG_FILE} in {looked}. "
            f"Copy {CONFIG_FILE}.sample there and fill it in"
        )
    else:
        os.environ["PYWIKIBOT_NO_USER_CONFIG"] = "2"
    from bot.wikis.session import Session  # noqa: PLC0415 - pywikibot must not be imported before its folder is known

    return Session()
