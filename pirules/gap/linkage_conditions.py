"""The conditions of a linkage clause (オンライン結合): what its own sentences let through, and what other paragraphs add that refer to it.

A ban names things without making them conditions (「国に提供するため…結合してはならない」), and its article holds paragraphs on other
matters.  So each sentence is read by its frame: what stands before 「…を除き」「…でなければ」「…に限り」, a ただし書 or 「前項の規定は…
適用しない」 as a whole, what a permission or a consultation asks for, and the 号 (also those of another article) that one of these names.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from pirules.clauses.model import Role
from pirules.gap.inherit import places_of
from pirules.gap.stance import MAY, NOT, stance_of
from pirules.gap.units import MAIN, Passage, Place, Unit

# 「…であっても」「…にかかわらず」: what holds in spite of something doesn't depend on it.
_CONCESSION = re.compile(
    r"[^、。]{0,60}(?:で(?:あっ)?ても|としても|にかかわらず|[をか]問わず|のいかんによらず)、?"
)
# Behind a condition under which the ban doesn't hold.
_LETS = re.compile(
    r"(?:場合|とき|もの|の|者|事務)を除[きいくけ]|(?:場合|とき|もの)(?:以外|のほか|の外)|なければ(?!な[らりい]|いけ)|なくして"
    r"|ない限り|に限(?:り|って|る|られ|定)|(?:場合|とき)(?:のみ|だけ)|は、(?:この|その)限りでない"
)
_ONLY_WHEN = re.compile(r"できるのは、(.+)")
_TOPIC = re.compile(r"は、")
_WHEN = re.compile(r"(?:とき|場合|際)に?(?:は|おいて(?:は)?)、")
_RISK = re.compile(
    r"(?P<of>[^、。]{2,60}(?:おそれ|恐れ|危険)[がの])ある(?=(?:と認め(?:られ)?る)?(?:とき|場合|もの))"
)
# A ban that another paragraph takes back, as a whole or for some cases.
_TAKES_BACK = re.compile(
    r"(?:規定|定め|禁止|制限)(?:は|を|にかかわらず).{0,200}(?:適用し|適用され|及ば|妨げ)ない|(?:規定|定め|禁止|制限)にかかわらず"
)
_LINKING = r"(?:結合|接続|提供|連結|つな(?:ぐ|ご)|これ)(?:等)?(?:を|の(?:実施|開始)を?)?"
_TO_LINK = re.compile(
    _LINKING + r"(?:(?:し|行お|始め|開始し)?よう|する|行[うい]|始める|開始する)|場合(?:において|に)?は?、"
)
_AFTERWARDS = re.compile(_LINKING + r"(?:した|行った|始めた|開始した)(?:とき|場合|後)(?:に)?は、")
_LINKS = re.compile(r"(?:結合|接続|提供|連結|行[うい]|つな[ぐい]|実施|開始|始め)(?:する)?$")
# What must be had from somebody before (市長の承認を得る, 議会の議決を経る).
_GATE = re.compile(r"(?:承認|許可|同意|認可|決裁|議決|了[解承])(?:を|の手続を?)(?:得|経|受け|要|と[らり])")
_IN_BRACKETS = re.compile(r"(?:結合|接続|提供|連結|こと)\(([^()]{2,120}?(?:を除く|に限る))[。)]")
_MOST_ITEMS = 200
_LISTED = re.compile(r"次の|次に|下記|左の|左に|各号|第[0-9]+号")
_NUMBERS = re.compile(r"第([0-9]+)号(から第([0-9]+)号)?")
_AND = re.compile(r"(?<=とき|場合)、?(?:又は|若しくは|もしくは|及び|並びに)|(?<=場合)、(?:又は|若しくは)")


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition under which linkage may happen.

    Attributes:
        text: its words.
        opens: it lets linkage through by itself; what is only to be done besides (審議会の意見を聴く) doesn't.
    """

    text: str
    opens: bool


