"""Carrying out the 改め文 of a draft on the old text gives the draft: on made-up ordinances in several styles, and on the samples."""

import random
import re

import pytest
from amendment_interpreter import lines_of, merged

from pirules.data import ordinances_dir
from pirules.errors import InputError
from pirules.gap import report_on
from pirules.ordinance import load, parse
from pirules.ordinance.model import Document
from pirules.report.draft import draft_of
from pirules.report.draft.again import looked_over
from pirules.text.numerals import to_kanji

FORBIDDEN = (
    "市の機関は、通信回線により電子計算機を結合して保有個人情報を市の機関以外の者に提供してはならない。",
    "市の機関は、個人情報を収集するときは、本人から収集しなければならない。",
    "市の機関は、思想、信条及び宗教に関する個人情報を収集してはならない。",
    "保有個人情報を不正に提供した者は、30万円以下の罰金に処する。",
)
HARMLESS = (
    "市の機関は、保有個人情報の安全管理のために必要な措置を講じなければならない。",
    "市長は、毎年度、個人情報の取扱いの状況を公表するものとする。",
    "市の機関は、職員に対し、個人情報の取扱いに関する研修を行うものとする。",
    "{refer}に定めるもののほか、必要な措置は、市長が定める。",
    "市長は、{refer}の規定による措置の状況を公表するものとする。",
)
PENALTIES = (FORBIDDEN[3], "偽りその他不正の手段により個人情報の開示を受けた者は、5万円以下の過料に処する。")
ITEMS = (
    "職員に対する研修を行うこと。",
    "記録の方法を市長が定めること。",
    "前条の措置を記録すること。",
)
BRACKETS = ("(死者に関するものを含む。)", "(以下この条において「情報」という。)")
RELATIVE = ("前項", "前2項", "前条", "第{a}条第{p}項", "第{a}条", "第{a}条から第{b}条まで", "附則第2項")


def made_up(seed):
    """Return an ordinance of a seeded shape: chapters or none, paragraphs, items, ただし書, references, 別表, style of numerals."""
    rng = random.Random(seed)
    count = rng.randint(4, 12)
    chapters = rng.random() < 0.5
    paragraphs = {number: rng.randint(1, 4) for number in range(2, count)}
    lines = ["笹原市個人情報の保護に関する法律施行条例", "令和5年3月20日", "条例第7号"]
    cut = count // 2
    penalties = rng.choice((0, 0, 1, 2, 3))
    # What changes most is the number of the last article: 第6条の2 where it has a 枝番.
    branch = rng.choice([0, 0, *range(2, count)])
    if chapters:
        lines += [
            "目次",
            f"　第1章　総則(第1条―第{cut}条{'の2' * (branch == cut)})",
            f"　第2章　雑則(第{cut + 1}条―第{count}条)",
            *([f"　第3章　罰則({places(count + 1, penalties)})"] if penalties else []),
            "　附則",
            "第1章　総則",
        ]
    lines += [
        "(趣旨)",
        "第1条　この条例は、個人情報の保護に関する法律(平成15年法律第57号。以下「法」という。)の施行に関し必要な事項を定めるものとする。",
    ]
    for number in range(2, count):
        if chapters and number == cut + 1:
            lines.append("第2章　雑則")
        lines.append(f"(規定{to_kanji(number)})")
        for paragraph in range(1, paragraphs[number] + 1):
            lines += _paragraph(rng, number, paragraph, count, paragraphs)
        if number == branch:
            lines += [
                f"(規定{to_kanji(number)}の二)",
                f"第{number}条の2　{rng.choice((FORBIDDEN[0], HARMLESS[0]))}",
            ]
    if chapters and cut + 1 == count:
        lines.append("第2章　雑則")
    lines += [
        "(委任)",
        f"第{count}条　この条例の施行に関し必要な事項は、規則で定める。",
        *(["第3章　罰則"] if chapters and penalties else []),
        *(f"第{count + 1 + k}条　{rng.choice(PENALTIES)}" for k in range(penalties)),
        "附　則",
        "(施行期日)",
    ]
    lines += [
        "1　この条例は、令和5年4月1日から施行する。",
        "(経過措置)",
        "2　第2条第1項の規定は、令和6年4月1日から適用する。",
    ]
    lines += [f"別表(第{rng.randint(2, count - 1)}条関係)", "|事項|方法|", "|公表|掲示|"]
    return "\n".join(lines) + "\n"


