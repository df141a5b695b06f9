"""How this ordinance prints: its numerals, brackets and labels, so that what a draft adds looks like the rest."""

import re
from dataclasses import dataclass

from pirules.ordinance.model import NodeType, Ordinance
from pirules.text.numerals import format_ordinal, to_kanji

_FULL = str.maketrans("0123456789", "０１２３４５６７８９")
_NUMBER = re.compile(r"[0-9][0-9,]*")
_CIRCLED_ONE = 0x2460
_CIRCLED_LAST = 20


@dataclass(frozen=True, slots=True)
class Style:
    """``kanji`` numerals or not, ``full`` width digits or not, ``brackets`` of captions, the line end."""

    kanji: bool
    full: bool
    brackets: str
    newline: str

    def wording(self, text: str) -> str:
        """Write model wording (half-width numerals) with the numerals of the ordinance."""
        if self.kanji:
            return _NUMBER.sub(lambda match: to_kanji(int(match[0].replace(",", ""))), text)
        return text.translate(_FULL) if self.full else text

    def article_label(self, number: str) -> str:
        """Return 第N条 as this ordinance prints it."""
        return self.wording(format_ordinal(number, "条"))

    def ordinal(self, number: str, unit: str) -> str:
        """Return 第N項, 第N号 as this ordinance prints it."""
        return self.wording(format_ordinal(number, unit))


def style_of(ordinance: Ordinance) -> Style:
    """Read the style off the first article label and caption."""
    articles = [node for node in ordinance.walk() if node.type is NodeType.ARTICLE]
    label = next((node.label for node in articles if node.label), "第1条")
    caption = next(
        (ordinance.text[slice(*n.caption_span)].strip() for n in articles if n.caption_span), "（）"
    )
    newline = "\r\n" if "\r\n" in ordinance.text else "\n"
    brackets = "()" if caption.startswith("(") else "（）"
    return Style(
        kanji=bool(re.search("[一二三四五六七八九十百]", label)),
        full=bool(re.search("[０-９]", label)),
        brackets=brackets,
        newline=newline,
    )


def paragraph_label(old: str, number: int) -> str:
    """Write a paragraph's number like the printed one (２, 2, ②)."""
    if old and _CIRCLED_ONE <= ord(old[0]) < _CIRCLED_ONE + _CIRCLED_LAST and number <= _CIRCLED_LAST:
        return chr(_CIRCLED_ONE + number - 1)
    return str(number).translate(_FULL) if re.search("[０-９]", old) else str(number)
