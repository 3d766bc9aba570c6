"""Contributions to totals. Pure."""
