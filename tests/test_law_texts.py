"""Statute texts: read from 法令標準XML, API replies and zips, kept in one file, shown, searched, compared."""

import base64
import io
import json
import zipfile
from datetime import date

import pytest

from pirules.errors import LawError
from pirules.law import Citation, LawIndex
from pirules.law.diff import compare
from pirules.law.library import open_library
from pirules.law.sources import read_statutes
from pirules.law.wording import wording

ID = "415AC0000000999"
NAME = f"{ID}_20250601_504AC0000000068.xml"


def article(number, *paragraphs, caption=None):
    head = f"<ArticleCaption>（{caption}）</ArticleCaption>" if caption else ""
    body = "".join(
        f'<Paragraph Num="{n}"><ParagraphNum/><ParagraphSentence><Sentence>{text}</Sentence></ParagraphSentence>{items}</Paragraph>'
        for n, (text, items) in enumerate(paragraphs, start=1)
    )
    return f'<Article Num="{number}">{head}<ArticleTitle>第{number}条</ArticleTitle>{body}</Article>'


def items(*texts):
    return "".join(
        f'<Item Num="{n}"><ItemTitle>{n}</ItemTitle><ItemSentence><Sentence>{text}</Sentence></ItemSentence></Item>'
        for n, text in enumerate(texts, start=1)
    )


ARTICLES = (
    article("1", ("この法律は、札の色を定める。", ""), caption="目的"),
    article(
        "2",
        ("札の色は、次のとおりとする。ただし、夜の札は、この限りでない。", items("赤", "青")),
        ("前項の札は、木とする。", ""),
        caption="札",
    ),
    article("2_2", ("札を<Ruby>掲<Rt>かか</Rt></Ruby>げる者は、届け出る。", ""), caption="届出"),
    article("3", ("札を隠した者は、三万円以下の過料に処する。", "")),
)


def law_xml(
    articles=ARTICLES, number="平成十五年法律第九百九十九号", title="札の色に関する法律", suppl="", more=""
):
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Law Lang="ja" Era="Heisei" Year="15" Num="999" PromulgateMonth="5" PromulgateDay="30" LawType="Act">'
        f'<LawNum>{number}</LawNum><LawBody><LawTitle Abbrev="札色法">{title}</LawTitle>'
        '<MainProvision><Chapter Num="1"><ChapterTitle>第一章　札</ChapterTitle>'
        + "".join(articles)
        + "</Chapter></MainProvision>"
        "<SupplProvision><SupplProvisionLabel>附則</SupplProvisionLabel>"
        + article("1", ("この法律は、公布の日から施行する。", ""))
        + "</SupplProvision>"
        + suppl
        + '<AppdxTable Num="1"><AppdxTableTitle>別表第一</AppdxTableTitle></AppdxTable>'
        + more
        + "</LawBody></Law>"
    ).encode()


def only(data, name=NAME):
    (statute,) = read_statutes(data, name)
    return statute


def test_a_text_gives_its_units_with_their_places():
    statute = only(law_xml())
    assert (statute.law_id, statute.number, statute.title) == (
        ID,
        "平成15年法律第999号",
        "札の色に関する法律",
    )
    assert statute.revision.in_force == date(2025, 6, 1)
    places = [(unit.article, unit.paragraph, unit.item) for unit in statute.units if unit.amending is None]
    assert places == [
        ("1", "1", None), ("2", "1", None), ("2", "1", "1"), ("2", "1", "2"), ("2", "2", None),
        ("2_2", "1", None), ("3", "1", None), (None, None, None),
    ]  # fmt: skip
    assert statute.divisions[0].name == "第1章"
    assert (statute.divisions[0].title, statute.divisions[0].first, statute.divisions[0].last) == (
        "札",
        "1",
        "3",
    )
    assert [unit.division for unit in statute.units][-1] == "別表第1"


def test_a_file_named_after_a_day_on_which_it_was_seen_says_so(tmp_path):
    with open_library(tmp_path / "laws.db", create=True) as library:
        (added,) = library.add([only(law_xml(), f"{ID}_asof20250924.xml")])
    assert (added.in_force, added.seen, added.when) == (date(2025, 9, 24), True, "2025-09-24 現在")
    citation = Citation.parse("1条", law="札の色に関する法律")
    assert wording(citation, date(2025, 9, 23), path=tmp_path / "laws.db").text is None
    assert wording(citation, date(2025, 9, 24), path=tmp_path / "laws.db").text


