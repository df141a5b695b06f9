"""Reports for people: the gap report and the decision memo as Markdown, HTML, Excel and Word.

Everything starts from the contracts' JSON: :func:`render_gap` and :func:`render_decision` give the bytes of a file.
"""

from pirules.report.flagged import flagged_measures
from pirules.report.gap_view import GapView, Source, gap_view
from pirules.report.memo import Memo, memo
from pirules.report.render import DECISION_FORMATS, GAP_FORMATS, render_decision, render_gap
from pirules.report.sections import sections_of

__all__ = [
    "DECISION_FORMATS",
    "GAP_FORMATS",
    "GapView",
    "Memo",
    "Source",
    "flagged_measures",
    "gap_view",
    "memo",
    "render_decision",
    "render_gap",
    "sections_of",
]
