"""Instructions that change words (改め文 「第5条第1項中「15日」を「30日」に改める。」): read, and carried out on the amended ordinance.

An instruction names a place, the words that go and the words that come.  What can't be read or found is left to the caller,
never guessed: the words must stand at the place that the instruction names.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pirules.ordinance.model import Node, NodeType, Ordinance, Span
from pirules.text.fold import fold
from pirules.text.numerals import DIGIT_CHARS, parse_enumerator, parse_ordinal

_N = rf"[{DIGIT_CHARS}]+"
_PLACE = re.compile(
    rf"(?P<supplement>附則)|第(?P<number>{_N})(?P<unit>条|項|号)(?P<branch>(?:の{_N})*)|同(?P<same>条|項|号)"
)
# What is done with quoted words (¶) in a step without what they quote; 「甲」を「乙」に、「丙」を「丁」に改める does two things.
_DONE = re.compile(
    r"(?P<olds>¶(?:(?:、|及び|並びに|又は)¶)*)"
    r"(?:(?P<replace>を¶(?:に|と))|(?P<insert>の(?:次|下|後)に¶を(?:加え|付し)?)|(?P<delete>を削))"
)
_GONE = re.compile(r"^(?!.*¶).*を削")
_MOST = 400


@dataclass(frozen=True, slots=True)
class Place:
    """A provision as an instruction names it; numbers as in the tree, ``None`` for what isn't said."""

    supplement: bool = False
    article: str | None = None
    paragraph: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One change of words.

    Attributes:
        place: the provision in which the words change.
        old: the words that go, or (``insert``) that stay before the new ones; empty where the whole provision goes.
        new: the words that come; empty where words only go.
        insert: the new words come behind the old ones.
        span: the instruction.
    """

    place: Place
    old: str
    new: str
    insert: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Reworded:
    """An ordinance with changes carried out.

    Attributes:
        text: the new text.
        touched: for each change that could be carried out the places of its new words in ``text``.
        rest: the changes that couldn't.
    """

    text: str
    touched: tuple[tuple[Change, tuple[Span, ...]], ...]
    rest: tuple[Change, ...]


def changes(text: str, instructions: Sequence[Span]) -> tuple[Change, ...]:
    """Return the changes of words that instructions make, in the order of the text.

    Args:
        text: the amending ordinance.
        instructions: the places of its instructions (:attr:`pirules.ordinance.amendments.Amended.wording`).
    """
    result: list[Change] = []
    place = Place()
    for start, stop in instructions:
        for begin, end in _steps(text, start, stop):
            step, quoted = _outline(text[begin:end])
            named = _PLACE.search(step)
            if named is not None:
                place = _place(step, place)
            result += _changes_of(step, quoted, place, (begin, end))
            if len(result) >= _MOST:
                return tuple(result)
    return tuple(result)


def _changes_of(step: str, quoted: Sequence[str], place: Place, span: Span) -> Iterator[Change]:
    for done in _DONE.finditer(step):
        first = step.count("¶", 0, done.start())
        last = first + done["olds"].count("¶")
        new = "" if done["delete"] else quoted[last]
        for old in quoted[first:last]:
            yield Change(place, old, new, insert=done["insert"] is not None, span=span)
    if _GONE.search(step) and place != Place():
        yield Change(place, "", "", insert=False, span=span)


def _steps(text: str, start: int, stop: int) -> Iterator[Span]:
    """Cut an instruction at its commas outside of quoted words, behind each verb."""
    depth, begin = 0, start
    for position in range(start, stop):
        char = text[position]
        depth += (char == "「") - (char == "」")
        if (
            depth <= 0
            and char in "、，。"
            and re.search(
                r"(?:改め|改める|加え|加える|削り|削る|とし|とする|付し|付する)$", text[begin:position]
            )
        ):
            yield begin, position
            begin = position + 1


def _outline(step: str) -> tuple[str, list[str]]:
    """Return a step with ``¶`` for each quoted stretch, and what is quoted (as printed)."""
    outline: list[str] = []
    quoted: list[str] = []
    depth = 0
    for char, plain in zip(step, fold(step), strict=True):
        if char == "」":
            depth = max(0, depth - 1)
            if depth == 0:
                continue
        if depth:
            quoted[-1] += char
        elif char == "「":
            outline.append("¶")
            quoted.append("")
        elif not plain.isspace():
            outline.append(plain)
        if char == "「":
            depth += 1
    return "".join(outline), quoted


def _place(step: str, before: Place) -> Place:
    """Return the place that a step names; 同条 and 同項 go on from the place ``before``."""
    supplement, article, paragraph, item = False, None, None, None
    head = step.partition("¶")[0]
    for match in _PLACE.finditer(head):
        if match["supplement"]:
            supplement, article, paragraph, item = True, None, None, None
        elif match["same"] == "条":
            supplement, article, paragraph, item = before.supplement, before.article, None, None
        elif match["same"]:
            supplement, article, paragraph = before.supplement, before.article, before.paragraph
            item = before.item if match["same"] == "号" else None
        else:
            number = parse_ordinal(f"第{match['number']}{match['unit']}{match['branch']}")
            if match["unit"] == "条":
                article, paragraph, item = number, None, None
            elif match["unit"] == "項":
                paragraph, item = number, None
            else:
                item = number or parse_enumerator(match["number"])
    return Place(supplement, article, paragraph, item)


def carried_out(old: Ordinance, all_changes: Sequence[Change]) -> Reworded:
    """Carry changes out on the ordinance that they amend.

    Changes that are there already (the text given is the new one) count as carried out.  A change whose words don't stand
    at its place, or that touches words which another one changed, is left.
    """
    edits: list[tuple[Span, str, Change]] = []
    done: list[tuple[Change, tuple[Span, ...]]] = []
    rest: list[Change] = []
    for change in all_changes:
        found = [span for span in _stretches(old, change.place) for span in _words(old.text, span, change)]
        free = [span for span in found if not any(_overlap(span, edit[0]) for edit in edits)]
        if free:
            new = old.text[slice(*free[0])] + change.new if change.insert else change.new
            edits += [(span, new, change) for span in free]
        elif change.new and (
            there := tuple(
                span
                for stretch in _stretches(old, change.place)
                for span in _occurrences(old.text, stretch, change.new)
            )
        ):
            done.append((change, there))
        else:
            rest.append(change)
    text, places = _edited(old.text, edits)
    moved = [(change, tuple(_moved(span, edits) for span in spans)) for change, spans in done]
    return Reworded(text, (*moved, *places), tuple(rest))


def _edited(
    text: str, edits: list[tuple[Span, str, Change]]
) -> tuple[str, tuple[tuple[Change, tuple[Span, ...]], ...]]:
    pieces: list[str] = []
    places: dict[int, tuple[Change, list[Span]]] = {}
    position = length = 0
    for (start, stop), new, change in sorted(edits, key=lambda edit: edit[0]):
        pieces += [text[position:start], new]
        length += start - position
        places.setdefault(id(change), (change, []))[1].append((length, length + len(new)))
        length += len(new)
        position = stop
    return "".join([*pieces, text[position:]]), tuple((c, tuple(spans)) for c, spans in places.values())


def _moved(span: Span, edits: Sequence[tuple[Span, str, Change]]) -> Span:
    shift = sum(len(new) - (stop - start) for (start, stop), new, _ in edits if stop <= span[0])
    return span[0] + shift, span[1] + shift


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _words(text: str, stretch: Span, change: Change) -> list[Span]:
    return _occurrences(text, stretch, change.old) if change.old else [stretch]


def _occurrences(text: str, stretch: Span, words: str) -> list[Span]:
    """Return where words stand in a stretch, whatever their width and line breaks."""
    letters = [re.escape(char) for char in fold(words) if not char.isspace()]
    if not letters:
        return []
    pattern = re.compile(r"\s*".join(letters))
    return [
        (stretch[0] + match.start(), stretch[0] + match.end())
        for match in pattern.finditer(fold(text[slice(*stretch)]))
    ]


def _stretches(ordinance: Ordinance, place: Place) -> list[Span]:
    """Return the provision that a place means; nothing where the ordinance has none such."""
    nodes: Sequence[Node] = [
        node for node in ordinance.nodes if (node.type is NodeType.SUPPLEMENTARY) is place.supplement
    ]
    if place.supplement:
        nodes = nodes[:1]
    for kind, number in (
        (NodeType.ARTICLE, place.article),
        (NodeType.PARAGRAPH, place.paragraph),
        (NodeType.ITEM, place.item),
    ):
        if number is not None:
            nodes = [
                node for top in nodes for node in top.walk() if node.type is kind and node.number == number
            ][:1]
    whole = place == Place() or not nodes
    return [] if whole else [node.span for node in nodes]
