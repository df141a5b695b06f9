"""A draft takes out what the Act doesn't allow and puts in what it asks for, as drafters do."""

import io
import re

import pytest
from docx import Document as WordDocument
from docx.shared import Pt
from typer.testing import CliRunner

from pirules.cli import load_commands
from pirules.data import ordinances_dir
from pirules.errors import InputError
from pirules.gap import report_on
from pirules.ordinance import load, parse
from pirules.ordinance.model import Document
from pirules.report.draft import draft_of
from pirules.report.draft.edits import Edit, apply_edits
from pirules.report.draft.files import draft_files

HEAD = "○みなと市個人情報の保護に関する法律施行条例\n令和4年12月20日\n条例第9号\n"
GIST = "（趣旨）\n第1条　この条例は、個人情報の保護に関する法律（平成15年法律第57号。以下「法」という。）の施行に関し必要な事項を定めるものとする。\n"
FEE = "（手数料）\n第{}条　法第89条第2項の規定により納付しなければならない手数料の額は、零円とする。\n"
REST = "（委任）\n第{}条　この条例の施行に関し必要な事項は、規則で定める。\n附　則\nこの条例は、令和5年4月1日から施行する。\n"
LINKAGE = (
    "市の機関は、電子計算機を通信回線により結合して、市の機関以外のものに保有個人情報を提供してはならない。\n"
)
SAFETY = "市の機関は、保有個人情報の漏えいの防止その他の安全管理のために必要な措置を講じなければならない。\n"


def drafted(text, **options):
    ordinance = parse(Document(text=text))
    return draft_of(ordinance, report_on(ordinance, model=False), **options)


def test_a_forbidden_article_becomes_deleted_and_no_number_moves():
    text = HEAD + GIST + "（結合の制限）\n第2条　" + LINKAGE + FEE.format(3) + REST.format(4)
    draft = drafted(text)
    assert "第2条　削除\n" in draft.revised
    assert "結合" not in draft.revised
    assert "第3条　法第89条" in draft.revised
    assert "第2条を次のように改める。\n第2条　削除" in draft.amendment


def test_behind_a_removed_paragraph_numbers_and_references_move_up():
    article = (
        "（取扱い）\n第2条　" + SAFETY + "2　" + LINKAGE
        + "3　市長は、毎年度、個人情報の取扱いの状況を公表するものとする。\n"
        + "（周知）\n第3条　市長は、第2条第3項の規定による公表の方法を、あらかじめ周知するものとする。\n"
    )  # fmt: skip
    draft = drafted(HEAD + GIST + article + FEE.format(4) + REST.format(5))
    assert "2　市長は、毎年度" in draft.revised
    assert "第2条第2項の規定による公表" in draft.revised
    assert "第2条中第2項を削り、第3項を第2項とする。" in draft.amendment


def test_a_missing_fee_is_put_before_the_delegation_in_the_numerals_of_the_ordinance():
    text = (HEAD + GIST + "（安全管理）\n第2条　" + SAFETY + REST.format(3)).translate(
        str.maketrans("1234", "一二三四")
    )
    draft = drafted(text)
    assert "第二条の二　法第八十九条第二項" in draft.revised
    assert draft.revised.index("第二条の二") < draft.revised.index("（委任）")
    assert "第二条の次に次の一条を加える。" in draft.amendment


@pytest.mark.parametrize(
    ("printed", "label", "deleted", "revised_contents"),
    [
        ("０１２３４５６７８９", "half", "第10条　削除\n", "（第１条―第11条）"),
        ("０１２３４５６７８９", "full", "第１０条　削除\n", "（第１条―第１１条）"),
        ("0123456789", "half", "第10条　削除\n", "（第1条―第11条）"),
    ],
)
def test_numbers_of_two_digits_keep_the_width_of_the_ordinance(printed, label, deleted, revised_contents):
    articles = "".join(f"（安全管理）\n第{number}条　{SAFETY}" for number in range(2, 9))
    text = HEAD + "目次\n　第1章　総則（第1条―第11条）\n　附則\n　　　第1章　総則\n" + GIST + articles
    text += FEE.format(9) + "（結合の制限）\n第10条　" + LINKAGE + REST.format(11)
    wide = str.maketrans("0123456789", printed)
    # Many ordinances print one digit in full width, and two or more in half width.
    number = re.compile("[0-9]+" if label == "full" else "(?<![0-9])[0-9](?![0-9])")
    draft = drafted(number.sub(lambda match: match[0].translate(wide), text))
    assert deleted in draft.revised
    assert revised_contents in draft.revised
    assert "目次" not in draft.amendment


