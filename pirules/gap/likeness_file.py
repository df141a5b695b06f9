"""The file of the second reader (``likeness.npz``): numbers in small types, words as lines of text, nothing that could be run."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pirules.gap.closeness import Concepts, Meanings, Measure
from pirules.gap.likeness import MODEL, Likeness, Verdict
from pirules.gap.stretches import CHARACTER_BITS, LONGEST, Holders, Keys, Stretches

_STEPS = 127


def _lines(lines: Sequence[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(lines).encode(), dtype=np.uint8)


def _text(data: npt.NDArray[np.uint8]) -> list[str]:
    return bytes(data).decode("utf-8").split("\n")


def _grams(keys: Keys) -> list[str]:
    """Return stretches as words (see :func:`pirules.gap.stretches.stretches`)."""
    shifts = [place * CHARACTER_BITS for place in reversed(range(LONGEST))]
    codes = [[key >> shift & (1 << CHARACTER_BITS) - 1 for shift in shifts] for key in keys.tolist()]
    return ["".join(chr(code - 1) for code in gram if code) for gram in codes]


def _keys(grams: Sequence[str]) -> Keys:
    """Return stretches as numbers."""
    codes = np.array(grams, dtype=f"<U{LONGEST}").view(np.uint32).reshape(-1, LONGEST).astype(np.uint64)
    codes += codes > 0
    keys: Keys = codes[:, 0]
    for column in range(1, LONGEST):
        keys = keys << np.uint64(CHARACTER_BITS) | codes[:, column]
    return keys


def _small(values: npt.NDArray[np.float32]) -> dict[str, Any]:
    """Return rows of numbers as bytes with the size of each row's step."""
    steps = np.maximum(np.abs(values).max(axis=1, keepdims=True), 1e-6) / _STEPS
    return {"bytes": np.round(values / steps).astype(np.int8), "steps": steps.astype(np.float16)}


def _large(data: Any, name: str) -> npt.NDArray[np.float32]:
    values: npt.NDArray[np.float32] = data[f"{name}_bytes"].astype(np.float32)
    values *= data[f"{name}_steps"].astype(np.float32)
    return values


def rounded(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return rows of numbers as they come back from the file."""
    small = _small(values)
    return _large({f"x_{key}": value for key, value in small.items()}, "x")


def save(model: Likeness, target: Path) -> None:
    """Write the model."""
    measure = model.measure
    grams, holders, words = measure.stretches, measure.holders, measure.words
    # Owners rise within a stretch: the distance to the one before takes less room than the number.
    owners = holders.owners
    gaps = np.diff(owners, prepend=0)
    begins = holders.starts[:-1]
    gaps[begins] = owners[begins]
    arrays: dict[str, Any] = {
        "grams": _lines(_grams(grams.keys)),
        "gram_weights": grams.weights.astype(np.float16),
        "gram_counts": np.diff(holders.starts).astype(np.uint16),
        "gaps": gaps.astype(np.uint16),
        "shares": holders.shares.astype(np.float16),
        "words": _lines(list(words.rows)),
        "word_rows": np.array(list(words.rows.values()), dtype=np.uint16),
        "told": _lines(list(words.weights)),
        "told_weights": np.array(list(words.weights.values()), dtype=np.float16),
        "unknown": np.float32(words.unknown),
        "centre": words.centre,
        "patterns": _lines(measure.patterns.patterns),
        "pattern_weights": measure.patterns.weights,
        "concepts": measure.concepts.astype(np.float16),
        "parts": np.array([*measure.shares, measure.steepness], dtype=np.float32),
        "votes": model.votes.astype(np.float16),
        "base": model.base,
        "classes": _lines(model.classes),
        "succession": model.succession.astype(np.float16),
        "forbidden_shares": model.forbidden.shares,
        "forbidden_weights": model.forbidden.weights,
        "notifiable_shares": model.notifiable.shares,
        "notifiable_weights": model.notifiable.weights,
        "numbers": np.array([model.usual, model.sharpness, model.threshold], dtype=np.float32),
    }
    arrays |= {f"vectors_{key}": value for key, value in _small(words.vectors).items()}
    arrays |= {f"meanings_{key}": value for key, value in _small(measure.meanings).items()}
    np.savez_compressed(target, **arrays)


@lru_cache(maxsize=1)
def load_likeness(source: Path = MODEL) -> Likeness:
    """Return the model that came with the package."""
    with np.load(source, allow_pickle=False) as file:
        data = dict(file)
    by_stretch, by_meaning, by_concept, steepness = (float(value) for value in data["parts"])
    usual, sharpness, threshold = (float(value) for value in data["numbers"])
    measure = Measure(
        stretches=Stretches(_keys(_text(data["grams"])), data["gram_weights"].astype(np.float32)),
        words=Meanings(
            rows=dict(zip(_text(data["words"]), data["word_rows"].tolist(), strict=True)),
            vectors=_large(data, "vectors"),
            weights=dict(zip(_text(data["told"]), data["told_weights"].tolist(), strict=True)),
            unknown=float(data["unknown"]),
            centre=data["centre"],
        ),
        patterns=Concepts(_text(data["patterns"]), data["pattern_weights"]),
        shares=(by_stretch, by_meaning, by_concept),
        steepness=steepness,
        holders=_holders(data),
        meanings=_large(data, "meanings"),
        concepts=data["concepts"].astype(np.float32),
    )
    return Likeness(
        measure,
        votes=data["votes"].astype(np.float32),
        usual=usual,
        base=data["base"],
        classes=tuple(_text(data["classes"])),
        sharpness=sharpness,
        threshold=threshold,
        succession=data["succession"].astype(np.float32),
        forbidden=Verdict(data["forbidden_shares"], data["forbidden_weights"]),
        notifiable=Verdict(data["notifiable_shares"], data["notifiable_weights"]),
    )


def _holders(data: dict[str, Any]) -> Holders:
    counts = data["gram_counts"].astype(np.int64)
    starts = np.concatenate([[0], np.cumsum(counts)])
    # Undo the distances stretch by stretch: run on over all, then take away what the stretches before left.
    run = np.cumsum(data["gaps"].astype(np.int64))
    before = np.where(starts[:-1] > 0, run[starts[:-1] - 1], 0)
    owners = run - np.repeat(before, counts)
    return Holders(starts, owners, data["shares"].astype(np.float32), len(data["concepts"]))
