"""The scanner behind :mod:`pirules.law.parsing`: names, places, ranges and remarks, from left to right.

It walks over the folded text from left to right.  A place takes over from the citation before it what it
leaves out (法74条2項9号, 75条2項1号・5項): the law before an article, the article before a 項, the 項 before a 号.  What
can't be read is handed back; nothing is guessed.
"""

import re
from dataclasses import dataclass, replace

from pirules.law.citation import Citation, CitationRange
from pirules.law.law_reader import LONG_NAME, NUM, LawReader, up_to
from pirules.law.names import read_amending_number
from pirules.text.numerals import parse_int

# A kanji numeral behind の may begin a word: 69条の一部, 3条の三者協議.
_BRANCHES = r"((?: ?の ?(?:[0-9]{1,3}(?![0-9条項号つ個件人])|[一二三四五六七八九十百]{1,6}(?![部般環つ定時切者人方次種条項号])))*)"
_UNITS = {"article": "条", "paragraph": "項", "item": "号"}
_LEVELS = tuple(_UNITS)
_PLACE = {level: re.compile(rf" ?第? ?({NUM}) ?{unit}{_BRANCHES}") for level, unit in _UNITS.items()}
_OPEN_START = re.compile(rf" ?第? ?({NUM}) ?(?=~)")
_ROMAN = re.compile(r" ?([Ⅰ-Ⅻ])([①-⑳])?")
_ROMAN_START = re.compile(rf" ?第? ?({NUM}) ?(?=[Ⅰ-Ⅻ])")
_SUBITEM = re.compile(r" ?([ァ-ヶ])((?:\([0-9]{1,2}\)|\([ァ-ヶ]\))*)(?![ァ-ヶー])")
_CLAUSE = re.compile(
    r" ?(?:の ?)?(各号列記以外の部分|各号|ただし書き|ただし書|但し書|但書|前段|中段|後段|柱書き|柱書|本文)"
)
_CLAUSE_NAMES = {
    "但書": "ただし書", "但し書": "ただし書", "ただし書き": "ただし書", "柱書き": "柱書", "各号列記以外の部分": "柱書"
}  # fmt: skip
_DIVISION = re.compile(rf" ?第? ?({NUM}) ?([編章節款目])((?:の{NUM})*)")
_APPENDED = re.compile(rf" ?(別表|別記様式|様式)(?:第? ?({NUM})(?:の({NUM})(?!の?項))?)?(の ?{NUM} ?の項)?")
_SEPARATOR = re.compile(r"[ ,、，・;；/／+＋\n]+|(?:及び|並びに|又は|若しくは|と(?=第|[0-9同]))")
_RANGE = re.compile(r" ?(?:~|から|-(?=第|[0-9]))")
_TAIL = re.compile(
    r" ?(?:の(?!間)[^、,;\n0-9除]{1,80}|に(?:基づ|よ[りる]|規定|定め|関|係|該当|当た)[^、,;\n除]{0,80}|を(?:根拠|準用)[^、,;\n除]{0,80}|ほか|等|参照|該当|関係)"
)
_SUPPLEMENTARY = re.compile(r" ?(?:原始)?附則")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: citations and ranges in their order, and the pieces that are no citation."""

    items: tuple[Citation | CitationRange, ...]
    leftover: tuple[str, ...]

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations, ranges counted out place by place."""
        found: list[Citation] = []
        for item in self.items:
            found.extend(item.expand() if isinstance(item, CitationRange) else (item,))
        return tuple(found)


def _number(head: str, branches: str = "") -> str | None:
    numbers = [parse_int(part.strip()) for part in [head, *branches.split("の")[1:]]]
    return None if None in numbers or 0 in numbers else "_".join(str(number) for number in numbers)


