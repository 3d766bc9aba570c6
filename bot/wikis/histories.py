"""What became of a page before: who saved it, and whether it was taken away."""

from bot.wikis.client import Client

TAKEN_AWAY = frozenset({"delete", "move"})


def read_last_text_by(client: Client, title: str, user: str) -> str | None:
    """Give what an account saved last on a page; None where it never did, or where that revision is hidden."""
    asked = {"prop": "revisions", "rvprop": "content", "rvslots": "main", "rvuser": user, "rvlimit": 1}
    answers = client.get(action="query", titles=title, **asked)
    for page in answers.get("query", {}).get("pages", ()):
        for revision in page.get("revisions", ()):
            content: str | None = revision.get("slots", {}).get("main", {}).get("content")
            return content
    return None


def was_taken_away(client: Client, title: str) -> bool:
    """Say whether the logs know of a deletion or a move of a page that does not exist now."""
    answer = client.get(action="query", list="logevents", letitle=title, leprop="type", lelimit="max")
    return any(event.get("type") in TAKEN_AWAY for event in answer.get("query", {}).get("logevents", ()))
