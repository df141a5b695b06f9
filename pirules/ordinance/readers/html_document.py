"""The text of a page out of its lines: rows of tables on one line each, and what the page says about a line."""

from pirules.errors import Problem
from pirules.ordinance.grammar import column_heads, labels
from pirules.ordinance.model import Document, Span
from pirules.ordinance.readers.shown import Markup, MarkupLine
from pirules.text.fold import fold

_STYLES = (("table_frame", "table"), ("revise_record", "note"), ("clause", "paragraph"), ("item", "item"))
_LAYOUT_CELL = 1500
_SENTENCE = 60  # characters that make a provision, no cell
_HEAD_ROW = "head"  # the row of a table of old and new that names its columns


def document_of_lines(lines: list[MarkupLine], markup: Markup, name: str, encoding: str) -> Document:
    """Return the document that the chosen lines of a page make.

    Args:
        lines: the lines.
        markup: the page that they stand in.
        name: the name of the file.
        encoding: its encoding.
    """
    parts: list[str] = []
    source_map: list[tuple[int, int]] = []
    styles: list[tuple[Span, str]] = []
    problems: list[Problem] = []
    offset = 0
    layout = _layout_tables(lines)
    compared = compared_lines(lines)
    previous: tuple[int, int, int] | None = None
    for line in lines:
        cell = line.cell if line.cell and line.cell[0] not in layout else None
        style = compared.get(id(line), "")
        if style:
            cell = line.cell if style == _HEAD_ROW else None
        if parts and cell and previous and cell[:2] == previous[:2]:
            # Cells of a row stand on one line, parted by tabs; lines of a cell by a space.
            joint = " " if cell == previous else "\t"
            parts[-1] = parts[-1][:-1] + joint
        elif style := style or ("table" if cell else _style_of(line, markup)):
            styles.append(((offset, offset + 1), column_heads.FORMER if style == _HEAD_ROW else style))
        if line.images:
            problems.append(
                Problem("P203", "画像があります。中の文字は読んでいません。", (max(0, offset - 1), offset))
            )
        if not line.pieces:
            continue
        for piece, place in line.pieces:
            source_map.append((offset, place))
            parts.append(piece)
            offset += len(piece)
        parts.append("\n")
        offset += 1
        previous = cell
    return Document(
        text="".join(parts),
        format="html",
        name=name,
        encoding=encoding,
        source_map=tuple(source_map),
        problems=tuple(problems),
        styles=tuple(styles),
    )


def compared_lines(lines: list[MarkupLine]) -> dict[int, str]:
    """Return the styles of the lines of tables of old and new (by their identity), if such tables are all there is."""
    rows: dict[tuple[int, int], dict[int, list[MarkupLine]]] = {}
    for line in lines:
        if line.cell is not None:
            table, row, cell = line.cell
            rows.setdefault((table, row), {}).setdefault(cell, []).append(line)
    heads: dict[int, column_heads.Heads] = {}
    found: dict[int, str] = {}
    for (table, _), cells in rows.items():
        named = [" ".join(line.text for line in cells.get(cell, ())) for cell in range(1, max(cells) + 1)]
        if (head := column_heads.heads_of(named)) is not None:
            heads[table] = head
            found |= {id(line): _HEAD_ROW for cell in cells.values() for line in cell}
        elif table in heads:
            for cell, inside in cells.items():
                for line in inside:
                    width = 1 if line.wide else heads[table].cells
                    found[id(line)] = column_heads.style_of(heads[table], cell - 1, width, line.text)
    first = next((place for place, line in enumerate(lines) if id(line) in found), 0)
    return found if column_heads.stands_alone(line.text for line in lines[:first]) else {}


def _layout_tables(lines: list[MarkupLine]) -> set[int]:
    """Return the tables that only lay out the page: an article or a 附則 stands in a cell of theirs, or in a row."""
    result: set[int] = set()
    lengths: dict[tuple[int, int, int], int] = {}
    labelled: set[tuple[int, int]] = set()
    for line in lines:
        if line.cell is None or line.cell[0] in result:
            continue
        head = fold(line.text.strip()[:400])
        lengths[line.cell] = lengths.get(line.cell, 0) + len(line.text)
        token = labels.article_label(head)
        sentence = head.endswith("。") or len(line.text) > _SENTENCE
        if token is not None and token.label[1] == len(head):
            labelled.add(line.cell[:2])
        provision = sentence and ((token is not None and not token.weak) or line.cell[:2] in labelled)
        if provision or labels.supplementary_label(head) or lengths[line.cell] > _LAYOUT_CELL:
            result.add(line.cell[0])
    return result


def _style_of(line: MarkupLine, markup: Markup) -> str:
    element = line.element
    for _ in range(6):
        if element <= 0:
            return ""
        names = markup.elements[element].names.split()
        for class_name, style in _STYLES:
            if class_name in names:
                return style
        if "article" in names or "eline" in names:
            return ""
        element = markup.elements[element].parent
    return ""
