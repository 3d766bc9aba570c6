"""Where in a list the reader is: in the organizers' part, or in the replies under a sign-up."""

from bot.signups.prose import is_role
from bot.signups.syntax import ListSyntax


class Roles:
    """Headings, labels and list items that announce organizers (`== Organizers ==`, `'''Jury:'''`, `* Trainers`).

    A heading reigns until the next one of its level, a label over the list right below it, an item over what is
    nested in it.
    """

    def __init__(self, syntax: ListSyntax) -> None:
        self._syntax = syntax
        self._heading: int | None = None
        self._label = False
        self._label_used = False
        self._item: int | None = None

    def heading(self, level: int, text: str) -> None:
        self._label = False
        self._item = None
        if self._heading is None or level <= self._heading:
            self._heading = level if is_role(text, self._syntax) else None

    def label(self, text: str) -> None:
        self._label = is_role(text, self._syntax)
        self._label_used = False

    def blank(self) -> None:
        self._label = self._label and not self._label_used

    def use_label(self) -> None:
        """Note that what a label stood over has begun, so that the next empty line ends it."""
        self._label_used = True

    def item(self, depth: int) -> None:
        """Note that a list item of this depth begins."""
        self.use_label()
        if self._item is not None and depth <= self._item:
            self._item = None

    def item_label(self, depth: int, text: str) -> None:
        if self._item is None and is_role(text, self._syntax):
            self._item = depth

    @property
    def reign(self) -> bool:
        """Whether names are those of organizers here."""
        return self._heading is not None or self._label or self._item is not None


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
