"""A gap report as a drafter reads it: the contract's JSON beside the ordinance's own text."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pirules.ordinance.places import WHOLE
from pirules.report import labels, summary
from pirules.report.citations import CitedPlace, cited_places
from pirules.report.evidence import Words, shown
from pirules.report.fates import FateRow, fate_counts, fate_rows
from pirules.report.grouping import same_advice, same_words
from pirules.report.place_names import place_said
from pirules.rules.ruleset import Ruleset, load_ruleset

# Sections that hold no clause: what is found in them is said of the ordinance as a whole.
_NO_CLAUSES = frozenset({"heading", "contents", "note"})


@dataclass(frozen=True, slots=True)
class Source:
    """What was judged: the file's name, the hash of its bytes, and its text in sections (:mod:`~pirules.report.sections`)."""

    name: str
    sha256: str
    sections: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its place, how far in it stands, and its text cut into ``(text, is evidence)``."""

    span: tuple[int, int]
    depth: int
    pieces: list[tuple[str, bool]]

    @property
    def text(self) -> str:
        """The line's text."""
        return "".join(text for text, _ in self.pieces)


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of the ordinance with the findings whose words stand in it."""

    anchor: str
    type: str
    name: str
    caption: str | None
    lines: list[Line]
    findings: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_heading(self) -> bool:
        """Whether this is the heading of a chapter or the like."""
        return not self.lines

    @property
    def groups(self) -> list[dict[str, Any]]:
        """The findings, those that say the same joined into one with its ``members``."""
        return same_words(self.findings)

    @property
    def kinds(self) -> list[str]:
        """What the section has to show, for the filter of the page: classes, ``notify`` and ``open``."""
        found = {finding["classification"] for finding in self.findings}
        found |= {"notify" for finding in self.findings if finding["notify"] != "no"}
        return sorted(found or {"open"})

    def lines_of(self, finding: dict[str, Any]) -> list[Line]:
        """Return the lines in which a finding's deciding words stand, all lines if they stand in none."""
        spans = [piece["span"] for piece in finding["evidence"]]
        found = [
            line
            for line in self.lines
            if any(begin < line.span[1] and line.span[0] < end for begin, end in spans)
        ]
        return found or self.lines


@dataclass(frozen=True, slots=True)
class GapView:
    """Everything that the templates show, in the order in which they show it."""

    report: dict[str, Any]
    source: Source
    ruleset: Ruleset
    prefix: str
    head: list[tuple[str, str]]
    conclusions: list[str]
    limits: list[str]
    steps: list[str]
    counts: list[tuple[str, str, int]]
    forbidden: list[dict[str, Any]]
    required: list[dict[str, Any]]
    uncertain: list[dict[str, Any]]
    missing: list[dict[str, Any]]
    hints: list[dict[str, Any]]
    sections: list[SectionView]
    elsewhere: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    places: list[CitedPlace]

    @property
    def forbidden_groups(self) -> list[dict[str, Any]]:
        """The refused clauses, those of which the same is asked joined into one line."""
        return same_advice(self.forbidden)

    @property
    def uncertain_groups(self) -> list[dict[str, Any]]:
        """The clauses to be looked at, those of which the same is asked joined into one line."""
        return same_advice(self.uncertain)

    @property
    def problems(self) -> list[dict[str, Any]]:
        """The problems of the reading, each with the ``place`` at which it stands (empty for the text as a whole)."""
        return [{**problem, "place": self._place_of(problem)} for problem in self.report["problems"]]

    def _place_of(self, problem: dict[str, Any]) -> str:
        if problem["message"] in self.limits:
            return ""
        begin = problem["span"][0]
        for section in self.sections:
            if section.lines and section.lines[0].span[0] <= begin < section.lines[-1].span[1]:
                return section.name or "題名等"
        return f"{begin + 1}文字目"

    @property
    def title(self) -> str:
        """The ordinance's title, or the file's name where no title was found."""
        return str(self.report["ordinance"]["title"] or self.source.name or "題名のない条例")

    @property
    def is_legacy(self) -> bool:
        """Whether the ordinance is of the type before the unified Act."""
        return bool(self.report["ordinance"]["kind"] == "legacy")

    @property
    def fates(self) -> list[FateRow]:
        """What becomes of each clause of an ordinance of the old type."""
        sections = [
            (section.name, section.caption, section.groups)
            for section in self.sections
            if not section.is_heading
        ]
        return fate_rows(sections, self.elsewhere, self.report["unmatched"])

    @property
    def fate_counts(self) -> list[tuple[str, str, int]]:
        """How many places have which fate: ``(word, meaning, number)``."""
        return fate_counts(self.fates)


def _verdict(finding: dict[str, Any]) -> str:
    """Say how firm a refusal is: an interpretation of the Commission isn't put as unlawfulness."""
    if finding["classification"] != "not_permitted":
        return labels.CLASSIFICATION[finding["classification"]]
    return {
        "statute": "法令の文言上認められない",
        "commission_guidance": "個人情報保護委員会の解釈では認められない",
    }.get(finding["authority"], "認められないと解される（委員会の見解は未確認）")


