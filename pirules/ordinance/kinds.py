"""What kind of ordinance it is: 法施行条例, an old 個人情報保護条例, one of an assembly, or another subject.

No single word decides: many bodies kept the name 個人情報保護条例 for their 法施行条例, an 審査会条例 carries 個人情報 in
its name, and an old ordinance mentions the Act too.  Title, structure and words give points; the points decide.
"""

import re
from collections.abc import Sequence
from datetime import date

from pirules.law.local import local_days
from pirules.ordinance.grammar import headings
from pirules.ordinance.model import Kind, Node, NodeType
from pirules.ordinance.privacy_signs import (
    ACT_PENALTIES,
    COMPUTER_TITLE,
    NATIONAL,
    PERSONAL,
    PRIVACY,
    limits_computing,
)
from pirules.ordinance.untitled import rest_is_about_privacy
from pirules.text.fold import fold, without_space

_SAMPLE = 60_000
# Mentions of personal information in 1,000 characters; an ordinance on another subject has one or two.
_DENSE = 4


class _Sign:
    """A pattern that is looked for only where one of its words stands (a word is found a hundred times as fast)."""

    def __init__(self, pattern: str, *words: str) -> None:
        self._pattern = re.compile(pattern)
        self._words = words

    def search(self, text: str) -> bool:
        return any(word in text for word in self._words) and self._pattern.search(text) is not None


_AMENDING = re.compile(
    r"(?:の一部を(?:次のように)?改正する|を廃止する|等?の整備(?:等)?に関する|の一部を改正する等の)条例"
)
# 「○○条例の全部を改正する条例」 is what the new text is, whose own title may stand below.
_REWRITING = re.compile(
    r"^(?P<old>.+?条例)(?:\((?:[^()]|\([^()]*\))*\))?(?:の全部を(?:次のように)?改正|を全部改正|の全部改正に関)する条例"
)
# What was asked of the assembly under the ordinance before its own.
_ASKED_ASSEMBLY = re.compile(r"議会に対し(?:て)?[^。]{0,10}(?:請求|求め)")
_NO_ORDINANCE = re.compile(r"(?:規則|規程|要綱|要領|細則|訓令)$")
_OTHER_SUBJECT = re.compile(
    r"審査会|審議会|委員会設置|情報公開|個人番号|番号の利用|手数料|公文書|死者|職員|特定個人情報保護評価|匿名加工"
)
# 情報公開及び個人情報の保護に関する条例 joins two matters: that on documents doesn't make it one on another subject.
_OPENING = re.compile(r"(?:情報|(?:公|行政)文書)等?の?(?:公開|開示)(?!条例)")
_NO_RULES = re.compile(r"協議会|委員会|懇[話談]会|監察|オンブズ|費用")
_IMPLEMENTS_TITLE = re.compile(r"施行条例|施行に関する|法の施行|法律施行|施行等に関する")
# A title that names the Act (…法律を行うための条例) is of an ordinance made for it, whatever verb it uses.
_NAMES_THE_ACT = re.compile(r"個人情報の保護に関する法律|個人情報保護法")
_IMPLEMENTS = re.compile(
    r"(?:個人情報の保護に関する法律|個人情報保護法|法)(?:\((?:[^()]|\([^()]*\))*\))?(?:第[^。、]{1,12})?(?:の)?施行(?:に関し|に必要|について|等に関し)"
)
_SHORTENS = re.compile(r"個人情報の保護に関する法律\([^()]{0,30}以下「[^「」]{0,8}法」と(?:いう|いいます)")
_LEGACY = (
    _Sign(PERSONAL + r"を(?:収集|取得)する(?:とき|場合|に当たって)", "を収集する", "を取得する"),
    _Sign(
        r"(?:本人から(?:直接)?(?:これを)?(?:収集|取得|集め)|収集の制限|収集してはならない)",
        "収集",
        "取得",
        "集め",
    ),
    _Sign(r"(?:電子計算機|通信回線).{0,40}結合", "結合"),
    _Sign(
        r"(?:何人も|[市区町村県都道府]民は)、.{0,60}(?:開示|閲覧).{0,12}(?:請求する|求める)ことができる",
        "何人も、",
        "民は、",
    ),
    _Sign(r"(?:目的以外|目的外)の?.{0,30}利用.{0,60}審[議査]会", "審議会", "審査会"),
    _Sign(PERSONAL + r"」? ?(?:とは)?[^。]{0,8}(?:生存する)?個人に関する(?:一切の)?情報", "個人に関する"),
    _Sign(r"実施機関 ?(?:とは)?[^。]{0,6}(?:市長|町長|村長|区長|知事|管理者)", "実施機関"),
    _Sign(r"(?:訂正|利用停止|削除|中止).{0,12}請求することができる", "請求することができる"),
    _Sign(r"(?:懲役|拘禁刑|罰金)", "懲役", "拘禁刑", "罰金"),
)
_SIGN = 0.7  # points for each of them
_ASSEMBLY_TITLE = re.compile(r"議会の?.{0,6}個人情報|議会.{0,12}個人情報")
_ASSEMBLY = (
    _Sign(r"議長は", "議長は"),
    _Sign(r"議会(?:事務局)?の職員", "の職員"),
    _Sign(r"議会(?:は|が|に対し|における)", "議会"),
    _Sign(r"保有個人情報.{0,20}議会|議会.{0,30}保有個人情報", "議会"),
)
# Who acts: 「市長に対し」 names another.
_PRESIDENT_ACTS = re.compile(r"議長[はが]")
_EXECUTIVE = re.compile(r"実施機関|の機関|規則|市長|町長|村長|区長|知事|管理者")
_EXECUTIVE_ACTS = re.compile(r"(?:市長|町長|村長|区長|知事|管理者|連合長|企業長|理事長|実施機関)[はが]")


