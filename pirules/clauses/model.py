"""The values of the clause room: what a legal sentence says, each part with its place and where it came from.

The fields are those of ``--clauses`` in ``contracts/gap-report.md``.
"""

from dataclasses import dataclass
from enum import StrEnum

from pirules.errors import Problem
from pirules.ordinance.model import Span
from pirules.ordinance.references import Reference


class Role(StrEnum):
    """Which sentence of its node a clause is."""

    MAIN = "main"
    PROVISO = "proviso"
    SECOND_SENTENCE = "second_sentence"
    ITEM = "item"


class Modality(StrEnum):
    """What a clause does, by the last predicate of its sentence."""

    OBLIGATION = "obligation"
    PROHIBITION = "prohibition"
    PERMISSION = "permission"
    EFFORT = "effort"
    DEFINITION = "definition"
    DEEMING = "deeming"
    APPLICATION = "application"
    DELEGATION = "delegation"
    EXCLUSION = "exclusion"
    STATEMENT = "statement"


class Source(StrEnum):
    """Who found a part: the legal grammar or the language model."""

    GRAMMAR = "grammar"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sentence that fills a field; ``text`` as printed, ``confidence`` from 0 to 1."""

    text: str
    span: Span
    source: Source = Source.GRAMMAR
    confidence: float = 1.0


class RestrictionKind(StrEnum):
    """What a parenthesis does to the noun before it."""

    LIMIT = "limit"  # …に限る
    EXCLUDE = "exclude"  # …を除く
    INCLUDE = "include"  # …を含む
    NAME = "name"  # 以下「…」という
    MEANING = "meaning"  # …をいう
    SCOPE = "scope"  # 以下この条において同じ


@dataclass(frozen=True, slots=True)
class Restriction:
    """One sentence of a parenthesis; ``noun`` is the place of the noun that it restricts, if there is one."""

    kind: RestrictionKind
    text: str
    span: Span
    noun: Span | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence (or one 号) as a frame of requisites and effect.

    ``text`` and ``span`` are the whole sentence; ``confidence`` is that of the modality.
    """

    role: Role
    modality: Modality
    text: str
    span: Span
    subject: Part | None = None
    conditions: tuple[Part, ...] = ()
    exceptions: tuple[Part, ...] = ()
    actions: tuple[Part, ...] = ()
    objects: tuple[Part, ...] = ()
    counterparty: Part | None = None
    references: tuple[Reference, ...] = ()
    problems: tuple[Problem, ...] = ()
    confidence: float = 1.0
    restrictions: tuple[Restriction, ...] = ()
