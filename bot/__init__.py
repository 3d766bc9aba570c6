"""Collects, measures and reports the contributions of editing campaigns on MediaWiki wikis."""

__version__ = "0.1.0"
