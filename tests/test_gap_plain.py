"""Plain and old words are read as the words of the Act, in every form, and only where they mean the same."""

import pytest

from pirules.gap.plain import plain_words
from pirules.gap.view import make_view

CASES = [
    ("村の機関は、記録を見せなければならない。", "村の機関は、記録を開示しなければならない。"),
    ("その記録を見せるかどうかを決める。", "その記録を開示するかどうかを決める。"),
    ("見せようとするときは、", "開示しようとするときは、"),
    ("自分の記録を見せられた者", "自己の記録を開示された者"),
    ("記録の内容を本人に知らせる。", "記録の内容を本人に開示する。"),
    ("誤りを直し、又は消す。", "誤りを訂正し、又は削除する。"),
    ("誤りを直した。", "誤りを訂正した。"),
    ("帳面づくりを外の者に頼んだとき", "帳面づくりを外の者に委託したとき"),
    ("前項の求めがあつたときは、", "前項の請求があったときは、"),
    ("集めてはいけない。", "集めてはならない。"),
    ("常に注意すべきである。", "常に注意するものとする。"),
    ("実施機関は，手数料1,200円を徴収し，", "実施機関は、手数料1200円を徴収し、"),
    ("知らないですますために", "知らないですますために"),
]
#: The same verbs where they mean something else.
LEFT = [
    "請求者は、運転免許証を見せるものとする。",
    "個人情報を村の外の者に見せ、又は渡してはならない。",
    "利用したときは、その旨を本人に知らせるものとする。",
    "この条例を見直すものとする。",
    "直ちに決定を取り消すものとする。",
    "国の求めに応じて提供する。",
    "審議会の意見を求めるものとする。",
]


def _read(text: str) -> str:
    return make_view(text, [(0, len(text))], plain=plain_words()).text


@pytest.mark.parametrize(("printed", "read"), CASES)
def test_a_plain_word_is_read_as_the_word_of_the_act(printed: str, read: str) -> None:
    assert _read(printed) == read


@pytest.mark.parametrize("text", LEFT)
def test_a_word_that_means_something_else_is_left(text: str) -> None:
    assert _read(text) == text


def test_the_place_of_a_rewritten_word_is_that_of_the_printed_one() -> None:
    text = "記録を見せなければならない。"
    view = make_view(text, [(0, len(text))], plain=plain_words())
    start = view.text.index("開示し")
    assert view.full.source(start, start + 3) == (3, 5)
