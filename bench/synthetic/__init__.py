"""Synthetic ordinances: seeded, in every style that town halls write, with tree and references known by construction.

:func:`generate` makes one.  They drive the property tests of the grammar and of the references, and the benchmarks: a text of
any length whose right reading needs no second parser to know.
"""

from synthetic.style import Style
from synthetic.write import Synthetic, generate

__all__ = ["Style", "Synthetic", "generate"]
