"""Whatever comes in: a tree that accounts for every character, or an error of ours, with bounded work."""

import contextlib
import random
from collections.abc import Iterator

import pytest
from counted_work import calls_in, no_runaway
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pirules.data import ordinances_dir
from pirules.errors import CATALOGUE, PirulesError
from pirules.ordinance import parse, read, split
from pirules.ordinance.model import Document, Node, NodeType, Ordinance

SAMPLES = [
    path.read_bytes() for path in sorted(ordinances_dir().iterdir()) if path.suffix in (".txt", ".html")
]
PIECES = [
    "第1条", "第１２条の２", "第三条から第五条まで", "第○条", "第1章", "第2節", "　", " ", "\t", "\n", "\r\n", "\r", "\f", "\0", "(1)", "⑴", "①", "２", "1", "1.",
    "一", "二の二", "イ", "ロ", "ア", "(ア)", "ａ", "(目的)", "（趣旨）", "[定義]", "（平20条例5・一部改正）", "附則", "附　則（令和5年条例第3号）", "\n附則\n", "\n（令和5年条例第3号）\n", "\n（目的\n規定）\n", "別表第1", "様式第2号",
    "目次", "削除", "○花野市条例", "条例第5号", "令和5年4月1日", "市長は、定める。", "ただし、", "。", "、", "「", "」", "(", ")", "- 3 -", "12", "前文", "の", "を", "公布する。", "改正",
    "\n議案第3号\n", "上記の議案を提出する。\n", "\n提案理由\n", "理　由　本案を提出する。\n", "新旧対照表\n", "令和5年2月1日提出\n", "前項の規定は、", "この場合において、", "次の表の", "（令4条例9）\n",
    "\n第1　趣旨\n", "\n第2　対象\n", "\n〔１〕　", "\n第1章　総則\n", "この条例を制定する。\n",
]  # fmt: skip


def assert_whole(ordinance: Ordinance) -> None:
    """Every character lies in exactly one deepest node; articles and 附則 have a paragraph."""
    text = ordinance.text
    assert sum(len(text[start:end]) for node in ordinance.walk() for start, end in gaps(node)) == len(text)
    position = 0
    for node in ordinance.nodes:
        assert node.span[0] == position
        position = node.span[1]
    assert position == len(text)
    for node in ordinance.walk():
        place = node.span[0]
        for child in node.children:
            assert place <= child.span[0] <= child.span[1] <= node.span[1]
            place = child.span[1]
        kinds = [child.type for child in node.children]
        if node.type is NodeType.ARTICLE:
            assert NodeType.PARAGRAPH in kinds
        if node.type is NodeType.SUPPLEMENTARY:
            # … through its 章, where it has some
            assert any(one.type in (NodeType.PARAGRAPH, NodeType.ARTICLE) for one in descendants(node))
        for span in (node.label_span, node.caption_span):
            assert span is None or node.span[0] <= span[0] < span[1] <= node.span[1]
            for child in node.children if span else ():
                # A page number may lie between caption and label, nothing may lie inside them.
                assert child.span[1] <= span[0] or child.span[0] >= span[1]
        assert node.label is None or text[slice(*node.label_span)] == node.label
    for problem in ordinance.problems:
        assert problem.code in CATALOGUE
        assert 0 <= problem.span[0] <= problem.span[1] <= len(text)


def descendants(node: Node) -> Iterator[Node]:
    stack = list(node.children)
    while stack:
        one = stack.pop()
        yield one
        stack += one.children


def gaps(node: Node) -> Iterator[tuple[int, int]]:
    place = node.span[0]
    for child in node.children:
        yield place, child.span[0]
        place = child.span[1]
    yield place, node.span[1]


@settings(max_examples=300)
@example("附則(1)（平20条例5・一部改正）")
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_mixture_of_labels_gives_a_whole_tree(text):
    ordinance = parse(Document(text=text))
    assert_whole(ordinance)
    assert "".join(part.text for part in split(Document(text=text))) == text


@settings(max_examples=150)
@given(st.text(max_size=300))
def test_any_text_gives_a_whole_tree(text):
    ordinance = parse(Document(text=text))
    assert_whole(ordinance)


