"""References inside an ordinance, resolved to the place that they mean.

The numbers of a :class:`Reference` are those of the place *meant*, written as node numbers (``"9_2"``); a level not
meant is ``None``.  ``law`` is ``None`` for this ordinance, ``"附則"`` for its 附則, else the law id or full name.
"""

from dataclasses import dataclass
from typing import Any

from pirules.ordinance.model import Span


@dataclass(frozen=True, slots=True)
class Reference:
    """One place that a text refers to; see ``references`` in ``contracts/gap-report.md``."""

    text: str
    span: Span
    law: str | None = None
    article: str | None = None
    paragraph: str | None = None
    item: str | None = None
    subitem: str | None = None
    resolved: bool = True

    def as_dict(self) -> dict[str, Any]:
        """Return the reference as the contract's JSON object."""
        return {
            "text": self.text,
            "span": list(self.span),
            "law": self.law,
            "article": self.article,
            "paragraph": self.paragraph,
            "item": self.item,
            "subitem": self.subitem,
            "resolved": self.resolved,
        }
