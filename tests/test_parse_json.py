"""The JSON of a tree, written piece by piece: the same characters as from a dictionary in memory."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic import generate

from pirules.ordinance import parse
from pirules.ordinance.as_json import ordinance_json
from pirules.ordinance.model import Document, Node, Ordinance

DAMAGED = '条例\u2028\n第3条　「\\"」\t\x01\n(1)　𠮟る\n第2条　甲\n'


def as_dictionary(ordinance: Ordinance, clauses=None, **first) -> dict:
    def of(node: Node) -> dict:
        found = {
            "type": node.type.value,
            "number": node.number,
            "label": node.label,
            "caption": node.caption,
            "text": node.own_text(ordinance.text),
            "span": list(node.span),
            "children": [of(child) for child in node.children],
        }
        return found | ({"clauses": list(clauses(node))} if clauses else {})

    def day(value: date | None) -> str | None:
        return value.isoformat() if value else None

    return {
        **first,
        "title": ordinance.title,
        "body": ordinance.body,
        "number": ordinance.number,
        "kind": ordinance.kind.value,
        "promulgated_on": day(ordinance.promulgated_on),
        "effective_on": day(ordinance.effective_on),
        "nodes": [of(node) for node in ordinance.nodes],
        "problems": [problem.as_dict() for problem in ordinance.problems],
    }


def assert_same(ordinance: Ordinance, clauses=None) -> None:
    wanted = as_dictionary(ordinance, clauses)
    laid_out = "".join(ordinance_json(ordinance, clauses=clauses))
    assert laid_out == json.dumps(wanted, ensure_ascii=False, indent=2)
    wanted = as_dictionary(ordinance, clauses, file='a"b.txt')
    on_one_line = "".join(ordinance_json(ordinance, clauses=clauses, file='a"b.txt', indented=False))
    assert on_one_line == json.dumps(wanted, ensure_ascii=False)


def frames(node: Node) -> list[dict]:
    return [{"role": "main", "subject": None, "actions": [], "span": [*node.span]}] if node.children else []


@pytest.mark.parametrize("clauses", [None, frames])
@pytest.mark.parametrize("text", ["", "題名だけの条例\n", DAMAGED, generate(4, articles=12).text])
def test_the_pieces_are_the_json_of_the_whole(text: str, clauses):
    assert_same(parse(Document(text)), clauses)


@settings(max_examples=40)
@given(st.text(alphabet='第1条2(）「」\n\t\\"\x00\x7f　ア項号附則。あ😀', max_size=80))
def test_any_text_is_written_as_json(text: str):
    assert_same(parse(Document(text)))


def test_a_piece_holds_no_more_than_one_node():
    ordinance = parse(Document(generate(5, articles=60).text))
    longest = max(len(node.own_text(ordinance.text)) for node in ordinance.walk())
    assert max(map(len, ordinance_json(ordinance))) < 2 * longest + 400
