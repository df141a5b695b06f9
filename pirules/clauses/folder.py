"""The folder for what can be computed again: ``PIRULES_CACHE``, else the user's cache folder."""

import os
from pathlib import Path


def cache_folder() -> Path | None:
    """Return the folder, made if need be; ``None`` where it can't be written or ``PIRULES_CACHE`` is empty (no cache)."""
    configured = os.environ.get("PIRULES_CACHE")
    if configured == "":
        return None
    try:
        folder = Path(configured) if configured else _default()
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError, ValueError):
        return None
    return folder if os.access(folder, os.W_OK) else None


def _default() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / "pirules"
