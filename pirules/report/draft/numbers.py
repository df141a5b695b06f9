"""New numbers of articles: with 削除 and 枝番 no other number moves; closed up, all of them follow one another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pirules.ordinance.model import GROUPS, Node, Ordinance
from pirules.ordinance.scopes import path_to
from pirules.report.draft.fates import DELETED, KEPT, REMOVED, Fate, Plan

KEEP = "keep"
CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Addition:
    """A new article.

    Attributes:
        before: the article that it is put before; ``after`` the one that stands before it.
        number: its number.
        caption: its caption without brackets.
        text: the words of its first paragraph.
        further: those of the paragraphs behind it.
    """

    after: Node
    before: Node
    number: str
    caption: str
    text: str
    further: tuple[str, ...] = ()


def group_of(ordinance: Ordinance, node: Node) -> Node | None:
    """Return the 章, 節 … that an article stands in, ``None`` if there is none."""
    path = [part for part in path_to(ordinance.nodes, node.span[0]) if part.type in GROUPS]
    return path[-1] if path else None


def can_close(ordinance: Ordinance, plan: Plan) -> bool:
    """Whether numbers can be closed up: no 章 or 節 may be left without an article but one that goes, no 削除 be there already."""
    main = [fate for fate in plan.fates if not fate.prefix]
    if any(":" in (fate.number or ":") for fate in main):
        return False
    left = {id(group_of(ordinance, fate.node)) for fate in main if fate.kind == KEPT}
    return all(id(group_of(ordinance, fate.node)) in left for fate in main if fate.kind == DELETED)


def closed(fates: Sequence[Fate], additions: Sequence[Addition]) -> tuple[list[Fate], list[Addition]]:
    """Return fates and additions with numbers that follow one another in the 本則; deleted articles are removed.

    枝番 stay below their article while that one stays.
    """
    result: list[Fate] = []
    placed: list[Addition] = []
    base, branch = 0, 1
    kept_base = ""
    for fate in fates:
        if fate.prefix or fate.number is None:
            result.append(fate)
            continue
        for addition in additions:
            if addition.before.span == fate.node.span:
                base, branch, kept_base = base + 1, 1, ""
                placed.append(replace(addition, number=str(base)))
        if fate.kind in {DELETED, REMOVED}:
            result.append(replace(fate, kind=REMOVED, new=None))
            continue
        stem = fate.number.split("_", 1)[0]
        if "_" in fate.number and stem == kept_base:
            branch += 1
            new = f"{base}_{branch}"
        else:
            base, branch, kept_base = base + 1, 1, stem
            new = str(base)
        result.append(replace(fate, new=new))
    return result, placed
