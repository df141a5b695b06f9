"""Names of places as a lawyer writes them (第9条第2項ただし書, 附則(令和6年条例第9号)第1項), and the way back to the node."""

import re

from pirules.ordinance.model import GROUPS, Node, NodeType, Ordinance
from pirules.ordinance.scopes import path_to
from pirules.text.fold import fold, without_space
from pirules.text.numerals import DIGIT_CHARS, format_ordinal, kana_orders, parse_int, parse_ordinal

#: The ordinance as a whole.
WHOLE = "全体"

_UNITS = {**GROUPS, NodeType.ARTICLE: "条", NodeType.PARAGRAPH: "項", NodeType.ITEM: "号"}
_PLACES = frozenset((NodeType.ARTICLE, NodeType.PARAGRAPH, NodeType.ITEM, NodeType.SUBITEM))
_FIXED = {
    NodeType.PREAMBLE: "前文",
    NodeType.HEADING: "題名",
    NodeType.CONTENTS: "目次",
    NodeType.NOTE: "注記",
    NodeType.APPENDED_TABLE: "別表",
    NodeType.FORM: "様式",
}
_ROLES = {"proviso": "ただし書", "second_sentence": "後段"}
_AMENDING = re.compile(
    rf"(?P<era>明治|大正|昭和|平成|令和)(?P<year>[元{DIGIT_CHARS}]{{1,4}})年(?:[^第条規()]*日)?"
    # The body's own name before 条例 says nothing that its ordinance doesn't.
    rf"(?:[^第()]*?(?=条例|規則|(?:企業管理)?規程|告示|訓令))?(?P<kind>[^第()]*?)第(?P<number>[{DIGIT_CHARS}]+)号"
)
_ANNEX = re.compile(rf"(?:別表|別記|(?:別記)?第[{DIGIT_CHARS}]+号(?:の[{DIGIT_CHARS}]+)*様式|(?:別記)?様式)")
_NUMERAL = rf"[{DIGIT_CHARS}]+"
_STEP = re.compile(
    rf"第?(?P<number>{_NUMERAL})(?P<unit>[条項号編章節款目])(?P<branch>(?:の{_NUMERAL})*)(?:から第?{_NUMERAL}条まで)?"
    r"|(?P<label>[ア-ヴ](?![ア-ヴー])|\([0-9ア-ンa-z]{1,2}\)|[a-z])"
)
_SUPPLEMENT = re.compile(r"附則(?:\((?P<amending>[^()]*)\))?")
_TAIL = re.compile(r"(?:ただし書き?|但書|[前後]段|本文|柱書|各号)$")


def provision_name(ordinance: Ordinance, node: Node | None, role: str | None = None) -> str:
    """Return the name of a place as in ``contracts/gap-report.md``.

    Args:
        ordinance: the ordinance.
        node: one of its nodes; ``None`` means the ordinance as a whole (全体).
        role: role of a clause in it: ``proviso`` adds ただし書, ``second_sentence`` 後段; others add nothing.

    第1項 is left out where it is the only paragraph; a note is called after the place that it stands in.
    """
    if node is None:
        return WHOLE
    path = _path(ordinance, node)
    if node.type is NodeType.NOTE and len(path) > 1:
        path = path[:-1]
    places = [part for part in path if part.type in _PLACES]
    outer = [part for part in path if part.type not in _PLACES]
    name = _outer_name(ordinance, outer, inner=bool(places))
    for depth, part in enumerate(places):
        above = places[depth - 1] if depth else next(iter(reversed(outer)), None)
        name += _step_name(part, above)
    return (name or WHOLE) + (_ROLES.get(str(role), "") if role else "")


def _path(ordinance: Ordinance, node: Node) -> list[Node]:
    path = path_to(ordinance.nodes, node.span[0])
    for depth, part in enumerate(path):
        if part.type is node.type and part.span == node.span:
            return path[: depth + 1]
    return [node]


def _outer_name(ordinance: Ordinance, outer: list[Node], *, inner: bool) -> str:
    """Name what lies around the articles; 章 and 節 are named only where they are meant themselves."""
    if not outer:
        return ""
    last = outer[-1]
    if outer[0].type is NodeType.SUPPLEMENTARY:
        return "附則" + amending_label(outer[0]) + _outer_name(ordinance, outer[1:], inner=inner)
    if last.type in (NodeType.APPENDED_TABLE, NodeType.FORM):
        return _annex_name(ordinance, last)
    if last.type in _FIXED:
        return _FIXED[last.type]
    if inner:
        return ""
    return "".join(format_ordinal(part.number, _UNITS[part.type]) for part in outer if part.number)


def amending_label(node: Node) -> str:
    """Return the amending number of a later 附則 in arabic numerals: ``(令和6年条例第107号)``; ``""`` if it has none."""
    match = _AMENDING.search(without_space(fold(node.label or "")))
    if match is None:
        return ""
    year = "元" if match["year"] == "元" else str(parse_int(match["year"]))
    return f"({match['era']}{year}年{match['kind']}第{parse_int(match['number'])}号)"


def _annex_name(ordinance: Ordinance, node: Node) -> str:
    head = node.label or ordinance.text[node.span[0] : node.span[1]].strip()[:40]
    head = without_space(fold(head))
    if not _ANNEX.match(head):
        return _FIXED[node.type]
    name = re.split(r"[(「]", head, maxsplit=1)[0]
    match = re.match(
        rf"(?:別記)?(?:別表|様式)(?:第?{_NUMERAL}号?(?:の{_NUMERAL})*)?|(?:別記)?第{_NUMERAL}号(?:の{_NUMERAL})*様式|別記",
        name,
    )
    name = match[0] if match else _FIXED[node.type]
    return re.sub(_NUMERAL, lambda number: str(parse_int(number[0])), name)