@settings(max_examples=150)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.html", "a.xml", "a.docx", "a.pdf"]))
def test_any_bytes_give_a_document_or_an_error_of_ours(data, name):
    for head in (b"", b"<p>", b"<?xml version='1.0'?><Law>", b"PK\x03\x04", b"%PDF-1.4\n"):
        assert_read_or_refused(head + data, name)


def assert_read_or_refused(data: bytes, name: str = "") -> None:
    """The bytes give a whole tree, or an error of ours; any other exception fails the test."""
    with contextlib.suppress(PirulesError):
        assert_whole(parse(read(data, name)))


def mutant(data: bytes, dice: random.Random) -> bytes:
    """Return a mutilated copy: cut, shuffled, doubled, with lines lost or bytes changed."""
    changed = bytearray(data)
    for _ in range(dice.randint(1, 6)):
        kind = dice.randrange(6)
        start = dice.randrange(len(changed) or 1)
        end = min(len(changed), start + dice.randint(1, 400))
        if kind == 0:
            del changed[start:end]
        elif kind == 1:
            changed[start:start] = changed[start:end]
        elif kind == 2:
            changed[start:end] = bytes(dice.randrange(256) for _ in range(dice.randint(1, 8)))
        elif kind == 3:
            lines = bytes(changed).split(b"\n")
            dice.shuffle(lines)
            changed = bytearray(b"\n".join(lines))
        elif kind == 4:
            changed[start:start] = dice.choice(PIECES).encode(
                dice.choice(["utf-8", "utf-8", "cp932"]), "replace"
            )
        else:
            changed = changed[: max(1, start)]
    return bytes(changed)


def fuzz(count: int, seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(count):
        assert_read_or_refused(mutant(dice.choice(SAMPLES), dice))


def test_mutants_of_the_samples():
    fuzz(300, seed=1)


@pytest.mark.long
def test_a_hundred_thousand_mutants_of_the_samples():
    fuzz(100_000, seed=2)


#: So many characters show whether work grows with the length of a text.
COUNTED = 20_000
HOSTILE = {
    "deep brackets": "第1条　" + "（" * 10_000 + "甲" + "）" * 10_000 + "は、定める。\n",
    "brackets that never close": "（" * 200_000,
    "a line of a megabyte": "第1条　" + "甲は、乙を定める。" * 120_000 + "\n",
    "a megabyte of digits": "第" + "1" * 1_000_000 + "条　甲\n",
    "a megabyte of kanji digits": "一二三" * 350_000 + "　甲\n",
    "captions only": "（目的）\n" * 60_000,
    "notes only": "（平20条例5・一部改正）\n" * 40_000,
    "labels only": "(1)\n" * 60_000,
    "articles that repeat": "第1条　甲。\n" * 40_000,
    "chapters only": "第1章　甲\n" * 40_000,
    "unnumbered paragraphs": "第1条　甲乙丙丁戊己庚辛。\n" + "　甲乙丙丁戊己庚辛壬癸。\n" * 40_000,
    "page numbers": "".join(f"- {number} -\n甲\n" for number in range(30_000)),
    "form feeds": "甲\n\f" * 60_000,
    "附則 again and again": "附則\n甲を定める。\n" * 30_000,
    "titles again and again": "○甲市条例\n第1条　乙。\n" * 20_000,
    "contents without end": "目次\n" + "第1章　甲（第1条―第2条）\n" * 40_000,
    "spaces": "第1条" + "　" * 800_000 + "甲",
    "tabs": "甲\t乙\t" * 200_000,
    "bracketed lines": "（" + "甲" * 900 + "）\n" * 3_000,
    "control characters": "第1条　甲\x01\x02\x03乙\n" * 30_000,
    "dates": "令和5年4月1日条例第5号\n" * 40_000,
    "ranges": "第1条から" * 100_000,
    "附則 with brackets": "附則" + "(甲" * 100_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_are_parsed_whole(text):
    with no_runaway():
        assert_whole(parse(Document(text=text)))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_each_character_of_a_hostile_text_takes_bounded_work(text):
    part = text[:COUNTED]
    # The most that any of them takes is 37 calls a character; work that grew with the text would take thousands.
    assert calls_in(lambda: parse(Document(text=part))) < 60 * len(part) + 5_000
