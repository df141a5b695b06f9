"""What an amending ordinance (改め文) puts into other ordinances, looked at with the same topics.

What is inserted whole (次の一条を加える, 次のように改める) can be judged by itself, as if it stood in the amended ordinance; what
becomes of a change of words stands in :mod:`pirules.gap.reworded`.  Findings stand at the provision of the amending
ordinance that inserts them and say where in the amended one that is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pirules.data import rulesets_dir
from pirules.errors import Problem
from pirules.gap.amended_article import Splice, before, original, spliced
from pirules.gap.found import Found
from pirules.gap.reading import find, passages_of
from pirules.gap.reworded import AMENDS, Rewordings, about, is_outside, judge_rewordings
from pirules.gap.survey import with_survey
from pirules.gap.units import MAIN, Passage
from pirules.gap.yamlfile import read_yaml
from pirules.law.local import local_days
from pirules.ordinance import parse
from pirules.ordinance.amendments import Amended, Insertion, amendments
from pirules.ordinance.model import Document, Ordinance, Span
from pirules.ordinance.places import provision_name

_MOST_PROBLEMS = 30
_CONFIDENCE = 0.9
_EXCERPT = 60
_SAYS_NOTHING = re.compile(r"[(\[]?(?:略|同左|新設|削る|削除)?[)\]]?")


@dataclass(frozen=True, slots=True)
class Left:
    """An inserted paragraph that no finding covers: the provision that inserts it, and its words."""

    provision: str
    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What was judged of the amendments of an ordinance.

    Attributes:
        found: what was found in inserted stretches, or what the amended ordinance is about; placed at the amending provisions.
        left: inserted paragraphs without a finding.
        problems: what couldn't be judged, and what was.
        spans: the instructions and what they insert; places named there are places of the amended ordinance.
        provisions: the same with the words 「…の一部を次のように改正する」 before them.
    """

    found: tuple[Found, ...] = ()
    left: tuple[Left, ...] = ()
    problems: tuple[Problem, ...] = ()
    spans: tuple[Span, ...] = ()
    provisions: tuple[Span, ...] = ()

    def besides(self, found: Sequence[Found]) -> list[Found]:
        """Return findings without those on instructions (改め文) read as if they were rules; a 附則 that amends stays what it is."""
        return [
            entry
            for entry in found
            if not self._amends(entry.passage)
            or (entry.topic.slug == AMENDS and entry.passage.article.place != MAIN)
        ]

    def instructs(self, passage: Passage) -> bool:
        """Whether a paragraph only goes on with the instructions of the one before it; those that couldn't be read are told apart."""
        return any(low <= passage.node.span[0] < high for low, high in self.spans)

    def _amends(self, passage: Passage) -> bool:
        return any(low <= passage.node.span[0] < high for low, high in self.provisions)

    def of_this_ordinance(self, problems: Sequence[Problem]) -> list[Problem]:
        """Return problems without those of references that instructions make to the amended ordinance."""
        return [
            problem
            for problem in problems
            if not any(low <= problem.span[0] and problem.span[1] <= high for low, high in self.spans)
        ]


def judge_amendments(
    ordinance: Ordinance,
    passages: Sequence[Passage],
    day: date,
    others: Sequence[Ordinance] = (),
    *,
    main: bool,
) -> Judged:
    """Look at what an ordinance inserts into others.

    Args:
        ordinance: the ordinance.
        passages: its passages.
        day: the day whose law applies.
        others: ordinances given beside it; the amended one may be among them.
        main: amending is what the ordinance is about (一部改正条例), so what can't be judged is said of each change.

    Raises:
        RulesetError: ``P501`` when a rule file is at fault.
    """
    found: list[Found] = []
    left: list[Left] = []
    problems: list[Problem] = []
    all_amended = amendments(ordinance)
    by_place = {passage.node.span: passage for passage in passages}
    for amended in all_amended:
        passage = by_place.get(amended.node.span)
        if passage is None:
            continue
        own_matter = about(ordinance, amended, passage, day) if passage.article.place == MAIN else []
        if is_outside(amended):
            found += own_matter
            continue
        here, rest = _judge_one(ordinance, amended, passage, day, others)
        place = provision_name(ordinance, amended.node, None)
        words = judge_rewordings(ordinance, amended, passage, day, others)
        found += [*here, *words.found] or own_matter
        left += [*rest, *(Left(place, line) for line in words.left)]
        if main:
            left += [Left(place, " ".join(ordinance.text[slice(*span)].split())) for span in words.unread]
            problems += [*_problems(ordinance, amended, words, others), *words.problems]
    return Judged(
        tuple(found),
        tuple(left),
        tuple(problems),
        tuple(amended.span for amended in all_amended),
        tuple((amended.node.span[0], amended.span[1]) for amended in all_amended),
    )


