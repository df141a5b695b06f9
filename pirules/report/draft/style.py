"""How this ordinance prints: its numerals, brackets and labels, so that what a draft adds looks like the rest."""

import re
from dataclasses import dataclass

from pirules.ordinance.model import NodeType, Ordinance
from pirules.text.numerals import format_ordinal, to_kanji

_FULL = str.maketrans("0123456789", "０１２３４５６７８９")
_NUMBER = re.compile(r"[0-9][0-9,]*")
_LONG_HALF = re.compile(r"(?<![0-9０-９])[0-9]{2}")
_LONG_FULL = re.compile(r"(?<![0-9０-９])[０-９]{2}")
_CIRCLED_ONE = 0x2460
_CIRCLED_LAST = 20


@dataclass(frozen=True, slots=True)
class Style:
    """How an ordinance prints.

    Attributes:
        kanji: whether articles are numbered in kanji.
        full: whether digits are of full width.
        long_half: whether only single ones are (第９条 but 第10条, as many 例規 print).
        brackets: the brackets of captions.
        newline: the line end.
        caption_indent: what stands before a caption.
    """

    kanji: bool
    full: bool
    long_half: bool
    brackets: str
    newline: str
    caption_indent: str = ""

    def wording(self, text: str) -> str:
        """Write model wording (half-width numerals) with the numerals of the ordinance."""
        if self.kanji:
            return _NUMBER.sub(lambda match: to_kanji(int(match[0].replace(",", ""))), text)
        return _NUMBER.sub(lambda match: self._wide(match[0]), text) if self.full else text

    def _wide(self, number: str) -> str:
        """Return a number in full width, one of several digits only where the ordinance prints such ones so."""
        return number if self.long_half and len(number) > 1 else number.translate(_FULL)

    @property
    def heading_indent(self) -> str:
        """White space before 題名 and 附則 of an amending ordinance: three letters."""
        return "\u3000" * 3

    def digits(self, number: int) -> str:
        """Return the number of a paragraph (項), which kanji texts print in arabic numerals too."""
        return self._wide(str(number)) if self.full or self.kanji else str(number)

    def paragraph_label(self, old: str, number: int) -> str:
        """Write a paragraph's number like the printed one (２, 2, ②)."""
        if old and _CIRCLED_ONE <= ord(old[0]) < _CIRCLED_ONE + _CIRCLED_LAST and number <= _CIRCLED_LAST:
            return chr(_CIRCLED_ONE + number - 1)
        return self._wide(str(number)) if re.search("[０-９]", old) else str(number)

    def article_label(self, number: str) -> str:
        """Return 第N条 as this ordinance prints it; 第4条及び第5条 of ``4:5``, an article that is 「削除」 already."""
        first, _, last = number.partition(":")
        names = [self.wording(format_ordinal(one, "条")) for one in (first, last) if one]
        if len(names) == 1:
            return names[0]
        adjacent = first.isdecimal() and last.isdecimal() and int(last) == int(first) + 1
        return "及び".join(names) if adjacent else f"{'から'.join(names)}まで"

    def ordinal(self, number: str, unit: str) -> str:
        """Return 第N項, 第N号 as this ordinance prints it."""
        return self.wording(format_ordinal(number, unit))


def style_of(ordinance: Ordinance) -> Style:
    """Read the style off the first article label and caption."""
    articles = [node for node in ordinance.walk() if node.type is NodeType.ARTICLE]
    label = next((node.label for node in articles if node.label), "第1条")
    captioned = next((node for node in articles if node.caption_span), None)
    caption = (
        ordinance.text[slice(*captioned.caption_span)].strip()
        if captioned and captioned.caption_span
        else "（）"
    )
    newline = "\r\n" if "\r\n" in ordinance.text else "\n"
    brackets = "()" if caption.startswith("(") else "（）"
    return Style(
        kanji=bool(re.search("[一二三四五六七八九十百]", label)),
        full=bool(re.search("[０-９]", label)),
        long_half=_long_half("".join(node.label or "" for node in articles), ordinance.text),
        brackets=brackets,
        newline=newline,
        caption_indent=_indent(ordinance.text, captioned.caption_span[0])
        if captioned and captioned.caption_span
        else "",
    )


def _long_half(labels: str, text: str) -> bool:
    """Tell whether numbers of several digits are of half width: by those of articles, else by those of the text."""
    for words in (labels, text):
        half, full = (sum(1 for _ in long.finditer(words)) for long in (_LONG_HALF, _LONG_FULL))
        if half or full:
            return half > full
    return False


def _indent(text: str, start: int) -> str:
    line = text[text.rfind("\n", 0, start) + 1 : start + 1]
    return (
        line[: len(line) - len(line.lstrip(" \u3000"))]
        if line.strip(" \u3000") in ("", "(", "（", "［", "[")
        else ""
    )
