"""Where in a list the reader is: in a part that is not for sign-ups, or in the replies under one."""

from bot.model.signups import NotRead
from bot.signups.prose import names_a_list, part_of_page
from bot.signups.syntax import ListSyntax


class Parts:
    """Headings, labels and items that announce organizers, a discussion or people who do not come.

    A heading (`== Organizers ==`) reigns until the next one of its level, though not over a list of participants
    below it; a label (`'''Jury:'''`) over the list right below it, an item (`* Trainers`) over what is nested in it.
    """

    def __init__(self, syntax: ListSyntax) -> None:
        self._syntax = syntax
        self._headings: list[tuple[int, NotRead | None]] = []
        self._label: NotRead | None = None
        self._label_used = False
        self._item: tuple[int, NotRead] | None = None

    def heading(self, level: int, text: str) -> None:
        self._label = None
        self._item = None
        while self._headings and self._headings[-1][0] >= level:
            self._headings.pop()
        part = part_of_page(text, self._syntax)
        if part or names_a_list(text, self._syntax):
            self._headings.append((level, part))

    def label(self, text: str) -> None:
        self._label = part_of_page(text, self._syntax)
        self._label_used = False

    def blank(self) -> None:
        if self._label_used:
            self._label = None

    def use_label(self) -> None:
        """Note that what a label stood over has begun, so that the next empty line ends it."""
        self._label_used = True

    def item(self, depth: int) -> None:
        """Note that a list item of this depth begins."""
        self.use_label()
        if self._item is not None and depth <= self._item[0]:
            self._item = None

    def item_label(self, depth: int, text: str) -> None:
        part = part_of_page(text, self._syntax)
        if self._item is None and part:
            self._item = depth, part

    @property
    def reign(self) -> NotRead | None:
        """Why names are not sign-ups here."""
        heading = self._headings[-1][1] if self._headings else None
        return heading or self._label or (self._item[1] if self._item else None)


class Replies:
    """Which items of the running list are sign-ups, so that what people answer below them can be told apart."""

    def __init__(self) -> None:
        self._taken: dict[str, bool] = {}
        self._marked_entry = False

    def clear(self) -> None:
        self._taken.clear()
        self._marked_entry = False

    def below_entry(self, marks: str) -> bool:
        """Tell whether an item with these list marks stands below a sign-up: nested in it, or indented after it."""
        parents = [above for above in self._taken if above != marks and marks.startswith(above)]
        if parents and self._taken[max(parents, key=len)]:
            return True
        return marks.endswith(":") and self._marked_entry

    def record(self, marks: str, *, taken: bool) -> None:
        """Note an item; `taken` where it is a sign-up or stands below one."""
        self._taken = {above: value for above, value in self._taken.items() if marks.startswith(above)}
        self._taken[marks] = taken
        self._marked_entry = self._marked_entry or (taken and not marks.endswith(":"))
