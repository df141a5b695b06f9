"""What resolving gives: references, and the problems of those that could not be resolved.

The numbers of a :class:`Reference` are those of the place *meant*, written as node numbers (``"9_2"``); a level not
meant is ``None``.  ``law`` is ``None`` for this ordinance, ``"附則"`` for its 附則, else the law id or full name.
"""

from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

from pirules.errors import Problem
from pirules.ordinance.model import Span

#: ``law`` of a reference to this ordinance's own 附則.
SUPPLEMENTARY = "附則"


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


@dataclass(frozen=True, slots=True)
class Resolution:
    """All references of an ordinance in the order of the text, and a problem for each that isn't resolved."""

    references: tuple[Reference, ...]
    problems: tuple[Problem, ...] = ()

    def within(self, span: Span) -> tuple[Reference, ...]:
        """Return the references that lie wholly inside ``span``."""
        start, end = span
        first = bisect_left(self.references, start, key=lambda reference: reference.span[0])
        last = bisect_left(self.references, end, lo=first, key=lambda reference: reference.span[0])
        return tuple(found for found in self.references[first:last] if found.span[1] <= end)
