"""Contributions to totals, by the definitions of DESIGN section 4. Pure."""

from bot.measures.measure import Enrolment, Knowledge, measure, tracked_namespaces

__all__ = ["Enrolment", "Knowledge", "measure", "tracked_namespaces"]
