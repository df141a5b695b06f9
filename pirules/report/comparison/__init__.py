"""新旧対照表: two texts of an ordinance side by side, as a council is shown an amendment."""

from pirules.report.comparison.rows import Comparison, compare

__all__ = ["Comparison", "compare"]
