"""Which law a reference belongs to: the words before 第…条, the short names that the ordinance defines, 同法."""

import re
from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache

from pirules.ordinance.definitions import DefinedTerm
from pirules.ordinance.law_names import LAW_END, LAW_NUMBER, is_full_title, law_key, law_title, name_start
from pirules.ordinance.references.frame import Frame
from pirules.ordinance.references.lines import Line
from pirules.text.fold import fold
from pirules.text.numerals import parse_int

#: The ordinance itself.
_OWN = re.compile(
    r"(?:この|本)(?:条例|規則|法律|規程|要綱|訓令|告示|政令|省令|要領|規約)$|(?<![一-龥])本(?:法|令)$"
)
_SAME = re.compile(
    r"同(?P<kind>法律|法施行令|法施行規則|法|政令|省令|令|条例|規則|規程|要綱|規約|訓令|憲法)$"
)
_EXPLAINED = re.compile(
    r"\((?P<name>[^()、。]{2,80})(?:\((?P<number>[^()]{1,60})\))?をいう。?(?:[^()。「」]{0,60}同じ。)?\)"
)
_ISSUE = re.compile(r"(?P<era>..)(?P<year>[^年]{1,4})年[^第]{0,24}第(?P<number>[^号]{1,9})号")
_LONGEST_WORD = 60
_MOST_PRINTED = 200
#: How short names of this ordinance as amended begin.
_AS_AMENDED = ("新", "改正後")
_WORD_SIGNS = frozenset("々〇ー・○●")
# Words before 第…条 that are no part of a name: 「以下第5条において」, 「現行第5条」, 「新第5条」.
_LEADING = re.compile(r"^(?:以下|当該|各|並|又|及|前記|上記|うち|但し|場合|第)+")
_LEADS = frozenset("以当各並又及前上う但場第")
#: Words that make 第…条 one of an instrument that isn't this ordinance.
_KINDS = ("憲法", "法律", "法", "政令", "省令", "府令", "令", "条例", "規則", "規程", "要綱", "規約", "訓令")


class Law:
    """The law before a reference.

    ``key`` goes into ``law`` (``None``: this ordinance), ``name`` is the full name if there is one, ``start`` where its words
    begin; ``known`` is false for a short name that nothing defines.
    """

    __slots__ = ("key", "known", "name", "start")

    def __init__(self, key: str | None, name: str, start: int, *, known: bool = True) -> None:
        self.key = key
        self.name = name
        self.start = start
        self.known = known


class LawTable:
    """The short names that one ordinance defines, each with where it holds.

    Args:
        terms: the defined terms.
        own: the ordinance's own title, as other laws would name it (「…とあるのは「甲市個人情報保護条例第4条」とする」).
        number: its year and number (令和5年条例第5号), if known: the ordinance that it replaces may have the same title.
    """

    def __init__(
        self, terms: tuple[DefinedTerm, ...], own: str | None = None, number: str | None = None
    ) -> None:
        self._own = fold(own) if own else None
        self._number = _issue(fold(number)) if number else None
        #: Titles that stood before a number so far: where 「きた町給水条例」 begins is known from there on.
        self._printed = {fold(term.meaning) for term in terms[:_MOST_PRINTED] if term.law_number}
        self._terms: dict[str, list[DefinedTerm]] = {}
        self._starts: dict[str, list[int]] = {}
        for term in terms:
            if term.law is not None:
                self._terms.setdefault(fold(term.term), []).append(term)
        for group in self._terms.values():
            # 「旧条例(以下「廃止前条例」という。)」: a short name of a short name
            for place, term in enumerate(group):
                if (meant := self._terms.get(fold(term.law or ""))) and meant[0].law != term.law:
                    group[place] = replace(term, law=meant[0].law)
                if self._is_own(group[place]):
                    group[place] = replace(term, law=None)
        for name, group in self._terms.items():
            self._starts[name] = [term.span[0] for term in group]

    def _is_own(self, term: DefinedTerm) -> bool:
        """Whether a short name means this ordinance: as amended (新条例), or printed with its title and number in words for others."""
        if term.law is None or fold(term.law) != self._own:
            return False
        if term.term.startswith(_AS_AMENDED):
            return True
        return bool(self._number and term.law_number) and _issue(fold(term.law_number or "")) == self._number

    def meaning(self, name: str, position: int) -> DefinedTerm | None:
        """Return the definition of ``name`` that holds at ``position``: the last before it, else the only one there is."""
        group = self._terms.get(name)
        if group is None:
            return None
        before = bisect_right(self._starts[name], position)
        for term in reversed(group[max(0, before - 8) : before]):
            for start, end in term.scope:
                if start <= position < end:
                    return term
        # Used ahead of its definition, or after one with a narrower scope: clear only if the term has one meaning.
        laws = {term.law for term in group[:8]}
        return group[0] if len(laws) == 1 and len(group[0].scope) == 1 else None

    def before(self, text: str, end: int, floor: int, position: int) -> Law | None:  # noqa: PLR0911 - one a case
        """Return the law whose name stands in ``text`` right before ``end``, ``None`` if no name does.

        Args:
            text: folded text.
            end: where the reference begins.
            floor: where the node's text begins.
            position: place in the document, for the scope of short names.
        """
        run = text[_word_start(text, end, max(floor, end - _LONGEST_WORD)) : end]
        if not run:
            return None
        lead = _LEADING.match(run) if run[0] in _LEADS else None
        if lead and not self.meaning(run, position):
            run = run[lead.end() :]
        if not run:
            return None
        start = end - len(run)
        nearest = text[max(floor, end - 8) : end]
        own = _OWN.search(text, end - len(nearest), end) if "本" in nearest or "この" in nearest else None
        if own is not None:
            return Law(None, run, own.start())
        if self._own and text.endswith(self._own, floor, end):  # before a short name that its title ends with
            return Law(None, self._own, end - len(self._own))
        term = self.meaning(run, position)
        if term is not None:
            return self._defined(term, start)
        if LAW_END.search(run) is None:
            return None
        if _SAME.search(run):
            return None
        return self._by_title(text, end, floor, position, run)

    def _by_title(self, text: str, end: int, floor: int, position: int, run: str) -> Law:
        begin = name_start(text, end, floor)
        term = self.meaning(text[begin:end], position)  # 「まちづくり条例」: short names with hiragana
        if term is not None:
            return self._defined(term, begin)
        name = text[begin:end]
        printed = max((one for one in self._printed if text.endswith(one, floor, end)), key=len, default="")
        if len(printed) > len(name):
            return Law(law_key(printed), printed, end - len(printed))
        if not name or not is_full_title(name):
            return Law(law_key(run), run, end - len(run), known=is_full_title(run))
        return Law(None if name == self._own else law_key(name), name, begin)

    @staticmethod
    def _defined(term: DefinedTerm, start: int) -> Law:
        return Law(term.law, _folded(term.meaning), start)

    def named(self, text: str, start: int, end: int, number: str | None) -> Law | None:
        """Return the law that is named in full before a bracket with its number (or with nothing but a remark)."""
        begin = name_start(text, end, start, number)
        name = text[begin:end]
        if not name or not (LAW_END.search(name) or number):
            return None
        if name == self._own and number and self._number is not None and _issue(number) == self._number:
            return Law(None, name, begin)
        if number and len(self._printed) < _MOST_PRINTED:
            self._printed.add(name)
        return Law(law_key(name, number), name, begin, known=bool(number) or is_full_title(name))

    def explained(self, text: str, opened: int, closed: int) -> Law | None:
        """Return the law that a bracket says a short name means: 「旧条例(甲市個人情報保護条例(平成12年甲市条例第3号)をいう。)」."""
        match = _EXPLAINED.fullmatch(text, opened, closed)
        if match is None:
            return None
        number = LAW_NUMBER.match(match["number"]) if match["number"] else None
        law = self.named(text, opened + 1, match.end("name"), number[0] if number else None)
        return law if law is not None and law.start == opened + 1 else None


