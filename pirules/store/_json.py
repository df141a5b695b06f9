"""JSON and moments as the store writes them: one spelling a value, so that equal values have equal hashes."""

import json
from datetime import UTC, datetime
from typing import Any


def dumps(value: object) -> str:
    """Return the canonical JSON of ``value``: sorted keys, no spaces, UTF-8 as it is."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def loads(text: str | None) -> Any:
    """Return the value of a stored JSON text, ``None`` for a column that is empty."""
    return None if text is None else json.loads(text)


def now() -> str:
    """Return this moment in UTC as the store writes it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
