"""From when the Act applies to local bodies: the days that part old ordinances from those made for the Act."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml

from pirules.data import law_index_dir
from pirules.errors import LawError


@dataclass(frozen=True, slots=True)
class LocalDays:
    """Days of ``rulesets/law_index/local_bodies.yaml``.

    Attributes:
        applies_from: the day from which the Act itself applies to local bodies.
        implementing_from: the earliest day on which a body may have made an ordinance for the Act.
    """

    applies_from: date
    implementing_from: date


@lru_cache(maxsize=8)
def _days_of(folder: Path) -> LocalDays:
    path = folder / "local_bodies.yaml"
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        days = LocalDays(raw["applies_from"], raw["implementing_from"])
    except (OSError, ValueError, yaml.YAMLError, KeyError, TypeError) as error:
        raise LawError("P305", f"{path.name} を読めません（{error}）。") from error
    if not all(isinstance(day, date) for day in (days.applies_from, days.implementing_from)):
        raise LawError("P305", f"{path.name} の日付を読めません。")
    return days


def local_days() -> LocalDays:
    """Return the days for the law index in use.

    Raises:
        LawError: ``P305`` when the file is missing or at fault.
    """
    return _days_of(law_index_dir())