def places(first, count):
    """Return 第7条, 第7条・第8条, 第7条―第9条 as a contents list prints them."""
    mark = "・" if count == 2 else "―"
    return f"第{first}条" + (f"{mark}第{first + count - 1}条" if count > 1 else "")


def _paragraph(rng, number, paragraph, count, paragraphs):
    words = rng.choice(FORBIDDEN) if rng.random() < 0.35 else rng.choice(HARMLESS)
    a = rng.randint(2, count - 1)
    refer = rng.choice(RELATIVE).format(a=a, b=min(count, a + 2), p=rng.randint(1, paragraphs[a]))
    if (
        (refer == "前項" and paragraph < 2)
        or (refer == "前2項" and paragraph < 3)
        or ("から" in refer and a + 2 > count)
    ):
        refer = "前条"
    label = f"第{number}条" if paragraph == 1 else str(paragraph)
    words = words.replace("{refer}", refer)
    if rng.random() < 0.2:
        items = [rng.choice((*ITEMS, FORBIDDEN[0], FORBIDDEN[2])) for _ in range(rng.randint(2, 4))]
        lead = "市の機関は、次に掲げるところにより保有個人情報を取り扱うものとする。"
        return [f"{label}　{lead}", *(f"({n})　{item}" for n, item in enumerate(items, 1))]
    if rng.random() < 0.1:
        words = f"市長は、保有個人情報{rng.choice(BRACKETS)}の取扱いの状況を公表するものとする。"
    if rng.random() < 0.15:
        words += "ただし、審議会の意見を聴いて保有個人情報を目的外に利用するときは、この限りでない。"
    return [f"{label}　{words}"]


def kanji(text):
    """Return a text as it is printed vertically: places and dates in kanji, 項 in full width digits."""
    text = re.sub(
        r"(?<=第)[0-9]+|[0-9]+(?=年|月|日|万|号)|(?<=前)[0-9]+", lambda m: to_kanji(int(m[0])), text
    )
    return text.translate(str.maketrans("0123456789()", "０１２３４５６７８９（）"))


def single(text):
    """Return a text with single digits in full width and longer numbers in half width (第９条, 第10条)."""
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    return re.sub("(?<![0-9])[0-9](?![0-9])", lambda m: m[0].translate(wide), text)


STYLES = {
    "kanji": kanji,
    "single digits wide": single,
    "half width": lambda text: text,
    "full width": lambda text: text.translate(str.maketrans("0123456789()", "０１２３４５６７８９（）")),
}


def check(text, numbering):
    ordinance = parse(Document(text))
    draft = draft_of(ordinance, report_on(ordinance, model=False), numbering=numbering)
    if not draft.amendment:
        assert draft.revised == text
        return draft
    assert lines_of(merged(text, draft.amendment)) == lines_of(draft.revised), draft.amendment
    return draft


@pytest.mark.parametrize("numbering", ["keep", "close"])
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("seed", range(20))
def test_carrying_out_the_amendment_gives_the_draft(seed, style, numbering):
    draft = check(STYLES[style](made_up(seed)), numbering)
    # Every reference of the draft that is resolved in the old text is resolved in the new one, or told to a person.
    codes = {problem.code for problem in parse(Document(draft.revised)).problems}
    assert not codes & {"P210", "P212"}


@pytest.mark.parametrize("numbering", ["keep", "close"])
@pytest.mark.parametrize("name", ["implementation_problem.txt", "legacy.txt", "implementation_clean.txt"])
def test_the_amendment_of_a_sample_gives_its_draft(name, numbering):
    check(load(ordinances_dir() / name).text, numbering)


