"""Texts that are no sentences: a frame with problems, with bounded work, never an exception."""

import pytest
from counted_work import calls_in, no_runaway
from hypothesis import given, settings
from hypothesis import strategies as st

from pirules.clauses import Clause, Role, frame_sentence
from pirules.clauses.as_dict import clause_as_dict
from pirules.clauses.component import parts_of
from pirules.clauses.frames import FrameSource
from pirules.clauses.sentences import split

SENTENCE = "実施機関は、個人情報を収集するときは、本人から直接収集しなければならない"
#: So many characters show whether work grows with the length of a text.
COUNTED = 5_000
HOSTILE = {
    "50,000 characters of predicates": "実施機関は、"
    + "個人情報を収集し、又は" * 5000
    + "提供してはならない。",
    "sentences without stops": SENTENCE * 1500,
    "conditions in a row": "個人情報を収集するとき、" * 4000 + "この限りでない。",
    "acts between two conditions": "市長がするときは、" + "調査し、" * 10_000 + "するときは、行う。",
    "thousands of topics": "文書は閲覧により、" * 4000 + "行う。",
    "acts of other people": "市長は、" + "施行し、" * 10_000 + "請求があったときは、行う。",
    "acts before a topic": "者に知らせ、又は" * 5000
    + "使用してはならない義務については、なお従前の例による。",
    "frequencies": "毎年1回" * 10_000 + "報告する。",
    "10,000 parentheses": "（" * 10_000 + "個人情報" + "）" * 10_000 + "は、適用しない。",
    "10,000 quotations": "「" * 10_000 + "個人情報" + "」" * 10_000 + "とは、次のものをいう。",
    "only opening brackets": "（" * 50_000,
    "only closing brackets": "）" * 50_000,
    "brackets that cross": "（「" * 20_000 + "は、" + "）」" * 100,
    "one character": "個" * 50_000 + "は、適用しない。",
    "one particle": "は" * 50_000,
    "commas": "、" * 50_000,
    "places of provisions": "第1条から" * 20_000,
    "te-forms": "収集して" * 10_000,
    "parentheses in a parenthesis": "市の機関(" + "(議会を除く。)" * 10_000 + "を除く。)は、適用しない。",
    "emoji": "😀実施機関は😀、👨‍👩‍👧個人情報を提供😀してはならない。🎉",
    "English": "The quick brown fox shall not jump over the lazy dog. " * 20,
    "a table flattened to text": "区分 金額 備考\n写し 10円 1枚につき\nCD-R 100円",
    "halves of characters": "実施機関は、\ud800個人情報を\udfff提供してはならない。",
    "control characters": "実施\x00機関は、個人\x00情報を\x1b提供してはならない。",
    "line separators": "実施機関は、\u2028個人情報を\u2029提供する。",
    "nothing": "",
    "white space": " 　\n\t",
}
LEGAL = st.sampled_from(
    [
        "実施機関は、",
        "個人情報を",
        "収集し、",
        "又は",
        "提供して",
        "はならない",
        "しなければならない",
        "ことができる",
        "ものとする",
        "ときは、",
        "場合において、",
        "を除き、",
        "にかかわらず、",
        "に対し、",
        "（",
        "）",
        "「",
        "」",
        "。",
        "この限りでない",
        "その他",
        "及び",
        "第1条第2項",
        "規則で定める",
        "の",
        "が",
        "に",
        "へ",
        "から",
        "であって、",
        "とは、",
        "をいう",
        "必要な",
        "よう努め",
        "し",
        "する",
        "ない",
        "ただし、",
        "\n",
        "\u3000",
        "なければ、",
        "者",
        "とき",
        "、",
    ]
)


def check(clause: Clause, text: str) -> None:
    """Each part is what is printed at its place, inside of the sentence."""
    assert clause.text == text
    for _, part in parts_of(clause):
        begin, end = part.span
        assert 0 <= begin < end <= len(text)
        assert part.text == text[begin:end]
        assert 0 < part.confidence <= 1
    for restriction in clause.restrictions:
        assert text[slice(*restriction.span)] == restriction.text
    clause_as_dict(clause)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("role", [Role.MAIN, Role.ITEM])
def test_any_text_gets_a_frame(name: str, role: Role):
    text = HOSTILE[name]
    with no_runaway():
        check(frame_sentence(text, 0, role), text)


@pytest.mark.parametrize("name", HOSTILE)
def test_each_character_of_a_hostile_text_takes_bounded_work(name: str):
    text = HOSTILE[name][:COUNTED]
    # The most that any of them takes is 180 calls a character; work that grew with the text would take thousands.
    assert calls_in(lambda: (frame_sentence(text), split(text))) < 300 * len(text) + 20_000


def test_a_sentence_that_is_too_long_says_so():
    codes = [problem.code for problem in frame_sentence(HOSTILE["sentences without stops"]).problems]
    assert "P242" in codes


@pytest.mark.parametrize("text", ["", "、、、", "区分 金額 備考", "写し　一枚につき十円"])
def test_a_text_without_predicate_says_so(text: str):
    clause = frame_sentence(text)
    assert "P240" in [problem.code for problem in clause.problems]
    assert clause.modality.value == "statement"


def test_work_grows_with_the_length_of_the_text_only():
    few, many = (
        "実施機関は、" + "個人情報を収集し、又は" * times + "提供してはならない。" for times in (400, 4000)
    )
    frame_sentence("実施機関は、個人情報を提供してはならない。")  # what is loaded once is no part of it
    assert calls_in(lambda: frame_sentence(many)) < 15 * calls_in(lambda: frame_sentence(few))


@settings(max_examples=150)
@given(st.lists(LEGAL, max_size=40).map("".join), st.sampled_from(Role))
def test_shuffled_legal_words_give_exact_places(text: str, role: Role):
    check(frame_sentence(text, 0, role), text)


@settings(max_examples=100)
@given(st.text(max_size=120))
def test_arbitrary_text_gives_exact_places(text: str):
    check(frame_sentence(text), text)
    ends = [(sentence.start, sentence.end) for sentence in split(text)]
    assert ends == sorted(ends)


@settings(max_examples=50)
@given(st.lists(LEGAL, max_size=30).map("".join))
def test_the_same_text_gives_the_same_frame(text: str):
    assert frame_sentence(text) == frame_sentence(text)


@settings(max_examples=30)
@given(st.lists(LEGAL, min_size=1, max_size=20).map("".join), st.integers(0, 10_000))
def test_an_offset_moves_all_places_and_nothing_else(text: str, offset: int):
    at_zero, moved = frame_sentence(text), frame_sentence(text, offset)
    assert [(field, part.text) for field, part in parts_of(at_zero)] == [
        (field, part.text) for field, part in parts_of(moved)
    ]
    assert all(
        b.span == (a.span[0] + offset, a.span[1] + offset)
        for (_, a), (_, b) in zip(parts_of(at_zero), parts_of(moved), strict=True)
    )


def test_hostile_sentences_survive_the_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("PIRULES_CACHE", str(tmp_path))
    texts = [(HOSTILE[name], Role.MAIN) for name in ("halves of characters", "emoji", "nothing", "English")]
    first = FrameSource().frames(texts, model=False)
    assert FrameSource().frames(texts, model=False) == first
