"""Which unit hangs on which: a projective tree over the units of a sentence, from right to left.

Japanese is head-final: a unit hangs on something to its right, and, since branches don't cross, on one of the *spine* of
its right neighbour (the neighbour, what that hangs on, and so on).  The legal style decides which:

- what stands before a noun (の, に係る, 連体形) hangs on the next noun, words in a row on the next noun too;
- an argument hangs on the nearest predicate that has room for it; with a 読点 it passes over relative clauses;
- a topic (は, も) and a とき/場合 with a 読点 hang on the main predicate;
- 「Aであって、Bもの」: A hangs on the noun that B describes.
"""

import re

from pirules.clauses.units import Unit, is_adnominal

CONDITION_NOUNS = frozenset({"とき", "時", "場合", "際", "限り", "都度", "限度", "範囲内", "節"})
# Nouns that make a clause of what stands before them, where a relative clause would only describe a thing.
CLAUSE_NOUNS = CONDITION_NOUNS | {"こと", "ため", "よう", "ほか", "上", "前", "後", "うえ"}
_PREDICATE_ONLY_NI = frozenset({"掲げる", "規定", "定める", "該当", "準ずる", "属する", "相当"})
_NO_OBJECT = frozenset(
    {
        "ある",
        "なる",
        "該当",
        "よる",
        "係る",
        "属する",
        "できる",
        "ない",
        "掲げる",
        "いる",
        "準ずる",
        "足りる",
        "生ずる",
        "関係",
    }
)
_DEMANDS = frozenset(
    {
        "求める",
        "命ずる",
        "命じる",
        "勧告",
        "要請",
        "指示",
        "請求",
        "依頼",
        "義務付ける",
        "指導",
        "助言",
        "促す",
        "要求",
        "禁止",
        "命令",
    }
)
_BEFORE_ACTS = frozenset(
    {"あらかじめ", "遅滞", "直ちに", "速やかに", "速やか", "都度", "事前", "事前に", "事後", "新たに", "別に"}
)
_WHEN = frozenset(
    {
        "毎年度",
        "毎年",
        "年度",
        "間",
        "日",
        "後",
        "前",
        "以後",
        "以前",
        "結果",
        "上",
        "今後",
        "うえ",
        "毎",
        "現在",
        "ところ",
        "当時",
    }
)
_TIME_NOUNS = frozenset(
    {
        "ため",
        "よう",
        "目的",
        "日",
        "前",
        "後",
        "際",
        "期間",
        "内",
        "以内",
        "まで",
        "とおり",
        "中",
        "範囲",
        "限度",
        "上",
    }
)
_TOPIC = re.compile(r"^(?:に)?(?:とは|は|も)$")
_ROOT_CASE = re.compile(
    r"にかかわらず|を除くほか|を除くのほか|を除き|を除いて|^に当た|^にあた|^に際し|にあっては"
)
_MAX_SPINE = 120