class Scanner(LawReader):
    """One pass over one text."""

    def __init__(self, text: str, law: str | None, *, strict: bool = False) -> None:
        super().__init__(text, law, strict=strict)
        self.items: list[Citation | CitationRange] = []
        self.leftover: list[str] = []

    def run(self, rest: str = "") -> Reading:
        """Walk to the end."""
        while self.position < len(self.text):
            if (match := _SEPARATOR.match(self.text, self.position)) is not None:
                self.position = match.end()
            elif not self._citation():
                self._skip()
        if rest:
            self.leftover.append(rest)
        return Reading(tuple(self.items), tuple(self.leftover))

    def _skip(self) -> None:
        """Give up on what stands here: up to the next separator, or to a citation further on in the same piece."""
        piece = re.compile(r"[^,、;\n]+").match(self.text, self.position)
        end = piece.end() if piece else self.position + 1
        start = self.position
        for begin in [] if self.strict else self._beginnings(start, end):
            self.position = begin
            if self._citation():
                self.leftover.append(self.raw[start:begin])
                return
        self.leftover.append(self.raw[start:end])
        self.position = end

    def _beginnings(self, start: int, end: int) -> list[int]:
        """Return where a name may begin inside a piece: behind a bracket or a space, and where a longer name stands."""
        places = [match.end() for match in re.compile(r"[(「『\[ :=>→]").finditer(self.text, start, end - 1)]
        known = [
            place for place in range(start + 1, end)
            if any(finish - place >= LONG_NAME for _, finish in self.names.at(self.text, place)[:1])
        ]  # fmt: skip
        return sorted({*places, *known})

    def _citation(self) -> bool:
        start = self.position
        for base, begin in self.bases():
            first = self._place(base, begin)
            if first is None:
                continue
            citation, position = first
            item, position = self._range(citation, position)
            remark, position = self._remark(position)
            if not self._ends(position):
                continue
            self.items.append(item if isinstance(item, CitationRange) else replace(item, remark=remark))
            self.last = item.last if isinstance(item, CitationRange) else citation
            self.position = position
            return True
        self.position = start
        return False

    # --- the place -----------------------------------------------------------------------------------------------

    def _place(self, base: Citation | None, position: int) -> tuple[Citation, int] | None:
        """Read a place at ``position``; without a ``base`` it leans on the citation before it."""
        supplementary = _SUPPLEMENTARY.match(self.text, position)
        if supplementary is not None:
            base, position = self._supplementary(base, supplementary.end())
        values: dict[str, str] = {}
        divisions, position = self._divisions(position)
        for level in _LEVELS:
            match = _PLACE[level].match(self.text, position)
            number = _number(match[1], match[2]) if match else None
            if match is not None and number is not None:
                values[level] = number
                position = match.end()
            elif level == "article":
                opened = _OPEN_START.match(self.text, position)
                if opened is not None:
                    return self._open_start(base, opened)
                # 法69Ⅱ③: before a Roman 項 the 条 is left out.
                roman_start = _ROMAN_START.match(self.text, position)
                number = _number(roman_start[1]) if roman_start else None
                if roman_start is not None and number is not None:
                    values[level], position = number, roman_start.end()
            elif (
                level == "paragraph" and (roman := _ROMAN.match(self.text, position)) and "article" in values
            ):
                values["paragraph"] = str(parse_int(roman[1]))
                if roman[2]:
                    values["item"] = str(parse_int(roman[2]))
                position = roman.end()
                break
        context = self._context(base, values, divisions)
        if context is None:
            return None
        citation = context.at({**values, "division": divisions}) if values or divisions else context
        return self._finish(citation, position)

    def _supplementary(self, base: Citation | None, position: int) -> tuple[Citation, int]:
        """Read 附則, also with the amending law in brackets: 法附則（令和3年法律第37号）9条."""
        law = base.law if base else (self.last.law if self.last else None)
        bracket = re.compile(r" ?\(([^()]{1,60})\)").match(self.text, position)
        if bracket is not None:
            number = read_amending_number(bracket[1])
            if number is not None:
                amending = self.names.resolve(number[0])
                law, position = amending.key if amending else number[0], bracket.end()
        return Citation(law=law, supplementary=True), position

    def _divisions(self, position: int) -> tuple[str | None, int]:
        parts: list[str] = []
        while (match := _DIVISION.match(self.text, position)) is not None:
            number = _number(match[1], match[3])
            if number is None:
                break
            head, *branches = number.split("_")
            parts.append(f"第{head}{match[2]}" + "".join(f"の{branch}" for branch in branches))
            position = match.end()
        appended = _APPENDED.match(self.text, position)
        if appended is not None:
            number = _number(appended[2], f"の{appended[3]}" if appended[3] else "") if appended[2] else ""
            if number is not None:
                row = (appended[4] or "").replace(" ", "")
                parts.append(appended[1] + (f"第{number.replace('_', 'の')}" if number else "") + row)
                position = appended.end()
        return ("".join(parts) or None), position

    def _context(
        self, base: Citation | None, values: dict[str, str], divisions: str | None
    ) -> Citation | None:
        """Return what the read numbers are put on, ``None`` when they hang in the air."""
        if base is not None:
            return base if self._fits(base, values, divisions) else None
        last = self.last
        if "article" in values or divisions:
            # 附則7条・8条 are both of the 附則; 法 or 本則 must be written to leave it.
            return Citation(law=last.law, supplementary=last.supplementary) if last else Citation(law=None)
        if last is None or not values:
            return None
        level = "paragraph" if "paragraph" in values else "item"
        above = "article" if level == "paragraph" else "paragraph"
        # A 号 may lean on an article (19条8号・9号), a 項 on a 附則 without articles.
        leans = getattr(last, above) is not None or (level == "item" and last.article) or last.supplementary
        return up_to(last, above) if leans else None

    def _fits(self, base: Citation, values: dict[str, str], divisions: str | None) -> bool:
        """Whether the numbers can stand behind the name: not 法2項, and a law as a whole only if it is known."""
        if base.article is not None or base.supplementary or divisions or "article" in values:
            return True
        return not values and self.names.get(base.law) is not None

    def _open_start(self, base: Citation | None, match: re.Match[str]) -> tuple[Citation, int] | None:
        """Read the first number of 43～45条, whose unit stands at the end."""
        end = re.compile(rf"~第? ?{NUM} ?([条項号])").match(self.text, match.end())
        number = _number(match[1])
        if end is None or number is None:
            return None
        level = {"条": "article", "項": "paragraph", "号": "item"}[end[1]]
        values = {level: number}
        context = self._context(base, values, None)
        return None if context is None else (context.at(values), match.end())

    def _finish(self, citation: Citation, position: int) -> tuple[Citation, int]:
        if citation.item or citation.paragraph or citation.article:
            subitem = _SUBITEM.match(self.text, position)
            if subitem is not None:
                citation = replace(citation, subitem=subitem[1] + subitem[2])
                position = subitem.end()
        clause = ""
        while (match := _CLAUSE.match(self.text, position)) is not None and len(clause) < 12:  # noqa: PLR2004 - two of them
            clause += _CLAUSE_NAMES.get(match[1], match[1])
            position = match.end()
        return (replace(citation, clause=clause) if clause else citation), position

    def _range(self, first: Citation, position: int) -> tuple[Citation | CitationRange, int]:
        match = _RANGE.match(self.text, position)
        if match is None:
            return first, position
        kept, self.last = self.last, first
        end = self._place(None, match.end())
        self.last = kept
        if end is None:
            return first, position
        position = end[1]
        if match[0].strip() == "から":
            until = re.compile(r" ?まで").match(self.text, position)
            if until is None:
                return first, position
        position = until.end() if (until := re.compile(r" ?まで").match(self.text, position)) else position
        return CitationRange(first, end[0]), position

    # --- behind the place ----------------------------------------------------------------------------------------

    def _remark(self, position: int) -> tuple[str | None, int]:
        """Step over brackets and the words of an explanation (の規定による…, ほか); they are the remark."""
        remarks: list[str] = []
        while True:
            bracket = self._bracket(position)
            if bracket is not None:
                remarks.append(self.raw[position:bracket].strip()[1:-1])
                position = bracket
                continue
            tail = _TAIL.match(self.text, position)
            if tail is None or tail.end() == position:
                return ("、".join(remarks) or None), position
            remarks.append(self.raw[position : tail.end()].strip())
            position = tail.end()

    def _bracket(self, position: int) -> int | None:
        """Return the end of balanced brackets that begin here."""
        start = position + (self.text[position : position + 1] == " ")
        if self.text[start : start + 1] not in ("(", "[", "「"):
            return None
        depth = 0
        for index in range(start, min(len(self.text), start + 400)):
            depth += (self.text[index] in "([「") - (self.text[index] in ")]」")
            if depth == 0:
                return index + 1
        return None

    def _ends(self, position: int) -> bool:
        if position >= len(self.text) or _SEPARATOR.match(self.text, position) is not None:
            return True
        # In a text that isn't a citation as a whole, a closing bracket ends one too: 照会書（刑訴法197条2項）.
        return not self.strict and self.text[position] in ")」』]"
