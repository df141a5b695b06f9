"""Where the store lies: ``--db``, else ``PIRULES_DB``, else a file in the user's data folder."""

import os
from pathlib import Path

from pirules.data import user_data_dir

_FILE = "pirules.db"


def default_path() -> Path:
    """Return the store's file when no ``--db`` is given; the file need not exist."""
    configured = os.environ.get("PIRULES_DB")
    return Path(configured) if configured else user_data_dir() / _FILE


def is_named() -> bool:
    """Tell whether a person chose the default file through ``PIRULES_DB``."""
    return bool(os.environ.get("PIRULES_DB"))
