"""Farms of real MediaWiki wikis for the tests, the benchmarks and the demo; `python -m tests.wikifarm` for people.

with Farm.start(folder) as farm:
    farm.create_accounts(["Asha", "ਗੁਰਪ੍ਰੀਤ"])
    farm["pawiki"].edit("ਲੇਖ", "ਪਾਠ", user="ਗੁਰਪ੍ਰੀਤ")
    farm["pawiki"].sql("SELECT rev_id, rev_len FROM revision")
    farm.requests()
"""

from tests.wikifarm.errors import FarmError
from tests.wikifarm.farm import Farm
from tests.wikifarm.requests_log import Request
from tests.wikifarm.wiki import FarmWiki, Revision

__all__ = ["Farm", "FarmError", "FarmWiki", "Request", "Revision"]
