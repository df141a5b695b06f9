"""From a sentence to a frame: the legal grammar first, the language model for what it leaves open."""

from pirules.clauses.analysis import Analysis, analyse
from pirules.clauses.frame import frame_sentence
from pirules.clauses.model import Clause, Modality, Part, Role, Source

__all__ = ["Analysis", "Clause", "Modality", "Part", "Role", "Source", "analyse", "frame_sentence"]
