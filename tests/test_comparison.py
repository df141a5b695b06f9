"""新旧対照表: which article continues which, and which words are marked."""

import random
import re

import pytest
from comparison_texts import HEAD_OF_TWO, OLD, TAIL_OF_TWO, ordinance
from hypothesis import given
from hypothesis import strategies as st

from pirules.ordinance import parse
from pirules.ordinance.model import Document
from pirules.report.comparison import compare
from pirules.report.comparison.words import differ, said, words


def kinds(new):
    rows = compare(ordinance(OLD), ordinance(new)).rows
    return {(row.kind, row.old_label, row.new_label) for row in rows if row.kind != "same"}


def test_an_unchanged_ordinance_has_only_same_rows():
    assert kinds(OLD) == set()


def test_an_article_put_in_renumbers_the_following_and_is_new():
    new = [*OLD[:2], ("責務", "市民は、互いに個人の秘密を尊重するよう努めるものとする。"), *OLD[2:]]
    assert ("added", "", "第3条") in kinds(new)
    assert {("moved", f"第{n}条", f"第{n + 1}条") for n in range(3, 9)} <= kinds(new)


def test_an_article_taken_out_is_removed_and_the_following_move_up():
    found = kinds(OLD[:6] + OLD[7:])
    assert ("removed", "第7条", "") in found
    assert ("moved", "第8条", "第7条") in found


def test_an_article_that_changes_its_place_is_found_again():
    assert ("moved", "第3条", "第7条") in kinds([*OLD[:2], *OLD[3:7], OLD[2], OLD[7]])


def test_an_article_whose_caption_and_number_change_is_still_the_same_law():
    new = [*OLD[:4], ("費用", OLD[4][1].replace("無料", "零円")), *OLD[5:]]
    assert ("changed", "第5条", "第5条") in kinds(new)


def test_a_split_article_points_back_to_where_its_words_stood():
    first, second = OLD[4][1].split("ただし、")
    new = [*OLD[:4], ("手数料", first), ("写しの費用", second), *OLD[5:]]
    assert ("split", "第5条", "第6条") in kinds(new) or ("split", "第5条", "第5条") in kinds(new)


def test_a_merged_article_points_to_where_its_words_went():
    new = [*OLD[:5], ("審査会及び公表", OLD[5][1] + OLD[6][1]), OLD[7]]
    assert any(kind == "merged" for kind, _, _ in kinds(new))


def test_every_line_of_both_texts_stands_in_the_table():
    random.seed(7)
    new = OLD[:]
    random.shuffle(new)
    old_ordinance, new_ordinance = ordinance(OLD), ordinance(new[:6])
    rows = compare(old_ordinance, new_ordinance).rows
    squeezed = [re.sub(r"\s", "", o.text) for o in (old_ordinance, new_ordinance)]
    sides = [
        "".join("".join(run.text for run in getattr(pair, side)) for row in rows for pair in row.pairs)
        for side in ("old", "new")
    ]
    for text, side in zip(squeezed, sides, strict=True):
        assert sorted(re.sub(r"\s", "", side)) == sorted(text)


@given(
    st.lists(
        st.tuples(st.integers(0, 7), st.sampled_from(["join", "part", "drop", "move", "word"])), max_size=6
    )
)
def test_no_line_is_shown_twice_however_articles_are_split_and_merged(edits):
    new = [(caption, [text]) for caption, text in OLD]
    for place, edit in edits:
        caption, paragraphs = new.pop(place % len(new))
        if edit == "join" and new:
            new[place % len(new)][1].extend(paragraphs)
        elif edit == "part":
            new[place % (len(new) + 1) : 0] = [(caption, [text]) for text in paragraphs]
        elif edit == "move" or not new:
            new.append((caption, paragraphs))
        elif edit == "word":
            new.insert(0, (caption, [text.replace("市", "町") for text in paragraphs]))

    def printed(articles):
        lines = [
            f"（{caption}）\n第{n}条　"
            + "\n".join(f"{k}　{t}" if k > 1 else t for k, t in enumerate(texts, 1))
            for n, (caption, texts) in enumerate(articles, 1)
        ]
        return parse(Document(HEAD_OF_TWO + "\n".join(lines) + "\n" + TAIL_OF_TWO))

    texts = printed([(caption, [text]) for caption, text in OLD]), printed(new)
    rows = compare(*texts).rows
    for text, side in zip(texts, ("old", "new"), strict=True):
        shown = ["".join(run.text for run in getattr(pair, side)) for row in rows for pair in row.pairs]
        wanted = [line for line in text.text.splitlines() if line.strip()]
        assert sorted(line.strip() for line in shown if line) == sorted(line.strip() for line in wanted)


