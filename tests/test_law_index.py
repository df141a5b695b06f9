"""The law index: what exists on which day, how we know, and what a future revision touches."""

import json
from datetime import date
from pathlib import Path

import pytest

from pirules.data import rulesets_dir
from pirules.errors import LawError
from pirules.law import Citation, index, resolve_name
from pirules.law.indexing import dump_entry, index_entry
from pirules.law.local import local_days
from pirules.law.names import Names, load_laws
from pirules.law.sources import read_statutes
from pirules.law.tables import read_table

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "statutes"
ACT = "415AC0000000057"
TODAY = date(2026, 11, 21)

# citation, day, exists, basis
STANDING = [
    ("法69条2項1号", "2026-11-21", True, "derived"),
    ("法69条2項1号", "2026-07-17", True, "text"),
    ("法69条2項1号", "2025-06-01", True, "text"),
    ("法69条2項1号", "2025-05-31", True, "derived"),
    ("法69条2項1号", "2023-04-01", True, "derived"),
    ("法69条2項1号", "2023-03-31", None, None),  # the numbering of that day wasn't checked
    ("法1条", "2003-05-29", False, "text"),  # before its promulgation
    ("法69条2項5号", "2026-11-21", False, "derived"),
    ("法69条5項", "2026-11-21", False, "derived"),
    ("法69条1号", "2026-11-21", False, "derived"),  # an article of several 項
    ("法999条", "2026-11-21", False, "derived"),
    ("法78条1項7号ロ", "2026-11-21", True, "derived"),
    ("法78条1項7号ヌ", "2026-11-21", False, "derived"),
    ("法27条1項各号", "2026-11-21", True, "derived"),
    ("法69条1項各号", "2026-11-21", False, "derived"),
    ("法第5章第4節", "2026-11-21", True, "derived"),
    ("法第9章", "2026-11-21", False, "derived"),
    ("法別表第2", "2026-11-21", True, "derived"),
    ("法附則7条", "2023-04-01", True, "derived"),
    ("規則43条5号", "2026-11-21", True, "derived"),  # one 項: it may be left out
    ("規則43条1項5号", "2026-11-21", True, "derived"),
    ("令19条1項9号", "2025-07-01", True, "text"),
    ("令3条の2", "2025-07-01", False, "text"),
    ("番号法19条17号", "2025-09-24", True, "text"),
    ("番号法19条18号", "2025-09-24", False, "text"),
    ("番号法19条11号", "2023-04-01", None, None),
    ("番号法38条の3の2", "2025-09-24", True, "text"),
    ("令和3年法律第37号附則9条10項", "2023-04-01", True, "derived"),
    ("令和3年法律第37号附則9条14項", "2026-11-21", None, "derived"),  # only an extract is at hand
    ("令和3年法律第37号附則1条7号", "2023-04-01", True, "derived"),
    ("災害対策基本法49条の11第2項", "2026-11-21", True, "by_hand"),
    ("災害対策基本法49条の99", "2026-11-21", None, "by_hand"),  # entered by hand: not whole
    ("空家法26条2項", "2023-12-13", True, "by_hand"),
    ("空家法26条2項", "2023-12-12", False, "by_hand"),
    ("道路交通法108条", "2026-11-21", None, None),  # known by name only
    ("水質汚濁防止法14条", "2026-11-21", None, None),
    # The renumbering of the penal articles, both sides.
    ("法178条", "2027-01-16", True, "derived"),
    ("法178条", "2027-01-17", True, "derived"),
    ("法186条", "2027-01-16", False, "derived"),
    ("法186条", "2027-01-17", True, "derived"),
    ("法180条", "2027-01-17", True, "derived"),
    ("法180条1項", "2027-01-17", None, "derived"),  # new, and nobody has read it
    ("法182条1項", "2027-01-17", True, "derived"),  # moved only
    # A provisional day never takes effect by itself, not even after it has passed.
    ("法30条の2", "2026-11-21", False, "derived"),
    ("法30条の2", "2029-01-01", False, "derived"),
]


