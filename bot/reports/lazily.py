"""Sequences whose members are made when they are asked for."""

from collections.abc import Callable, Sequence
from typing import TypeVar, overload

Thing = TypeVar("Thing")
Made = TypeVar("Made")


class Lazily(Sequence[Made]):
    """What `make` gives for each thing: of a table of 50,000 rows, only those of the page at hand are ever there."""

    def __init__(self, things: Sequence[Thing], make: Callable[[Thing], Made]) -> None:
        self._length = len(things)
        self._made: Callable[[slice], tuple[Made, ...]] = lambda part: tuple(map(make, things[part]))

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> Made: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Made, ...]: ...
    def __getitem__(self, index: int | slice) -> Made | tuple[Made, ...]:
        if isinstance(index, slice):
            return self._made(index)
        at = range(self._length)[index]
        return self._made(slice(at, at + 1))[0]
