"""The gap report: topics, matching, relation to the national rule, what is missing, what must be notified."""

from pirules.gap.build import linkage_survey, report_on
from pirules.gap.model import Finding, GapReport, Missing, Notification, Unmatched
from pirules.gap.survey import LinkageSurvey

__all__ = [
    "Finding",
    "GapReport",
    "LinkageSurvey",
    "Missing",
    "Notification",
    "Unmatched",
    "linkage_survey",
    "report_on",
]