CHAPTERS = """笹原市個人情報の保護に関する法律施行条例
令和5年3月20日
条例第7号
目次
　第1章　総則(第1条・第2条)
　第2章　取扱い(第3条―第6条)
　第3章　雑則(第7条―第10条)
　附則
第1章　総則
(趣旨)
第1条　この条例は、個人情報の保護に関する法律(平成15年法律第57号。以下「法」という。)の施行に関し必要な事項を定めるものとする。
(用語)
第2条　この条例において使用する用語の意義は、法において使用する用語の例による。
第2章　取扱い
(結合の制限)
第3条　市の機関は、通信回線により電子計算機を結合して保有個人情報を市の機関以外の者に提供してはならない。
(安全管理)
第4条　市の機関は、保有個人情報の安全管理のために必要な措置を講じなければならない。
2　市の機関は、個人情報を収集するときは、本人から収集しなければならない。
3　前2項に定めるもののほか、必要な措置は、市長が定める。
(公表)
第5条　市長は、毎年度、第4条第3項の措置及び第6条の規定による記録の状況を公表するものとする。
2　前項の公表は、第4条から第6条までの規定による措置について行う。
(記録)
第6条　市の機関は、前条の公表に必要な事項を別表に定めるところにより記録するものとする。
第3章　雑則
(手数料)
第7条　法第89条第2項の規定により納付しなければならない手数料の額は、零円とする。
(罰則)
第8条　保有個人情報を不正に提供した者は、30万円以下の罰金に処する。
第9条　偽りその他不正の手段により個人情報の開示を受けた者は、5万円以下の過料に処する。
(委任)
第10条　第7条に定めるもののほか、この条例の施行に関し必要な事項は、規則で定める。
附　則
(施行期日)
1　この条例は、令和5年4月1日から施行する。
(経過措置)
2　第4条第3項の規定は、令和6年4月1日から適用する。
別表(第6条関係)
|事項|記録の方法|
|第5条の公表|帳簿|
"""

KEPT = [
    "第3条を次のように改める。",
    "第3条　削除",
    "第4条第2項を削り、同条第3項中「前2項」を「前項」に改め、同項を同条第2項とする。",
    "第5条第1項中「第4条第3項」を「第4条第2項」に改める。",
    "第8条及び第9条を次のように改める。",
    "第8条及び第9条　削除",
    "附則第2項中「第4条第3項」を「第4条第2項」に改める。",
]
CLOSED = [
    "目次中「第3条―第6条」を「第3条―第5条」に、「第7条―第10条」を「第6条・第7条」に改める。",
    "第3条を削る。",
    "第4条第2項を削り、同条第3項中「前2項」を「前項」に改め、同項を同条第2項とし、同条を第3条とする。",
    "第5条第1項中「第4条第3項」を「第3条第2項」に、「第6条」を「第5条」に改め、同条第2項中「第4条から第6条まで」を「第3条から第5条まで」に改め、同条を第4条とする。",
    "第6条を第5条とし、第7条を第6条とし、第8条及び第9条を削る。",
    "第10条中「第7条」を「第6条」に改め、同条を第7条とする。",
    "附則第2項中「第4条第3項」を「第3条第2項」に改める。",
    "別表中「第6条」を「第5条」に、「第5条」を「第4条」に改める。",
]


@pytest.mark.parametrize(("numbering", "expected"), [("keep", KEPT), ("close", CLOSED)])
def test_the_sentences_go_from_front_to_back_in_the_form_of_councils(numbering, expected):
    amendment = check(CHAPTERS, numbering).amendment
    assert [line.strip() for line in amendment.splitlines()][2 : 2 + len(expected)] == expected


def test_the_head_cites_year_body_and_number_and_the_supplement_has_its_transition():
    lines = check(CHAPTERS, "keep").amendment.splitlines()
    assert (
        lines[1]
        == "　笹原市個人情報の保護に関する法律施行条例（令和5年笹原市条例第7号）の一部を次のように改正する。"
    )
    assert lines[-5:] == [
        "　　　附　則",
        "(施行期日)",
        "1　この条例は、公布の日から施行する。",
        "(経過措置)",
        "2　この条例の施行前にした行為に対する罰則の適用については、なお従前の例による。",
    ]


