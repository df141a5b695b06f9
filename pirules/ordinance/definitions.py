"""Defined terms of an ordinance (定義語): short names of laws, abbreviations, 「…をいう」, each with meaning and scope.

:func:`defined_terms` reads four ways of defining: 「…(以下「X」という。)」, 「X(…をいう。以下同じ。)」, 「「X」とは、…をいう」 and the
items of an article on terms (用語の意義).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pirules.ordinance.law_names import LAW_END, LAW_NUMBER, is_full_title, law_key, law_title, name_start
from pirules.ordinance.model import Node, NodeType, Ordinance, Span
from pirules.ordinance.phrases import bracket_start, end_of_meaning, law_meant, phrase_start, sentence_start
from pirules.ordinance.scopes import Scopes
from pirules.ordinance.unwrapped import broken_definitions
from pirules.text.fold import fold


@dataclass(frozen=True, slots=True)
class DefinedTerm:
    """A term and what it stands for.

    Attributes:
        term: the term as defined, without its quotes.
        meaning: the words that it stands for, as printed.
        span: place of the term; ``meaning_span``: place of the meaning.
        scope: stretches of the text in which the definition holds.
        law: law id, or full name, when the term is the short name of a law or ordinance; else ``None``.
        law_number: the law's number as printed (平成15年法律第57号), if printed.
    """

    term: str
    meaning: str
    span: Span
    meaning_span: Span
    scope: tuple[Span, ...]
    law: str | None = None
    law_number: str | None = None

    def holds_at(self, position: int) -> bool:
        """Whether the definition holds at ``position``."""
        return any(start <= position < end for start, end in self.scope)


_QUOTE = r"「(?P<term>[^「」\n]{1,80})」"
_ABBREVIATED = re.compile(
    rf"以下(?P<where>[^「」。\n]{{0,80}}?){_QUOTE}(?P<more>(?:(?:、|及び|又は|並びに|若しくは)「[^「」\n]{{1,80}}」){{0,8}})"
    r"と(?:総称|略称|併称)?(?:い|称|す|呼)"
)
# 「(平成15年条例第22号。次項において「旧条例」という。)」: without 以下.
_ABBREVIATED_THERE = re.compile(rf"において{_QUOTE}(?P<more>)と(?:総称|略称)?(?:い|称|呼)")
_SAME_BELOW = re.compile(r"をいう。(?P<where>[^「」。()]{0,60}?)(?:において|以下)同じ")
_MEANS = re.compile(rf"{_QUOTE}とは")
_TERM_LINE = re.compile(
    r"[「]?(?P<term>[^\s「」、。()]{1,40})[」]?(?P<note>\([^()\n]{0,80}\))?(?:[ \t]+|とは、?|[:：])(?=\S)"
)
# What a noun that is explained in brackets does not begin before: particles and verbs that modify it.
_BEFORE_NOUN = re.compile(
    r"[すさ]れ[るた]|する|した|いる|ある|[のをにがはもでと及又若並][びし]?(?:くは)?(?=.)"
)
_TERMS_FRAME = re.compile(r"用語の(?:意義|定義)|用語の意味|に定めるところによる")
_SAME = re.compile(r"同(?P<kind>法律|法|政令|省令|令|条例|規則|規程|要綱|規約)")
_UNDER = re.compile(r"同法(?P<order>施行令|施行規則)")
_NAMED_LAW = re.compile(r"法(?:律)?(?=[(第])")
_BY_NUMBER = re.compile(r"(?:法律|政令|条例|規則)第[0-9〇一二三四五六七八九十百]{1,6}号")
_NEAR = 400  # characters before 同法施行令 in which its law is named
_BARE_KINDS = frozenset(("条例", "規則", "規程", "法", "令"))  # 「旧条例」 is the name, not 条例


def defined_terms(ordinance: Ordinance) -> tuple[DefinedTerm, ...]:
    """Return the terms that an ordinance defines, in the order of the text."""
    folded = fold(ordinance.text)
    scopes = Scopes(ordinance)
    found = [
        *_abbreviated(ordinance.text, folded, scopes),
        *_means(ordinance.text, folded, scopes),
        *_explained(ordinance, folded, scopes),
        *_items(ordinance, folded, scopes),
    ]
    seen: set[Span] = set()
    terms: list[DefinedTerm] = []
    for term in sorted(found, key=lambda term: (term.span, term.meaning_span)):
        if term.span not in seen:
            seen.add(term.span)
            terms.append(term)
    return tuple(terms)


def law_terms(ordinance: Ordinance, folded: str) -> tuple[DefinedTerm, ...]:
    """Return the short names of laws only, in the order of the text; ``folded`` is the folded text of the ordinance."""
    scopes = Scopes(ordinance)
    found = [*_abbreviated(ordinance.text, folded, scopes), *_means(ordinance.text, folded, scopes)]
    found += _explained(ordinance, folded, scopes, laws_only=True)
    if "用語" in folded:
        found += _items(ordinance, folded, scopes)
    if ordinance.document.format in ("text", "pdf"):
        known = {term.span for term in found if term.law is not None}
        found += broken_definitions(ordinance.text, folded, known, _joined)
    return tuple(sorted((term for term in found if term.law is not None), key=lambda term: term.span))


def _abbreviated(text: str, folded: str, scopes: Scopes | None) -> Iterator[DefinedTerm]:
    """「個人情報の保護に関する法律(平成15年法律第57号。以下「法」という。)」, 「施行の日(以下「施行日」という。)」."""
    matches = [(match, match["where"], match.start()) for match in _ABBREVIATED.finditer(folded)]
    for match in _ABBREVIATED_THERE.finditer(folded):
        begin = max(folded.rfind(mark, max(0, match.start() - 80), match.start()) for mark in "。(、「」")
        where = folded[begin + 1 : match.start()]
        if begin >= 0 and "以下" not in where:
            matches.append((match, where, begin + 1))
    for match, where, start in matches:
        bracket = bracket_start(folded, start)
        if bracket is None:
            continue
        terms = [(match["term"], match.span("term"))]
        offset = match.start("more")
        terms += [(more[1], (offset + more.start(1), offset + more.end(1))) for more in _more(match["more"])]
        heads = _heads(folded, bracket, len(terms) if "それぞれ" in where else 1)
        scope = scopes.of(where, match.end()) if scopes is not None else ()
        for number, (term, span) in enumerate(terms):
            head = heads[min(number, len(heads) - 1)]
            yield _abbreviation(text, folded, term, span, head, scope, start)


def _joined(text: str, folded: str) -> Iterator[DefinedTerm]:
    """Find the terms in words whose lines were put together: they hold to the end."""
    yield from _abbreviated(text, folded, None)
    yield from _means(text, folded, None)


def _more(text: str) -> Iterator[re.Match[str]]:
    return re.finditer("「([^「」]+)」", text)


def _heads(folded: str, bracket: int, count: int) -> list[int]:
    """Return the ends of the phrases that are abbreviated: before the bracket, and before it for each それぞれ."""
    ends = [bracket]
    floor = sentence_start(folded, bracket)
    # 「甲法(…号)及び乙法(…号)(以下それぞれ「甲」及び「乙」という。)」: a bracket with a number closes each name.
    while folded[ends[0] - 1 : ends[0]] == ")":
        opened = bracket_start(folded, ends[0] - 1)
        if opened is None:
            break
        ends[0] = opened
    if count > 1:
        numbers = [
            match.start() for match in re.finditer(r"\((?=明治|大正|昭和|平成|令和)", folded[floor:bracket])
        ]
        if len(numbers) >= count:
            return [floor + number for number in numbers[-count:]]
    return ends


def _abbreviation(  # noqa: PLR0917 - what one match tells
    text: str,
    folded: str,
    term: str,
    span: Span,
    head: int,
    scope: tuple[Span, ...],
    stop: int,
) -> DefinedTerm:
    floor = sentence_start(folded, head)
    number = LAW_NUMBER.match(folded, head + 1, stop)
    start = name_start(folded, head, floor, number[0] if number else None)
    if folded[start:head] in _BARE_KINDS and folded[start - 1 : start] in ("旧", "新"):
        start -= 1
    if start < head and (number or LAW_END.search(folded[start:head])) and _is_law_term(term):
        printed = number[0] if number else None
        again = _named_before(folded, start, head, floor)
        begin, end = again or (start, head)
        name: str | None = text[begin:end]
        if not again and _SAME.match(folded, start, head):
            name = _under_law_before(folded, start, head)
        key = law_key(name, printed) if name else None
        return DefinedTerm(term, text[begin:end], span, (begin, end), scope, key, printed)
    start = phrase_start(folded, head, floor)
    return DefinedTerm(term, text[start:head], span, (start, head), scope)


def _named_before(folded: str, start: int, end: int, floor: int) -> Span | None:
    """Return where the law was named that 「改正後の同条例(以下「新条例」という。)」 means by 同条例: last in the sentence."""
    same = _SAME.fullmatch(folded, start, end)
    if same is None:
        return None
    for match in reversed(list(re.finditer(f"{same['kind'][0]}[例則律令]?", folded[floor:start]))):
        stop = floor + match.end()
        begin = name_start(folded, stop, floor)
        if folded[begin:stop].endswith(same["kind"]) and is_full_title(folded[begin:stop]):
            return begin, stop
    return None


def _under_law_before(folded: str, start: int, end: int) -> str | None:
    """Return the full title of 「同法施行令(平成10年政令第412号。以下「令」という。)」: that of the last law named in full before it."""
    under = _UNDER.fullmatch(folded, start, end)
    if under is None:
        return None
    floor = max(0, start - _NEAR)
    for match in reversed(list(_NAMED_LAW.finditer(folded, floor, start))):
        name = folded[name_start(folded, match.end(), floor) : match.end()]
        if is_full_title(name):
            return law_title(law_key(name)) + under["order"]
    return None


def _is_law_term(term: str) -> bool:
    """Whether a short name can be that of a law: 「特別措置法」 and 「条例第32号」 can, 「施行日」 can't."""
    return LAW_END.search(fold(term)) is not None or _BY_NUMBER.fullmatch(fold(term)) is not None


