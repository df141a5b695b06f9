"""The provision check (提供可否): request, decision, obligations, what would change the answer."""

from pirules.provision.answer import Answer
from pirules.provision.decision import check

__all__ = ["Answer", "check"]
