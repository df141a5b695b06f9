"""What changed between two texts of a law: articles added, removed, changed, moved; the words that changed."""

import pytest

from pirules.law.diff import compare, word_diff
from pirules.law.statute import Unit


def article(number, *paragraphs, caption=None):
    """Return an article as ``(number, caption, paragraphs)``; a paragraph is ``(text, texts of its items)``."""
    return number, caption, paragraphs


def items(*texts):
    return texts


def units(articles):
    found = []
    for number, caption, paragraphs in articles:
        for paragraph, (text, below) in enumerate(paragraphs, start=1):
            found.append(
                Unit(number, str(paragraph), None, None, text, caption=caption if paragraph == 1 else None)
            )
            found += [
                Unit(number, str(paragraph), str(item), None, words)
                for item, words in enumerate(below, start=1)
            ]
    return found


ARTICLES = (
    article("1", ("この法律は、札の色を定める。", ""), caption="目的"),
    article(
        "2",
        ("札の色は、次のとおりとする。ただし、夜の札は、この限りでない。", items("赤", "青")),
        ("前項の札は、木とする。", ""),
        caption="札",
    ),
    article("2_2", ("札を掲げる者は、届け出る。", ""), caption="届出"),
    article("3", ("札を隠した者は、三万円以下の過料に処する。", "")),
)


def kinds(old, new):
    return [(change.kind, change.label) for change in compare(units(old), units(new))]


def test_the_same_text_has_no_changes():
    assert kinds(ARTICLES, ARTICLES) == []


def test_added_removed_changed_and_moved_articles_are_told_apart():
    new = (
        ARTICLES[0],
        article("2", ("札の色は、次のとおりとする。ただし、夜の札は、この限りでない。", items("赤", "青", "白")),
                ("前項の札は、木とする。", ""), caption="札"),
        article("3", ("市長は、札の台帳を備え、毎年これを公表しなければならない。", "")),
        article("4", ("札を隠した者は、三万円以下の過料に処する。", "")),
    )  # fmt: skip
    assert kinds(ARTICLES, new) == [
        ("changed", "2条"),
        ("removed", "2条の2"),
        ("added", "3条"),
        ("moved", "3条→4条"),
    ]


def test_a_chain_of_renumbered_articles_is_followed():
    penal = [
        "命令に違反した者は、一年以下の拘禁刑に処する。",
        "台帳を不正に渡した者は、五十万円以下の罰金に処する。",
        "札を盗み見た職員は、三十万円以下の罰金に処する。",
    ]
    old = [article(str(n), (text, "")) for n, text in enumerate(penal, start=10)]
    new = [
        article("10", (penal[1], "")),
        article("11", (penal[2].replace("三十", "五十"), "")),
        article("12", ("新しく札を写した者は、過料に処する。ただし、家族の間では、この限りでない。", "")),
    ]
    assert kinds(old, new) == [
        ("moved", "11条→10条"),
        ("removed", "10条"),
        ("moved_changed", "12条→11条"),
        ("added", "12条"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "runs"),
    [
        ("二年以下の拘禁刑", "三年以下の拘禁刑", (("-", "二年以下"), ("+", "三年以下"), ("=", "の拘禁刑"))),
        ("札を掲げる。", "札を掲げる。", (("=", "札を掲げる。"),)),
        ("", "新しい", (("+", "新しい"),)),
    ],
)
def test_words_that_changed_are_marked(old, new, runs):
    assert word_diff(old, new) == runs


def test_a_huge_article_is_compared_in_bounded_time():
    old = "札を掲げる者は、届け出る。" * 20_000
    new = old.replace("届け出る。", "届け出ない。", 1)
    runs = word_diff(old, new)
    assert "".join(text for op, text in runs if op != "+") == old
    assert "".join(text for op, text in runs if op != "-") == new
