"""What a 改め文 calls the places of one article, and what it says where only paragraphs go or move."""

from pirules.ordinance.model import Node, NodeType, Ordinance
from pirules.ordinance.places import provision_name
from pirules.report.draft.fates import Fate
from pirules.report.draft.phrases import BECOME, CUT, Phrase
from pirules.report.draft.style import Style


class ArticleWords:
    """Names of places inside one article: in full at first, then 同条."""

    def __init__(self, style: Style, fate: Fate, label: str) -> None:
        self._style = style
        self._fate = fate
        self.label = label
        self.named = False

    def _here(self) -> str:
        here = "同条" if self.named and self._fate.number is not None else self.label
        self.named = True
        return here

    def at(self, number: str) -> str:
        """Return where a paragraph moves to."""
        here = "同条" if self._fate.number is not None else self.label
        return f"{here}{self._style.ordinal(number, '項')}"

    def paragraph(self, node: Node) -> str:
        """Return the name of a paragraph; the only one of an article is called after the article."""
        if len(self._fate.paragraphs) == 1:
            return self._here()
        return f"{self._here()}{self._style.ordinal(node.number or '1', '項')}"

    def part(self, ordinance: Ordinance, paragraph: Node, node: Node) -> str:
        """Return the name of a paragraph or of what stands in it."""
        name = self.paragraph(paragraph)
        if node is paragraph or node.type not in (NodeType.ITEM, NodeType.SUBITEM):
            return name
        above = self._style.wording(provision_name(ordinance, paragraph))
        return name + self._style.wording(provision_name(ordinance, node)).removeprefix(above)

    def _gone(self) -> str:
        """Return 第2項, 第2項及び第4項, or 第2項から第4項まで where three or more follow one another."""
        numbers = [node.number or "" for node in self._fate.gone]
        names = [self._style.ordinal(number, "項") for number in numbers]
        if len(names) <= 1:
            return "".join(names)
        run = int(numbers[-1]) - int(numbers[0]) == len(numbers) - 1
        if run and len(names) > 2 and self._fate.number is not None:  # noqa: PLR2004
            return f"{names[0]}から{names[-1]}まで"
        return f"{'、'.join(names[:-1])}及び{names[-1]}"

    def structure(self, *, moved: bool) -> list[Phrase]:
        """Return 「第2条中第2項を削り、第3項を第2項とし」, 「第5条第2項及び第3項を削り」."""
        gone = self._gone()
        steps = [(old, new) for old, new in self._fate.numbers.items() if old != new]
        self.named = True
        if self._fate.number is None:
            gone = gone.replace("第", f"{self.label}第")
            phrases = [Phrase(f"{gone}を", CUT)] if gone else []
            return phrases + [
                Phrase(
                    f"{self.label}{self._style.ordinal(old, '項')}を{self.label}{self._style.ordinal(new, '項')}",
                    BECOME,
                )
                for old, new in steps
            ]
        if not steps:
            return [Phrase(f"{self.label}{gone}を", CUT)]
        if moved:
            here = f"同条{self._style.ordinal(steps[0][0], '項')}"
            first = Phrase(f"{self.label}{gone}を", CUT)
            rest = [Phrase(f"{here}を同条{self._style.ordinal(steps[0][1], '項')}", BECOME)]
            rest += [
                Phrase(f"同条{self._style.ordinal(old, '項')}を同条{self._style.ordinal(new, '項')}", BECOME)
                for old, new in steps[1:]
            ]
            return [first, *rest] if gone else rest
        phrases = [Phrase(f"{self.label}中{gone}を", CUT)]
        return phrases + [
            Phrase(f"{self._style.ordinal(old, '項')}を{self._style.ordinal(new, '項')}", BECOME)
            for old, new in steps
        ]
