"""Which unknown facts can change the decision: looked up in the diagram, exactly.

A field is missing when, with the declared defaults standing, some way of answering the other open questions makes
the decision depend on it; or when answering it alone changes the decision now; or when its declared default,
replaced by another value, would change the decision.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import log2
from typing import Any

from pirules.provision.answer import Data
from pirules.provision.explain import Context
from pirules.provision.space import Space
from pirules.rules.diagram import Diagrams
from pirules.rules.symbolic import ASSUMED
from pirules.rules.vocabulary import Asked

# Without these nothing can be decided at all (domain: an unknown provider or category is a question at once).
_FIRST = ("information.category", "provider.kind")
# What puts a question before one that tells as much.
_AHEAD = 1e-6


@lru_cache(maxsize=2048)
def missing_fields(space: Space) -> Mapping[str, bool]:
    """Return the dotted names of the missing facts, what settles most first.

    The value says whether the fact is open, and not only assumed by a declared default.
    """
    reachable = _Reachable(space)
    store, whole = reachable.cuttings.store, reachable.whole
    names = [space.book.variables[variable] for variable in store.support(whole)]
    opened = {name for name in names if not space.known(name)}
    found = opened | reachable.mattering_defaults()
    found |= _changing_alone(space, [name for name in _unknown(space) if name not in found])
    gain = information(space, store, whole)
    # Nobody can say of a provision whether it is specific before he knows whether there is one.
    for opening, behind in space.book.book.messages["asked_before"].items():
        gain[opening] = max(gain.get(name, 0.0) for name in (opening, *behind)) + _AHEAD

    def order(name: str) -> tuple[int, float, int]:
        first = _FIRST.index(name) if name in _FIRST else len(_FIRST)
        return (first, -round(gain.get(name, 0.0), 9), space.book.index[name])

    return {name: name in opened for name in sorted(found, key=order)}


def _unknown(space: Space) -> list[str]:
    return [name for name in space.book.variables if not name.endswith(ASSUMED) and not space.known(name)]


def _assumed(space: Space) -> list[str]:
    """Return the unknown fields for which a declared default (or: no citation) stands."""
    citation = space.book.book.vocabulary.citation_field
    return [name for name in _unknown(space) if name == citation or name + ASSUMED in space.book.index]


class _Reachable:
    """The part of the diagram that answers to the open questions can reach.

    It is cut out of the whole rulebook once, with every default let go; all else is cut out of that.
    """

    def __init__(self, space: Space) -> None:
        self.cuttings = space.book.cuttings()
        self.allowed = space.allowed()
        places = space.book.index
        # The variable of each default, and the values that may stand in its place.
        self.own = {name: places.get(name + ASSUMED, places[name]) for name in _assumed(space)}
        self.values = {name: (0, *space.askable(name)) for name in self.own}
        self.loose = self.cuttings.cut(self.cuttings.root, self._letting_go(self.own))
        self.whole = self.cuttings.cut(self.loose, self.allowed)

    def _letting_go(self, names: Iterable[str]) -> list[tuple[int, ...]]:
        """Return the values still open where some of the defaults don't stand."""
        widened = list(self.allowed)
        for name in names:
            widened[self.own[name]] = self.values[name]
        return widened

    def mattering_defaults(self) -> set[str]:
        """Return the defaults in place of which another value changes the decision for some answers to the rest."""
        # With all of them let go at once, what still doesn't matter can't matter alone.
        together = self.cuttings.store.bits(self.loose)
        return {
            name for name, place in self.own.items() if together >> place & 1 and self._matters(name, place)
        }

    def _matters(self, name: str, place: int) -> bool:
        alone = self.cuttings.cut(self.loose, self._letting_go([name]))
        return bool(self.cuttings.store.bits(alone) >> place & 1)


def _changing_alone(space: Space, names: Iterable[str]) -> set[str]:
    """Return the fields of which one answer alone changes the decision now."""
    store, point = space.book.store, list(space.point)
    now, path = store.path_to(space.book.decision, point)
    found: set[str] = set()
    for name in names:
        variables = space.variables(name)
        # Up to the first variable of the field the way stays the same.
        start = next((path[variable] for variable in variables if variable in path), None)
        if start is None:
            continue
        for value in space.askable(name):
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


def information(space: Space, store: Diagrams, whole: int) -> dict[str, float]:
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
        result[space.book.variables[variable]] = total - after
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
