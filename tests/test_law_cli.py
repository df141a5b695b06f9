"""`pirules law …` as a person types it: what is printed, the exit code, and the coded error."""

import json

import pytest
from typer.testing import CliRunner

from pirules.cli import load_commands
from pirules.errors import PirulesError

LAW_ID = "336AC0000000223"
NUMBER = "昭和三十六年法律第二百二十三号"


def xml(*articles, number=NUMBER, title="災害対策基本法"):
    body = "".join(
        f'<Article Num="{num}"><ArticleCaption>（{caption}）</ArticleCaption><Paragraph Num="1">'
        f"<ParagraphSentence><Sentence>{text}</Sentence></ParagraphSentence></Paragraph></Article>"
        for num, caption, text in articles
    )
    return (
        f"<Law><LawNum>{number}</LawNum><LawBody><LawTitle>{title}</LawTitle><MainProvision>{body}</MainProvision>"
        "</LawBody></Law>"
    ).encode()


OLD = xml(("1", "目的", "名簿を一冊作る。"), ("2", "秘密", "名簿の秘密を守る。"))
NEW = xml(("1", "目的", "名簿を二冊作る。"), ("3", "秘密", "名簿の秘密を守る。"))
OLD_NAME = f"{LAW_ID}_20240401_000000000000000"
NEW_NAME = f"{LAW_ID}_20250401_506AC0000000001"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("PIRULES_LAWS", str(tmp_path / "laws.db"))
    monkeypatch.setenv("PIRULES_DB", str(tmp_path / "none.db"))
    app = load_commands()

    def invoke(*arguments):
        result = CliRunner().invoke(app, ["law", *map(str, arguments)])
        if isinstance(result.exception, PirulesError):
            return 2, f"{result.exception.code} {result.exception.detail}"
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.output

    return invoke


@pytest.fixture
def imported(run, tmp_path):
    for name, data in ((OLD_NAME, OLD), (NEW_NAME, NEW)):
        path = tmp_path / f"{name}.xml"
        path.write_bytes(data)
        code, output = run("import", path)
        assert code == 0
        assert "災害対策基本法" in output
    return run


def test_show_without_a_text_gives_the_caption_and_what_is_known(run):
    code, output = run("show", "法69条2項", "--as-of", "2026-11-21")
    assert code == 0
    assert "法69条2項（利用及び提供の制限）" in output
    assert "個人情報の保護に関する法律第69条第2項" in output
    assert "令和8年7月17日の版まで" in output
    assert "判定には使っていません" in output


def test_show_with_a_text_gives_the_words_of_the_day(imported):
    assert "名簿を一冊作る。" in imported("show", "災対法1条", "--as-of", "2025-03-31")[1]
    assert "名簿を二冊作る。" in imported("show", "災対法1条", "--as-of", "令和7年4月1日")[1]
    code, output = imported("show", "災対法1条", "--as-of", "2025-04-01", "--format", "json")
    (shown,) = json.loads(output)
    assert code == 0
    assert (shown["text"], shown["caption"], shown["in_force"]) == ("名簿を二冊作る。", "目的", "2025-04-01")
    assert shown["citation"]["label"] == "災害対策基本法1条"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("show", "法999条"), "P303", "法999条"),
        (("show", "法186条", "--as-of", "2026-11-21"), "P304", "令和9年1月17日から"),
        (("show", "第12条"), "P301", "法令名"),
        (("show", "なんでも"), "P301", "なんでも"),
        (("show", "法1条", "--as-of", "2025-02-30"), "P403", "2025-02-30"),
        (("show", "法1条", "--format", "pdf"), "P012", "pdf"),
        (("import", "/nonexistent.xml"), "P010", "/nonexistent.xml"),
        (("diff", "法", "2025-01-01", "2026-01-01"), "P316", "取り込まれていません"),
        (("search", "名簿"), "P316", "取り込まれていません"),
        (("watch", "a", "b"), "P316", "取り込まれていません"),
        (("fetch", "../x", "--base", "http://127.0.0.1:9"), "P322", "../x"),
        (("check", "--rules", "/nonexistent"), "P010", "/nonexistent"),
        (("index", "/nonexistent.xml"), "P010", "/nonexistent.xml"),
    ],
)
def test_what_cannot_be_done_is_a_coded_error(run, arguments, code, words):
    exit_code, message = run(*arguments)
    assert exit_code == 2
    assert message.startswith(code)
    assert words in message


def test_a_text_of_another_law_is_refused_and_nothing_is_made(run, tmp_path):
    path = tmp_path / "415AC0000000057_20250601_504AC0000000068.xml"
    path.write_bytes(OLD)
    code, message = run("import", path)
    assert (code, message[:4]) == (2, "P314")
    code, message = run("import", path, "--law", "弁護士法")
    assert (code, message[:4]) == (2, "P314")
    assert not (tmp_path / "laws.db").exists()


def test_a_day_can_be_given_where_the_file_has_none(run, tmp_path):
    path = tmp_path / "law.xml"
    path.write_bytes(OLD)
    assert run("import", path, "--law", "災対法", "--in-force", "令和6年4月1日")[0] == 0
    assert "2024-04-01" in run("list")[1]


