"""Parts of one diagram, cut out for questions: what they leave open is mostly alike, so the parts are kept and shared.

A question fixes some variables and leaves others to a few values.  A node is cut anew only where the values of the
variables that it hangs on were never met together; of most variables most nodes know nothing.
"""

from collections.abc import Callable, Sequence
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
        # Allowed values are bits of one number, a field of bits a variable: of each the bits of values and of sets of them.
        self._masks: list[dict[tuple[int, ...], int]] = []
        self._whole: list[int] = []
        start = 0
        for size in source.sizes:
            self._masks.append({(place,): 1 << start + place for place in range(size)})
            self._whole.append(((1 << size) - 1) << start)
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
            for masks, values in zip(self._masks, allowed, strict=True):
                mask = masks.get(values)
                said |= self._mask(masks, values) if mask is None else mask
            # The one value that a variable may take, else -1; a terminal stands behind the last variable.
            only = [values[0] if len(values) == 1 else -1 for values in allowed]
            return self._copier(allowed, [*only, -1], said)(node)

    @staticmethod
    def _mask(masks: dict[tuple[int, ...], int], values: tuple[int, ...]) -> int:
        """Return the bits of some values of a variable."""
        mask = masks[values] = sum(masks[value,] for value in values)
        return mask

    def _measure(self) -> None:
        """Note the fields of the nodes that came to the store."""
        nodes, fields = self.store.nodes, self._fields
        for variable, body in nodes[len(fields) :]:
            found = 0
            if variable < len(self._whole):
                found = self._whole[variable]
                for child in body:
                    found |= fields[child]
            fields.append(found)

    def _copier(
        self, allowed: Sequence[tuple[int, ...]], only: Sequence[int], said: int
    ) -> Callable[[int], int]:
        nodes, fields, cut, inner, last = (
            self.store.nodes,
            self._fields,
            self._cut,
            self.store.inner,
            len(allowed),
        )

        def copy(node: int) -> int:
            variable, body = nodes[node]
            while (place := only[variable]) >= 0:
                node = body[place]
                variable, body = nodes[node]
            if variable == last:
                return node
            key = (node, said & fields[node])
            found = cut.get(key)
            if found is None:
                first, *others = allowed[variable]
                # Many values lead to the same child.
                met = {body[first]: copy(body[first])}
                children = [met[body[first]]] * len(body)
                for index in others:
                    child = body[index]
                    copied = met.get(child)
                    if copied is None:
                        copied = met[child] = copy(child)
                    children[index] = copied
                found = cut[key] = inner(variable, children)
            return found

        return copy
