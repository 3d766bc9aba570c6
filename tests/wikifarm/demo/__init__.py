"""The demo: a campaign in two overlapping programs, with the people, texts and mishaps that a real one has."""

from tests.wikifarm.demo.populate import is_seeded, seed
from tests.wikifarm.demo.show import show

__all__ = ["is_seeded", "seed", "show"]
