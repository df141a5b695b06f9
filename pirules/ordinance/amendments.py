"""What an ordinance does to other ordinances: 「…の一部を次のように改正する。」 and the instructions (改め文) below it.

Only the form is read here: which ordinance is amended, what is inserted whole (a new 条, 項, 号, a 別表) and where, and which
instructions change words inside a provision that isn't printed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pirules.ordinance.amending_tables import new_text
from pirules.ordinance.law_names import name_start
from pirules.ordinance.model import Node, NodeType, Ordinance, Span
from pirules.text.fold import fold
from pirules.text.numerals import DIGIT_CHARS

_N = rf"[{DIGIT_CHARS}]+"
_BEGINS = re.compile(
    r"(?P<name>[^\s　。「」]{2,120}?(?:条例|規則|規程))(?:\((?:[^()]|\([^()]*\)){0,200}\))?の(?P<how>一部|全部)を"
    r"(?:次の[^。「」]{0,100}?)?改[正め](?:する|る)。"
)
_PLACE = rf"(?:附則|別表|第{_N}条(?:の{_N})*+)"
# An instruction goes on after the place (第5条中, 第5条を, 第5条第2項に); a printed label is followed by a space.
_HEAD = re.compile(
    rf"(?:(?:{_PLACE}|第{_N}[項号章編節款表](?:の{_N})*+|同[条項号表]|目次|題名|本則|前文|様式|別記)(?![\s　（(])|「)"
)
_VERB = re.compile(r"(?:改め|加え|削|とす|繰り?[下上]げ|付す|付け|改正す|移)る。$|付す。$")
_INSERTS = re.compile(r"(?:次の[^「」。]{0,30}を(?:加える|付する|付す)|次のように(?:改める|する|加える))。$")
_TABLE = re.compile(r"次の表の(?:ように|とおり)|改正前(?:の)?欄|(?:上|下|右|左)欄")
_ARTICLE_LABEL = re.compile(
    rf"\s*(?:[（(\[［][^（()）]{{1,60}}[）)\]］]\s*)?(?:第{_N}条(?:の{_N})*[\s　]|別表|様式|第{_N}[章編節款])"
)
_LONGEST_INSTRUCTION = 4_000


@dataclass(frozen=True, slots=True)
class Insertion:
    """A stretch that is inserted whole.

    Attributes:
        instruction: the place of the instruction.
        span: the place of what it inserts.
        under: the provision of the amended ordinance that it belongs under (第8条, 附則); empty when it prints its own.
    """

    instruction: Span
    span: Span
    under: str


@dataclass(frozen=True, slots=True)
class Amended:
    """One ordinance that is amended.

    Attributes:
        name: its title.
        whole: it is rewritten as a whole (全部改正).
        node: the provision of the amending ordinance that does it.
        span: from the first instruction to the end.
        insertions: what is inserted whole.
        wording: the instructions that change or take out words, numbers or provisions that aren't printed.
    """

    name: str
    whole: bool
    node: Node
    span: Span
    insertions: tuple[Insertion, ...]
    wording: tuple[Span, ...]


def amendments(ordinance: Ordinance) -> tuple[Amended, ...]:
    """Return what an ordinance amends, in the order of the text; none for an ordinance that amends nothing."""
    return tuple(_amendments(ordinance))


def _amendments(ordinance: Ordinance) -> Iterator[Amended]:
    text = ordinance.text
    if "改正する。" not in text and "改める。" not in text:
        return
    for node, end in _own_provisions(ordinance.nodes):
        begin = _BEGINS.search(fold(text[node.span[0] : end]))
        if begin is None:
            continue
        span = (node.span[0] + begin.end(), end)
        whole = begin["how"] == "全部"
        if whole:
            insertions: tuple[Insertion, ...] = (Insertion((span[0], span[0]), span, ""),)
            wording: tuple[Span, ...] = ()
        elif table := new_text(text, span):
            insertions, wording = tuple(Insertion(place, place, "") for place in table), ()
        else:
            insertions, wording = _read(text, span)
        yield Amended(_title(begin), whole, node, span, insertions, wording)


def _title(begin: re.Match[str]) -> str:
    """Return the title of the amended ordinance; a 、 may stand in it (「職員の勤務時間、休暇等に関する条例」)."""
    start, end = begin.span("name")
    comma = begin.string.rfind("、", start, end)
    named = name_start(begin.string, end, start)
    return begin.string[named if named < comma else comma + 1 if comma >= 0 else start : end]


def _own_provisions(nodes: tuple[Node, ...]) -> Iterator[tuple[Node, int]]:
    """Yield the paragraphs of the ordinance itself, each with its end: unnumbered ones after it are instructions."""
    for node in nodes:
        paragraphs = [child for child in node.children if child.type is NodeType.PARAGRAPH]
        if node.type is NodeType.PARAGRAPH:
            yield node, node.span[1]
        for position, paragraph in enumerate(paragraphs):
            if position and paragraph.label is None:
                continue
            later = [n for n in paragraphs[position + 1 :] if n.label is not None]
            yield paragraph, later[0].span[0] if later else max(p.span[1] for p in paragraphs[position:])
        yield from _own_provisions(tuple(n for n in node.children if n.type is not NodeType.PARAGRAPH))


def _read(text: str, span: Span) -> tuple[tuple[Insertion, ...], tuple[Span, ...]]:
    """Cut what stands below 「次のように改正する。」 into instructions and what they insert."""
    insertions: list[Insertion] = []
    wording: list[Span] = []
    instruction: Span | None = None
    article = ""
    block: int | None = None
    end = span[0]

    def close(stop: int) -> None:
        nonlocal block
        if block is not None and instruction is not None and text[block:stop].strip():
            labelled = _ARTICLE_LABEL.match(fold(text[block : block + 200]))
            insertions.append(Insertion(instruction, (block, stop), "" if labelled else article))
        block = None

    for start, stop in _lines(text, span):
        words = fold(text[start:stop]).strip()
        if not words:
            end = stop
            continue
        if _HEAD.match(words) and _VERB.search(words) and not (block is not None and _printed(words)):
            close(start)
            instruction = (start, stop)
            places = re.findall(_PLACE, words.partition("次の")[0] or words)
            article = places[-1] if places else article
            if _INSERTS.search(words) and not _TABLE.search(words):
                block = stop
            else:
                wording.append((start, stop))
        elif block is None:
            wording.append((start, stop))
        end = stop
    close(end)
    return tuple(insertions), tuple(wording)


def _printed(words: str) -> bool:
    """Whether a line in an inserted stretch is one of its own sentences and no instruction (「附則第2項の規定は…とする。」)."""
    return "規定は、" in words or "規定により" in words


def _lines(text: str, span: Span) -> Iterator[Span]:
    """Yield the lines of a stretch; lines inside an open 「 belong together."""
    start = position = span[0]
    depth = 0
    while position < span[1]:
        stop = text.find("\n", position, span[1])
        stop = span[1] if stop < 0 else stop + 1
        depth += text.count("「", position, stop) - text.count("」", position, stop)
        position = stop
        if depth <= 0 or stop - start > _LONGEST_INSTRUCTION:
            yield start, stop
            start, depth = stop, 0
    if start < span[1]:
        yield start, span[1]