def kind_of(
    title: str | None,
    text: str,
    nodes: Sequence[Node],
    promulgated: date | None,
    effective: date | None = None,
    *,
    headless: bool = False,
) -> Kind:
    """Return the kind of an ordinance.

    Args:
        title: its title without white space, if found.
        text: the document's text.
        nodes: the top nodes.
        promulgated: its day of promulgation, if known.
        effective: the day on which it came into force, if known.
        headless: its title is missing (and often its first articles), so that what is left decides.
    """
    folded = fold(text)
    name = _own_title(fold(title or ""), folded, nodes)
    if (name and "条例" not in name) or _NO_ORDINANCE.search(name):
        return Kind.OTHER  # a law, a 規則 or 規程
    if _AMENDING.search(name) or _is_amending(folded, nodes):
        return Kind.OTHER
    words = without_space(_main_words(folded, nodes)[:_SAMPLE])
    about = _is_about_privacy(name, words)
    closing = _closing(folded, nodes) if headless else ""
    if not about and not (headless and rest_is_about_privacy(words, closing, effective)):
        return Kind.OTHER
    if _is_assembly(name, words, effective, headless=headless) or _ASKED_ASSEMBLY.search(closing):
        return Kind.ASSEMBLY
    implementing = _implementing(name, words, effective, headless=headless)
    # Without its head, the day on which it came into force tells how old it is.
    legacy = _legacy(name, words, promulgated or (effective if headless else None))
    if implementing < legacy + _SIGN * len(_LEGACY):  # else no sign can change anything
        legacy += _SIGN * sum(1 for sign in _LEGACY if sign.search(words))
    if max(implementing, legacy) < 1 and not headless:
        return Kind.OTHER
    # What is left of an ordinance made for the Act cites it.
    return Kind.IMPLEMENTATION if implementing >= max(legacy, 0.1) else Kind.LEGACY


def _own_title(name: str, folded: str, nodes: Sequence[Node]) -> str:
    """Return the title of the text itself where ``name`` says that another is rewritten as a whole (全部改正)."""
    rewriting = _REWRITING.match(name)
    if rewriting is None:
        return name
    for node in nodes:
        if node.type is not NodeType.HEADING:
            continue
        line = without_space(folded[node.span[0] : node.span[1]])
        if headings.is_title(line) and not _REWRITING.match(line):
            return headings.strip_mark(line)
    return rewriting["old"]


def _main_words(folded: str, nodes: Sequence[Node]) -> str:
    """Return the provisions without head and 附則 (a 附則 speaks of the ordinance that it repeals)."""
    skipped = (NodeType.HEADING, NodeType.SUPPLEMENTARY, NodeType.CONTENTS, NodeType.NOTE)
    return "".join(folded[node.span[0] : node.span[1]] for node in nodes if node.type not in skipped)


