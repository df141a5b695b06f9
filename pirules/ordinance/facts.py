"""What the head of an ordinance and its first 附則 say: 題名, 団体, 番号, 公布の日, 施行の日."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pirules.errors import Problem
from pirules.ordinance.grammar import column_heads, headings
from pirules.ordinance.model import Node, NodeType
from pirules.text.dates import find_dates
from pirules.text.fold import fold, without_space


@dataclass(frozen=True, slots=True)
class HeadingFacts:
    """What stands in the head; ``None`` where nothing is printed."""

    title: str | None
    number: str | None
    promulgated_on: date | None
    problems: tuple[Problem, ...] = ()


def heading_facts(
    text: str, nodes: Sequence[Node], known: date | None = None, *, compared: bool = False
) -> HeadingFacts:
    """Read title, number and day of promulgation from the heading nodes before the first other provision.

    Args:
        text: the document's text.
        nodes: the top nodes.
        known: day of promulgation that the container gave (法令標準XML).
        compared: the text is a table of old and new (新旧対照表), whose heading names the ordinance that is amended.
    """
    title = None
    numbers: list[str] = []
    promulgated = known
    problems: list[Problem] = []
    for node in _head(nodes):
        words = text[node.span[0] : node.span[1]].strip()
        if compared and title is None:
            words = column_heads.amended_name(without_space(words))
        folded = fold(words)
        if title is None and headings.is_title("".join(folded.splitlines())):
            title = without_space(headings.strip_mark(words))
            continue
        if not (headings.has_number(folded) or headings.is_date_line(folded)):
            continue
        # A page may print its characters apart (条 例 第 ２ 号); then only the squeezed line has a number.
        found_number = headings.number_in(words) or headings.number_in(without_space(words))
        if headings.has_number(folded) and found_number:
            numbers.append(found_number)
        together = headings.squeezed(words)
        if promulgated is None and (found := next(find_dates(together), None)):
            promulgated = found[1]
            if found[1] is None:
                problems.append(
                    Problem("P218", f"「{together[slice(*found[0])]}」は暦にない日付です。", node.span)
                )
    # Above a 条例 its gazette may print the number of a 規則.
    number = next(
        (number for number in numbers if title and title[-2:] in number), numbers[0] if numbers else None
    )
    return HeadingFacts(title, number, promulgated, tuple(problems))


def _head(nodes: Sequence[Node]) -> list[Node]:
    head: list[Node] = []
    for node in nodes:
        if node.type is NodeType.HEADING:
            head.append(node)
        elif node.type not in (NodeType.NOTE, NodeType.CONTENTS, NodeType.PREAMBLE):
            break
    return head


_GENERIC = frozenset(
    ("都道府県", "市町村", "市区町村", "市及び町村", "地方公共団体の組合", "関係市町村", "指定都市", "中核市")
)
_NO_NAME = re.compile(r"当該|各|他|関係|全|本|同|構成|交付|住所地")
_SEARCHED = 20_000
_SUFFIX = "都道府県市区町村"
_LONG_SUFFIX = ("広域連合", "一部事務組合", "事務組合", "組合", "企業団", "広域行政事務組合")
# What an ordinance of this field speaks of after the body's name.
_SUBJECT = re.compile(
    r"個人情報|特定個人|議会|情報公開|行政|保有|死者|法|電子|手数料|公文書|職員|立|附属|税|市民|町民|村民|県民|区民|都民|府民|"
    r"情報|審査|審議|における|の|が|公|住民|例規|駐車|表彰|長|条例|規則|選挙|教育|監査|水道|消防|病院|デジタル|番号|行政手続|附"
)
_NAME = r"[一-鿿ぁ-んァ-ヶー々ヶノ]"
_DEFINED = re.compile(
    r"[(（]以下「(?:[都道府県市区町村]|本[都道府県市区町村]|組合|本組合|広域連合|企業団|連合)」"
)
_NAME_BEFORE = re.compile(rf"{_NAME}{{1,20}}(?:[{_SUFFIX}]|広域連合|組合|企業団)$")
_OFFICE = re.compile(
    rf"({_NAME}{{1,18}}?(?:[{_SUFFIX}]|広域連合|組合|企業団))(?:長|知事|議会|規則|条例第|教育委員会|公告式|情報公開|個人情報)"
)


def body_of(title: str | None, number: str | None, text: str, nodes: Sequence[Node]) -> str | None:
    """Return the name of the public body as printed: from the number, the title, a definition, an office; else ``None``."""
    if number:
        prefix = re.split(r"条例|規則|規程|告示|訓令", number, maxsplit=1)[0]
        if prefix == number:
            return None  # a law or 政令 has no body
        # 「広域連合条例第2号」 names the kind of body, not the body.
        if _ends_like_body(prefix) and prefix not in _LONG_SUFFIX:
            return prefix
    if title and (name := body_in_title(title)):
        return name
    return _body_in_text(text, nodes)


def _body_in_text(text: str, nodes: Sequence[Node]) -> str | None:
    """Return the body that a definition (東京都(以下「都」という。)), the head's officer or most offices name."""
    for defined in _DEFINED.finditer(text):
        if before := _NAME_BEFORE.search(text, max(0, defined.start() - 24), defined.start()):
            return _without_particles(before[0])
    for node in _head(nodes):
        words = without_space(text[node.span[0] : node.span[1]])
        match = _OFFICE.match(headings.strip_mark(words))
        if match and len(match[1]) > 1:
            return match[1]
    counts: dict[str, int] = {}
    for match in _OFFICE.finditer(text, 0, _SEARCHED):
        name = _without_particles(match[1])
        if len(name) > 2 and name not in _GENERIC and not _NO_NAME.match(name):  # noqa: PLR2004 - 本市 is no name
            counts[name] = counts.get(name, 0) + 1
    return max(counts, key=lambda name: counts[name]) if counts else None


