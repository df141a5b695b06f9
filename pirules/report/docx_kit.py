"""Word documents in the manner of a town hall: A4, 明朝 for text, ゴシック for headings, tables with rules."""

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from pirules.report.citations import CitedPlace
from pirules.report.tables import clean

MINCHO = "游明朝"
GOTHIC = "游ゴシック"


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


def _shade(cell: Any, color: str) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:color"), "auto")
    shade.set(qn("w:fill"), color)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - python-docx has no shading of its own


def _fill(cell: Any, text: str, *, bold: bool = False) -> None:
    cell.text = ""
    run = cell.paragraphs[0].add_run(clean(text))
    run.font.size = Pt(9)
    run.bold = bold or None
    cell.paragraphs[0].paragraph_format.space_after = Pt(0)
    cell.paragraphs[0].paragraph_format.line_spacing = 1.15


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
    added = document.add_table(rows=0, cols=len(widths))
    added.style = "Table Grid"
    added.autofit = False
    # LibreOffice goes by the grid, Word by the cells: both are told.
    for column, width in zip(added.columns, widths, strict=True):
        column.width = Mm(width)
    for number, row in enumerate([*([header] if header else []), *rows]):
        line = added.add_row()
        properties = line._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no row properties of its own
        properties.append(OxmlElement("w:cantSplit"))
        is_header = header is not None and number == 0
        if is_header:
            properties.append(OxmlElement("w:tblHeader"))
        for index, (cell, text) in enumerate(zip(line.cells, row, strict=True)):
            cell.width = Mm(widths[index])
            label = is_header or (header is None and index == 0)
            _fill(cell, text, bold=label)
            if number < last and (is_header or together):
                cell.paragraphs[0].paragraph_format.keep_with_next = True
            if label:
                _shade(cell, "EEF2F5")
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