def test_five_articles_that_move_alike_are_said_as_a_range():
    safety = "市の機関は、保有個人情報の安全管理のために必要な措置を講じなければならない。"
    text = (
        CHAPTERS[: CHAPTERS.index("目次")]
        + CHAPTERS[CHAPTERS.index("(趣旨)") : CHAPTERS.index("第2章　取扱い\n(結合")]
    )
    text += f"(制限)\n第3条　{FORBIDDEN[0]}\n" + "".join(
        f"(措置{n})\n第{n}条　{safety}\n" for n in range(4, 9)
    )
    text += "(手数料)\n第9条　開示請求に係る手数料は、無料とする。\n附　則\nこの条例は、令和5年4月1日から施行する。\n"
    assert (
        "第3条を削り、第4条を第3条とし、第5条から第9条までを1条ずつ繰り上げる。"
        in check(text, "close").amendment
    )


@pytest.mark.parametrize(
    ("behind", "said"),
    [
        (3, "第4条を第3条とし、第5条を第4条とし、第6条を第5条とする。"),
        (4, "第4条を第3条とし、第5条から第7条までを1条ずつ繰り上げる。"),
    ],
)
def test_a_range_names_three_articles_at_least(behind, said):
    text = (
        CHAPTERS[: CHAPTERS.index("目次")] + "(趣旨)\n第1条　この条例は、法の施行に関し必要な事項を定める。\n"
    )
    text += f"(研修)\n第2条　{HARMLESS[2]}\n(制限)\n第3条　{FORBIDDEN[0]}\n"
    text += "".join(f"(措置{n})\n第{n}条　{HARMLESS[0]}\n" for n in range(4, 3 + behind))
    text += f"(手数料)\n第{3 + behind}条　開示請求に係る手数料は、無料とする。\n附　則\nこの条例は、令和5年4月1日から施行する。\n"
    assert f"第3条を削り、{said}" in check(text, "close").amendment


def test_three_articles_in_a_row_are_taken_out_as_a_range():
    text = (
        CHAPTERS[: CHAPTERS.index("目次")] + "(趣旨)\n第1条　この条例は、法の施行に関し必要な事項を定める。\n"
    )
    text += "".join(f"(制限)\n第{n}条　{FORBIDDEN[n % 3]}\n" for n in (2, 3, 4))
    text += "(手数料)\n第5条　開示請求に係る手数料は、無料とする。\n附　則\nこの条例は、令和5年4月1日から施行する。\n"
    assert "第2条から第4条までを削り、第5条を第2条とする。" in check(text, "close").amendment


def test_a_reference_to_an_item_that_becomes_deleted_is_told():
    text = (
        CHAPTERS[: CHAPTERS.index("目次")] + "(趣旨)\n第1条　この条例は、法の施行に関し必要な事項を定める。\n"
    )
    text += f"(措置)\n第2条　市の機関は、次に掲げるところによる。\n(1)　職員の研修\n(2)　{FORBIDDEN[0]}\n(3)　点検\n"
    text += "2　前項第1号及び第3号の措置は、市長が定める。\n3　第1項第2号の措置の状況は、市長が公表する。\n"
    text += "(手数料)\n第3条　開示請求に係る手数料は、無料とする。\n附　則\nこの条例は、令和5年4月1日から施行する。\n"
    draft = check(text, "keep")
    assert "第2条第1項第2号を次のように改める。\n　(2)　削除\n" in draft.amendment
    assert [line for line in draft.left if "引いています" in line] == [
        "第2条第3項の「第1項第2号」は、なくなる規定を引いています。確かめてください。"
    ]


def test_a_new_article_pushes_those_behind_it_down_before_it_is_added():
    text = CHAPTERS.replace(
        "(手数料)\n第7条　法第89条第2項の規定により納付しなければならない手数料の額は、零円とする。\n",
        "(旗)\n第7条　市長は、旗を掲げるものとする。\n",
    )
    text = text.replace(f"第3条　{FORBIDDEN[0]}", "第3条　市長は、庁舎の花壇を整えるものとする。").replace(
        "(罰則)\n第8条　保有個人情報を不正に提供した者は、30万円以下の罰金に処する。\n第9条　偽りその他不正の手段により個人情報の開示を受けた者は、5万円以下の過料に処する。\n",
        "(花壇)\n第8条　市長は、庁舎の花壇を整えるものとする。\n(時計)\n第9条　市長は、庁舎の時計を合わせるものとする。\n",
    )
    amendment = check(text, "close").amendment
    assert "第10条を第11条とし、第9条の次に次の1条を加える。" in amendment
    assert "「第7条―第10条」を「第7条―第11条」" in amendment


