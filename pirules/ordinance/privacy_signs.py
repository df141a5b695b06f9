"""What tells an ordinance on personal information, of whatever generation, from one on another subject."""

import re

#: What ordinances of all generations call it.
PERSONAL = r"(?:個人(?:の?(?:情報|記録)|データ|に関する(?:情報|データ))|自己の?(?:情報|記録)|プライバシー)"
PRIVACY = re.compile(PERSONAL)
#: It begins with a letter, not with a look behind it: so the search leaps from one 法 to the next.
NATIONAL = re.compile(r"法(?<![治査号務害]法)律?第 ?[0-9一二三四五六七八九十百]+条")
#: Penalties that the Act has for those who hold personal information (法176条 to 180条); only an assembly, to which it doesn't apply, and
# the ordinances before it have them too.
ACT_PENALTIES = re.compile(
    r"(?:個人の秘密に属する事項が記録|個人の秘密を収集|(?:自己若しくは第三者の|不正な)利益を図る目的で[^。]{0,10}提供)[^。]{0,120}(?:懲役|拘禁刑|罰金)"
)
#: The first generation rules on the computer that holds the data (電子計算組織の運営に関する条例) and often has no 個人情報 in its
# name, nor a right of disclosure; what makes it one is that it limits recording, use, provision or linkage of personal information.
COMPUTER_TITLE = re.compile(
    r"電子計算|電算|電子情報処理|電子機器|コンピュータ|個人(?:データ|に関する情報|の?秘密)|プライバシー"
)
_DATA = r"(?:個人(?:情報|データ|の情報|に関する(?:情報|データ|事項|項目)|の?記録|の?秘密)|データ|記録|情報)"
_COMPUTER = (
    re.compile(r"(?:思想|信条|宗教).{0,60}(?:記録|入力|収集|含め|保管|処理)[^。]{0,12}(?:なら|でき|し)ない"),
    re.compile(
        rf"{_DATA}[^。]{{0,80}}(?:提供|閲覧|利用|使用|公表)[^。]{{0,24}}(?:ならない|できない|しないものとする)"
    ),
    re.compile(r"(?:結合|接続)[^。]{0,30}(?:ならない|できない|行わない|しないものとする|禁止)"),
    re.compile(r"個人(?:情報|データ|に関する情報)(?:」|とは|[^。]{0,8}個人に関する)[^。]{0,120}をいう"),
    re.compile(
        r"自己の?(?:データ|記録|情報|に関する(?:データ|記録|情報))[^。]{0,40}(?:開示|照会|閲覧|訂正|誤り)"
    ),
    re.compile(rf"{_DATA}[^。]{{0,20}}(?:漏ら|窃用|知らせ)[^。]{{0,30}}ならない"),
    re.compile(
        r"(?:記録|入力|処理)する[^。]{0,20}(?:個人|項目|事項|データ)[^。]{0,60}(?:最小限|必要な限度|必要なもの)"
    ),
)


def limits_computing(words: str) -> bool:
    """Whether an ordinance on the computer limits what is done with the information of persons."""
    return sum(1 for sign in _COMPUTER if sign.search(words)) >= 2  # noqa: PLR2004 - one may be a mere aside
