"""Lawyers' shorthand for places of laws, written out so that it is read as a citation: 刑訴197② is 刑訴197条第2項.

A law's name is followed by the number of an article without 条, or by a 項 or 号 in circled or Roman numerals.  What isn't
unambiguous stays as it is.
"""

import re
from collections.abc import Mapping
from datetime import date

from pirules.law.citation import Citation
from pirules.law.index import index
from pirules.law.names import LawName, names
from pirules.text.numerals import parse_int

# A shorter name counts only where no word goes on before it: 刑訴197② but not 記刑訴197②.
_LONG_NAME = 3
_ARTICLE = re.compile(r" ?(?:§ ?|第)?([0-9]{1,4})(条)?((?:の[0-9]{1,3})*)(条)?")
_MARKS = re.compile(r" ?([Ⅰ-Ⅻ])?([①-⑳])?([一二三四五六七八九十]{1,3})?")
_ENDS = re.compile(
    r"$|[ ,、，・;；:()\[\]「」『』。\n]|及び|並びに|又は|若しくは|等|ほか|参照|照会|の(?:規定|照会|請求|手続)|に(?:基|よ|規|定)"
)
_MORE = re.compile(r"[ ,、・;；]{1,3}|及び|並びに|又は|若しくは")


def written_out(text: str, forms: Mapping[str, LawName]) -> str:
    """Return a folded text with shorthand for places written out; all else stays as it is.

    Args:
        text: what a person wrote, folded.
        forms: what means a law only before the number of an article, beside the names of the law index.
    """
    parts: list[str] = []
    position = done = 0
    while position < len(text):
        found = next(
            filter(None, (_places(text, law, end) for law, end in _laws(text, position, forms))), None
        )
        if found is None:
            position += 1
            continue
        parts += [text[done:position], found[0]]
        position = done = found[1]
    return "".join([*parts, text[done:]])


def _laws(text: str, position: int, forms: Mapping[str, LawName]) -> list[tuple[LawName, int]]:
    """Return the laws that may be named at a position, each with the end of the name, the longest first."""
    found = names().at(text, position)
    found += [(law, position + len(form)) for form, law in forms.items() if text.startswith(form, position)]
    begins = position == 0 or not text[position - 1].isalnum()
    fitting = [item for item in found if begins or item[1] - position >= _LONG_NAME]
    return sorted(fitting, key=lambda item: -item[1])


def _places(text: str, law: LawName, start: int) -> tuple[str, int] | None:
    """Return the law and the places that stand behind its name, written out, and their end; ``None`` without any."""
    first = _one(text, law, start)
    # 令7 may be a year, 法2 anything.
    plain = law.short is not None and text.endswith(law.short, 0, start) and len(law.short) < _LONG_NAME
    if first is None or (plain and first[0].paragraph is None and first[0].item is None):
        return None
    place, end = first
    written = law.title + _words(place)
    # 刑訴197②・507, 番号法19⑦・⑧
    while more := _next(text, law, place, end):
        place, end = more
        written += "、" + _words(place)
    return written, end


def _next(text: str, law: LawName, last: Citation, position: int) -> tuple[Citation, int] | None:
    """Return a further place of the same law: another article, or another number where the last one had its own."""
    between = _MORE.match(text, position)
    if between is None:
        return None
    mark = re.compile(r"[①-⑳]").match(text, between.end())
    if mark is not None and _ENDS.match(text, mark.end()):
        level = "item" if last.item else "paragraph"
        return last.at({level: str(parse_int(mark[0]))}), mark.end()
    return _one(text, law, between.end())


def _one(text: str, law: LawName, start: int) -> tuple[Citation, int] | None:
    """Read an article and what stands in circled, Roman or kanji numerals behind it."""
    article = _ARTICLE.match(text, start)
    if article is None:
        return None
    marks = _MARKS.match(text, article.end())
    assert marks is not None  # it matches nothing, too
    whole = bool(article[2] or article[4])
    if _ENDS.match(text, marks.end()) is None or (whole and not (marks[1] or marks[2])):
        # 197条2項 is no shorthand; 197② is, and 197条②.
        return None
    branches = article[3].replace("の", "_")
    place = _marked(Citation(law=law.key, article=article[1] + branches), *marks.groups())
    return None if place is None else (place, marks.end())


def _marked(article: Citation, roman: str | None, circled: str | None, kanji: str | None) -> Citation | None:
    """Return the place inside an article; ``None`` where it could be two, or is known not to be there.

    Roman numerals are 項 and what follows is a 号; so are kanji behind a circled 項.  A circled numeral alone is a 項,
    but a 号 in an article that has 号 and no such 項 (番号法19⑧).
    """
    numbers = [str(parse_int(mark)) for mark in (roman, circled, kanji) if mark]
    if roman and circled and kanji:
        return None
    if not numbers:
        return article
    if kanji and len(numbers) == 1:
        return article.at({"item": numbers[0]})
    place = article.at(dict(zip(("paragraph", "item"), numbers, strict=False)))
    if index().exists(place, date.max) is False and len(numbers) == 1:
        place = article.at({"item": numbers[0]})
    return None if index().exists(place, date.max) is False else place


def _words(place: Citation) -> str:
    head, *branches = str(place.article).split("_")
    words = f"{head}条" + "".join(f"の{branch}" for branch in branches)
    words += f"第{place.paragraph}項" if place.paragraph else ""
    return words + (f"第{place.item}号" if place.item else "")
