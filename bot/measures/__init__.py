"""Contributions to totals, by the definitions of DESIGN section 4. Pure."""

from bot.measures.measure import Enrolment, Knowledge, measure, tracked_namespaces
from bot.measures.withhold import measure_safely

__all__ = ["Enrolment", "Knowledge", "measure", "measure_safely", "tracked_namespaces"]
