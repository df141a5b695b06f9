"""References in damaged and hostile text: read with bounded work, nothing thrown."""

import pytest
from counted_work import calls_in
from hypothesis import given
from hypothesis import strategies as st
from reference_places import ordinance_with

from pirules.ordinance.references import Resolution, resolve

HOSTILE = [
    "（" * 10_000 + "第5条" + "）" * 9_000,
    "「" * 20_000,
    "第5条から" * 5_000,
    "前項及び" * 5_000,
    "の2" * 10_000,
    "第1条から第999999999条まで",
    "第1条から第12条まで、" * 3_000,
    "法第1条から第400条まで、" * 3_000,
    "法" * 20_000 + "第5条",
    "同条" * 10_000,
    "第" * 30_000,
    "（以下「" * 8_000,
    "以下「法」という。）" * 3_000,
    "第5条第1項第1号イ、" * 3_000,
    "個人情報の保護に関する法律（" * 2_000,
    "第1条から第12条までの規定は、準用する。この場合において、" + "「前条」とあるのは「次条」と、" * 2_000,
    "第1条（第2条）及び" * 2_000 + "中「前条」とあるのは" * 2_000,
    "次の表の左欄に掲げる規定中同表の中欄に掲げる字句は、読み替える。\n"
    + "第1条から第12条まで\t前項\t前条\n" * 2_000,
    "職員の勤務時間、休暇等に関する条例第3条、" * 3_000,
]


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda text: text[:12])
def test_hostile_text_is_read_with_bounded_work_and_names_a_bounded_number_of_places(hostile: str):
    ordinance = ordinance_with("p1", hostile)
    found: list[Resolution] = []
    calls = calls_in(lambda: found.append(resolve(ordinance)))
    # The most that any of them takes is 68 calls a character (a range of 400 articles again and again).
    assert calls < 120 * len(ordinance.text) + 5_000
    assert len(found[0].references) < 2 * len(ordinance.text) + 20_000


WORDS = st.sampled_from(
    ["第5条", "第2項", "第3号", "イ", "前項", "同条", "各号", "次の各号", "から", "まで", "及び", "又は", "、", "。", "（", "）", "「", "」", "法", "令",
     "附則", "別表第1", "中", "とあるのは", "以下「法」という。", "を除く。", "において", "前2項", "同法", "第○条", "第十条の二", "\n", "　", "条例第5号"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=40).map("".join))
def test_any_heap_of_words_is_read_without_an_error(sentence: str):
    ordinance = ordinance_with("p1", sentence)
    resolution = resolve(ordinance)
    assert len([r for r in resolution.references if not r.resolved]) >= len(resolution.problems)
    for reference in resolution.references:
        assert 0 <= reference.span[0] < reference.span[1] <= len(ordinance.text)
