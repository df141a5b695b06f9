"""Word documents in the manner of a town hall: A4, 明朝 for text, ゴシック for headings, tables with rules."""

import io
import re
from collections.abc import Sequence
from html import escape
from typing import Any

from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from pirules.report.citations import CitedPlace
from pirules.report.tables import clean

MINCHO = "游明朝"
GOTHIC = "游ゴシック"
_SHADE = "EEF2F5"
# The reader of XML takes no text of more than ten million bytes.
_PARTS = re.compile(r"[\n\t]|[^\n\t]{1,1000000}")
#: Twentieths of a point in a millimetre.
_TWIPS = 1440 / 25.4


def _fonts(style: Any, name: str, size: float) -> None:
    style.font.name = name
    style.font.size = Pt(size)
    style.font.color.rgb = RGBColor(0x1C, 0x23, 0x29)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    # Word takes Japanese letters from the East Asian font; python-docx sets only the Latin one.
    for attribute in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(attribute), name)
    for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(attribute), None)


def new_document(title: str) -> Any:
    """Return an empty A4 document with Japanese fonts, its title in the properties and page numbers below."""
    document = Document()
    _fonts(document.styles["Normal"], MINCHO, 10.5)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    document.styles["Normal"].paragraph_format.line_spacing = 1.3
    for level, size in (("Title", 18), ("Heading 1", 14), ("Heading 2", 12), ("Heading 3", 10.5)):
        style = document.styles[level]
        _fonts(style, GOTHIC, size)
        style.font.bold = True
        style.paragraph_format.space_before = Pt(14 if level == "Heading 1" else 10)
        style.paragraph_format.space_after = Pt(4)
        style.paragraph_format.keep_with_next = True
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "ja-JP")
    document.styles["Normal"].element.get_or_add_rPr().append(language)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    document.core_properties.title = clean(title)[:255]
    document.core_properties.author = "pirules"
    document.core_properties.language = "ja-JP"
    number_pages(section)
    return document


def number_pages(section: Any) -> None:
    """Print 「1 / 4」 at the foot of each page."""
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = 1
    run = paragraph.add_run()
    for kind, text in (
        *(("begin", None), (None, "PAGE"), ("end", None), (None, " / ")),
        *(("begin", None), (None, "NUMPAGES"), ("end", None)),
    ):
        if text == " / ":
            element = OxmlElement("w:t")
            element.text = text
            element.set(qn("xml:space"), "preserve")
        elif kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.text = text
        run._r.append(element)  # noqa: SLF001 - python-docx has no fields of its own


def stamp_pages(document: Any, text: str) -> None:
    """Print a small line below the number of each page."""
    added = document.sections[0].footer.add_paragraph()
    added.alignment = 1
    added.add_run(clean(text)).font.size = Pt(8)


def paragraph(
    document: Any,
    text: str,
    *,
    style: str | None = None,
    bold: bool = False,
    indent: int = 0,
    color: str | None = None,
) -> Any:
    """Add a paragraph; ``indent`` in characters, ``color`` as ``RRGGBB``."""
    added = document.add_paragraph(style=style)
    run = added.add_run(clean(text))
    run.bold = bold or None
    if color:
        run.font.color.rgb = RGBColor.from_string(color)
    if indent:
        added.paragraph_format.left_indent = Pt(10.5 * indent)
    return added


def heading(document: Any, text: str, level: int) -> None:
    """Add a heading; level 0 is the document's title."""
    document.add_heading(clean(text), level)


def _words(text: str) -> str:
    """Return text as the parts of a run: line ends and tabs are elements of their own."""
    breaks = {"\n": "<w:br/>", "\t": "<w:tab/>"}
    return "".join(
        breaks.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>'
        for part in _PARTS.findall(clean(text))
    )


def _cell(text: str, width: int, *, label: bool, keep: bool) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{_SHADE}"/>' if label else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/>{shade}</w:tcPr>'
        f'<w:p><w:pPr>{"<w:keepNext/>" if keep else ""}<w:spacing w:after="0" w:line="276" w:lineRule="auto"/></w:pPr>'
        f'<w:r><w:rPr>{"<w:b/>" if label else ""}<w:sz w:val="18"/></w:rPr>{_words(text)}</w:r></w:p></w:tc>'
    )


def _twips(millimetres: int) -> int:
    return round(millimetres * _TWIPS)


def table(
    document: Any,
    header: Sequence[str] | None,
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    *,
    together: bool = False,
) -> None:
    """Add a ruled table; ``widths`` in millimetres, the header is repeated on each page, rows aren't torn apart.

    ``together`` keeps a short table on one page; the header never stands alone at the foot of one.
    """
    last = len(rows) - 1 + (header is not None)
    lines = []
    for number, row in enumerate([*([header] if header else []), *rows]):
        is_header = header is not None and number == 0
        keep = number < last and (is_header or together)
        cells = "".join(
            _cell(text, width, label=is_header or (header is None and index == 0), keep=keep)
            for index, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        repeated = "<w:tblHeader/>" if is_header else ""
        lines.append(f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>")
    # A report has thousands of cells: written as one piece of XML they take a tenth of the time that python-docx takes.
    # LibreOffice goes by the grid, Word by the cells: both are told.
    grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths)
    document.element.body.sectPr.addprevious(
        parse_xml(
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/>'
            f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="04A0"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            f"{''.join(lines)}</w:tbl>"
        )
    )
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def places_table(document: Any, places: Sequence[CitedPlace], *, hint: bool = True) -> None:
    """Add the table of cited places: label, caption, words; where there are no words a ``hint`` how to bring them in."""
    heading(document, "引用した条文", 1)
    if not places:
        paragraph(document, "ありません。")
        return
    if not any(place.text for place in places):
        # A table of empty cells over several pages would tell nobody anything.
        paragraph(document, "、".join(place.named for place in places))
        if hint:
            paragraph(
                document,
                "法令の文言は取り込まれていません。pirules law import で取り込むと、文言もここに載ります。",
                color="56616B",
            )
        return
    rows = [
        [
            place.label,
            place.caption or "―",
            f"{place.text}\n{place.when}".strip() if place.text else "法令の文言は取り込まれていません",
        ]
        for place in places
    ]
    table(document, ["条文", "見出し", "文言"], rows, (40, 45, 85))


def document_bytes(document: Any) -> bytes:
    """Return the file of a document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