_folded = lru_cache(maxsize=1024)(fold)


def _issue(number: str) -> tuple[str, int | None, int | None] | None:
    """Return era, year and number of 「令和5年甲市条例第5号」."""
    match = _ISSUE.match(number)
    if match is None:
        return None
    return match["era"], parse_int(match["year"].replace("元", "1")), parse_int(match["number"])


def _word_start(text: str, end: int, floor: int) -> int:
    """Return where the run of kanji, katakana, letters and digits begins that ends at ``end``."""
    start = end
    while start > floor:
        char = text[start - 1]
        if not (
            "一" <= char <= "龥"
            or "ァ" <= char <= "ヴ"
            or char in _WORD_SIGNS
            or (char.isascii() and char.isalnum())
        ):
            break
        start -= 1
    return start


def same_kind(text: str, end: int, floor: int) -> tuple[str, int] | None:
    """Return ``(kind, start)`` of a 同法, 同条例 … right before ``end``."""
    begin = max(floor, end - 6)
    match = _SAME.search(text, begin, end) if text.find("同", begin, end) >= 0 else None
    return (match["kind"], match.start()) if match else None


def same_law(table: LawTable, line: Line, kind: str, start: int, frame: Frame) -> Law:
    """Return what 同法, 同条例 … at ``start`` means: the last law of that kind, named with an article or in words."""
    folded, floor = line.folded, line.start
    if kind.startswith("法施行"):  # 同法施行令: that of the law which 同法 means
        law = same_law(table, line, "法", start, frame)
        title = law_title(law.key or "") + kind[1:]
        return Law(law_key(title) if law.known else f"同{kind}", title, start, known=law.known)
    kind = "法" if kind == "法律" else kind
    mentioned = [match.end() for match in re.finditer(f"[一-龥ァ-ヴー]{kind}(?:律)?", folded[floor:start])]
    for end in reversed(mentioned[-3:]):
        named = table.before(folded, floor + end, floor, line.place(floor + end - 1))
        if named is not None and named.key is not None and named.known and kind not in frame.laws:
            return Law(named.key, named.name, start)
    key = frame.law_before(kind)
    return Law(key or f"同{kind}", kind, start, known=key is not None)


@lru_cache(maxsize=1024)
def kind_of(name: str) -> str:
    """Return what 同… calls a law of that name: 法, 令, 条例, 規則 …."""
    for kind in _KINDS:
        if name.endswith(kind):
            return {"法律": "法", "政令": "令", "省令": "令", "府令": "令"}.get(kind, kind)
    return name[-2:]
