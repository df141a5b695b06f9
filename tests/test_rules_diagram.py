"""What is cut out of the decision diagram and kept, and facts that follow from changed ones."""

from datetime import date
from itertools import product
from random import Random

import pytest
from sampling import random_literals

from pirules.provision.space import space_of, symbolic
from pirules.provision.statutes import citation_classes
from pirules.rules import cutting
from pirules.rules.cutting import Cuttings
from pirules.rules.diagram import Diagrams
from pirules.rules.flow import load_rulebook
from pirules.rules.symbolic import SymbolicBook

DAY = date(2026, 11, 21)
BOOK = load_rulebook()
CLASSES = citation_classes()


def some_values(source, sizes):
    """Return for each variable one value, some, or all, the lowest first."""
    kinds = (lambda size: 1, lambda size: size, lambda size: source.randint(1, size))
    return [tuple(sorted(source.sample(range(size), source.choice(kinds)(size)))) for size in sizes]


def test_a_part_that_was_cut_says_what_the_whole_says():
    source, book = Random(1), symbolic(DAY)
    cuttings = Cuttings(book.store, book.decision)
    for _ in range(150):
        allowed = some_values(source, book.store.sizes)
        part = cuttings.cut(cuttings.root, allowed)
        again = cuttings.cut(part, allowed)
        for _ in range(20):
            point = [source.choice(values) for values in allowed]
            assert cuttings.store.at(part, point) is book.store.at(book.decision, point)
            elsewhere = [
                value if value in values else values[0]
                for value, values in zip(map(source.randrange, book.store.sizes), allowed, strict=True)
            ]
            assert cuttings.store.at(part, elsewhere) is book.store.at(book.decision, elsewhere)
        assert again == part
        alone = Diagrams(book.store.sizes)
        kept = book.store.restrict(book.decision, allowed, alone)
        assert cuttings.store.support(part) == alone.support(kept) == variables_in(alone, kept)


def variables_in(store, node):
    """Return the variables that some node of a diagram tests."""
    return {store.variable(item) for item in store.nodes_of(node) if not store.is_terminal(item)}


def test_a_full_store_of_parts_starts_anew_and_old_parts_stay(monkeypatch):
    monkeypatch.setattr(cutting, "LIMIT", 5)
    book, source = symbolic(DAY), Random(2)
    first = book.cuttings()
    allowed = some_values(source, book.store.sizes)
    part = first.cut(first.root, allowed)
    point = [values[0] for values in allowed]
    for _ in range(5):
        found = book.cuttings()
        found.cut(found.root, some_values(source, book.store.sizes))
    assert book.cuttings() is not first
    assert first.store.at(part, point) is book.store.at(book.decision, point)


@pytest.mark.parametrize("day", [date(2010, 1, 1), date(2020, 1, 1)])
def test_a_diagram_built_beside_another_is_that_built_alone(day):
    source, alone, beside = Random(3), SymbolicBook(BOOK, CLASSES, day), symbolic(day)
    assert beside is not symbolic(DAY)
    for _ in range(2000):
        literals = random_literals(source, BOOK.vocabulary, known=source.choice((0.3, 0.9)))
        point = space_of(day, literals, source.choice(CLASSES)).point
        assert alone.store.at(alone.decision, point) is beside.store.at(beside.decision, point)


def test_the_way_through_a_diagram_is_that_of_the_decision():
    source, book = Random(4), symbolic(DAY)
    for _ in range(200):
        point = [source.randrange(size) for size in book.store.sizes]
        value, path = book.store.path_to(book.decision, point)
        decision, bits = book.store.walk(book.decision, point)
        assert value is decision is book.store.at(book.decision, point)
        assert sum(1 << variable for variable in path) == bits
        assert list(path) == sorted(path)
        assert all(book.store.at(node, point) is value for node in path.values())


@pytest.mark.parametrize("seed", range(12))
def test_facts_that_follow_from_changed_ones_are_those_of_the_changed_question(seed):
    """What is derived anew (only what hangs on a change) is what completing the changed question derives."""
    source = Random(seed)
    for _ in range(250):
        literals = random_literals(source, BOOK.vocabulary, known=source.choice((0.1, 0.5, 0.9)))
        cited = source.choice(CLASSES)
        facts = BOOK.vocabulary.complete(literals, cited)
        others = random_literals(source, BOOK.vocabulary, known=1.0)
        said = {name: others[name] for name in source.sample(sorted(others), source.randint(0, 6))}
        other = source.choice((cited, source.choice(CLASSES)))
        new = BOOK.vocabulary.changed(facts, {**said, **other})
        assert new == BOOK.vocabulary.complete({**literals, **said}, other)
        if other is cited:
            assert new == BOOK.vocabulary.changed(facts, said)
        # And back again, which is how a change that is taken back must be read.
        back = {name: facts[name] for name in said} | cited
        assert BOOK.vocabulary.changed(new, back) == facts


def random_diagram(source, store):
    """Return a diagram that hangs on some variables of a small store, with the values 0 to 2."""
    node = store.terminal(source.randrange(3))
    for variable in reversed(range(len(store.sizes))):
        others = [store.terminal(source.randrange(3)), node]
        node = store.inner(variable, [source.choice(others) for _ in range(store.sizes[variable])])
    return node


@pytest.mark.parametrize("seed", range(60))
def test_what_diagrams_have_together_is_found_exactly_where_it_is(seed):
    """Compared with trying every point; the second diagram keeps to another value of one variable."""
    source = Random(seed)
    store = Diagrams([2, 3, 2, 3, 2])
    first, second = random_diagram(source, store), random_diagram(source, store)
    turned = source.randrange(5)
    one, other = source.randrange(store.sizes[turned]), source.randrange(store.sizes[turned])
    goal = (source.randrange(3), source.randrange(3))

    def found_at(point):
        mine, theirs = list(point), list(point)
        mine[turned], theirs[turned] = one, other
        return (store.at(first, mine), store.at(second, theirs)) == goal

    def never(nodes):
        return all(map(store.is_terminal, nodes)) and tuple(map(store.value, nodes)) != goal

    point = store.find((first, second), lambda *values: values == goal, never, {turned: (one, other)}, set())
    there = [point for point in product(*map(range, store.sizes)) if found_at(point)]
    assert (point is not None) == bool(there)
    if point is not None:
        assert turned not in point
        assert found_at([point.get(variable, 0) for variable in range(5)])