def _is_amending(folded: str, nodes: Sequence[Node]) -> bool:
    first = next(
        (
            node
            for top in nodes
            if top.type not in (NodeType.HEADING, NodeType.NOTE, NodeType.CONTENTS)
            for node in top.walk()
            if node.type in (NodeType.PARAGRAPH, NodeType.PREAMBLE)
        ),
        None,
    )
    if first is None:
        return False
    words = without_space(folded[first.span[0] : min(first.span[1], first.span[0] + 300)])
    return bool(re.search(r"の一部を(?:次のように)?改正する", words.partition("。")[0] + words[-1:]))


def _joins_both(name: str) -> bool:
    """Whether a title names the opening of documents and the protection of personal information, and no body or fee for them."""
    rest = _OPENING.sub("", name)
    other = _OTHER_SUBJECT.search(rest) or _NO_RULES.search(rest)
    return rest != name and PRIVACY.search(rest) is not None and other is None


def _is_about_privacy(name: str, words: str) -> bool:
    if COMPUTER_TITLE.search(name) and limits_computing(words):
        return True
    # 情報公開・個人情報保護審査会条例 sets up a body and rules on no data.
    its_own = not _OTHER_SUBJECT.search(name) or _joins_both(name) or _IMPLEMENTS_TITLE.search(name)
    if PRIVACY.search(name) and its_own:
        return True
    density = len(PRIVACY.findall(words)) / (len(words) / 1000 + 1)
    return density > _DENSE and _strong_structure(words)


def _closing(folded: str, nodes: Sequence[Node]) -> str:
    """Return the 附則."""
    closing = (folded[slice(*node.span)][:_SAMPLE] for node in nodes if node.type is NodeType.SUPPLEMENTARY)
    return without_space("".join(closing))


def _strong_structure(words: str) -> bool:
    return sum(1 for sign in _LEGACY if sign.search(words)) >= 4 or bool(_IMPLEMENTS.search(words[:1500]))  # noqa: PLR2004


def _is_assembly(name: str, words: str, effective: date | None, *, headless: bool) -> bool:
    points = sum(1 for sign in _ASSEMBLY if sign.search(words))
    if _ASSEMBLY_TITLE.search(name):
        return points >= 1 or not words
    if headless:  # the president acts throughout, no executive does
        acts, others = len(_PRESIDENT_ACTS.findall(words)), len(_EXECUTIVE_ACTS.findall(words))
        if acts > 2 * others:
            return True
        alone = ACT_PENALTIES.search(words) is not None and not _EXECUTIVE.search(words)
        return alone and effective is not None and effective >= local_days().applies_from
    return points >= len(_ASSEMBLY) - 1 and len(re.findall("議長", words)) > 3 + 3 * len(
        re.findall("市長|町長|村長|区長|知事|管理者", words)
    )


def _implementing(name: str, words: str, effective: date | None, *, headless: bool) -> float:
    points = 0.0
    if effective is not None and effective >= local_days().applies_from:
        # Made for the Act, whatever of the old type it keeps; the more so if it cites the Act.
        points += 6 if headless or NATIONAL.search(words) else 1
    if _IMPLEMENTS_TITLE.search(name) or _NAMES_THE_ACT.search(name):
        points += 3
    # Where another matter comes first, the Act is named only behind it.
    begin = words if _joins_both(name) else words[:1500]
    if _IMPLEMENTS.search(begin):
        points += 4
    elif _SHORTENS.search(begin):
        points += 1
    national = len(NATIONAL.findall(words))
    points += min(3.0, national / (len(words) / 1500 + 1))
    if re.search(r"法(?:において|で|第.{1,8}条.{0,12}において)使用する用語の例", words[:3000]):
        points += 2
    return points


def _legacy(name: str, words: str, promulgated: date | None) -> float:
    """Return the points for an old ordinance without those for its signs (:data:`_LEGACY`)."""
    points = 0.0
    if re.search(r"個人情報(?:の)?保護(?:に関する)?条例$", name):
        points += 1
    if COMPUTER_TITLE.search(name) and limits_computing(words):
        points += 1
    if promulgated is not None and promulgated < local_days().implementing_from:
        points += 1
    if re.search(r"基本的人権|実施機関が保有する個人情報", words[:800]):
        points += 1
    return points
