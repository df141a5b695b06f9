"""A frame as a short JSON text and back: places only, no words, so that a cache holds nobody's text."""

import json
from typing import Any

from pirules.clauses.model import Clause, Modality, Part, Role, Source
from pirules.clauses.restrictions import restrictions
from pirules.errors import Problem

_LISTS = ("conditions", "exceptions", "actions", "objects")


def pack(clause: Clause) -> str:
    """Return a frame at offset 0 as JSON."""
    packed: list[Any] = [clause.modality.value, clause.confidence]
    packed += [_part(clause.subject), _part(clause.counterparty)]
    packed += [[_part(part) for part in getattr(clause, name)] for name in _LISTS]
    packed.append([[problem.code, problem.message, *problem.span] for problem in clause.problems])
    return json.dumps(packed, ensure_ascii=False, separators=(",", ":"))


def unpack(packed: str, text: str, role: Role) -> Clause:
    """Return the frame of ``text`` again.

    Raises:
        ValueError, TypeError, KeyError, IndexError: when the JSON isn't one of :func:`pack`.
    """
    modality, confidence, subject, counterparty, *lists, problems = json.loads(packed)
    conditions, exceptions, actions, objects = (
        tuple(_read(part, text) for part in places) for places in lists
    )
    return Clause(
        role=role,
        modality=Modality(modality),
        text=text,
        span=(0, len(text)),
        subject=_read(subject, text) if subject else None,
        conditions=conditions,
        exceptions=exceptions,
        actions=actions,
        objects=objects,
        counterparty=_read(counterparty, text) if counterparty else None,
        problems=tuple(Problem(code, message, (begin, end)) for code, message, begin, end in problems),
        confidence=float(confidence),
        restrictions=restrictions(text, 0),
    )


def _part(part: Part | None) -> list[Any] | None:
    return None if part is None else [*part.span, int(part.source is Source.MODEL), part.confidence]


def _read(packed: list[Any], text: str) -> Part:
    begin, end, by_model, confidence = packed
    if not 0 <= begin <= end <= len(text):
        raise ValueError(begin)
    source = Source.MODEL if by_model else Source.GRAMMAR
    return Part(text[begin:end], (begin, end), source, float(confidence))
