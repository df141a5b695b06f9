"""Reports as files: everything is in them, nothing hostile comes through, and they open."""

import copy
import io
import json
import re
import zipfile
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn

from pirules.errors import InputError
from pirules.report import DECISION_FORMATS, GAP_FORMATS, Source, gap_view, render_decision, render_gap
from pirules.report.grouping import provisions_of
from pirules.rules.ruleset import load_ruleset

DATA = Path(__file__).parent / "data"
REPORT = json.loads((DATA / "report.json").read_text(encoding="utf-8"))
ANSWER = json.loads((DATA / "answer.json").read_text(encoding="utf-8"))
REQUEST = {"title": "県からの照会", "recipient": {"kind": "other_local_organ"}, "consent": {"given": False}}


def _section(name, caption, begin, text, kind="article"):
    span = [begin, begin + len(text)]
    return {
        "type": kind,
        "name": name,
        "caption": caption,
        "span": span,
        "lines": [{"span": span, "depth": 0, "text": text}],
    }


SOURCE = Source(
    "若葉市.txt",
    "ab" * 32,
    [
        {"type": "chapter", "name": "第1章", "caption": "総則", "span": [20, 60], "lines": []},
        _section("第1条", "趣旨", 30, "第１条　この、法の施行に関し必要な事項を定める。"),
        _section("第2条", "登録簿", 60, "第２個人情報取扱事務登録簿を作成する。"),
        _section("第3条", "結合", 90, "第３条　　<script>=1+1|が、審査会を置く。　　"),
        _section("附則", None, 140, "この条例は、令和5年4月1日から施行する。", "supplementary"),
    ],
)


def _gap(form, report=REPORT, source=SOURCE):
    return render_gap([(report, source)], form)


def _docx_text(data):
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def _xlsx_text(data):
    book = openpyxl.load_workbook(io.BytesIO(data))
    return "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row if cell.value)


def _text(form, data):
    readers = {"docx": _docx_text, "xlsx": _xlsx_text}
    text = readers[form](data) if form in readers else data.decode("utf-8")
    return re.sub(r"<[^>]+>", "", text) if form == "html" else text.replace("\\", "")


@pytest.mark.parametrize("form", [form for form in GAP_FORMATS if form != "json"])
@pytest.mark.parametrize(
    "what",
    [
        "若葉市個人情報の保護に関する法律施行条例",
        "若葉市条例第12号",
        "令和8年11月21日（2026-11-21）",
        "2026-11-21.1",
        "2026-07-17",
        "ab" * 32,
        "法的助言ではありません",
        "個人情報保護委員会の解釈では認められない",
        "異論",
        "法75条5項に基づくため、届出が必要です",
        "手数料の額を定める規定がありません",
        "法89条2項",
        "個人情報取扱事務登録簿を作",
        "残し、根拠を書き添えます。",
        "本人確認の規定が通例置かれます",
        "この条例は、令和5年4月1日から施行する。",
    ],
)
def test_every_gap_report_says(form, what):
    assert what in _text(form, _gap(form))


@pytest.mark.parametrize("form", ["md", "html", "docx"])
def test_the_summary_comes_before_the_clauses_and_these_in_the_order_of_the_text(form):
    text = _docx_text(_gap("docx")) if form == "docx" else _gap(form).decode("utf-8")
    places = [text.index(word) for word in ("要約", "逐条", "趣旨を述べるだけ")] if form != "docx" else []
    clauses = [text.rindex(word) for word in ("第1条（趣旨）", "第2条（登録簿）", "第3条（結合）")]
    assert places == sorted(places)
    assert clauses == sorted(clauses)


def test_json_is_the_contracts_report_itself():
    assert json.loads(_gap("json")) == REPORT


def test_two_ordinances_are_a_list_in_json_and_one_file_elsewhere():
    pairs = [(REPORT, SOURCE), (REPORT, SOURCE)]
    assert json.loads(render_gap(pairs, "json")) == [REPORT, REPORT]
    html = render_gap(pairs, "html").decode("utf-8")
    anchors = re.findall(r'id="(p\d+s\d+)"', html)
    assert len(anchors) == len(set(anchors)) > 5
    book = openpyxl.load_workbook(io.BytesIO(render_gap(pairs, "xlsx")))
    assert book.sheetnames[::5] == ["1-概要", "2-概要"]


def test_html_is_one_file_with_no_address_outside_and_no_script():
    html = _gap("html").decode("utf-8")
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert not re.search(r"(?:src|href)\s*=\s*[\"'](?!#)", html)
    assert not re.search(r"url\(|@import|https?://", html)
    assert 'lang="ja"' in html
    assert "@page" in html


