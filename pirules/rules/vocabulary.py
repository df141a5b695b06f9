"""The closed vocabulary: request fields, the facts derived from them, and what is asked where one is unknown."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from pirules.rules.conditions import literal, read_condition
from pirules.rules.logic import Truth
from pirules.rules.model import ALWAYS, UNKNOWN, Condition, Facts, facts_of, reader
from pirules.rules.source import LocatedMap, fault, read_yaml


@dataclass(frozen=True, slots=True)
class Asked:
    """How an unknown fact is asked for: the question, the place of the law that asks it, what is to be weighed."""

    question: str
    citation: str
    factors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One request field that rules may name.

    Attributes:
        name: dotted name; kind: ``bool``, ``enum`` or ``int``; domain: literals → words for people.
        usual: how it is asked for; variants: how in some questions, the first that fits.
        says: literals → the words for "that it is so" (○○であること).
        helps: the literal that can only make a decision more favourable, ``None`` where neither does.
        order: place among the questions.
    """

    name: str
    kind: str
    domain: dict[str, str]
    usual: Asked
    variants: tuple[tuple[Condition, Asked], ...]
    says: dict[str, str]
    helps: str | None
    order: int

    @property
    def literals(self) -> tuple[str, ...]:
        """The known values, without :data:`UNKNOWN`."""
        return tuple(self.domain)

    def asked(self, facts: Facts) -> Asked:
        """Return how the fact is asked for in one question."""
        for condition, asked in self.variants:
            if condition.test(facts) is Truth.YES:
                return asked
        return self.usual

    def value(self, literal_: str) -> Any:
        """Return the JSON value of a literal."""
        if literal_ == UNKNOWN:
            return None
        if self.kind == "bool":
            return literal_ == "yes"
        return int(literal_) if self.kind == "int" else literal_


@dataclass(frozen=True, slots=True)
class Derived:
    """A fact derived from others: the first case that certainly holds gives the value.

    Attributes:
        declares: the field whose declared default the fact applies, or ``None``.
        assumes: the literal assumed for that field; ``$value`` the value of this fact itself.
        default_text, default_citation: the sentence that says so and its place, where not that of the question.
        default_if: the questions in which it is said.
    """

    name: str
    cases: tuple[tuple[Condition, str], ...]
    declares: str | None
    assumes: str | None
    default_text: str | None
    default_citation: str | None
    default_if: Condition

    @property
    def literals(self) -> tuple[str, ...]:
        """Every value that a case can give."""
        return tuple(dict.fromkeys(value for _, value in self.cases))

    @property
    def sources(self) -> tuple[str, ...]:
        """The facts that the cases name."""
        return tuple(dict.fromkeys(name for condition, _ in self.cases for name in facts_of(condition)))

    def of(self, facts: Facts) -> str:
        """Return the value for ``facts``."""
        for condition, value in self.cases:
            if condition.test(facts) is Truth.YES:
                return value
        return UNKNOWN


#: Values that are kept of one derived fact; beyond that they are derived anew.
_KEPT = 1_024