def test_deleted_articles_paragraphs_and_items_are_no_places():
    from pirules.law.indexing import index_entry
    from pirules.law.model import law_entry
    from pirules.law.names import LawName

    gone = article("4:5", ("削除", ""))
    rest = (
        items("赤")
        + '<Item Num="2:3"><ItemTitle>二及び三</ItemTitle><ItemSentence><Sentence>削除</Sentence></ItemSentence></Item>'
    )
    partly = article("6", ("次のとおり。", rest), ("削除", ""), ("三項。", ""))
    raw = index_entry(only(law_xml((*ARTICLES, gone, partly))))
    assert raw["articles"][-1]["p"] == {"1": "1", "3": ""}
    raw["windows"] = [{"from": "2025-06-01", "until": None, "basis": "text"}]
    entry = law_entry(raw, LawName("札の色に関する法律", "札の色に関する法律", None, None, ()))
    table = LawIndex([entry])
    for place, there in (
        ("4条", False),
        ("5条", False),
        ("6条2項", False),
        ("6条3項", True),
        ("6条1項2号", False),
    ):
        assert table.exists(Citation.parse(place, law="札の色に関する法律"), date(2026, 1, 1)) is there, place


def test_a_preamble_is_kept():
    data = law_xml().replace(
        b"<MainProvision>",
        '<Preamble><Paragraph Num="1"><ParagraphSentence><Sentence>札を愛する。</Sentence></ParagraphSentence></Paragraph></Preamble><MainProvision>'.encode(),
        1,
    )
    assert [unit.text for unit in only(data).units if unit.division == "前文"] == ["札を愛する。"]


def test_a_ruby_reading_is_no_part_of_the_words():
    unit = next(unit for unit in only(law_xml()).units if unit.article == "2_2")
    assert unit.text == "札を掲げる者は、届け出る。"


def test_a_supplementary_provision_keeps_the_amending_law_s_number():
    suppl = (
        '<SupplProvision AmendLawNum="令和三年五月一九日法律第三七号" Extract="true">'
        + article("9", ("略", ""))
        + "</SupplProvision>"
    )
    units = only(law_xml(suppl=suppl)).units
    assert {unit.amending for unit in units} == {None, "", "令和3年法律第37号"}


def reply_json(
    law: str, revision=f"{ID}_20250601_504AC0000000068", number="平成十五年法律第九百九十九号", law_id=ID
):
    return json.dumps(
        {
            "law_info": {"law_id": law_id, "law_num": number},
            "revision_info": {"law_revision_id": revision, "amendment_enforcement_date": "2025-06-01"},
            "law_full_text": law,
        }
    ).encode()


def tree(element):
    return {
        "tag": element.tag,
        "attr": dict(element.attrib),
        "children": ([element.text] if element.text else [])
        + [piece for child in element for piece in [tree(child), *([child.tail] if child.tail else [])]],
    }


def forms():
    from xml.etree.ElementTree import fromstring

    xml = law_xml()
    body = xml.decode().partition("?>")[2]
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("all_law_list.csv", "法令種別")
        out.writestr(f"{ID}_20250601_504AC0000000068/{NAME}", xml)
    v2 = (
        f"<law_data_response><law_info><law_id>{ID}</law_id><law_num>平成十五年法律第九百九十九号</law_num></law_info>"
        f"<revision_info><law_revision_id>{ID}_20250601_504AC0000000068</law_revision_id></revision_info>"
        f"<law_full_text>{body}</law_full_text></law_data_response>"
    )
    v1 = f"<DataRoot><Result><Code>0</Code></Result><ApplData><LawId>{ID}</LawId><LawFullText>{body}</LawFullText></ApplData></DataRoot>"
    return {
        "xml": (xml, NAME),
        "zip": (archive.getvalue(), "bulk.zip"),
        "v2 xml": (v2.encode(), "reply"),
        "v1 xml": (v1.encode(), "reply"),
        "json tree": (reply_json(tree(fromstring(xml))), "reply"),
        "json xml": (reply_json(body), "reply"),
        "json base64": (reply_json(base64.b64encode(xml).decode()), "reply"),
    }


