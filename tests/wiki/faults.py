"""Faults of wikis, by what the bot makes of them."""

from tests.wiki.proxy import Fault, error, forgets_who_asks, page, reset, says, silent_for, truncated

PATIENCE = 5
"""Seconds that an answer may take: on a busy machine, the wikis of a farm take some."""

RETRIED: dict[str, Fault] = {
    "429 with Retry-After": page(429, Retry_After="1"),
    "429 without Retry-After": page(429),
    "503": page(503),
    "503 with a date in Retry-After": page(503, Retry_After="Mon, 01 Jan 2024 00:00:00 GMT"),
    "504": page(504),
    "maxlag": error("maxlag", "Waiting for 10.64.48.35: 0.1 seconds lagged."),
    "maxlag with Retry-After": error("maxlag", "Waiting for a database server: 0.1 seconds lagged.", Retry_After="1"),
    "rate limit": error("ratelimited", "You've exceeded your rate limit."),
    "reset in the middle": reset,
    "truncated JSON": truncated,
    "HTML instead of JSON": page(200),
    "an error of the database inside a 200": error("internal_api_error_DBQueryError", "[abc] Caught exception"),
    "silence": silent_for(PATIENCE * 2),
    "an expired session": forgets_who_asks,
}
"""Faults after which the same request, asked again, is answered."""

GIVEN_UP: dict[str, Fault] = {
    "429 with a Retry-After of an hour": page(429, Retry_After="3600"),
    "an error that only people can mend": error("readapidenied", "You need read permission to use this module."),
    "an exception": error("internal_api_error_TypeError", "[abc] Caught exception of type TypeError"),
    "a list": says([1, 2]),
    "a text": says("Too many requests"),
    "an error without a code": says({"error": "rate limit"}),
    "JSON of something else": says({"httpCode": 429, "httpReason": "Too many requests"}),
    "contributions without their ids": says({"batchcomplete": True, "query": {"usercontribs": [{"userid": 1}]}}),
}
"""Faults after which it makes no sense to ask again at once."""
