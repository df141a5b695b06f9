"""From a gap report to a draft: the revised ordinance, the table of old and new, and the 改め文."""

from pirules.report.draft.build import Draft, draft_of

__all__ = ["Draft", "draft_of"]
