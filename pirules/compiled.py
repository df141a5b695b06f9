"""Compiled modules (``.ci/compile.py``) are used only while they were made of the sources that stand beside them.

Reading is compiled with mypyc where a compiler is at hand: the same answers, sooner.  A source that was changed since then,
by an editor or a pull, would silently be passed over, so the record of what was compiled is compared with the sources
before anything of it is imported; if one differs, all are read from their sources, which only takes longer.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

#: The sources (by module) that were compiled, with the SHA-256 of each; not there where nothing was.
RECORD = Path(__file__).with_name("compiled.json")


def digest(source: Path) -> str:
    """Return the SHA-256 of a source, ``""`` if it can't be read."""
    try:
        return sha256(source.read_bytes()).hexdigest()
    except OSError:
        return ""


def source_of(module: str, root: Path) -> Path:
    """Return where the source of ``module`` lies below ``root``, the folder that holds its outermost package."""
    return root.joinpath(*module.split(".")).with_suffix(".py")


class Sources(MetaPathFinder):
    """Finds some modules by their sources although compiled ones stand beside them."""

    def __init__(self, modules: Mapping[str, Path]) -> None:
        self._modules = modules

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where ``fullname`` is loaded from, ``None`` if it is none of these modules."""
        source = self._modules.get(fullname)
        return spec_from_file_location(fullname, source) if source is not None else None


def pass_over_stale(record: Path = RECORD) -> bool:
    """See to it that compiled modules are imported only if all were made of the present sources.

    Args:
        record: what ``.ci/compile.py`` noted.

    Returns:
        whether the sources are used although something was compiled.
    """
    try:
        digests = json.loads(record.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return False
    root = record.resolve().parent.parent
    sources = {module: source_of(module, root) for module in digests}
    if all(digest(source) == digests[module] for module, source in sources.items()):
        return False
    sys.meta_path.insert(0, Sources(sources))
    return True
