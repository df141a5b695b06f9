"""A file that is nothing but a table of old and new: the new column is read, the old one never is taken for law."""

import io
from datetime import date

import docx
import pytest
from outlines import body, parsed
from pdf_files import apart

from pirules.gap import report_on
from pirules.ordinance import parse, read
from pirules.ordinance.amending_tables import new_text
from pirules.ordinance.model import Kind, NodeType, Ordinance
from pirules.ordinance.references import resolve

NEW = "この条例において「実施機関」とは、市長、教育委員会及び議会をいう。"
OLD = "この条例において「実施機関」とは、市長及び教育委員会をいう。"
ROWS = [
    ("（定義）", "（定義）"),
    ("第2条　（略）", "第2条　（略）"),
    (f"２　{NEW}", f"２　{OLD}"),
    ("（手数料）", "（手数料）"),
    ("第5条　次に掲げる者の手数料は、無料とする。", "第5条　手数料は、1件につき300円とする。"),
    ("(1)～(3)　（略）", "(1)～(3)　（略）"),
    ("(4)　第2条第2項の機関", ""),
    ("第6条から第9条まで　（略）", "第6条から第9条まで　（略）"),
    ("（削る）", "第10条　市長は、廃棄する。"),
]
TITLE = "花野市個人情報の保護に関する法律施行条例の一部を改正する条例（案）新旧対照表"
TREE = [
    "art2〈定義〉[p1 p2]",
    "art5〈手数料〉[p1[i1:3 i4]]",
    "art6:9[p1]",
]


def in_text(parted: str, *, new_first: bool = True, edge: str = "") -> str:
    rows = [("改正後", "改正前"), *ROWS]
    lines = [edge + parted.join(row if new_first else row[::-1]) + edge for row in rows]
    return "\n".join([TITLE, *lines, ""])


def in_word(*, new_first: bool = True, above: str = TITLE) -> bytes:
    document = docx.Document()
    document.add_paragraph(above)
    rows = [("改正案", "現　　行"), *ROWS]
    table = document.add_table(rows=0, cols=2)
    for row in rows:
        cells = table.add_row().cells
        for cell, words in zip(cells, row if new_first else row[::-1], strict=True):
            cell.text = words
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def in_page() -> bytes:
    rows = [("新", "旧"), *ROWS]
    cells = "".join(f"<tr><td><p>{new}</p></td><td><p>{old}</p></td></tr>" for new, old in rows)
    return f"<html><body><h1>{TITLE}</h1><table>{cells}</table></body></html>".encode()


SOURCES = {
    "tabs": in_text("\t").encode(),
    "bars": in_text(" | ", edge="|").encode(),
    "old column first": in_text("\t", new_first=False).encode(),
    "word": in_word(),
    "word, old column first": in_word(new_first=False),
    "page": in_page(),
}


def without_notes(outline: str) -> str:
    for note in ("[note]", " note", "note ", "note", "[]"):
        outline = outline.replace(note, "")
    return outline


def read_all(data: bytes) -> Ordinance:
    return parse(read(data))


@pytest.mark.parametrize("data", SOURCES.values(), ids=SOURCES.keys())
def test_the_new_column_is_the_tree_and_the_old_one_stands_in_notes(data: bytes):
    ordinance = read_all(data)
    assert [one for line in body(ordinance) if (one := without_notes(line))] == TREE
    assert (ordinance.title, ordinance.body) == ("花野市個人情報の保護に関する法律施行条例", "花野市")
    assert ordinance.kind is Kind.IMPLEMENTATION
    notes = [node for node in ordinance.walk() if node.type is NodeType.NOTE]
    shown = "".join(ordinance.text[slice(*node.span)] for node in notes)
    assert OLD in shown
    assert NEW not in shown
    paragraph = next(
        node for node in ordinance.walk() if node.type is NodeType.PARAGRAPH and node.number == "2"
    )
    assert paragraph.own_text(ordinance.text).strip("| ") == NEW