def _ends_like_body(name: str) -> bool:
    return len(name) > 1 and (name[-1] in _SUFFIX or name.endswith(_LONG_SUFFIX))


def _without_particles(name: str) -> str:
    # 「昭和40年あおば市条例第2号」 names the body behind the year.
    return (
        re.split(
            r"[はがをにへとの、]|及び|又は|並びに|若しくは|(?<=[0-9〇一二三四五六七八九十元])年|^年", name
        )[-1]
        or name
    )


def body_in_title(title: str) -> str | None:
    """Return the name of the body at the beginning of a title (四日市市, 大和村, 花野地区消防組合), or ``None``."""
    ends = [
        place
        for place in range(2, min(len(title), 40))
        if title[place - 1] in _SUFFIX or title[:place].endswith(_LONG_SUFFIX)
    ]
    named = [place for place in ends if _SUBJECT.match(title, place) and not _inside_word(title, place)]
    unions = [place for place in named if title[:place].endswith(_LONG_SUFFIX)]
    if named:
        # 花野地区消防組合, not 花野地区; else the first end: 「花野市個人情報…市」 can't be a name.
        return title[: (unions or named)[0]]
    plain = [place for place in ends if title[place : place + 1] not in _SUFFIX]
    return title[: plain[0]] if plain and not _SUBJECT.match(title) else None


def _inside_word(title: str, place: int) -> bool:
    """Whether the name goes on: 市 of 市民, 村 of 村議会 are part of the subject."""
    return bool(_SUBJECT.match(title)) or title[place : place + 1] in _SUFFIX


_IN_FORCE = re.compile(r"(?:から|より|において|に|、)、?(?:これを)?施行(?:する|し、|する。)")
# Where no 施行 is printed: 「この条例は、令和5年4月1日から実施します」, 「効力を生ずる」.
_BEGINS = re.compile(
    r"(?:この|本)(?:条例|規則|規程)(?:の規定)?は、?[^。]{0,60}?(?=(?:から|より)、?(?:実施|適用|始め|始ま|効力を(?:生|有|発)|発効))"
)
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")


def effective_date(text: str, nodes: Sequence[Node], promulgated: date | None) -> date | None:
    """Return the day on which the ordinance comes into force, by its first 附則.

    公布の日 is the day of promulgation, 公布の日の翌日 the day after; a day left to a rule (規則で定める日, 法の施行の日) is ``None``.
    """
    first = next((node for node in nodes if node.type is NodeType.SUPPLEMENTARY), None)
    if first is None:
        return None
    words = fold(without_space(text[first.span[0] : min(first.span[1], first.span[0] + 4000)]))
    for _ in range(3):
        words = _BRACKETS.sub("", words)
    match = _IN_FORCE.search(words)
    begins = None if match is not None else _BEGINS.search(words)
    end = match.start() if match is not None else begins.end() if begins is not None else -1
    if end < 0:
        return None
    sentence = words[max(words.rfind("。", 0, end), 0) : end]
    if "その他の規定は" in sentence:
        sentence = sentence.rpartition("その他の規定は")[2]
    if sentence.endswith("公布の日"):
        return promulgated
    if sentence.endswith("公布の日の翌日"):
        return promulgated + timedelta(days=1) if promulgated else None
    dates = [(span, day) for span, day in find_dates(sentence)]
    if dates and dates[-1][0][1] == len(sentence):
        return dates[-1][1]
    return None
