"""`law check`: every citation of the rules exists on each of its days, or it is said which doesn't.

An imported text answers first, where it is the text of that day for that place; otherwise the index does, and the
two are counted apart.  What neither can tell is counted as such, never as proved.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pirules.law.citation import Citation
from pirules.law.index import index
from pirules.law.library import Library, StoredRevision, open_library
from pirules.law.model import Basis
from pirules.law.standing import Standing
from pirules.law.statute import Unit
from pirules.law.uses import Uncited, Use, ruleset_uses


@dataclass(frozen=True, slots=True)
class Fault:
    """A citation that doesn't exist on a day, or can't be read; ``by`` says what refutes it."""

    use: Use
    by: str
    reason: str
    on: date | None = None

    @property
    def text(self) -> str:
        """One line: place, rule, citation, reason."""
        day = f"（{self.on.isoformat()}）" if self.on else ""
        return f"{self.use.file}:{self.use.line} {self.use.rule}: {self.use.text}{day} {self.reason}"


@dataclass(slots=True)
class CheckResult:
    """What was found; the numbers count citations times days."""

    rules: int = 0
    by_text: int = 0
    by_index: dict[Basis, int] = field(default_factory=dict)
    unknown: list[Fault] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    uncited: list[Uncited] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Whether nothing is refuted, unreadable or without citation."""
        return not self.faults and not self.uncited

    @property
    def counts(self) -> str:
        """The last line."""
        by_hand = self.by_index.get(Basis.BY_HAND, 0)
        indexed = sum(self.by_index.values())
        checked = self.by_text + indexed + len(self.unknown) + len(self.faults)
        return (
            f"規則 {self.rules} 件、引用（条文×日） {checked} 件：本文で確認 {self.by_text} 件、"
            f"索引で確認 {indexed} 件（うち手で入れた索引 {by_hand} 件）、確かめられない {len(self.unknown)} 件、"
            f"誤り {len(self.faults)} 件、引用のない規則 {len(self.uncited)} 件"
        )


def check_rules(folder: Path, today: date, *, laws: Path | None = None) -> CheckResult:
    """Check all citations under ``folder``.

    Args:
        folder: a folder of rules.
        today: the day at which rules without an end are checked.
        laws: the library of statute texts, default that of the user.

    Raises:
        LawError: ``P305`` when a file of rules or of the index can't be read, ``P331`` when the library can't.
    """
    found = ruleset_uses(folder)
    result = CheckResult(rules=found.rules, uncited=found.uncited)
    with open_library(laws) as library:
        for use in found.uses:
            if use.problem:
                result.faults.append(Fault(use, "reading", use.problem))
            for citation in use.citations:
                for day in _days(use, today):
                    _check(result, use, citation, day, library)
                _foretell(result, use, citation, today)
    return result


def _days(use: Use, today: date) -> list[date]:
    """Return the days at which a rule is checked: its first and its last, of an open one also today."""
    if use.start is None and use.until is None:
        return [today]
    last = use.until if use.until is not None else max(today, use.start or today)
    return sorted({day for day in (use.start, last) if day is not None})


def _check(result: CheckResult, use: Use, citation: Citation, day: date, library: Library | None) -> None:
    by_text = _by_text(citation, day, library)
    if by_text is not None:
        if by_text.exists:
            result.by_text += 1
        else:
            result.faults.append(Fault(use, "text", by_text.reason, day))
        return
    standing = index().standing(citation, day)
    if standing.exists is None:
        result.unknown.append(Fault(use, "", standing.reason, day))
    elif standing.exists:
        basis = standing.basis or Basis.DERIVED
        result.by_index[basis] = result.by_index.get(basis, 0) + 1
    else:
        result.faults.append(Fault(use, "index", standing.reason, day))


def _foretell(result: CheckResult, use: Use, citation: Citation, today: date) -> None:
    """Warn of a rule without an end whose article gets another number on a settled day to come."""
    if use.until is not None:
        return
    entry = index().law(citation.law)
    for renumbering in entry.renumberings if entry else ():
        if renumbering.in_force <= max(today, use.start or today):
            continue
        after = index().renumbered(citation, renumbering.in_force)
        if after.citation != citation:
            new = after.citation.label if after.citation else "削除"
            result.warnings.append(
                f"{use.file}:{use.line} {use.rule}: {citation.label}は{renumbering.in_force.isoformat()}から{new}です。"
            )


def _by_text(citation: Citation, day: date, library: Library | None) -> Standing | None:
    """Ask the imported text; ``None`` where there is none that holds for this place on this day."""
    if library is None or citation.law is None or citation.division is not None:
        return None
    found = library.units_at(citation.article_only(), day)
    if found is None or _overtaken(citation, found[0], day):
        return None
    revision, units = found
    if citation.article is None and citation.paragraph is None:
        return Standing(True, Basis.TEXT)
    inside = [unit for unit in units if unit.at(citation) and not unit.deleted]
    paragraphs = {unit.paragraph for unit in units}
    ambiguous = citation.item is not None and citation.paragraph is None and len(paragraphs) > 1
    if inside and not ambiguous and _has_clause(citation, inside):
        return Standing(True, Basis.TEXT)
    return Standing(False, Basis.TEXT, f"取り込んだ条文（{revision.name}）に{citation.label}がありません。")


def _overtaken(citation: Citation, revision: StoredRevision, day: date) -> bool:
    """Whether the text can't speak for the day: its own day is unknown, or the index knows of a later change there."""
    entry = index().law(citation.law)
    if revision.in_force is None:
        return True  # nobody knows of which days this is the text
    if entry is None:
        return False
    return any(
        later.effective(day)
        and later.in_force is not None
        and later.in_force > revision.in_force
        and any(touch.citation.overlaps(citation.article_only()) for touch in later.touches)
        for later in entry.revisions
    )


def _has_clause(citation: Citation, units: list[Unit]) -> bool:
    if citation.proviso:
        return "ただし、" in units[0].text
    if citation.clause == "各号":
        return any(unit.item is not None for unit in units)
    return True