@pytest.mark.parametrize("data", SOURCES.values(), ids=SOURCES.keys())
def test_which_column_was_read_is_said_once_and_no_number_is_called_missing(data: bytes):
    problems = read_all(data).problems
    assert [problem.code for problem in problems] == ["P225"]
    assert "の欄を条例の規定として読み" in problems[0].message


@pytest.mark.parametrize("data", SOURCES.values(), ids=SOURCES.keys())
def test_references_of_the_old_column_are_not_read(data: bytes):
    found = resolve(read_all(data)).references
    assert [(one.text, one.article, one.paragraph, one.resolved) for one in found] == [
        ("第2条第2項", "2", "2", True)
    ]


def test_nothing_is_missing_from_an_ordinance_of_which_only_changes_are_shown():
    report = report_on(read_all(SOURCES["tabs"]), model=False)
    assert not report.missing
    assert "P225" in {problem.code for problem in report.problems}


@pytest.mark.parametrize(
    "text",
    [
        "花野市個人情報保護法施行条例新旧対照表\n改正後　　　　　改正前\n第5条　公表する。　　第5条　公表しない。\n",
        "花野市個人情報保護法施行条例新旧対照表\n改正後\n改正前\n第5条　公表する。\n第5条　公表しない。\n",
        # A cell goes on below: which column a line without a tab belongs to can't be known.
        "花野市個人情報保護法施行条例新旧対照表\n新\t旧\n第5条　甲。\n２　乙。\t第5条　甲。\n２　丙。\n第6条　丁。\t第6条　戊。\n",
    ],
)
def test_columns_that_cannot_be_told_apart_are_not_read_at_all(text: str):
    ordinance = parsed(text)
    assert [problem.code for problem in ordinance.problems] == ["P226"]
    assert set(body(ordinance)) == {"note"}
    assert not report_on(ordinance, model=False).missing


HEAD = "花野市条例　新旧対照表\n"
BESIDE = {
    "blanks as wide as kanji": HEAD
    + """　　　　　改正後　　　　　　　　　　　　　　改正前
　（趣旨）　　　　　　　　　　　　　　（趣旨）
第１条　この条例は、法の施行に　　　第１条　この条例は、法の施行に
　関し必要な事項を定める。　　　　　　必要な事項を定める。
　（手数料）　　　　　　　　　　　　　（手数料）
第２条　次の手数料は、無料とす　　　第２条　手数料は、徴収しない。
　る。
（１）　開示
２　写しの作成に要する費用は、
　請求者の負担とする。
""",
    "blanks half as wide, old column first": HEAD
    + """現行                        改 正 案
（趣旨）                    （趣旨）
第１条 この条例は、法の施   第１条 この条例は、法の施行
行に必要な事項を定める。    に関し必要な事項を定める。
（手数料）                  （手数料）
第２条 手数料は、徴収しな   第２条 次の手数料は、無料と
い。                        する。
                            （１） 開示
                            ２ 写しの作成に要する費用は、
                            請求者の負担とする。
""".replace("改 正 案", "改正案"),
    "a drawn frame": HEAD
    + """┌──────────────┬──────────────┐
│　　改正後　　　　　　　　　│　　改正前　　　　　　　　　│
├──────────────┼──────────────┤
│（趣旨）　　　　　　　　　　│（趣旨）　　　　　　　　　　│
│第１条　この条例は、法の施行│第１条　この条例は、法の施行│
│に関し必要な事項を定める。　│に必要な事項を定める。　　　│
├──────────────┼──────────────┤
│（手数料）　　　　　　　　　│（手数料）　　　　　　　　　│
│第２条　次の手数料は、無料と│第２条　手数料は、徴収しない│
│する。　　　　　　　　　　　│。　　　　　　　　　　　　　│
│（１）　開示　　　　　　　　│　　　　　　　　　　　　　　│
│２　写しの作成に要する費用は│　　　　　　　　　　　　　　│
│、請求者の負担とする。　　　│　　　　　　　　　　　　　　│
└──────────────┴──────────────┘
""",
}


