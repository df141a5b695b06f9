"""Reads hand-made annotations of ordinances (``tests/gold/gap``).

A gold file names an ordinance and holds its findings, what it lacks and its notification, as
``contracts/gap-report.md`` has them.  A list in place of a value means that any of them is right (where the
catalogue of topics leaves it open); ``"*"`` stands for any topic; an ``optional`` finding may be made or left out;
``missing`` or ``bases`` that are ``null`` aren't scored.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pirules.errors import InputError

ANY = "*"


@dataclass(frozen=True, slots=True)
class GoldFinding:
    """One annotated finding; each field lists the values that are right."""

    provision: str
    topics: tuple[str, ...]
    classifications: tuple[str, ...]
    notify: tuple[str, ...]
    relations: tuple[str, ...]
    optional: bool

    @property
    def topic(self) -> str:
        """The topic under which the finding is counted."""
        return self.topics[0]

    def fits(self, finding: "Found") -> bool:
        """Say whether a finding is this one: the same provision, one of the topics."""
        return finding.provision == self.provision and (ANY in self.topics or finding.topic in self.topics)


@dataclass(frozen=True, slots=True)
class Found:
    """What a report says, as far as it is scored."""

    provision: str
    topic: str
    classification: str
    notify: str
    relation: str


@dataclass(frozen=True, slots=True)
class GoldOrdinance:
    """One annotated ordinance."""

    name: str
    part: str
    path: Path
    others: tuple[Path, ...]
    kinds: tuple[str, ...]
    findings: tuple[GoldFinding, ...]
    missing: tuple[str, ...] | None
    required: tuple[bool | None, ...]
    bases: tuple[str, ...] | None

    @property
    def kind(self) -> str:
        """The kind; the first where several are right."""
        return self.kinds[0]


def _values(value: object) -> tuple[str, ...]:
    """Return the accepted values of a gold field: one, a list of several, or none where it isn't annotated."""
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list) else (str(value),)


def _open(values: list[str] | None) -> tuple[str, ...] | None:
    """Return a list of the gold file, ``None`` where the law leaves it open and it isn't scored."""
    return None if values is None else tuple(values)


def read_gold(path: Path) -> GoldOrdinance:
    """Read one gold file.

    Raises:
        InputError: ``P107`` when it isn't JSON of this shape, ``P010`` when the ordinance it names isn't there.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        ordinance = (path.parent / data["ordinance"]).resolve()
        findings = tuple(
            GoldFinding(
                item["provision"],
                _values(item["topic"]),
                _values(item.get("classification")),
                _values(item.get("notify")),
                _values(item.get("relation")),
                bool(item.get("optional", False)),
            )
            for item in data["findings"]
        )
        required = data["notification"]["required"]
        gold = GoldOrdinance(
            path.stem,
            path.parent.name,
            ordinance,
            tuple((path.parent / other).resolve() for other in data["others"]),
            _values(data["kind"]),
            findings,
            _open(data["missing"]),
            tuple(required) if isinstance(required, list) else (required,),
            _open(data["notification"]["bases"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError("P107", f"正解ファイル {path.name} を読めません（{error}）。") from error
    for needed in (gold.path, *gold.others):
        if not needed.is_file():
            raise InputError("P010", f"正解ファイル {path.name} の条例 {needed.name} がありません。")
    return gold


def gold_files(directory: Path) -> Iterator[Path]:
    """Yield the gold files below a directory in a fixed order.

    Raises:
        InputError: ``P010`` when the directory holds none.
    """
    files = sorted(directory.rglob("*.json")) if directory.is_dir() else []
    if not files:
        raise InputError("P010", f"{directory} に正解ファイル（*.json）がありません。")
    yield from files
