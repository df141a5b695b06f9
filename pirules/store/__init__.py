"""What pirules remembers: decisions, reports and flagged measures, in one SQLite file.

:func:`open_store` opens the file; :mod:`~pirules.store.decisions`, :mod:`~pirules.store.reports`,
:mod:`~pirules.store.measures`, :mod:`~pirules.store.reviews` and :mod:`~pirules.store.maintenance` work on it.  The room
knows nothing of law: what it keeps are the JSON values of the contracts.
"""

from pirules.store import decision_list, decisions, maintenance, measures, reports, reviews
from pirules.store._json import dumps as json_text
from pirules.store.database import Store, open_store
from pirules.store.location import default_path
from pirules.store.measures import STATES, Filter, Measure, Review

__all__ = [
    "STATES",
    "Filter",
    "Measure",
    "Review",
    "Store",
    "decision_list",
    "decisions",
    "default_path",
    "json_text",
    "maintenance",
    "measures",
    "open_store",
    "reports",
    "reviews",
]
