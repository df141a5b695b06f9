"""The gap report: topics, matching, relation to the national rule, what is missing, what must be notified."""

from pirules.gap.build import report_on
from pirules.gap.model import Finding, GapReport, Missing, Notification, Unmatched

__all__ = ["Finding", "GapReport", "Missing", "Notification", "Unmatched", "report_on"]
