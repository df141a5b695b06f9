"""Runs of articles that move by the same step: 「第10条から第12条までを1条ずつ繰り上げる」."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

#: From this many on, the articles after the first are said as a range: 「から…まで」 wants three of them.
_SHORTEST_RUN = 4
_Other = TypeVar("_Other")


@dataclass(frozen=True, slots=True)
class Move:
    """An article that only changes its number; with ``last`` all from ``old`` to ``last`` move alike."""

    prefix: str
    old: str
    new: str
    last: str | None = None

    @property
    def offset(self) -> int:
        """How many places it moves: negative when up."""
        return int(self.new.split("_")[0]) - int(self.old.split("_")[0])

    @property
    def plain(self) -> bool:
        """Whether neither number is a 枝番."""
        return "_" not in self.old + self.new


def compressed(parts: Sequence[Move | _Other]) -> list[Move | _Other]:
    """Return phrases with runs of moves said as one; the first of a run is said by itself."""
    result: list[Move | _Other] = []
    run: list[Move] = []

    def close() -> None:
        if len(run) >= _SHORTEST_RUN:
            low, high = sorted((run[1], run[-1]), key=lambda move: int(move.old))
            result.extend([run[0], replace(low, last=high.old)])
        else:
            result.extend(run)
        run.clear()

    for part in parts:
        if isinstance(part, Move) and part.plain:
            if run and not _follows(run[-1], part):
                close()
            run.append(part)
        else:
            close()
            result.append(part)
    close()
    return result


def _follows(one: Move, other: Move) -> bool:
    step = abs(int(other.old) - int(one.old))
    return one.prefix == other.prefix and one.offset == other.offset and step == 1
