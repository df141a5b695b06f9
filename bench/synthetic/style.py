"""How a synthetic ordinance is printed: numerals, brackets, captions, labels of items and subitems, line ends."""

from dataclasses import dataclass
from random import Random

from pirules.ordinance.model import NodeType
from pirules.text.numerals import AIUEO, IROHA, to_kanji

_FULL = str.maketrans("0123456789", "０１２３４５６７８９")
_CHAPTER, _SECTION = NodeType.CHAPTER, NodeType.SECTION
_GROUPS: tuple[tuple[NodeType, ...], ...] = (
    (),
    (),
    (_CHAPTER,),
    (_CHAPTER, _SECTION),
    (NodeType.PART, _CHAPTER, _SECTION),
)


@dataclass(frozen=True, slots=True)
class Style:
    """One way of printing.

    Attributes:
        numerals: ``kanji`` | ``half`` | ``full``, of 条 and of references.
        items: ``half`` (1) | ``full`` （１） | ``enclosed`` ⑴ | ``kanji`` 一.
        iroha: whether subitems run イロハ (else アイウ).
        caption: ``above`` on a line of its own, ``beside`` before the label on its line, ``none``.
        brackets: of remarks.
        captions: brackets of captions: those of remarks, or ［ ］ [ ] 【 】.
        indent: what stands before items; subitems get it twice.
        newline: line end.
        supplementary: how 附則 is printed.
        groups: what the articles stand in, outermost first: nothing, 章, 章 and 節, 編 and 章 and 節.
        contents: whether a 目次 stands before them.
        notes: whether notes of the consolidated text (平20条例5・一部改正) stand below articles.
    """

    numerals: str
    items: str
    iroha: bool
    caption: str
    brackets: tuple[str, str]
    captions: tuple[str, str]
    indent: str
    newline: str
    supplementary: str
    groups: tuple[NodeType, ...]
    contents: bool
    notes: bool

    @classmethod
    def any(cls, random: Random) -> "Style":
        """Return a style that some municipality prints in."""
        numerals = random.choice(("kanji", "half", "full"))
        groups = random.choice(_GROUPS)
        brackets = random.choice((("(", ")"), ("（", "）")))
        return cls(
            numerals=numerals,
            items="kanji" if numerals == "kanji" else random.choice(("half", "full", "enclosed")),
            iroha=numerals == "kanji" or random.random() < 0.2,  # few
            caption=random.choice(("above", "above", "beside", "none")),
            brackets=brackets,
            captions=random.choice((brackets, brackets, ("[", "]"), ("［", "］"), ("【", "】"))),
            indent=random.choice(("", "", "　")),
            newline=random.choice(("\n", "\n", "\r\n")),
            supplementary=random.choice(("附則", "附　則", "付則", "　　　附　則")),
            groups=groups,
            contents=bool(groups) and random.random() < 0.5,  # half of them
            notes=random.random() < 0.3,  # some systems print them
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
        if self.items == "enclosed" and value <= 20:  # ⒇ is the last
            return chr(0x2474 + value - 1)
        if self.items == "full":
            return f"（{str(value).translate(_FULL)}）"
        return f"({value})"

    def subitem_label(self, value: int) -> str:
        """Write the label of a subitem."""
        return (IROHA if self.iroha else AIUEO)[value - 1]

    def inner_label(self, value: int) -> str:
        """Write a label below イ or ア: (1) below イロハ, （ア） below アイウ."""
        if not self.iroha:
            return self.bracketed(AIUEO[value - 1])
        return self.bracketed(IROHA[value - 1]) if self.items != "kanji" else f"({value})"

    def paragraph_label(self, value: int) -> str:
        """Write the number of a paragraph: arabic in every style."""
        return str(value) if self.numerals == "half" else str(value).translate(_FULL)

    def caption_of(self, text: str) -> str:
        """Put a caption in this style's brackets."""
        return self.captions[0] + text + self.captions[1]

    def bracketed(self, text: str) -> str:
        """Put ``text`` in this style's brackets."""
        return self.brackets[0] + text + self.brackets[1]