def _step_name(node: Node, above: Node | None) -> str:
    if node.type is NodeType.SUBITEM:
        label = without_space(fold(node.label or node.number or ""))
        return (
            label if label.startswith("(") and above and above.type is NodeType.SUBITEM else label.strip("()")
        )
    # The 項 of a 附則 go on counting through its 章.
    if node.type is NodeType.PARAGRAPH and above is not None and above.type not in GROUPS:
        siblings = [child for child in above.children if child.type is NodeType.PARAGRAPH]
        if len(siblings) == 1:
            return ""
    if node.number is None:  # 第○条 of a draft keeps its blank
        return without_space(fold(node.label or "")) if node.type is NodeType.ARTICLE else ""
    first, _, last = node.number.partition(":")
    unit = _UNITS[node.type]
    name = format_ordinal(first, unit)
    return f"{name}から{format_ordinal(last, unit)}まで" if last else name


def find(ordinance: Ordinance, place: str) -> Node | None:
    """Return the node that ``place`` names in any writing (第9条第2項, 第九条第二項ただし書, 附則第2項, 別表第1), or ``None``.

    ただし書, 前段, 後段 lie in the node of their paragraph or item.  An item of an article is found in the only paragraph
    that has it.  全体 is no node.
    """
    text = _TAIL.sub("", without_space(fold(place)))
    if len(text) > 200:  # noqa: PLR2004 - no name of a place is longer
        return None
    if text in ("前文", "題名", "目次"):
        return next((node for node in ordinance.nodes if _FIXED.get(node.type) == text), None)
    if _ANNEX.match(text):
        wanted = re.sub(_NUMERAL, lambda number: str(parse_int(number[0])), text)
        annexes = (node for node in ordinance.nodes if node.type in (NodeType.APPENDED_TABLE, NodeType.FORM))
        return next((node for node in annexes if _annex_name(ordinance, node) == wanted), None)
    supplement = _SUPPLEMENT.match(text)
    steps = _steps(text[supplement.end() :] if supplement else text)
    if steps is None:
        return None
    if supplement is None:
        return _descend(list(ordinance.nodes), steps) if steps else None
    return _in_supplement(ordinance, supplement["amending"], steps)


def _in_supplement(ordinance: Ordinance, amending: str | None, steps: list[tuple[str, str]]) -> Node | None:
    wanted = _AMENDING.search(amending or "")
    if amending and wanted is None:
        return None
    for node in ordinance.nodes:
        if node.type is not NodeType.SUPPLEMENTARY:
            continue
        label = _AMENDING.search(without_space(fold(node.label or "")))
        if amending and (label is None or _number(label) != _number(wanted)):
            continue
        found = _descend(list(node.children), steps) if steps else node
        if found is not None:
            return found
    return None


def _number(match: re.Match[str] | None) -> tuple[str, int | None, str, int | None] | None:
    if match is None:
        return None
    year = 1 if match["year"] == "元" else parse_int(match["year"])
    return match["era"], year, match["kind"], parse_int(match["number"])


def _steps(text: str) -> list[tuple[str, str]] | None:
    """Split ``第9条第2項第3号イ`` into ``(unit, number)``; ``None`` when something else is in it."""
    steps: list[tuple[str, str]] = []
    position = 0
    while position < len(text):
        match = _STEP.match(text, position)
        if match is None:
            return None
        position = match.end()
        if match["label"]:
            steps.append(("", match["label"]))
            continue
        number = parse_ordinal(f"第{match['number']}{match['unit']}{match['branch']}")
        if number is None:
            return None
        steps.append((match["unit"], number))
    return steps


def _descend(nodes: list[Node], steps: list[tuple[str, str]]) -> Node | None:
    found: Node | None = None
    for unit, number in steps:
        found = _step(nodes, unit, number)
        if found is None:
            return None
        nodes = list(found.children)
    return found


def _step(nodes: list[Node], unit: str, number: str) -> Node | None:
    """Find a place among ``nodes`` or below what groups them (章 above 条, the paragraphs above 号)."""
    candidates = [node for node in _reachable(nodes, unit) if _fits(node, unit, number)]
    if unit == "号":
        return candidates[0] if len(candidates) == 1 else None
    return candidates[0] if candidates else None


def _reachable(nodes: list[Node], unit: str) -> list[Node]:
    reached: list[Node] = []
    stack = list(reversed(nodes))
    while stack:
        node = stack.pop()
        if node.type is NodeType.SUPPLEMENTARY:
            continue
        if _UNITS.get(node.type, "") == unit and (unit or node.type is NodeType.SUBITEM):
            reached.append(node)
        elif node.type not in (NodeType.ARTICLE, NodeType.ITEM) and node.type in _UNITS:
            stack.extend(reversed(node.children))
    return reached


def _fits(node: Node, unit: str, number: str) -> bool:
    if unit:
        if node.number == number:
            return True
        first, _, last = (node.number or "").partition(":")
        return bool(last) and number.isdecimal() and int(first) <= int(number) <= int(last)
    label = without_space(fold(node.label or "")).strip("()")
    if label:
        return label == number.strip("()")
    return node.number is not None and node.number in {str(value) for value in kana_orders(number).values()}
