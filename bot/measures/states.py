"""The state of a page that exists and is no redirect, from what participants did there. Pure."""

from bot.model.results import PageState


def page_state(*, created: bool, edits: int, reverted: int) -> PageState:
    """Give the state; edits that were all reverted improve nothing."""
    if created:
        return PageState.NEW
    return PageState.IMPROVED if edits > reverted else PageState.REVERTED
