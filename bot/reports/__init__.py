"""Totals, templates and messages to pages of wikitext. Pure."""
