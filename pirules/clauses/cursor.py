"""A place in the row of morphemes, and the particles that can be taken there.

Compound particles of legal style (に対し, により, にかかわらず, を除くほか …) are taken as one particle.
"""

import re
from dataclasses import dataclass

from pirules.clauses.tokens import (
    ADJECTIVE,
    ADVERB,
    AUXILIARY,
    CONJUNCTION,
    JOINT,
    NOUN,
    PARTICLE,
    VERB,
    Token,
)

# Verbs that are no predicates after their particle: に対し, を除き, として … (連用形, 未然形+ず) and, before a noun, に係る.
_FUNCTION_VERBS = {
    "に": re.compile(
        r"対し(?:て)?(?![なよまた])|対する|より|よって|よる(?!。|$|ものとする|ことと|ことが|ことを)|よらず|よれば|関し(?:て)?|つき(?!る|た|、又)|関する|係る|基づき|基づいて|基づく|つい(?:て)?|"
        r"おい(?:て)?|おける|当たっ?て|当たり|あたり|あたって|際し(?:て)?|かかわらず|関わらず|応じ(?:て)?(?![なるずよま])|応じた|限り|限って|伴い|伴って|"
        r"伴う|照らし(?:て)?|従い(?!ま)|従って|代わり|代わって|代えて|先立ち|先立って|とって|わたり|わたって|加え(?:て)?(?![なるずよま])|併せて|鑑み(?:て)?(?![なるずよま])|"
        r"かんがみ(?:て)?(?![なるずよま])|あって|沿って|反して|よりて|のっとり|則り|のっとって"
    ),
    "を": re.compile(
        r"限度として|除くほか|除くの?ほか|除き|除いて|除く(?!。|$|もの)|通じ(?:て)?(?![なるずよま])|通して|もって|以て|経て|問わず|踏まえ(?:て)?(?![なるずよま])|含め(?:て)?(?![なるずよま])"
    ),
    "と": re.compile(r"して|ともに"),
}

_COUNT = "[0-9０-９一二三四五六七八九十数]+"
_EVERY = "毎(?:会計|事業)?年度?|毎月|毎週|毎日|毎回"
_TIMES = rf"{_COUNT}回(?:以上|以下|以内|程度|ずつ|に限り)?"
_FREQUENCY = re.compile(
    rf"(?:(?:{_EVERY})(?:{_TIMES})?|(?:年|月|週|日|年度|半年|四半期|{_COUNT}(?:年|か月|箇月|週間|日))(?:に|間に)?{_TIMES})"
    r"(?![分末初当終の度中間額目])"
)


@dataclass(slots=True)
class Unit:
    """A step of the sentence.

    Attributes:
        kind: ``N`` noun, ``V`` predicate (verb, adjective, noun with である), ``R`` adverb or determiner.
        begin, end: the content word(s) in the bare sentence; a verb without its endings.
        stop: end of the unit with particles and endings.
        case: particles of a noun (が, には, に対し …); of a verb what follows it (と, に, から …).
        form: of a verb: ``adn`` (before a noun), ``cont`` (連用 or …ず、), ``te``, ``if``, ``case`` (before a particle), ``end``.
        noun: last noun, or the base form of a verb.
        comma: a 読点 follows.
        joint: the conjunction (又は, 及び …) that follows, or ''.
        light: the verb is する after a particle, without a noun of its own.
        sahen: the noun names an act (通知, 開示).
        modal: a verb with an ending of duty or power (てはならず, ことができる).
        head: the unit that this one hangs on, -1 for the root.
        asked, doubtful: the language model settled the head; the grammar could only guess it.
    """

    kind: str
    begin: int
    end: int
    stop: int
    case: str = ""
    form: str = ""
    noun: str = ""
    comma: bool = False
    joint: str = ""
    light: bool = False
    sahen: bool = False
    modal: bool = False
    head: int = -1
    asked: bool = False
    doubtful: bool = False


class Cursor:
    """Walks once over the morphemes of a bare sentence and collects units."""

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.at = 0
        self.units: list[Unit] = []

    def _surface(self, ahead: int) -> str:
        index = self.at + ahead
        return self.tokens[index].surface if index < len(self.tokens) else ""

    def _kind(self, ahead: int = 0) -> str:
        index = self.at + ahead
        return self.tokens[index].kind if index < len(self.tokens) else ""

    def _particles(self, unit: Unit) -> None:
        """Take the particles behind a noun, compound ones included."""
        case = ""
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.kind in {PARTICLE, JOINT} and token.surface != "ば":
                if token.surface == "は" and case.endswith("又"):
                    break
                case += token.surface
                unit.stop = token.end
                self.at += 1
                if self._function_verb(unit, token):
                    case += self.text[token.end : unit.stop]
            else:
                break
        unit.case = unit.case + case if unit.kind == "R" else case

    def _function_verb(self, unit: Unit, particle: Token) -> bool:
        pattern = _FUNCTION_VERBS.get(particle.surface)
        if pattern is None:
            return False
        if self._kind() not in {VERB, CONJUNCTION, ADVERB, NOUN, ADJECTIVE}:
            return False
        match = pattern.match(self.text, particle.end)
        if match is None:
            return False
        bounds = [
            (at, self.tokens[at - 1].end) for at in range(self.at + 1, min(self.at + 5, len(self.tokens) + 1))
        ]
        found = [bound for bound in bounds if bound[1] == match.end()] or [
            bound
            for bound in bounds
            if bound[1] < match.end() and pattern.fullmatch(self.text, particle.end, bound[1])
        ]  # 「に対しては」: the dictionary cuts 対し/ては
        if not found:
            return False
        self.at, unit.stop = found[-1]
        return True

    def _frequency(self) -> bool:
        """Take 「毎年一回、」「毎年度」「年2回以上」 as an adverb: it joins no row of nouns and is no part of the next one."""
        match = _FREQUENCY.match(self.text, self.tokens[self.at].begin)
        if match is None:
            return False
        stop = self.at
        while stop < len(self.tokens) and self.tokens[stop].end <= match.end():
            stop += 1
        following = self.tokens[stop] if stop < len(self.tokens) else None
        if stop == self.at or self.tokens[stop - 1].end != match.end():
            return False
        if following is None or following.kind in {PARTICLE, JOINT, AUXILIARY}:
            return False
        begin = self.tokens[self.at].begin
        self.units.append(Unit("R", begin, match.end(), match.end(), form=ADVERB, noun=match.group()))
        self.at = stop
        return True
