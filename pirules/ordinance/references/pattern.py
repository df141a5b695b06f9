"""How a reference is written: one pattern that finds the next one, and the reading of what it found.

All matching is on folded text (:func:`pirules.text.fold`), so that full-width digits and brackets need no cases here.
"""

import re
from enum import Enum, IntEnum
from functools import lru_cache

from pirules.text.numerals import parse_int

#: A numeral; ○ stands for a blank of a draft (第○条).
_N = r"(?:[0-9]{1,9}|[〇零一二三四五六七八九十百千]{1,12}|[○●□_]{1,3})"
# 「第三条の一部」 names no branch: a counter or noun after the numeral says that it counts something else.
_NO_BRANCH = "人名件回部方般定切時日月年円割分種類次級者倍歳週箇個つ〇零一二三四五六七八九十百千0-9"
_BRANCH = rf"(?:の{_N}(?![{_NO_BRANCH}]|か[所月年国]))*"
_KANA = "ア-ヴ"
_SUB = rf"(?:[{_KANA}](?![{_KANA}ー])(?:\([0-9]{{1,2}}\)|\([ア-ン]\)|\([a-z]\))?)"
_ANAPHOR = r"(?:[前次同本]|この)"

# 「同条例」「第5条件」「前項目」 are no references; 「各号列記以外の部分」 names the 柱書.
_ART_UNIT = "条(?!例|約|件|文|理)"
_PAR_UNIT = "項(?!目(?!的))"
_ITEM_UNIT = "号(?!様式|俸|給|機|室|線|棟|被保険|会員|法定受託|研修|認定|事業|訪問|通所|議案|補正|冊|館|車)"
_ALL = r"(?:の?各号(?!列記)|各項(?!目))?"

_ITEM_TAIL = rf"(?:第{_N}{_ITEM_UNIT}{_BRANCH}|{_ANAPHOR}号|前{_N}号|前各号)?{_SUB}?{_ALL}"
_PAR_TAIL = rf"(?:第{_N}{_PAR_UNIT}|同項|前項)?{_ITEM_TAIL}"
_HEADING = "(?:編(?!集|成|入|纂)|章(?!程)|節(?!減|約|水|電|度)|款|目(?!的|標|安|途|録|次|下))"
_HEADINGS = rf"{_HEADING}{_BRANCH}(?:第{_N}{_HEADING}{_BRANCH})*"

# Every alternative begins behind its first character, so that the search can leap from one such character to the next.
_AFTER_NUMBER = (
    rf"(?P<art>{_ART_UNIT}{_BRANCH}{_PAR_TAIL})|(?P<par>{_PAR_UNIT}{_ITEM_TAIL})|(?P<item>{_ITEM_UNIT}{_BRANCH}{_SUB}?)"
    rf"|(?P<form>{_HEADINGS}|号{_BRANCH}様式)"
)
_AFTER_ANAPHOR = (
    rf"(?P<art_>{_ART_UNIT}{_PAR_TAIL})|(?P<par_>{_PAR_UNIT}{_ITEM_TAIL})|(?P<item_>号(?!様式|機|室|線){_SUB}?)"
    rf"|(?P<form_>{_HEADINGS})"
)
# 「別表第2の3の項」 is a row of 別表第2, 「別表第1号」 a row of the only 別表 or one of several; its number is no other one's.
_TABLE_BRANCH = rf"(?:の{_N}(?![{_NO_BRANCH}]|か[所月年国]|の?[項部]))*"
_FORM = (
    rf"(?<=別)(?:表(?:第{_N}(?:[号項]|{_TABLE_BRANCH}))?|記(?:第{_N}号{_BRANCH}様式|様式第?{_N}号?{_BRANCH}|様式)?)"
    rf"|(?<=様)式第?{_N}号?{_BRANCH}|(?<=本)則(?!として|第)|(?<=こ)の附則"
)