@pytest.mark.parametrize("text", BESIDE.values(), ids=BESIDE.keys())
def test_columns_side_by_side_are_parted_where_no_line_fills_the_strip_between_them(text: str):
    ordinance = parsed(text)
    assert [problem.code for problem in ordinance.problems] == ["P225"]
    assert [one for line in body(ordinance) if (one := without_notes(line))] == [
        "art1〈趣旨〉[p1]",
        "art2〈手数料〉[p1[i1] p2]",
    ]
    shown = [node for node in ordinance.walk() if node.type is not NodeType.NOTE]
    words = {node.number: "".join(node.own_text(ordinance.text).split()) for node in shown}
    assert words["2"] == "写しの作成に要する費用は、請求者の負担とする。"
    assert "徴収しない" not in "".join(words.values())


THREE = {
    "remarks at the right": """花野市条例新旧対照表
改正後　　　　　　　　　　　　　　　改正前　　　　　　　　　　　　　　　備考
（趣旨）　　　　　　　　　　　　　　（趣旨）
第1条　法の施行に関し必要な　　　　　第1条　法の施行に必要な事項　　　　　字句の整理
事項を定める。　　　　　　　　　　　を定める。
（手数料）　　　　　　　　　　　　　（手数料）
第2条　次の手数料は、無料とする。　　第2条　手数料は、徴収しない。　　　　無料とする。
""",
    "numbers at the left, old before new": """花野市条例新旧対照表
条　　　　現　　行　　　　　　　　　　　　　改　正　案
　　　　　（趣旨）　　　　　　　　　　　　　（趣旨）
第1条　　 第1条　法の施行に必要な事項を　　　第1条　法の施行に関し必要な事項を
　　　　　定める。　　　　　　　　　　　　　定める。
　　　　　（手数料）　　　　　　　　　　　　（手数料）
第2条　　 第2条　手数料は、徴収しない。　　　第2条　次の手数料は、無料とする。
""",
}


@pytest.mark.parametrize("text", THREE.values(), ids=THREE.keys())
def test_a_third_column_set_with_blanks_is_told_from_old_and_new(text: str):
    ordinance = parsed(text)
    assert [problem.code for problem in ordinance.problems] == ["P225"]
    assert [one for line in body(ordinance) if (one := without_notes(line))] == [
        "art1〈趣旨〉[p1]",
        "art2〈手数料〉[p1]",
    ]
    shown = (node for node in ordinance.walk() if node.type is NodeType.PARAGRAPH)
    assert ["".join(node.own_text(ordinance.text).split()) for node in shown] == [
        "法の施行に関し必要な事項を定める。",
        "次の手数料は、無料とする。",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        # the second row isn't set below the first
        "第１条　この条例は、甲とする。　　第１条　この条例は、乙とする。\n第２条　丙　　第２条　丁\n２　戊を含む長い文章とする。　　　　２　己\n",
        "第１条　甲とする。　　第１条　乙とする。　　字句\n第２条　甲とする。　　第２条　乙とする。　　字句\n",
        "この条例は、甲とする。　　この条例は、乙とする。\nこの条例は、丙とする。　　この条例は、丁とする。\n",
    ],
)
def test_where_the_strip_is_not_the_only_one_nothing_is_read(rows: str):
    ordinance = parsed(HEAD + "改正後　　　　　　　　　　改正前\n" + rows)
    assert [problem.code for problem in ordinance.problems] == ["P226"]
    assert not [node for node in ordinance.walk() if node.type is NodeType.ARTICLE]


def page_of(rows: list[tuple[str, str]], top: float) -> list[tuple[str, float, float]]:
    """The words of a page, cell after cell as Word writes them, in lines of eight characters."""
    words: list[tuple[str, float, float]] = []
    for row in rows:
        depth = 0
        for cell, x in zip(row, (60.0, 180.0), strict=True):
            pieces = [cell[place : place + 8] for place in range(0, len(cell), 8)]
            words += ((piece, x, top - 14 * place) for place, piece in enumerate(pieces))
            depth = max(depth, len(pieces))
        top -= 14 * depth
    return words


