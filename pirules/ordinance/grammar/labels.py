"""Labels of 編章節款目, 条, 附則, 別表, 様式 and 目次 at the beginning of a line."""

import re
from functools import lru_cache

from pirules.ordinance.grammar.tokens import Kind, Token, labelled
from pirules.ordinance.model import GROUPS, NodeType
from pirules.text.numerals import parse_int

# Text from PDF sets single spaces between the characters of a label: 「第 １ 条」.
_NUM = r"[0-9〇零一二三四五六七八九十百千]{1,8}(?: [0-9〇一二三四五六七八九十百]{1,3}){0,2}"
_BRANCH = rf"(?: ?の ?{_NUM}){{0,5}}"
_BLANK_NUMBER = r"[○●〇_＿*]{1,4}"

_STRUCTURE = re.compile(rf"第 ?({_NUM}) ?(編|章|節|款|目)({_BRANCH})(?P<gap> +|$)?")
_DELETED_STRUCTURES = re.compile(
    rf"第 ?(?P<number>{_NUM}) ?(?P<unit>[編章節款目]) ?(?:から|及び|~|-|・) ?第 ?(?P<to>{_NUM}) ?(?P=unit)(?: ?まで)?(?= *(?:削 *除|\(?略\)?) *$)"
)
_ARTICLE = re.compile(
    rf"第 ?(?P<number>{_NUM}) ?条(?P<branch>{_BRANCH})"
    rf"(?: *(?:から|及び|ないし|乃至|~|-|・|、) *第 ?(?P<to>{_NUM}) ?条(?P<to_branch>{_BRANCH})(?: ?まで)?(?= *(?:削 *除|\(?略\)? *$)))?"
)
# What nearly every article begins with: nothing but words behind its number and a space.
_PLAIN = rf"第({_NUM})条({_BRANCH}) +(?![ (\[【削略か及な乃~\-・、])(?=.)"
_PLAIN_ARTICLE = re.compile(_PLAIN)
# … and where its caption stands beside it: nothing nested in that.
_CAPTIONED_ARTICLE = re.compile(rf"(?:\([^()]{{1,58}}\)|\[[^\[\]]{{1,58}}\]|【[^【】]{{1,58}}】)( *){_PLAIN}")
_ARTICLE_KIND, _ARTICLE_TYPE, _STRUCTURE_KIND = Kind.ARTICLE, NodeType.ARTICLE, Kind.STRUCTURE
_BLANK_ARTICLE = re.compile(rf"第 ?(?:{_BLANK_NUMBER}|  ?) ?条(?= |\(|$)")
_DELETED = re.compile(r" *\(?(?:削 *除|略)\)? *(?=$|[\(\[])")
INLINE_CAPTION = re.compile(r" ?(?P<caption>[\(\[【][^\(\)\[\]【】。]{1,60}[\)\]】])(?P<gap> +|$)?")
_ITEM_LABEL = re.compile(r"[\(\[【](?:[0-9]{1,3}|[ア-ンa-z]|[一二三四五六七八九十]{1,3})[\)\]】]$")
# Words that continue a reference (第3条の規定, 第3条第2項, 第3条中 …): no article begins so.
_REFERENCE_TAIL = re.compile(
    r"[のにをはがでとやへも、。」』\)第及又若並且中か以前後各ま同項号]|ただし書|本文|関係|又は|規定|から|まで"
)
_CHAPTER_TAIL = re.compile(r"[のにをはがでとやへも、。」』\)第及又若並中か以前後各ま同]|関係|から|まで")

