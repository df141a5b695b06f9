"""Parts of one diagram, cut out for questions: what they leave open is mostly alike, so the parts are kept and shared.

A question fixes some variables and leaves others to a few values.  A node is cut anew only where the values of the
variables that it hangs on were never met together; of most variables most nodes know nothing.
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
        # Allowed values are bits of one number, a field of bits a variable.
        self._values: list[list[int]] = []
        start = 0
        for size in source.sizes:
            self._values.append([1 << place for place in range(start, start + size)])
            start += size
        # The fields of the variables that a node hangs on; nodes only ever come to it.
        self._fields: list[int] = []
        self._lock = Lock()

    @property
    def full(self) -> bool:
        """Whether it holds so much that the next question had better start anew."""
        return len(self._cut) > LIMIT

    def cut(self, node: int, allowed: Sequence[tuple[int, ...]]) -> int:
        """Return the part of a diagram where each variable takes one of the ``allowed`` values, the lowest first.

        A value that isn't allowed behaves like the first allowed one, so that it makes no difference.
        """
        # Nodes are made here alone, and threads may ask together.
        with self._lock:
            self._measure()
            said = 0
            for bits, values in zip(self._values, allowed, strict=True):
                for index in values:
                    said |= bits[index]
            return self._copy(node, allowed, said)

    def _measure(self) -> None:
        """Note the fields of the nodes that came to the store."""
        nodes, fields = self.store.nodes, self._fields
        for variable, body in nodes[len(fields) :]:
            found = 0
            if variable < len(self._values):
                found = sum(self._values[variable])
                for child in body:
                    found |= fields[child]
            fields.append(found)

    def _copy(self, node: int, allowed: Sequence[tuple[int, ...]], said: int) -> int:
        nodes, last = self.store.nodes, len(allowed)
        variable, body = nodes[node]
        while variable != last and len(allowed[variable]) == 1:
            node = body[allowed[variable][0]]
            variable, body = nodes[node]
        if variable == last:
            return node
        key = (node, said & self._fields[node])
        found = self._cut.get(key)
        if found is None:
            first, *others = allowed[variable]
            # Many values lead to the same child.
            met = {body[first]: self._copy(body[first], allowed, said)}
            children = [met[body[first]]] * len(body)
            for index in others:
                child = body[index]
                if child not in met:
                    met[child] = self._copy(child, allowed, said)
                children[index] = met[child]
            found = self._cut[key] = self.store.inner(variable, children)
        return found