@given(st.text(max_size=80), st.text(max_size=80))
def test_runs_give_their_lines_back_and_equal_parts_are_equal(old, new):
    left, right = differ(old, new)
    assert "".join(run.text for run in left) == old
    assert "".join(run.text for run in right) == new
    # Widths of letters and white space are nobody's amendment.
    assert said("".join(r.text for r in left if not r.marked)) == said(
        "".join(r.text for r in right if not r.marked)
    )


@given(st.text(max_size=200))
def test_words_joined_are_the_text(text):
    assert "".join(words(text)) == text


def test_the_underline_covers_the_changed_number_only():
    left, _ = differ("開示請求があった日から15日以内", "開示請求があった日から30日以内")
    assert [run.text for run in left if run.marked] == ["15日"]


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        (
            "農業委員会、監査委員及び議会をいう。",
            "農業委員会及び監査委員をいう。",
            (["、", "及び議会"], ["及び"]),
        ),
        ("2年以下の懲役又は罰金に処する。", "2年以下の拘禁刑又は罰金に処する。", (["懲役"], ["拘禁刑"])),
        (
            "区域外においてこれらの条の罪を犯した者",
            "区域外において同条の罪を犯した者",
            (["これらの条"], ["同条"]),
        ),
        ("第21条の規定", "第21条の2の規定", (["第21条"], ["第21条の2"])),
        ("委員七人以内で組織する。", "委員五人以内で組織する。", (["七人"], ["五人"])),
        ("毎年一回公表する。", "毎年二回公表する。", (["一回"], ["二回"])),
        ("第三者に提供する。", "第三者のうち一部に提供する。", ([], ["のうち一部"])),
        ("(3)　事業者", "(4)　事業者", (["(3)"], ["(4)"])),
        ("第４章　雑則", "第６章　雑則", (["第４章"], ["第６章"])),
    ],
)
def test_the_underline_goes_under_whole_words_only(old, new, marked):
    assert tuple([run.text for run in side if run.marked] for side in differ(old, new)) == marked


def test_very_long_lines_are_compared_in_bounded_time():
    left, _ = differ("あ" * 500_000 + "い" + "う" * 500_000, "あ" * 500_000 + "え" + "う" * 500_000)
    assert [run.text for run in left if run.marked] == ["い"]


def test_an_article_rewritten_between_the_same_neighbours_is_changed_not_removed_and_added():
    old = (
        HEAD_OF_TWO
        + "（公表）\n第2条　市長は、毎年度、実績を公表する。\n（委任）\n第3条　この条例の施行に関し必要な事項は、規則で定める。\n"
        + TAIL_OF_TWO
    )
    new = old.replace(
        "市長は、毎年度、実績を公表する。", "公表の方法は、広報紙への掲載及びインターネットの利用とする。"
    )
    kinds = {row.new_label: row.kind for row in compare(parse(Document(old)), parse(Document(new))).rows}
    assert kinds["第2条"] == "changed"


def test_what_goes_behind_a_moved_article_is_shown_where_it_stood():
    bodies = [
        "市長は、公園を管理する。",
        "委員の任期は、二年とする。",
        "手数料は、無料とする。",
        "図書館は、中央に置く。",
    ]

    def text(order):
        lines = "".join(f"第{n}条　{bodies[k]}\n" for n, k in enumerate(order, 2))
        return parse(Document(HEAD_OF_TWO + lines + TAIL_OF_TWO))

    rows = compare(text([0, 1, 2, 3]), text([3, 0, 1])).rows
    said = ["".join(run.text for pair in row.pairs for run in (pair.old or pair.new)) for row in rows]
    removed = next(k for k, row in enumerate(rows) if row.kind == "removed")
    assert "任期" in said[removed - 1]


def test_thousands_of_articles_and_lines_are_compared_without_measuring_all_pairs():
    articles = [
        f"（規定{n}）\n第{n}条　市長は、第{n}の事項{n * 7919 % 1009}及び{n * 104729 % 10007}を定める。\n"
        for n in range(2, 1500)
    ]
    lines = "".join(f"{n}　市長は、事項{n * 7 % 1000}を定める。\n" for n in range(2, 3000))
    old = HEAD_OF_TWO + "".join(articles) + TAIL_OF_TWO
    new = HEAD_OF_TWO + "".join(a for k, a in enumerate(articles) if k % 50) + TAIL_OF_TWO
    rows = compare(parse(Document(old)), parse(Document(new))).rows
    assert sum(row.kind == "removed" for row in rows) == 30
    one = HEAD_OF_TWO + lines + TAIL_OF_TWO
    changed = compare(parse(Document(one)), parse(Document(one.replace("事項5", "要項5")))).rows
    assert sum(not pair.same for row in changed for pair in row.pairs) == sum(
        "事項5" in line for line in lines.splitlines()
    )
