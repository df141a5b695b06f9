"""The parts of a frame, read off the tree of units: who, to whom, what, when, except when.

Which verbs have somebody on the other side, and which nouns can be somebody, are closed lists of the legal style.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from pirules.clauses.cursor import Unit
from pirules.clauses.flat import QUOTE, Flat
from pirules.clauses.lexicon import CONDITION_NOUNS, MEASURES
from pirules.clauses.other_side import other_side
from pirules.clauses.topics import is_about, is_adverbial

Range = tuple[int, int]

_TOPIC = re.compile(r"^(?:とは|は|も|が|こそ)$")
_EXCEPT = re.compile(r"にかかわらず|にかかわりなく|を除くほか|を除くのほか|を除き|を除いて|を問わず")
_RESTRICTED = re.compile(r"(?:に限り|に限って|でなければ|を限度として)$")
_CONDITION_CASES = re.compile(r"^(?:に当たっ?て|に当たり|にあたって|にあたり|に際し(?:て)?)")
_TOPICS = 20  # more topics of one predicate are no sentence of law
# How sure a part is whose place the model advised, or the grammar guessed.
_ADVISED, _GUESSED = 0.8, 0.55


@dataclass(slots=True)
class Frame:
    """Parts of a frame as places in the source of the sentence, with confidences; not yet in a document."""

    subject: tuple[Range, float] | None = None
    counterparty: tuple[Range, float] | None = None
    conditions: list[tuple[Range, float]] = field(default_factory=list)
    exceptions: list[tuple[Range, float]] = field(default_factory=list)
    actions: list[tuple[Range, float]] = field(default_factory=list)
    objects: list[tuple[Range, float]] = field(default_factory=list)
    by_model: set[Range] = field(default_factory=set)


class FieldReader:
    """Reads the fields of one sentence off its units."""

    def __init__(self, flat: Flat, units: list[Unit], root: int) -> None:
        self.flat = flat
        self.units = units
        self.root = root
        self.children: list[list[int]] = [[] for _ in units]
        self.left = [unit.begin for unit in units]
        for index, unit in enumerate(units):
            if unit.head >= 0:
                self.children[unit.head].append(index)
        for index, unit in enumerate(units):
            if unit.head >= 0:
                self.left[unit.head] = min(self.left[unit.head], self.left[index])
        self.chain = self._chain()
        self.by_model: set[Range] = set()

    def _chain(self) -> dict[int, None]:
        """The coordinated predicates that share the sentence's modality, in order."""
        if self.root < 0 or self.units[self.root].kind != "V":
            return {}
        chain = {self.root}
        for index in range(self.root - 1, -1, -1):
            unit = self.units[index]
            if unit.kind == "V" and unit.head in chain and self._shares(index, unit):
                chain.add(index)
        return dict.fromkeys(sorted(chain))

    def _shares(self, index: int, unit: Unit) -> bool:
        if unit.form == "cont":
            return True
        head = self.units[unit.head]
        if unit.form == "adn" and head.noun == "努める" and unit.head == index + 1:
            return True  # 公表するよう努める: the effort is to 公表
        # 「書面を提出してしなければならない」: する stands for the act that the て-form names
        return unit.form == "te" and head.light and unit.head == index + 1 and not unit.comma

    def read(self) -> Frame:
        """Return the parts of the frame."""
        frame = Frame()
        frame.subject = self._subject()
        for index, unit in enumerate(self.units):
            if unit.head in self.chain or (unit.head < 0 and index == self.root):
                self._condition(index, unit, frame)
        self._acts(frame)
        frame.counterparty = self._counterparty()
        frame.by_model = self.by_model
        return frame

    def noun_phrase(self, index: int) -> Range:
        """The place of a noun with everything that describes it, particles left out."""
        return self.flat.span_with_parentheses(self._phrase_begin(index), self.units[index].end)

    def _phrase_begin(self, index: int) -> int:
        return self.left[index]

    # subject

    def _subject(self) -> tuple[Range, float] | None:
        """The topic of the main predicate, else its が, else a topic of the predicates joined to it, else については."""
        ranked = [
            (rank, -unit.head, index)
            for index, unit in enumerate(self.units)
            if unit.kind == "N" and unit.head in self.chain and (rank := self._rank(unit)) is not None
        ]
        if not ranked:
            return None
        rank, head, _ = min(ranked)
        places = [index for at, other, index in ranked if (at, other) == (rank, head)]
        return self._unquoted(self._governing(places)), (1.0, 0.9, 0.85)[rank]

    def _rank(self, unit: Unit) -> int | None:
        if is_about(unit):
            return 2
        if is_adverbial(unit) or not _TOPIC.match(unit.case):
            return None
        return 1 if unit.case == "が" else 0

    def _governing(self, places: list[int]) -> int:
        """Of several topics of one predicate the first; in 「文書は閲覧により、電磁的記録は視聴により行う」 the last."""
        if len(places) > _TOPICS:
            return places[0]
        for first, second in pairwise(places):
            cases = {self.units[at].case for at in self._arguments(first, second)}
            if not cases & {self.units[at].case for at in self._arguments(second, self.units[first].head)}:
                return first
        return places[-1]

    def _arguments(self, begin: int, stop: int) -> list[int]:
        head = self.units[begin].head
        return [
            at
            for at in range(begin + 1, stop)
            if self.units[at].head == head and self.units[at].kind == "N" and self.units[at].case
        ]

    def _unquoted(self, index: int) -> Range:
        """The place of a subject; of 「個人情報」 what stands inside of the quotation marks."""
        unit = self.units[index]
        if self.flat.text[unit.begin : unit.end] == QUOTE:
            quote = self.flat.quotes[unit.begin]
            return quote.start + 1, quote.end - 1
        return self.noun_phrase(index)

    # conditions and exceptions

    def _condition(self, index: int, unit: Unit, frame: Frame) -> None:
        if (
            unit.kind == "N"
            and unit.noun in CONDITION_NOUNS
            and not unit.case.startswith(("を", "の", "にかか", "について"))
        ):
            self._joined_conditions(index, frame)
            return
        marked = _CONDITION_CASES.match(unit.case)
        if _EXCEPT.search(unit.case):
            frame.exceptions.append((self._whole(index), 1.0))
        elif index == self.root:
            return
        elif marked is not None:
            frame.conditions.append((self._ending_at(index, unit.stop - len(unit.case) + marked.end()), 0.95))
        elif unit.form == "if" or unit.case == "でなければ":
            frame.conditions.append((self._whole(index), 0.9))
        elif _RESTRICTED.search(unit.case) and unit.noun not in MEASURES:
            frame.conditions.append((self._whole(index), 0.8))

    def _joined_conditions(self, index: int, frame: Frame) -> None:
        """「Aとき、又はBとき」 is two conditions; 「A場合であって、Bとき」 is one."""
        begin = self._phrase_begin(index)
        for child in self.children[index]:
            other = self.units[child]
            if (
                other.kind == "N"
                and other.noun in CONDITION_NOUNS
                and other.case == ""
                and other.joint not in {"", "その他"}
            ):
                self._joined_conditions(child, frame)
                begin = max(begin, self._next_begin(child))
        unit = self.units[index]
        if self._anaphoric(index) or unit.case == "であっても":
            return
        if unit.noun == "際" and not any(self.units[child].kind == "V" for child in self.children[index]):
            return  # 開示の実施の際に: a time, no condition
        stop = unit.stop if _RESTRICTED.search(unit.case) else unit.end
        frame.conditions.append((self._trimmed(begin, stop), 1.0))

    def _next_begin(self, index: int) -> int:
        following = index + 1
        return self.units[following].begin if following < len(self.units) else self.units[index].stop

    def _anaphoric(self, index: int) -> bool:
        """「この場合において」 points back and adds no condition."""
        words = self.flat.text[self.left[index] : self.units[index].end]
        return words in {"この場合", "その場合", "この際", "この限り", "その際", "当該場合", "その都度"}

    def _whole(self, index: int) -> Range:
        return self._ending_at(index, self.units[index].stop)

    def _ending_at(self, index: int, stop: int) -> Range:
        return self._trimmed(self._phrase_begin(index), stop)

    def _trimmed(self, begin: int, stop: int) -> Range:
        return self.flat.span(begin, stop)

    # acts and their objects

    def _acts(self, frame: Frame) -> None:
        for index in self.chain:
            unit = self.units[index]
            if self._effort(index) or self._empty_do(index):
                continue
            objects = [child for child in self.children[index] if self.units[child].case in {"を", "をも"}]
            light = unit.light and len(objects) == 1 and objects[0] == index - 1 and self._is_act(objects[0])
            if light:
                noun = self.units[objects[0]]
                frame.actions += [*self._joined_acts(objects[0]), (self.flat.span(noun.begin, unit.end), 1.0)]
                frame.objects.append(self._sure(objects[0], self.noun_phrase(objects[0]), 0.7))
                continue
            action = self._action(index)
            if action is not None:
                frame.actions.append(self._sure(index, action))
            frame.objects += [self._sure(child, self.noun_phrase(child)) for child in objects]

    def _joined_acts(self, index: int) -> list[tuple[Range, float]]:
        """「指導及び助言をする」: the nouns joined to the one before をする are acts too."""
        acts: list[tuple[Range, float]] = []
        for child in self.children[index]:
            unit = self.units[child]
            if unit.kind == "N" and unit.sahen and unit.case == "" and (unit.joint or unit.comma):
                acts += [*self._joined_acts(child), (self.flat.span(unit.begin, unit.end), 0.9)]
        return acts

    def _is_act(self, index: int) -> bool:
        """Tell whether a noun before をする is the act itself (通知をする, 懲戒処分をする) and no thing (次に掲げる行為をする)."""
        unit = self.units[index]
        return unit.sahen or self.left[index] == unit.begin

    def _effort(self, index: int) -> bool:
        """「公表するよう努める」: the act is 公表; in 「…ことのないよう努める」 it is 努める itself."""
        if self.units[index].noun != "努める":
            return False
        inner = [
            self.units[at]
            for at in self.chain
            if self.units[at].head == index and self.units[at].form == "adn"
        ]
        return any(unit.noun != "ない" for unit in inner)

    def _empty_do(self, index: int) -> bool:
        """「…を提出してしなければならない」: する only repeats the act before it."""
        return self.units[index].light and any(
            other != index and self.units[other].head == index and self.units[other].form == "te"
            for other in self.chain
        )

    def _action(self, index: int) -> Range | None:
        unit = self.units[index]
        if unit.case == "で" or (unit.noun == "ない" and unit.kind == "V"):
            return None  # この限りでない, …である: no verb
        begin = unit.begin
        before = self.units[index - 1] if index else None
        if unit.light and before is not None and before.head == index and before.case == "と":
            begin = before.stop - 1  # …とする
        elif unit.light and before is not None and before.kind == "R" and before.case == "に":
            begin = before.begin  # 明らかにする
        return self.flat.span(begin, unit.end)

    def _sure(self, index: int, place: Range, confidence: float = 1.0) -> tuple[Range, float]:
        """Lower the confidence of a part whose place in the sentence was guessed or advised by the model."""
        unit = self.units[index]
        if unit.asked:
            self.by_model.add(place)
            confidence = min(confidence, _ADVISED)
        elif unit.doubtful:
            confidence = min(confidence, _GUESSED)
        return place, confidence

    # the other side

    def _counterparty(self) -> tuple[Range, float] | None:
        best: tuple[float, int] | None = None
        for index in self.chain:
            verb = self._verb_words(index)
            for child in self.children[index]:
                other = self.units[child]
                score = other_side(other, self.flat.text[other.begin : other.end], verb)
                if score and (best is None or score > best[0]):
                    best = (score, child)
        if best is None:
            return None
        return self._sure(best[1], self._unquoted(best[1]), best[0])

    def _verb_words(self, index: int) -> str:
        unit = self.units[index]
        begin = unit.begin
        if unit.light or unit.noun in {"行う", "おこなう"}:
            begin = min([self.units[child].begin for child in self.children[index]] or [begin])
        return self.flat.text[begin : unit.stop]
