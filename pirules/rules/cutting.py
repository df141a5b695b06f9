"""Parts of one diagram, cut out for questions: what they leave open is mostly alike, so the parts are kept and shared.

A question fixes some variables and leaves others to a few values.  A node is cut anew only where the values of the
variables at it and below it were never met together; most questions say nothing of the last variables.
"""

from collections.abc import Sequence
from threading import Lock

from pirules.rules.diagram import Diagrams

#: Cut nodes that are kept; beyond that everything starts anew, so that memory stays flat.
LIMIT = 100_000


class Cuttings:
    """A store of parts of one diagram.

    Attributes:
        store: where the parts lie; its nodes stay as they are as long as anybody holds this object.
        root: the whole diagram in it.
    """

    def __init__(self, source: Diagrams, root: int) -> None:
        self.store = Diagrams(source.sizes)
        self.root = source.restrict(root, [tuple(range(size)) for size in source.sizes], self.store)
        self._cut: dict[tuple[int, int], int] = {}
        # Each list of allowed values from a variable to the last has a number: its first values and the number below.
        self._numbers: dict[tuple[int, tuple[int, ...]], int] = {}
        self._used = self.store.bits(self.root)
        self._lock = Lock()

    @property
    def full(self) -> bool:
        """Whether it holds so much that the next question had better start anew."""
        return len(self._cut) > LIMIT

    def cut(self, node: int, allowed: Sequence[tuple[int, ...]]) -> int:
        """Return the part of a diagram where each variable takes one of the ``allowed`` values.

        A value that isn't allowed behaves like the first allowed one, so that it makes no difference.
        """
        # Nodes are made here alone, and threads may ask together.
        with self._lock:
            return self._copy(node, allowed, self._below(allowed))

    def _below(self, allowed: Sequence[tuple[int, ...]]) -> list[int]:
        """Return for each variable the number of what is allowed for it and those behind it."""
        numbers, below, result = self._numbers, 0, [0] * len(allowed)
        for variable in range(len(allowed) - 1, -1, -1):
            if self._used >> variable & 1:
                key = (below, allowed[variable])
                below = numbers.get(key, 0)
                if not below:
                    below = numbers[key] = len(numbers) + 1
            result[variable] = below
        return result

    def _copy(self, node: int, allowed: Sequence[tuple[int, ...]], below: Sequence[int]) -> int:
        nodes, cut, last = self.store.nodes, self._cut, len(below)

        def copy(start: int) -> int:
            current = start
            variable, body = nodes[current]
            while variable != last and len(allowed[variable]) == 1:
                current = body[allowed[variable][0]]
                variable, body = nodes[current]
            if variable == last:
                return current
            key = (current, below[variable])
            found = cut.get(key)
            if found is None:
                first, *others = allowed[variable]
                # Many values lead to the same child.
                met = {body[first]: copy(body[first])}
                children = [met[body[first]]] * len(body)
                for index in others:
                    child = body[index]
                    if child not in met:
                        met[child] = copy(child)
                    children[index] = met[child]
                found = cut[key] = self.store.inner(variable, children)
            return found

        return copy(node)