class Attacher:
    """Settles the head of each unit; ``units[i].head`` is its index, -1 for the root."""

    def __init__(self, units: list[Unit]) -> None:
        self.units = units
        self.root = len(units) - 1
        self.filled: list[set[str]] = [set() for _ in units]
        self.adnominal = [is_adnominal(unit) for unit in units]
        self.clausal = [False] * len(units)
        self.topics: list[int] = []
        self.embedded = self._embedded()

    def _embedded(self) -> list[bool]:
        """For each unit: does it follow a 「…が、」 that opened a clause inside the sentence, with no topic since?"""
        flags: list[bool] = []
        inside = False
        for unit in self.units:
            flags.append(inside)
            if unit.kind == "N" and unit.noun not in CONDITION_NOUNS:
                if unit.case == "が" and unit.comma:
                    inside = True
                elif unit.case in {"は", "も", "とは"}:
                    inside = False
        return flags

    def run(self) -> int:
        """Attach all units; return the index of the root (-1 for a sentence without units)."""
        for index in range(len(self.units) - 1, -1, -1):
            unit = self.units[index]
            unit.head = -1 if index == self.root else self._head(index, unit)
            if unit.head >= 0 and unit.kind == "N":
                self.filled[unit.head].add(_slot(unit))
            if unit.kind == "V":
                self.clausal[index] = self._is_clausal(index)
        return self.root

    def _spine(self, index: int) -> list[int]:
        spine: list[int] = []
        at = index + 1
        while at >= 0 and len(spine) < _MAX_SPINE:
            spine.append(at)
            at = self.units[at].head
        if spine and at >= 0:
            spine.append(self.root)
        return spine

    def _is_clausal(self, index: int) -> bool:
        """Tell whether a predicate carries a clause of its own and not a mere description of a thing."""
        unit = self.units[index]
        if unit.head < 0 or not self.adnominal[index]:
            head = unit.head
            joined = unit.form in {"cont", "te"} and head >= 0 and self.units[head].kind == "V"
            return self.clausal[head] if joined else True
        return self.units[unit.head].noun in CLAUSE_NOUNS

    def _head(self, index: int, unit: Unit) -> int:
        spine = self._spine(index)
        if unit.case == "であって":
            return self._described(unit, spine)
        if self.adnominal[index]:
            return self._described_by(unit, index, spine)
        if unit.kind == "V":
            return self._after_predicate(unit, index, spine)
        head = self._noun_head(unit, index, spine) if unit.kind == "N" else None
        return self._argument(unit, index, spine) if head is None else head

    def _described_by(self, unit: Unit, index: int, spine: list[int]) -> int:
        following = self.units[index + 1]
        if unit.form == "D" and following.kind == "V" and self._is_verb(following):
            return index + 1  # その指名する委員
        return self._next_noun(spine)

    def _noun_head(self, unit: Unit, index: int, spine: list[int]) -> int | None:
        """The head of a noun that hangs on another noun: 「AからBまで」, 「A、B及びC」; ``None`` for an argument."""
        if unit.case == "から" and not unit.comma and self.units[index + 1].case.startswith("まで"):
            return index + 1
        if unit.noun == "ほか" and unit.comma:
            return self._top(spine)
        if unit.case == "" or (unit.case in {"と", "や", "か", "とか"} and unit.joint):
            return self._listed(unit, spine)
        return None

    def _next_noun(self, spine: list[int]) -> int:
        for at in spine:
            if self.units[at].kind == "N":
                return at
        return spine[0]

    def _listed(self, unit: Unit, spine: list[int]) -> int | None:
        """A noun in a row (A、B及びC) hangs on the next noun; とき hangs on the とき that it is joined to."""
        if not (unit.comma or unit.joint) and self.units[spine[0]].noun == "各":
            return self._next_noun(spine[1:] or spine)
        if not (unit.comma or unit.joint) or (unit.comma and not unit.joint and unit.noun in _WHEN):
            return None
        if unit.noun in CONDITION_NOUNS and unit.joint != "その他":
            joined = [
                at for at in spine if self.units[at].kind == "N" and self.units[at].noun in CONDITION_NOUNS
            ]
            return joined[0] if joined and unit.joint else None
        return next((at for at in spine if self.units[at].kind == "N"), None)

    def _described(self, unit: Unit, spine: list[int]) -> int:
        """「…であって」: the noun that goes on with the description."""
        if unit.noun in CONDITION_NOUNS:
            for at in spine:
                if self.units[at].noun in CONDITION_NOUNS and self.units[at].kind == "N":
                    return at
        found = -1
        for at in spine:
            if self.units[at].kind == "N":
                found = at
            elif self.units[at].kind == "V" and self.clausal[at] and found >= 0:
                break
        return found if found >= 0 else spine[0]

    def _predicates(self, spine: list[int]) -> list[int]:
        return [at for at in spine if self.units[at].kind == "V"]

    def _top(self, spine: list[int]) -> int:
        """The main predicate, as seen from a place in the sentence."""
        predicates = self._predicates(spine)
        if not predicates:
            return spine[-1]
        plain = [at for at in predicates if not self.adnominal[at]]
        return plain[-1] if plain else predicates[-1]

    def _argument(self, unit: Unit, index: int, spine: list[int]) -> int:
        predicates = self._predicates(spine)
        if not predicates:
            return self._next_noun(spine)
        if self._is_topic(unit, index) and unit.noun not in CONDITION_NOUNS and unit.kind == "N":
            return self._topic(index, spine)
        conditional = unit.noun in CONDITION_NOUNS and not unit.case.startswith("を")
        if unit.case == "については" and unit.comma:
            return self._top(spine)
        aside = (
            _ROOT_CASE.search(unit.case)
            or (unit.noun, unit.case) == ("ところ", "により")
            or unit.noun == "限り"
        )
        if unit.comma and (aside or conditional) and not (aside and self.embedded[index]):
            return self._top(spine)
        if conditional and unit.case in {"は", "には"}:
            return self._top(spine)
        candidates = predicates
        if unit.comma:
            candidates = [at for at in predicates if self.clausal[at]] or predicates
            if unit.case == "が" or unit.case.startswith("に"):
                candidates = [at for at in candidates if not self._aside(at)] or candidates
            if unit.case.startswith("に対し") or (unit.case == "に" and unit.noun not in CLAUSE_NOUNS):
                candidates = [at for at in candidates if self._demands(at)][:1] or candidates
        elif unit.kind == "R" and unit.noun in _BEFORE_ACTS and self._apart(index, predicates[0]):
            candidates = [at for at in predicates if self.clausal[at]] or predicates
        return self._with_room(unit, index, candidates)

    def _apart(self, index: int, predicate: int) -> bool:
        """Tell whether arguments stand between an adverb and a predicate (not so in 「あらかじめその指名する委員」)."""
        return any(
            not self.adnominal[at] and self.units[at].kind != "R" for at in range(index + 1, predicate)
        )

    def _aside(self, at: int) -> bool:
        """Tell whether a predicate only stands beside the act: 正当な理由がないのに, 反しない限り, 確保するため."""
        unit = self.units[at]
        return unit.form == "te" or (
            self.adnominal[at] and self.units[unit.head].noun in {"限り", "ため", "上", "後", "前", "うえ"}
        )

    def _demands(self, at: int) -> bool:
        """Tell whether a predicate asks somebody for an act: 「Aに対し、…することを求める」."""
        unit = self.units[at]
        if unit.noun not in _DEMANDS:
            return False
        return any(other.head == at and other.noun in {"こと", "よう"} for other in self.units[:at])

    def _is_topic(self, unit: Unit, index: int) -> bool:
        """Tell a topic from 「…とは別の」「…とは異なる」."""
        if unit.case == "とは" and not unit.comma and index + 1 < len(self.units):
            return self.units[index + 1].noun not in {"別", "異なる", "関係", "別に"}
        return bool(_TOPIC.match(unit.case))

    def _topic(self, index: int, spine: list[int]) -> int:
        top = self._top(spine)
        later = [at for at in self.topics if self.units[at].head == top]
        if later:
            before = [
                at for at in self._predicates(spine) if at < later[-1] and self.units[at].form == "cont"
            ]
            if before:
                top = before[-1]
        self.topics.append(index)
        return top

    def _with_room(self, unit: Unit, index: int, candidates: list[int]) -> int:
        slot = _slot(unit)
        for at in candidates:
            head = self.units[at]
            if slot in self.filled[at] and slot in {"が", "を", "に"} and at != index + 1:
                continue
            if slot == "を" and (head.noun in _NO_OBJECT or head.case == "で" or not self._is_verb(head)):
                continue
            if (
                at != index + 1
                and head.form == "adn"
                and head.noun in _PREDICATE_ONLY_NI
                and "に" in self.filled[at]
                and slot != "が"
            ):
                continue
            if slot == "が" and head.noun == "掲げる":
                continue
            return at
        return candidates[-1]

    @staticmethod
    def _is_verb(unit: Unit) -> bool:
        """Tell a verb from a describing word (必要な)."""
        return unit.sahen or unit.light or unit.noun[-1:] in set("うくぐすつぬぶむる")

    def _after_predicate(self, unit: Unit, index: int, spine: list[int]) -> int:
        predicates = self._predicates(spine)
        if not predicates:
            return self._next_noun(spine)
        nearest = predicates[0]
        if unit.form == "case":
            aside = unit.comma and not unit.case.startswith("と")
            return self._top(spine) if aside else nearest
        if unit.form == "if":
            return next((at for at in predicates if not self.adnominal[at]), predicates[-1])
        joined = (
            unit.form == "cont" and unit.joint and nearest == index + 1 and self._is_verb(self.units[nearest])
        )
        if unit.form not in {"cont", "te"} or not (unit.comma or unit.joint) or joined:
            return nearest
        clausal = [at for at in predicates if self.clausal[at]] or [nearest]
        if unit.form == "te":
            return clausal[0]
        # 「諮問し、その答申を尊重して、裁決を行う」: the て-form only says how
        return next((at for at in clausal if self.units[at].form != "te"), clausal[0])


def _slot(unit: Unit) -> str:
    """The place that a unit takes with its predicate; a time or purpose takes none away from a person."""
    if unit.case in {"は", "が", "も"}:
        return "が"
    return "" if unit.noun in _TIME_NOUNS else unit.case


def attach(units: list[Unit]) -> int:
    """Settle ``head`` of each unit; return the index of the root, -1 where there is none."""
    return Attacher(units).run()