def test_a_caption_that_stood_over_two_articles_is_told():
    text = (
        CHAPTERS.replace("30万円以下の罰金に処する", "氏名を公表する")
        .replace(
            "第8条　保有個人情報を不正に提供した者は、氏名を公表する。",
            "第8条　市の機関は、個人情報を収集するときは、本人から収集しなければならない。",
        )
        .replace(
            "第9条　偽りその他不正の手段により個人情報の開示を受けた者は、5万円以下の過料に処する。",
            "第9条　市長は、研修を行うものとする。",
        )
    )
    assert any("見出し" in line for line in check(text, "keep").left)


def test_where_a_chapter_would_be_empty_numbers_are_kept_and_that_is_said():
    text = CHAPTERS.replace("(手数料)\n第7条", "第4章　罰則\n(手数料)\n第7条")
    draft = check(
        text.replace(
            "第3章　雑則\n第4章",
            "第3章　雑則\n(周知)\n第6条の2　市の機関は、個人情報を収集するときは、本人から収集しなければならない。\n第4章",
        ),
        "close",
    )
    assert any("繰り上げずに" in line for line in draft.left)


def test_three_paragraphs_in_a_row_are_taken_out_as_a_range():
    three = "".join(
        f"{n}　市の機関は、個人情報を収集するときは、本人から収集しなければならない。\n" for n in (3, 4, 5)
    )
    text = CHAPTERS.replace(
        "2　市の機関は、個人情報を収集するときは、本人から収集しなければならない。\n3　前2項に定めるもののほか",
        "2　市長は、研修を行うものとする。\n" + three + "6　前各項に定めるもののほか",
    )
    assert "第4条中第3項から第5項までを削り、第6項を第3項とする。" in check(text, "keep").amendment


def test_numbering_that_does_not_exist_is_refused():
    with pytest.raises(InputError, match="ばらばら"):
        check(CHAPTERS, "ばらばら")


PENAL_CHAPTER = CHAPTERS.replace(
    "第3章　雑則(第7条―第10条)", "第3章　雑則(第7条)\n　第4章　罰則(第8条―第10条)"
)
PENAL_CHAPTER = PENAL_CHAPTER.replace("(罰則)\n第8条", "第4章　罰則\n第8条").replace(
    "(委任)\n第10条　第7条に定めるもののほか、この条例の施行に関し必要な事項は、規則で定める。",
    "第10条　第8条の規定は、市の区域外において罪を犯した者にも適用する。",
)


@pytest.mark.parametrize("numbering", ["keep", "close"])
def test_a_last_chapter_of_which_nothing_is_left_goes_with_its_line_of_the_contents(numbering):
    draft = check(PENAL_CHAPTER, numbering)
    assert "第4章を削る。" in draft.amendment
    assert "「第4章　罰則(第8条―第10条)」を削る。" in draft.amendment
    assert "罰則(" not in draft.revised
    assert "第4章を削る。" in draft.applied


def test_the_last_articles_go_and_no_deleted_ones_are_left_behind():
    text = CHAPTERS.replace(
        "(委任)\n第10条　第7条に定めるもののほか、この条例の施行に関し必要な事項は、規則で定める。\n", ""
    )
    draft = check(text.replace("第7条―第10条", "第7条―第9条"), "keep")
    assert "第8条及び第9条を削る。" in draft.amendment
    assert "「第7条―第9条」を「第7条」に" in draft.amendment


def test_the_last_branch_of_an_article_goes_and_the_contents_follow():
    branch = f"(結合)\n第6条の2　{FORBIDDEN[0]}\n第3章　雑則\n(手数料)"
    text = CHAPTERS.replace("第3条―第6条", "第3条―第6条の2").replace("第3章　雑則\n(手数料)", branch)
    amendment = check(text, "keep").amendment
    assert "第6条の2を削る。" in amendment
    assert "「第3条―第6条の2」を「第3条―第6条」に" in amendment


