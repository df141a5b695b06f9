"""References inside an ordinance, resolved to the place that they mean.

:func:`resolve` reads every node's own text once and answers with a :class:`Resolution`: what is referred to, and what
could not be resolved.  The parts: ``pattern`` (how a reference is written), ``tree`` (what exists in this ordinance),
``laws`` (which law a name stands for), ``frame`` (what 同項 and a bracket hang on), ``targets`` (one written reference →
places meant), ``scan`` (the walk through the text).
"""

from pirules.ordinance.references.model import Reference, Resolution
from pirules.ordinance.references.scan import resolve

__all__ = ["Reference", "Resolution", "resolve"]
