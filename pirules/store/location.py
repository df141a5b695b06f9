"""Where the store lies: ``--db``, else ``PIRULES_DB``, else a file in the user's data folder."""

import os
import sys
from pathlib import Path

_FILE = "pirules.db"


def _data_folder() -> Path:
    """Return the folder in which this platform keeps the data of a user's programs."""
    if sys.platform == "win32":  # pragma: no cover - decided by the platform
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":  # pragma: no cover - decided by the platform
        return Path.home() / "Library" / "Application Support"
    configured = os.environ.get("XDG_DATA_HOME", "")
    # The XDG specification says to ignore a relative path.
    return Path(configured) if configured.startswith("/") else Path.home() / ".local" / "share"


def default_path() -> Path:
    """Return the store's file when no ``--db`` is given; the file need not exist."""
    configured = os.environ.get("PIRULES_DB")
    return Path(configured) if configured else _data_folder() / "pirules" / _FILE


def is_named() -> bool:
    """Tell whether a person chose the default file through ``PIRULES_DB``."""
    return bool(os.environ.get("PIRULES_DB"))
