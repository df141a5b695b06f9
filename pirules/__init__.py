"""pirules: the national privacy law and local ordinances of Japan, as rules that a lawyer can check.

The package answers two questions: what of an ordinance may stand beside the unified Act
(:func:`pirules.gap.report_on`), and whether a proposed provision of personal information is permitted
(:func:`pirules.check`).
"""

import os
import sys
from typing import TYPE_CHECKING, Any

from pirules.compiled import pass_over_stale

__version__ = "0.1.0"

SUPPORTED_PYTHON = ((3, 11), (3, 12))

if sys.version_info[:2] not in SUPPORTED_PYTHON:
    # durable_rules does not import on 3.13 and the model's wheels lag behind: say so before anything breaks.
    _message = (
        f"P001 この Python は対応していません（Python {sys.version_info[0]}.{sys.version_info[1]}）。"
        "pirules は Python 3.11 と 3.12 で動きます。Python 3.11 又は 3.12 で仮想環境を作り直してください。"
    )
    raise ImportError(_message)

# Before numpy is loaded: our matrices are small, and its threads waste far more time waiting for one another than they save.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

pass_over_stale()

if TYPE_CHECKING:
    from pirules.provision import check as check

__all__ = ["SUPPORTED_PYTHON", "__version__", "check"]


def __getattr__(name: str) -> Any:
    """Load :func:`pirules.check` on first use, so that ``import pirules`` stays light."""
    if name == "check":
        from pirules.provision import check

        return check
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