_SUPPLEMENTARY = re.compile(
    r"(?:(?:改正 ?)?[附付] {0,8}則|改 ?正 ?文(?= *[\(\[]))(?P<beside>(?: *(?:[\(\[](?:[^\(\)\[\]]|\([^\(\)]*\)){1,120}[\)\]]|抄|\(?抄\)?|(?:令和|平成|昭和|大正|明治)[^。]{1,40}))*) *$"
)
_BRACKETED_SUPPLEMENTARY = re.compile(r"[(\[【] ?[附付] {0,8}則 ?[)\]】]$")
_TAIL = r"(?P<tail> *(?:[\(\[【].{0,120}|削除|$)| +[^。]{1,80}$)"
_TABLE = re.compile(
    rf"(?:附則)?別 ?[表図記](?: ?(?:第 ?)?(?P<number>{_NUM})(?P<branch>{_BRANCH})(?: ?[号表])?)?{_TAIL}"
)
_FORM = re.compile(
    rf"(?:別記 ?)?(?:様 ?式(?: ?第? ?(?P<a>{_NUM})(?: ?号)?(?P<a_branch>{_BRANCH}))?"
    rf"|第 ?(?P<b>{_NUM}) ?号(?P<b_branch>{_BRANCH}) ?(?:様 ?式|書式)(?P<b_late>{_BRANCH})"
    rf"|別紙(?:様式)?(?: ?第? ?(?P<c>{_NUM})(?: ?号)?(?P<c_branch>{_BRANCH}))?){_TAIL}"
)
_CONTENTS = re.compile(r"\[?目 *次\]?$")

_STRUCTURES = {word: group for group, word in GROUPS.items()}


def joined_number(first: str, branch: str | None = None) -> str | None:
    """Return ``"12_2"`` for ``("12", "の2")``; spaces inside are dropped; ``None`` if it is no number."""
    if not branch and first.isdecimal():
        return str(int(first))
    return _joined_number(first, branch)


@lru_cache(maxsize=16_384)
def _joined_number(first: str, branch: str | None) -> str | None:
    numbers = [parse_int(part.replace(" ", "")) for part in [first, *(branch or "").split("の")[1:]]]
    return None if None in numbers else "_".join(str(number) for number in numbers)


def structure_label(head: str) -> Token | None:
    """Read 「第1章　総則」: 編, 章, 節, 款 or 目, with or without a space before its name."""
    match = _STRUCTURE.match(head)
    if match is None:
        return None
    rest = head[match.end() :]
    weak = match["gap"] is None
    if weak and (several := _DELETED_STRUCTURES.match(head)):
        numbers = f"{joined_number(several['number'])}:{joined_number(several['to'])}"
        end = several.end()
        return Token(Kind.STRUCTURE, _STRUCTURES[match[2]], numbers, (0, end), end, deleted=True)
    if weak and (_CHAPTER_TAIL.match(rest) or "。" in rest):
        return None
    number = joined_number(match[1], match[3])
    end = match.end(3)
    if number is None:
        return None
    if weak:
        return Token(Kind.STRUCTURE, _STRUCTURES[match[2]], number, (0, end), match.end(), weak=True)
    return labelled(_STRUCTURE_KIND, _STRUCTURES[match[2]], number, (0, end), match.end())


def article_label(head: str) -> Token | None:
    """Read 「第12条の2　」, 「第1条(目的)　」, 「第八条から第十条まで　削除」; 「第3条の規定は」 is none."""
    plain = _PLAIN_ARTICLE.match(head)
    if plain is not None:
        number = joined_number(plain[1], plain[2])
        if number is None:
            return None
        return labelled(_ARTICLE_KIND, _ARTICLE_TYPE, number, (0, plain.end(2)), plain.end())
    match = _ARTICLE.match(head)
    if match is None:
        return _blank_article(head)
    number = joined_number(match["number"], match["branch"])
    if match["to"]:
        number = f"{number}:{joined_number(match['to'], match['to_branch'])}"
    if number is None or "None" in number:
        return None
    end = match.end()
    if _DELETED.match(head, end):
        rest = end + len(head[end:]) - len(head[end:].lstrip())
        return Token(Kind.ARTICLE, NodeType.ARTICLE, number, (0, end), rest, deleted=True)
    return _article_with_tail(head, number, end)


