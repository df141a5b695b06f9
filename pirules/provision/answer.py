"""The answer of the provision check, with exactly the keys of its contract."""

from typing import Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

from pirules.rules import combine
from pirules.rules.model import Outcome

Decision = Literal["permitted", "conditional", "prohibited", "needs_judgment", "out_of_scope"]
Level = Literal["statute", "commission_guidance", "secondary"]
# An answer and its parts as they are made inside: plain values with the keys of the models below, in their order.
Data: TypeAlias = dict[str, Any]


_DECISIONS: dict[Outcome, Decision] = {
    Outcome.PERMITTED: "permitted",
    Outcome.CONDITIONAL: "conditional",
    Outcome.PROHIBITED: "prohibited",
    Outcome.NEEDS_JUDGMENT: "needs_judgment",
    Outcome.OUT_OF_SCOPE: "out_of_scope",
}


def decision_of(outcome: Outcome) -> Decision:
    """Return the decision that people see: a prohibition is one whether or not it ended the flow."""
    return _DECISIONS[combine.public(outcome)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CitationModel(_Part):
    """A citation: law id or full name, numbers as strings, and the label that a lawyer writes."""

    law: str | None
    article: str | None
    paragraph: str | None
    item: str | None
    label: str


class Reason(_Part):
    """One short sentence of the reasoning with what it rests on."""

    text: str
    citations: list[CitationModel]


class Condition(_Part):
    """What must still hold for a conditional permission."""

    text: str
    citations: list[CitationModel]


class Obligation(_Part):
    """A duty that comes with the path taken."""

    text: str
    citation: CitationModel
    when: Literal["always", "if_necessary"]


class MissingFact(_Part):
    """An unknown request field whose value could change the decision."""

    field: str
    question: str
    citation: CitationModel
    default: Any = None


class Change(_Part):
    """A smallest set of facts that would turn the answer into ``decision``."""

    facts: dict[str, Any]
    decision: Decision
    text: str


class TraceNode(_Part):
    """A rule that was looked at, with its exceptions as nodes of their own."""

    rule: str
    title: str
    holds: Literal["yes", "no", "unknown"]
    facts: dict[str, Any]
    citation: CitationModel
    exceptions: "list[TraceNode]"


class Authority(_Part):
    """How firm the answer is."""

    level: Level
    contested: bool
    note: str


class RulesetRef(_Part):
    """The rules that decided."""

    id: str
    revision: str
    sha256: str


class Answer(_Part):
    """The answer; ``model_dump(mode="json")`` is the contract's object. ``record_id`` is set by the door."""

    decision: Decision
    basis: list[CitationModel]
    reasons: list[Reason]
    conditions: list[Condition]
    obligations: list[Obligation]
    missing_facts: list[MissingFact]
    changes: list[Change]
    trace: list[TraceNode]
    authority: Authority
    as_of: str
    ruleset: RulesetRef
    record_id: str | None = None
