"""Matching: which topics a paragraph, a ただし書 or a 号 belongs to, and where the finding stands.

Each sentence is looked at by itself with its surroundings (:mod:`pirules.gap.recognise`); what it leaves unsaid is taken from
what was said before it (:mod:`pirules.gap.inherit`).  Then findings are put at the narrowest place whose words carry them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pirules.clauses.model import Role
from pirules.gap.found import CARRIED, Context, Found
from pirules.gap.halves import halves_of
from pirules.gap.harmless import is_harmless
from pirules.gap.inherit import Memory, completed, only_answers, places_of
from pirules.gap.recognise import Around, Candidate, Recogniser
from pirules.gap.second_reader import SecondReader
from pirules.gap.topics import Pattern, Topic, load_words
from pirules.gap.units import MAIN, Passage, Place, Unit
from pirules.gap.view import joined

# A paragraph that only goes on from the one before is less certain than one that says its topic.
_CARRIED = 0.55
_OF_THE_BAN = (
    "この規定は、その対象とする場合について定めるものです。条件や制限を加えていないかを確かめてください。"
)
_GOING_ON = Pattern(
    id="goes-on",
    when=lambda _subject: [],
    strength=20,
    confidence=_CARRIED,
    alongside=False,
    forms=frozenset({"sentence"}),
    words=(),
    change={},
    national=None,
)
_NAMING = replace(_GOING_ON, id="names-the-ban", change={"classification": "uncertain", "note": _OF_THE_BAN})
#: From this strength on a topic of its own beats the reading that 「前項の規定は…適用しない」 goes on with the last one.
_OWN_TOPIC = 85
#: … and a 後段 has a finding of its own.
_LATER_TOPIC = 70
#: … and a ただし書.
_PROVISO_TOPIC = 50
#: Below this strength a sentence isn't known by its own words, and is read with what was said before it.
_BY_ITSELF = 40
#: … which makes a finding less certain.
_HANDED_ON = 0.8
_GOES_ON = re.compile(
    r"^(?:[^。「]{0,80}(?:は|も|おいて)、)?"
    r"(?:前(?:各|[0-9])?項|第[0-9]+項)(?:(?:本文|ただし書|前段|後段|及び第[0-9]+項|又は第[0-9]+項|から前項まで|各号))?の(?:規定|定め|決まり|きまり|制限|禁止|禁|縛り|止め|義務|務め)[はもを]、?"
    r".{0,200}(?:適用しない|適用されない|準用する|(?:妨げ|禁ず|禁じ|禁止す|制限す|排除す)るもの(?:では|で)ない|妨げない|(?:働か|及ば|用い|当てはめ|拘束し|縛ら|よら|限りで|効か)ない|解(?:ける|く|かれる|除する|除される)|外(?:れる|す|される)|緩(?:む|める|められる)|免(?:れる|除する)|消える|止む|やむ)"
    r"|^(?:前(?:各|[0-9])?項|前条)の(?:規定|定め|制限)にかかわらず、[^。]{0,60}(?:場合|とき|もの)[^。]{0,12}(?:限りでない|適用しない)"
    r"|^[^。「]{0,80}(?:前(?:各|[0-9])?項|前条|第[0-9]+項)(?:の(?:規定|場合|例))?(?:と|に)(?:同様|よる|準ずる)(?:とする|。)"
)
_APPLIED = re.compile(
    r"(?:前条|第[0-9]+条).{0,60}の規定は、.{0,160}(?:準用する|適用しない|適用されない)|の規定を準用する"
)
# An article read in other words for some time or cases stays of its topic.
_OTHER_WORDS = re.compile(r"「[^」]{1,80}」(?:とあるの?は|を)、?「[^」]{1,80}」と(?:す|し|読)")
# A 柱書 whose 号 are rules (…を守らなければならない), and how such a 号 ends.
_LAYS_DOWN = re.compile(
    r"(?:次|以下)[^。]{0,40}(?:守[らりるっ]|遵守|従[いうわっ]|原則|講[じず]|留意|よらなければ|により行|基準|きまり)"
)
_IS_A_RULE = re.compile(
    r"(?:ない|ならない|する|行う|得る|努める|[うくすつむるぐ])(?<!に関する)(?<!に係る)こと。?$|[てで]はならない。?$"
)
# A ただし書 that only takes cases out of the main sentence has no matter but its own.
_SAVES = re.compile(r"(?:限りで(?:は)?|適用し|要し)ない。?$")
_FORBIDDEN = "not_permitted"
_OUTSIDE = "outside"
_READ_AS = re.compile(r"とあるの?は.{0,400}(?:読み替え|とする)")


class Matcher:
    """Finds topics in passages; made once for an ordinance."""

    def __init__(self, topics: Mapping[str, Topic], context: Context, *, second_reader: bool = False) -> None:
        self._topics = topics
        self._recogniser = Recogniser(topics, context)
        self._second = SecondReader(topics, self._recogniser) if second_reader else None
        self._at: dict[Place, list[Found]] = {}
        self._memory = Memory(load_words("matter"), load_words("stands_for"))

    def find(self, passages: Sequence[Passage]) -> tuple[Found, ...]:
        """Return what is found, in the order of the text."""
        result: list[Found] = []
        before: list[Found] = []
        in_article: set[str] = set()
        last_article: set[str] = set()
        if self._second is not None:
            self._second.listen(passages)
        for passage in passages:
            if passage.previous is None:
                before, last_article, in_article = [], in_article, set()
            around = Around(
                frozenset(found.topic.slug for found in before),
                in_article=frozenset(in_article),
                before_article=frozenset(last_article),
            )
            here = self._passage(passage, before, around)
            self._remember(passage, here)
            result += here
            in_article |= {found.topic.slug for found in here}
            before = here
        return tuple(result)

    def _remember(self, passage: Passage, here: Sequence[Found]) -> None:
        """Keep the topics by place, so that 「第4条第2項の規定により意見を述べる」 can be read by what stands there."""
        self._memory.remember(passage)
        for place in places_of(passage) if passage.is_paragraph else ():
            more = self._at.get(place, ()) if place[1] is None and passage.previous is not None else ()
            self._at[place] = [*more, *here]

    def _passage(self, passage: Passage, before: Sequence[Found], around: Around) -> list[Found]:
        main = self._main(passage, before, around)
        around = replace(around, within=frozenset(found.topic.slug for found in main))
        later = self._later(passage, main, around)
        items = self._items(passage, main, around)
        main = _left_to_its_items(passage, main, items)
        others = [*later, *items]
        table = self._rows(passage, [*main, *others], around)
        main = [found for found in main if not any(_outdone(found, row) for row in table)]
        others += table
        if self._second is None:
            return [*main, *others] or self._going_on(passage, before, around)
        return self._second.heard(
            passage, around, main, others, lambda: self._going_on(passage, before, around)
        )

    def _recognise(self, unit: Unit, passage: Passage, around: Around) -> list[Found]:
        named = frozenset(entry.topic.slug for entry in self._referred(unit))
        return self._recogniser.recognise(unit, passage, replace(around, refers_to=named))

    def _main(self, passage: Passage, before: Sequence[Found], around: Around) -> list[Found]:
        """Findings of the main sentence, for the paragraph as a whole."""
        lead = passage.lead
        if lead is None:
            return []
        text = lead.view.bare.text
        main = self._recognise(lead, passage, around)
        if any(is_harmless(f.rules) for f in main):
            pass  # it says something else of the matter before it than that did
        elif _GOES_ON.match(text) and all(f.strength < _OWN_TOPIC for f in main):
            source = before if "前項" in text else self._referred(lead)
            main = self._carried(passage, source or before) or main
        elif (least := _least_of_its_own(text)) and all(f.strength < least for f in main):
            main = self._carried(passage, self._referred(lead)) or main
        if all(f.strength < _BY_ITSELF for f in main):
            main = self._completed(lead, passage, around) or main
        if not any(is_harmless(found.rules) for found in main):
            main += self._halves(lead, passage, around, main)
        return [replace(found, provision=passage.provision, view=passage.view) for found in main]

    def _halves(self, lead: Unit, passage: Passage, around: Around, main: Sequence[Found]) -> list[Found]:
        """Findings of the rules that a sentence joins (…とし、…は…してはならない) which the sentence as a whole doesn't show."""
        result: list[Found] = []
        if any(found.outcome.classification == _OUTSIDE for found in main):
            return result  # what the Act doesn't reach isn't measured by it
        for place, half in enumerate(halves_of(lead)):
            known = {found.outcome.classification for found in (*main, *result)}
            # A flip may have moved the whole sentence from the topic that its half shows.
            named = {rule.partition("/")[0] for found in (*main, *result) for rule in found.rules}
            named |= {found.topic.slug for found in (*main, *result)}
            # What a sentence forbids stands in its last predicate; before it is told what things are.
            known |= {_FORBIDDEN} if place == 0 else set()
            result += [
                found
                for found in self._recognise(half, passage, around)
                if found.strength >= (_PROVISO_TOPIC if place and _accuses(found) else _LATER_TOPIC)
                and found.outcome.classification not in known
                and found.topic.slug not in named
            ]
        return result

    def _completed(self, unit: Unit, passage: Passage, around: Around) -> list[Found]:
        """Read a sentence that names no matter of its own with the matter that was said before it."""
        prefix = self._memory.matter(unit, passage)
        if not prefix:
            return []
        whole, surroundings = completed(unit, passage, prefix)
        return [
            replace(
                found,
                passage=passage,
                view=unit.view,
                confidence=found.confidence * _HANDED_ON,
                rules=(*found.rules, "inherited"),
            )
            for found in self._recognise(whole, surroundings, around)
            if found.strength >= _PROVISO_TOPIC
        ]

    def _referred(self, unit: Unit) -> list[Found]:
        """Return what was found at the provisions of this ordinance that a unit names."""
        return [entry for place in unit.inside for entry in self._at.get(place, ())]

    def _later(self, passage: Passage, main: list[Found], around: Around) -> list[Found]:
        """Findings of ただし書 and 後段 whose topic or class differs; the others only add evidence."""
        result: list[Found] = []
        for unit in passage.later:
            serves = unit.role is Role.SECOND_SENTENCE and passage.is_paragraph
            if _READ_AS.search(unit.view.bare.text) or (serves and only_answers(unit)):
                continue
            own = self._recognise(unit, passage, around)
            if all(f.strength < _BY_ITSELF for f in own) and not (
                main and _SAVES.search(unit.view.bare.text)
            ):
                own = self._completed(unit, passage, around) or own
            least = _LATER_TOPIC if serves else _PROVISO_TOPIC
            for found in own:
                if serves and is_harmless(found.rules):
                    continue  # it only says what the main sentence doesn't do
                # A sentence that only serves the main one (この場合において…) needs a clear topic of its own.
                known = found.key in {other.key for other in (*main, *result)}
                if known or not main or found.strength >= least or found.alongside:
                    _merge_or_add(found, main, result)
        return result

    def _items(self, passage: Passage, main: list[Found], around: Around) -> list[Found]:
        found: list[Found] = []
        rules = passage.lead is not None and bool(_LAYS_DOWN.search(passage.lead.view.bare.text))
        for unit in passage.items:
            own = self._recognise(unit, passage, around)
            if not own and rules and _IS_A_RULE.search(unit.view.bare.text):
                # 「次のことを守るものとする。…は、集めないこと。」: such a 号 is a sentence of its own.
                whole = self._recognise(replace(unit, form="sentence"), passage, around)
                own = [entry for entry in whole if entry.strength >= _PROVISO_TOPIC]
            found += [entry for entry in own if not any(_lies_in(entry, other) for other in found)]
        differ = len({entry.key for entry in found}) > 1
        alone = len(found) < sum(unit.form == "item" for unit in passage.items)
        found = [
            entry
            for entry in found
            if (entry.each and (differ or (alone and entry.outcome.classification == _FORBIDDEN)))
            or entry.key not in {other.key for other in main}
        ]
        found = [entry for entry in found if not _as_the_act_in_a_list(entry, main)]
        if not main and len({entry.key for entry in found}) == 1 and len(found) > 1:
            # One topic all through the list: the paragraph carries it.
            evidence = joined([span for entry in found for span in entry.evidence])
            return [replace(found[0], provision=passage.provision, view=passage.view, evidence=evidence)]
        return found

    def _rows(self, passage: Passage, known: Sequence[Found], around: Around) -> list[Found]:
        """Findings of the rows of a table inside the paragraph; it carries them, for rows have no names."""
        result: list[Found] = []
        for unit in passage.rows:
            for found in self._recognise(unit, passage, around):
                if found.strength >= _PROVISO_TOPIC and found.key not in {f.key for f in (*known, *result)}:
                    result.append(found)
        return result

    def _carried(self, passage: Passage, source: Sequence[Found]) -> list[Found]:
        """Return the first finding of ``source`` as one of this paragraph, which goes on with it or applies it (準用)."""
        if not source or passage.lead is None:
            return []
        first = source[0]
        return [
            replace(
                first,
                provision=passage.provision,
                passage=passage,
                evidence=joined([passage.lead.span]),
                view=passage.view,
                confidence=_CARRIED,
                rules=(*first.rules, CARRIED),
            )
        ]

    def _going_on(self, passage: Passage, before: Sequence[Found], around: Around) -> list[Found]:
        """A paragraph without a topic of its own goes on with the last one, if that topic does so, or with the ban that it names; flips still hold."""
        if passage.lead is None or passage.lead.form == "table":
            return []
        referred = self._referred(passage.lead)
        pattern, topic = _GOING_ON, next((entry.topic for entry in before if entry.topic.continues), None)
        if topic is None and passage.is_paragraph and passage.article.place == MAIN:
            # What is laid down for the cases of a ban is of its topic; whether it forbids too, its deed would have to say.
            pattern, topic = _NAMING, next((entry.topic for entry in referred if _accuses(entry)), None)
        if topic is None:
            return []
        named = frozenset(entry.topic.slug for entry in referred)
        subject = self._recogniser.subject(passage.lead, passage, Around(around.follows, refers_to=named))
        found = self._recogniser.settle(Candidate(pattern, topic, [], {}), subject)
        return [replace(found, provision=passage.provision, view=passage.view)]


