"""Sentences, brackets and parentheses: what lies where, before anything is understood."""

import pytest

from pirules.clauses import Role, frame_sentence
from pirules.clauses.brackets import scan
from pirules.clauses.flat import PLACE, QUOTE, flatten
from pirules.clauses.model import RestrictionKind
from pirules.clauses.sentences import split

SPLITS = [
    ("市長は、置く。ただし、この限りでない。", ["main", "proviso"]),
    ("市長は、置く。但し、この限りでない。", ["main", "proviso"]),
    ("市長は、置く。この場合において、市長は、定める。", ["main", "second_sentence"]),
    ("市長は、置く。当該変更も、同様とする。", ["main", "second_sentence"]),
    ("市の機関（議会を除く。以下同じ。）は、置く。", ["main"]),
    ("「甲である。乙である。」とあるのは、「丙である。」と読み替える。", ["main"]),
    ("市の機関（「甲。」（乙。）をいう。）は、置く。ただし、除く。", ["main", "proviso"]),
    ("市の機関（議会を除く。は、置く。ただし、除く。", ["main", "second_sentence", "proviso"]),
    ("　\n", []),
    ("見出しのない語句", ["main"]),
]


@pytest.mark.parametrize(("text", "roles"), SPLITS)
def test_sentences_end_outside_of_brackets_only(text: str, roles: list[str]):
    sentences = split(text)
    assert [sentence.role.value for sentence in sentences] == roles
    assert all(text[s.start : s.end].strip() == text[s.start : s.end] for s in sentences)


def test_an_item_has_its_own_role_and_its_proviso_is_one():
    roles = [
        sentence.role for sentence in split("法人に関する情報。ただし、次に掲げる情報を除く。", item=True)
    ]
    assert roles == [Role.ITEM, Role.PROVISO]


def test_brackets_of_mixed_width_belong_together():
    assert [(group.start, group.end) for group in scan("甲（乙)丙").groups] == [(1, 4)]


def test_a_cited_half_bracket_is_no_bracket():
    text = "同項中「掲げる情報（」とあるのは、「掲げる情報（甲を除く。）又は乙（」とする。"
    brackets = scan(text)
    assert brackets.unbalanced == ()
    assert all(group.quote for group in brackets.groups)


def test_brackets_without_a_partner_are_reported():
    assert scan("甲（乙").unbalanced == (1,)
    assert scan("甲）乙").unbalanced == (1,)
    assert [problem.code for problem in frame_sentence("市長は、（審議会を置く。").problems] == ["P241"]


def test_the_bare_sentence_leads_back_to_the_printed_one():
    text = "法第六十九条第二項\n第四号（甲を除く。）に掲げる「開示」をする。"
    flat = flatten(text)
    assert flat.text == f"法{PLACE}に掲げる{QUOTE}をする。"
    assert text[slice(*flat.span(1, 2))] == "第六十九条第二項\n第四号"
    assert text[slice(*flat.span_with_parentheses(1, 2))].endswith("（甲を除く。）")


def test_words_of_a_hard_wrapped_sentence_keep_their_line_ends():
    clause = frame_sentence("実施機関は、個人情\n　報を提供し\nてはならない。")
    assert clause.modality.value == "prohibition"
    assert [part.text for part in clause.objects] == ["個人情\n　報"]


def test_parentheses_are_restrictions_of_their_noun():
    text = "市の機関（議会を除く。以下同じ。）は、条例要配慮個人情報（規則で定めるものに限る。）を公表する。"
    clause = frame_sentence(text)
    assert clause.exceptions == ()
    found = [(r.kind, r.text, text[slice(*r.noun)] if r.noun else None) for r in clause.restrictions]
    assert found == [
        (RestrictionKind.EXCLUDE, "議会を除く", "機関"),
        (RestrictionKind.SCOPE, "以下同じ", "機関"),
        (RestrictionKind.LIMIT, "規則で定めるものに限る", "条例要配慮個人情報"),
    ]


def test_restrictions_are_found_inside_of_parentheses():
    text = "機関等（市の機関（議会を除く。）をいう。）は、置く。"
    kinds = [restriction.kind for restriction in frame_sentence(text).restrictions]
    assert kinds == [RestrictionKind.MEANING, RestrictionKind.EXCLUDE]


ITEMS = [
    ("保有個人情報の名称", None, [], []),
    ("本人の同意があるとき。", None, [], ["本人の同意があるとき"]),
    (
        "本人の同意があるとき、又は本人に提供するとき。",
        None,
        [],
        ["本人の同意があるとき", "本人に提供するとき"],
    ),
    ("みだりに火気を使用すること。", None, ["使用"], []),
    ("駐車場　車両を駐車する施設をいう。", "駐車場", ["いう"], []),
    ("出版、報道等により公にされている場合", None, [], ["出版、報道等により公にされている場合"]),
]


@pytest.mark.parametrize(("text", "subject", "actions", "conditions"), ITEMS, ids=[i[0] for i in ITEMS])
def test_an_item_is_framed_by_its_own_words(
    text: str, subject: str | None, actions: list[str], conditions: list[str]
):
    clause = frame_sentence(text, 0, Role.ITEM)
    assert clause.role is Role.ITEM
    assert (clause.subject.text if clause.subject else None) == subject
    assert [part.text for part in clause.actions] == actions
    assert [part.text for part in clause.conditions] == conditions
    assert not clause.problems


def test_a_term_defined_in_an_item_is_a_definition():
    assert frame_sentence("実施機関　市長及び教育委員会をいう。", 0, Role.ITEM).modality.value == "definition"