@pytest.mark.parametrize("new_first", [True, False])
def test_cells_of_a_pdf_are_told_by_their_places(new_first: bool):
    rows = [
        ("改正案", "現行"),
        ("（趣旨）", "（趣旨）"),
        ("第１条　この条例は、法の施行に関し必要な事項を定める。", "第１条　法の施行に必要な事項を定める。"),
        ("第２条　次の手数料は、無料とする。", "第２条　手数料は、徴収しない。"),
        ("（１）　開示", ""),
    ]
    more = [("２　写しの作成に要する費用は、請求者の負担とする。", ""), ("第３条　（略）", "第３条　（略）")]
    rows, more = ([row if new_first else row[::-1] for row in part] for part in (rows, more))
    pages = [
        [("花野市条例新旧対照表", 60.0, 800.0), *page_of(rows, 770.0), ("1", 150.0, 30.0)],
        [
            ("花野市条例新旧対照表", 60.0, 800.0),
            *page_of(more, 770.0),
            ("附則", 60.0, 600.0),
            ("この条例は、令和五年四月一日から施行する。", 60.0, 586.0),
            ("2", 150.0, 30.0),
        ],
    ]
    ordinance = parse(read(apart(pages)))
    assert [problem.code for problem in ordinance.problems] == ["P225"]
    assert [one for line in body(ordinance) if (one := without_notes(line))] == [
        "art1〈趣旨〉[p1]",
        "art2[p1[i1] p2]",
        "art3[p1]",
        "suppl[p1]",
    ]
    shown = "".join(
        node.own_text(ordinance.text) for node in ordinance.walk() if node.type is not NodeType.NOTE
    )
    assert "徴収しない" not in shown
    assert ordinance.effective_on == date(2023, 4, 1)


def test_a_pdf_whose_columns_touch_is_not_read():
    rows = [("改正案", "現行"), ("第１条　この条例は、甲", "第１条　この条例は、乙")]
    words = [
        (cell, 60.0 + 60 * place, 770.0 - 14 * line)
        for line, row in enumerate(rows)
        for place, cell in enumerate(row)
    ]
    ordinance = parse(
        read(apart([[("花野市条例新旧対照表", 60.0, 800.0), *words, ("第２条　丙を定める。", 60.0, 700.0)]]))
    )
    assert [problem.code for problem in ordinance.problems] == ["P226"]


ORDINANCE = "花野市条例\n第1条　甲を定める。\n第2条　次の表による。\n"


@pytest.mark.parametrize(
    "text",
    [
        ORDINANCE + "新\t旧\n花野町\t旧花野町\n附　則\nこの条例は、公布の日から施行する。\n",
        "花野市条例の一部を改正する条例\n花野市条例の一部を次の表のように改正する。\n改正後\t改正前\n第5条　甲。\t第5条　乙。\n",
        "花野市条例\n第1条　改正後の規定及び改正前の規定は、この条例による。\n",
        "花野市条例\n新\t旧\n",
    ],
)
def test_a_table_within_an_ordinance_or_below_a_sentence_that_amends_stays_what_it_is(text: str):
    codes = {problem.code for problem in parsed(text).problems}
    assert ("P225" in codes) is (text == "花野市条例\n新\t旧\n")
    assert "P226" not in codes


def test_a_table_of_an_amending_ordinance_in_word_is_left_to_the_amendment():
    data = in_word(above="花野市条例の一部を改正する条例\n花野市条例の一部を次のように改正する。")
    assert "P225" not in {problem.code for problem in read_all(data).problems}


@pytest.mark.parametrize("edge", ["\t", "|"])
def test_an_article_that_an_amendment_deletes_is_no_new_text(edge: str):
    rows = [("改正後", "改正前"), ("", "第5条　旧。"), ("第6条　新。", "第6条　旧。")]
    bars = "|" if edge == "|" else ""
    text = "\n".join(f"{bars}{new}{edge}{old}{bars}" for new, old in rows)
    found = [text[start:end] for start, end in new_text(text, (0, len(text)))]
    assert found == ["第6条　新。"]