def _judge_one(
    ordinance: Ordinance, amended: Amended, passage: Passage, day: date, others: Sequence[Ordinance]
) -> tuple[list[Found], list[Left]]:
    """Read the inserted stretches as an ordinance of the amended one's name, and bring back what is found there."""
    if not amended.insertions:
        return [], []
    head = _head(amended, ordinance)
    splices = [
        Splice(0, head),
        *(
            Splice(_after_label(insertion, amended.span[0]), f"{words}\n")
            for insertion in amended.insertions
            if (words := before(ordinance, insertion, amended, others))
        ),
    ]
    text = spliced(_masked(ordinance.text, amended), splices)
    inserted = parse(Document(text, promulgated_on=ordinance.promulgated_on))
    everything = passages_of(inserted, None, False)
    # What was put there is only to be read with the rest.
    parts = [part for part in everything if original(part.node.span[0], splices) is not None]
    own = {part.provision for part in parts}
    place = provision_name(ordinance, amended.node, None)
    entries = [
        entry
        for entry in with_survey(find(inserted, everything, day), everything)
        if entry.passage.provision in own
    ]
    found = []
    for entry in entries:
        note = f"「{amended.name}」の改正後の{entry.provision}についてのものです。"
        found.append(
            replace(
                entry,
                provision=place,
                passage=passage,
                outcome=entry.outcome.changed({"note": note}, None),
                evidence=_brought_back(entry.evidence, splices, amended),
                confidence=entry.confidence * _CONFIDENCE,
                rules=(*entry.rules, "inserted"),
            )
        )
    covered = {entry.passage.provision for entry in entries}
    left = [
        Left(place, f"{part.provision} {' '.join(inserted.text[slice(*part.node.span)].split())}")
        for part in parts
        if part.is_paragraph and not _SAYS_NOTHING.fullmatch(part.view.text) and part.provision not in covered
    ]
    return found, left


def _brought_back(evidence: Sequence[Span], splices: Sequence[Splice], amended: Amended) -> tuple[Span, ...]:
    """Return places of the text that was read as places of the amending one, never outside what is inserted."""
    low, high = amended.span
    places = [(original(start, splices), original(end - 1, splices)) for start, end in evidence]
    moved = [
        (low + start, min(high, low + end + 1))
        for start, end in places
        if start is not None and end is not None
    ]
    return tuple(span for span in moved if span[1] > span[0]) or (amended.insertions[0].span,)


def _head(amended: Amended, ordinance: Ordinance) -> str:
    """Return a head for the inserted stretches: title and, where none is printed, what 法 stands for."""
    if amended.whole:
        return f"{amended.name}\n"
    raw, _ = read_yaml(rulesets_dir() / "gap" / "subject.yaml")
    words = raw["amended_head"]
    made = ordinance.promulgated_on
    local = made is None or made >= local_days().implementing_from
    return f"{amended.name}\n{words['implementing' if local and '個人情報' in amended.name else 'other']}\n"


def _masked(text: str, amended: Amended) -> str:
    """Return the stretch of the amendment with blanks for all but what is inserted, each under its provision.

    The length stays, so that places can be brought back.
    """
    start, end = amended.span
    letters = [char if char in "\r\n" else " " for char in text[start:end]]
    for insertion in amended.insertions:
        low, high = insertion.span[0] - start, insertion.span[1] - start
        letters[low:high] = text[insertion.span[0] : insertion.span[1]]
        _write_label(letters, insertion, start)
    return "".join(letters)


def _label(insertion: Insertion) -> str:
    plain = not insertion.under or insertion.under == "別表"
    return insertion.under if plain else f"{insertion.under}\u3000"


def _after_label(insertion: Insertion, start: int) -> int:
    return insertion.instruction[0] - start + len(_label(insertion))


def _write_label(letters: list[str], insertion: Insertion, start: int) -> None:
    label = _label(insertion)
    low, high = insertion.instruction[0] - start, insertion.instruction[1] - start
    if label and high - low > len(label):
        letters[low : low + len(label)] = label


def _problems(
    ordinance: Ordinance, amended: Amended, words_changed: Rewordings, others: Sequence[Ordinance]
) -> Iterator[Problem]:
    given = any((other.title or "") == amended.name for other in others)
    where = (amended.node.span[0], min(amended.node.span[1], amended.node.span[0] + _EXCERPT))
    judged = len(amended.insertions)
    words = f"「{amended.name}」の改正のうち、条文の全体が示されている{judged}か所を突き合わせました。"
    unread = words_changed.unread
    done = len(amended.wording) - len(unread)
    if done and given:
        words += f"語句の改正や削除のうち{done}か所は、改正前の条例に溶け込ませて確かめました。"
    elif done:
        words += f"語句の改正のうち{done}か所は、改められる語句だけから推定しました。"
    if unread:
        words += f"語句の改正や削除など{len(unread)}か所は、改正前の条文がないか、改める語句が見当たらないため、突き合わせていません。"
    if given:
        words += "改正前の条例も読み込まれています。改正を溶け込ませた全文を作り、pirules gap で確かめ、pirules diff で新旧対照表を作ってください。"
    else:
        words += "改正を溶け込ませた全文を pirules gap で、改正前の全文との違いを pirules diff で確かめてください。"
    yield Problem("P281", words, where)
    for span in unread[:_MOST_PROBLEMS]:
        line = " ".join(ordinance.text[slice(*span)].split())[:_EXCERPT]
        yield Problem("P287", f"改正後の条文が示されていないため、突き合わせていません：{line}", span)
