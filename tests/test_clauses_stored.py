"""The cache of frames, the analysis of whole ordinances, the HTML view: the same frames, wherever they come from."""

import re
import sqlite3
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor

import pytest

from pirules.clauses import Role, analyse, frame_sentence
from pirules.clauses.cache import FrameCache, key_of
from pirules.clauses.compact import pack, unpack
from pirules.clauses.frames import FrameSource
from pirules.clauses.view import clause_html, render_html
from pirules.data import ordinances_dir
from pirules.ordinance import load, parse, read
from pirules.ordinance.model import Document, Kind, Node, NodeType, Ordinance

BAN = "実施機関は、法令に基づく場合を除き、保有個人情報を実施機関以外の者に提供してはならない。"
PROVISO = "ただし、本人の同意があるときは、この限りでない。"


@pytest.fixture(scope="module")
def sample() -> Ordinance:
    return load(ordinances_dir() / "implementation_problem.txt")


def small(text: str) -> Ordinance:
    head = "○見本市個人情報の保護に関する法律施行条例\n令和4年12月20日\n条例第30号\n"
    return parse(read((head + text).encode(), "small.txt"))


@pytest.mark.parametrize("text", [BAN, PROVISO, "区分 金額", "", "市長は（、定める。"])
def test_a_packed_frame_unpacks_to_itself_and_holds_no_words(text: str):
    clause = frame_sentence(text)
    packed = pack(clause)
    assert unpack(packed, text, clause.role) == clause
    assert "実施機関" not in packed


def test_a_second_process_finds_the_frames_of_the_first(tmp_path):
    first = FrameSource(FrameCache(tmp_path)).frames([(BAN, Role.MAIN)], model=False)
    rows = sqlite3.connect(tmp_path / "frames-1.sqlite").execute("SELECT key FROM frames").fetchall()
    assert rows == [(key_of(BAN, "main", model=False),)]
    assert FrameSource(FrameCache(tmp_path)).frames([(BAN, Role.MAIN)], model=False) == first


def test_model_role_and_wording_each_have_their_own_key():
    keys = {
        key_of(text, role, model=model)
        for text in (BAN, PROVISO)
        for role in ("main", "item")
        for model in (True, False)
    }
    assert len(keys) == 8


def test_a_damaged_row_is_made_anew(tmp_path):
    source = FrameSource(FrameCache(tmp_path))
    (frame,) = source.frames([(BAN, Role.MAIN)], model=False)
    for damage in (
        "",
        "[]",
        '["obligation",1,[0,9999,0,1],null,[],[],[],[],[]]',
        '["no such",1,null,null,[],[],[],[],[]]',
    ):
        connection = sqlite3.connect(tmp_path / "frames-1.sqlite")
        with connection:
            connection.execute("UPDATE frames SET frame = ?", (damage,))
        connection.close()
        assert FrameSource(FrameCache(tmp_path)).frames([(BAN, Role.MAIN)], model=False) == [frame]


def test_the_cache_keeps_within_its_bound(tmp_path):
    cache = FrameCache(tmp_path, max_rows=100)
    for start in range(0, 500, 50):
        cache.write({number.to_bytes(16, "big"): "[]" for number in range(start, start + 50)})
    (rows,) = sqlite3.connect(tmp_path / "frames-1.sqlite").execute("SELECT count(*) FROM frames").fetchone()
    assert rows <= 100
    assert cache.read([(499).to_bytes(16, "big")])


@pytest.mark.parametrize("hindrance", ["a file in its place", "a broken database", "switched off"])
def test_without_a_cache_the_frames_are_the_same(tmp_path, monkeypatch, hindrance: str):
    place = tmp_path / "cache"
    if hindrance == "a file in its place":
        place.write_text("")
    elif hindrance == "a broken database":
        place.mkdir()
        (place / "frames-1.sqlite").write_bytes(b"no database" * 1000)
    monkeypatch.setenv("PIRULES_CACHE", "" if hindrance == "switched off" else str(place))
    assert FrameSource().frames([(BAN, Role.MAIN)], model=False) == [frame_sentence(BAN)]


def test_threads_share_the_frames(tmp_path):
    source = FrameSource(FrameCache(tmp_path))
    texts = [(BAN.replace("実施機関", f"第{number}機関"), Role.MAIN) for number in range(40)]
    expected = [frame_sentence(text, 0, role) for text, role in texts]
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda _: source.frames(texts, model=False), range(8)):
            assert found == expected


