"""Which unknown facts can change the decision: looked up in the diagram, exactly.

A field is missing when, with the declared defaults standing, some way of answering the other open questions makes
the decision depend on it; or when answering it alone changes the decision now; or when its declared default,
replaced by another value, would change the decision.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log2
from typing import Any

from pirules.provision.answer import Data
from pirules.provision.explain import Context
from pirules.provision.space import Space, open_values
from pirules.rules.cutting import Cuttings
from pirules.rules.diagram import Diagrams
from pirules.rules.symbolic import ASSUMED, SymbolicBook
from pirules.rules.vocabulary import Asked

# Without these nothing can be decided at all (domain: an unknown provider or category is a question at once).
_FIRST = ("information.category", "provider.kind")
# What puts a question before one that tells as much.
_AHEAD = 1e-6


@dataclass(frozen=True, slots=True)
class _Open:
    """What a question leaves open, by the part of the diagram that it can reach.

    Attributes:
        fields: the open fields that can change the decision, with the declared defaults standing.
        defaults: the defaults in place of which another value changes the decision for some answers to the rest.
        gain: how much knowing each open field tells.
    """

    fields: frozenset[str]
    defaults: frozenset[str]
    gain: Mapping[str, float]


@lru_cache(maxsize=2048)
def _open(book: SymbolicBook, cuttings: Cuttings, loose: int) -> _Open:
    """Look through the part ``loose`` in which fields are open and every default is let go.

    Questions that leave the same open share it, whatever else they say.
    """
    store = cuttings.store
    support = store.support(loose)
    own = {variable for variable in support if book.variables[variable] in book.assumptions}
    # A variable on which the part doesn't hang may stay where it is.
    standing: list[tuple[int, ...]] = [(0,)] * len(book.variables)
    for variable in support - own:
        standing[variable] = open_values(book)[variable]
    whole = cuttings.cut(loose, standing)

    def matters(variable: int) -> bool:
        widened = list(standing)
        widened[variable] = open_values(book)[variable]
        return bool(store.bits(cuttings.cut(loose, widened)) >> variable & 1)

    defaults = (book.variables[variable].removesuffix(ASSUMED) for variable in own if matters(variable))
    fields = frozenset(book.variables[variable] for variable in store.support(whole))
    return _Open(fields, frozenset(defaults), _gains(book, store, whole))


def _gains(book: SymbolicBook, store: Diagrams, whole: int) -> dict[str, float]:
    gain = information(book, store, whole)
    # Nobody can say of a provision whether it is specific before he knows whether there is one.
    for opening, behind in book.book.messages["asked_before"].items():
        gain[opening] = max(gain.get(name, 0.0) for name in (opening, *behind)) + _AHEAD
    return gain


@lru_cache(maxsize=2048)
def missing_fields(space: Space) -> Mapping[str, bool]:
    """Return the dotted names of the missing facts, what settles most first.

    The value says whether the fact is open, and not only assumed by a declared default.
    """
    cuttings = space.book.cuttings()
    open_ = _open(space.book, cuttings, cuttings.cut(cuttings.root, space.loosened()))
    found = open_.fields | open_.defaults
    found |= _changing_alone(space, [name for name in _unknown(space) if name not in found])

    def order(name: str) -> tuple[int, float, int]:
        first = _FIRST.index(name) if name in _FIRST else len(_FIRST)
        return (first, -round(open_.gain.get(name, 0.0), 9), space.book.index[name])

    return {name: name in open_.fields for name in sorted(found, key=order)}


def _unknown(space: Space) -> list[str]:
    return [name for name in space.book.variables if not name.endswith(ASSUMED) and not space.known(name)]


def _changing_alone(space: Space, names: Iterable[str]) -> set[str]:
    """Return the fields of which one answer alone changes the decision now."""
    store, point, opened = space.book.store, list(space.point), open_values(space.book)
    now, path = store.path_to(space.book.decision, point)
    found: set[str] = set()
    for name in names:
        variables = space.variables(name)
        # Up to the first variable of the field the way stays the same.
        start = next((path[variable] for variable in variables if variable in path), None)
        if start is None:
            continue
        for value in opened[space.book.index[name]]:
            for variable in variables:
                point[variable] = value
            if store.at(start, point) is not now:
                found.add(name)
                break
        for variable in variables:
            point[variable] = space.point[variable]
    return found


def _entropy(distribution: Mapping[Any, float]) -> float:
    return -sum(p * log2(p) for p in distribution.values() if p > 0)


def _mixed(parts: list[tuple[float, Mapping[Any, float]]]) -> dict[Any, float]:
    result: dict[Any, float] = {}
    for weight, distribution in parts:
        for key, value in distribution.items():
            result[key] = result.get(key, 0.0) + weight * value
    return result


def information(book: SymbolicBook, store: Diagrams, whole: int) -> dict[str, float]:
    """Return how much knowing each field tells about the decision (bits), all open answers equally likely."""
    nodes = sorted(store.nodes_of(whole), key=store.variable)
    spread: dict[int, dict[Any, float]] = {}
    for node in reversed(nodes):
        spread[node] = _spread(store, node, spread)
    reach = dict.fromkeys(nodes, 0.0)
    reach[whole] = 1.0
    for node in nodes:
        for child, weight in _weights(store, node):
            reach[child] += reach[node] * weight
    total = _entropy(spread[whole])
    result: dict[str, float] = {}
    for variable in store.support(whole):
        tested = [node for node in nodes if store.variable(node) == variable]
        rest = _mixed([(1.0, spread[whole]), *((-reach[node], spread[node]) for node in tested)])
        after = 0.0
        values = range(1, store.sizes[variable])
        for value in values:
            parts = [(reach[node], spread[store.children(node)[value]]) for node in tested]
            after += _entropy(_mixed([(1.0, rest), *parts])) / len(values)
        result[book.variables[variable]] = total - after
    return result


def _weights(store: Diagrams, node: int) -> list[tuple[int, float]]:
    """Return the children with the weight of each; the place of *unknown* stands for nothing here."""
    if store.is_terminal(node):
        return []
    children = store.children(node)[1:]
    return [(child, 1 / len(children)) for child in children]


def _spread(store: Diagrams, node: int, spread: dict[int, dict[Any, float]]) -> dict[Any, float]:
    if store.is_terminal(node):
        return {store.value(node): 1.0}
    return _mixed([(weight, spread[child]) for child, weight in _weights(store, node)])


def missing_facts(context: Context) -> list[Data]:
    """Return the unknown fields whose value could change the decision, with the question to ask."""
    vocabulary = context.book.vocabulary
    found = []
    for name, is_open in missing_fields(context.space).items():
        if name == vocabulary.citation_field and context.cited.text is not None:
            # One that can't be read was given all the same: that is said in the reasons.
            continue
        if name == vocabulary.citation_field:
            like = vocabulary.fields[str(context.book.messages["citation_like"])]
            citation, question = (
                like.asked(context.facts).citation,
                context.book.messages["citation_question"],
            )
        else:
            asked = vocabulary.fields[name].asked(context.facts)
            citation, question = asked.citation, _question(context, asked)
        found.append(
            {
                "field": name,
                "question": str(question),
                "citation": context.citations([str(citation)])[0],
                "default": None if is_open else _default(context, name),
            }
        )
    return found


def _question(context: Context, asked: Asked) -> str:
    if not asked.factors:
        return asked.question
    return asked.question + str(context.book.messages["factors"]).format(factors="、".join(asked.factors))


def _default(context: Context, name: str) -> Any:
    """Return the value assumed for an unknown field that a declared default stands for."""
    vocabulary = context.book.vocabulary
    for derived in vocabulary.derived.values():
        if derived.declares != name or derived.assumes is None:
            continue
        if derived.assumes != "$value":
            # 地方税法 cited as the ground: a restriction is known, and nothing assumed.
            stands = context.facts[derived.name] == derived.of({**context.facts, name: derived.assumes})
            return vocabulary.fields[name].value(derived.assumes) if stands else None
        if derived.name in context.defaults:
            return vocabulary.fields[name].value(context.facts[derived.name])
    return None