@pytest.mark.parametrize("html", [_gap("html"), render_decision(REQUEST, ANSWER, "html")])
def test_no_level_of_headings_is_left_out(html):
    """Who reads by headings (a screen reader) finds each below the one that it belongs to."""
    levels = [int(level) for level in re.findall(r"<h([1-6])", html.decode("utf-8"))]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_html_marks_the_deciding_words_in_the_text():
    assert "<mark>個人情報取扱事務登録簿を作</mark>" in _gap("html").decode("utf-8")


def test_markdown_shows_hostile_text_as_text():
    report = copy.deepcopy(REPORT)
    report["findings"][0]["explanation"] = "a|b\n# 見出し\n[x](javascript:1) <img> `c` *d*"
    text = _gap("md", report).decode("utf-8")
    assert "a\\|b \\# 見出し \\[x\\](javascript:1) \\<img\\> \\`c\\` \\*d\\*" in text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "=HYPERLINK(1)", "＝"])
def test_no_cell_of_the_workbook_is_a_formula(start):
    report = copy.deepcopy(REPORT)
    report["findings"][0]["explanation"] = f"{start}1+1"
    report["ordinance"]["title"] = f"{start}2+2"
    book = openpyxl.load_workbook(io.BytesIO(_gap("xlsx", report)))
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(cell.value == f"{start}1+1" for cell in cells)