def _by_sources(derived: Derived) -> Callable[[Facts], str]:
    """Return a derived fact as a function of facts that remembers its values by the facts it looks at."""
    read = reader(derived.sources)
    known: dict[Hashable, str] = {}

    def value(facts: Facts) -> str:
        key = read(facts)
        found = known.get(key)
        if found is None:
            if len(known) >= _KEPT:
                known.clear()
            found = known[key] = derived.of(facts)
        return found

    return value


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All facts that rules may name: fields, facts read off a citation, and derived facts."""

    fields: dict[str, Field]
    cited: dict[str, tuple[str, ...]]
    derived: dict[str, Derived]
    citation_field: str

    @cached_property
    def domains(self) -> dict[str, frozenset[str]]:
        """The values of each fact, :data:`UNKNOWN` left out."""
        domains = {name: frozenset(field.literals) for name, field in self.fields.items()}
        domains |= {name: frozenset(values) for name, values in self.cited.items()}
        domains |= {name: frozenset(derived.literals) - {UNKNOWN} for name, derived in self.derived.items()}
        return domains

    @cached_property
    def groups(self) -> frozenset[str]:
        """The objects of a request that hold fields."""
        return frozenset(name.split(".")[0] for name in self.fields if "." in name)

    def complete(self, literals: dict[str, str], cited: Facts) -> dict[str, str]:
        """Return all facts: fields (unknown where not given), facts of the citation, derived facts."""
        facts = dict.fromkeys(self.fields, UNKNOWN) | literals | dict(cited)
        # A derived fact only looks at those before it.
        for name, _, value in self._derivations:
            facts[name] = value(facts)
        return facts

    def changed(self, facts: Facts, said: Facts) -> dict[str, str]:
        """Return complete facts with some fields and facts of the citation changed; the rest follows.

        Args:
            facts: complete facts.
            said: what is said otherwise.
        """
        new = dict(facts)
        new.update(said)
        touched = {name for name, value in said.items() if facts[name] != value}
        for name, sources, value in self._derivations:
            if not touched.isdisjoint(sources):
                new[name] = value(new)
                if new[name] != facts[name]:
                    touched.add(name)
        return new

    @cached_property
    def _derivations(self) -> tuple[tuple[str, frozenset[str], Callable[[Facts], str]], ...]:
        """Each derived fact in its order: its name, the facts that it looks at, and its value for some facts."""
        return tuple(
            (name, frozenset(derived.sources), _by_sources(derived)) for name, derived in self.derived.items()
        )

    @cached_property
    def origins(self) -> dict[str, tuple[str, ...]]:
        """The request fields behind each fact."""
        result: dict[str, tuple[str, ...]] = {name: (name,) for name in self.fields}
        result |= dict.fromkeys(self.cited, (self.citation_field,))
        for name, derived in self.derived.items():
            origin = [field for source in derived.sources for field in result[source]]
            result[name] = tuple(dict.fromkeys(origin))
        return result


_YESNO = {"yes": "はい", "no": "いいえ"}
_WRITTEN = {"true": "yes", "false": "no"}


def _asked(raw: LocatedMap, usual: Asked | None) -> Asked:
    """Read how a fact is asked for; a variant takes over what it doesn't say."""
    return Asked(
        raw["question"] if usual is None else raw.get("question", usual.question),
        raw["citation"] if usual is None else raw.get("citation", usual.citation),
        tuple(raw.get("factors", usual.factors if usual else ())),
    )


def _with_variants(path: Path, field: Field, raw: LocatedMap, domains: dict[str, frozenset[str]]) -> Field:
    variants = (
        (read_condition(path, item["if"], domains), _asked(item, field.usual)) for item in raw["asks"]
    )
    return replace(field, variants=tuple(variants))


def _field(path: Path, name: str, raw: LocatedMap, order: int) -> Field:
    kind = raw.get("type", "bool")
    says = {_WRITTEN.get(value, value): words for value, words in (raw.get("says") or {}).items()}
    if kind == "enum":
        domain = dict(raw["values"])
    elif kind == "int":
        domain = {str(n): str(n) for n in range(raw["from"], raw["to"] + 1)}
    elif kind == "bool":
        domain = dict(_YESNO)
    else:
        raise fault(path, raw.lines["type"], f"知らない型「{kind}」です。")
    return Field(
        name=name,
        kind=kind,
        domain=domain,
        usual=_asked(raw, None),
        variants=(),
        says=domain | says,
        helps=None if raw.get("helps") is None else literal(raw["helps"]),
        order=order,
    )


def load_vocabulary(path: Path) -> Vocabulary:
    """Read ``facts.yaml``.

    Raises:
        RulesetError: ``P501`` with file and line.
    """
    raw = read_yaml(path)
    try:
        fields = {
            name: _field(path, name, body, order) for order, (name, body) in enumerate(raw["fields"].items())
        }
        cited = {name: tuple(literal(value) for value in values) for name, values in raw["cited"].items()}
        domains = {name: frozenset(field.literals) for name, field in fields.items()}
        domains |= {name: frozenset(values) for name, values in cited.items()}
        derived: dict[str, Derived] = {}
        for name, body in raw["derived"].items():
            cases = []
            for case in body["cases"]:
                condition = read_condition(path, case["if"], domains) if "if" in case else ALWAYS
                cases.append((condition, literal(case["is"])))
            assumes = body.get("assumes")
            derived[name] = Derived(
                name,
                tuple(cases),
                body.get("declares"),
                None if assumes is None else literal(assumes),
                body.get("default_text"),
                body.get("default_citation"),
                read_condition(path, body["default_if"], domains) if "default_if" in body else ALWAYS,
            )
            domains[name] = frozenset(derived[name].literals) - {UNKNOWN}
        for name, body in raw["fields"].items():
            if "asks" in body:
                fields[name] = _with_variants(path, fields[name], body, domains)
    except (KeyError, TypeError, AttributeError) as error:
        raise fault(path, 1, f"欠けている項目又は形の違う項目があります（{error}）。") from error
    return Vocabulary(fields, cited, derived, raw["citation_field"])
