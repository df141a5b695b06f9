"""What a sentence leaves unsaid because it was said before: the matter that 前項, 前条, 同項, この場合 and 当該 hand on.

「実施機関は、あらかじめ審議会の意見を聴かなければならない。」 names neither the data nor the act; the paragraph before it, or the
provision that it refers to, does.  A sentence of which no topic is known by its own words is read again with those
words before it.  Which words are handed on (``matter``) and what shows that a sentence speaks of them (``stands_for``) stands
in the vocabulary; which places, in the resolved references.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from pirules.gap.stance import DONE, NOT, stance_of
from pirules.gap.units import MAIN, SUPPLEMENT, Passage, Place, Unit
from pirules.gap.view import Strip, View

_ANAPHORA = re.compile(
    r"これ(?:ら|を|に|が|は|と)|その(?!他|旨)|それ|当該|この場合|同項|同条|同様|前項|前条|前[0-9]項"
)
# 「この場合において、市の機関は、これを拒んではならない」: whom the first sentence asks must do as asked, and no more is said.
_ANSWERS = re.compile(
    r"^(?:(?:この|その|これらの)(?:場合|とき)[^、。]{0,10}、)?(?:[^、。]{1,24}は、)?(?:(?:正当な|特別の)(?:理由|事情)[^、。]{0,12}、|(?:速やか|直ち)に、|遅滞なく、)?"
    r"(?:これ|その(?:求め|要求|請求|指示|命令|申出))(?:を|に)[^、。]{0,12}(?:(?P<refuses>拒|断)|応|従|協力)[^、。]{0,20}。?$"
)
_MOST_WORDS = 8
_LONGEST = 160


class Memory:
    """Remembers the passages of one ordinance by place, as they are read."""

    def __init__(self, matter: re.Pattern[str], stands_for: re.Pattern[str]) -> None:
        self._matter = matter
        self._stands_for = stands_for
        self._words: dict[Place, tuple[str, ...]] = {}
        self._own: dict[str, tuple[str, ...]] = {}

    def remember(self, passage: Passage) -> None:
        """Keep what a passage hands on: its own words, or those that it was handed itself."""
        if not passage.is_paragraph:
            return
        words = self._of(passage.view.bare.text) or self._before(passage)
        self._own[passage.provision] = words
        for place in places_of(passage):
            first = place[1] is None and passage.previous is not None
            self._words[place] = (*self._words.get(place, ()), *words) if first else words

    def matter(self, unit: Unit, passage: Passage) -> str:
        """Return what goes before a sentence to make it whole, ``""`` if it is whole by itself."""
        text = unit.view.bare.text
        if not self._stands_for.search(text):
            return ""
        referred = [word for place in unit.inside for word in self._words.get(place, ())]
        if not referred and self._matter.search(text) and not _ANAPHORA.search(text):
            return ""
        lead = passage.lead.view.bare.text if passage.lead and passage.lead is not unit else ""
        words = referred or self._of(lead) or self._before(passage) or self._of(passage.article.caption)
        return _prefix(words)

    def _before(self, passage: Passage) -> tuple[str, ...]:
        return self._own.get(passage.previous.provision, ()) if passage.previous else ()

    def _of(self, text: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(match[0] for match in self._matter.finditer(text)))[:_MOST_WORDS]


def only_answers(unit: Unit) -> bool:
    """Whether a 後段 only binds whom the sentence before it asks: what it is about is said there."""
    text = unit.view.bare.text
    found = _ANSWERS.match(text)
    return found is not None and stance_of(text).value == (NOT if found["refuses"] else DONE)


def places_of(passage: Passage) -> tuple[Place, ...]:
    """Return the places by which references may mean a passage: the paragraph, and its article as a whole."""
    number = passage.article.number
    if passage.article.place == MAIN:
        return () if number is None else ((number, passage.node.number), (number, None))
    article = f"{SUPPLEMENT}{number or ''}"
    return ((article, passage.node.number), (article, None))


def _prefix(words: Sequence[str]) -> str:
    if not words:
        return ""
    return "の".join(dict.fromkeys(words))[:_LONGEST] + "について、"


def completed(unit: Unit, passage: Passage, prefix: str) -> tuple[Unit, Passage]:
    """Return the sentence and its paragraph with ``prefix`` before them; its letters lie at the sentence's first one."""
    whole = replace(unit, view=_put_before(unit.view, prefix))
    lead = whole if passage.lead is unit else passage.lead
    return whole, replace(passage, view=_put_before(passage.view, prefix), lead=lead)


def _put_before(view: View, prefix: str) -> View:
    return View(_strip(view.full, prefix), _strip(view.bare, prefix))


def _strip(strip: Strip, prefix: str) -> Strip:
    if not strip.text:
        return strip
    start, end = strip.starts[0], strip.ends[0]
    size = len(prefix)
    return Strip(prefix + strip.text, (start,) * size + strip.starts, (end,) * size + strip.ends)
