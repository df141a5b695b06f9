"""The gap report of one ordinance: cut, match, judge what is missing and what must be notified, and say what was read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from pirules.clauses import analyse
from pirules.clauses.model import Clause
from pirules.errors import Problem
from pirules.gap import advice
from pirules.gap.aliases import aliases_of
from pirules.gap.findings import make_findings
from pirules.gap.found import Context, Found
from pirules.gap.match import Matcher
from pirules.gap.missing import absent, must_solicit
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
from pirules.gap.survey import LinkageSurvey, survey, with_survey
from pirules.gap.topics import Topic, load_topics
from pirules.gap.units import Passage, Rooms, cut
from pirules.gap.view import make_view
from pirules.ordinance.model import Kind, Node, Ordinance
from pirules.ordinance.places import provision_name
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
) -> GapReport:
    """Compare an ordinance with the Act and say what of it is required, permitted, not permitted, missing.

    Args:
        ordinance: the subject.
        others: other ordinances of the same body; they are searched before something is called missing.
        as_of: the day whose law applies, default today in Japan.
        model: let the language model settle what the legal grammar leaves open in the clause frames.

    Returns:
        The report; ``model_dump(mode="json")`` is the JSON of ``contracts/gap-report.md``.

    Raises:
        RulesetError: ``P501`` when a rule file is at fault.
    """
    day = as_of or datetime.now(_TOKYO).date()
    resolution = resolve(ordinance)
    passages = _passages(ordinance, resolution, model)
    found = with_survey(_find(ordinance, passages, day))
    topics = load_topics().topics
    findings = make_findings(found, passages, ordinance, day, topics.get("assembly"))
    elsewhere = frozenset(
        name
        for other in others
        for entry in _find(other, _passages(other, None, model), day)
        for name in (entry.topic.slug, *entry.rules)
    )
    return _report(_Read(ordinance, resolution, passages, day), findings, elsewhere)


def linkage_survey(ordinance: Ordinance, as_of: date | None = None) -> LinkageSurvey:
    """Return what an ordinance says of online linkage (オンライン結合), for the survey of a corpus.

    Raises:
        RulesetError: ``P501`` when a rule file is at fault.
    """
    day = as_of or datetime.now(_TOKYO).date()
    return survey(_find(ordinance, _passages(ordinance, None, False), day))


def _passages(ordinance: Ordinance, resolution: Resolution | None, model: bool) -> tuple[Passage, ...]:
    resolution = resolution or resolve(ordinance)
    analysis = analyse(ordinance, model=model)
    aliases = aliases_of(ordinance)
    frames: dict[int, list[Clause]] = {}
    for node, clause in analysis:
        frames.setdefault(id(node), []).append(clause)

    def clauses(node: Node) -> Sequence[Clause]:
        return frames.get(id(node), ())

    return cut(
        ordinance,
        Rooms(
            clauses,
            resolution.within,
            lambda node, role: provision_name(ordinance, node, role),
            lambda spans: make_view(ordinance.text, spans, aliases.pattern, aliases.canonical),
        ),
    )


def _find(ordinance: Ordinance, passages: Sequence[Passage], day: date) -> list[Found]:
    """Return what the topics in force on ``day`` find, within what the ordinance is about."""
    topics = {topic.slug: topic for topic in load_topics().on(day)}
    if advice.is_amending(ordinance):
        passages = [passage for passage in passages if passage.article.place != "main"]
    text = make_view(ordinance.text, [(0, len(ordinance.text))]).text
    found = list(Matcher(topics, Context.of(ordinance, text)).find(passages))
    if ordinance.kind is Kind.OTHER:
        found = advice.within_subject(ordinance, found)
    return [*_whole(ordinance, passages, topics), *found]


def _whole(ordinance: Ordinance, passages: Sequence[Passage], topics: dict[str, Topic]) -> list[Found]:
    """Return findings on the ordinance as a whole (全体): its subject is a topic by itself."""
    return [
        Found(
            topic,
            "全体",
            passages[0],
            topic.outcome,
            ((0, len(ordinance.title or ordinance.text[:20])),),
            passages[0].view,
            0.9,
            (f"{topic.slug}/whole",),
        )
        for topic in topics.values()
        if topic.whole is not None and passages and topic.whole.search(ordinance.title or "")
    ]


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of the subject, and for which day."""

    ordinance: Ordinance
    resolution: Resolution
    passages: tuple[Passage, ...]
    day: date


def _report(read: _Read, findings: list[Finding], elsewhere: frozenset[str]) -> GapReport:
    ordinance, day = read.ordinance, read.day
    ruleset = load_ruleset()
    kind = ordinance.kind.value
    # Topics, and the rules that found them: whether proposals are invited is told by the rule, not by the topic.
    topics = elsewhere.union(*({finding.topic, *finding.rules} for finding in findings))
    in_force = load_notification()["effective"]["from"] <= day
    solicits = must_solicit(ordinance.body or "", ordinance.text)
    missing, hints = absent(kind=kind, found=topics, solicits=solicits) if in_force else ([], [])
    if advice.is_amending(ordinance):
        missing, hints = [], []
    unmatched = _unmatched(ordinance, read.passages, findings)
    problems = [
        *ordinance.problems,
        *read.resolution.problems,
        *advice.problems(ordinance, findings, read.resolution, day),
    ]
    counts = {name: sum(finding.classification == name for finding in findings) for name in CLASSIFICATIONS}
    return GapReport(
        ordinance=_head(ordinance),
        as_of=day.isoformat(),
        ruleset=RulesetId(**ruleset.as_dict()),
        findings=findings,
        missing=missing,
        notification=judge(findings, kind=kind, amending=advice.is_amending(ordinance), in_force=in_force),
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
    whole = any(finding.provision == "全体" for finding in findings)
    result = []
    for passage in passages:
        text = " ".join(ordinance.text[passage.node.span[0] : passage.node.span[1]].split())
        if whole or not passage.is_paragraph or _EMPTY.fullmatch(passage.view.text):
            continue
        if any(covers(finding.provision, passage.provision) for finding in findings):
            continue
        result.append(Unmatched(provision=passage.provision, text=text[:_UNMATCHED_LENGTH]))
    return result


def covers(provision: str, paragraph: str) -> bool:
    """Whether a finding's place is the paragraph or lies in it (第1項 is left out where it is the only one)."""
    rest = provision.removeprefix(paragraph)
    return provision.startswith(paragraph) and not re.match(r"の[0-9]|第[0-9]+項|[0-9]|\(", rest)