@pytest.mark.parametrize("form", ["xml", "zip", "v2 xml", "v1 xml", "json tree", "json xml", "json base64"])
def test_every_form_of_a_text_gives_the_same_units(form):
    data, name = forms()[form]
    statute = only(data, name)
    assert statute.units == only(law_xml()).units
    assert statute.law_id == ID


BAD = [
    (b"<Law><LawNum>", "x.xml", "P311", "1行"),
    (b"plain words", "x.xml", "P311", "x.xml"),
    (b"\xff\xfe\x00\x01", "x.xml", "P311", "x.xml"),
    (b"<html><body/></html>", "x.xml", "P312", "<html>"),
    (b"<Law><LawNum/></Law>", "x.xml", "P312", "LawBody"),
    (b'<!DOCTYPE a [<!ENTITY b "c">]><Law>&b;</Law>', "x.xml", "P313", "x.xml"),
    (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><Law>&b;</Law>', "x.xml", "P313", "x.xml"),
    (law_xml(more="<Paragraph2/>"), NAME, "P312", "<Paragraph2>"),
    (law_xml(articles=('<Article Num="x"><Paragraph/></Article>',)), NAME, "P312", "Num"),
    (b"<a>" * 200 + b"</a>" * 200, "x.xml", "P315", "x.xml"),
    (law_xml(number="平成十五年法律第五十七号"), NAME, "P314", ID),
    (law_xml(), "425AC0000000027_20250601_504AC0000000068.xml", "P314", "札の色"),
    (b"{}", "x.json", "P312", "law_full_text"),
    (b"{broken", "x.json", "P311", "x.json"),
    (b'{"law_full_text": "%%%"}', "x.json", "P311", "Base64"),
    (b'{"law_full_text": {"children": []}}', "x.json", "P312", "tag"),
    (reply_json("<Law/>", number="平成十五年法律第一号"), "x.json", "P312", "LawBody"),
    (reply_json(law_xml().decode().partition("?>")[2], number="平成十五年法律第一号"), "x.json", "P314", "札の色"),
    (b"PK\x03\x04broken", "x.zip", "P311", "x.zip"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "name", "code", "place"), BAD)
def test_what_is_no_statute_is_refused_with_its_place_and_leaves_the_file_alone(
    data, name, code, place, tmp_path
):
    path = tmp_path / "laws.db"
    with open_library(path, create=True) as library:
        library.add([only(law_xml())])
    before = path.read_bytes()
    with pytest.raises(LawError) as caught, open_library(path, create=True) as library:
        library.add(
            statute
            for part in (law_xml(title="札の色に関する法律"), data)
            for statute in read_statutes(part, NAME if part is not data else name)
        )
    assert caught.value.code == code
    assert place in caught.value.detail
    assert path.read_bytes() == before


def test_a_zip_bomb_is_refused_unopened():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("bomb.xml", b"0" * 20_000_000)
    with pytest.raises(LawError) as caught:
        list(read_statutes(archive.getvalue(), "bomb.zip"))
    assert caught.value.code == "P315"


@pytest.fixture
def laws(tmp_path, monkeypatch):
    path = tmp_path / "laws.db"
    monkeypatch.setenv("PIRULES_LAWS", str(path))
    with open_library(path, create=True) as library:
        library.add([only(law_xml())])
    return path


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("2条2項", "2　前項の札は、木とする。"),
        ("2条1項2号", "　二　青"),
        ("2条1項", "札の色は、次のとおりとする。ただし、夜の札は、この限りでない。\n　一　赤\n　二　青"),
        ("2条1項柱書", "札の色は、次のとおりとする。ただし、夜の札は、この限りでない。"),
        ("2条1項ただし書", "ただし、夜の札は、この限りでない。"),
        ("2条の2", "札を掲げる者は、届け出る。"),
        ("附則1条", "この法律は、公布の日から施行する。"),
        ("9条", None),
        ("1条ただし書", None),
    ],
)
def test_a_citation_shows_its_words(laws, place, words):
    citation = Citation.parse(place, law="札の色に関する法律")
    shown = wording(citation, date(2026, 1, 1))
    assert shown.text == words
    if words is not None:
        assert shown.in_force == date(2025, 6, 1)


