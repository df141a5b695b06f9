"""An ordinance as units (条, 附則, 別表 …) made of printed lines: what a table of old and new is laid out from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pirules.ordinance.model import GROUPS, Node, NodeType, Ordinance, Span
from pirules.ordinance.places import provision_name
from pirules.report.comparison.words import said

# Article numbers and cross references change with every renumbering; what an article says does not.
_PLACES = re.compile(r"第[0-9０-９一二三四五六七八九十百]+[条項号](?:の[0-9０-９一二三四五六七八九十]+)*")
MAIN = "本則"
SUPPLEMENTARY = "附則"
_SPACE = re.compile(r"\s+")
_BARS = "|｜"


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line of a unit.

    Attributes:
        label: as printed (``2``, ``(1)``, ``第3条``), empty where the line begins with none.
        text: the line, with the label.
        depth: how deep in the unit the node stands whose label it is (0 the unit itself, 1 項, 2 号 of an article).
    """

    label: str
    text: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Unit:
    """What is aligned as a whole.

    Attributes:
        type: node type (an article of a 附則 keeps ``article``).
        label: as printed (``第3条``), empty where nothing is printed.
        number: normalised number.
        caption: caption without brackets, folded, empty if none.
        place: ``本則`` or the label of the 附則 it belongs to.
        name: what the table calls it.
        lines: its printed lines.
        content: what it says, without caption, white space and numbers of places, for measuring likeness.
    """

    type: NodeType
    label: str
    number: str
    caption: str
    place: str
    name: str
    lines: tuple[Line, ...]
    content: str

    @property
    def text(self) -> str:
        """The unit as printed."""
        return "\n".join(line.text for line in self.lines)


def _stretches(node: Node, depth: int = 0) -> Iterator[tuple[Node, Span, int]]:
    """Yield the stretches of the deepest nodes in the order of the text, with how deep the node stands."""
    position = node.span[0]
    for child in node.children:
        if child.span[0] > position:
            yield node, (position, child.span[0]), depth
        yield from _stretches(child, depth + 1)
        position = child.span[1]
    if position < node.span[1]:
        yield node, (position, node.span[1]), depth


def _lines(node: Node, text: str) -> tuple[Line, ...]:
    lines: list[Line] = []
    label, depth, pending = "", 0, ""
    for owner, (start, end), below in _stretches(node):
        printed = owner.label_span[0] if owner.label and owner.label_span else -1
        position = start
        for piece in text[start:end].splitlines(keepends=True):
            # A caption may stand on the line before the label; the label belongs to the line it is printed on.
            if not label and position <= printed < position + len(piece):
                label, depth = owner.label or "", below
            position += len(piece)
            pending += piece
            if piece.endswith(("\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")):
                if pending.strip():
                    lines.append(Line(label, pending.strip("\r\n"), depth))
                label, depth, pending = "", 0, ""
    if pending.strip():
        lines.append(Line(label, pending, depth))
    return tuple(lines)


def is_caption(line: str) -> bool:
    """Tell whether a printed line is a caption: a bracket around all of it."""
    text = line.strip()
    return text[:1] in {"(", "（", "[", "［"} and text[-1:] in {")", "）", "]", "］"}


def _content(lines: tuple[Line, ...]) -> str:
    printed = [line.text for line in lines]
    told = [line for line in printed if not is_caption(line)] or printed
    return _PLACES.sub("", said("".join(told)))


def _as_row(line: Line) -> Line:
    """Write a row of a table with white space between its cells, which a text file draws with bars (|事項|方法|), Word with tabs."""
    text = line.text.strip()
    drawn = len(text) > 2 and text[0] in _BARS and text[-1] in _BARS  # noqa: PLR2004 - a bar at each end
    if not drawn and "\t" not in text:
        return line
    cells = [
        cell.strip() for cell in re.split("[|｜]" if drawn else "\t", text.strip(_BARS) if drawn else text)
    ]
    return Line(line.label, "\u3000".join(cell for cell in cells if cell), line.depth)


def _unit(node: Node, text: str, place: str, name: str) -> Unit:
    lines = _lines(node, text)
    if node.type in {NodeType.APPENDED_TABLE, NodeType.FORM}:
        lines = tuple(_as_row(line) for line in lines)
    return Unit(
        type=node.type,
        label=node.label or "",
        number=node.number or "",
        caption=said(node.caption or ""),
        place=place,
        name=name,
        lines=lines,
        content=_content(lines),
    )


def _name(ordinance: Ordinance, node: Node, place: str) -> str:
    """Return what to call a unit: the printed label in the main part, the full place in a 附則."""
    if place == MAIN:
        return node.label or (f"（{node.caption}）" if node.caption else "")
    return provision_name(ordinance, node) if node.type in {NodeType.ARTICLE, NodeType.PARAGRAPH} else place


def units(ordinance: Ordinance) -> list[Unit]:
    """Return the units of ``ordinance`` in the order of the text; together they hold every printed line."""
    found: list[Unit] = []
    queue: list[tuple[Node, str]] = [(node, MAIN) for node in reversed(ordinance.nodes)]
    text = ordinance.text
    while queue:
        node, place = queue.pop()
        if node.type is NodeType.SUPPLEMENTARY and node.children:
            place = said(node.label or SUPPLEMENTARY)
        elif node.type not in GROUPS:
            found.append(_unit(node, text, place, _name(ordinance, node, place)))
            continue
        # The heading of a container is a unit of its own, its contents follow.
        first = node.children[0].span[0] if node.children else node.span[1]
        heading = Node(node.type, (node.span[0], first), node.number, node.label, node.caption)
        if text[node.span[0] : first].strip():
            found.append(_unit(heading, text, place, heading.label or place))
        queue.extend((child, place) for child in reversed(node.children))
    return found
