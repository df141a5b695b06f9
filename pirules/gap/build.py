"""The gap report of one ordinance: cut, match, judge what is missing and what must be notified, and say what was read."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from pirules.errors import Problem
from pirules.gap import advice
from pirules.gap.amended import Judged, judge_amendments
from pirules.gap.findings import make_findings
from pirules.gap.found import Found
from pirules.gap.missing import absent, must_solicit, not_both, sets_measures, what_is_set
from pirules.gap.model import (
    CLASSIFICATIONS,
    Basis,
    Finding,
    GapReport,
    Head,
    ProblemEntry,
    Provenance,
    RulesetId,
    Unmatched,
)
from pirules.gap.notification import judge, load_notification
from pirules.gap.reading import find, passages_of
from pirules.gap.survey import LinkageSurvey, survey, with_survey
from pirules.gap.topics import load_topics
from pirules.gap.units import Passage
from pirules.ordinance.model import Ordinance
from pirules.ordinance.places import WHOLE
from pirules.ordinance.references import Resolution, resolve
from pirules.rules.ruleset import load_ruleset

_TOKYO = ZoneInfo("Asia/Tokyo")
_UNMATCHED_LENGTH = 200
_EMPTY = re.compile(r"[\s　()（）]*(?:削除|略|\(略\))?[\s　。]*")


def report_on(
    ordinance: Ordinance,
    others: Sequence[Ordinance] = (),
    as_of: date | None = None,
    model: bool = True,
    *,
    second_reader: bool = True,
) -> GapReport:
    """Compare an ordinance with the Act and say what of it is required, permitted, not permitted, missing.

    Args:
        ordinance: the subject.
        others: other ordinances of the same body; they are searched before something is called missing.
        as_of: the day whose law applies, default today in Japan.
        model: let the language model settle what the legal grammar leaves open in the clause frames.
        second_reader: let likeness of wording name the topic of paragraphs that no rule knows.

    Returns:
        The report; ``model_dump(mode="json")`` is the JSON of ``contracts/gap-report.md``.

    Raises:
        RulesetError: ``P501`` when a rule file is at fault.
    """
    day = as_of or datetime.now(_TOKYO).date()
    resolution = resolve(ordinance)
    passages = passages_of(ordinance, resolution, model)
    judged = judge_amendments(ordinance, passages, day, others, main=advice.is_amending(ordinance))
    own = judged.besides(find(ordinance, passages, day, second_reader=second_reader))
    found = [*with_survey(own, passages), *judged.found]
    found.sort(key=lambda entry: entry.passage.node.span[0])
    topics = load_topics().topics
    findings = make_findings(found, passages, ordinance, day, topics.get("assembly"))
    elsewhere = what_is_set(
        (entry.topic.slug, entry.rules)
        for other in others
        if advice.same_body(ordinance, other) and sets_measures(other.kind.value)
        for entry in _beside(other, day, model)
    )
    return _report(
        _Read(ordinance, resolution, passages, judged, day, advice.strangers(ordinance, others)),
        findings,
        elsewhere,
    )


def _beside(other: Ordinance, day: date, model: bool) -> list[Found]:
    """Return what an ordinance given beside the subject holds, and what it inserts into another (手数料条例の一部を改正する条例)."""
    passages = passages_of(other, None, model)
    inserted = judge_amendments(other, passages, day, (), main=advice.is_amending(other))
    return [*find(other, passages, day), *inserted.found]


def linkage_survey(ordinance: Ordinance, as_of: date | None = None) -> LinkageSurvey:
    """Return what an ordinance says of online linkage (オンライン結合), for the survey of a corpus.

    Raises:
        RulesetError: ``P501`` when a rule file is at fault.
    """
    day = as_of or datetime.now(_TOKYO).date()
    passages = passages_of(ordinance, None, False)
    return survey(find(ordinance, passages, day, second_reader=True), passages)


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of the subject, and for which day."""

    ordinance: Ordinance
    resolution: Resolution
    passages: tuple[Passage, ...]
    judged: Judged
    day: date
    strangers: tuple[Problem, ...] = ()