@pytest.mark.parametrize(
    ("defined", "called"),
    [
        (
            "個人情報の保護に関する法律（平成15年法律第57号。以下「個人情報保護法」という。）",
            "個人情報保護法",
        ),
        ("個人情報の保護に関する法律（平成15年法律第57号。以下「法」という。）", "法"),
        ("個人情報の保護に関する法律", "個人情報の保護に関する法律"),
    ],
)
def test_a_new_article_calls_the_act_as_the_ordinance_does(defined, called):
    gist = f"（趣旨）\n第1条　この条例は、{defined}の施行に関し必要な事項を定めるものとする。\n"
    draft = drafted(HEAD + gist + "（安全管理）\n第2条　" + SAFETY + REST.format(3))
    assert f"第2条の2　{called}第89条第2項の規定により" in draft.revised


def test_both_fees_for_anonymized_information_are_one_article():
    text = (HEAD + GIST + FEE.format(2) + REST.format(3)).replace("みなと市", "霧島野県")
    draft = drafted(text)
    assert "（行政機関等匿名加工情報の利用に係る手数料）\n第2条の2　法第119条第3項" in draft.revised
    assert "\n2　法第119条第4項" in draft.revised
    assert "第2条の次に次の1条を加える。" in draft.amendment
    assert not parse(Document(text=draft.revised)).problems
    assert not report_on(parse(Document(text=draft.revised)), model=False).missing


@pytest.mark.parametrize("label", ["第3条及び第4条", "第3条から第5条まで"])
def test_articles_that_are_deleted_already_are_no_hindrance(label):
    text = (
        HEAD
        + GIST
        + "（結合の制限）\n第2条　"
        + LINKAGE
        + f"{label}　削除\n"
        + FEE.format(6)
        + REST.format(7)
    )
    draft = drafted(text)
    assert "第2条　削除\n" in draft.revised
    assert f"{label}　削除\n" in draft.revised
    assert not [line for line in draft.left if "見出し" in line]
    assert drafted(text, numbering="close").revised == draft.revised


def test_nothing_to_change_gives_the_text_back_and_no_amendment():
    text = HEAD + GIST + FEE.format(2) + REST.format(3)
    draft = drafted(text)
    assert (draft.revised, draft.amendment, draft.applied) == (text, "", ())


def test_of_the_problem_sample_nothing_forbidden_is_left_in_the_main_part():
    ordinance = load(ordinances_dir() / "implementation_problem.txt")
    draft = draft_of(ordinance, report_on(ordinance, model=False))
    again = report_on(parse(Document(text=draft.revised)), model=False)
    assert not [
        f.provision
        for f in again.findings
        if f.classification == "not_permitted" and not f.provision.startswith("附則")
    ]
    assert not again.missing


def test_what_a_draft_cannot_choose_is_refused_by_name():
    with pytest.raises(InputError, match="何でも"):
        drafted(HEAD + GIST + REST.format(2), apply=["何でも"])


def test_an_edit_inside_a_larger_one_is_dropped():
    assert apply_edits("abcdef", [Edit((1, 5), "X"), Edit((2, 3), "Y"), Edit((5, 6), "Z")]) == "aXZ"


def test_what_only_likeness_accuses_is_changed_when_somebody_names_it():
    ordinance = parse(
        Document(HEAD + GIST + "（結合の制限）\n第2条　" + LINKAGE + FEE.format(3) + REST.format(4))
    )
    report = report_on(ordinance, model=False)
    accused = next(finding for finding in report.findings if finding.classification == "not_permitted")
    doubtful = accused.model_copy(update={"rules": ["online-linkage-ban/likeness"]})
    findings = [doubtful if finding is accused else finding for finding in report.findings]
    report = report.model_copy(update={"findings": findings})
    draft = draft_of(ordinance, report)
    assert draft.revised == ordinance.text
    assert any(f"--apply {accused.id}" in line for line in draft.left)
    assert "第2条　削除\n" in draft_of(ordinance, report, apply=(accused.id,)).revised


