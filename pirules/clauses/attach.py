"""Which unit hangs on which: a projective tree over the units of a sentence, from right to left.

Japanese is head-final: a unit hangs on something to its right, and, since branches don't cross, on one of the *spine* of
its right neighbour (the neighbour, what that hangs on, and so on).  The legal style decides which:

- what stands before a noun (の, に係る, 連体形) hangs on the next noun, words in a row on the next noun too;
- an argument hangs on the nearest predicate that has room for it; with a 読点 it passes over relative clauses;
- a topic (は, も) and a とき/場合 with a 読点 hang on the main predicate;
- 「Aであって、Bもの」: A hangs on the noun that B describes.
"""

import re
from collections.abc import Mapping

from pirules.clauses.cursor import Unit
from pirules.clauses.joining import Joining
from pirules.clauses.lexicon import (
    ASIDE_NOUNS,
    BEFORE_ACTS,
    CLAUSE_NOUNS,
    CONDITION_NOUNS,
    GIVING,
    MEANS,
    NO_OBJECT,
    PENALTIES,
    POINTING,
    SOMEBODY,
    TRANSFER,
    WHEN,
)
from pirules.clauses.scopes import is_verb, slot_of
from pirules.clauses.topics import is_about, is_topic

_ROOT_CASE = re.compile(
    r"にかかわらず|を除くほか|を除くのほか|を除き|を除いて|^に当た|^にあた|^に際し|にあっては"
)


