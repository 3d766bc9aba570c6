"""Wikitext of a sign-up list to names, and how each line was read. Pure."""
