"""The wikis against which the definitions of these tests are read."""

from bot.definitions import Context
from bot.model.wikis import Catalogue, Wiki

_LANGUAGES = {
    "metawiki": "en",
    "enwiki": "en",
    "pawiki": "pa",
    "hiwiki": "hi",
    "tawiki": "ta",
    "bnwiki": "bn",
    "arwiki": "ar",
    "eswiki": "es",
    "thwiki": "th",
    "zhwiki": "zh",
    "zh_yuewiki": "yue",
    "commonswiki": "en",
    "wikidatawiki": "en",
}

CATALOGUE = Catalogue(
    home="metawiki",
    wikis={
        dbname: Wiki(dbname=dbname, family="wikipedia", code=language, language=language)
        for dbname, language in _LANGUAGES.items()
    },
    language_aliases={"yue": "zh_yuewiki"},
)

CONTEXT = Context(
    catalogue=CATALOGUE,
    namespaces={
        "media": -2,
        "special": -1,
        "talk": 1,
        "user": 2,
        "user talk": 3,
        "ਵਰਤੋਂਕਾਰ": 2,
        "project": 4,
        "meta": 4,
        "file": 6,
        "template": 10,
        "ਫਰਮਾ": 10,
        "category": 14,
    },
    campaign_templates=frozenset({"CampaignBot/Campaign", "ਮੁਹਿੰਮ"}),
    program_templates=frozenset({"CampaignBot/Program", "Edit-a-thon"}),
)
