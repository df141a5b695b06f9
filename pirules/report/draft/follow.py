"""Words that must follow when numbers move: references in the 本則, the 附則 and the 別表, and the contents list.

A reference to something that goes has nothing to follow to: it is told to a person, never guessed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pirules.ordinance.model import Node, NodeType, Ordinance, Span
from pirules.ordinance.places import amending_label, provision_name
from pirules.ordinance.references import Reference
from pirules.ordinance.scopes import path_to
from pirules.report.draft.edits import Edit
from pirules.report.draft.fates import DELETED, REMOVED, SUPPLEMENT, Fate, Plan
from pirules.report.draft.numbers import Addition
from pirules.report.draft.style import Style
from pirules.text.fold import fold, without_space
from pirules.text.numerals import DIGIT_CHARS, parse_ordinal

_N = rf"[{DIGIT_CHARS}]+"
_ARTICLE = re.compile(rf"第{_N}条(?:の{_N})*+")
_PARAGRAPH = re.compile(rf"第{_N}項")
_BEFORE = re.compile(rf"前(?P<count>{_N})?(?P<unit>[条項])")
_NEXT = re.compile(r"次[条項]")
_RANGE = re.compile(
    rf"(?P<first>第{_N}条(?:の{_N})*+)(?P<mark>[―—–‐\-~～〜・]|から)(?P<last>第{_N}条(?:の{_N})*+)"
)


@dataclass(frozen=True, slots=True)
class _Target:
    """A place that a reference means: its article's fate, its paragraph and its item."""

    fate: Fate
    paragraph: str | None
    item: str | None

    @property
    def lost(self) -> bool:
        if self.fate.kind in {DELETED, REMOVED}:
            return True
        if self.paragraph is not None and self.paragraph not in self.fate.numbers:
            return True
        return self.item is not None and self._item_goes()

    @property
    def moves(self) -> bool:
        """Whether it goes or gets another number."""
        return self.lost or self.article != (self.fate.number or "") or self.new_paragraph != self.paragraph

    def _item_goes(self) -> bool:
        """Whether the item (of the first paragraph, where none is said) goes or becomes 「削除」."""
        meant = self.paragraph or "1"
        gone = {(node.span, node.type) for node in (*self.fate.items, *self.fate.dropped)}
        return any(
            (child.span, child.type) in gone
            for paragraph in self.fate.paragraphs
            if paragraph.number == meant
            for child in paragraph.children
            if child.type is NodeType.ITEM and child.number == self.item
        )

    @property
    def article(self) -> str:
        return self.fate.new or ""

    @property
    def new_paragraph(self) -> str | None:
        if self.paragraph is None:
            return None
        new = self.fate.numbers.get(self.paragraph)
        # Where one paragraph is left, its number is no longer said.
        return None if len(self.fate.kept) == 1 and len(self.fate.paragraphs) > 1 else new