def _decorate(finding: dict[str, Any], named: dict[str, str], words: Words) -> dict[str, Any]:
    return {
        **finding,
        "anchor": None,
        "topic_name": labels.topic(finding["topic"]),
        "class_label": labels.CLASSIFICATION[finding["classification"]],
        "verdict": _verdict(finding),
        "action": labels.ACTION[finding["classification"]],
        "relation_label": labels.RELATION[finding["relation"]],
        "notify_label": labels.NOTIFY[finding["notify"]],
        "authority_label": labels.AUTHORITY[finding["authority"]],
        "law": labels.cite(finding["national"]),
        "law_named": "、".join(named[citation["label"]] for citation in finding["national"]),
        "evidence_text": shown(finding["evidence"], words),
        "confidence_label": f"{round(finding['confidence'] * 100)}％",
    }


def _named(item: dict[str, Any]) -> dict[str, Any]:
    return {**item, "topic_name": labels.topic(item["topic"]), "law": labels.cite(item.get("national"))}


def _pieces(text: str, start: int, marks: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    """Cut a line into marked and unmarked pieces; ``marks`` are merged, ascending spans of the whole text."""
    pieces: list[tuple[str, bool]] = []
    position, end = start, start + len(text)
    for begin, stop in marks:
        if stop <= position or begin >= end:
            continue
        cut_begin, cut_stop = max(begin, position), min(stop, end)
        if cut_begin > position:
            pieces.append((text[position - start : cut_begin - start], False))
        pieces.append((text[cut_begin - start : cut_stop - start], True))
        position = cut_stop
    if position < end:
        pieces.append((text[position - start :], False))
    return pieces


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for begin, stop in sorted(spans):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        elif stop > begin:
            merged.append((begin, stop))
    return merged


def _start(finding: dict[str, Any]) -> int:
    return min((int(piece["span"][0]) for piece in finding["evidence"]), default=-1)


def _place(
    findings: list[dict[str, Any]], raw: list[dict[str, Any]], prefix: str
) -> tuple[list[SectionView], list[dict[str, Any]]]:
    """Put each finding beside the section in which its words stand; return also those that stand in none."""
    elsewhere = [finding for finding in findings if _start(finding) < 0]
    left = [finding for finding in findings if finding not in elsewhere]
    views: list[SectionView] = []
    for number, section in enumerate(raw):
        begin, stop = section["span"]
        here = [finding for finding in left if begin <= _start(finding) < stop] if section["lines"] else []
        here = [finding for finding in here if finding["provision"] != WHOLE]
        for finding in here:
            finding["provision"] = place_said(finding, section)
        marks = _merged([tuple(piece["span"]) for finding in here for piece in finding["evidence"]])
        lines = [
            Line(
                (line["span"][0], line["span"][1]),
                line["depth"],
                _pieces(line["text"], line["span"][0], marks),
            )
            for line in section["lines"]
        ]
        placed = {id(finding) for finding in here}
        for finding in here:
            finding["anchor"] = f"{prefix}{number}"
        left = [finding for finding in left if id(finding) not in placed]
        if section["type"] in _NO_CLAUSES and not here:
            continue
        views.append(
            SectionView(
                f"{prefix}{number}",
                section["type"],
                section["name"],
                section["caption"],
                lines,
                sorted(here, key=_start),
            )
        )
    return views, elsewhere + left


def gap_view(report: dict[str, Any], source: Source, *, prefix: str = "s") -> GapView:
    """Put a report (contract JSON) and its text together for rendering; ``prefix`` begins the anchors of its sections.

    Raises:
        RulesetError: ``P501`` when the ruleset can't be read.
    """
    ruleset = load_ruleset()
    places = cited_places(report, date.fromisoformat(report["as_of"]))
    named = {place.label: place.named for place in places}
    words = Words(source.sections)
    findings = sorted((_decorate(finding, named, words) for finding in report["findings"]), key=_start)
    sections, elsewhere = _place(findings, source.sections, prefix)
    numbers = {name: sum(f["classification"] == name for f in findings) for name in labels.CLASSIFICATION}

    def of_class(*names: str) -> list[dict[str, Any]]:
        return [finding for finding in findings if finding["classification"] in names]

    return GapView(
        report=report,
        source=source,
        ruleset=ruleset,
        prefix=prefix,
        head=summary.head(report, source.name, source.sha256, ruleset),
        conclusions=summary.conclusions(report, findings),
        limits=summary.limits(report),
        steps=summary.steps(report, findings),
        counts=[(name, label, numbers[name]) for name, label in labels.CLASSIFICATION.items()],
        forbidden=of_class("not_permitted"),
        required=of_class("required", "permitted"),
        uncertain=of_class("uncertain"),
        missing=[_named(item) for item in report["missing"]],
        hints=[_named(item) for item in report["hints"]],
        sections=sections,
        elsewhere=elsewhere,
        findings=findings,
        places=places,
    )
