"""Files of every sort: what is read, what is refused, and with which code."""

from pathlib import Path

import pytest

from pirules.errors import InputError
from pirules.ordinance import load, parse, read

ARTICLE = "第1条　この条例は、個人情報の保護に関し必要な事項を定める。\n"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "P101"),
        (b"\xef\xbb\xbf \r\n\n", "a.txt", "P101"),
        ("　\n　".encode(), "a.txt", "P101"),
        (b"\x00" * 1000, "a.txt", "P101"),
        (b"{\\rtf1 abc}", "a.rtf", "P102"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.doc", "P102"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "a.docx", "P107"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.jtd", "P102"),
        (b"\x89PNG\r\n\x1a\n", "a.png", "P102"),
        (b"a" * (50 * 1024 * 1024), "a.txt", "P103"),
        (b"1\n" * 1_100_000, "a.txt", "P103"),
        (b"<p>x</p>" * 1_100_000, "a.html", "P103"),
        (bytes(range(256)) * 50, "a.bin", "P105"),
        (b"<?xml version='1.0'?><Law><LawBody> </LawBody></Law>", "a.xml", "P101"),
        (b"<?xml version='1.0'?><Other/>", "a.xml", "P106"),
        (b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaa">]><Law>&a;</Law>', "a.xml", "P107"),
        (b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><Law>&a;</Law>', "a.xml", "P107"),
    ],
    ids=["empty", "mark only", "blank", "nuls", "rtf", "doc", "password", "jtd", "png", "50 MB", "lines", "big page", "binary", "xml without words", "no law", "laughs", "external"],
)  # fmt: skip
def test_what_cannot_be_read_is_a_coded_error(data, name, code):
    with pytest.raises(InputError) as caught:
        read(data, name)
    assert caught.value.code == code


def test_a_missing_file_and_a_folder_are_coded_errors(tmp_path):
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(InputError) as caught:
            read(path)
        assert caught.value.code == "P010"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16"])
def test_text_of_every_encoding_is_the_same(tmp_path, codec):
    path = tmp_path / "a.txt"
    path.write_bytes(ARTICLE.encode(codec))
    assert read(path).text == ARTICLE
    assert load(path).nodes[0].number == "1"


def test_mixed_line_ends_and_control_characters_stay_and_are_told():
    text = "花野市条例\r\n第1条　目\0的。\r第2条　\x07定義。\n"
    ordinance = parse(read(text.encode()))
    assert ordinance.text == text
    assert [problem.code for problem in ordinance.problems] == ["P202", "P202"]
    assert [node.number for node in ordinance.nodes[1:]] == ["1", "2"]


def test_broken_bytes_are_told_with_their_place():
    ordinance = parse(read((ARTICLE * 5).encode() + b"\xe3\x81"))
    problem = next(problem for problem in ordinance.problems if problem.code == "P201")
    assert ordinance.text[slice(*problem.span)] == "\ufffd"


