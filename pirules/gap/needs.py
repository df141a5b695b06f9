"""What a sentence and its surroundings must say for a condition of a topic to hold, read off the condition."""

from collections.abc import Iterator, Mapping
from typing import Any

from pirules.gap import subject
from pirules.gap.forms import either
from pirules.gap.literals import Atom, Literals

Needs = tuple[frozenset[Atom], ...]


def needs_of(raw: Mapping[str, Any], literals: Literals) -> Needs:
    """Return the needs of a condition; the scopes of their atoms are those of :func:`pirules.gap.subject.said`.

    Args:
        raw: the condition as the file has it, already compiled without fault.
        literals: reads needs off patterns.
    """
    return tuple(need for key, value in raw.items() for need in _part(key, value, literals))


def _part(key: str, value: Any, literals: Literals) -> Iterator[frozenset[Atom]]:
    if key == "all":
        for entry in value:
            yield from needs_of(entry, literals)
    elif key == "any":
        yield from either([needs_of(entry, literals) for entry in value])
    elif key in {"days", "day"}:
        yield from literals.needs(value["of"], "full" if value.get("in") == "full" else "text")
    elif key in subject.VALUES:
        yield frozenset((key, entry) for entry in _listed(value))
    elif key in subject.WORDS:
        for entry in _listed(value):
            yield from literals.needs(entry, key)


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]