def test_provisions_below_the_table_and_a_second_table_are_read():
    text = in_text("\t") + "附　則\nこの条例は、令和6年4月1日から施行する。\n"
    ordinance = parsed(text)
    assert body(ordinance)[-1] == "suppl[p1]"
    twice = in_text("\t") + "（第2条関係）\n改正後\t改正前\n第3条　丙。\t第3条　丁。\n"
    assert "art3[p1[note]]" in body(parsed(twice))


def in_rows(*rows: tuple[str, ...]) -> bytes:
    """A Word file with one table; a row of one cell goes over all columns, lines of a cell are paragraphs."""
    document = docx.Document()
    table = document.add_table(rows=0, cols=max(map(len, rows)))
    for row in rows:
        cells = table.add_row().cells
        if len(row) == 1:
            cells = [cells[0].merge(cells[-1])]
        for cell, words in zip(cells, row, strict=True):
            first, *further = words.split("\n")
            cell.text = first
            for line in further:
                cell.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_rows_over_both_columns_further_columns_and_heads_that_come_again_are_read():
    ordinance = read_all(
        in_rows(
            ("花野市個人情報保護法施行条例新旧対照表",),
            ("現　行", "改正案", "備考"),
            (
                "（開示）\n第2条　甲とする。",
                "（開示）\n第2条　次に掲げる者は、届け出る。\n(1)　乙\n(2)　丙",
                "追加",
            ),
            ("第2章　雑則",),
            ("現　行", "改正案", "備考"),
            ("", "附　則\nこの条例は、公布の日から施行する。", ""),
            ("別表（第2条関係）\n区分　料", "別表（第2条関係）\n区分　額", ""),
        )
    )
    found = [one for line in body(ordinance) if (one := without_notes(line))]
    assert found == ["art2〈開示〉[p1[i1 i2]]", "ch2", "suppl[p1]", "table"]
    assert ordinance.title == "花野市個人情報保護法施行条例"
    assert {problem.code for problem in ordinance.problems} == {"P225"}


def test_a_cell_of_a_page_that_goes_over_both_columns_belongs_to_both():
    rows = "<tr><td colspan='2'>第2章　開示</td></tr><tr><td>第3章　旧</td><td></td></tr><tr><td>第9条　丁</td><td>第9条　戊</td></tr>"
    page = f"<html><body><h1>{TITLE}</h1><table><tr><th>現行</th><th>改正案</th></tr>{rows}</table></body></html>"
    found = [one for line in body(read_all(page.encode())) if (one := without_notes(line))]
    assert found == ["ch2[art9[p1]]"]


def test_breaks_within_cells_of_a_markdown_table_divide_lines():
    text = "| 改正後（案） | 現行 |\n|---|---|\n| （期限）<br>第4条　15日とする。<br>２　（略） | （期限）<br>第4条　30日とする。<br>２　（略） |\n"
    ordinance = read_all(f"# 花野市条例 新旧対照表\n\n{text}".encode())
    assert [without_notes(one) for one in body(ordinance)][-1] == "art4〈期限〉[p1 p2]"
    assert not [
        one
        for one in ordinance.walk()
        if "30日" in one.own_text(ordinance.text) and one.type is not NodeType.NOTE
    ]


def test_what_a_paper_says_above_the_table_is_no_preamble():
    ordinance = parsed(
        "資料1\n花野市条例の一部改正について\n1　理由　法が改正された。\n新\t旧\n第2条　甲とする。\t第2条　乙とする。\n"
    )
    assert ordinance.title == "花野市条例"
    assert [one for line in body(ordinance) if (one := without_notes(line))] == ["art2[p1]"]


def test_a_table_of_any_length_is_read():
    rows = "".join(f"第{n}条　甲とする。\t第{n}条　乙とする。\n" for n in range(1, 2000))
    ordinance = parsed("花野市条例新旧対照表\n改正後\t改正前\n" + rows)
    assert sum(node.type is NodeType.ARTICLE for node in ordinance.walk()) == 1999
