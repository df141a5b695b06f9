"""Writes a planned ordinance: text, tree and references come out of the same pen."""

from dataclasses import dataclass, replace
from random import Random

from pirules.ordinance.model import Document, Kind, Node, NodeType, Ordinance, Span
from pirules.ordinance.references import Reference
from synthetic.plan import Plan, plan_ordinance
from synthetic.refer import Referrer, Written
from synthetic.style import Style

_ACTORS = (
    "市長は、",
    "実施機関は、",
    "開示請求者は、",
    "審査会は、",
    "教育委員会は、",
    "受託者は、",
    "市は、",
)
_WHEN = (
    "",
    "あらかじめ、",
    "必要があると認めるときは、",
    "保有個人情報を取り扱う事務を開始しようとするときは、",
    "正当な理由がある場合に限り、",
    "災害その他やむを得ない事情があるときは、",
)
_WHAT = ("その旨を公表しなければならない。", "必要な措置を講ずるものとする。", "当該保有個人情報を目的以外の目的のために利用してはならない。", "書面により通知するものとする。",
         "個人情報の適正な取扱いの確保に努めなければならない。", "手数料を減額し、又は免除することができる。", "申請書に必要な書類を添えて提出しなければならない。")  # fmt: skip
_TAIL = ("の規定により、", "に規定する場合において、", "の規定にかかわらず、", "に掲げる事項について、")
_THINGS = (
    "保有個人情報の名称",
    "事務の目的",
    "記録項目",
    "氏名及び住所",
    "委託を受けた者",
    "利用の期間",
    "対象者の範囲",
    "保有の期間",
    "提供の方法",
)
_UNITS = {NodeType.PART: "編", NodeType.CHAPTER: "章", NodeType.SECTION: "節"}
_DEPTHS = {NodeType.ITEM: 1, NodeType.SUBITEM: 2}
_TITLE = "個人情報の保護に関する法律施行条例"


@dataclass(frozen=True, slots=True)
class Synthetic:
    """An ordinance with its right reading.

    Attributes:
        text: the text.
        nodes: the tree from the first 章 or 条 on (what stands before it is heading and 目次).
        references: every reference in it, sorted by span.
        style: how it is printed.
    """

    text: str
    nodes: tuple[Node, ...]
    references: tuple[Reference, ...]
    style: Style

    def ordinance(self) -> Ordinance:
        """Return the tree as an ordinance, the head of the text as one heading."""
        start = self.nodes[0].span[0]
        nodes = (Node(NodeType.HEADING, (0, start)), *self.nodes)
        return Ordinance(Document(self.text), _TITLE, None, None, Kind.IMPLEMENTATION, None, None, nodes)


def generate(seed: int, *, articles: int = 20, style: Style | None = None) -> Synthetic:
    """Return the synthetic ordinance of ``seed`` with about ``articles`` articles (about 110 characters each)."""
    random = Random(seed)  # repeatable, not secret
    style = style or Style.any(random)
    top, order = plan_ordinance(random, articles, groups=style.groups, notes=style.notes)
    pen = _Pen(random, style, order)
    pen.head(top)
    nodes = tuple(pen.place(plan) for plan in top)
    references = tuple(sorted(pen.references, key=lambda reference: reference.span))
    return Synthetic("".join(pen.parts), nodes, references, style)