def test_two_ordinances_in_one_file_are_two_drafts(tmp_path):
    clean = HEAD + GIST + FEE.format(2) + REST.format(3)
    other = clean.replace("みなと市", "いりえ市").replace("条例第9号", "条例第4号")
    source = tmp_path / "二本.txt"
    source.write_text(
        clean + "\n" + other.replace(FEE.format(2), "（結合の制限）\n第2条　" + LINKAGE), encoding="utf-8"
    )
    done = CliRunner().invoke(load_commands(), ["draft", str(source), "-o", str(tmp_path / "案")])
    assert done.exit_code == 0, done.output
    first, second = (tmp_path / "案" / name / "改正後.txt" for name in ("1", "2"))
    assert "みなと市" in first.read_text(encoding="utf-8")
    assert not (first.parent / "改め文.txt").exists()
    assert "いりえ市" in second.read_text(encoding="utf-8")
    assert "第2条　削除" in second.read_text(encoding="utf-8")
    assert "みなと市" not in (second.parent / "改め文.txt").read_text(encoding="utf-8")


def test_the_record_names_what_was_not_applied_and_the_limits_of_the_report(tmp_path):
    source = tmp_path / "半分.txt"
    source.write_text(
        HEAD + GIST + "（結合の制限）\n第2条　" + LINKAGE + "（安全管理）\n第3条　" + SAFETY, encoding="utf-8"
    )
    done = CliRunner().invoke(load_commands(), ["draft", str(source), "-o", str(tmp_path / "案")])
    record = (tmp_path / "案" / "反映の記録.txt").read_text(encoding="utf-8")
    open_part, limits = record.split("反映していない所見")[1].split("もとになったレポートの限界")
    assert "第3条　適正管理" in open_part
    assert "第2条" not in open_part
    assert "附則が見当たりません" in limits
    assert "附則が見当たりません" in done.output


def test_a_draft_of_nothing_says_so(tmp_path):
    source = tmp_path / "条例.txt"
    source.write_text(
        "○みなと市花の日条例\n（花の日）\n第1条　市は、毎年4月に花の日を設ける。\n附　則\nこの条例は、公布の日から施行する。\n",
        encoding="utf-8",
    )
    done = CliRunner().invoke(load_commands(), ["draft", str(source), "-o", str(tmp_path / "案")])
    assert done.exit_code == 0
    assert "反映: ありません。" in done.output
    assert "別の主題の条例" in done.output


def test_in_word_captions_stand_in_and_second_rows_of_articles_too():
    text = HEAD + GIST + "（安全管理）\n第2条　" + SAFETY + REST.format(3)
    ordinance = parse(Document(text=text))
    report = report_on(ordinance, model=False)
    files = draft_files(ordinance, report, draft_of(ordinance, report))
    lines = WordDocument(io.BytesIO(files["改め文.docx"])).paragraphs
    letters = {
        line.text: tuple(
            (length or 0) / Pt(10.5)
            for length in (line.paragraph_format.left_indent, line.paragraph_format.first_line_indent)
        )
        for line in lines
    }
    assert letters["（開示請求に係る手数料）"] == (2, -1)
    assert next(value for said, value in letters.items() if said.startswith("第2条の2　法第89条")) == (1, -1)
    # A sentence that amends stands in by its own white space, and its second row begins at the margin.
    assert letters["　第2条の次に次の1条を加える。"] == (0, 0)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_blank_line_behind_a_paragraph_that_goes_stays(end):
    article = "（取扱い）\n第2条　" + SAFETY + "2　" + LINKAGE + "\n"
    text = (HEAD + GIST + "\n" + article + FEE.format(3) + REST.format(4)).replace("\n", end)
    revised = drafted(text).revised
    assert "結合" not in revised
    assert f"講じなければならない。{end}{end}（手数料）{end}" in revised