@pytest.mark.parametrize(("text", "on", "exists", "basis"), STANDING)
def test_what_exists_on_a_day_and_how_we_know(text, on, exists, basis):
    standing = index().standing(Citation.parse(text), date.fromisoformat(on))
    assert (standing.exists, standing.basis) == (exists, basis)
    assert index().exists(Citation.parse(text), date.fromisoformat(on)) is exists
    assert bool(standing.reason) == (exists is not True)


@pytest.mark.parametrize(
    ("text", "on", "code", "words"),
    [
        ("法999条", "2026-11-21", "P303", "法999条"),
        ("法69条2項5号", "2026-11-21", "P303", "法69条2項5号"),
        ("法186条", "2026-11-21", "P304", "令和9年1月17日から"),
        ("空家法26条", "2023-12-12", "P304", "令和5年12月13日から"),
        ("法30条の2", "2026-11-21", "P303", "令和8年法律第56号"),
        ("法1条", "2003-01-01", "P304", "公布"),
    ],
)
def test_an_article_that_is_not_there_that_day_is_refused_with_its_place(text, on, code, words):
    with pytest.raises(LawError) as caught:
        index().require(Citation.parse(text), date.fromisoformat(on))
    assert caught.value.code == code
    assert words in caught.value.detail


def test_what_the_index_cannot_tell_is_not_refused():
    citation = Citation.parse("災害対策基本法49条の99")
    assert index().exists(citation, TODAY) is None
    assert index().require(citation, TODAY) is None


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("法69条2項1号", "利用及び提供の制限"),
        ("法第5章第4節", "開示、訂正及び利用停止"),
        ("番号法19条11号", "特定個人情報の提供の制限"),
        ("災害対策基本法49条の11第2項", "名簿情報の利用及び提供"),
        ("法180条", None),
        ("水質汚濁防止法14条", None),
    ],
)
def test_captions(text, caption):
    assert index().caption(Citation.parse(text), TODAY) == caption


def test_a_cited_item_gets_its_only_paragraph():
    assert index().canonical(Citation.parse("規則43条5号"), TODAY).label == "規則43条1項5号"
    assert index().canonical(Citation.parse("法69条1号"), TODAY).label == "法69条1号"


# --- time


@pytest.mark.parametrize(
    ("on", "amending"),
    [
        ("2023-03-31", "2022-10-01"),
        ("2023-04-01", "2023-04-01"),
        ("2025-05-31", "2025-04-01"),
        ("2025-06-01", "2025-06-01"),
        ("2026-11-21", "2026-11-02"),
        ("2027-01-17", "2027-01-17"),
        ("2035-01-01", "2027-04-01"),  # 2027-04-16, 2028-07-16 and 2028-12-23 aren't settled
    ],
)
def test_the_revision_of_a_day_is_the_last_settled_one(on, amending):
    assert index().revision_on(ACT, date.fromisoformat(on)).in_force == date.fromisoformat(amending)


def test_how_far_the_index_was_compared_with_the_text():
    assert index().checked_until(ACT) == date(2026, 7, 17)
    assert index().checked_until("災害対策基本法") is None


@pytest.mark.parametrize(
    ("text", "as_of", "touches"),
    [
        ("法180条", "2026-11-21", [("令和8年法律第56号", "listed")]),
        ("法180条", "2027-01-17", []),
        ("法180条", "2026-07-16", []),  # not promulgated yet
        ("法125条1項", "2026-11-21", [("令和8年法律第56号", "listed"), ("令和8年法律第56号", "reported")]),
        ("法26条2項", "2026-11-21", [("令和8年法律第56号", "reported")]),
        ("法27条", "2026-11-21", [("令和8年法律第56号", "reported")]),  # 第4章 as a whole
        ("法69条2項4号", "2026-11-21", [("令和8年法律第56号", "possible")]),
        ("法69条1項", "2026-11-21", []),
        ("法69条2項4号", "2030-01-01", [("令和8年法律第56号", "possible")]),
        ("番号法49条", "2026-11-21", [("令和8年法律第56号", "listed")]),
        ("法167条", "2026-11-21", []),
    ],
)
def test_an_article_that_a_promulgated_revision_touches_says_so(text, as_of, touches):
    found = index().touched_by_future(Citation.parse(text), date.fromisoformat(as_of))
    expected = touches if text != "法125条1項" else touches[:1]
    assert [(touch.revision.amending, touch.certainty) for touch in found] == expected
    for touch in found:
        assert touch.revision.amending in touch.text
        assert "判定には使っていません" in touch.text


