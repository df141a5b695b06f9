"""The grammar against synthetic ordinances: the tree that it finds is the one that was written."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from synthetic import Synthetic, generate
from synthetic.page import HEAD, paged

from pirules.ordinance import parse
from pirules.ordinance.model import Document, Node, NodeType, Ordinance

Row = tuple[str, str | None, str | None, str | None, str]


def rows(nodes: tuple[Node, ...], text: str) -> list[Row]:
    """The structure as a table; of a 附則 the label is left out (how much of its line it takes is the grammar's choice)."""
    return [
        (
            node.type,
            node.number,
            node.label if node.type is not NodeType.SUPPLEMENTARY else None,
            node.caption,
            text[slice(*node.span)],
        )
        for top in nodes
        for node in top.walk()
    ]


def body(ordinance: Ordinance, synthetic: Synthetic) -> tuple[Node, ...]:
    start = synthetic.nodes[0].span[0]
    return tuple(node for node in ordinance.nodes if node.span[0] >= start)


@settings(max_examples=60)
@given(st.integers(0, 10**9), st.integers(3, 40))
def test_the_tree_that_was_written_is_the_tree_that_is_read(seed: int, articles: int):
    synthetic = generate(seed, articles=articles)
    ordinance = parse(Document(synthetic.text))
    assert rows(body(ordinance, synthetic), synthetic.text) == rows(synthetic.nodes, synthetic.text)


@settings(max_examples=30)
@given(st.integers(0, 10**9), st.integers(8, 40), st.integers(34, 46), st.integers(18, 40))
def test_the_tree_of_a_printed_page_is_the_tree_that_was_written(
    seed: int, articles: int, width: int, height: int
):
    """Lines broken at a width, page numbers and running heads change nothing but the places."""
    printed = paged(generate(seed, articles=articles), width=width, height=height)
    assume(printed.text.count(HEAD) > 1)  # a line that stands there once is no running head
    ordinance = parse(Document(printed.text, format="pdf"))
    start = printed.nodes[0].span[0]
    read = tuple(node for node in ordinance.nodes if node.span[0] >= start)
    assert rows(read, printed.text) == rows(printed.nodes, printed.text)


def assert_printed_as_written(seed: int) -> None:
    chance = Random(seed)
    written = generate(seed, articles=chance.randint(8, 40))
    printed = paged(written, width=chance.randint(34, 46), height=chance.randint(18, 40))
    if printed.text.count(HEAD) > 1:
        ordinance = parse(Document(printed.text, format="pdf"))
        start = printed.nodes[0].span[0]
        read = tuple(node for node in ordinance.nodes if node.span[0] >= start)
        assert rows(read, printed.text) == rows(printed.nodes, printed.text), seed


@pytest.mark.parametrize("seed", [221, 3746, 4014])
def test_what_comes_twice_on_pages_is_not_a_running_head_for_that(seed: int):
    """Lines of prose, 第1節 and 第2節 beside page numbers; a page that broke too few lines to show its width."""
    assert_printed_as_written(seed)


@settings(max_examples=30)
@given(st.integers(0, 10**9))
def test_every_character_lies_in_exactly_one_deepest_node(seed: int):
    synthetic = generate(seed, articles=12)
    ordinance = parse(Document(synthetic.text))
    covered: list[tuple[int, int]] = []
    for node in ordinance.walk():
        inner = [child.span for child in node.children]
        position = node.span[0]
        for start, end in [*inner, (node.span[1], node.span[1])]:
            if start > position:
                covered.append((position, start))
            position = end
    covered.sort()
    assert covered[0][0] == 0
    assert covered[-1][1] == len(synthetic.text)
    assert all(left[1] == right[0] for left, right in pairwise(covered))


def test_the_same_seed_gives_the_same_ordinance():
    assert generate(7) == generate(7)
    assert generate(7).text != generate(8).text


@pytest.mark.long
def test_thousands_of_ordinances_are_read_as_written():
    for seed in range(3000):
        synthetic = generate(seed, articles=5 + seed % 60)
        ordinance = parse(Document(synthetic.text))
        assert rows(body(ordinance, synthetic), synthetic.text) == rows(synthetic.nodes, synthetic.text), seed


@pytest.mark.long
def test_thousands_of_printed_pages_are_read_as_written():
    for seed in range(4000):
        assert_printed_as_written(seed)