def _report(read: _Read, findings: list[Finding], elsewhere: frozenset[str]) -> GapReport:
    ordinance, day = read.ordinance, read.day
    ruleset = load_ruleset()
    kind = ordinance.kind.value
    topics = elsewhere | what_is_set((finding.topic, finding.rules) for finding in findings)
    in_force = load_notification()["effective"]["from"] <= day
    said = "".join(passage.view.text for passage in read.passages)
    solicits = must_solicit(ordinance.body or "", said)
    missing, hints = (
        absent(kind=kind, found=topics, solicits=solicits, text=ordinance.text) if in_force else ([], [])
    )
    if advice.is_amending(ordinance) or advice.begins_late(ordinance):
        missing, hints = [], []  # what isn't here may well stand in the part that wasn't given
    findings = not_both(findings, missing)
    rules = [passage for passage in read.passages if not read.judged.instructs(passage)]
    unmatched = [*_unmatched(ordinance, rules, findings), *_left(read.judged)]
    problems = [
        *ordinance.problems,
        *read.judged.of_this_ordinance(read.resolution.problems),
        *advice.problems(ordinance, findings, read.resolution, day),
        *read.judged.problems,
        *read.strangers,
        *advice.long_tables(ordinance, read.passages),
    ]
    counts = {name: sum(finding.classification == name for finding in findings) for name in CLASSIFICATIONS}
    return GapReport(
        ordinance=_head(ordinance),
        as_of=day.isoformat(),
        ruleset=RulesetId(**ruleset.as_dict()),
        findings=findings,
        missing=missing,
        notification=judge(
            findings,
            kind=kind,
            amending=advice.is_amending(ordinance),
            in_force=in_force,
            read=bool(read.passages),
        ),
        unmatched=unmatched,
        hints=hints,
        counts={
            **{str(name): number for name, number in counts.items()},
            "missing": len(missing),
            "unmatched": len(unmatched),
            "characters": len(ordinance.text),
        },
        problems=[_problem(problem) for problem in dict.fromkeys(problems)],
        source=Provenance(name=ordinance.document.name, sha256=ordinance.document.sha256),
        law=Basis(
            law=ruleset.law,
            encodes=ruleset.encodes.isoformat(),
            checked_until=ruleset.checked_until.isoformat(),
        ),
        notice=ruleset.notice,
    )


def _head(ordinance: Ordinance) -> Head:
    def iso(day: date | None) -> str | None:
        return day.isoformat() if day else None

    return Head(
        title=ordinance.title,
        body=ordinance.body,
        number=ordinance.number,
        kind=ordinance.kind.value,
        promulgated_on=iso(ordinance.promulgated_on),
        effective_on=iso(ordinance.effective_on),
    )


def _problem(problem: Problem) -> ProblemEntry:
    return ProblemEntry(code=problem.code, message=problem.message, span=problem.span)


def _unmatched(
    ordinance: Ordinance, passages: Sequence[Passage], findings: Sequence[Finding]
) -> list[Unmatched]:
    """Return each paragraph that no finding covers; 削除 and empty ones say nothing that could be covered."""
    if any(rule.endswith("/whole") for finding in findings for rule in finding.rules):
        return []
    provisions = sorted({finding.provision for finding in findings} - {WHOLE})
    # Articles whose numbers are blank (第○条) or printed twice share a name: there the deciding words say what is covered.
    names = Counter(passage.provision for passage in passages if passage.is_paragraph)
    shared = {WHOLE, *(name for name, times in names.items() if times > 1)}
    decided = sorted(piece.span[0] for finding in findings for piece in finding.evidence)
    result = []
    for passage in passages:
        if not passage.is_paragraph or _EMPTY.fullmatch(passage.view.text):
            continue
        if passage.provision in shared:
            begin, end = passage.node.span
            if bisect_left(decided, begin) < bisect_left(decided, end):
                continue
        elif _is_covered(provisions, passage.provision):
            continue
        text = " ".join(ordinance.text[passage.node.span[0] : passage.node.span[1]].split())
        result.append(Unmatched(provision=passage.provision, text=text[:_UNMATCHED_LENGTH]))
    return result


def _is_covered(provisions: Sequence[str], paragraph: str) -> bool:
    """Whether one of ``provisions`` (sorted, so that those within a paragraph stand together) covers a paragraph."""
    for place in range(bisect_left(provisions, paragraph), len(provisions)):
        if not provisions[place].startswith(paragraph):
            return False
        if covers(provisions[place], paragraph):
            return True
    return False


def _left(judged: Judged) -> list[Unmatched]:
    """Return the inserted paragraphs of an amendment that no finding covers."""
    return [Unmatched(provision=left.provision, text=left.text[:_UNMATCHED_LENGTH]) for left in judged.left]


def covers(provision: str, paragraph: str) -> bool:
    """Whether a finding's place is the paragraph or lies in it (第1項 is left out where it is the only one)."""
    rest = provision.removeprefix(paragraph)
    return provision.startswith(paragraph) and not re.match(r"の[0-9]|第[0-9]+項|[0-9]|\(", rest)
