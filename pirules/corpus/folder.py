"""Taking a folder of ordinances into the corpus: the bytes as they are, the head of each ordinance, no file dropped silently."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pirules.errors import PirulesError
from pirules.ordinance.as_dict import head_as_dict
from pirules.ordinance.readers import bytes_of
from pirules.ordinance.readers.folder import readable_files
from pirules.report.judge import parse_all
from pirules.store import Store, corpus

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    Attributes:
        added: paths that are new.
        changed: paths whose text is another than before.
        known: paths that were there already with the same bytes.
        refused: ``{"file", "code", "detail", "remedy"}`` of each file that can't be read.
        absent: paths in the corpus that the folder no longer has; they are kept.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    known: tuple[str, ...]
    refused: tuple[dict[str, str], ...]
    absent: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the import as JSON values."""
        return {
            "added": list(self.added),
            "changed": list(self.changed),
            "known": list(self.known),
            "refused": list(self.refused),
            "absent": list(self.absent),
        }


def import_folder(store: Store, folder: Path, progress: Progress) -> Imported:
    """Read every readable file below ``folder`` and keep it; a file that can't be read is listed, not fatal.

    Args:
        store: the open store.
        folder: the folder.
        progress: called with the number of the file, how many there are, and its path.

    Raises:
        InputError: ``P010`` when the folder has no file of a known kind.
        StoreError: ``P601`` when the store can't be written.
    """
    paths = readable_files(folder)
    outcome: dict[str, list[str]] = {"added": [], "changed": [], "known": []}
    refused: list[dict[str, str]] = []
    for number, path in enumerate(paths, 1):
        name = path.relative_to(folder).as_posix()
        progress(number, len(paths), name)
        try:
            data = bytes_of(path)
            heads = [head_as_dict(ordinance) for ordinance in parse_all(data, name)]
        except PirulesError as error:
            refused.append({"file": name, "code": error.code, "detail": error.detail, "remedy": error.remedy})
            continue
        outcome[corpus.put(store, corpus.NewFile(name, data, heads))].append(name)
    here = {path.relative_to(folder).as_posix() for path in paths}
    absent = [file.path for file in corpus.files(store) if file.path not in here]
    return Imported(
        added=tuple(outcome["added"]),
        changed=tuple(outcome["changed"]),
        known=tuple(outcome["known"]),
        refused=tuple(refused),
        absent=tuple(absent),
    )
