"""From a finding of the rules to the parts of an answer: what its sentences are filled from, conditions and duties."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from pirules.law import Citation
from pirules.provision.answer import Data
from pirules.provision.request import Request
from pirules.provision.space import Space
from pirules.provision.statutes import Cited
from pirules.rules.conditions import truth
from pirules.rules.finding import Finding, Node
from pirules.rules.flow import Rulebook
from pirules.rules.logic import Truth
from pirules.rules.model import UNKNOWN, Outcome, Rule, Statement, facts_of
from pirules.rules.ruleset import Ruleset
from pirules.rules.vocabulary import Vocabulary


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
