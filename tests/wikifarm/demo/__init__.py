"""The demo: a campaign in two overlapping programs, with the people, texts and mishaps that a real one has."""