def _means(text: str, folded: str, scopes: Scopes | None) -> Iterator[DefinedTerm]:
    """「「個人情報」とは、…をいう」, 「「法」とは、個人情報の保護に関する法律(平成15年法律第57号)をいう」."""
    for match in _MEANS.finditer(folded):
        start = match.end() + (1 if folded[match.end() : match.end() + 1] == "、" else 0)
        end = end_of_meaning(folded, start)
        if end is not None:
            law, number = law_meant(folded, start, end)
            yield DefinedTerm(
                match["term"],
                text[start:end],
                match.span("term"),
                (start, end),
                scopes.of("", match.end()) if scopes is not None else (),
                law,
                number,
            )


def _explained(
    ordinance: Ordinance, folded: str, scopes: Scopes, *, laws_only: bool = False
) -> Iterator[DefinedTerm]:
    """「保有個人情報(法第60条第1項に規定する保有個人情報をいう。以下同じ。)」, 「公開条例(甲市情報公開条例(…)をいう。次条において同じ。)」."""
    text = ordinance.text
    for match in _SAME_BELOW.finditer(folded):
        bracket = bracket_start(folded, match.start())
        if bracket is None:
            continue
        law, number = (
            law_meant(folded, bracket + 1, match.start())
            if LAW_END.search(folded[max(0, bracket - 4) : bracket])
            else (None, None)
        )
        if laws_only and law is None:
            continue
        start = phrase_start(folded, bracket, sentence_start(folded, bracket))
        cuts = list(_BEFORE_NOUN.finditer(folded, start, bracket))
        start = cuts[-1].end() if cuts else start
        meaning = (bracket + 1, match.start())
        scope = scopes.of(match["where"], match.end())
        yield DefinedTerm(
            text[start:bracket], text[slice(*meaning)], (start, bracket), meaning, scope, law, number
        )