def test_before_the_text_was_in_force_it_shows_nothing(laws):
    shown = wording(Citation.parse("1条", law="札の色に関する法律"), date(2025, 5, 31))
    assert (shown.text, shown.revision) == (None, None)


def test_without_a_file_of_laws_there_is_the_caption_and_nothing_is_made(tmp_path, monkeypatch):
    path = tmp_path / "none.db"
    monkeypatch.setenv("PIRULES_LAWS", str(path))
    shown = wording(Citation.parse("法69条2項"), date(2026, 11, 21))
    assert (shown.text, shown.caption) == (None, "利用及び提供の制限")
    assert not path.exists()


def test_a_file_that_is_no_library_is_refused(tmp_path):
    path = tmp_path / "laws.db"
    path.write_bytes(b"not a database, but long enough to be taken for one" * 20)
    with pytest.raises(LawError) as caught, open_library(path):
        pass
    assert caught.value.code == "P331"


def test_importing_again_replaces_the_revision_and_keeps_the_search_right(laws):
    changed = (article("1", ("この法律は、旗の色を定める。", ""), caption="目的"), *ARTICLES[1:])
    with open_library(laws, create=True) as library:
        library.add([only(law_xml(changed))])
        assert len(library.revisions()) == 1
        assert [str(hit.citation) for hit in library.search("旗の色")] == ["札の色に関する法律1条1項"]
        assert library.search("札の色を定める") == []


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        ("届け出る", 1),
        ("札", 5),
        ("札の 次の", 1),
        ("札の 海", 0),
        ('"', 0),
        ("札の色 OR 木", 0),
        ("", 0),
        ("\x00\x00", 0),
    ],
)
def test_the_search_takes_words_as_they_are(laws, words, hits):
    with open_library(laws) as library:
        assert len(library.search(words)) == hits


def test_a_citation_of_an_amending_law_s_supplementary_provision_finds_the_extract(tmp_path):
    suppl = (
        '<SupplProvision AmendLawNum="令和三年五月一九日法律第三七号" Extract="true">'
        + article("9", ("準備をする。", ""), ("みなす。", ""))
        + "</SupplProvision>"
    )
    path = tmp_path / "laws.db"
    with open_library(path, create=True) as library:
        library.add([only(law_xml(suppl=suppl))])
    words = wording(Citation.parse("令和3年法律第37号附則9条2項"), date(2026, 1, 1), path=path)
    assert words.text == "2　みなす。"
    assert wording(Citation.parse("令和3年法律第37号附則10条"), date(2026, 1, 1), path=path).text is None


def test_damaged_texts_raise_no_error_but_ours():
    """Some thousands of mutants of every form: bytes cut, doubled, changed, tags put in between."""
    import random

    rng = random.Random(20261121)
    bases = list(forms().values())
    pieces = (
        b"<a>",
        b"</Article>",
        b'Num="',
        b"&x;",
        b"\x00",
        b"<Item/>",
        b'"tag":1,',
        b"{}",
        b"null",
        b"\\ud800",
    )
    for _ in range(4_000):
        data, name = rng.choice(bases)
        mutant = bytearray(data)
        for _ in range(rng.randint(1, 6)):
            start = rng.randrange(len(mutant))
            end = min(len(mutant), start + rng.randint(1, 40))
            how = rng.random()
            if how < 0.3 and end - start < len(mutant):
                del mutant[start:end]
            elif how < 0.6:
                mutant[start:start] = mutant[end : end + rng.randint(1, 60)]
            elif how < 0.9:
                mutant[start] = rng.randrange(256)
            else:
                mutant[start:end] = rng.choice(pieces)
        try:
            units = [unit for statute in read_statutes(bytes(mutant), name) for unit in statute.units]
        except LawError:
            continue
        assert units
        assert compare(units, units) == []
