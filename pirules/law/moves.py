"""What time does to a cited place: revisions to come that touch it, numbers that moved."""

from dataclasses import dataclass
from datetime import date

from pirules.law.citation import Citation
from pirules.law.model import DateStatus, Revision
from pirules.text.dates import to_wareki


@dataclass(frozen=True, slots=True)
class FutureTouch:
    """A promulgated revision that isn't in force yet and touches a place."""

    citation: Citation
    revision: Revision
    certainty: str

    @property
    def text(self) -> str:
        """One Japanese sentence for an answer or a report."""
        how = {
            "listed": "改正します",
            "reported": "改正すると伝えられています",
            "possible": "改正する可能性があります",
        }[self.certainty]
        read = self.revision.content == "read"
        checked = "" if read else "改正後の内容は確かめていないので、判定には使っていません。"
        return f"{self.revision.amending}（{self._when}）が{self.citation.label}を{how}。{checked}"

    @property
    def _when(self) -> str:
        revision = self.revision
        if revision.date_status is DateStatus.FIXED and revision.in_force is not None:
            return f"{to_wareki(revision.in_force)}施行"
        if revision.latest_possible is not None:
            return f"施行日は未定、遅くとも{to_wareki(revision.latest_possible)}"
        return "施行日は未定"


@dataclass(frozen=True, slots=True)
class Renumbered:
    """What became of a citation: ``citation`` its place on the day asked (``None``: gone), ``changed`` also amended."""

    citation: Citation | None
    changed: bool
    amending: str | None = None
    in_force: date | None = None
    presumed: Citation | None = None
