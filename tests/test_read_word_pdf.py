"""Word and PDF files: automatic numbers, tables, page breaks; damage and bombs are coded errors."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pdf_files import pdf

from pirules.errors import InputError
from pirules.ordinance import parse, read
from pirules.ordinance.model import NodeType
from pirules.ordinance.readers.pdf import unspaced


def word(build) -> bytes:
    document = docx.Document()
    build(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def numbered(document, text, number, level=0):
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )
    return paragraph


def add_list(document, abstract, levels):
    """Add a numbering definition: ``levels`` are ``(format, text, separator)``."""
    root = document.part.numbering_part.element
    body = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for place, (form, text, suffix) in enumerate(levels)
    )
    root.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}">{body}</w:abstractNum>')
    )
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{abstract}"><w:abstractNumId w:val="{abstract}"/></w:num>')
    )


def ordinance_in_word(document):
    add_list(
        document,
        901,
        [
            ("decimal", "第%1条", "tab"),
            ("decimalFullWidth", "（%2）", "space"),
            ("aiueoFullWidth", "%3", "tab"),
        ],
    )
    add_list(document, 902, [("japaneseCounting", "%1", "tab")])
    document.add_paragraph("花野市個人情報保護条例")
    document.add_paragraph("令和5年3月24日条例第3号")
    document.add_paragraph("（目的）")
    numbered(document, "この条例は、個人情報の保護を目的とする。", 901)
    document.add_paragraph("（定義）")
    numbered(document, "次に掲げる者を実施機関という。", 901)
    numbered(document, "市長", 901, 1)
    numbered(document, "教育委員会", 901, 1)
    numbered(document, "事務局", 901, 2)
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(table._cells, ("区分", "金額", "写し", "10円"), strict=True):
        cell.text = words
    document.add_paragraph("２　市長は、公表する。")
    numbered(document, "次のとおりとする。", 901)
    numbered(document, "甲", 902)
    numbered(document, "乙", 902)
    document.add_paragraph("附　則")
    document.add_paragraph("　この条例は、公布の日から施行する。")


def test_automatic_numbers_become_labels():
    document = read(word(ordinance_in_word), "a.docx")
    assert document.format == "docx"
    assert document.text.splitlines() == [
        "花野市個人情報保護条例",
        "令和5年3月24日条例第3号",
        "（目的）",
        "第1条　この条例は、個人情報の保護を目的とする。",
        "（定義）",
        "第2条　次に掲げる者を実施機関という。",
        "（１） 市長",
        "（２） 教育委員会",
        "ア　事務局",
        "区分\t金額",
        "写し\t10円",
        "２　市長は、公表する。",
        "第3条　次のとおりとする。",
        "一　甲",
        "二　乙",
        "附　則",
        "　この条例は、公布の日から施行する。",
    ]


def test_the_tree_of_a_word_document():
    ordinance = parse(read(word(ordinance_in_word)))
    articles = [node for node in ordinance.walk() if node.type is NodeType.ARTICLE]
    assert [(node.number, node.caption) for node in articles] == [("1", "目的"), ("2", "定義"), ("3", None)]
    assert [child.number for child in articles[1].children] == ["1", "2"]
    assert ordinance.problems == ()


def test_deleted_text_and_ruby_stay_out():
    def build(document):
        paragraph = document.add_paragraph("第1条　目的を")
        paragraph._p.append(
            parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>消した</w:delText></w:r></w:del>")
        )
        paragraph._p.append(
            parse_xml(
                f"<w:r {nsdecls('w')}><w:ruby><w:rt><w:r><w:t>さだ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>定</w:t></w:r></w:rubyBase></w:ruby></w:r>"
            )
        )
        paragraph.add_run("める。")

    assert read(word(build)).text == "第1条　目的を定める。\n"


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped({"word/document.xml": b"<a>" + b" " * 60_000_000}), "P103"),
        (zipped({"word/document.xml": b"<w:document"}), "P107"),
        (zipped({"word/document.xml": b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'}), "P107"),
        (zipped({"word/document.xml": b"<a/>"}), "P107"),
        (zipped({"xl/workbook.xml": b"<a/>"}), "P102"),
        (zipped({"content.xml": b"<a/>"}), "P102"),
        (zipped({"a.txt": b"a"}), "P102"),
        (word(ordinance_in_word)[:2000], "P107"),
    ],
    ids=["bomb", "broken", "entity", "no body", "xlsx", "odt", "zip", "cut"],
)
def test_other_zips_and_damage_are_refused(data, code):
    with pytest.raises(InputError) as caught:
        read(data, "a.docx")
    assert caught.value.code == code


PAGES = [
    [
        "花野市個人情報の保護に関する法律施行条例",
        "令和５年３月２４日条例第３号",
        "（趣旨）",
        "第１条　この条例は、法の施行に関し必要な事項を定めるものとする。",
        "（手数料）",
        "第２条　手数料の額は、次に掲げる",
        "1",
    ],
    ["額とする。", "⑴　写しの額", "⑵　送付の額", "附　則", "この条例は、令和５年４月１日から施行する。", "2"],
]


def test_a_pdf_with_a_text_layer_is_read():
    ordinance = parse(read(pdf(PAGES), "a.pdf"))
    assert ordinance.document.format == "pdf"
    assert (ordinance.title, ordinance.number) == ("花野市個人情報の保護に関する法律施行条例", "条例第３号")
    kinds = [(node.type.value, node.number) for node in ordinance.walk()]
    assert kinds.count(("note", None)) == 2
    assert [number for kind, number in kinds if kind == "item"] == ["1", "2"]
    assert [number for kind, number in kinds if kind == "article"] == ["1", "2"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (pdf([[]]), "P102"),
        (pdf(PAGES)[:400], "P107"),
        (b"%PDF-1.4 broken", "P107"),
        (pdf([["第1条"]] * 401), "P103"),
    ],
    ids=["scanned", "cut", "broken", "too many pages"],
)
def test_a_pdf_without_text_or_damaged_is_refused(data, code):
    with pytest.raises(InputError) as caught:
        read(data, "a.pdf")
    assert caught.value.code == code


def test_spaces_between_all_characters_of_a_line_are_taken_out():
    assert unspaced("こ の 条 例 は 、 定 め る 。") == "この条例は、定める。"
    assert unspaced("第1条　この条例は、 定める。") == "第1条　この条例は、 定める。"
