"""Lines and line ends in brackets: captions (見出し) and the notes of a consolidated text (改正注記)."""

import re

_PAIRS = {"(": ")", "[": "]", "【": "】", "「": "」"}
_CAPTION_LENGTH = 150
_NOTE_LENGTH = 400

# A note names the ordinance that changed the text, mostly shortened: 令六条例一〇七・一部改正, 平20条例5・追加.
_SOURCE = re.compile(
    r"(?:令和?|平成?|昭和?|大正?|明治?)[ 0-9〇元一二三四五六七八九十]{1,4}(?:年|[ ・.](?=[0-9])|(?=条例|規則|規程|法|告示|訓令|政令|府令|条|規|議会|告|訓|企|教|病|水|消))"
    r"|(?:条例|規則|法律|政令|告示)第? ?[0-9〇一二三四五六七八九十百]"
)
_CHANGE = re.compile(
    r"(?:一部|全部)?改正|追加|全改|繰上|繰下|繰り上げ|繰り下げ|削る|旧第|旧[0-9一二三四五六七八九十附項条号]|改称|移動|題名|施行|削除|全文"
)
_NOTE_START = re.compile(
    r"(?:(?:一部|全部)改正|改正|追加|全改|本[条項号節章表](?:(?:一部|全部)改正|追加|削除|繰上|繰下)?|題名改正|最終改正|改正文|沿革|改正経過|制定文改正|目次改正|章名|節名|見出し)"
    r" *(?:[:：・]|[\[\(] *(?:令|平|昭|大|明|条例)|(?:令和|平成|昭和|大正|明治) ?[0-9元〇一二三四五六七八九十])"
)
_EDITOR = re.compile(
    r"[\[\(] ?(?:注 ?\]|注:|注[0-9]? |沿革)|注[:： ]{1,2}(?:令和|平成|昭和|この|本|改正|[0-9])|注[^。、]{0,30}(?:改正経過|注記)|\(注\)|\[注\]"
)
#: A note in brackets has one of these at least: a number, a day, 注, 沿革.
_NOTE_HINT = re.compile("[ 0-9〇元一二三四五六七八九十百日注革]")
_IN_FORCE = re.compile(r"\((?:令和|平成|昭和|大正|明治)[^\(\)]{3,20}日 ?(?:施行|公布|から施行|適用)\)")
_ISSUED = re.compile(
    r"[\(\[]?(?:(?:令和|平成|昭和|大正|明治)[0-9元〇一二三四五六七八九十 ]{1,6}年(?:[^\(\)\[\]。]{0,16}日)?)?[^\(\)\[\]。]{0,20}(?:条例|規則|規程|告示|訓令)第? ?[0-9〇一二三四五六七八九十百 ]{1,6}号(?: ?抄)?[\)\]]?"
)
# One or more ordinances and nothing else: 平二〇条例三, 平成20年3月28日条例第5号・令4条例9.
_CITED = r"(?:令和?|平成?|昭和?|大正?|明治?) ?[0-9〇元一二三四五六七八九十]{1,4}(?: ?年)?(?:[0-9一二三四五六七八九十 ]{1,4}月[0-9一二三四五六七八九十 ]{1,4}日)?[^()\[\]。、第0-9]{0,8}(?:条例|規則|規程|告示|訓令|要綱|議会規則) ?第? ?[0-9〇一二三四五六七八九十百]{1,6}(?: ?号)?"
_CITATIONS = re.compile(
    rf"{_CITED}(?:(?:、|,| +|・|及び)(?:{_CITED}|[0-9〇一二三四五六七八九十]{{1,4}}(?: ?号)?))*"
)


def closing_bracket(head: str) -> int:
    """Return the place after the bracket that closes the one at the beginning of ``head``, or 0 if none does."""
    opening = head[:1]
    closing = _PAIRS.get(opening)
    if closing is None:
        return 0
    first = head.find(closing)
    if first < 0 or head.find(opening, 1, first) < 0:
        return first + 1  # nothing nested
    depth = 0
    for place, char in enumerate(head):
        if char == opening:
            depth += 1
        elif char == closing:
            depth -= 1
            if depth == 0:
                return place + 1
    return 0


def is_caption(head: str) -> bool:
    """Whether a whole line is a caption: ``(趣旨)`` ``[目的]`` ``【定義】``; whether one may stand here is the machine's matter."""
    if head[:1] not in ("(", "[", "【") or len(head) > _CAPTION_LENGTH:
        return False
    end = closing_bracket(head)
    return end == len(head) and end > 2 and "。" not in head  # noqa: PLR2004 - something stands inside


def is_note(head: str) -> bool:
    """Whether a whole line is a note of the consolidated text: ``(令六条例一〇七・一部改正)``, ``一部改正〔平成20年条例5号〕``."""
    if len(head) > _NOTE_LENGTH or not head:
        return False
    if head[0] in "([【":
        return _NOTE_HINT.search(head) is not None and _is_bracketed_note(head)
    if head in ("改正", "沿革", "改正沿革", "一部改正", "改正経過"):
        return True
    if head[0] in "一全改追本題最沿制目章節見注":
        return bool(_NOTE_START.match(head) or _EDITOR.match(head)) and "。" not in head[:-1]
    return False


def is_own_remark(head: str) -> bool:
    """Whether a note can be a 別表's own 注 (注　1時間未満は、…): it names no ordinance that changed the text."""
    return head.lstrip("([")[:1] == "注" and not _is_change(head)


def is_citation(head: str) -> bool:
    """Whether a whole line only names the ordinances that changed the text: ``(令4条例9)``, ``平成20年条例3号``."""
    words = head[1:-1] if head[:1] in ("(", "[") and closing_bracket(head) == len(head) else head
    return bool(_CITATIONS.fullmatch(words.strip()))


def _is_bracketed_note(head: str) -> bool:
    if _EDITOR.match(head) or _IN_FORCE.fullmatch(head):
        return True
    return closing_bracket(head) == len(head) and _is_change(head)


def _is_change(words: str) -> bool:
    return bool(_SOURCE.search(words) and _CHANGE.search(words))


def is_issue_number(head: str) -> bool:
    """Whether a whole line is the number of an ordinance alone: ``(平成17年条例第5号)`` beside or below 附則."""
    return bool(_ISSUED.fullmatch(head))


_TRAILING = 200


def trailing_note(folded: str) -> int:
    """Return the length of a note at the end of a line of text (``…とする。(平20条例5・一部改正)``), or 0."""
    tail = folded[-_TRAILING:]
    if tail[-1:] not in (")", "]"):
        return 0
    opening = {")": "(", "]": "["}[tail[-1]]
    depth = 0
    for place in range(len(tail) - 1, -1, -1):
        if tail[place] == tail[-1]:
            depth += 1
        elif tail[place] == opening:
            depth -= 1
            if depth == 0:
                before = tail[:place].rstrip()
                words = tail[place:]
                if before.endswith(("。", "削除")):
                    return len(words) if _is_change(words) or is_citation(words) else 0
                return len(words) if before.endswith((")", "」")) and _is_change(words) else 0
    return 0
