"""The provision check: a request in, an answer out; nothing is stored and no language model is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic_core import to_json

from pirules.errors import RequestError
from pirules.provision import explain
from pirules.provision.answer import Answer, Data, decision_of
from pirules.provision.changes import changes
from pirules.provision.missing import missing_facts
from pirules.provision.reasons import reasons
from pirules.provision.request import read_request
from pirules.provision.space import space_of
from pirules.provision.statutes import read_citation
from pirules.provision.tracing import Shown, trace
from pirules.rules import combine
from pirules.rules.decide import decide
from pirules.rules.finding import Finding, Node, disputed
from pirules.rules.flow import load_rulebook
from pirules.rules.loader import LEVELS
from pirules.rules.model import Outcome
from pirules.rules.ruleset import load_ruleset


def _authority(messages: dict[str, Any], finding: Finding, nodes: Sequence[Node]) -> Data:
    """Return how firm the answer is: the weakest level on the path, and what is disputed of it."""
    level: Any = max(finding.levels, key=LEVELS.index, default="statute")
    note = str(messages["authority"][level])
    if finding.contested:
        words = dict.fromkeys(messages["disputes"].get(rule.id, rule.title) for rule in disputed(nodes))
        note += str(messages["contested"]).format(points="、".join(words))
    return {"level": level, "contested": finding.contested, "note": note}


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer of the contract as it is made: plain values, and the trace in parts that answers share.

    Attributes:
        before, after: what stands before the trace and behind it.
        trace: the nodes of the trace.
    """

    before: Data
    trace: list[Shown]
    after: Data

    def data(self) -> Data:
        """Return the answer as plain values, to be read only."""
        return {**self.before, "trace": [node.value for node in self.trace], **self.after}

    def json(self) -> bytes:
        """Return the answer as JSON; most of it, the trace, was written before."""
        trace = b",".join([node.json for node in self.trace])
        return b'%b,"trace":[%b],%b' % (to_json(self.before)[:-1], trace, to_json(self.after)[1:])


def recorded(answer: bytes, record_id: str) -> bytes:
    """Return an answer that :meth:`Answered.json` wrote with the id of its record, for which it ends in ``null}``."""
    return b"%b%b}" % (answer[: -len(b"null}")], to_json(record_id))


def answered(request: Any) -> Answered:
    """Decide whether a provision or use is permitted.

    Args:
        request: a mapping as in ``contracts/provision-check.md``; what is left out or ``None`` is unknown.

    Raises:
        RequestError: the request doesn't fit its contract (``P401`` to ``P406``).
        EngineError: the engines differ or one failed (``P502``, ``P503``).
    """
    book = load_rulebook()
    ruleset = load_ruleset()
    said = read_request(request, book.vocabulary)
    cited = read_citation(said.citation, said.as_of)
    facts = book.vocabulary.complete(said.literals, cited.facts)
    evaluation = decide(facts, said.as_of)
    finding = evaluation.finding
    if finding.outcome is Outcome.REFUSED:
        code = finding.error or "P406"
        raise RequestError(code, str(book.messages["refused"][code]), field="as_of")
    nodes = evaluation.trace
    defaults = explain.used_defaults(book.vocabulary, said.literals, facts, nodes)
    space = space_of(said.as_of, said.literals, cited.facts)
    context = explain.Context(book, ruleset, said, cited, facts, defaults, space)
    decision = combine.public(finding.outcome)
    missing = missing_facts(context)
    before = {
        "decision": decision_of(decision),
        "basis": context.citations(finding.basis),
        "reasons": reasons(context, finding, [item["field"] for item in missing]),
        "conditions": explain.conditions(context, finding),
        "obligations": explain.obligations(context, finding),
        "missing_facts": missing,
        "changes": changes(context, decision),
    }
    after = {
        "authority": _authority(book.messages, finding, nodes),
        "as_of": said.as_of.isoformat(),
        "ruleset": ruleset.as_dict(),
        "record_id": None,
    }
    return Answered(before, trace(context, nodes), after)


def check(request: Any) -> Answer:
    """Decide whether a provision or use is permitted.

    Args:
        request: a mapping as in ``contracts/provision-check.md``; what is left out or ``None`` is unknown.

    Raises:
        RequestError: the request doesn't fit its contract (``P401`` to ``P406``).
        EngineError: the engines differ or one failed (``P502``, ``P503``).
    """
    return Answer.model_validate(answered(request).data())
