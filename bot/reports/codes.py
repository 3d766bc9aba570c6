"""Codes of languages as MediaWiki has them and as HTML and CLDR do."""

_IN_HTML = {
    "als": "gsw",
    "bat-smg": "sgs",
    "be-x-old": "be-tarask",
    "cbk-zam": "cbk",
    "crh-ro": "crh-Latn-RO",
    "de-formal": "de-x-formal",
    "eml": "egl",
    "es-formal": "es-x-formal",
    "fiu-vro": "vro",
    "hu-formal": "hu-x-formal",
    "kk-cn": "kk-Arab-CN",
    "kk-tr": "kk-Latn-TR",
    "map-bms": "jv-x-bms",
    "mo": "ro-Cyrl-MD",
    "nl-informal": "nl-x-informal",
    "nrm": "nrf",
    "roa-rup": "rup",
    "roa-tara": "nap-x-tara",
    "simple": "en-simple",
    "sr-ec": "sr-Cyrl",
    "sr-el": "sr-Latn",
    "zh-classical": "lzh",
    "zh-cn": "zh-Hans-CN",
    "zh-hk": "zh-Hant-HK",
    "zh-min-nan": "nan",
    "zh-mo": "zh-Hant-MO",
    "zh-my": "zh-Hans-MY",
    "zh-sg": "zh-Hans-SG",
    "zh-tw": "zh-Hant-TW",
    "zh-yue": "yue",
}
"""MediaWiki's codes that mean nothing, or something else, in an attribute `lang` (LanguageCode::bcp47)."""

_DIRECTIONS = {
    "acm": "rtl",
    "aeb": "rtl",
    "aeb-arab": "rtl",
    "arc": "rtl",
    "arq": "rtl",
    "ary": "rtl",
    "arz": "rtl",
    "azb": "rtl",
    "bqi": "rtl",
    "glk": "rtl",
    "hno": "rtl",
    "khw": "rtl",
    "ku-arab": "rtl",
    "lki": "rtl",
    "luz": "rtl",
    "pnb": "rtl",
    "skr": "rtl",
    "ug-latn": "ltr",
}
"""Directions of MediaWiki's languages for which CLDR has none, or that of another script."""


def html_language(code: str) -> str:
    """Give the value of an attribute `lang` for one of MediaWiki's codes."""
    return _IN_HTML.get(code, code)


def own_direction(code: str) -> str | None:
    """Give the direction of a language about which CLDR cannot be asked."""
    return _DIRECTIONS.get(code)
