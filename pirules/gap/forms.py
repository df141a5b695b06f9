"""What is known of the texts that a part of an expression matches: all its strings, or words that must stand in the text.

Parts are put together as the expression puts them: one behind another, one of several, repeated.  A need may be missing; it is
never wrong.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

#: One of these words is in every text that matches.
Need = frozenset[str]

#: Strings that a part of an expression is written out as at most.
_MOST_STRINGS = 32
#: Needs that are kept for a part of an expression at most, the most telling ones.
_MOST_NEEDS = 6


@dataclass(frozen=True, slots=True)
class Form:
    """What is known of a part.

    Attributes:
        strings: all strings that the part can match, ``None`` where they are too many or unknown.
        needs: what must stand in the text besides one of them.
    """

    strings: Need | None
    needs: tuple[Need, ...] = ()

    @property
    def all_needs(self) -> tuple[Need, ...]:
        """All that a text needs for this part."""
        return best((*self.needs, self.strings) if self.strings is not None else self.needs)


ANYTHING = Form(None)
#: Takes no character.
NOTHING = Form(frozenset({""}))


def one_of(strings: Iterable[str]) -> Form:
    """Return the form of a part that matches some strings and nothing else."""
    found = frozenset(strings)
    return Form(found) if len(found) <= _MOST_STRINGS else Form(None, best([found]))


def in_turn(parts: Sequence[Form]) -> Form:
    """Return the form of parts one behind another: their strings are joined while they are few; where that ends, one is needed."""
    if len(parts) == 1:
        return parts[0]
    needs: list[Need] = []
    run = frozenset({""})
    whole = True
    for form in parts:
        needs += form.needs
        if form.strings is not None and len(run) * len(form.strings) <= _MOST_STRINGS:
            run = frozenset(left + right for left in run for right in form.strings)
            continue
        whole = False
        needs.append(run)
        run = form.strings if form.strings is not None else frozenset({""})
    return Form(run, best(needs)) if whole else Form(None, best([*needs, run]))


def either_of(parts: Sequence[Form]) -> Form:
    """Return the form of one of several parts."""
    if len(parts) == 1:
        return parts[0]
    strings: set[str] = set()
    for form in parts:
        if form.strings is None or form.needs:
            return Form(None, best(either([form.all_needs for form in parts])))
        strings |= form.strings
    return one_of(strings)


def repeated(form: Form, least: int, most: int | None) -> Form:
    """Return the form of a part that comes ``least`` to ``most`` times (``None``: any number)."""
    if least == 0:
        optional = most == 1 and form.strings is not None and not form.needs
        return either_of([form, NOTHING]) if optional else ANYTHING
    return form if most == 1 else Form(None, form.all_needs)


def beside(form: Form) -> Form:
    """Return the form of a part that is looked for but takes no character itself."""
    return Form(NOTHING.strings, form.all_needs)


def either(alternatives: Sequence[Sequence[frozenset[Any]]]) -> Iterator[frozenset[Any]]:
    """Yield what is needed where one of several must hold: one need of each; nothing where one of them needs nothing."""
    if all(alternatives):
        for together in zip_longest(*alternatives):
            yield frozenset().union(
                *(need or needs[0] for need, needs in zip(together, alternatives, strict=True))
            )


def best(needs: Iterable[Need]) -> tuple[Need, ...]:
    """Return the most telling needs: few long words.  A need that the empty string meets says nothing."""
    telling = tuple(dict.fromkeys(need for need in needs if "" not in need))
    return telling if len(telling) <= _MOST_NEEDS else tuple(sorted(telling, key=_looseness)[:_MOST_NEEDS])


def _looseness(need: Need) -> float:
    """Return roughly how often a need is met."""
    return len(need) * 20.0 ** -min(map(len, need))
