"""What hangs behind a verb: 助動詞, 接続助詞 and the endings of power and duty; they settle its form."""

import re

from pirules.clauses.cursor import Cursor, Unit
from pirules.clauses.tokens import (
    ADJECTIVE,
    AUXILIARY,
    COMMA,
    CONJUNCTION,
    JOINT,
    PARTICLE,
    STOP,
    VERB,
    Token,
)

# Endings that say power, duty or exemption; the verb before them stays the predicate.
_TAIL = re.compile(
    r"こと(?:が|は|も)(?:でき|出来)(?:る|ない|なかった|なく|ず)?|ことを要(?:しない|する|し)|ことは?ない(?=もの|。|$)|"
    r"もの(?:と(?:する|し(?!て))|では?(?:ない|なく|ある(?=。|$)))|こととする|ことと(?:し(?=、))|必要(?:は|が)ない(?=もの|。|$)|"
    r"義務(?:を負(?:う|い|わない)|がある|を有(?:する|し))|責務を(?:有(?:する|し)|負(?:う|い))|責任を(?:有(?:する|し)|負(?:う|い))|"
    r"権利を有(?:する|し)|権限を有(?:する|し)|べき(?:もの(?:とする|である)|である)|よう(?:に)?(?=努め)"
)
_MODAL = re.compile("なら|でき|出来|もの")
_LISTING = frozenset({"掲げる", "定める", "規定"})
#: する, which makes a verb of the noun before it.
LIGHT = frozenset({"する", "為る"})
_VOICE = frozenset({"せる", "させる"})
_WHILE = frozenset({"ながら", "つつ", "のに", "ので", "たり"})
_AFTER_TE = frozenset(
    {"いる", "おる", "ある", "なる", "おく", "くる", "いく", "みる", "もらう", "いただく", "はならない"}
)


class Endings(Cursor):
    """Takes what goes on with a verb."""

    def _endings(self, unit: Unit) -> None:
        """Take 助動詞, 接続助詞 and the endings of power and duty, then settle the form."""
        tokens = self.tokens
        form = tokens[self.at - 1].form if self.at else ""
        last = tokens[self.at - 1]
        while self.at < len(tokens):
            token = tokens[self.at]
            if self._ending(last, token, unit):
                self.at += 1
                unit.stop = token.end
                if last.end == unit.end and not unit.sahen and token.lemma in _VOICE and unit.kind == "V":
                    unit.end = token.end  # 知らせる, 行わせる: an act of its own
                last = token
                form = token.form or form
            elif token.kind != JOINT and self._tail(unit):
                last = tokens[self.at - 1]
                form = last.form
            else:
                break
        unit.modal = _MODAL.search(self.text, unit.end, unit.stop) is not None
        unit.form = self._form(unit, last, form)

    def _ending(self, last: Token, token: Token, unit: Unit) -> bool:
        """Tell whether a morpheme goes on with the verb before it."""
        if token.kind == JOINT:
            return token.surface not in {"と", "が", "から"}
        if token.kind in {VERB, ADJECTIVE}:
            return self._auxiliary(last, token, unit)
        if token.surface in {"は", "も"}:
            return last.surface in {"て", "で"} and self._kind(1) in {VERB, ADJECTIVE, AUXILIARY}
        volition = token.surface == "と" and last.form == "意志推量形"  # 取得しようとする
        return volition or token.kind == AUXILIARY or (token.surface, token.kind) == ("で", CONJUNCTION)

    def _auxiliary(self, last: Token, token: Token, unit: Unit) -> bool:
        """Tell whether a verb only helps the one before it: してはならない, なければならない, している, しようとする, 必要である."""
        if last.end == unit.end and unit.sahen and token.lemma in LIGHT:
            return True
        if last.surface in {"て", "で", "ては", "では", "ても", "ば", "は", "も"}:
            return token.lemma in _AFTER_TE or token.lemma in {"なる", "ない", "いけない", "足りる"}
        if last.surface == "と":
            return token.lemma in LIGHT
        return last.form == "連用形" and token.lemma in {"得る", "うる"} and last.lemma in LIGHT

    def _tail(self, unit: Unit) -> bool:
        match = _TAIL.match(self.text, unit.stop)
        if match is None or unit.stop == unit.begin:
            return False
        if unit.kind != "V" or (
            match.group().startswith("ものと") and unit.noun in _LISTING and self._lists()
        ):
            return False
        while self.at < len(self.tokens) and self.tokens[self.at].begin < match.end():
            self.at += 1
        unit.stop = self.tokens[self.at - 1].end
        return True

    def _lists(self) -> bool:
        """Tell whether the verb points at a list: 「次に掲げるものとする」 names things, it commands nothing."""
        return (
            bool(self.units[:-1]) and self.units[-2].case in {"に", "で"} and self.units[-1].noun == "掲げる"
        )

    def _form(self, unit: Unit, last: Token, form: str) -> str:
        following = self.tokens[self.at] if self.at < len(self.tokens) else None
        if (last.surface in {"て", "で", "ては", "ても"} and last.kind == JOINT) or last.surface in _WHILE:
            found = "te"
        elif last.surface == "ば":
            found = "if"
        elif following is None or following.kind == STOP:
            found = "end"
        elif following.kind in {PARTICLE, JOINT}:
            found = self._after_verb(unit, following)
        elif following.kind == COMMA and form in {"連体形", "終止形"} and last.kind != AUXILIARY:
            found = "adn"  # 第6条第5号に規定する、実施前の試験問題
        elif following.kind in {COMMA, CONJUNCTION} or form == "連用形":
            found = "cont"
        else:
            found = "adn"
        return found

    def _after_verb(self, unit: Unit, following: Token) -> str:
        """A particle behind a verb: とともに joins, と quotes, に当たって makes a condition, か asks."""
        if self.text.startswith("とともに", following.begin):
            unit.case = "とともに"
            while self.at < len(self.tokens) and self.tokens[self.at].begin < following.begin + 4:
                self.at += 1
            unit.stop = self.tokens[self.at - 1].end
            return "cont"
        self._particles(unit)
        return "te" if unit.case in {"のに", "ので", "まま"} else "case"
