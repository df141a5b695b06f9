"""A draft looked over: what a report on the revised text still doesn't allow, and what it lacks."""

from dataclasses import replace

from pirules.gap import GapReport, report_on
from pirules.report.draft.build import Draft, revised_ordinance
from pirules.report.labels import CLASSIFICATION
from pirules.report.labels import topic as topic_name
from pirules.text.dates import parse_date

_REFUSED = "not_permitted"
# The ordinances that were read beside the old text aren't here: what they say fills the gap before and after.
_ELSEWHERE = "。ほかの条例に定めがあれば、足りています"


def looked_over(draft: Draft, report: GapReport) -> Draft:
    """Return a draft with what remains to be done in it, each a sentence in ``remaining``.

    Args:
        draft: the draft; one that changes nothing is returned as it is.
        report: the report that it was made from.

    Raises:
        PirulesError: what :func:`pirules.gap.report_on` raises.
    """
    if not draft.amendment:
        return draft
    lacking = {entry.topic for entry in report.missing}
    again = report_on(revised_ordinance(draft), as_of=parse_date(report.as_of))
    lines = [
        f"{finding.provision}　{topic_name(finding.topic)}（{CLASSIFICATION[_REFUSED]}"
        f"{'、文言の近さによる所見' if finding.by_likeness else ''}）　{finding.recommendation}"
        for finding in again.findings
        if finding.classification == _REFUSED
    ]
    lines += [
        f"{topic_name(entry.topic)}（不足する規定{_ELSEWHERE if entry.topic not in lacking else ''}）　{entry.recommendation}"
        for entry in again.missing
    ]
    return replace(draft, remaining=tuple(lines))