def test_a_branch_that_stays_stays_in_the_contents():
    branch = f"(研修)\n第6条の2　{HARMLESS[2]}\n第3章　雑則\n(手数料)"
    text = CHAPTERS.replace("第3条―第6条", "第3条―第6条の2").replace("第3章　雑則\n(手数料)", branch)
    assert "目次" not in check(text, "keep").amendment
    assert "「第3条―第6条の2」を「第3条―第5条の2」に" in check(text, "close").amendment


LISTED = "第4条　市の機関は、次に掲げるところにより取り扱う。\n(1)　職員の研修\n(2)　点検\n"


def test_the_last_items_go_with_their_numbers():
    text = CHAPTERS.replace(
        "第4条　市の機関は、保有個人情報の安全管理のために必要な措置を講じなければならない。\n",
        f"{LISTED}(3)　{FORBIDDEN[0]}\n(4)　{FORBIDDEN[2]}\n",
    )
    assert "第4条第1項第3号及び第4号を削り、同条第2項を削り、" in check(text, "keep").amendment


def test_a_list_of_which_one_item_is_left_is_told():
    text = CHAPTERS.replace(
        "第4条　市の機関は、保有個人情報の安全管理のために必要な措置を講じなければならない。\n",
        LISTED.replace("(2)　点検", f"(2)　{FORBIDDEN[0]}"),
    )
    assert (
        "第4条第1項の下の号などが一つになります。その前の文を確かめてください。" in check(text, "keep").left
    )


OWN_TERMS = CHAPTERS.replace(
    "第2条　この条例において使用する用語の意義は、法において使用する用語の例による。\n",
    "第2条　この条例において、次の各号に掲げる用語の意義は、当該各号に定めるところによる。\n"
    "(1)　個人情報　個人に関する情報(死者に関する情報を含む。)であって、特定の個人を識別することができるものをいう。\n"
    "(2)　市の機関　市長及び教育委員会をいう。\n",
)


def test_a_bracket_that_widens_what_is_meant_is_cut_out_and_the_rest_stays():
    draft = check(OWN_TERMS, "keep")
    assert "第2条第1号中「(死者に関する情報を含む。)」を削る。" in draft.amendment
    assert "(1)　個人情報　個人に関する情報であって、特定の個人を" in draft.revised


def test_what_a_report_on_the_draft_still_refuses_is_told():
    ordinance = parse(Document(OWN_TERMS))
    report = report_on(ordinance)
    draft = looked_over(draft_of(ordinance, report), report)
    assert [line.split("　")[0] for line in draft.remaining] == ["第2条第1号"]
    assert looked_over(draft_of(ordinance, report, ["missing"]), report).remaining == ()


def test_what_a_draft_takes_away_and_the_act_asks_for_is_told():
    text = CHAPTERS.replace(
        "法第89条第2項の規定により納付しなければならない手数料の額は、零円とする。",
        "開示請求に係る手数料は、1件につき5,000円とする。",
    )
    ordinance = parse(Document(text))
    report = report_on(ordinance)
    assert not report.missing
    fee = next(finding.id for finding in report.findings if finding.provision == "第7条")
    draft = looked_over(draft_of(ordinance, report, ["not_permitted", fee]), report)
    assert [line.partition("　")[0] for line in draft.remaining] == [
        "開示請求手数料（不足する規定。ほかの条例に定めがあれば、足りています）"
    ]


def test_the_supplement_of_an_amending_ordinance_is_left_as_it_was_made():
    text = CHAPTERS.replace(
        "別表(第6条関係)",
        "附　則(令和6年3月8日条例第3号)\nこの条例による改正後の第7条の規定は、令和6年4月1日から適用する。\n別表(第6条関係)",
    )
    draft = check(text, "close")
    assert "改正後の第7条の規定は" in draft.revised
    assert any("附則(令和6年条例第3号)" in line and "改正の時" in line for line in draft.left)
