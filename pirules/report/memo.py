"""A decision as the memo that a lawyer files: 事案・結論・理由・根拠条文・条件・義務・確認事項・異論."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from pirules.report import vocabulary
from pirules.report.citations import CitedPlace, cited_places
from pirules.report.vocabulary import Field, Group
from pirules.rules.ruleset import Ruleset, load_ruleset


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
    def trace(self) -> list[dict[str, Any]]:
        """The rules that hold or are open, with what leads to them: what a file needs; the answer has them all."""
        return _telling(self.answer["trace"])

    @property
    def left_out(self) -> int:
        """How many rules of the trace don't hold and are left out of :attr:`trace`."""
        return _count(self.answer["trace"]) - _count(self.trace)

    @property
    def notice_given(self) -> bool:
        """Whether the reasons already say that this is no legal advice."""
        return any(reason["text"] == self.ruleset.notice for reason in self.answer["reasons"])


def _telling(nodes: list[dict[str, Any]], *, grounds: bool = True) -> list[dict[str, Any]]:
    """Keep what holds or is open, and the grounds that fail; nothing under a rule that fails was of any matter."""
    kept = []
    for node in nodes:
        if node["holds"] != "no":
            kept.append({**node, "exceptions": _telling(node["exceptions"], grounds=False)})
        elif grounds and node["exceptions"]:
            kept.append({**node, "exceptions": []})
    return kept


def _count(nodes: list[dict[str, Any]]) -> int:
    return sum(1 + _count(node["exceptions"]) for node in nodes)


def memo(request: dict[str, Any], answer: dict[str, Any]) -> Memo:
    """Put a request and its answer (contract JSON) together for rendering.

    Raises:
        RulesetError: ``P501`` when the ruleset can't be read.
    """
    title = str(request.get("title") or "").strip() or "件名のない照会"
    # The title stands at the head, and the day is always told, also when the request left it out.
    shown = {**request, "as_of": answer["as_of"]}
    shown.pop("title", None)
    # What was cited on the way to the answer; the trace names rules that don't apply too and would drown it.
    cited = {name: value for name, value in answer.items() if name != "trace"}
    places = cited_places(cited, date.fromisoformat(answer["as_of"]))
    return Memo(title, request, answer, vocabulary.stated(shown), load_ruleset(), places)