def test_every_part_of_an_ordinance_is_printed_at_its_place(sample: Ordinance):
    count = 0
    for node, clause in analyse(sample, model=False):
        assert node.span[0] <= clause.span[0] < clause.span[1] <= node.span[1]
        assert sample.text[slice(*clause.span)] == clause.text
        parts = [clause.subject, clause.counterparty, *clause.conditions, *clause.exceptions, *clause.actions]
        for part in [*parts, *clause.objects]:
            assert part is None or sample.text[slice(*part.span)] == part.text
        for reference in clause.references:
            assert clause.span[0] <= reference.span[0] < reference.span[1] <= clause.span[1]
        count += 1
    assert count > 60


def test_analysis_is_the_same_on_every_run(sample: Ordinance, tmp_path, monkeypatch):
    monkeypatch.setenv("PIRULES_CACHE", str(tmp_path))
    first = [clause for _, clause in analyse(sample, model=False)]
    assert [clause for _, clause in analyse(sample, model=False)] == first


def test_one_clause_a_sentence_and_one_a_number():
    ordinance = small(
        "第1条　実施機関は、次に掲げる事項を公表しなければならない。ただし、市長が認めるときは、この限りでない。この場合において、市長は、記録する。\n"
        "(1)　名称\n(2)　目的\n"
    )
    roles = [clause.role.value for _, clause in analyse(ordinance, model=False)]
    assert roles == ["main", "proviso", "second_sentence", "item", "item"]


def test_words_after_the_items_are_a_second_sentence():
    ordinance = small("第1条　次に掲げる条例は、廃止する。\n(1)　甲条例\n(2)　乙条例\n")
    analysis = analyse(ordinance, model=False)
    assert next(clause.modality.value for _, clause in analysis) == "statement"
    article = next(node for node in ordinance.walk() if node.type.value == "article")
    assert analysis.of(article) == ()
    assert len(analysis) == 3


def test_a_note_inside_of_a_sentence_does_not_cut_it():
    text = "市長は、審議会を\n- 2 -\n置かなければならない。\n"
    note = Node(NodeType.NOTE, (9, 15))
    paragraph = Node(NodeType.PARAGRAPH, (0, len(text)), "1", children=(note,))
    ordinance = Ordinance(Document(text), None, None, None, Kind.OTHER, None, None, (paragraph,))
    ((_, clause),) = analyse(ordinance, model=False)
    assert clause.modality.value == "obligation"
    assert [part.text for part in clause.objects] == ["審議会"]
    assert clause.text == text.rstrip()


def test_an_unresolved_reference_is_a_problem_of_its_clause():
    ordinance = small("第1条　第99条の規定は、市長の事務について準用する。\n")
    ((_, clause),) = analyse(ordinance, model=False)
    assert [reference.resolved for reference in clause.references] == [False]
    (problem,) = clause.problems
    assert ordinance.text[slice(*problem.span)] == "第99条"


def test_a_deleted_article_has_no_clause():
    ordinance = small("第1条　削除\n第2条　市長は、審議会を置く。\n")
    assert [clause.text for _, clause in analyse(ordinance, model=False)] == ["市長は、審議会を置く。"]


def test_framing_a_plain_sentence_loads_no_model():
    script = textwrap.dedent(
        """
        import sys
        from pirules.clauses import frame_sentence
        frame_sentence("実施機関は、個人情報を提供してはならない。")
        print("spacy" in sys.modules)
        """
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "False"


def test_marks_carry_their_name_and_all_text_stays():
    html = clause_html(frame_sentence(BAN))
    assert '<mark class="subject">実施機関<span class="name">主体</span></mark>' in html
    assert "本文・禁止" in html
    words = re.sub(r'<span class="(?:name|tag)">[^<]*</span>|<[^>]+>', "", html)
    assert words == BAN


def test_the_view_escapes_what_an_ordinance_prints():
    html = clause_html(frame_sentence("実施機関は、<script>alert(1)</script>を提供してはならない。"))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_the_view_needs_nothing_from_outside(sample: Ordinance):
    html = render_html(sample, analyse(sample, model=False))
    assert not re.search(r"(?:src|href)=|https?://|@import|url\(", html)
    assert html.count("<mark") == html.count("</mark>")
    assert html.startswith("<!DOCTYPE html>")
