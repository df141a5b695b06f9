"""From the bytes of a file to gap reports that can be rendered and kept: what both doors do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pirules import ordinance as room
from pirules.errors import InputError
from pirules.ordinance.model import Document, Ordinance
from pirules.report.flagged import flagged_measures
from pirules.report.gap_view import Source
from pirules.report.sections import sections_of

if TYPE_CHECKING:
    from pirules.gap import GapReport

#: Ordinances in one file.  Each is compared with all others of its body, so the work grows with the square.
MAX_ORDINANCES = 12


@dataclass(frozen=True, slots=True)
class Judged:
    """An ordinance's report (contract JSON) with the text that it judges."""

    report: dict[str, Any]
    source: Source

    @property
    def flagged(self) -> list[dict[str, Any]]:
        """The measures that a person must look at."""
        return flagged_measures(self.report)


def parse_all(source: Path | bytes, name: str = "") -> list[Ordinance]:
    """Return the ordinances of a file: usually one, more where a file holds several.

    Raises:
        InputError: the file can't be read (``P010``, ``P1xx``), or holds too many ordinances (``P103``).
    """
    document: Document = room.read(source, name)
    parts = room.split(document)
    if len(parts) > MAX_ORDINANCES:
        raise InputError(
            "P103", f"一つのファイルに {len(parts)} 本の条例があります（上限 {MAX_ORDINANCES} 本）。"
        )
    return [room.parse(part) for part in parts]


def judge(subjects: list[Ordinance], others: list[Ordinance], as_of: date | None) -> list[Judged]:
    """Return a report for each of ``subjects``, all ordinances of a file; ``others`` are searched before something is called missing.

    Ordinances of the same body that stand in one file help each other in the same way.  Spans count from the beginning of
    the file's text, as ``pirules parse --format text`` gives it.

    Raises:
        PirulesError: what :func:`pirules.gap.report_on` raises.
    """
    results = []
    start = 0
    for subject in subjects:
        report = report_beside(subject, subjects, others, as_of).model_dump(mode="json")
        sections = sections_of(subject)
        _count_from_file(report, sections, start)
        document = subject.document
        results.append(Judged(report, Source(document.name, document.sha256, sections)))
        start += len(subject.text)
    return results


def _count_from_file(report: dict[str, Any], sections: list[dict[str, Any]], start: int) -> None:
    """Move the spans of an ordinance that begins at ``start`` of its file's text: a reader counts from the file's beginning."""
    if not start:
        return
    evidence = [piece for finding in report["findings"] for piece in finding["evidence"]]
    lines = [line for section in sections for line in section["lines"]]
    for spanned in (*evidence, *report["problems"], *sections, *lines):
        spanned["span"] = [place + start for place in spanned["span"]]


def report_beside(
    subject: Ordinance, subjects: Sequence[Ordinance], others: Sequence[Ordinance], as_of: date | None
) -> "GapReport":
    """Return the report on one of the ordinances of a file.

    Args:
        subject: the ordinance.
        subjects: all ordinances of its file.
        others: ordinances given beside it.
        as_of: the day of the report, ``None`` for today.

    Raises:
        PirulesError: what :func:`pirules.gap.report_on` raises.
    """
    from pirules.gap import report_on

    report = report_on(subject, others, as_of)
    siblings = [other for other in subjects if other is not subject and _same_body(other, subject)]
    if siblings and report.missing:
        return report_on(subject, [*others, *siblings], as_of)
    return report


def part_of(data: bytes, kept: Source, head: dict[str, Any]) -> Ordinance:
    """Return the ordinance that a kept report judges, read again from the bytes of its file.

    Args:
        data: the file's bytes.
        kept: the text as the report keeps it.
        head: the report's ``ordinance``; it decides where a newer version cuts the text otherwise.

    Raises:
        InputError: ``P106`` when the file doesn't hold it (any more).
    """
    parts = parse_all(data, kept.name)
    words = _words(kept.sections)
    for part in parts:
        if _words(sections_of(part)) == words:
            return part
    for part in parts:
        if (part.title, part.number) == (head["title"], head["number"]):
            return part
    raise InputError("P106", f"{kept.name or 'ファイル'} から、このレポートの条例を読み取れません。")


def _words(sections: list[dict[str, Any]]) -> list[list[str]]:
    return [[line["text"] for line in section["lines"]] for section in sections]


def _same_body(one: Ordinance, other: Ordinance) -> bool:
    return one.body is None or other.body is None or one.body == other.body
