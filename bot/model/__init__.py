"""Frozen values that travel between the rooms; no input or output, no imports from other rooms."""