def _least_of_its_own(text: str) -> int:
    """Return below which strength a sentence that applies an article, or reads it in other words, has the topic of that article; 0 for others."""
    if _OTHER_WORDS.search(text):
        return _OWN_TOPIC
    return _LATER_TOPIC if _APPLIED.search(text) else 0


def _accuses(found: Found) -> bool:
    return found.outcome.classification == _FORBIDDEN


def _left_to_its_items(passage: Passage, main: list[Found], items: Sequence[Found]) -> list[Found]:
    """Return the findings of the 柱書 without those that its 号 carry, where each 号 is judged by itself and they differ."""
    places = {unit.provision for unit in passage.items if unit.role is Role.ITEM}
    each = {found.provision for found in items if found.each}
    keys = {found.key for found in items if found.each}
    if len(keys) > 1 and all(any(place.startswith(own) for own in each) for place in places):
        return [found for found in main if found.key not in keys]
    return main


def _lies_in(found: Found, other: Found) -> bool:
    """Whether what is found below a 号 only says what the 号 says, or is part of one that is judged as a whole."""
    same = found.topic is other.topic if other.each else found.key == other.key
    return same and found.provision.startswith(other.provision)


def _as_the_act_in_a_list(found: Found, main: Sequence[Found]) -> bool:
    """Whether a 号 is one of those that repeat the Act in a list which goes beyond it: the paragraph's finding covers it."""
    copy = found.each and found.outcome.relation == "same"
    return copy and found.topic in {other.topic for other in main}


def _outdone(found: Found, row: Found) -> bool:
    """Whether a row of a table says more surely what its 柱書 says, of the same topic or hardly of any."""
    return (found.topic is row.topic or found.strength < _BY_ITSELF) and found.strength < row.strength


def _merge_or_add(found: Found, main: list[Found], result: list[Found]) -> None:
    for group in (main, result):
        for position, other in enumerate(group):
            if other.key == found.key:
                evidence = joined([*other.evidence, *found.evidence])
                group[position] = replace(other, evidence=evidence)
                return
    result.append(found)
