"""The stretch of text in which a definition holds: 以下この条において, 次項において, この章において, else to the end."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from pirules.ordinance.model import GROUPS, Node, NodeType, Ordinance, Span
from pirules.text.numerals import DIGIT_CHARS, parse_ordinal

_UNITS = {
    **{word: group for group, word in GROUPS.items()},
    "条": NodeType.ARTICLE,
    "項": NodeType.PARAGRAPH,
    "号": NodeType.ITEM,
}
_PLACE = re.compile(
    rf"(?P<own>この|本|同)(?P<unit>[編章節款目条項号])|次(?P<next>[条項号])|(?P<number>第[{DIGIT_CHARS}]+(?P<named>[条章])(?:の[{DIGIT_CHARS}]+)*)"
    rf"|(?P<supplement>附則)(?:第[{DIGIT_CHARS}]+[条項])?"
)


def path_to(nodes: Sequence[Node], position: int) -> list[Node]:
    """Return the nodes that ``position`` lies in, outermost first."""
    path: list[Node] = []
    while nodes:
        place = bisect_right(nodes, position, key=lambda node: node.span[0]) - 1
        if place < 0 or position >= nodes[place].span[1]:
            break
        path.append(nodes[place])
        nodes = nodes[place].children
    return path


class Scopes:
    """Reads the words of place of a definition against one ordinance."""

    def __init__(self, ordinance: Ordinance) -> None:
        self._ordinance = ordinance
        self._numbered: dict[tuple[NodeType, str | None], Span] | None = None

    def of(self, where: str, position: int) -> tuple[Span, ...]:
        """Return where a definition at ``position`` holds that is limited by the words ``where``.

        Without words of place it holds from ``position`` to the end; places that can't be found limit nothing.
        """
        rest = (position, len(self._ordinance.text))
        if not where or not (matches := list(_PLACE.finditer(where))):
            return (rest,)
        path = path_to(self._ordinance.nodes, position)
        spans: list[Span] = []
        for match in matches:
            span = self._span(path, match)
            if span is not None:
                spans.append((max(span[0], position) if position < span[1] else span[0], span[1]))
        if not spans:
            return (rest,)
        # The words around the definition itself are in its reach too (「次項において同じ。」).
        own = next((node for node in reversed(path) if node.type is NodeType.PARAGRAPH), None)
        if own is not None:
            spans.append((position, own.span[1]))
        return tuple(sorted(set(spans)))

    def _span(self, path: list[Node], match: re.Match[str]) -> Span | None:
        if match["supplement"]:
            for nodes in (
                path,
                self._ordinance.nodes,
            ):  # the one that it stands in, else the ordinance's first
                for node in nodes:
                    if node.type is NodeType.SUPPLEMENTARY:
                        return node.span
            return None
        if match["own"]:
            kind = _UNITS[match["unit"]]
            return next((node.span for node in reversed(path) if node.type is kind), None)
        if match["next"]:
            return self._next_span(path, _UNITS[match["next"]])
        if self._numbered is None:
            self._numbered = {}
            for node in self._ordinance.walk():
                if node.type in (NodeType.ARTICLE, NodeType.CHAPTER):
                    self._numbered.setdefault((node.type, node.number), node.span)
        return self._numbered.get((_UNITS[match["named"]], parse_ordinal(match["number"])))

    def _next_span(self, path: list[Node], kind: NodeType) -> Span | None:
        depth = next((depth for depth in range(len(path) - 1, -1, -1) if path[depth].type is kind), None)
        if depth is None:
            return None
        siblings = path[depth - 1].children if depth else self._ordinance.nodes
        place = bisect_right(siblings, path[depth].span[0], key=lambda node: node.span[0])
        following = siblings[place : place + 3]  # a note may stand between
        return next((node.span for node in following if node.type is kind), None)