def test_list_names_what_is_imported_and_what_the_index_knows(imported):
    code, output = imported("list", "--format", "json")
    listed = json.loads(output)
    assert code == 0
    assert [row["revision"] for row in listed["imported"]] == [OLD_NAME, NEW_NAME]
    act = next(row for row in listed["index"] if row["law"] == "415AC0000000057")
    assert {row["date_status"] for row in act["revisions"]} == {"fixed", "provisional"}
    assert "2028-07-16（日は未定）" in imported("list")[1]


@pytest.mark.parametrize(("old", "new"), [(OLD_NAME, NEW_NAME), ("2024-12-31", "2025-04-01")])
def test_diff_tells_what_changed_and_what_moved(imported, old, new):
    code, output = imported("diff", "災対法", old, new)
    assert code == 0
    assert "[-一冊作-]{+二冊作+}" in output
    assert "2条→3条 移動" in output
    assert output.endswith("変わった条 2 件\n")
    rows = json.loads(imported("diff", LAW_ID, old, new, "--format", "json", "--main")[1])["changes"]
    assert [row["kind"] for row in rows] == ["changed", "moved"]


def test_diff_of_a_revision_that_is_not_at_hand_names_those_that_are(imported):
    code, message = imported("diff", "災対法", "2020-01-01", "2025-04-01")
    assert (code, message[:4]) == (2, "P317")
    assert OLD_NAME in message


def test_search_finds_the_place(imported):
    code, output = imported("search", "秘密を守る")
    assert code == 0
    assert "災害対策基本法3条1項" in output
    assert output.endswith("2 件\n")


def test_check_ends_with_the_counts(run):
    code, output = run("check", "--as-of", "2026-11-21")
    assert code == 0
    last = output.rstrip("\n").splitlines()[-1]
    assert last.startswith("規則 ")
    assert "誤り 0 件" in last
    assert json.loads(run("check", "--format", "json")[1])["passed"] is True


def test_check_of_rules_that_cite_nothing_fails(run, tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.yaml").write_text("slug: a\nnational: [法69条5項]\n", encoding="utf-8")
    (tmp_path / "rules" / "b.yaml").write_text("slug: b\n", encoding="utf-8")
    code, output = run("check", "--rules", tmp_path / "rules")
    assert code == 1
    assert "誤り: a.yaml:2 a: 法69条5項" in output
    assert "引用なし: b.yaml:1 b" in output
    assert "誤り 1 件、引用のない規則 1 件" in output.splitlines()[-1]


def test_watch_by_days_and_by_texts(imported):
    code, output = imported("watch", "2026-12-01", "2027-01-17")
    assert code == 0
    assert "topics/penalty.yaml" in output
    code, output = imported("watch", OLD_NAME, NEW_NAME)
    assert code == 0
    assert output.splitlines()[-1].startswith("変わった所 2 件")


def test_watch_finds_stored_decisions(run, tmp_path):
    from pirules.store import decisions, open_store

    citation = {
        "law": "415AC0000000057",
        "article": "180",
        "paragraph": None,
        "item": None,
        "label": "法180条",
    }
    answer = {
        "decision": "prohibited",
        "basis": [citation],
        "as_of": "2026-11-21",
        "ruleset": {"id": "x", "revision": "1", "sha256": "0"},
    }
    with open_store(tmp_path / "store.db") as store:
        saved = decisions.save(store, {"as_of": "2026-11-21"}, answer)
    code, output = run("watch", "2026-12-01", "2027-01-17", "--db", tmp_path / "store.db", "--format", "json")
    assert code == 0
    rows = [row for row in json.loads(output) if row["kind"] == "decision"]
    assert [row["name"] for row in rows] == [saved["record_id"]]


def test_index_writes_an_entry_without_words(run, tmp_path):
    path = tmp_path / f"{OLD_NAME}.xml"
    path.write_bytes(OLD)
    code, output = run("index", path)
    entry = json.loads(output)
    assert code == 0
    assert (entry["id"], entry["number"]) == (LAW_ID, "昭和36年法律第223号")
    assert entry["articles"][0] == {"n": "1", "caption": "目的", "p": {"1": ""}}
    assert "名簿を" not in output


def test_index_of_a_table(run, tmp_path):
    path = tmp_path / "table.tsv"
    path.write_text("article\tparagraph\titem_path\ttext\n1\t1\t\t文\n1\t1\t一の二\t号\n", encoding="utf-8")
    code, output = run("index", path, "--law", "児童福祉法")
    assert code == 0
    assert json.loads(output)["articles"] == [{"n": "1", "caption": None, "p": {"1": "1_2"}}]


def test_the_special_statutes_are_listed(run):
    code, output = run("special")
    assert code == 0
    assert "刑事訴訟法197条2項" in output
    rows = json.loads(run("special", "--format", "json")[1])
    row = next(row for row in rows if row["id"] == "criminal-procedure-197-2")
    assert (row["kind"], row["citations"][0]["label"]) == ("general", "刑事訴訟法197条2項")
    assert run("special", "刑訴法197条2項")[1].count("\n") < output.count("\n")
    assert run("special", "水質汚濁防止法1条")[1] == "該当する行はありません。\n"
