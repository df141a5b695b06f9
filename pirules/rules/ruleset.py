"""Which rules are in force here: the identity that every answer and report carries."""

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from pirules.data import rulesets_dir
from pirules.errors import RulesetError

# Files that decide.  Scenarios and templates test and open questions; they change no answer.
_NOT_DECIDING = {"scenarios", "templates"}


@dataclass(frozen=True, slots=True)
class Ruleset:
    """Identity of a folder of rules.

    Attributes:
        id: name of the ruleset.
        revision: its revision as written in ``manifest.yaml``.
        sha256: hex digest over the names and bytes of all files that decide.
        encodes: the day whose text of the Act the rules encode.
        encodes_numbers: the same of 番号法.
        checked_until: day of the last revision of the Act that the rules were compared with.
        law: law id of the Act.
        notice: the sentence every output carries: it supports a judgement and isn't legal advice.
    """

    id: str
    revision: str
    sha256: str
    encodes: date
    encodes_numbers: date
    checked_until: date
    law: str
    notice: str

    def as_dict(self) -> dict[str, Any]:
        """Return ``{id, revision, sha256}`` as in the contracts."""
        return {"id": self.id, "revision": self.revision, "sha256": self.sha256}


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if not path.is_file() or relative.parts[0] in _NOT_DECIDING or path.suffix not in {".yaml", ".json"}:
            continue
        digest.update(relative.as_posix().encode())
        digest.update(b"\0")
        digest.update(path.read_bytes())
        digest.update(b"\0")
    return digest.hexdigest()


@lru_cache(maxsize=8)
def load_ruleset(folder: Path | None = None) -> Ruleset:
    """Read ``manifest.yaml`` of ``folder`` (default: :func:`pirules.data.rulesets_dir`) and hash the rules.

    Raises:
        RulesetError: ``P501`` when the manifest is missing or doesn't have its fields.
    """
    root = folder or rulesets_dir()
    path = root / "manifest.yaml"
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        return Ruleset(
            id=raw["id"],
            revision=raw["revision"],
            sha256=_digest(root),
            encodes=raw["encodes"],
            encodes_numbers=raw["encodes_numbers"],
            checked_until=raw["checked_until"],
            law=raw["law"],
            notice=raw["notice"],
        )
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise RulesetError("P501", f"{path} を読めません（{error}）。") from error
