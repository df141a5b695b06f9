"""法令標準XML (schema v3) of an ordinance, as e-Gov writes laws.

What the schema has no element for keeps its words: a remark on history is a ``SupplNote``, words behind the items a ``List``.
"""

import re
from typing import Any

from lxml import etree

from pirules.ordinance.model import Node, NodeType, Ordinance
from pirules.ordinance.places import amending_label
from pirules.ordinance.render.words import bare_label, one_line, parts
from pirules.text.dates import to_wareki
from pirules.text.fold import fold

_GROUPS = {
    NodeType.PART: "Part",
    NodeType.CHAPTER: "Chapter",
    NodeType.SECTION: "Section",
    NodeType.SUBSECTION: "Subsection",
    NodeType.DIVISION: "Division",
}
_ANNEXES = {NodeType.APPENDED_TABLE: "AppdxTable", NodeType.FORM: "AppdxStyle"}
_ERAS = {"令和": "Reiwa", "平成": "Heisei", "昭和": "Showa", "大正": "Taisho", "明治": "Meiji"}
#: Characters that no XML may hold; they stay visible as the replacement character.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DEEPEST = 10


def to_xml(ordinance: Ordinance) -> str:
    """Return an ordinance as 法令標準XML, with its declaration; the words are those of the text."""
    law = etree.Element("Law", _law_attributes(ordinance))
    _add(law, "LawNum", ordinance.number or "")
    body = etree.SubElement(law, "LawBody")
    _add(body, "LawTitle", ordinance.title or "")
    main: Any = None
    titled = False
    for node in ordinance.nodes:
        if node.type is NodeType.HEADING:
            titled = _heading(body, node, ordinance, titled=titled)
        elif node.type in (NodeType.CONTENTS, NodeType.PREAMBLE):
            _before(body, node, ordinance.text)
        elif node.type is NodeType.SUPPLEMENTARY:
            _supplement(body, node, ordinance.text)
        elif node.type in _ANNEXES:
            _annex(body, node, ordinance.text)
        elif node.type is NodeType.NOTE:
            _add(body if main is None else main, "SupplNote", _words(node, ordinance.text))
        else:
            if main is None:
                main = etree.SubElement(body, "MainProvision")
            _structure(main, node, ordinance.text)
    written: bytes = etree.tostring(law, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return written.decode("utf-8")


def _law_attributes(ordinance: Ordinance) -> dict[str, str]:
    attributes = {"Lang": "ja", "LawType": "Misc"}
    number = re.search(r"第(.+)号", fold(ordinance.number or ""))
    attributes["Num"] = "".join((number[1] if number else "").split())
    if ordinance.promulgated_on is not None:
        era = to_wareki(ordinance.promulgated_on)
        year = re.match(r"(\D\D)(元|\d+)年", era)
        if year is not None and year[1] in _ERAS:
            attributes["Era"] = _ERAS[year[1]]
            attributes["Year"] = "1" if year[2] == "元" else year[2]
        attributes["PromulgateMonth"] = f"{ordinance.promulgated_on.month:02d}"
        attributes["PromulgateDay"] = f"{ordinance.promulgated_on.day:02d}"
    return {key: _clean(value) for key, value in attributes.items()}


def _clean(words: str) -> str:
    return _FORBIDDEN.sub("\ufffd", words)


def _add(parent: Any, tag: str, words: str = "", **attributes: str) -> Any:
    element = etree.SubElement(parent, tag, {key: _clean(value) for key, value in attributes.items()})
    if words:
        element.text = _clean(words)
    return element


def _words(node: Node, text: str) -> str:
    return one_line(text[slice(*node.span)].strip())


def _heading(body: Any, node: Node, ordinance: Ordinance, *, titled: bool) -> bool:
    """Write the lines of the head that have no element of their own (公布文, 日付); return whether the title has come."""
    for line in text_lines(ordinance.text[slice(*node.span)]):
        bare = "".join(line.split())
        if bare == ordinance.number:
            continue
        if bare.lstrip("○◯") == ordinance.title and not titled:
            titled = True
            continue
        _add(body, "EnactStatement", line)
    return titled


def text_lines(words: str) -> list[str]:
    """Return the lines of ``words`` that hold anything, outer white space stripped."""
    # A tab at an end is an empty cell of a row.
    return [line.strip(" 　\r") for line in words.split("\n") if line.strip()]


def _before(body: Any, node: Node, text: str) -> None:
    lines = text_lines(text[slice(*node.span)])
    if node.type is NodeType.PREAMBLE:
        preamble = _add(body, "Preamble")
        for number, line in enumerate(lines, 1):
            paragraph = _add(preamble, "Paragraph", Num=str(number))
            _add(paragraph, "ParagraphNum")
            _sentences(_add(paragraph, "ParagraphSentence"), line)
        return
    contents = _add(body, "TOC")
    for number, line in enumerate(lines):
        if number == 0:
            _add(contents, "TOCLabel", line)
        else:
            _add(_add(contents, "TOCChapter", Num=str(number)), "ChapterTitle", line)


def _structure(parent: Any, node: Node, text: str) -> None:
    if node.type in _GROUPS:
        _group(parent, node, text)
    elif node.type is NodeType.ARTICLE:
        _article(parent, node, text)
    elif node.type is NodeType.PARAGRAPH:
        _paragraph(parent, node, text)
    elif node.type in (NodeType.ITEM, NodeType.SUBITEM):
        _item(parent, node, text, 0)
    else:
        _add(parent, "SupplNote", _words(node, text))


def _group(parent: Any, node: Node, text: str) -> None:
    tag = _GROUPS[node.type]
    element = _add(parent, tag, Num=node.number or "")
    pieces = list(parts(node, text))
    name = pieces.pop(0) if pieces and isinstance(pieces[0], str) else node.caption or ""
    label = "".join((node.label or "").split())
    _add(element, f"{tag}Title", "　".join(part for part in (label, one_line(str(name))) if part))
    _pieces(element, pieces, text)


def _pieces(element: Any, pieces: list[str | Node], text: str) -> None:
    for piece in pieces:
        if isinstance(piece, Node):
            _structure(element, piece, text)
        else:
            for line in text_lines(piece):
                _add(element, "SupplNote", line)


def _article(parent: Any, node: Node, text: str) -> None:
    element = _add(parent, "Article", Num=node.number or "")
    if node.caption is not None:
        _add(element, "ArticleCaption", f"（{one_line(node.caption)}）")
    _add(element, "ArticleTitle", "".join((node.label or "").split()))
    pieces = list(parts(node, text))
    first = next((piece for piece in pieces if isinstance(piece, Node)), None)
    if first is not None and first.type is NodeType.PARAGRAPH and first.number not in ("1", None):
        # An abridged article (略) that begins with its second paragraph.
        empty = _add(element, "Paragraph", Num="1")
        _add(empty, "ParagraphNum")
        _add(empty, "ParagraphSentence")
    _pieces(element, pieces, text)


def _paragraph(parent: Any, node: Node, text: str) -> None:
    element = _add(parent, "Paragraph", Num=node.number or "1")
    if node.caption is not None:
        _add(element, "ParagraphCaption", f"（{one_line(node.caption)}）")
    _add(element, "ParagraphNum", "".join((node.label or "").split()))
    said = False
    for piece in parts(node, text):
        if isinstance(piece, Node):
            if not said:
                _sentences(_add(element, "ParagraphSentence"), "")
                said = True
            _structure(element, piece, text)
        elif not said:
            words, rest = _before_table(piece)
            _sentences(_add(element, "ParagraphSentence"), words)
            said = True
            _below(element, rest)
        else:
            _below(element, piece)


def _below(element: Any, words: str) -> None:
    """Write words behind the items, and tables."""
    if not words:
        return
    table: Any = None
    for line in text_lines(words) if "\t" in words else [one_line(words)]:
        if "\t" not in line:
            _sentences(_add(_add(element, "List"), "ListSentence"), line)
            table = None
            continue
        if table is None:
            table = _add(_add(element, "TableStruct"), "Table")
        row = _add(table, "TableRow")
        for cell in line.split("\t"):
            _sentences(_add(row, "TableColumn"), cell.strip())


def _item(parent: Any, node: Node, text: str, depth: int) -> None:
    tag = "Item" if depth == 0 else f"Subitem{min(depth, _DEEPEST)}"
    element = _add(parent, tag, Num=node.number or "")
    _add(element, f"{tag}Title", "".join((node.label or "").split()))
    said = False
    for piece in parts(node, text):
        if isinstance(piece, Node):
            if piece.type in (NodeType.ITEM, NodeType.SUBITEM):
                _item(element, piece, text, depth + 1)
            else:
                _structure(element, piece, text)
        elif not said:
            said = True
            words, rest = _before_table(piece)
            _columns(_add(element, f"{tag}Sentence"), words)
            _below(element, rest)
        else:
            _below(element, piece)


def _before_table(words: str) -> tuple[str, str]:
    """Divide words into those before the first row of a table and the rest, from that row on."""
    if "\t" not in words:
        return one_line(words), ""
    lines = text_lines(words)
    first = next((place for place, line in enumerate(lines) if "\t" in line), len(lines))
    return one_line("\n".join(lines[:first])), "\n".join(lines[first:])


def _columns(parent: Any, words: str) -> None:
    """Write a term and its meaning (番号法　行政手続に…をいう。) as columns, anything else as sentences."""
    columns = [column for column in words.split("　") if column]
    if len(columns) < 2:  # noqa: PLR2004 - a term and its meaning
        _sentences(parent, words)
        return
    for number, column in enumerate(columns, 1):
        _sentences(_add(parent, "Column", Num=str(number)), column)


def _sentences(parent: Any, words: str) -> None:
    """Write sentences one by one; the ただし書 is marked as such."""
    sentences = split_sentences(words) or [""]
    for number, sentence in enumerate(sentences, 1):
        element = _add(parent, "Sentence", sentence, Num=str(number))
        if any(other.startswith("ただし") for other in sentences[1:]):
            element.set("Function", "proviso" if sentence.startswith("ただし") else "main")


def split_sentences(words: str) -> list[str]:
    """Split at each 。 that stands in no bracket and no quotation."""
    sentences: list[str] = []
    depth = start = 0
    for place, char in enumerate(words):
        if char in "「（(『":
            depth += 1
        elif char in "」）)』":
            depth = max(0, depth - 1)
        elif char == "。" and depth == 0:
            sentences.append(words[start : place + 1])
            start = place + 1
    if words[start:].strip():
        sentences.append(words[start:])
    return sentences


def _supplement(body: Any, node: Node, text: str) -> None:
    label = bare_label(node)
    amending = amending_label(node).strip("()")
    element = _add(body, "SupplProvision", **({"AmendLawNum": amending} if amending else {}))
    name = re.match(r"[^(（]*", label)
    rest = label[name.end() :] if name else ""
    if rest.endswith("抄"):
        element.set("Extract", "true")
    _add(element, "SupplProvisionLabel", (name[0] if name else label).removesuffix("抄"))
    _pieces(element, list(parts(node, text)), text)


def _annex(body: Any, node: Node, text: str) -> None:
    tag = _ANNEXES[node.type]
    element = _add(body, tag)
    _add(element, f"{tag}Title", "".join((node.label or "").split()))
    for piece in parts(node, text):
        if isinstance(piece, Node):
            _structure(element, piece, text)
            continue
        lines = text_lines(piece)
        if lines and re.fullmatch(r"[(（].*[)）]", lines[0]):
            _add(element, "RelatedArticleNum", lines.pop(0))
        if lines:
            for line in lines:
                _below(element, line)
