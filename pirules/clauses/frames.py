"""Frames for many sentences at once: from memory, from the cache, by the grammar, and with the model's advice."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from pirules.clauses.cache import FrameCache, key_of
from pirules.clauses.compact import pack, unpack
from pirules.clauses.frame import Framer
from pirules.clauses.model import Clause, Role
from pirules.clauses.parser import MODEL_OF_PROCESS, LanguageModel

Question = tuple[str, Role]

_MEMORY = 20_000


class FrameSource:
    """Answers sentences with frames at offset 0; the same sentence always gets the same frame.

    Args:
        cache: frames kept between processes.
        model: the language model for open questions.
    """

    def __init__(self, cache: FrameCache | None = None, model: LanguageModel = MODEL_OF_PROCESS) -> None:
        self._cache = cache or FrameCache()
        self._model = model
        self._memory: OrderedDict[tuple[str, Role, bool], Clause] = OrderedDict()
        self._lock = Lock()

    def frames(self, questions: Sequence[Question], *, model: bool) -> list[Clause]:
        """Return the frame of each sentence, in order."""
        known: dict[Question, Clause] = {}
        for text, role in questions:
            clause = self._recall(text, role, model=model)
            if clause is not None:
                known[text, role] = clause
        missing = [question for question in dict.fromkeys(questions) if question not in known]
        if missing:
            known.update(self._from_cache(missing, model=model))
            missing = [question for question in missing if question not in known]
        if missing:
            made = self._make(missing, model=model)
            self._cache.write(
                {key_of(text, role.value, model=model): pack(clause) for (text, role), clause in made.items()}
            )
            known.update(made)
        self._keep(known, model=model)
        return [known[question] for question in questions]

    def _recall(self, text: str, role: Role, *, model: bool) -> Clause | None:
        with self._lock:
            key = (text, role, model)
            clause = self._memory.get(key)
            if clause is not None:
                self._memory.move_to_end(key)
            return clause

    def _keep(self, frames: dict[Question, Clause], *, model: bool) -> None:
        with self._lock:
            for (text, role), clause in frames.items():
                self._memory[text, role, model] = clause
            while len(self._memory) > _MEMORY:
                self._memory.popitem(last=False)

    def _from_cache(self, questions: list[Question], *, model: bool) -> dict[Question, Clause]:
        keys = {question: key_of(question[0], question[1].value, model=model) for question in questions}
        found = self._cache.read(keys.values())
        frames: dict[Question, Clause] = {}
        for question, key in keys.items():
            if key in found:
                try:
                    frames[question] = unpack(found[key], *question)
                except (ValueError, TypeError, KeyError, IndexError):
                    continue  # a damaged row is made anew
        return frames

    def _make(self, questions: list[Question], *, model: bool) -> dict[Question, Clause]:
        framers = {question: Framer(question[0], 0, question[1]) for question in questions}
        frames = {question: framer.frame() for question, framer in framers.items()}
        if model:
            open_ones = [question for question, framer in framers.items() if framer.open]
            asked = [(framers[question].flat, framers[question].units) for question in open_ones]
            for question, heads in zip(open_ones, self._model.heads(asked), strict=True):
                if heads:
                    frames[question] = framers[question].frame(heads)
        return frames


FRAMES_OF_PROCESS = FrameSource()