class Follower:
    """Knows the fates of all articles and rewrites what refers to them."""

    def __init__(self, ordinance: Ordinance, plan: Plan, additions: Sequence[Addition], style: Style) -> None:
        self._ordinance = ordinance
        self._fates = {(fate.prefix, fate.number): fate for fate in plan.fates}
        self._order = [fate for fate in plan.fates if not fate.prefix]
        self._groups = plan.groups
        self._additions = additions
        self._style = style
        self.notes: list[str] = []

    def edits(self, references: Iterable[Reference]) -> list[Edit]:
        """Return the edits of references and of the contents list; what a person must mend is added to ``notes``."""
        groups: dict[Span, list[_Target]] = {}
        texts: dict[Span, str] = {}
        for reference in references:
            target = self._target(reference)
            if self._goes(reference.span):
                continue
            if target is None:
                if reference.law is None and self._named_as_gone(reference.text):
                    self._note(reference.span, reference.text, "は、なくなる章や節を引いています")
                continue
            if self._of_another(reference.span):
                if target.moves:
                    self._note(
                        reference.span,
                        reference.text,
                        "は、その改正の時の条文を指すものとして、直していません",
                    )
                continue
            groups.setdefault(reference.span, []).append(target)
            texts[reference.span] = reference.text
        result = []
        for span, targets in groups.items():
            new = self._rewritten(span, texts[span], targets)
            if new is not None and new != texts[span]:
                result.append(Edit(span, new))
        return [*result, *self._contents()]

    def _target(self, reference: Reference) -> _Target | None:
        if reference.law is None and reference.article is not None:
            fate = self._fates.get(("", reference.article))
        elif reference.law == SUPPLEMENT:
            fate = self._fates.get((SUPPLEMENT, reference.article))
        else:
            return None
        return _Target(fate, reference.paragraph, reference.item) if fate is not None else None

    def _of_another(self, span: Span) -> bool:
        """Whether it stands in the 附則 of an amending ordinance, which says 「改正後の第8条」 of the text of its day and isn't amended."""
        return any(amending_label(part) for part in path_to(self._ordinance.nodes, span[0]))

    def _goes(self, span: Span) -> bool:
        """Whether the reference itself stands in what goes."""
        for fate in self._fates.values():
            if fate.node.span[0] <= span[0] < fate.node.span[1]:
                parts = [*(node.span for node in fate.struck), *(cut.span for cut in fate.cuts)]
                return fate.kind in {DELETED, REMOVED} or any(s <= span[0] < e for s, e in parts)
        return False

    def _rewritten(self, span: Span, text: str, targets: list[_Target]) -> str | None:
        """Return the reference as it must read afterwards, ``None`` where nothing moves or a person must decide."""
        left = [target for target in targets if not target.lost]
        if not left:
            self._note(span, text, "は、なくなる規定を引いています")
            return None
        before = _BEFORE.match(text)
        if before is not None:
            return self._before(span, text, before, targets, left)
        if _NEXT.match(text):
            return self._named(span, text, left[0])
        if len({(t.fate.number, t.paragraph) for t in targets}) > 1:
            return self._range(span, text, targets, left)
        return self._single(text, left[0])

    def _single(self, text: str, target: _Target) -> str:
        if target.fate.number is not None and target.article != target.fate.number:
            text = _ARTICLE.sub(self._style.article_label(target.article), text, count=1)
        if target.paragraph is None:
            return text
        new = target.new_paragraph
        if new is None:
            # 第5条第1項 becomes 第5条; a bare 第1項 stays, since the place is still meant.
            return _PARAGRAPH.sub("", text, count=1) if _ARTICLE.search(text) else text
        return (
            _PARAGRAPH.sub(self._style.ordinal(new, "項"), text, count=1) if new != target.paragraph else text
        )

    def _before(
        self, span: Span, text: str, match: re.Match[str], targets: list[_Target], left: list[_Target]
    ) -> str | None:
        """前項, 前2項, 前条: right as long as what they mean still stands just before them."""
        if len(left) < len(targets):
            count = "" if len(left) == 1 else str(len(left))
            self._note(
                span, text, f"は、引いている規定の一部がなくなるため「前{count}{match['unit']}」としました"
            )
            return f"前{self._style.wording(count)}{match['unit']}{text[match.end() :]}"
        return self._named(span, text, left[-1]) if match["unit"] == "条" else text

    def _named(self, span: Span, text: str, target: _Target) -> str:
        """前条 and 次条 stay unless a new article is put between."""
        if text[1:2] != "条":
            return text
        here = next((f for f in self._order if f.node.span[0] <= span[0] < f.node.span[1]), None)
        if here is None:
            return text
        low, high = sorted((here.node.span[0], target.fate.node.span[0]))
        between = any(low < addition.before.span[0] <= high for addition in self._additions)
        return self._style.article_label(target.article) + text[2:] if between else text

    def _range(self, span: Span, text: str, targets: list[_Target], left: list[_Target]) -> str | None:
        """第3項から第5項まで, 第4条から第6条まで: the ends move, and a range may shrink to two places or one."""
        by_article = len({target.fate.number for target in targets}) > 1
        unit = "条" if by_article else "項"
        numbers = [t.article if by_article else (t.new_paragraph or "1") for t in left]
        numbers = list(dict.fromkeys(numbers))
        names = [self._style.ordinal(number, unit) for number in numbers]
        if len(left) < len(targets):
            self._note(span, text, "は、引いている規定の一部がなくなります")
        pattern = _ARTICLE if by_article else _PARAGRAPH
        places = list(pattern.finditer(text))
        if len(places) < 2 or "から" not in text:  # noqa: PLR2004 - a range has two ends
            return None
        end = places[-1].end() + (2 if text[places[-1].end() :].startswith("まで") else 0)
        words = (
            names[0]
            if len(names) == 1
            else f"{names[0]}及び{names[1]}"
            if len(names) == 2  # noqa: PLR2004
            else f"{names[0]}から{names[-1]}まで"
        )
        if len(left) == len(targets):
            words = f"{names[0]}から{names[-1]}まで"
        return text[: places[0].start()] + words + text[end:]

    def _contents(self) -> list[Edit]:
        """Rewrite the ranges of the contents list, and take out the lines of what goes whole."""
        result = []
        for node in self._ordinance.nodes:
            if node.type is not NodeType.CONTENTS:
                continue
            start = node.span[0]
            for line in self._ordinance.text[slice(*node.span)].splitlines(keepends=True):
                if self._listed_as_gone(line):
                    result.append(Edit((start, start + len(line)), ""))
                else:
                    result += self._ranges(line, start)
                start += len(line)
        return result

    def _listed_as_gone(self, line: str) -> bool:
        """Whether a line of the contents list names a 章 or 節 that goes: by its first article, lacking one by its own number."""
        first = _ARTICLE.search(line)
        if first is not None:
            fate = self._fates.get(("", parse_ordinal(first[0])))
            return fate is not None and any(g.span[0] <= fate.node.span[0] < g.span[1] for g in self._groups)
        return self._named_as_gone(line)

    def _named_as_gone(self, words: str) -> bool:
        """Whether words begin with the number of a 章 or 節 that goes."""
        printed = without_space(fold(words))
        return any(
            group.label and printed.startswith(without_space(fold(group.label))) for group in self._groups
        )

    def _ranges(self, line: str, start: int) -> Iterator[Edit]:
        ends: list[Span] = []
        for match in _RANGE.finditer(line):
            ends.append(match.span())
            new = self._shrunk(match)
            if new is not None and new != match[0]:
                yield Edit((start + match.start(), start + match.end()), new)
        for match in _ARTICLE.finditer(line):
            if any(low <= match.start() < high for low, high in ends):
                continue
            fate = self._fates.get(("", parse_ordinal(match[0])))
            if fate is not None and fate.new is not None and fate.new != fate.number:
                yield Edit((start + match.start(), start + match.end()), self._style.article_label(fate.new))

    def _shrunk(self, match: re.Match[str]) -> str | None:
        first, last = parse_ordinal(match["first"]), parse_ordinal(match["last"])
        numbers = [fate.number for fate in self._order]
        if first not in numbers or last not in numbers:
            return None
        part = self._order[numbers.index(first) : numbers.index(last) + 1]
        spans = [fate.node.span[0] for fate in part]
        new = [(fate.node.span[0], fate.new) for fate in part if fate.new is not None]
        new += [(a.before.span[0] - 1, a.number) for a in self._additions if a.before.span[0] in spans]
        labels = [self._style.article_label(number) for _, number in sorted(new)]
        if not labels:
            return None
        if len(labels) == 1:
            return labels[0]
        # Two neighbours stand with ・ between them, a longer range with the mark that the list prints.
        neighbours = len(labels) == 2  # noqa: PLR2004
        printed = match["mark"]
        mark = printed if neighbours == (printed == "・") else "・" if neighbours else "―"
        return f"{labels[0]}{mark}{labels[-1]}"

    def _note(self, span: Span, text: str, words: str) -> None:
        path = path_to(self._ordinance.nodes, span[0])
        units = (NodeType.ARTICLE, NodeType.PARAGRAPH, NodeType.ITEM)
        node = next((part for part in reversed(path) if part.type in units), path[-1] if path else None)
        where = provision_name(self._ordinance, node)
        self.notes.append(f"{where}の「{text}」{words}。確かめてください。")


def place_of(ordinance: Ordinance, position: int) -> Node:
    """Return the narrowest provision that a position lies in, for naming it in 改め文."""
    path: Sequence[Node] = path_to(ordinance.nodes, position)
    wanted = (NodeType.PARAGRAPH, NodeType.ITEM, NodeType.SUBITEM, NodeType.ARTICLE)
    return next((part for part in reversed(path) if part.type in wanted), path[0])
