"""From a finding of the rules to the sentences of an answer: citations filled in, defaults and limits said."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from pirules.law import Citation, index, scan
from pirules.provision.answer import Data
from pirules.provision.request import Request
from pirules.provision.space import Space
from pirules.provision.special_statutes import UNLISTED, Statute
from pirules.provision.statutes import Cited
from pirules.rules.conditions import truth
from pirules.rules.finding import Finding, Node
from pirules.rules.flow import Rulebook
from pirules.rules.logic import Truth
from pirules.rules.model import UNKNOWN, Outcome, Rule, Statement, facts_of
from pirules.rules.ruleset import Ruleset
from pirules.rules.vocabulary import Vocabulary
from pirules.text.dates import to_wareki


@lru_cache(maxsize=1024)
def _written(text: str) -> Data:
    return Citation.parse(text).as_dict()


@lru_cache(maxsize=4096)
def _all_written(texts: tuple[str, ...]) -> list[Data] | None:
    """Return citations of which none depends on the question, else ``None``."""
    if any(text.startswith("$") for text in texts):
        return None
    return _unique(map(_written, texts))


def written(texts: Iterable[str]) -> list[Data]:
    """Return citations of which none depends on the question."""
    return _unique(map(_written, texts))


def _unique(items: Iterable[Data]) -> list[Data]:
    return list({item["label"]: item for item in items}.values())


@lru_cache(maxsize=4096)
def _named(rule: Rule) -> frozenset[str]:
    """Return the facts that a rule names."""
    return frozenset(facts_of(rule.condition))


@dataclass(frozen=True, slots=True)
class Context:
    """What the sentences of one answer are filled from."""

    book: Rulebook
    ruleset: Ruleset
    request: Request
    cited: Cited
    facts: dict[str, str]
    defaults: frozenset[str]
    space: Space

    def citations(self, texts: Iterable[str]) -> list[Data]:
        """Return citations: ``$statute`` what the request cites as the ground, ``$restricting`` what it cites as a limit.

        ``$item`` is the item of 番号法.
        """
        texts = tuple(texts)
        written = _all_written(texts)
        if written is not None:
            return written
        found: list[Data] = []
        for text in texts:
            if text == "$statute":
                found += [item.as_dict() for item in self.cited.grounds]
            elif text == "$restricting":
                found += [item.as_dict() for item in self.cited.restricting or self.cited.citations]
            elif text == "$item":
                number = self.request.said("my_number.provision_item")
                found.append(_written(self.book.messages["my_number_item"].format(number=number)))
            elif not text.startswith("$"):
                found.append(_written(text))
        return _unique(found)

    def text(self, template: str) -> str:
        """Fill the names in a sentence."""
        statute = self.cited.statute
        names = {
            "$ordinance": self.cited.text or "",
            "$asks": statute.asks if statute else "",
            "$gives": statute.gives if statute else "",
            "$elements": self.book.messages["elements"].get(statute.elements, "") if statute else "",
        }
        for name, words in names.items():
            template = template.replace(name, words)
        return template

    def said_with(self, statement: Statement) -> Data:
        """Return a sentence with its citations."""
        return {"text": self.text(statement.text), "citations": self.citations(statement.citations)}

    def said(self, name: str, /, *citations: str, **values: Any) -> Data:
        """Return a sentence of ``messages.yaml`` as a reason."""
        text = str(self.book.messages[name]).format(**values)
        return {"text": text, "citations": self.citations(citations)}

    def value(self, name: str) -> Any:
        """Return what the request says of a field, as JSON."""
        if name == self.book.vocabulary.citation_field:
            return self.cited.text
        return self.book.vocabulary.fields[name].value(self.request.literals.get(name, UNKNOWN))


def _matters(facts: dict[str, str], rule: Rule, name: str, others: Iterable[str]) -> bool:
    """Whether the truth of ``rule`` hangs on the derived fact ``name``, the other facts being as they are."""
    now = truth(rule.condition, facts)
    return any(truth(rule.condition, {**facts, name: other}) is not now for other in others)


def _looked_at(nodes: Iterable[Node]) -> Iterable[Rule]:
    """Yield the rules that could speak: an exception only where the rule that it excepts doesn't fail."""
    for node in nodes:
        yield node.rule
        if node.holds is not Truth.NO:
            yield from _looked_at(node.exceptions)


def used_defaults(
    vocabulary: Vocabulary, literals: Collection[str], facts: dict[str, str], nodes: Iterable[Node]
) -> frozenset[str]:
    """Return the derived facts whose declared default was used: the field is unknown and a rule hangs on it."""
    assumed = {}
    for name, derived in vocabulary.derived.items():
        if derived.declares is None or derived.assumes is None or derived.declares in literals:
            continue
        if derived.assumes == "$value" or facts[name] == derived.of(
            {**facts, derived.declares: derived.assumes}
        ):
            assumed[name] = derived.literals
    rules = [rule for rule in _looked_at(nodes) if not _named(rule).isdisjoint(assumed)]
    return frozenset(
        name
        for name, others in assumed.items()
        if any(name in _named(rule) and _matters(facts, rule, name, others) for rule in rules)
    )


