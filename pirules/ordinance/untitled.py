"""Whether what is left of an ordinance whose title is lost (half of a text, a page) is about personal information."""

import re
from datetime import date

from pirules.law.local import local_days
from pirules.ordinance.privacy_signs import (
    ACT_PENALTIES,
    COMPUTER_TITLE,
    NATIONAL,
    PERSONAL,
    limits_computing,
)

# The 附則 of an ordinance made for the Act repeals the one before it.
_OLD_ONE = r"個人情報(?:の?保護)?(?:に関する)?条例(?:\((?:[^()]|\([^()]*\))*\))?"
_ENDS = r"(?:(?:これを)?廃(?:止|す)|その効力を失|なくし)"
_REPLACES = re.compile(
    rf"{_OLD_ONE}(?:は、?{_ENDS}|の全部)|次に掲げる条例は、?{_ENDS}[^「」]{{0,80}}?{_OLD_ONE}"
    rf"|{_OLD_ONE}[^。]{{0,80}}。[0-9一二三四五六七八九]?前項の条例は、[^。]{{0,30}}廃止"
)
# A review board's ordinance replaces that of the board before it.
_REPLACES_BOARD = re.compile(rf"審[査議]会(?:の?設置)?条例(?:\((?:[^()]|\([^()]*\))*\))?は、?{_ENDS}")
# … or hands on what was asked for under it; 諮問 are handed on to review boards too.
_HANDS_ON = re.compile(
    rf"{_OLD_ONE}[^。諮]{{0,40}}(?:請求|求め)[^。諮]{{0,80}}(?:この条例|なお従前|なお、?その効力)"
)
_PERSONAL_ALONE = re.compile(rf"(?<!特定){PERSONAL}(?!保護(?:審[査議]会|委員会|評価))")
_OTHER_MATTER = re.compile(r"審[査議]会|委員(?!会)|公文書|行政文書|個人番号|特定個人情報")
_REST_DENSE = 1.4
# … as the 附則 of a text without title says: 「この要綱は、…から施行する」.
_RULE_BEGINS = re.compile(r"この(?:規則|規程|要綱|要領|細則|訓令|告示|法律|政令)は、[^。]{0,60}施行")
# What no ordinance on another subject ends with.
_ENDS_PRIVACY = re.compile(
    r"(?:個人情報|個人データ|自己情報)[^。]{0,60}(?:提供|盗用|漏ら)[^。]{0,40}(?:懲役|拘禁刑|罰金)|不正の手段により[^。]{0,30}開示を受けた者"
    r"|個人情報(?:の?保護)?(?:に関する)?(?:制度)?の(?:実施|運用|運営|施行)の?状況|個人情報の(?:適正な)?取扱いに[^。]{0,6}苦情"
)
_BOARD = re.compile(r"審[査議]会|委員")
# What may be asked of one's own data, and of no document.
_RIGHTS = re.compile(
    r"利用停止|(?:利用|使用)の停止|(?:訂正|削除|中止)(?:の|を)?(?:請求|求め|決定)"
    r"|保護法第|(?<![治査号務害])法第[^。]{1,40}?(?:開示|訂正|利用停止)"
)
_DOCUMENTS = re.compile(r"公文書|行政文書")
_COMPUTING = re.compile("電子計算組織|電算組織|電子計算機処理")


def rest_is_about_privacy(words: str, closing: str, effective: date | None) -> bool:
    """Whether the articles of a text without title are about personal information, or its 附則 replaces the old ordinance.

    Args:
        words: its provisions.
        closing: its 附則.
        effective: the day on which it came into force, if known.
    """
    personal, other = len(_PERSONAL_ALONE.findall(words)), len(_OTHER_MATTER.findall(words))
    national, rights = len(NATIONAL.findall(words)), len(_RIGHTS.findall(words))
    if _REPLACES.search(closing) or _HANDS_ON.search(closing):
        # 情報公開条例 took the place of an ordinance on both.
        return len(_DOCUMENTS.findall(words)) <= 2 * (personal + national + rights) + 2
    if _RULE_BEGINS.search(closing) or _REPLACES_BOARD.search(closing):
        return False
    penalties = ACT_PENALTIES.search(words) or (_ENDS_PRIVACY.search(words) and not _BOARD.search(words))
    computing = personal and len(_COMPUTING.findall(words)) > 1
    if penalties or computing or (COMPUTER_TITLE.search(words) and limits_computing(words)):
        return True
    density = (personal + rights + national) / (len(words) / 1000 + 1)
    if personal + rights <= 2 or density <= _REST_DENSE:  # noqa: PLR2004 - no mere aside
        return False
    if effective is not None and effective < local_days().implementing_from:
        return (
            not other or other < 2 * personal
        )  # an ordinance older than the Act's rule cites it because it was amended
    return other <= 2 * (personal + rights) + 3 * national