def test_the_workbook_is_made_for_reading():
    book = openpyxl.load_workbook(io.BytesIO(_gap("xlsx")))
    assert book.sheetnames == ["概要", "対応表", "不足・参考", "論点に当たらない規定", "読み取りの問題"]
    sheet = book["対応表"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:P5"
    assert sheet.column_dimensions["C"].width > 40
    assert sheet["C2"].alignment.wrap_text


def test_the_document_has_japanese_fonts_and_a_repeated_header():
    data = _gap("docx")
    document = Document(io.BytesIO(data))
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "游明朝"
    assert document.styles["Heading 1"].element.rPr.rFonts.get(qn("w:eastAsia")) == "游ゴシック"
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode("utf-8")
    assert "w:tblHeader" in xml


@pytest.mark.parametrize("form", [form for form in GAP_FORMATS if form != "json"])
def test_characters_that_office_files_cannot_hold_are_replaced(form):
    report = copy.deepcopy(REPORT)
    report["findings"][0]["explanation"] = "前\x00\x0b\ufffe後"
    assert _gap(form, report)


def test_a_legacy_report_has_the_table_of_what_becomes_of_each_clause():
    report = copy.deepcopy(REPORT)
    report["ordinance"]["kind"] = "legacy"
    for form in ("md", "html", "docx"):
        assert "旧条例の各規定の行方" in _text(form, _gap(form, report))
        assert "旧条例の各規定の行方" not in _text(form, _gap(form))


def test_an_ordinance_of_another_subject_is_said_to_be_one():
    report = copy.deepcopy(REPORT)
    report.update(findings=[], missing=[], unmatched=[], hints=[], problems=[])
    report["ordinance"] = {**report["ordinance"], "kind": "other", "body": None, "number": None}
    report["notification"] = {"required": False, "bases": [], "provisions": [], "explanation": "対象外です。"}
    for form in GAP_FORMATS:
        assert _gap(form, report)
    assert "個人情報保護法の条例ではないと考えられます" in _gap("md", report).decode("utf-8")


def test_a_finding_without_a_place_is_not_dropped():
    report = copy.deepcopy(REPORT)
    report["findings"][0]["evidence"][0]["span"] = [9000, 9001]
    report["findings"][1]["provision"] = "全体"
    view = gap_view(report, SOURCE)
    assert [finding["id"] for finding in view.elsewhere] == ["F2", "F1"]
    shown = [finding["id"] for section in view.sections for finding in section.findings]
    assert sorted([*shown, "F1", "F2"]) == ["F1", "F2", "F3", "F4"]


def test_notification_that_is_open_is_said_to_be_open():
    report = copy.deepcopy(REPORT)
    report["notification"]["required"] = None
    assert "要否は確認が必要" in _gap("md", report).decode("utf-8")


def test_an_unknown_format_is_refused():
    for action in (lambda: _gap("pdf"), lambda: render_decision(REQUEST, ANSWER, "pdf")):
        with pytest.raises(InputError) as caught:
            action()
        assert caught.value.code == "P012"


@pytest.mark.parametrize("form", [form for form in DECISION_FORMATS if form != "json"])
@pytest.mark.parametrize(
    "what",
    [
        "県からの照会",
        "条件付き可",
        "法69条2項3号",
        "利用することに相当の理由があること。",
        "必要があるときは、提供先に措置を求める。",
        "提供先が利用することに相当の理由があると判断しましたか。",
        "「いいえ」として判定",
        "権利利益を不当に侵害するおそれがあれば不可になります。",
        "必要な限度の見方に異論がある。",
        "令和8年11月21日",
        "法的助言ではありません",
    ],
)
def test_every_memo_says(form, what):
    assert what in _text(form, render_decision(REQUEST, ANSWER, form))


@pytest.mark.parametrize("form", ["md", "html", "docx"])
def test_the_memo_has_its_parts(form):
    text = _text(form, render_decision(REQUEST, ANSWER, form))
    for part in (
        "事案",
        "結論",
        "理由",
        "根拠条文",
        "条件",
        "義務",
        "確認事項",
        "異論",
        "事情が変わったとき",
        "判定の経過",
    ):
        assert part in text
    assert "ほかの地方公共団体の機関" in text
    assert "other_local_organ" not in text


@pytest.mark.parametrize("form", DECISION_FORMATS)
def test_a_memo_of_nothing_known_is_still_a_memo(form):
    answer = {**ANSWER, "decision": "needs_judgment", "basis": [], "conditions": [], "obligations": []}
    assert render_decision({}, {**answer, "changes": [], "trace": [], "reasons": []}, form)


def test_a_hostile_title_stays_a_title():
    html = render_decision({"title": "<script>alert(1)</script>"}, ANSWER, "html").decode("utf-8")
    assert "<script" not in html


@pytest.mark.parametrize("form", ["md", "html", "docx"])
def test_the_memo_leaves_out_rules_that_do_not_hold_and_counts_them(form):
    text = _text(form, render_decision(REQUEST, ANSWER, form))
    assert "ほかの機関の事務に必要なとき" in text
    assert "本人の同意があるとき" not in text
    assert "2 件の規則は、当たらないか、結論に関わりません" in text


@pytest.mark.parametrize("form", ["md", "html", "docx", "text"])
def test_the_memo_says_nothing_twice(form):
    answer = {**ANSWER, "reasons": [*ANSWER["reasons"], {"text": load_ruleset().notice, "citations": []}]}
    text = _text(form, render_decision(REQUEST, answer, form))
    assert text.count(load_ruleset().notice) == 1
    assert (
        len(re.findall(r"^\W*結論", text, re.MULTILINE)) <= 2
    )  # the part, and the column of what would change it
    assert "2026-11-21）" not in text
    assert "pirules law import" not in text


def _node(rule, holds, facts, *exceptions):
    return {
        "rule": rule,
        "title": f"規則{rule}",
        "holds": holds,
        "facts": facts,
        "citation": None,
        "exceptions": list(exceptions),
    }


@pytest.mark.parametrize(
    ("decision", "shown"),
    [
        (
            "permitted",
            ["【仮に当たる】規則a", "【当たる】規則b", "【不明】規則c", "【不明】規則f", "【不明】規則d"],
        ),
        (
            "prohibited",
            [
                "【仮に当たる】規則a",
                "【当たる】規則b",
                "【不明】規則c",
                "【不明】規則f",
                "【不明】規則d",
                "【当たらない】規則g",
            ],
        ),
    ],
)
def test_the_trace_of_a_memo_has_what_the_conclusion_hangs_on(decision, shown):
    """What is open for facts that nobody asks for, a shared exception told before, and what fails, are left out."""
    asked = {"consent.given": None}
    exception = _node("f", "unknown", asked)
    nodes = [
        _node("a", "yes", asked),
        _node("b", "yes", {"consent.given": False}),
        _node("c", "unknown", asked, exception),
        _node("d", "unknown", asked, exception),
        _node("e", "unknown", {"context.council_opinion": None}),
        _node("g", "no", asked, exception),
        _node("h", "no", asked),
    ]
    fact = {"field": "consent.given", "question": "？", "citation": None, "default": None}
    answer = {**ANSWER, "decision": decision, "trace": nodes, "missing_facts": [fact]}
    text = _text("md", render_decision(REQUEST, answer, "md"))
    assert re.findall(r"【[^】]+】規則\w", text[text.index("判定の経過") :]) == shown


def test_articles_are_listed_once_where_no_words_were_brought_in():
    def cite(article, label):
        return {
            "law": "x",
            "article": article,
            "paragraph": None,
            "item": None,
            "label": label,
        }

    answer = {
        **ANSWER,
        "basis": [
            cite("69", "法69条1項"),
            cite("69", "法69条2項ただし書"),
            cite("49_11", "災害対策基本法49条の11第2項"),
        ],
    }
    text = _text("md", render_decision(REQUEST, answer, "md"))
    listed = text[text.index("引用した条文") : text.index("判定の経過")]
    assert listed.count("法69条") == 1
    assert "災害対策基本法49条の11（" in listed


def _twins():
    """Return the report with a second and third finding that say what the first says, at other places."""
    report = copy.deepcopy(REPORT)
    first = report["findings"][0]
    for number, provision in enumerate(("第1条第2項", "第1条第3項"), 8):
        report["findings"].append({**copy.deepcopy(first), "id": f"F{number}", "provision": provision})
    first["provision"] = "第1条第1項"
    return report


@pytest.mark.parametrize("form", ["md", "html", "docx"])
def test_findings_of_an_article_that_say_the_same_are_said_once(form):
    text = _text(form, _gap(form, _twins()))
    assert "第1条第1項から第3項まで" in text
    assert text.count("趣旨を述べるだけ") == 1


def test_the_workbook_keeps_a_row_for_each_finding():
    book = openpyxl.load_workbook(io.BytesIO(_gap("xlsx", _twins())))
    rows = list(book["対応表"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows if row[-1] in {"F1", "F8", "F9"}] == [
        "第1条第1項",
        "第1条第2項",
        "第1条第3項",
    ]


@pytest.mark.parametrize(
    ("provisions", "joined"),
    [
        (["第5条"], "第5条"),
        (["第5条第2項", "第5条第3項ただし書"], "第5条第2項、第3項ただし書"),
        (["第5条", "第5条第2項"], "第5条、第5条第2項"),
        (["第9条第2項", "第9条の2第1項", "第9条の2第2項"], "第9条第2項、第9条の2第1項、第2項"),
        (["附則第2項", "附則第3項"], "附則第2項、第3項"),
        (["第24条第1項", "第24条第2項", "第24条第3項"], "第24条第1項から第3項まで"),
        (["第24条第1項", "第24条第2項", "第24条第4項"], "第24条第1項、第2項、第4項"),
        (["第3条", "第4条", "第5条", "第7条"], "第3条から第5条まで、第7条"),
        (["第5条第1項", "第6条第2項", "第7条第3項"], "第5条第1項、第6条第2項、第7条第3項"),
        (["全体", "別表第1"], "全体、別表第1"),
        (["第3条第1項", "第3条第1項"], "第3条第1項"),
    ],
)
def test_places_are_joined_as_lawyers_write_them(provisions, joined):
    assert provisions_of([{"provision": provision} for provision in provisions]) == joined


def _with_problem(code, message, span=(0, 4)):
    report = copy.deepcopy(REPORT)
    report["problems"] = [{"code": code, "message": message, "span": list(span)}]
    return report


@pytest.mark.parametrize("form", [form for form in GAP_FORMATS if form != "json"])
def test_what_limits_the_whole_report_stands_at_its_head(form):
    text = _text(form, _gap(form, _with_problem("P285", "附則が見当たりません。")))
    assert text.index("附則が見当たりません。") < text.index("個人情報取扱事務登録簿を作")


@pytest.mark.parametrize("form", [form for form in GAP_FORMATS if form != "json"])
def test_a_problem_of_the_text_is_told_with_its_article(form):
    text = _text(form, _gap(form, _with_problem("P201", "参照の先が分かりません。", (62, 64))))
    assert "参照の先が分かりません。" in text
    assert "第2条" in text
    assert "文字目" not in text


def test_an_amending_ordinance_is_not_said_to_lack_nothing():
    report = _with_problem("P281", "他の条例を改める条例です。")
    report["missing"] = []
    assert "不足は見つかりませんでした" not in _text("md", _gap("md", report))
    assert "全文を読み込まなければ" in _text("md", _gap("md", report))


@pytest.mark.parametrize("form", [form for form in GAP_FORMATS if form != "json"])
def test_the_next_steps_are_told(form):
    text = _text(form, _gap(form))
    assert "次にすること" in text
    assert "足りない規定を加える" in text


def test_the_filter_of_the_page_knows_each_section():
    html = _gap("html").decode("utf-8")
    shown = set(re.findall(r'class="only-([a-z_]+)"', html)) - {"all"}
    assert shown == set(re.findall(r"\.clause:not\(\.has-([a-z_]+)\)", html))


def test_pages_of_the_documents_are_counted():
    xml = zipfile.ZipFile(io.BytesIO(_gap("docx")))
    footer = "".join(
        xml.read(name).decode("utf-8") for name in xml.namelist() if name.startswith("word/footer")
    )
    assert "NUMPAGES" in footer
    book = openpyxl.load_workbook(io.BytesIO(_gap("xlsx")))
    assert all("&P" in (sheet.oddFooter.center.text or "") for sheet in book)


def test_cited_places_without_words_are_a_list_and_no_table_of_blanks():
    for form in ("md", "html", "docx"):
        assert _text(form, _gap(form)).count("法令の文言は取り込まれていません") <= 1