_REFERENCE = (
    rf"(?<=第){_N}(?:{_AFTER_NUMBER})"
    rf"|(?:(?<=[前次])(?:{_N})?|(?<=[同本])|(?<=こ)の)(?:{_AFTER_ANAPHOR})"
    rf"|(?:(?<=前)各|(?<=次)の各)(?P<par__>{_PAR_UNIT}{_ITEM_TAIL})"
    rf"|(?:(?<=次)の各|(?<=当)該各|(?<=各)|(?<=前)各)(?P<item__>号(?!列記|線|室|俸|給))"
    rf"|(?P<form__>{_FORM})"
    r"|(?P<fu>(?<=附)則(?![第前次同]))"
    rf"|(?P<sub>(?<=[{_KANA}])(?<![{_KANA}ー].)(?![{_KANA}ー])(?:\([0-9]{{1,2}}\)|\([ア-ン]\)|\([a-z]\))?)"
)

#: Finds the next reference; the name of the group that matched says what it is (behind ``_`` all the same).
REFERENCE = re.compile(rf"[第前次同本こ別様附当各{_KANA}](?:{_REFERENCE})")

#: Finds the next thing that matters: a reference, or a bracket or quotation mark (``mark``).
TOKEN = re.compile(rf"[第前次同本こ別様附当各()「」『』{_KANA}](?:(?P<mark>(?<=[()「」『』]))|{_REFERENCE})")

#: The groups of :data:`TOKEN` that hold 章, 別表, 様式, 本則.
FORMS = frozenset(("form", "form_", "form__"))

# References that a line break or a space divides are seen only when it is taken out.
_DIVIDED = re.compile(r"[第前次同各](?:[0-9〇一二三四五六七八九十百千]{0,12}\s|の\s)")


def divided_in(folded: str) -> list[int]:
    """Return where a reference may begin that a line break or a space divides, so that :data:`TOKEN` doesn't find it."""
    return [match.start() for match in _DIVIDED.finditer(folded)]


#: What joins two references into one enumeration; 「から」 opens a range, which 「まで」 closes.
CONNECTORS = frozenset(
    f"{comma}{word}"
    for comma in ("", "、", ",", "，")
    for word in (
        "",
        "又は",
        "若しくは",
        "もしくは",
        "または",
        "及び",
        "および",
        "並びに",
        "ならびに",
        "・",
        "と",
    )
) - {""}
RANGE_OPENERS = frozenset(("から", "~", "-", "ー", "～", "―", "乃至", "ないし"))


class Level(IntEnum):
    """The depth of a place, from 条 down."""

    ARTICLE = 0
    PARAGRAPH = 1
    ITEM = 2
    SUBITEM = 3


# Names of the module: to look a member up in its class takes ten times as long, and every reference asks many times.
ARTICLE, PARAGRAPH, ITEM, SUBITEM = Level


class Mode(Enum):
    """How one level of a reference names its place."""

    ABSOLUTE = "第"
    PREVIOUS = "前"
    NEXT = "次"
    SAME = "同"
    THIS = "この"
    ALL_BEFORE = "前各"
    ALL = "各"


ABSOLUTE, PREVIOUS, NEXT, SAME, THIS, ALL_BEFORE, ALL = Mode


class Step:
    """One level of a written reference: 第2項 (``ABSOLUTE``, number ``"2"``), 前3項 (``PREVIOUS``, count 3)."""

    __slots__ = ("count", "level", "mode", "number")

    def __init__(self, level: Level, mode: Mode, number: str | None = None, count: int = 1) -> None:
        self.level = level
        self.mode = mode
        self.number = number
        self.count = count


#: The numbers of article, paragraph, item, subitem.
Numbers = tuple[str | None, str | None, str | None, str | None]


