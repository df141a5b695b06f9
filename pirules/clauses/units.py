"""From morphemes to units (文節): a noun or verb with what hangs on it, and how it hangs.

Compound particles of legal style (に対し, により, にかかわらず, を除くほか …) count as particles, the endings of power and
duty (ことができる, ものとする …) as part of their verb: so that each unit is one step of the sentence's thought.
"""

from pirules.clauses.cursor import Unit
from pirules.clauses.endings import LIGHT, Endings
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


class _Builder(Endings):
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
        if following is not None and following.kind == VERB and following.lemma in LIGHT:
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
            unit.light = noun in LIGHT
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
