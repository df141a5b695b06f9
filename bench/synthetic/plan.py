"""The bare structure of a synthetic ordinance, made before its words: what exists, so that words can refer to it."""

from collections.abc import Iterator
from random import Random

from pirules.ordinance.model import NodeType


class Plan:
    """A place to be written: its type and number, and what lies below it.

    ``trailing``: words of a paragraph follow its items; ``table``: a paragraph ends with a table of replacements (読替表);
    ``note``: a note of the consolidated text stands below an article.
    """

    __slots__ = ("caption", "kids", "label", "note", "number", "parent", "table", "trailing", "type")

    def __init__(self, kind: NodeType, number: str | None, parent: "Plan | None" = None) -> None:
        self.type = kind
        self.number = number
        self.parent = parent
        self.kids: list[Plan] = []
        self.caption: str | None = None
        self.label: str | None = None
        self.trailing = self.table = self.note = False
        if parent is not None:
            parent.kids.append(self)

    @property
    def deleted(self) -> bool:
        """Whether this is a 削除 article (it has one empty paragraph)."""
        return self.label == "削除"

    def up(self, kind: NodeType) -> "Plan | None":
        """Return this place or the one above it of that type."""
        plan: Plan | None = self
        while plan is not None and plan.type is not kind:
            plan = plan.parent
        return plan

    def walk(self) -> Iterator["Plan"]:
        """Yield this place and all below it."""
        yield self
        for kid in self.kids:
            yield from kid.walk()


CAPTIONS = (
    "趣旨",
    "定義",
    "責務",
    "登録簿の作成",
    "開示請求の手続",
    "手数料",
    "費用の負担",
    "公表",
    "審査会への諮問",
    "委任",
    "運用状況の公表",
    "苦情の処理",
)


#: How many articles stand in a 節, 章 or 編 before the next one begins.
_GROUP_SIZES = {NodeType.PART: 25, NodeType.CHAPTER: 12, NodeType.SECTION: 5}


def plan_ordinance(
    random: Random, articles: int, *, groups: tuple[NodeType, ...], notes: bool
) -> tuple[list[Plan], list[Plan]]:
    """Return the top places of an ordinance with about ``articles`` articles, and the articles of its 本則 in order.

    Args:
        random: the dice.
        articles: how many articles to write at least.
        groups: what they stand in, outermost first.
        notes: whether notes of the consolidated text stand below some of them.
    """
    top: list[Plan] = []
    order: list[Plan] = []
    number, branch = 1, 1
    opened: list[tuple[Plan, int]] = []
    while len(order) < articles:
        opened = _groups(random, top, opened, groups, len(order))
        article, number, branch = _next_article(random, opened[-1][0] if opened else None, number, branch)
        if not opened:
            top.append(article)
        article.note = notes and random.random() < 0.3  # some articles were changed
        order.append(article)
    for _ in range(random.choice((1, 1, 2))):
        top.append(_supplement(random, later=any(p.type is NodeType.SUPPLEMENTARY for p in top)))
    if random.random() < 0.3:  # a third of them
        top.append(Plan(NodeType.APPENDED_TABLE, None))
    return top, order


def _groups(
    random: Random, top: list[Plan], opened: list[tuple[Plan, int]], groups: tuple[NodeType, ...], count: int
) -> list[tuple[Plan, int]]:
    """Return the open 編章節 for the next article, each with the number of articles before it; new ones where one is full."""
    kept: list[tuple[Plan, int]] = []
    for plan, since in opened:
        if count - since >= _GROUP_SIZES[plan.type]:
            break
        kept.append((plan, since))
    for kind in groups[len(kept) :]:
        above = kept[-1][0] if kept else None
        siblings = above.kids if above is not None else top
        number = 1 + sum(plan.type is kind for plan in siblings)
        plan = Plan(kind, str(number), above)
        plan.caption = random.choice(("総則", "開示", "雑則", "罰則", "審査会", "個人情報の取扱い"))
        if above is None:
            top.append(plan)
        kept.append((plan, count))
    return kept


def _next_article(random: Random, group: Plan | None, number: int, branch: int) -> tuple[Plan, int, int]:
    if random.random() < 0.1 and branch < 6 and number > 1:  # 枝番 of the article before
        branch += 1
        article = Plan(NodeType.ARTICLE, f"{number - 1}_{branch}", group)
    elif random.random() < 0.04 and number > 2:  # a 削除 range now and then
        last = number + random.choice((0, 1, 2))
        article = Plan(NodeType.ARTICLE, str(number) if last == number else f"{number}:{last}", group)
        article.label = "削除"
        Plan(NodeType.PARAGRAPH, "1", article)
        return article, last + 1, 6
    else:
        article = Plan(NodeType.ARTICLE, str(number), group)
        number, branch = number + 1, 1
    article.caption = random.choice(CAPTIONS)
    _paragraphs(random, article, random.choice((1, 1, 1, 2, 2, 3, 4)))
    return article, number, branch


def _paragraphs(random: Random, above: Plan, count: int) -> None:
    for number in range(1, count + 1):
        paragraph = Plan(NodeType.PARAGRAPH, str(number), above)
        if random.random() < 0.35:  # a third list items
            _items(random, paragraph)
            paragraph.trailing = random.random() < 0.15  # few go on behind them
        else:
            paragraph.table = random.random() < 0.05  # few apply another text with replacements


def _items(random: Random, paragraph: Plan) -> None:
    for item in range(1, random.randint(2, 7) + 1):
        place = Plan(NodeType.ITEM, str(item), paragraph)
        if random.random() < 0.1:  # few have subitems
            for subitem in range(1, random.randint(2, 4) + 1):
                inner = Plan(NodeType.SUBITEM, str(subitem), place)
                if random.random() < 0.2:  # and few of those a third level
                    for lowest in range(1, random.randint(2, 3) + 1):
                        Plan(NodeType.SUBITEM, str(lowest), inner)


def _supplement(random: Random, *, later: bool) -> Plan:
    plan = Plan(NodeType.SUPPLEMENTARY, None)
    if later:
        plan.label = f"令和{random.randint(2, 7)}年条例第{random.randint(1, 60)}号"
    form = random.choice(("plain", "paragraphs", "articles"))
    if form == "plain":
        Plan(NodeType.PARAGRAPH, "1", plan)
    elif form == "paragraphs":
        for number in range(1, random.randint(2, 4) + 1):
            Plan(NodeType.PARAGRAPH, str(number), plan)
    else:
        for number in range(1, random.randint(2, 4) + 1):
            article = Plan(NodeType.ARTICLE, str(number), plan)
            article.caption = random.choice(("施行期日", "経過措置", "旧条例の廃止"))
            for paragraph in range(1, random.choice((1, 1, 2)) + 1):
                Plan(NodeType.PARAGRAPH, str(paragraph), article)
    return plan
