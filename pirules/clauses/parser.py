"""The language model behind the grammar: GiNZA (``ja_ginza``), asked only for the heads that grammar leaves open.

Loaded at the first question and kept; components that say nothing about heads are left out; legal terms come as a
SudachiPy user dictionary, built once into the cache folder.  Whatever goes wrong here leaves the grammar's answer standing.
"""

import logging
import threading
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import metadata
from typing import Any

from pirules.clauses.cursor import Unit
from pirules.clauses.flat import PLACE, QUOTE, Flat
from pirules.clauses.terms import user_dictionary

MODEL = "ja_ginza"
# The limit of SudachiPy, in bytes of UTF-8.
MAX_BYTES = 49_149
# A longer sentence costs more time than its open question is worth.
MAX_CHARS = 2_000
_BATCH = 16
_UNUSED = ["ner", "morphologizer", "compound_splitter", "bunsetu_recognizer"]
# What a folded quotation or place of a provision looks like to the model: a noun of one character.
_STAND_INS = str.maketrans({QUOTE: "語", PLACE: "条"})

_log = logging.getLogger(__name__)

Heads = dict[int, int]


class LanguageModel:
    """The loaded pipeline, one for the process; a lock keeps threads apart."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._nlp: Any = None
        self._failed = False

    @property
    def ready(self) -> bool:
        """Whether the pipeline is loaded."""
        return self._nlp is not None

    def heads(self, sentences: Iterable[tuple[Flat, list[Unit]]]) -> list[Heads]:
        """Return for each sentence the head of each of its units as the model sees it.

        A sentence that is too long, or that the model fails on, gets no heads.
        """
        questions = list(sentences)
        answers: list[Heads] = [{} for _ in questions]
        fit = [index for index, (flat, _) in enumerate(questions) if _fits(flat.text)]
        if not fit:
            return answers
        with self._lock:
            nlp = self._loaded()
            if nlp is None:
                return answers
            texts = [questions[index][0].text.translate(_STAND_INS) for index in fit]
            try:
                for index, doc in zip(fit, nlp.pipe(texts, batch_size=_BATCH), strict=True):
                    answers[index] = _unit_heads(doc, questions[index][1])
            except Exception:  # noqa: BLE001 - a library's failure must never reach the frames
                _log.warning("言語モデルが失敗したため、文法の答えを使います。", exc_info=True)
        return answers

    def _loaded(self) -> Any:
        if self._nlp is None and not self._failed:
            try:
                self._nlp = load_pipeline()
            except Exception:  # noqa: BLE001 - without the model the grammar still answers
                self._failed = True
                _log.warning("言語モデル %s を読み込めないため、文法の答えを使います。", MODEL, exc_info=True)
        return self._nlp


MODEL_OF_PROCESS = LanguageModel()


def load_pipeline() -> Any:
    """Load ``ja_ginza`` without the components that say nothing about heads, with the legal terms in its dictionary."""
    import spacy

    nlp = spacy.load(MODEL, exclude=_UNUSED)
    dictionary = user_dictionary()
    if dictionary is not None:
        from sudachipy import Config, Dictionary, SplitMode

        nlp.tokenizer.tokenizer = Dictionary(dict="core", config=Config(user=[str(dictionary)])).create(
            mode=SplitMode.C
        )
    return nlp


@lru_cache(maxsize=1)
def model_version() -> str:
    """Return name and versions of the model and its dictionary, as part of a cache key."""
    return f"{dictionary_version()} " + " ".join(f"{name}={_version(name)}" for name in ("ja_ginza", "spacy"))


@lru_cache(maxsize=1)
def dictionary_version() -> str:
    """Return the versions of the dictionary that grammar and model share."""
    return " ".join(f"{name}={_version(name)}" for name in ("SudachiDict-core", "SudachiPy"))


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "?"


def _fits(text: str) -> bool:
    return 0 < len(text) <= MAX_CHARS and len(text.encode("utf-8", "replace")) <= MAX_BYTES


def _unit_heads(doc: Any, units: list[Unit]) -> Heads:
    """Translate the heads of tokens into heads of units."""
    owner = dict(_owners(units))
    heads: Heads = {}
    for token in doc:
        own, other = owner.get(token.idx), owner.get(token.head.idx)
        if own is not None and other is not None and own < other:
            heads.setdefault(own, other)
    return heads


def _owners(units: list[Unit]) -> Iterator[tuple[int, int]]:
    for index, unit in enumerate(units):
        for place in range(unit.begin, unit.stop):
            yield place, index
