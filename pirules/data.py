"""Where the law (``rulesets/``) and the sample ordinances (``ordinances/``) lie on this machine.

A wheel carries both under ``pirules/_data``; a checkout has them beside the package.  ``PIRULES_RULESETS``
points at another folder of rules, e.g. to try a change before it is adopted.
"""

import os
import sys
from functools import lru_cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@lru_cache(maxsize=4)
def _data_folder(name: str) -> Path:
    shipped = _PACKAGE / "_data" / name
    return shipped if shipped.is_dir() else _PACKAGE.parent / name


def rulesets_dir() -> Path:
    """Return the folder of the rules: ``PIRULES_RULESETS`` if set, else the one that came with the package."""
    configured = os.environ.get("PIRULES_RULESETS")
    return Path(configured) if configured else _data_folder("rulesets")


def are_shipped(rules: Path) -> bool:
    """Tell whether a folder of rules is the one that came with the package, which our tests have read whole."""
    return rules == _data_folder("rulesets")


def law_index_dir() -> Path:
    """Return the folder of the law index: that of the rules in use, else the one that came with the package.

    A folder of rules that is only tried (a changed topic or two) needs no index of its own.
    """
    return _law_index_of(rulesets_dir())


@lru_cache(maxsize=16)
def _law_index_of(rules: Path) -> Path:
    own = rules / "law_index"
    return own if own.is_dir() else _data_folder("rulesets") / "law_index"


def ordinances_dir() -> Path:
    """Return the folder of the sample ordinances (invented bodies)."""
    return _data_folder("ordinances")


def user_data_dir() -> Path:
    """Return the folder in which this platform keeps what ``pirules`` stores for a user; it need not exist."""
    if sys.platform == "win32":  # pragma: no cover - decided by the platform
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":  # pragma: no cover - decided by the platform
        base = Path.home() / "Library" / "Application Support"
    else:
        configured = os.environ.get("XDG_DATA_HOME", "")
        # The XDG specification says to ignore a relative path.
        base = Path(configured) if configured.startswith("/") else Path.home() / ".local" / "share"
    return base / "pirules"