def captioned_article(head: str) -> Token | None:
    """Read 「(目的)　第1条　この条例は」 where nothing but a space and words stands behind the number."""
    match = _CAPTIONED_ARTICLE.match(head)
    if match is None:
        return None
    number = joined_number(match[2], match[3])
    if number is None:
        return None
    end, start = match.span(1)
    return labelled(
        _ARTICLE_KIND, _ARTICLE_TYPE, number, (start, match.end(3)), match.end(), caption=(0, end)
    )


def _article_with_tail(head: str, number: str, end: int) -> Token | None:
    if end == len(head):
        return Token(Kind.ARTICLE, NodeType.ARTICLE, number, (0, end), end)
    gap = len(head) - end - len(head[end:].lstrip(" "))
    caption = INLINE_CAPTION.match(head, end)
    if (
        caption
        and (caption["gap"] or not _REFERENCE_TAIL.match(head, caption.end()))
        and not _ITEM_LABEL.match(caption["caption"])
    ):
        return Token(
            Kind.ARTICLE,
            NodeType.ARTICLE,
            number,
            (0, end),
            caption.end(),
            weak=not gap and caption["gap"] is None,
            caption=caption.span("caption"),
        )
    if gap:
        return Token(Kind.ARTICLE, NodeType.ARTICLE, number, (0, end), end + gap)
    if _REFERENCE_TAIL.match(head, end) or (
        head[end] == "(" and not (caption and head[end:].startswith("(1)"))
    ):
        return None
    return Token(Kind.ARTICLE, NodeType.ARTICLE, number, (0, end), end, weak=True)


def _blank_article(head: str) -> Token | None:
    """Read 「第○条」 of a draft whose numbers aren't set yet."""
    match = _BLANK_ARTICLE.match(head)
    if match is None:
        return None
    caption = INLINE_CAPTION.match(head, match.end())
    rest = (
        caption.end()
        if caption
        else match.end() + len(head[match.end() :]) - len(head[match.end() :].lstrip())
    )
    return Token(
        Kind.ARTICLE,
        NodeType.ARTICLE,
        None,
        match.span(),
        rest,
        caption=caption.span("caption") if caption else None,
    )


def supplementary_label(head: str) -> Token | None:
    """Read 「附則」 「附　則(平成10年3月30日条例第5号)抄」 「付則」; the amending number belongs to the label.

    「(附則)」 is one too; 「改正文(平成10年3月30日条例第5号)抄」 says the same of an ordinance that amended without a 附則.
    """
    match = _SUPPLEMENTARY.match(head) or _BRACKETED_SUPPLEMENTARY.match(head)
    if match is None:
        return None
    return Token(Kind.SUPPLEMENTARY, NodeType.SUPPLEMENTARY, None, (0, len(head.rstrip())), len(head))


def appended_label(head: str) -> Token | None:
    """Read 「別表第1(第3条関係)」, 「様式第2号」, 「第1号様式(第4条関係)」, 「別記様式」; a sentence is none."""
    if "。" in head:
        return None
    match = _TABLE.match(head)
    if match and not (match["number"] is None and match["tail"][:2] == " 第" and "条" not in match["tail"]):
        number = joined_number(match["number"], match["branch"]) if match["number"] else None
        end = match.start("tail")
        return Token(Kind.APPENDED, NodeType.APPENDED_TABLE, number, (0, end), end)
    match = _FORM.match(head)
    if match is None:
        return None
    written = next((name for name in "abc" if match[name]), None)
    number = None
    if written:
        branch = (match[f"{written}_branch"] or "") + ((match["b_late"] or "") if written == "b" else "")
        number = joined_number(match[written], branch)
    end = match.start("tail")
    return Token(Kind.APPENDED, NodeType.FORM, number, (0, end), end)


def contents_label(head: str) -> Token | None:
    """Read 「目次」."""
    match = _CONTENTS.match(head)
    return match and Token(Kind.CONTENTS, NodeType.CONTENTS, None, match.span(), len(head))
