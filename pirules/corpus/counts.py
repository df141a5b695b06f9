"""What a corpus says as a whole: the survey of online linkage, topics, what is missing, what must be notified.

Every number carries the list of the bodies behind it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pirules.corpus.work import tasks_of
from pirules.gap.survey import published_group, type_names
from pirules.report import labels
from pirules.rules.ruleset import load_ruleset
from pirules.store import Store, corpus
from pirules.store.corpus import KeptFile, Result

PREFECTURES, MUNICIPALITIES, JOINT, NAMELESS = "都道府県", "市区町村", "組合・広域連合等", "団体名なし"
GROUPS = (PREFECTURES, MUNICIPALITIES, JOINT, NAMELESS)
# The kinds whose bodies count as having a privacy ordinance; a 手数料条例 alone says nothing of linkage.
_COUNTED = ("legacy", "implementation")


@dataclass(frozen=True, slots=True)
class Judged:
    """One ordinance of the corpus with what was found: the file, its part in it, and the content of its result."""

    path: str
    part: int
    content: dict[str, Any]

    @property
    def body(self) -> str:
        """The body's name, or the file's where none is printed: no ordinance is counted into another body."""
        return self.content["ordinance"]["body"] or self.path

    @property
    def group(self) -> str:
        """The group of bodies that the survey counts it in."""
        return group_of(self.content["ordinance"]["body"])


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is known of a corpus under one day and one set of rules.

    Attributes:
        judged: the ordinances that were judged.
        problems: ``{"file", "code", "detail"}`` of the files that couldn't be judged.
        open: paths without a result yet.
    """

    as_of: str
    ruleset_sha256: str
    files: int
    judged: tuple[Judged, ...]
    problems: tuple[dict[str, str], ...]
    open: tuple[str, ...]


def group_of(body: str | None) -> str:
    """Return the group of a body by the end of its name (花野県 → 都道府県, 花野市 → 市区町村, 花野広域連合 → 組合・広域連合等)."""
    if not body:
        return NAMELESS
    if body.endswith(("都", "道", "府", "県")):
        return PREFECTURES
    return MUNICIPALITIES if body.endswith(("市", "区", "町", "村")) else JOINT


def gather(store: Store, as_of: str, ruleset: str) -> Corpus:
    """Return the results under a day and rules, beside the files that have none.

    Raises:
        StoreError: ``P601`` or ``P605``.
    """
    files = corpus.files(store)
    return from_results(files, corpus.results(store, as_of, ruleset), as_of, ruleset)


def from_results(
    files: Sequence[KeptFile], results: dict[str, list[Result]], as_of: str, ruleset: str
) -> Corpus:
    """Return the results of the files as they are now; a result of an older text of a file is not among them."""
    judged: list[Judged] = []
    problems: list[dict[str, str]] = []
    missing: list[str] = []
    for task in tasks_of(files):
        if task.inputs not in results:
            missing.append(task.path)
        for result in results.get(task.inputs, ()):
            if result.problem is not None:
                problems.append({"file": task.path, **result.problem})
            else:
                judged.append(Judged(task.path, result.part, result.content or {}))
    return Corpus(as_of, ruleset, len(files), tuple(judged), tuple(problems), tuple(missing))


def report(found: Corpus) -> dict[str, Any]:
    """Return the report of a corpus as JSON values."""
    ruleset = load_ruleset()
    return {
        "as_of": found.as_of,
        "ruleset": {"id": ruleset.id, "revision": ruleset.revision, "sha256": found.ruleset_sha256},
        "files": found.files,
        "ordinances": len(found.judged),
        "bodies": len({entry.body for entry in found.judged}),
        "kinds": dict(Counter(entry.content["ordinance"]["kind"] for entry in found.judged)),
        "linkage": _linkage(found.judged),
        "topics": _topics(found.judged),
        "missing": _listed((name, entry) for entry in found.judged for name in entry.content["missing"]),
        "notification": _notification(found.judged),
        "problems": list(found.problems),
        "open": list(found.open),
    }


def _bodies(entries: Iterable[Judged]) -> list[str]:
    return sorted({entry.body for entry in entries})


def _linkage(judged: Sequence[Judged]) -> dict[str, Any]:
    counted = [
        entry
        for entry in judged
        if entry.content["ordinance"]["kind"] in _COUNTED or entry.content["linkage"]["restricted"]
    ]
    restricted = [entry for entry in counted if entry.content["linkage"]["restricted"]]
    groups = {}
    for group in GROUPS:
        having = _bodies(entry for entry in restricted if entry.group == group)
        without = sorted(set(_bodies(entry for entry in counted if entry.group == group)) - set(having))
        groups[group] = {"with": having, "without": without}
    published: dict[str, dict[str, Any]] = {}
    detailed: dict[str, dict[str, Any]] = {}
    for name, label in type_names().items():
        row = _condition(restricted, groups, {name})
        detailed[name] = {"name": label, "groups": row}
        same = {other for other in type_names() if published_group(other) == published_group(name)}
        published[published_group(name)] = {
            "name": type_names()[published_group(name)],
            "groups": _condition(restricted, groups, same),
        }
    return {"groups": groups, "published": published, "detailed": detailed}


def _condition(
    restricted: Sequence[Judged], groups: dict[str, dict[str, list[str]]], names: set[str]
) -> dict[str, Any]:
    row = {}
    for group, parts in groups.items():
        bodies = _bodies(
            entry
            for entry in restricted
            if entry.group == group and names & set(entry.content["linkage"]["types"])
        )
        share = round(100 * len(bodies) / len(parts["with"]), 1) if parts["with"] else None
        row[group] = {"bodies": bodies, "percent": share}
    return row


def _topics(judged: Sequence[Judged]) -> list[dict[str, Any]]:
    rows: dict[tuple[str, str], list[Judged]] = {}
    for entry in judged:
        for finding in entry.content["findings"]:
            rows.setdefault((finding["topic"], finding["classification"]), []).append(entry)
    return [
        {
            "topic": topic,
            "name": labels.topic(topic),
            "classification": classification,
            "findings": len(entries),
            "bodies": _bodies(entries),
        }
        for (topic, classification), entries in sorted(
            rows.items(), key=lambda row: (-len({entry.body for entry in row[1]}), row[0])
        )
    ]


def _listed(pairs: Iterable[tuple[str, Judged]]) -> list[dict[str, Any]]:
    rows: dict[str, list[Judged]] = {}
    for name, entry in pairs:
        rows.setdefault(name, []).append(entry)
    return [
        {"topic": name, "name": labels.topic(name), "bodies": _bodies(entries)}
        for name, entries in sorted(rows.items(), key=lambda row: (-len(row[1]), row[0]))
    ]


def _notification(judged: Sequence[Judged]) -> dict[str, Any]:
    answers = {"required": True, "uncertain": None, "not_required": False}
    by_base: dict[str, list[Judged]] = {}
    for entry in judged:
        for base in entry.content["notification"]["bases"]:
            by_base.setdefault(base, []).append(entry)
    return {
        **{
            name: _bodies(entry for entry in judged if entry.content["notification"]["required"] is answer)
            for name, answer in answers.items()
        },
        "bases": [
            {"base": base, "label": labels.base_label(base), "bodies": _bodies(entries)}
            for base, entries in sorted(by_base.items())
        ],
    }