class Conditions:
    """Finds the conditions of linkage clauses in one ordinance.

    Args:
        passages: its paragraphs, for what refers to a clause and what a clause refers to.
    """

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._at: dict[Place, list[Passage]] = {}
        self._referring: dict[Place, list[tuple[Passage, Unit]]] = {}
        for passage in passages:
            if not passage.is_paragraph:
                continue
            for place in places_of(passage):
                self._at.setdefault(place, []).append(passage)
            for unit in _sentences(passage) if passage.article.place == MAIN else ():
                for place in unit.inside:
                    self._referring.setdefault(place, []).append((passage, unit))

    def of(self, banning: Sequence[Passage]) -> Iterator[Condition]:
        """Return the conditions of clauses, first their own, then those of sentences elsewhere that refer to them.

        Args:
            banning: the paragraphs that restrict linkage.
        """
        own = {place for passage in banning for place in places_of(passage)}
        for passage in banning:
            for unit in _sentences(passage):
                yield from self._read(unit, passage, own)
        read = {passage.provision for passage in banning}
        articles = {id(passage.article.view) for passage in banning}
        places = list(own)
        # It grows by what goes on in the article: 「前項の規定により結合しようとするとき」.
        for place in places:
            for passage, unit in self._referring.get(place, ()):
                if passage.provision in read or not _speaks_of_linking(unit):
                    continue
                read.add(passage.provision)
                places += places_of(passage)[:1] if id(passage.article.view) in articles else ()
                for sentence in _sentences(passage):
                    if sentence is unit or sentence.role is not Role.MAIN:
                        yield from self._read(sentence, passage, own)

    def _read(self, unit: Unit, passage: Passage, own: set[Place]) -> Iterator[Condition]:
        """Return the conditions of a sentence, with those of the 号 that it names."""
        for condition in _of_sentence(unit):
            listed = list(islice(self._listed(condition.text, unit, passage, own), _MOST_ITEMS))
            if listed:
                yield from (Condition(text, condition.opens) for text in listed)
                yield Condition(condition.text, opens=False)
            else:
                yield from _parted(condition)

    def _listed(self, text: str, unit: Unit, passage: Passage, own: set[Place]) -> Iterator[str]:
        """Return the 号 that a condition names: its paragraph's own, or those of another provision (前条各号)."""
        if not _LISTED.search(text):
            return
        elsewhere = [other for place in unit.inside if place not in own for other in self._at.get(place, ())]
        numbers = [
            range(int(first), int(last or first) + 1)
            for first, _, last in _NUMBERS.findall(text)
            if elsewhere
        ]
        for other in elsewhere or [passage]:
            for number, item in enumerate(_items(other), 1):
                if not numbers or any(number in asked for asked in numbers):
                    yield item.view.bare.text


def _sentences(passage: Passage) -> tuple[Unit, ...]:
    return (passage.lead, *passage.later) if passage.lead is not None else passage.later


def _items(passage: Passage) -> Iterator[Unit]:
    """Yield the 号 of a paragraph without what is below them; 第1号の2 is a 号 by itself."""
    top = ""
    for item in passage.items:
        rest = item.provision.removeprefix(top) if top and item.provision.startswith(top) else ""
        if item.role is Role.ITEM and (not rest or rest.startswith("の")):
            top = item.provision
            yield item


def _speaks_of_linking(unit: Unit) -> bool:
    text = unit.view.bare.text
    return bool(_TAKES_BACK.search(text) or _TO_LINK.search(text))


def _of_sentence(unit: Unit) -> Iterator[Condition]:
    for match in _IN_BRACKETS.finditer(unit.view.full.text):
        yield Condition(match[1], opens=True)
    said = unit.view.bare.text
    if _AFTERWARDS.search(said):
        return
    text = _CONCESSION.sub("", said)
    stance = stance_of(text).value
    takes_back = unit.role is Role.PROVISO or bool(_TAKES_BACK.search(said))
    if takes_back and (stance != NOT or _LETS.search(text) or _TAKES_BACK.search(text)):
        yield Condition(text, opens=True)
        return
    if only := _ONLY_WHEN.search(text):
        yield Condition(only[1], opens=True)
        return
    end = 0
    for match in _LETS.finditer(text):
        yield Condition(_behind_topic(text[end : match.start()] + match[0]), opens=True)
        end = match.end()
    yield from _without_exception(text[end:], stance)


def _without_exception(rest: str, stance: str) -> Iterator[Condition]:
    """Return what a sentence asks for where it takes nothing out: a permission, a duty, a ban of what is risky."""
    if stance == NOT:
        yield from (Condition(f"{risk['of']}ない", opens=False) for risk in _RISK.finditer(rest))
    elif stance == MAY or _LINKS.search(stance_of(rest).act):
        yield Condition(rest, opens=stance == MAY and bool(_WHEN.search(rest)))
    else:
        when = list(_WHEN.finditer(rest))
        deed = rest[when[0].end() :] if when else _behind_topic(rest)
        yield Condition(deed, opens=bool(_GATE.search(deed)))


def _behind_topic(text: str) -> str:
    """Return a text without what stands up to its last 「は、」: whom or what it speaks of."""
    topics = list(_TOPIC.finditer(text))
    return text[topics[-1].end() :] if topics else text


def _parted(condition: Condition) -> Iterator[Condition]:
    """Part 「…とき又は…とき」: each may be of a type of its own."""
    begin = 0
    for match in _AND.finditer(condition.text):
        yield Condition(condition.text[begin : match.start()], condition.opens)
        begin = match.end()
    yield Condition(condition.text[begin:], condition.opens)
