"""A decision as the memo that a lawyer files: 事案・結論・理由・根拠条文・条件・義務・確認事項・異論."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from pirules.report import vocabulary
from pirules.report.citations import CitedPlace, by_article, cited_places
from pirules.report.vocabulary import Field, Group
from pirules.rules.ruleset import Ruleset, load_ruleset

# Decisions of which a file must say which grounds failed.
_REFUSING = ("prohibited", "needs_judgment")


@dataclass(frozen=True, slots=True)
class Memo:
    """What the memo's templates show: the question, the answer (contract JSON), the stated facts, the rules."""

    title: str
    request: dict[str, Any]
    answer: dict[str, Any]
    facts: list[tuple[Group, list[tuple[Field, str]]]]
    ruleset: Ruleset
    places: list[CitedPlace]

    def named(self, label: str) -> str:
        """Return a citation's label with the caption of its article, if one is known."""
        return next((place.named for place in self.places if place.label == label), label)

    @property
    def shown_places(self) -> list[CitedPlace]:
        """The cited places as the list at the end shows them: by article where there are no words to show."""
        return by_article(self.places)

    @property
    def reasons(self) -> list[dict[str, Any]]:
        """The reasons without the notice that this is no legal advice, which stands at the head."""
        return [reason for reason in self.answer["reasons"] if reason["text"] != self.ruleset.notice]

    @property
    def trace(self) -> list[dict[str, Any]]:
        """The rules on which the conclusion hangs: what a file needs; the answer has all that were looked at."""
        asked = {fact["field"] for fact in self.answer["missing_facts"]}
        return _telling(self.answer["trace"], asked, set(), grounds=self.answer["decision"] in _REFUSING)

    @property
    def left_out(self) -> int:
        """How many rules of the answer's trace are left out of :attr:`trace`."""
        return _count(self.answer["trace"]) - _count(self.trace)


def _telling(
    nodes: list[dict[str, Any]], asked: set[str], told: set[str], *, grounds: bool
) -> list[dict[str, Any]]:
    """Keep what holds, what is open because of a fact that is ``asked`` for, and ``grounds`` that fail.

    Nothing under a rule that fails was of any matter, and an exception to several rules is told once (``told``).
    """
    kept = []
    for node in nodes:
        open_facts = [name for name, value in node["facts"].items() if value is None and name in asked]
        matters = bool(open_facts) if node["holds"] == "unknown" else node["holds"] == "yes"
        inner: list[dict[str, Any]] = []
        if matters and node["rule"] not in told:
            told.add(node["rule"])
            inner = _telling(node["exceptions"], asked, told, grounds=False)
        elif matters or not (grounds and node["holds"] == "no" and node["exceptions"]):
            continue
        kept.append({**node, "open": open_facts, "exceptions": inner})
    return kept


def _count(nodes: list[dict[str, Any]]) -> int:
    return sum(1 + _count(node["exceptions"]) for node in nodes)


def memo(request: dict[str, Any], answer: dict[str, Any]) -> Memo:
    """Put a request and its answer (contract JSON) together for rendering.

    Raises:
        RulesetError: ``P501`` when the ruleset can't be read.
    """
    title = str(request.get("title") or "").strip() or "件名のない照会"
    # Title and day stand at the head.
    shown = {name: value for name, value in request.items() if name not in ("title", "as_of")}
    # What was cited on the way to the answer; the trace names rules that don't apply too and would drown it.
    cited = {name: value for name, value in answer.items() if name != "trace"}
    places = cited_places(cited, date.fromisoformat(answer["as_of"]))
    return Memo(title, request, answer, vocabulary.stated(shown), load_ruleset(), places)
