"""`law watch`: which rules, topics, scenarios and stored results cite an article that a revision changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pirules.law.citation import Citation
from pirules.law.diff import ArticleText, Change, compare
from pirules.law.index import index
from pirules.law.names import names
from pirules.law.statute import Unit
from pirules.law.uses import ruleset_uses


@dataclass(frozen=True, slots=True)
class Changed:
    """A place that changed, with how (``changed``, ``removed``, ``moved`` …) and why we say so."""

    citation: Citation
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class Affected:
    """Something that cites a changed place: ``kind`` the folder of the rule, ``decision`` or ``report``."""

    kind: str
    where: str
    name: str
    citation: Citation
    changed: Changed


def changed_by_texts(law: str, old: Iterable[Unit], new: Iterable[Unit], source: str) -> list[Changed]:
    """Return what changed between two texts of a law, as citations in the numbering of the older one."""
    changes = compare(old, new)
    return [
        Changed(_citation(law, change.old or change.new), change.kind, source)
        for change in changes
        if (change.old or change.new) is not None
    ]


def _citation(law: str, article: ArticleText | None) -> Citation:
    assert article is not None
    key = law
    if article.amending:
        amending = names().resolve(article.amending)
        key = amending.key if amending else article.amending
    return Citation(law=key, article=article.number, supplementary=article.amending is not None)


def changed_between(old: date, new: date) -> list[Changed]:
    """Return what the index says changes in all laws after ``old`` up to ``new``.

    A revision whose day isn't settled counts when its entered day lies between the two: to look again too early does
    no harm.
    """
    found: list[Changed] = []
    for entry in index().laws():
        for revision in entry.revisions:
            if revision.in_force is not None and old < revision.in_force <= new:
                settled = "" if revision.date_status == "fixed" else "、日は未定"
                source = f"{revision.amending}（{revision.in_force.isoformat()}{settled}）"
                found.extend(Changed(touch.citation, touch.certainty, source) for touch in revision.touches)
    return found


def affected_rules(folder: Path, changed: list[Changed]) -> list[Affected]:
    """Return the rules, topics and scenarios under ``folder`` that cite a changed place.

    Raises:
        LawError: ``P305`` when a file can't be read.
    """
    found = []
    for use in ruleset_uses(folder).uses:
        for citation in use.citations:
            change = _hit(citation, changed)
            if change is not None:
                kind = use.file.partition("/")[0]
                found.append(Affected(kind, f"{use.file}:{use.line}", use.rule, citation, change))
    return found


def affected_results(kind: str, name: str, result: Any, changed: list[Changed]) -> list[Affected]:
    """Return the citations of a stored decision or report (the contract's JSON) that hit a changed place."""
    found: dict[Citation, Affected] = {}
    for citation in _citations_in(result):
        change = _hit(citation, changed)
        if change is not None:
            found.setdefault(citation, Affected(kind, name, name, citation, change))
    return list(found.values())


def _hit(citation: Citation, changed: list[Changed]) -> Changed | None:
    return next(
        (item for item in changed if item.citation.overlaps(citation) and _specific(item, citation)), None
    )


def _specific(changed: Changed, citation: Citation) -> bool:
    """A whole law cited without an article isn't affected by each article of it."""
    return citation.article is not None or changed.citation.article is None


def _citations_in(value: Any) -> Iterable[Citation]:
    """Yield the citation objects in a JSON value, however deep."""
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, list):
            todo.extend(item)
        elif isinstance(item, dict):
            if {"law", "article", "paragraph", "item", "label"} <= set(item):
                yield Citation(
                    law=item["law"],
                    article=item["article"],
                    paragraph=item["paragraph"],
                    item=item["item"],
                    supplementary="附則" in str(item["label"]),
                )
            else:
                todo.extend(item.values())


def sentence(change: Change) -> str:
    """Say an article's change in one Japanese phrase."""
    words = {
        "added": "新設",
        "removed": "削除",
        "changed": "改正",
        "moved": "移動",
        "moved_changed": "改正して移動",
    }
    return f"{change.label} {words[change.kind]}"
