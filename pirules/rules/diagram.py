"""Decision diagrams over many-valued variables: a whole rulebook as one function that can be looked through.

A diagram is a reduced, ordered graph: two equal functions are the same node, so "does the decision depend on
this fact" is a question about the graph and not a search over all cases.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any

Fn = Callable[..., Hashable]


class Diagrams:
    """A store of reduced diagrams over variables ``0 … n-1``, each with ``sizes[i]`` values.

    Nodes are integers. A terminal holds any hashable value; an inner node a variable and one child a value.
    """

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = tuple(sizes)
        self._nodes: list[tuple[int, Any]] = []
        self._bits: list[int] = []
        self._terminals: dict[Hashable, int] = {}
        self._inner: dict[tuple[int, tuple[int, ...]], int] = {}
        self._applied: dict[tuple[Hashable, tuple[int, ...]], int] = {}
        self._last = len(self.sizes)

    def __len__(self) -> int:
        return len(self._nodes)

    def terminal(self, value: Hashable) -> int:
        """Return the node of a constant."""
        # A word and a member of a string enumeration are equal, but not the same constant.
        key = (type(value), value)
        node = self._terminals.get(key)
        if node is None:
            node = len(self._nodes)
            self._bits.append(0)
            self._nodes.append((self._last, value))
            self._terminals[key] = node
        return node

    def inner(self, variable: int, children: Sequence[int]) -> int:
        """Return the node that branches on ``variable``; where all children are one, that child."""
        key = tuple(children)
        if key.count(key[0]) == len(key):
            return key[0]
        node = self._inner.get((variable, key))
        if node is None:
            node = len(self._nodes)
            bits = 1 << variable
            for child in key:
                bits |= self._bits[child]
            self._bits.append(bits)
            self._nodes.append((variable, key))
            self._inner[variable, key] = node
        return node

    @property
    def nodes(self) -> Sequence[tuple[int, Any]]:
        """Every node: its variable and children, or the number of variables and the constant; to be read only."""
        return self._nodes

    def variable(self, node: int) -> int:
        """Return the variable at the top of a node; the number of variables for a terminal."""
        return self._nodes[node][0]

    def is_terminal(self, node: int) -> bool:
        """Whether the node is a constant."""
        return self._nodes[node][0] == self._last

    def value(self, node: int) -> Any:
        """Return the constant of a terminal."""
        return self._nodes[node][1]

    def children(self, node: int) -> tuple[int, ...]:
        """Return one child a value of the node's variable."""
        children: tuple[int, ...] = self._nodes[node][1]
        return children

    def apply(self, key: Hashable, function: Fn, nodes: Sequence[int]) -> int:
        """Return the diagram of ``function`` over the values of ``nodes``; ``key`` names the function."""
        nodes = tuple(nodes)
        memo = (key, nodes)
        found = self._applied.get(memo)
        if found is not None:
            return found
        variable = min(self._nodes[node][0] for node in nodes)
        if variable == self._last:
            result = self.terminal(function(*(self._nodes[node][1] for node in nodes)))
        else:
            children = []
            for index in range(self.sizes[variable]):
                parts = [
                    self._nodes[node][1][index] if self._nodes[node][0] == variable else node
                    for node in nodes
                ]
                children.append(self.apply(key, function, parts))
            result = self.inner(variable, children)
        self._applied[memo] = result
        return result

    def forget(self) -> None:
        """Drop what was only kept to build faster."""
        self._applied.clear()

    def restrict(self, node: int, allowed: Sequence[Sequence[int]], into: "Diagrams") -> int:
        """Copy a diagram into another store, where each variable may only take the ``allowed`` values.

        A value that isn't allowed behaves like the first allowed one, so that it makes no difference.  The own
        store stays as it is: a throw-away store keeps memory flat however many questions are asked.
        """
        memo: dict[int, int] = {}
        nodes, last, sizes = self._nodes, self._last, self.sizes

        # Most children were met before: they are looked up where they are met, which spares most of the calls.
        def copy(current: int) -> int:
            variable, body = nodes[current]
            start = current
            while variable != last and len(allowed[variable]) == 1:
                current = body[allowed[variable][0]]
                variable, body = nodes[current]
            if variable == last:
                result = into.terminal(body)
            else:
                values = allowed[variable]
                copied = [
                    memo[child] if child in memo else copy(child) for child in map(body.__getitem__, values)
                ]
                children = [copied[0]] * sizes[variable]
                for index, child in zip(values, copied, strict=True):
                    children[index] = child
                result = into.inner(variable, children)
            memo[start] = memo[current] = result
            return result

        return copy(node)

    def nodes_of(self, node: int) -> Iterator[int]:
        """Yield every node of a diagram, the top first."""
        nodes, last = self._nodes, self._last
        seen = {node}
        stack = [node]
        while stack:
            current = stack.pop()
            yield current
            variable, body = nodes[current]
            if variable != last:
                for child in body:
                    if child not in seen:
                        seen.add(child)
                        stack.append(child)

    def support(self, node: int) -> set[int]:
        """Return the variables on which the function depends."""
        bits = self._bits[node]
        return {variable for variable in range(bits.bit_length()) if bits >> variable & 1}

    def bits(self, node: int) -> int:
        """Return the variables on which the function depends, as bits."""
        return self._bits[node]

    def values(self, node: int) -> set[Any]:
        """Return every constant that the function can give."""
        return {self.value(item) for item in self.nodes_of(node) if self.is_terminal(item)}

    def path(self, node: int, goal: int) -> dict[int, int] | None:
        """Return choices that lead from ``node`` to the terminal ``goal``: variable → index, or ``None``."""
        stack: list[tuple[int, dict[int, int]]] = [(node, {})]
        seen: set[int] = set()
        while stack:
            current, point = stack.pop()
            if current == goal:
                return point
            if current in seen or self.is_terminal(current):
                continue
            seen.add(current)
            variable = self.variable(current)
            for index, child in reversed(list(enumerate(self.children(current)))):
                stack.append((child, {**point, variable: index}))
        return None

    def find(
        self,
        nodes: Sequence[int],
        goal: Callable[..., bool],
        skip: Callable[[tuple[int, ...]], bool],
        fixed: Mapping[int, Sequence[int]],
        seen: set[tuple[int, ...]],
    ) -> dict[int, int] | None:
        """Return choices at which several diagrams together have values that are a ``goal``, or ``None``.

        Nothing is built, so that it takes no more than the ways on which the diagrams part.

        Args:
            nodes: the diagrams.
            goal: tells of their values whether they are looked for.
            skip: tells of the diagrams that are left on a way whether no values of them are a goal.
            fixed: variables of which each diagram keeps to an index of its own; they are no choice.
            seen: where was looked before, with the same other arguments; it grows.
        """
        known, last, sizes = self._nodes, self._last, self.sizes

        def look(left: tuple[int, ...]) -> dict[int, int] | None:
            seen.add(left)
            bodies = [known[node] for node in left]
            variable = min(place for place, _ in bodies)
            if variable == last:
                return {} if goal(*(value for _, value in bodies)) else None
            own = fixed.get(variable)
            for choice in (0,) if own else range(sizes[variable]):
                indices = own or (choice,) * len(left)
                following = tuple(
                    body[index] if place == variable else node
                    for node, (place, body), index in zip(left, bodies, indices, strict=True)
                )
                if following in seen or skip(following):
                    continue
                found = look(following)
                if found is not None:
                    return found if own else {variable: choice, **found}
            return None

        return None if skip(tuple(nodes)) else look(tuple(nodes))

    def at(self, node: int, point: Sequence[int]) -> Any:
        """Return the value of the function at one point."""
        nodes, last = self._nodes, self._last
        variable, body = nodes[node]
        while variable != last:
            variable, body = nodes[body[point[variable]]]
        return body

    def path_to(self, node: int, point: Sequence[int]) -> tuple[Any, dict[int, int]]:
        """Return the value at one point with the way there: variable → the node that tests it, in order."""
        nodes, last = self._nodes, self._last
        path: dict[int, int] = {}
        variable, body = nodes[node]
        while variable != last:
            path[variable] = node
            node = body[point[variable]]
            variable, body = nodes[node]
        return body, path

    def walk(self, node: int, point: Sequence[int]) -> tuple[Any, int]:
        """Return the value at one point with the variables tested on the way there, as bits.

        Whatever values all other variables take, the value stays the same.
        """
        nodes, last = self._nodes, self._last
        tested = 0
        variable, body = nodes[node]
        while variable != last:
            tested |= 1 << variable
            variable, body = nodes[body[point[variable]]]
        return body, tested
