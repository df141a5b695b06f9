"""What a predicate goes on to: 「Aし、又はBする」, 「Aしたときは、B」, 「Aして、B」."""

from pirules.clauses.cursor import Unit
from pirules.clauses.lexicon import CONDITION_NOUNS, DEMANDS, POINTING
from pirules.clauses.scopes import is_verb
from pirules.clauses.spine import Spine
from pirules.clauses.topics import is_adverbial, is_topic

_NEAR = 200  # units; further left a hostile sentence would cost its square


class Joining(Spine):
    """Settles the heads of predicates."""

    def _after_predicate(self, unit: Unit, index: int, spine: list[int]) -> int:
        predicates = self._predicates(spine)
        if not predicates:
            return self._next_noun(spine)
        if unit.form in {"cont", "te"} and (unit.comma or unit.joint):
            return self._joined_to(unit, index, predicates, spine)
        nearest = predicates[0]
        if unit.case == "か" and self.units[index + 1].noun == "どう":
            return index + 1  # 開示を受けたかどうかにかかわらず
        if unit.form == "if":
            return next((at for at in predicates if not self.adnominal[at]), predicates[-1])
        aside = unit.form == "case" and unit.comma and not unit.case.startswith(("と", "だけ"))
        return self._top(spine) if aside else nearest

    def _joined_to(self, unit: Unit, index: int, predicates: list[int], spine: list[int]) -> int:
        """The predicate that an act with 読点 or 又は goes on to."""
        nearest = predicates[0]
        if unit.form == "cont" and unit.joint and nearest == index + 1 and is_verb(self.units[nearest]):
            return nearest  # 収集し、又は利用する
        if unit.modal and unit.form == "cont" and not unit.joint:
            return self._top(spine)  # 漏らしてはならず、その職を退いた後も
        described = self._within_topic(unit, index, predicates)
        if described is not None:
            return described
        clausal = [at for at in predicates if self.clausal[at]] or [nearest]
        if unit.case == "とともに":
            clausal = [at for at in clausal if not self._negated(at)] or clausal
        if unit.noun in {"付す", "付する"}:
            # 制限を付し、又は…講ずることを求める: both are done by the same one
            clausal = [at for at in clausal if self._demands(at)] or clausal
        if unit.form == "te":
            return clausal[0]
        apart = self.conditioned[index] or self._own_subject(clausal[0])
        if not unit.joint and apart and self._under_topic(index):
            clausal = [self._top(spine)]
        # 「諮問し、その答申を尊重して、裁決を行う」: the て-form only says how
        grammatical = next((at for at in clausal if self.units[at].form != "te"), clausal[0])
        if unit.joint and nearest != grammatical and self._is_rival(nearest):
            return self._ask(index, [grammatical, nearest])
        return grammatical

    def _within_topic(self, unit: Unit, index: int, predicates: list[int]) -> int | None:
        """「…を漏らし、又は…使用してはならない義務については」: before a topic an act belongs to what describes the topic."""
        limit, joined = self.first_topic, bool(unit.joint)
        if index > limit and unit.joint in {"又は", "若しくは"} and self.topics:
            limit, joined = self.topics[-1], False  # 実施機関は、法令に違反し、又は不正に取得した個人情報は
        for at in predicates:
            if at > limit or self.clausal[at]:
                break
            other = self.units[at]
            if is_verb(other) and other.noun not in POINTING and (joined or "が" not in self.filled[at]):
                return at
        return None

    def _negated(self, at: int) -> bool:
        """Tell 「取り扱うことのないように」, which is no act beside others."""
        head = self.units[self.units[at].head]
        return self.adnominal[at] and (
            self.units[at].noun == "ない" or (head.noun, head.case) == ("こと", "の")
        )

    def _own_subject(self, at: int) -> bool:
        """Tell whether a predicate makes a condition of what befalls somebody else: 関係人の請求があったときは."""
        return (
            self.adnominal[at]
            and self.units[self.units[at].head].noun in CONDITION_NOUNS
            and "が" in self.filled[at]
        )

    def _under_topic(self, index: int) -> bool:
        """Tell whether a topic governs the place, with no が since."""
        for at in range(index - 1, max(-1, index - _NEAR), -1):
            if self.units[at].kind == "N" and self.units[at].case == "が":
                return False
            if is_topic(self.units, at):
                when = self.conditioned[index] and self.units[at].noun in CONDITION_NOUNS
                return self.units[at].kind == "N" and (when or not is_adverbial(self.units[at]))
        return False

    def _is_rival(self, at: int) -> bool:
        """Tell whether a relative clause is full enough to be one of two joined acts."""
        return is_verb(self.units[at]) and self.units[at].noun not in POINTING and bool(self.children[at])

    def _demands(self, at: int) -> bool:
        """Tell whether a predicate asks somebody for an act: 「Aに対し、…することを求める」."""
        unit = self.units[at]
        if unit.noun not in DEMANDS:
            return False
        return any(self.units[child].noun in {"こと", "よう"} for child in self.children[at])