XML = """<?xml version="1.0" encoding="UTF-8"?>
<Law Era="Reiwa" Year="05" Num="3" PromulgateMonth="3" PromulgateDay="24" LawType="Misc" Lang="ja">
 <LawNum>令和五年花野市条例第三号</LawNum><LawBody><LawTitle>花野市個人情報保護条例</LawTitle>
 <TOC><TOCLabel>目次</TOCLabel><TOCChapter Num="1"><ChapterTitle>第一章　総則</ChapterTitle><ArticleRange>（第一条・第二条）</ArticleRange></TOCChapter>
 <TOCSupplProvision><SupplProvisionLabel>附則</SupplProvisionLabel></TOCSupplProvision></TOC>
 <MainProvision><Chapter Num="1"><ChapterTitle>第一章　総則</ChapterTitle>
 <Article Num="1"><ArticleCaption>（目的）</ArticleCaption><ArticleTitle>第一条</ArticleTitle>
  <Paragraph Num="1"><ParagraphNum/><ParagraphSentence><Sentence>この条例は、<Ruby>個人<Rt>こじん</Rt></Ruby>情報の保護を目的とする。</Sentence><Sentence Function="proviso">ただし、適用しない。</Sentence></ParagraphSentence></Paragraph>
  <Paragraph Num="2"><ParagraphNum>２</ParagraphNum><ParagraphSentence><Sentence>次による。</Sentence></ParagraphSentence>
   <Item Num="1"><ItemTitle>一</ItemTitle><ItemSentence><Column><Sentence>甲</Sentence></Column><Column><Sentence>乙をいう。</Sentence></Column></ItemSentence>
    <Subitem1 Num="1"><Subitem1Title>イ</Subitem1Title><Subitem1Sentence><Sentence>丙</Sentence></Subitem1Sentence></Subitem1></Item>
   <TableStruct><Table><TableRow><TableColumn><Sentence>一　左</Sentence></TableColumn><TableColumn><Sentence>右</Sentence></TableColumn></TableRow></Table></TableStruct>
  </Paragraph></Article>
 <Article Num="2" Delete="true"><ArticleTitle>第二条</ArticleTitle><Paragraph Num="1"><ParagraphNum/><ParagraphSentence><Sentence>削除</Sentence></ParagraphSentence></Paragraph></Article>
 </Chapter></MainProvision>
 <SupplProvision AmendLawNum="令和六年条例第九号" Extract="true"><SupplProvisionLabel>附　則</SupplProvisionLabel><Paragraph Num="1"><ParagraphCaption>（施行期日）</ParagraphCaption><ParagraphNum>１</ParagraphNum><ParagraphSentence><Sentence>この条例は、公布の日から施行する。</Sentence></ParagraphSentence></Paragraph></SupplProvision>
 <AppdxTable><AppdxTableTitle>別表</AppdxTableTitle><RelatedArticleNum>（第一条関係）</RelatedArticleNum><TableStruct><Table><TableRow><TableColumn><Sentence>一つ</Sentence></TableColumn></TableRow></Table></TableStruct></AppdxTable>
 </LawBody></Law>"""


@pytest.mark.parametrize(
    "wrap",
    [
        "{}",
        "<DataRoot><Result><Code>0</Code></Result><ApplData><LawFullText>{}</LawFullText></ApplData></DataRoot>",
        "<law_data_response><law_info/><law_full_text>{}</law_full_text></law_data_response>",
    ],
)
def test_statute_xml_alone_and_inside_a_reply(wrap):
    declaration, _, law = XML.partition("\n")
    ordinance = parse(read((declaration + wrap.format(law)).encode(), "a.xml"))
    assert ordinance.text.splitlines() == [
        "令和五年花野市条例第三号",
        "花野市個人情報保護条例",
        "目次",
        "第一章　総則（第一条・第二条）",
        "附則",
        "第一章　総則",
        "（目的）",
        "第一条　この条例は、個人情報の保護を目的とする。ただし、適用しない。",
        "２　次による。",
        "一　甲　乙をいう。",
        "イ　丙",
        "一　左\t右",
        "第二条　削除",
        "附　則（令和六年条例第九号）　抄",
        "（施行期日）",
        "１　この条例は、公布の日から施行する。",
        "別表（第一条関係）",
        "一つ\t",
    ]
    assert ordinance.promulgated_on is not None
    assert ordinance.promulgated_on.isoformat() == "2023-03-24"
    assert ordinance.effective_on == ordinance.promulgated_on
    assert (ordinance.number, ordinance.body) == ("花野市条例第三号", "花野市")


def test_xml_cut_in_the_middle_is_read_as_far_as_it_goes():
    ordinance = parse(read(XML[: XML.index("</Chapter>")].encode(), "a.xml"))
    assert "P204" in {problem.code for problem in ordinance.problems}
    assert "第二条　削除" in ordinance.text


SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "statutes"


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/data is absent")
@pytest.mark.parametrize("name", ["415AC0000000057_20250601_504AC0000000068", "425AC0000000027_asof20250924"])
def test_statutes_come_out_as_their_xml_says_and_the_same_from_their_text(name):
    from lxml import etree

    from pirules.ordinance.model import Document, NodeType

    path = SHARED / f"{name}.xml"
    ordinance = parse(read(path))
    root = etree.parse(str(path)).getroot()
    numbers = [node.number for node in ordinance.walk() if node.type is NodeType.ARTICLE]
    assert numbers == [article.get("Num") for article in root.iter("Article")]
    captions = [node.caption for node in ordinance.walk() if node.type is NodeType.ARTICLE and node.caption]
    assert captions == [caption.text.strip("（）") for caption in root.iter("ArticleCaption")]
    items = sum(1 for node in ordinance.walk() if node.type is NodeType.ITEM)
    assert items == sum(1 for _ in root.iter("Item"))
    assert parse(Document(text=ordinance.text)).nodes == ordinance.nodes
