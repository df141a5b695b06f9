"""From morphemes to units (文節): a noun or verb with what hangs on it, and how it hangs.

Compound particles of legal style (に対し, により, にかかわらず, を除くほか …) count as particles, the endings of power and
duty (ことができる, ものとする …) as part of their verb: so that each unit is one step of the sentence's thought.
"""

import re

from pirules.clauses.cursor import Cursor, Unit
from pirules.clauses.tokens import (
    ADJECTIVE,
    ADVERB,
    AUXILIARY,
    COMMA,
    CONJUNCTION,
    DETERMINER,
    JOINT,
    NOUN,
    PARTICLE,
    STOP,
    VERB,
    Token,
)

_ADNOMINAL_CASES = frozenset(
    {"に対する", "による", "に関する", "に係る", "に基づく", "における", "に応じた", "に伴う", "の", "を除く"}
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
# 連用形 that the dictionary takes for nouns.
_DEVERBAL = frozenset(
    {
        "届け出",
        "届出",
        "申し出",
        "申出",
        "取り消し",
        "取消し",
        "取り扱い",
        "引き継ぎ",
        "申し立て",
        "定め",
        "求め",
        "知らせ",
        "差し出",
        "取り決め",
        "受け",
    }
)
_MEASURE_ENDS = frozenset({"間", "以内", "回", "以上", "年間", "日間", "か月", "月間", "上"})
_LIGHT = frozenset({"する", "為る"})
_VOICE = frozenset({"せる", "させる"})
_WHILE = frozenset({"ながら", "つつ", "のに", "ので", "たり"})
_AFTER_TE = frozenset(
    {"いる", "おる", "ある", "なる", "おく", "くる", "いく", "みる", "もらう", "いただく", "はならない"}
)


class _Builder(Cursor):
    """Makes the units."""

    def build(self) -> list[Unit]:
        while self.at < len(self.tokens):
            before = self.at
            self._step()
            if self.at == before:  # a morpheme that fits nowhere: it belongs to what stands before it
                self.at += 1
                if self.units:
                    self.units[-1].stop = self.tokens[before].end
        return self.units

    def _step(self) -> None:
        token = self.tokens[self.at]
        if token.kind == COMMA:
            if self.units:
                self.units[-1].comma = True
            self.at += 1
        elif token.kind == STOP:
            self.at += 1
        elif self._conjunction():
            return
        elif token.kind in {ADVERB, DETERMINER}:
            self.at += 1
            self.units.append(
                Unit("R", token.begin, token.end, token.end, form=token.kind, noun=token.surface)
            )
            if token.kind == ADVERB:
                self._particles(self.units[-1])
        elif token.kind == NOUN:
            self._noun()
        elif token.kind in {VERB, ADJECTIVE}:
            self._verb(token.begin, token.end, token.lemma)
        elif token.kind in {AUXILIARY, PARTICLE, JOINT} and self.units:
            self._stray()

    def _conjunction(self) -> bool:
        """Take 又は, 及び, ただし …: no unit of their own, but a mark on the unit before."""
        token = self.tokens[self.at]
        surface = token.surface
        width = 1
        if surface in {"又", "また"} and self._surface(1) == "は":
            surface, width = "又は", 2
        elif surface in {"若しく", "もしく"} and self._surface(1) == "は":
            surface, width = "若しくは", 2
        elif token.kind != CONJUNCTION or surface == "で":
            return False
        self.at += width
        if self.units and not self.units[-1].joint:
            self.units[-1].joint = surface
        return True

    def _noun(self) -> None:
        tokens = self.tokens
        start = self.at
        if self._frequency():
            return
        first = last = tokens[start]
        self.at += 1
        while self._kind() == NOUN and not self._breaks(last, tokens[self.at]):
            last = tokens[self.at]
            self.at += 1
        following = tokens[self.at] if self.at < len(tokens) else None
        if following is not None and following.kind == VERB and following.lemma in _LIGHT:
            stem = self._after_measure(start)
            self._verb(stem, last.end, last.surface, sahen=True)
            return
        core = tokens[self.at - 2] if last.surface in {"等", "など"} and last is not first else last
        unit = Unit(
            "N",
            first.begin,
            last.end,
            last.end,
            noun=last.surface,
            sahen=core.sub == "サ変可能" or last.surface in _DEVERBAL,
        )
        if (
            first.surface == "その他"
            and self.units
            and not self.units[-1].case
            and self.units[-1].kind == "N"
        ):
            self.units[-1].joint = "その他"
        self.units.append(unit)
        if following is not None and (
            following.kind == AUXILIARY or (following.surface, following.kind) == ("で", CONJUNCTION)
        ):
            self._copula(unit)
        elif (
            unit.noun in _DEVERBAL
            and following is not None
            and following.kind in {COMMA, CONJUNCTION}
            and self._governs()
        ):
            unit.kind, unit.form = "V", "cont"
        else:
            self._particles(unit)

    def _after_measure(self, start: int) -> int:
        """「三年間保存する」: a measure before the act is a unit of its own; return where the act begins."""
        for at in range(self.at - 2, start, -1):
            token = self.tokens[at]
            if token.surface in _MEASURE_ENDS:
                begin = self.tokens[start].begin
                self.units.append(Unit("R", begin, token.end, token.end, form=ADVERB, noun=token.surface))
                return token.end
        return self.tokens[start].begin

    def _governs(self) -> bool:
        """Tell whether the unit before leads to an act: 「市長に届け出、又は」, not 「届け出、報告及び」."""
        before = self.units[-2] if len(self.units) > 1 else None
        return before is not None and before.case in {"を", "に", "へ", "から", "により", "と", "て"}

    @staticmethod
    def _breaks(left: Token, right: Token) -> bool:
        """Tell whether two neighbouring nouns are no compound: 「次の号のほか必要」, 「場合その他」, 「よう」 after a verb."""
        return left.surface in {
            "ほか",
            "とき",
            "ところ",
            "場合",
            "以後",
            "以前",
            "ため",
            "よう",
        } or right.surface in {
            "その他",
            "よう",
        }

    def _copula(self, unit: Unit) -> None:
        """A noun with だ: 必要な, 必要である, 職員であった, ときでなければ, 速やかに, 場合であって."""
        rest = self.text[unit.end : unit.end + 12]
        if rest.startswith("な") and not rest.startswith(("ない", "なく", "なけれ")):
            self.at += 1
            unit.stop = unit.end + 1
            unit.kind, unit.form = "V", "adn"
            if rest.startswith("なら"):
                unit.form, unit.stop = "if", self.tokens[self.at - 1].end
                self._endings(unit)
            return
        if rest.startswith("に") and self.tokens[self.at].lemma == "だ":  # 速やかに, 次のように
            self.at += 1
            unit.stop, unit.kind, unit.form = unit.end + 1, "R", ADVERB
            unit.case = "に"
            self._particles(unit)
            return
        unit.case = "で"
        self._endings(unit)
        tail = self.text[unit.end : unit.stop]
        unit.kind = "V"
        if tail in {"で", "では"}:
            unit.form = "cont"
        if tail in {"でなければ", "ではなければ"}:
            unit.kind, unit.case, unit.form = "N", "でなければ", ""
        elif tail.startswith("であって"):
            unit.kind, unit.case, unit.form = "N", "であって", ""
            if self._surface(0) == "も":
                unit.case, unit.stop = "であっても", self.tokens[self.at].end
                self.at += 1

    def _verb(self, stem: int, stem_end: int, noun: str, *, sahen: bool = False) -> None:
        if self._adverb() or (noun == "ない" and self.tokens[self.at].surface == "なく" and self._without()):
            return
        unit = Unit("V", stem, stem_end, stem_end, noun=noun, sahen=sahen)
        if not sahen:
            unit.light = noun in _LIGHT
            self.at += 1
            while self._kind() == VERB and self.tokens[self.at - 1].form == "連用形" and not unit.light:
                unit.end = unit.stop = self.tokens[self.at].end  # 取り+扱う
                unit.noun = noun = self.tokens[self.at].lemma
                self.at += 1
        self.units.append(unit)
        self._endings(unit)

    def _adverb(self) -> bool:
        """「深く認識する」: an adjective before a noun or verb says how."""
        token = self.tokens[self.at]
        if token.kind != ADJECTIVE or token.form != "連用形" or self._kind(1) not in {NOUN, VERB, DETERMINER}:
            return False
        if token.surface == "なく":
            return False
        self.at += 1
        self.units.append(Unit("R", token.begin, token.end, token.end, form=ADVERB, noun=token.surface))
        return True

    def _without(self) -> bool:
        """「遅滞なく」「正当な理由なく」「公表することなく」: noun and なく make an adverb."""
        before = self.units[-1] if self.units else None
        if before is None or before.kind != "N" or before.case not in {"", "が", "も"} or before.comma:
            return False
        token = self.tokens[self.at]
        self.at += 1
        before.kind, before.form, before.case = "R", ADVERB, "なく"
        before.stop = token.end
        self._particles(before)
        return True

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
        if last.end == unit.end and unit.sahen and token.lemma in _LIGHT:
            return True
        if last.surface in {"て", "で", "ては", "では", "ても", "ば", "は", "も"}:
            return token.lemma in _AFTER_TE or token.lemma in {"なる", "ない", "いけない", "足りる"}
        if last.surface == "と":
            return token.lemma in _LIGHT
        return last.form == "連用形" and token.lemma in {"得る", "うる"} and last.lemma in _LIGHT

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

    def _stray(self) -> None:
        """A particle without a noun before it hangs on the unit before."""
        unit = self.units[-1]
        token = self.tokens[self.at]
        if unit.kind == "V" and token.kind == PARTICLE and not unit.case:
            self._particles(unit)
        else:
            unit.stop = token.end
            self.at += 1


def build_units(text: str, tokens: list[Token]) -> list[Unit]:
    """Return the units of a bare sentence in order."""
    return _Builder(text, tokens).build()


def is_adnominal(unit: Unit) -> bool:
    """Tell whether a unit says something about the noun behind it."""
    if unit.kind == "V":
        return unit.form == "adn"
    if unit.kind == "R":
        return unit.form == DETERMINER
    return unit.case in _ADNOMINAL_CASES or (unit.case.endswith("の") and unit.case != "もの")
