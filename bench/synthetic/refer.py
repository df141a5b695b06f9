"""Written references whose places are known: each maker returns the words and what they mean."""

from collections.abc import Callable  # noqa: TC003 - mypy and readers alike look here
from random import Random

from pirules.ordinance.model import NodeType
from synthetic.plan import Plan
from synthetic.style import Style

#: law, article, paragraph, item, subitem.
Target = tuple[str | None, str | None, str | None, str | None, str | None]
#: Words before the reference (a law's short name), the reference itself, the places that it means.
Written = tuple[str, str, list[Target]]

ACT = "415AC0000000057"
_ACT_PLACES = (
    ("60", "1"),
    ("61", "1"),
    ("69", "1"),
    ("69", "2"),
    ("76", "1"),
    ("77", "1"),
    ("78", "2"),
    ("83", "1"),
    ("89", "2"),
)
_NAMES = (NodeType.ARTICLE, NodeType.PARAGRAPH, NodeType.ITEM, NodeType.SUBITEM)


def target(plan: Plan) -> Target:
    """Return the place of a plan as references name it."""
    law = "附則" if plan.up(NodeType.SUPPLEMENTARY) is not None else None
    levels = [place.number if (place := plan.up(kind)) else None for kind in _NAMES]
    return (law, levels[0], levels[1], levels[2], levels[3])


class Referrer:
    """Makes references from a place to others of the same ordinance."""

    def __init__(self, random: Random, style: Style, articles: list[Plan]) -> None:
        self._random = random
        self._style = style
        self._articles = articles
        # What a number can name: ranges of 削除 are named by their first number only here.
        self._named = [plan for plan in articles if not plan.deleted]
        self._places = {id(plan): place for place, plan in enumerate(articles)}
        self._makers: tuple[Callable[[Plan], Written | None], ...] = (
            self._article,
            self._paragraph,
            self._item,
            self._coordinated,
            self._range,
            self._neighbour,
            self._previous_paragraphs,
            self._act,
            self._act_coordinated,
            self._every_item,
        )

    def any(self, here: Plan) -> Written:
        """Return a reference that can stand at ``here``."""
        for _ in range(6):
            made = self._random.choice(self._makers)(here)
            if made is not None:
                return made
        return self._act(here)

    def before_items(self, here: Plan) -> Written | None:
        """前各号, 前号, 前2号 from an item to those before it."""
        assert here.parent is not None
        items = here.parent.kids
        place = items.index(here)
        if place == 0:
            return None
        form = self._random.choice(("前各号", "前号", "count"))
        if form == "前各号":
            return "", form, [target(item) for item in items[:place]]
        if form == "前号" or place == 1:
            return "", "前号", [target(items[place - 1])]
        count = self._random.randint(2, place)
        return "", f"前{self._style.number(count)}号", [target(item) for item in items[place - count : place]]

    def _write(self, number: str | None, unit: str) -> str:
        return self._style.place(number or "1", unit)

    def _article(self, here: Plan) -> Written | None:
        del here
        article = self._random.choice(self._named)
        return "", self._write(article.number, "条"), [target(article)]

    def _paragraph(self, here: Plan) -> Written | None:
        del here
        article = self._random.choice(self._named)
        if len(article.kids) == 1:
            return None
        paragraph = self._random.choice(article.kids)
        words = self._write(article.number, "条") + self._write(paragraph.number, "項")
        return "", words, [target(paragraph)]

    def _item(self, here: Plan) -> Written | None:
        del here
        article = self._random.choice(self._named)
        paragraph = self._random.choice(article.kids)
        if not paragraph.kids:
            return None
        item = self._random.choice(paragraph.kids)
        words = self._write(article.number, "条") + self._write(paragraph.number, "項")
        words += self._write(item.number, "号")
        if item.kids and self._random.random() < 0.5:  # half of them
            item = self._random.choice(item.kids)
            words += self._style.subitem_label(int(item.number or "1"))
        return "", words, [target(item)]

    def _coordinated(self, here: Plan) -> Written | None:
        del here
        article = self._random.choice(self._named)
        if len(article.kids) < 2:  # two are joined
            return None
        first, last = article.kids[0], article.kids[-1]
        word = self._random.choice(("及び", "又は", "若しくは"))
        words = f"{self._write(article.number, '条')}{self._write(first.number, '項')}{word}{self._write(last.number, '項')}"
        return "", words, [target(first), target(last)]

    def _range(self, here: Plan) -> Written | None:
        del here
        place = self._random.randrange(len(self._articles))
        part = self._articles[place : place + self._random.randint(2, 4)]
        if len(part) < 2 or any(plan.deleted for plan in part):  # from one to another
            return None
        words = f"{self._write(part[0].number, '条')}から{self._write(part[-1].number, '条')}まで"
        return "", words, [target(plan) for plan in part]

    def _neighbour(self, here: Plan) -> Written | None:
        article = here.up(NodeType.ARTICLE)
        place = self._places.get(id(article), -1)
        word, distance = self._random.choice((("前条", -1), ("次条", 1)))
        if place < 0 or not 0 <= place + distance < len(self._articles):
            return None
        other = self._articles[place + distance]
        return None if other.deleted else ("", word, [target(other)])

    def _previous_paragraphs(self, here: Plan) -> Written | None:
        paragraph = here.up(NodeType.PARAGRAPH)
        assert paragraph is not None
        assert paragraph.parent is not None
        place = paragraph.parent.kids.index(paragraph)
        if place == 0:
            return None
        count = self._random.randint(1, place)
        words = "前項" if count == 1 else f"前{self._style.number(count)}項"
        return "", words, [target(plan) for plan in paragraph.parent.kids[place - count : place]]

    def _act(self, here: Plan) -> Written:
        del here
        article, paragraph = self._random.choice(_ACT_PLACES)
        words = self._write(article, "条") + self._write(paragraph, "項")
        return "法", words, [(ACT, article, paragraph, None, None)]

    def _act_coordinated(self, here: Plan) -> Written:
        del here
        words = f"{self._write('69', '条')}{self._write('2', '項')}{self._write('3', '号')}又は{self._write('4', '号')}"
        return "法", words, [(ACT, "69", "2", "3", None), (ACT, "69", "2", "4", None)]

    def _every_item(self, here: Plan) -> Written | None:
        article = here.up(NodeType.ARTICLE)
        paragraphs = [plan for plan in self._random.choice(self._named).kids if plan.kids]
        if article is None or not paragraphs:
            return None
        paragraph = paragraphs[0]
        assert paragraph.parent is not None
        words = self._write(paragraph.parent.number, "条") + self._write(paragraph.number, "項") + "各号"
        return "", words, [target(item) for item in paragraph.kids]
