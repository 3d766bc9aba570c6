"""What to tell an operator of the account's standing on a wiki."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.model.findings import Finding, advice, fine, missing
from bot.wikis.standing import Standing

MOST_SKEW = timedelta(minutes=1)
"""Between this computer's clock and a wiki's; a run with its clock ahead takes for read what has not happened yet."""

ENOUGH_EDITS = 60
"""An hour: with fewer, the reports of a few running programs wait for each other."""

NEEDED = {"edit": "edit pages", "createpage": "create pages"}
"""Rights without which no report is written; what they are for."""

GRANTS = (
    'give its keys or bot password the grants "Edit existing pages", "Create, edit, and move pages" and '
    '"High-volume (bot) access", and the account the rights that its wiki asks for'
)


def judge_writing(standing: Standing, wiki: str) -> Iterator[Finding]:
    """Tell whether reports can be written on a wiki with this account."""
    if standing.blocked_for is not None:
        yield missing(
            f"{standing.account} is blocked on {wiki}: {standing.blocked_for}",
            "find out why on its talk page, mend that, and ask for the block to be lifted",
        )
    lacking = [what for right, what in NEEDED.items() if right not in standing.rights]
    if lacking:
        yield missing(f"{standing.account} may not {' or '.join(lacking)} on {wiki}", GRANTS)
    else:
        yield fine(f"{standing.account} may edit and create pages on {wiki}")
    if "bot" not in standing.rights:
        yield advice(
            f"{standing.account} has no bot flag on {wiki}, so its edits stand among people's in the recent changes",
            "ask for the flag where the wiki approves bots; docs/operators.md has a text for it",
        )
    if "autoconfirmed" not in standing.rights:
        yield advice(
            f"{standing.account} is not autoconfirmed on {wiki}: it may meet captchas and semi-protected pages",
            "wait until the account is old enough, or ask for the group confirmed",
        )
    if standing.read_only is not None:
        yield advice(f"{wiki} takes no edits now: {standing.read_only}", "nothing; later runs write what is due")
    yield from _judge_rate(standing, wiki)


def _judge_rate(standing: Standing, wiki: str) -> Iterator[Finding]:
    if "noratelimit" in standing.rights or not standing.edit_rates:
        yield fine(f"{wiki} sets no limit to how often {standing.account} may save")
        return
    rate = max(standing.edit_rates, key=lambda rate: rate.hits / rate.seconds)
    told = f"{standing.account} may save {rate.hits} times in {rate.seconds} seconds on {wiki}"
    if rate.hits / rate.seconds * 3600 < ENOUGH_EDITS:
        yield advice(f"{told}, which is little for several programs", "ask for the bot flag, which lifts this limit")
    else:
        yield fine(told)


def judge_reading(standing: Standing, wiki: str, now: datetime) -> Iterator[Finding]:
    """Tell whether a wiki is the one that is meant, and how much it gives at once."""
    if standing.dbname != wiki:
        yield missing(
            f"the wiki that bot.yaml calls {wiki} calls itself {standing.dbname}",
            f"write {standing.dbname} in bot.yaml instead of {wiki}",
        )
    if "apihighlimits" in standing.rights:
        yield fine(f"{wiki} answers about 500 people to a request")
    else:
        yield advice(
            f"{wiki} answers about 50 people to a request, not 500, so reading takes up to ten times as many requests",
            'give the account the right apihighlimits: bots have it where the grant is "High-volume (bot) access"',
        )
    if abs(skew := now - standing.time) > MOST_SKEW:
        ahead = "ahead of" if skew > timedelta() else "behind"
        yield missing(
            f"this computer's clock is {abs(skew).total_seconds() / 60:.0f} minutes {ahead} that of {wiki}",
            "set this computer's clock, and let it be kept right (NTP)",
        )