class Attacher(Joining):
    """Settles the head of each unit; ``units[i].head`` is its index, -1 for the root."""

    def run(self) -> int:
        """Attach all units; return the index of the root (-1 for a sentence without units)."""
        for index in range(len(self.units) - 1, -1, -1):
            unit = self.units[index]
            unit.head = -1 if index == self.root else self._head(index, unit)
            if unit.head >= 0:
                self.children[unit.head].append(index)
            if unit.head >= 0 and unit.kind == "N":
                self.filled[unit.head].add(slot_of(unit))
            if unit.kind == "V":
                self.clausal[index] = self._is_clausal(index)
        return self.root

    def _head(self, index: int, unit: Unit) -> int:
        spine = self._spine(index)
        if unit.case == "であって" or (unit.noun == "うち" and unit.case == "" and unit.comma):
            return self._described(unit, spine)
        if unit.case == "であっても":
            return self._top(spine)
        if self.adnominal[index]:
            return self._described_by(unit, index, spine)
        if unit.kind == "V":
            return self._after_predicate(unit, index, spine)
        head = self._noun_head(unit, index, spine) if unit.kind == "N" else None
        return self._argument(unit, index, spine) if head is None else head

    def _described_by(self, unit: Unit, index: int, spine: list[int]) -> int:
        following = self.units[index + 1]
        if unit.form == "D" and following.kind == "V" and is_verb(following):
            return index + 1  # その指名する委員
        return self._next_noun(spine)

    def _noun_head(self, unit: Unit, index: int, spine: list[int]) -> int | None:
        """The head of a noun that hangs on another noun: 「AからBまで」, 「A、B及びC」; ``None`` for an argument."""
        if unit.case == "から" and not unit.comma and self.units[index + 1].case.startswith("まで"):
            return index + 1
        if unit.case == "を" and not unit.comma and self.units[index + 1].case == "として":
            return index + 1  # 3年を目途として
        if unit.noun == "ほか" and unit.comma:
            return self._top(spine)
        if unit.case == "" or (unit.case in {"と", "や", "か", "とか"} and unit.joint):
            return self._listed(unit, spine)
        return None

    def _listed(self, unit: Unit, spine: list[int]) -> int | None:
        """A noun in a row (A、B及びC) hangs on the next noun; とき hangs on the とき that it is joined to."""
        if not (unit.comma or unit.joint) and self.units[spine[0]].noun == "各":
            return self._next_noun(spine[1:] or spine)
        following = self.units[spine[0]]
        describes = following.form == "adn" and not is_verb(following)
        if unit.joint and following.kind == "V" and (describes or unit.joint == "かつ"):
            return spine[0]  # 必要かつ適切な措置, 緊急かつやむを得ない
        if not (unit.comma or unit.joint) or (unit.comma and not unit.joint and unit.noun in WHEN):
            return None
        if unit.noun in CONDITION_NOUNS and unit.joint != "その他":
            joined = [
                at for at in spine if self.units[at].kind == "N" and self.units[at].noun in CONDITION_NOUNS
            ]
            return joined[0] if joined and unit.joint else None
        return next((at for at in spine if self._nominal(at)), None)

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

    def _argument(self, unit: Unit, index: int, spine: list[int]) -> int:
        predicates = self._predicates(spine)
        if not predicates:
            return self._next_noun(spine)
        if is_topic(self.units, index) and unit.noun not in CONDITION_NOUNS and unit.kind == "N":
            return self._topic(index, spine)
        if self._stands_above(unit, index):
            return self._top(spine)
        described = self._within_noun(unit, index, predicates)
        if described is not None:
            return described
        candidates = self._candidates(unit, index, predicates, spine)
        chosen = self._with_room(unit, index, candidates)
        if unit.kind != "N" or unit.comma or self.clausal[chosen] or not self._apart(index, chosen):
            return chosen
        toward = unit.case == "に" or unit.case.startswith("に対し")
        given = self._giving(unit, chosen, predicates) if toward else chosen
        return given if given != chosen else self._weighed(unit, index, chosen, predicates)

    def _weighed(self, unit: Unit, index: int, chosen: int, predicates: list[int]) -> int:
        """An argument that stands apart from a relative clause may belong to it or to the act: grammar can't tell."""
        slot = slot_of(unit)
        if slot not in {"を", "に", "へ", "から"} or self.units[chosen].noun in NO_OBJECT:
            return chosen
        others = [
            at
            for at in predicates
            if self.clausal[at] and slot not in self.filled[at] and is_verb(self.units[at])
        ]
        return self._ask(index, [chosen, *others[:1]])

    def _within_noun(self, unit: Unit, index: int, predicates: list[int]) -> int | None:
        """The head of what belongs to a noun phrase whatever predicates follow it."""
        if unit.case == "で" and self._same_thing(index, predicates[0]):
            return self.units[predicates[0]].head
        if unit.case == "が" and unit.comma:
            return self._within_topic(unit, index, predicates)  # 指定管理者が、…保有する個人情報については
        return None

    def _same_thing(self, index: int, at: int) -> bool:
        """「出資する法人で市長が定めるもの」: で as in であって, where the description has its own が or で."""
        described = self.adnominal[at] and self.units[self.units[at].head].noun in {"もの", "者"}
        if not described or at == index + 1:
            return False
        thing = self.units[index].comma and self.units[index - 1].form == "adn" and index > 0
        thing = thing and self.units[index].noun not in MEANS | CONDITION_NOUNS
        return thing or bool(self.filled[at] & {"が", "で"})

    def _stands_above(self, unit: Unit, index: int) -> bool:
        """Tell whether a unit hangs on the main predicate wherever it stands: ときは, を除き、, にかかわらず、, については、."""
        if unit.noun in CONDITION_NOUNS and unit.case in {"は", "には", "において", "においては"}:
            return True
        if not unit.comma:
            return False
        rule = (unit.noun, unit.case) == ("ところ", "により")
        aside = rule or unit.noun == "限り" or _ROOT_CASE.search(unit.case) is not None
        if aside:
            return not self.embedded[index]
        if unit.case == "により" and self.conditioned[index]:
            return True
        return is_about(unit) or (unit.noun in CONDITION_NOUNS and not unit.case.startswith("を"))

    def _candidates(self, unit: Unit, index: int, predicates: list[int], spine: list[int]) -> list[int]:
        """The predicates that an argument may hang on, nearest first; a 読点 lifts it over relative clauses."""
        clausal = [at for at in predicates if self.clausal[at]] or predicates
        if not unit.comma:
            timing = unit.kind == "R" and unit.noun in BEFORE_ACTS and self._apart(index, predicates[0])
            return clausal if timing else predicates
        if self.describing[index] or (unit.case == "により" and self._before_culprit(spine)):
            return predicates
        if unit.case == "が" or unit.case.startswith("に"):
            clausal = [at for at in clausal if not self._aside(at)] or clausal
        if unit.case.startswith("に対し") or (unit.case == "に" and unit.noun not in CLAUSE_NOUNS):
            clausal = (
                [at for at in clausal if self._demands(at)][:1]
                or [at for at in clausal if self._done_to_somebody(at)]
                or [at for at in clausal if self.units[at].noun not in NO_OBJECT]
                or clausal
            )
        return clausal

    def _before_culprit(self, spine: list[int]) -> bool:
        """「偽りその他不正の手段により、…を受けた者は、…に処する」: the means belongs to the deed, not to the penalty."""
        root = self.units[self.root]
        return root.noun in PENALTIES and any(self.units[at].case == "は" for at in spine)

    def _giving(self, unit: Unit, chosen: int, predicates: list[int]) -> int:
        """「審査請求人に口頭で意見を述べる機会を与える」: the person belongs to the giving, not to what is given."""
        toward = unit.case.startswith("に対し")
        if not toward and not SOMEBODY.search(unit.noun):
            return chosen
        acts = TRANSFER if toward else GIVING
        # 県に対し開示の請求をする者は、手数料を納め…: what describes the topic isn't reached from behind it
        within = chosen < self.first_topic
        for at in predicates:
            if within and at > self.first_topic:
                break
            if self.clausal[at] and acts.match(self.units[at].noun) and "に" not in self.filled[at]:
                return at
        return chosen

    def _aside(self, at: int) -> bool:
        """Tell whether a predicate only stands beside the act: 正当な理由がないのに, 反しない限り, 確保するため."""
        unit = self.units[at]
        return unit.form == "te" or (self.adnominal[at] and self.units[unit.head].noun in ASIDE_NOUNS)

    def _done_to_somebody(self, at: int) -> bool:
        """Tell whether an act has another side: 通知する, 指導に努める."""
        before = self.units[at - 1]
        noun = before.noun if at and before.head == at and before.case in {"に", "を"} else ""
        return TRANSFER.search(self.units[at].noun + " " + noun) is not None

    def _topic(self, index: int, spine: list[int]) -> int:
        top = self._top(spine)
        later = [at for at in self.topics if self.units[at].head == top]
        if later:
            before = [
                at
                for at in self._predicates(spine)
                if at < later[-1] and self.units[at].form == "cont" and self.units[at].head == top
            ]
            if before:
                top = before[-1]
        self.topics.append(index)
        return top

    def _with_room(self, unit: Unit, index: int, candidates: list[int]) -> int:
        slot = slot_of(unit)
        for at in candidates:
            head = self.units[at]
            if slot in self.filled[at] and slot in {"が", "を", "に"} and at != index + 1:
                continue
            if slot == "を" and (head.noun in NO_OBJECT or head.case == "で" or not is_verb(head)):
                continue
            if (
                at != index + 1
                and head.form == "adn"
                and head.noun in POINTING
                and self.filled[at] & {"に", "で"}
                and slot not in {"が", "として"}
            ):
                continue
            if slot == "が" and (head.noun == "掲げる" or (head.noun == "規定" and "に" in self.filled[at])):
                continue
            if slot.startswith("に対し") and not is_verb(head):
                continue
            return at
        return candidates[-1]


def attach(units: list[Unit], advice: Mapping[int, int] | None = None) -> tuple[int, list[int]]:
    """Settle ``head`` of each unit.

    Args:
        units: the units of a sentence.
        advice: heads that the language model proposes, by unit; taken only where the grammar leaves a choice.

    Returns:
        The index of the root (-1 where there is none), and the units whose head the grammar leaves open.
    """
    for unit in units:
        unit.head, unit.asked, unit.doubtful = -1, False, False
    attacher = Attacher(units, advice)
    root = attacher.run()
    return root, attacher.open()