@pytest.mark.parametrize(
    ("old", "on", "new", "changed"),
    [
        ("法179条", "2027-01-17", "法178条", True),
        ("法179条", "2027-01-16", "法179条", False),
        ("法180条", "2027-01-17", "法179条", True),
        ("法181条", "2027-01-17", "法182条", False),
        ("法182条1号", "2027-01-17", "法183条1号", False),
        ("法183条", "2027-01-17", "法184条", True),
        ("法184条1項", "2027-01-17", "法185条1項", True),
        ("法184条2項", "2027-01-17", "法185条2項", False),
        ("法185条1号", "2027-01-17", "法186条1号", True),
        ("法185条3号", "2027-01-17", "法186条3号", False),
        ("法176条", "2027-01-17", "法176条", True),
        ("法177条", "2027-01-17", "法177条", False),
        ("法69条", "2027-01-17", "法69条", False),
        ("法附則7条", "2027-01-17", "法附則7条", False),
    ],
)
def test_the_penal_articles_move_on_2027_01_17(old, on, new, changed):
    after = index().renumbered(Citation.parse(old), date.fromisoformat(on))
    assert (after.citation.label, after.changed) == (new, changed)


def test_the_article_on_orders_goes_and_is_presumed_to_come_back():
    after = index().renumbered(Citation.parse("法178条"), date(2027, 1, 17))
    assert after.citation is None
    assert after.presumed.label == "法181条"


def test_a_citation_already_in_the_new_numbering_stays():
    after = index().renumbered(Citation.parse("法179条"), date(2027, 2, 1), since=date(2027, 1, 17))
    assert after.citation.label == "法179条"


def test_content_that_nobody_has_read_is_said():
    assert index().unverified(Citation.parse("法180条"), date(2027, 1, 17))
    assert not index().unverified(Citation.parse("法180条"), date(2027, 1, 16))
    assert not index().unverified(Citation.parse("法69条"), date(2027, 1, 17))
    assert index().unverified(Citation.parse("法2条8項1号"), TODAY)
    assert not index().unverified(Citation.parse("法2条1項"), TODAY)


def test_an_answer_s_notes_name_each_change_once():
    basis = [Citation.parse(text) for text in ("法69条1項", "法176条", "法176条", "法27条1項", "法28条")]
    notes = index().notes(basis, TODAY)
    assert len(notes) == len(set(notes)) == 2
    assert "法176条" in notes[0]
    assert "法第4章" in notes[1]
    assert index().notes([Citation.parse("法69条1項")], TODAY) == ()


# --- the files


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("個情法", "個人情報の保護に関する法律"),
        ("415AC0000000057", "個人情報の保護に関する法律"),
        ("平成15年法律第57号", "個人情報の保護に関する法律"),
        ("平成十五年法律第五十七号", "個人情報の保護に関する法律"),
        ("ＤＶ防止法", "配偶者からの暴力の防止及び被害者の保護等に関する法律"),
        ("番号法施行令", "行政手続における特定の個人を識別するための番号の利用等に関する法律施行令"),
        ("児童福祉法施行規則", "児童福祉法施行規則"),
        ("なんとか法", None),
    ],
)
def test_names_mean_one_law_or_none(name, title):
    found = resolve_name(name)
    assert (found.title if found else None) == title


def test_a_name_of_two_laws_is_an_error():
    laws = ({"title": "甲法", "names": ["略法"]}, {"title": "乙法", "names": ["略法"]})
    with pytest.raises(LawError) as caught:
        Names(laws)
    assert caught.value.code == "P305"