class _Pen:
    def __init__(self, random: Random, style: Style, order: list[Plan]) -> None:
        self.parts: list[str] = []
        self.references: list[Reference] = []
        self._position = 0
        self._random = random
        self._style = style
        self._first = order[0]
        self._referrer = Referrer(random, style, order)

    def _write(self, text: str) -> Span:
        start = self._position
        self.parts.append(text)
        self._position += len(text)
        return start, self._position

    def _end(self) -> None:
        self._write(self._style.newline)

    def _refer(self, written: Written) -> None:
        before, words, targets = written
        self._write(before)
        span = self._write(words)
        self.references += [Reference(words, span, *places) for places in targets]

    def head(self, top: list[Plan]) -> None:
        """Write title, number, date and 目次."""
        number = self._style.number
        for line in (
            f"○あおば市{_TITLE}",
            f"令和{number(4)}年{number(12)}月{number(20)}日",
            f"条例第{number(41)}号",
        ):
            self._write(line)
            self._end()
        if self._style.contents:
            self._write("目次")
            self._end()
            for plan in top:
                self._entry(plan)
            self._write("　附則")
            self._end()

    def _entry(self, plan: Plan) -> None:
        """Write the entry of a 編, 章 or 節 in the 目次, and those below it."""
        if plan.type in _UNITS:
            self._write(f"　{self._style.place(plan.number or '1', _UNITS[plan.type])}　{plan.caption}")
            self._end()
            for kid in plan.kids:
                self._entry(kid)

    def place(self, plan: Plan) -> Node:
        """Write one place with all below it, and return its node."""
        start = self._position
        if plan.type in _UNITS:
            node = self._group(plan, start)
        elif plan.type is NodeType.ARTICLE:
            node = self._article(plan, start)
        elif plan.type is NodeType.SUPPLEMENTARY:
            node = self._supplement(plan, start)
        elif plan.type is NodeType.APPENDED_TABLE:
            node = self._table(start)
        else:
            node = self._unit(plan, start)
        return replace(node, span=(start, self._position))

    def _group(self, plan: Plan, start: int) -> Node:
        self._write("　　　")
        words = self._style.place(plan.number or "1", _UNITS[plan.type])
        label = self._write(words)
        self._write(f"　{plan.caption}")
        self._end()
        children = tuple(self.place(kid) for kid in plan.kids)
        return Node(plan.type, (start, start), plan.number, words, None, label, None, children)

    def _caption(self, plan: Plan) -> Span | None:
        if self._style.caption == "none" or plan.caption is None:
            return None
        span = self._write(self._style.caption_of(plan.caption))
        if self._style.caption == "above":
            self._end()
        return span

    def _article(self, plan: Plan, start: int) -> Node:
        caption = self._caption(plan)
        first, _, last = (plan.number or "1").partition(":")
        words = self._style.place(first, "条")
        if last:
            words += f"から{self._style.place(last, '条')}まで"
        label = self._write(words)
        self._write("　")
        children = tuple(self.place(kid) for kid in plan.kids)
        if plan.note:
            begin = self._position
            self._write(self._style.bracketed("平20条例5・一部改正"))
            self._end()
            children += (Node(NodeType.NOTE, (begin, self._position)),)
        shown = plan.caption if caption else None
        return Node(NodeType.ARTICLE, (start, start), plan.number, words, shown, label, caption, children)

    def _supplement(self, plan: Plan, start: int) -> Node:
        words = self._style.supplementary
        self._write(words)
        if plan.label:
            self._write(self._style.bracketed(plan.label))
        label = (start, self._position)
        self._end()
        children = tuple(self.place(kid) for kid in plan.kids)
        return Node(NodeType.SUPPLEMENTARY, (start, start), None, plan.label, None, label, None, children)

    def _table(self, start: int) -> Node:
        label = self._write("別表")
        self._end()
        self._write("区分　金額")
        self._end()
        return Node(NodeType.APPENDED_TABLE, (start, start), None, "別表", None, label)

    def _unit(self, plan: Plan, start: int) -> Node:
        """Write a paragraph, item or subitem."""
        words = self._label(plan)
        label: Span | None = None
        if words is not None:
            self._write(self._style.indent * _DEPTHS.get(plan.type, 0))
            label = self._write(words)
            self._write("　")
        if plan.type is NodeType.PARAGRAPH:
            self._sentences(plan)
        else:
            self._phrase(plan)
        self._end()
        if plan.table:
            self._rows()
        children = tuple(self.place(kid) for kid in plan.kids)
        if plan.trailing:
            self._write("　この場合において、市長は、その旨を公表するものとする。")
            self._end()
        return Node(plan.type, (start, start), plan.number, words, None, label, None, children)

    def _rows(self) -> None:
        """Write the rows of a 読替表."""
        for before, after in (("行政機関の長", "議長"), ("政令", "議長が定める規程")):
            self._refer(("", self._style.place("4", "章"), [(None, None, None, None, None)]))
            self._write(f"\t{before}\t{after}")
            self._end()

    def _label(self, plan: Plan) -> str | None:
        value = int(plan.number or "1")
        if plan.type is NodeType.ITEM:
            return self._style.item_label(value)
        if plan.type is NodeType.SUBITEM:
            inner = plan.parent is not None and plan.parent.type is NodeType.SUBITEM
            return self._style.inner_label(value) if inner else self._style.subitem_label(value)
        assert plan.parent is not None
        bare = plan.parent.type is NodeType.SUPPLEMENTARY and len(plan.parent.kids) > 1
        return self._style.paragraph_label(value) if value > 1 or bare else None

    def _sentences(self, plan: Plan) -> None:
        random = self._random
        assert plan.parent is not None
        if plan.parent.deleted:
            self._write("削除")
            return
        if plan is self._first.kids[0]:
            law = self._style.bracketed("平成15年法律第57号。以下「法」という。")
            self._write(
                f"この条例は、個人情報の保護に関する法律{law}の施行に関し必要な事項を定めるものとする。"
            )
        self._write(random.choice(_ACTORS))
        if random.random() < 0.7:  # most sentences refer
            self._refer(self._referrer.any(plan))
            self._write(random.choice(_TAIL))
        if plan.kids:
            self._write("次に掲げる事項を定めるものとする。")
        elif plan.table:
            self._write("次の表の左欄に掲げる字句を同表の右欄に掲げる字句に読み替えるものとする。")
            return
        else:
            self._write(random.choice(_WHEN) + random.choice(_WHAT))
        if random.random() < 0.2:  # some have a proviso
            self._write("ただし、")
            self._refer(self._referrer.any(plan))
            self._write("に規定する場合は、この限りでない。")

    def _phrase(self, plan: Plan) -> None:
        random = self._random
        if plan.kids:
            self._write("次に掲げる事項")
            return
        written = (
            self._referrer.before_items(plan)
            if plan.type is NodeType.ITEM and random.random() < 0.2  # some
            else None
        )
        if written is not None:
            self._refer(written)
            self._write("に掲げるもののほか、市長が定める事項")
        else:
            self._write(random.choice(_THINGS))
