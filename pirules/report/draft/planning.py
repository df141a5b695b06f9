"""From findings to fates: what must go so that they are gone.

What stands last goes with its number, since none behind it would move; what others follow becomes 「削除」.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pirules.clauses import Analysis
from pirules.clauses.model import Role
from pirules.gap import Finding
from pirules.ordinance.model import GROUPS, Node, NodeType, Ordinance, Span
from pirules.ordinance.places import amending_label, find, provision_name
from pirules.ordinance.scopes import path_to
from pirules.report.draft.fates import DELETED, KEPT, REMOVED, Cut, Fate, Plan, units, within
from pirules.report.place_names import place_said

_LISTED = {NodeType.ITEM, NodeType.SUBITEM}
_ROLES = {"ただし書": Role.PROVISO, "後段": Role.SECOND_SENTENCE}
# A bracket that says what else is meant, or what isn't; 「（以下「審議会」という。）」 names something and stays.
_SCOPE = re.compile(r"[(（][^()（）「」]{1,80}(?:を含む|を除く|に限る)。?[)）]")
_SENTENCE = re.compile(r"(.*?)(ただし書|後段)$")


def planned(ordinance: Ordinance, analysis: Analysis, findings: Iterable[Finding]) -> Plan:
    """Return what must go so that the given findings are gone.

    Args:
        ordinance: the ordinance.
        analysis: its clauses, for the places of its sentences.
        findings: the findings that a draft applies.
    """
    plan = Plan(list(units(ordinance)))
    for finding in findings:
        sentence = _SENTENCE.fullmatch(finding.provision)
        node = find(ordinance, sentence[1] if sentence else finding.provision)
        place = _index(ordinance, plan.fates, node)
        if node is None or place is None:
            plan.left.append(
                f"{_said(ordinance, finding)}は、本則と最初の附則にある番号の付いた条・項・号でないため、手で直してください。{finding.recommendation}"
            )
            continue
        fate = plan.fates[place]
        if sentence:
            changed = _cut(fate, analysis, node, sentence[2])
        else:
            changed = _without_bracket(fate, ordinance.text, node, finding) or _gone(fate, node)
        if changed is None:
            plan.left.append(f"{finding.provision}は、文の切れ目がはっきりしないため、手で削ってください。")
        else:
            plan.fates[place] = changed
    plan.fates = _closed_behind(ordinance, [_settled(fate) for fate in plan.fates])
    plan.left += [line for fate in plan.fates for line in _shortened_lists(ordinance, fate)]
    plan.groups = list(_emptied(ordinance.nodes, {f.node.span for f in plan.fates if f.kind == REMOVED}))
    return plan


def _closed_behind(ordinance: Ordinance, fates: Sequence[Fate]) -> list[Fate]:
    """Let what no number follows go with its own: the last articles, the last 枝番 of an article unless its 章 has no other."""
    result = list(fates)
    main = [fate for fate in fates if not fate.prefix]
    staying = Counter(_above(ordinance, fate) for fate in fates)
    for place in range(len(result) - 1, -1, -1):
        fate = result[place]
        following = next(
            (f for f in result[place + 1 :] if f.kind != REMOVED and f.prefix == fate.prefix), None
        )
        stem = (fate.number or "").rpartition("_")[0]
        branch = stem and following is not None and not (following.number or "").startswith(f"{stem}_")
        above = _above(ordinance, fate)
        last = following is None and (staying[above] > 1 or not fate.prefix)
        if fate.kind == DELETED and (last or (branch and staying[above] > 1)):
            staying[above] -= 1
            result[place] = replace(fate, kind=REMOVED, new=None)
    # An ordinance of which every article goes is for a person: its numbers stay.
    return result if any(fate.kind == KEPT for fate in main) else list(fates)


def _emptied(nodes: Iterable[Node], removed: set[Span]) -> Iterator[Node]:
    """Yield the outermost 章, 節 … of whose articles none is left."""
    for node in nodes:
        if node.type not in GROUPS:
            continue
        articles = {part.span for part in node.walk() if part.type is NodeType.ARTICLE}
        if articles and articles <= removed:
            yield node
        else:
            yield from _emptied(node.children, removed)


def _above(ordinance: Ordinance, fate: Fate) -> Span | None:
    """Return the span of what holds an article, ``None`` where nothing does."""
    path = path_to(ordinance.nodes, fate.node.span[0])
    place = next((k for k, part in enumerate(path) if part.span == fate.node.span), 0)
    return path[place - 1].span if place else None


def _said(ordinance: Ordinance, finding: Finding) -> str:
    """Return what to call a place that has no number: 第○条（手数料）, 第1項（改正後の第17条）."""
    path = path_to(ordinance.nodes, finding.evidence[0].span[0])
    article = next((node for node in path if node.type is NodeType.ARTICLE), None)
    caption = article.caption if article and article.number is None else None
    return place_said(finding.model_dump(), {"type": "article", "name": "", "caption": caption})


def _index(ordinance: Ordinance, fates: Sequence[Fate], node: Node | None) -> int | None:
    if node is None:
        return None
    path = path_to(ordinance.nodes, node.span[0])
    if any(part.type is NodeType.SUPPLEMENTARY and amending_label(part) for part in path):
        return None
    inside = [k for k, fate in enumerate(fates) if within(node.span, fate.node.span)]
    return inside[0] if inside else None


def _cut(fate: Fate, analysis: Analysis, node: Node, part: str) -> Fate | None:
    target = fate.paragraphs[0] if node.span == fate.node.span and fate.paragraphs else node
    spans = [clause.span for clause in analysis.of(target) if clause.role is _ROLES[part]]
    if len(spans) != 1:
        return None
    return replace(fate, cuts=(*fate.cuts, Cut(target, spans[0], part)))


def _without_bracket(fate: Fate, text: str, node: Node, finding: Finding) -> Fate | None:
    """Cut out the bracket that widens or narrows what is meant, where the words of the finding end in one."""
    start, end = max((words.span for words in finding.evidence), key=lambda span: span[1])
    own = node.children[0].span[0] if node.children else node.span[1]
    for match in _SCOPE.finditer(text, node.span[0], own):
        if start < match.end() and match.start() < end <= match.end():
            words = match[0]
            alone = text.count(words, *node.span) == 1
            return (
                replace(fate, cuts=(*fate.cuts, Cut(node, match.span(), f"中「{words}」"))) if alone else None
            )
    return None


def _gone(fate: Fate, node: Node) -> Fate:
    if node.span == fate.node.span and node.type is fate.node.type:
        return replace(fate, gone=fate.paragraphs, kind=DELETED)
    if node.type is NodeType.PARAGRAPH:
        return replace(fate, gone=(*fate.gone, node))
    return replace(fate, items=(*fate.items, node))


def _settled(fate: Fate) -> Fate:
    """An article whose paragraphs all go is gone itself; what stands in a paragraph that goes needs no edit of its own."""
    spans = {node.span for node in fate.gone}
    if fate.kind == DELETED or (fate.paragraphs and len(spans) == len(fate.paragraphs)):
        return replace(fate, kind=DELETED, gone=(), items=(), cuts=())
    gone = tuple(sorted({node.span: node for node in fate.gone}.values(), key=lambda node: node.span))
    left = [node for node in fate.items if not any(within(node.span, g.span) for g in gone)]
    # A subitem of an item that goes goes with it.
    items = [node for node in left if not any(o is not node and within(node.span, o.span) for o in left)]
    cuts = {cut.span: cut for cut in fate.cuts if not any(within(cut.span, g.span) for g in (*gone, *items))}
    items.sort(key=lambda node: node.span)
    last = {node.span for paragraph in fate.paragraphs for node in _last(paragraph, {i.span for i in items})}
    return replace(
        fate,
        gone=gone,
        items=tuple(node for node in items if node.span not in last),
        dropped=tuple(node for node in items if node.span in last),
        cuts=tuple(cuts[span] for span in sorted(cuts)),
    )


def _last(node: Node, going: set[Span]) -> Iterator[Node]:
    """Yield the items at the end of a list that all go; where the whole list goes, its words are for a person."""
    listed = [child for child in node.children if child.type in _LISTED]
    for child in reversed(listed):
        if child.span not in going:
            break
        yield child
    for child in listed:
        yield from _last(child, going)


def _shortened_lists(ordinance: Ordinance, fate: Fate) -> Iterator[str]:
    """Say where a list has one item left or none: the words before it that speak of each are for a person."""
    going = {node.span for node in fate.struck}
    for node in fate.node.walk():
        listed = [child for child in node.children if child.type in _LISTED]
        left = [child for child in listed if child.span not in going]
        if len(left) == len(listed) or len(left) > 1 or node.span in going:
            continue
        number = "一つになります" if left else "全てなくなります"
        yield f"{provision_name(ordinance, node)}の下の号などが{number}。その前の文を確かめてください。"