class Unit:
    """A written reference.

    Attributes:
        steps: its steps from the outermost level down; ``rest``: those below the first.
        top: the outermost level that is written; ``depth``: the innermost.
        absolute: whether the outermost level is a number (or a label) of its own.
        numbers: the numbers of article, paragraph and item where the reference begins with its article and prints a number
            at each level (第5条第2項第1号), else ``None``.
    """

    __slots__ = ("absolute", "depth", "numbers", "rest", "steps", "top")

    def __init__(self, first: Step, rest: tuple[Step, ...], depth: Level, numbers: Numbers | None) -> None:
        self.steps = (first, *rest)
        self.rest = rest
        self.top = first.level
        self.depth = depth
        self.absolute = first.mode is ABSOLUTE
        self.numbers = numbers if self.absolute and first.level is ARTICLE else None


_LEVELS = {"条": Level.ARTICLE, "項": Level.PARAGRAPH, "号": Level.ITEM}
_MODES = {
    "前": Mode.PREVIOUS,
    "次": Mode.NEXT,
    "同": Mode.SAME,
    "本": Mode.THIS,
    "この": Mode.THIS,
    "前各": Mode.ALL_BEFORE,
    "各": Mode.ALL,
    "の各": Mode.ALL,
    "次の各": Mode.ALL,
    "当該各": Mode.ALL,
}
_STEP = re.compile(
    rf"第(?P<number>{_N})(?P<unit>[条項号])(?P<branch>{_BRANCH})"
    rf"|(?P<mode>前各|次の各|当該各|の各|各|この|[前次同本])(?P<count>{_N})?(?P<anaphor>[条項号])"
    rf"|(?P<label>{_SUB})"
)


@lru_cache(maxsize=8192)
def read_unit(text: str) -> Unit:
    """Read what the groups ``art``, ``par``, ``item`` or ``sub`` of :data:`TOKEN` matched."""
    end = text.find("条")
    if (
        end > 0
        and text[0] == "第"
        and text[end + 1 : end + 2] != "の"
        and (digits := text[1:end]).isdecimal()
    ):
        # Each article has its own number, but the same few 第2項第3号 stand behind all of them: only those are remembered.
        steps, depth, below = _written(text[end + 1 :])
        number = str(int(digits))
        numbers: Numbers | None = None if below is None else (number, below[1], below[2], None)
        return Unit(Step(ARTICLE, ABSOLUTE, number), steps, depth, numbers)
    steps, depth, numbers = _written(text)
    return Unit(steps[0], steps[1:], depth, numbers)


@lru_cache(maxsize=1024)
def _written(text: str) -> tuple[tuple[Step, ...], Level, Numbers | None]:
    """Return the steps of a reference or of its tail, the innermost level, and its numbers if it prints all of them."""
    steps: list[Step] = []
    for match in _STEP.finditer(text):
        if match["label"]:
            steps.append(Step(Level.SUBITEM, Mode.ABSOLUTE, match["label"]))
        elif match["unit"]:
            number = _number(match["number"], match["branch"])
            steps.append(Step(_LEVELS[match["unit"]], Mode.ABSOLUTE, number))
        else:
            count = parse_int(match["count"]) if match["count"] else 1
            mode = _MODES[match["mode"]]
            steps.append(Step(_LEVELS[match["anaphor"]], mode, None, 0 if count is None else count))
    return tuple(steps), steps[-1].level if steps else ARTICLE, _numbers(steps)


def _numbers(steps: list[Step]) -> Numbers | None:
    numbers: list[str | None] = [None, None, None, None]
    for step in steps:
        if step.mode is not ABSOLUTE or step.level is SUBITEM or step.number is None:
            return None
        numbers[step.level] = step.number
    article, paragraph, item, _ = numbers
    return article, paragraph, item, None


def _number(first: str, branches: str) -> str | None:
    if first[0] in "○●□_":
        return None
    if not branches:
        value = parse_int(first)
        return None if value is None else str(value)
    numbers = [parse_int(part) for part in [first, *branches.split("の")[1:]]]
    return None if None in numbers else "_".join(map(str, numbers))