@pytest.mark.parametrize(
    "content",
    ["{", "[]", '{"laws": [{}]}', '{"title": 3}', "\udcff"],
)
def test_a_broken_index_file_is_named(tmp_path, content):
    (tmp_path / "broken.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(LawError) as caught:
        load_laws(tmp_path)
    assert caught.value.code == "P305"
    assert "broken.json" in caught.value.detail


def test_a_folder_without_an_index_is_an_error(tmp_path):
    with pytest.raises(LawError) as caught:
        load_laws(tmp_path)
    assert caught.value.code == "P305"


def test_rules_that_are_only_tried_use_the_index_that_came_with_the_package(tmp_path, monkeypatch):
    monkeypatch.setenv("PIRULES_RULESETS", str(tmp_path))
    assert index().exists(Citation.parse("法69条"), TODAY)


def test_rules_may_bring_an_index_of_their_own(tmp_path, monkeypatch):
    (tmp_path / "law_index").mkdir()
    (tmp_path / "law_index" / "a.json").write_text('{"title": "甲法", "names": ["甲"]}', encoding="utf-8")
    monkeypatch.setenv("PIRULES_RULESETS", str(tmp_path))
    assert Citation.parse("甲1条").law == "甲法"
    assert resolve_name("個情法") is None


def test_a_body_may_make_its_ordinance_before_the_act_applies_to_it():
    assert local_days().implementing_from < local_days().applies_from == date(2023, 4, 1)


@pytest.mark.parametrize(
    "content",
    [None, "", "applies_from: 2023-04-01", "applies_from: 令和5年\nimplementing_from: 2022-06-01", "["],
)
def test_days_of_local_bodies_that_are_missing_or_wrong_are_an_error(tmp_path, monkeypatch, content):
    folder = tmp_path / "law_index"
    folder.mkdir()
    if content is not None:
        (folder / "local_bodies.yaml").write_text(content, encoding="utf-8")
    monkeypatch.setenv("PIRULES_RULESETS", str(tmp_path))
    with pytest.raises(LawError) as caught:
        local_days()
    assert caught.value.code == "P305"


def test_no_file_of_the_index_holds_a_law_s_words():
    for path in (rulesets_dir() / "law_index").glob("*.json"):
        for law in json.loads(path.read_text(encoding="utf-8")).get("laws", []):
            for article in law.get("articles", []):
                assert len(article["caption"] or "") < 60


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared statute texts are not here")
@pytest.mark.parametrize(
    ("pattern", "key", "supplementary"),
    [
        ("415AC0000000057_*.xml", ACT, None),
        ("425AC0000000027_*.xml", "425AC0000000027", None),
        ("415CO0000000507_*.tsv", "415CO0000000507", None),
        ("428M60020000003_*.tsv", "428M60020000003", None),
        ("appi_suppl_R3_law37.tsv", "503AC0000000037", "令和3年法律第37号"),
    ],
)
def test_the_index_is_what_its_text_gives(pattern, key, supplementary):
    (path,) = SHARED.glob(pattern)
    stored = rulesets_dir() / "law_index" / f"{key}.json"
    if path.suffix == ".tsv":
        statute = read_table(path.read_bytes(), resolve_name(key), supplementary=supplementary)
    else:
        (statute,) = read_statutes(path.read_bytes(), path.name)
    again = dump_entry(index_entry(statute, json.loads(stored.read_text(encoding="utf-8"))))
    assert again == stored.read_text(encoding="utf-8")


def test_an_index_entry_never_takes_another_law_s_text():
    law = resolve_name("令")
    statute = read_table("article\tparagraph\titem_path\ttext\n1\t1\t\t文\n".encode(), law)
    with pytest.raises(LawError) as caught:
        index_entry(statute, {"title": "別の法律"})
    assert caught.value.code == "P314"


@pytest.mark.parametrize(
    "table",
    [b"article\ttext\n1\tx\n", b"\xff\xfe", "article\tparagraph\titem_path\ttext\n条\t1\t\tx\n".encode()],
)
def test_a_table_that_is_none_is_refused(table):
    with pytest.raises(LawError) as caught:
        read_table(table, resolve_name("令"))
    assert caught.value.code == "P312"
