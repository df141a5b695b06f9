"""How a synthetic ordinance is printed: numerals, brackets, captions, labels of items and subitems, line ends."""

from dataclasses import dataclass
from random import Random

from pirules.text.numerals import AIUEO, IROHA, to_kanji

_FULL = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True)
class Style:
    """One way of printing.

    Attributes:
        numerals: ``kanji`` | ``half`` | ``full``, of 条 and of references.
        items: ``half`` (1) | ``full`` （１） | ``enclosed`` ⑴ | ``kanji`` 一.
        iroha: whether subitems run イロハ (else アイウ).
        caption: ``above`` on a line of its own, ``beside`` before the label on its line, ``none``.
        brackets: of captions and remarks.
        indent: what stands before items; subitems get it twice.
        newline: line end.
        supplementary: how 附則 is printed.
        chapters: whether the articles stand in 章.
        contents: whether a 目次 stands before them.
    """

    numerals: str
    items: str
    iroha: bool
    caption: str
    brackets: tuple[str, str]
    indent: str
    newline: str
    supplementary: str
    chapters: bool
    contents: bool

    @classmethod
    def any(cls, random: Random) -> "Style":
        """Return a style that some municipality prints in."""
        numerals = random.choice(("kanji", "half", "full"))
        chapters = random.random() < 0.5  # noqa: PLR2004 - half of them
        return cls(
            numerals=numerals,
            items="kanji" if numerals == "kanji" else random.choice(("half", "full", "enclosed")),
            iroha=numerals == "kanji" or random.random() < 0.2,  # noqa: PLR2004 - few
            caption=random.choice(("above", "above", "beside", "none")),
            brackets=random.choice((("(", ")"), ("（", "）"))),
            indent=random.choice(("", "", "　")),
            newline=random.choice(("\n", "\n", "\r\n")),
            supplementary=random.choice(("附則", "附　則", "付則", "　　　附　則")),
            chapters=chapters,
            contents=chapters and random.random() < 0.5,  # noqa: PLR2004 - half of them
        )

    def number(self, value: int) -> str:
        """Write a number as this style does."""
        if self.numerals == "kanji":
            return to_kanji(value)
        return str(value) if self.numerals == "half" else str(value).translate(_FULL)

    def place(self, number: str, unit: str) -> str:
        """Write 第12条の2 from ``"12_2"`` and ``"条"``."""
        first, *branches = number.split("_")
        return f"第{self.number(int(first))}{unit}" + "".join(f"の{self.number(int(b))}" for b in branches)

    def item_label(self, value: int) -> str:
        """Write the label of an item."""
        if self.items == "kanji":
            return to_kanji(value)
        if self.items == "enclosed" and value <= 20:  # noqa: PLR2004 - ⒇ is the last
            return chr(0x2474 + value - 1)
        if self.items == "full":
            return f"（{str(value).translate(_FULL)}）"
        return f"({value})"

    def subitem_label(self, value: int) -> str:
        """Write the label of a subitem."""
        return (IROHA if self.iroha else AIUEO)[value - 1]

    def paragraph_label(self, value: int) -> str:
        """Write the number of a paragraph: arabic in every style."""
        return str(value) if self.numerals == "half" else str(value).translate(_FULL)

    def bracketed(self, text: str) -> str:
        """Put ``text`` in this style's brackets."""
        return self.brackets[0] + text + self.brackets[1]