def reasons(context: Context, finding: Finding, missing: Collection[str]) -> list[Data]:
    """Return every reason of the answer, the notice of the ruleset last.

    A declared default is said where the field is among the ``missing`` facts.
    """
    found = [context.said_with(item) for item in finding.reasons]
    if not found:
        found += [context.said("open_rule", title=rule.title) for rule in finding.unanswered]
    for name, derived in context.book.vocabulary.derived.items():
        declares = derived.declares
        said = declares is not None and name in context.defaults and declares in missing
        if said and truth(derived.default_if, context.facts) is Truth.YES:
            field = context.book.vocabulary.fields[str(declares)]
            citation = derived.default_citation or field.asked(context.facts).citation
            text = derived.default_text or ""
            found.append({"text": text, "citations": context.citations([citation])})
    found += _cited_reasons(context)
    found += _text_unread(context, finding)
    resting_on = tuple(item["label"] for item in context.citations(finding.basis))
    found += [{"text": text, "citations": []} for text in _to_come(resting_on, context.request.as_of)]
    found.append({"text": context.ruleset.notice, "citations": []})
    return list({item["text"]: item for item in found}.values())


def _text_unread(context: Context, finding: Finding) -> list[Data]:
    """Return what must be said where the text of the day asked about was not read."""
    ruleset, as_of = context.ruleset, context.request.as_of
    numbers = context.request.said("information.category") == "specific_personal_information"
    encodes = ruleset.encodes
    if as_of > ruleset.checked_until:
        name = "as_of_after_check"
    elif finding.outcome is Outcome.OUT_OF_SCOPE:
        return []
    elif numbers and as_of < ruleset.encodes_numbers:
        name, encodes = "as_of_before_numbers", ruleset.encodes_numbers
    elif as_of < encodes:
        name = "as_of_before_text"
    else:
        return []
    days = {"encodes": encodes, "checked": ruleset.checked_until, "as_of": as_of}
    return [context.said(name, **{key: to_wareki(day) for key, day in days.items()})]


@lru_cache(maxsize=4096)
def _to_come(labels: tuple[str, ...], as_of: date) -> tuple[str, ...]:
    """Return what must be said of promulgated revisions that touch the places the answer rests on."""
    return index().notes([place for label in labels for place in scan(label).citations], as_of)


def _cited_reasons(context: Context) -> list[Data]:
    cited = context.cited
    if cited.text is None or cited.only_ordinances:
        return []
    if cited.unnamed:
        return [context.said("unnamed_citation", text=cited.text)]
    denied = [context.said("denied_citation", text=cited.text)] if cited.denied else []
    return denied if denied and cited.below else [*denied, *_standing_reasons(context, cited)]


def _standing_reasons(context: Context, cited: Cited) -> list[Data]:
    """Return what is said of the places that may carry a provision."""
    if cited.below:
        return [context.said("below_citation", text=cited.text)]
    if not cited.citations:
        return [context.said("unread_citation", text=cited.text)]
    labels = "、".join(item.label for item in cited.citations)
    if cited.out_of_force is not None:
        return [
            context.said(
                "citation_out_of_force", "$statute", label=labels, **_span(context, cited.out_of_force)
            )
        ]
    if cited.statute is None or cited.statute.kind == UNLISTED:
        return [context.said("unlisted_citation", "$statute", label=labels)]
    places = cited.statute.citations
    # An ordinance cited beside the statute isn't what the row speaks of.
    own = [item.label for item in cited.citations if any(place.contains(item) for place in places)]
    found = [context.said("listed_citation", *own, label="、".join(own), note=cited.statute.note)]
    if cited.statute.start is None and context.request.as_of < context.ruleset.encodes:
        found.append(context.said("citation_undated", "$statute", label=labels))
    return found


def _span(context: Context, row: Statute) -> dict[str, str]:
    """Return the days of a row and the day asked about, as people read them."""
    start = to_wareki(row.start) + "から" if row.start else ""
    end = to_wareki(row.end) + "まで" if row.end else ""
    return {"span": start + end, "as_of": to_wareki(context.request.as_of)}


def conditions(context: Context, finding: Finding) -> list[Data]:
    """Return what must still hold; only a conditional permission has conditions."""
    if finding.outcome is not Outcome.CONDITIONAL:
        return []
    found = map(context.said_with, finding.conditions)
    return list({item["text"]: item for item in found}.values())


def obligations(context: Context, finding: Finding) -> list[Data]:
    """Return the duties of the path taken; a path that isn't open has none."""
    if finding.outcome not in (Outcome.PERMITTED, Outcome.CONDITIONAL):
        return []
    found: list[Data] = []
    for item in finding.obligations:
        if item.text == "$statute_duties":
            duties = context.cited.statute.duties if context.cited.statute else ()
            found += [{"text": text, "citation": place.as_dict(), "when": "always"} for text, place in duties]
        else:
            when: Literal["always", "if_necessary"] = (
                "if_necessary" if item.when == "if_necessary" else "always"
            )
            citation = context.citations([item.citation])[0]
            found.append({"text": item.text, "citation": citation, "when": when})
    return list({(item["text"], item["citation"]["label"]): item for item in found}.values())
