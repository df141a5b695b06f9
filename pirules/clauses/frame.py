"""From one sentence to one frame."""

import re
from collections.abc import Mapping

from pirules.clauses.attach import attach
from pirules.clauses.cursor import Unit
from pirules.clauses.fields import FieldReader, Frame, Range
from pirules.clauses.flat import flatten
from pirules.clauses.lexicon import CONDITION_NOUNS
from pirules.clauses.modality import modality_of
from pirules.clauses.model import Clause, Modality, Part, Role, Source
from pirules.clauses.restrictions import restrictions
from pirules.clauses.tokens import tokenize
from pirules.clauses.units import build_units
from pirules.errors import Problem

LONG_SENTENCE = 4_000
MAX_SENTENCE = 100_000
_REPORTED = 5  # brackets without a partner that are listed, of one sentence
_TERM = re.compile(r"^([^\s　。、（()）]{1,60})[ 　]+(?=\S)")
_PREDICATE_END = re.compile(r"(?:いう|とする|する|る|ない|う|く|す|つ|ぬ|ぶ|む)[。．]?$")


def frame_sentence(
    text: str,
    offset: int = 0,
    role: Role = Role.MAIN,
) -> Clause:
    """Return the frame of one sentence.

    Args:
        text: the sentence as printed.
        offset: its place in the document; all spans count from there.
        role: which sentence of its node it is.

    Returns:
        A frame; a text that is no sentence gives one with ``problems``.  Nothing is raised.
    """
    return Framer(text, offset, role).frame()


class Framer:
    """Makes the frame of one sentence; keeps the steps apart so that the model can look at the same units."""

    def __init__(self, text: str, offset: int, role: Role) -> None:
        self.text = text
        self.offset = offset
        self.role = role
        self.problems: list[Problem] = []
        self.open: list[int] = []
        self._term, self._shift = self._defined_term()
        body = text[self._shift : self._shift + MAX_SENTENCE]
        if len(text) > MAX_SENTENCE:
            self._problem("P242", "一文が長すぎるため、初めの部分だけを読み取りました。", 0, len(text))
        elif len(text) > LONG_SENTENCE:
            self._problem("P242", "一文が長すぎます。句点の抜けがないかを確かめてください。", 0, len(text))
        self.flat = flatten(body)
        for place in self.flat.unbalanced[:_REPORTED]:
            self._problem("P241", "対になる括弧がありません。", self._shift + place, self._shift + place + 1)
        self.units = build_units(self.flat.text, tokenize(self.flat.text))

    def frame(self, advice: Mapping[int, int] | None = None) -> Clause:
        """Return the frame; ``advice`` of the language model settles what the grammar leaves :attr:`open`."""
        root, self.open = attach(self.units, advice)
        reader = FieldReader(self.flat, self.units, root)
        frame = reader.read()
        if self.role is Role.ITEM and root >= 0 and self.units[root].kind != "V":
            self._bare_item(frame, reader, self.units[root])
        subject = self._subject_words(frame) if self._term is None else self.text[slice(*self._term)]
        problems = list(self.problems)
        modality, confidence = self._modality(root, subject, problems)
        problems += [self._guessed(index) for index in self.open if self.units[index].doubtful]
        if self._term is not None and frame.subject is None:
            begin, end = self._term
            frame.subject = ((begin - self._shift, end - self._shift), 0.85)
        return self._clause(frame, modality, confidence, tuple(problems))

    def _defined_term(self) -> tuple[Range | None, int]:
        """「駐車場　…をいう。」: the term that a 号 defines, and where the definition begins."""
        if self.role is not Role.ITEM:
            return None, 0
        match = _TERM.match(self.text)
        if match is None:
            return None, 0
        if not _PREDICATE_END.search(self.text):
            return None, match.end()
        return match.span(1), match.end()

    def _subject_words(self, frame: Frame) -> str:
        if frame.subject is None:
            return ""
        begin, end = frame.subject[0]
        return "".join(
            char
            for char, start in zip(self.flat.text, self.flat.starts, strict=False)
            if begin <= start < end
        )

    def _modality(self, root: int, subject: str, problems: list[Problem]) -> tuple[Modality, float]:
        text = self.flat.text
        spoken = root >= 0 and (
            self.units[root].kind == "V" or text.rstrip("。").endswith(("とおり", "同様", "同じ"))
        )
        if spoken:
            return modality_of(text, subject)
        if self.role is Role.ITEM and self.units:
            return Modality.STATEMENT, 0.95
        place = (self.offset, self.offset + len(self.text))
        problems.append(Problem("P240", "文の述語を見つけられません。", place))
        return Modality.STATEMENT, 0.5

    def _bare_item(self, frame: Frame, reader: FieldReader, root: Unit) -> None:
        """A 号 that is no sentence: 「…とき」 is a condition, 「…すること」 an act, a thing has no frame."""
        if root.noun in CONDITION_NOUNS:
            return
        if root.noun == "こと":
            verb = reader.root - 1
            if verb >= 0 and reader.units[verb].kind == "V" and reader.units[verb].head == reader.root:
                inner = FieldReader(reader.flat, reader.units, verb)
                found = inner.read()
                frame.actions, frame.objects = found.actions, found.objects
                frame.counterparty, frame.conditions = found.counterparty, found.conditions
                frame.subject = found.subject

    def _guessed(self, index: int) -> Problem:
        begin, end = self.flat.span(self.units[index].begin, self.units[index].end)
        shift = self.offset + self._shift
        words = self.text[self._shift + begin : self._shift + end]
        return Problem("P243", f"「{words}」がどの述語に係るかは、推定です。", (begin + shift, end + shift))

    def _problem(self, code: str, message: str, begin: int, end: int) -> None:
        self.problems.append(Problem(code, message, (self.offset + begin, self.offset + end)))

    def _part(self, place: tuple[Range, float], frame: Frame) -> Part:
        (begin, end), confidence = place
        source = Source.MODEL if place[0] in frame.by_model else Source.GRAMMAR
        begin, end = begin + self._shift, end + self._shift
        return Part(self.text[begin:end], (self.offset + begin, self.offset + end), source, confidence)

    def _clause(
        self, frame: Frame, modality: Modality, confidence: float, problems: tuple[Problem, ...]
    ) -> Clause:
        def parts(places: list[tuple[Range, float]]) -> tuple[Part, ...]:
            return tuple(self._part(place, frame) for place in sorted(dict(places).items()))

        start, end = self.offset, self.offset + len(self.text)
        return Clause(
            role=self.role,
            modality=modality,
            text=self.text,
            span=(start, end),
            subject=self._part(frame.subject, frame) if frame.subject else None,
            conditions=parts(frame.conditions),
            exceptions=parts(frame.exceptions),
            actions=parts(frame.actions),
            objects=parts(frame.objects),
            counterparty=self._part(frame.counterparty, frame) if frame.counterparty else None,
            problems=problems,
            confidence=confidence,
            restrictions=restrictions(self.text, self.offset),
        )
