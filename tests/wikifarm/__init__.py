"""Farms of real MediaWiki wikis for the tests, the benchmarks and the demo; `python -m tests.wikifarm` for people."""

from tests.wikifarm.errors import FarmError
from tests.wikifarm.farm import Farm
from tests.wikifarm.requests_log import Request
from tests.wikifarm.wiki import FarmWiki, Revision

__all__ = ["Farm", "FarmError", "FarmWiki", "Request", "Revision"]