def _items(ordinance: Ordinance, folded: str, scopes: Scopes) -> Iterator[DefinedTerm]:
    """Items of 「次の各号に掲げる用語の意義は、当該各号に定めるところによる。」: 「(1) 実施機関　市長、…をいう。」."""
    for paragraph in ordinance.walk():
        if paragraph.type is not NodeType.PARAGRAPH or not paragraph.children:
            continue
        frame = folded[paragraph.span[0] : paragraph.children[0].span[0]]
        if "用語" not in frame or not _TERMS_FRAME.search(frame):
            continue
        for item in paragraph.children:
            if item.type is NodeType.ITEM:
                yield from _item(ordinance, folded, item, scopes)


def _item(ordinance: Ordinance, folded: str, item: Node, scopes: Scopes) -> Iterator[DefinedTerm]:
    start = item.label_span[1] if item.label_span else item.span[0]
    while start < item.span[1] and folded[start].isspace():
        start += 1
    match = _TERM_LINE.match(folded, start, item.span[1])
    if match is None:
        return
    begin = match.end()
    end = end_of_meaning(folded, begin)
    if end is None or end > item.span[1]:
        end = begin + len(folded[begin : item.span[1]].rstrip(" \t\r\n。"))
    law, number = law_meant(folded, begin, end)
    scope = scopes.of("", item.span[0])
    yield DefinedTerm(
        match["term"], ordinance.text[begin:end], match.span("term"), (begin, end), scope, law, number
    )
