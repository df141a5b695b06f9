"""Labels at the beginning of a line, one table a rule: what is one, what only looks so."""

import pytest

from pirules.ordinance.grammar import brackets, headings, labels
from pirules.ordinance.grammar.enumerators import enumerator_label, follows, number_in, order_of
from pirules.text.fold import fold


@pytest.mark.parametrize(
    ("line", "number", "weak"),
    [
        ("第1条　この条例は", "1", False), ("第１２条の２　市長は", "12_2", False), ("第十二条の二　市長は", "12_2", False),
        ("第八条から第十条まで　削除", "8:10", False), ("第8条及び第9条　削除", "8:9", False), ("第8条～第10条　削除", "8:10", False),
        ("第3条の2から第3条の4まで　削除", "3_2:3_4", False), ("第1条（目的）　この条例は", "1", False), ("第1条", "1", False), ("第 １ 条 この", "1", False),
        ("第○条　市長は", None, False), ("第1条この条例は", "1", True), ("第7条　削除", "7", False), ("第百十九条　手数料", "119", False),
    ],
)  # fmt: skip
def test_articles(line, number, weak):
    token = labels.article_label(fold(line))
    assert token is not None
    assert (token.number, token.weak) == (number, weak)


@pytest.mark.parametrize(
    "line",
    ["第3条の規定により", "第3条第2項の", "第3条中「甲」を", "第3条から第5条までの規定は", "第3条及び第4条の", "第3条(第1項を除く。)の規定", "第5条ただし書の", "第条", "第三者は"],
)  # fmt: skip
def test_a_reference_at_the_beginning_of_a_line_is_no_article(line):
    assert labels.article_label(fold(line)) is None


@pytest.mark.parametrize(
    ("line", "type_name", "number"),
    [
        ("第1編　総則", "part", "1"), ("第二章の二　雑則", "chapter", "2_2"), ("第3節　開示", "section", "3"), ("第1款　甲", "subsection", "1"),
        ("第1目　乙", "division", "1"), ("第1章", "chapter", "1"), ("第1章総則", "chapter", "1"), ("第4章　削除", "chapter", "4"),
    ],
)  # fmt: skip
def test_headings_of_編章節款目(line, type_name, number):  # noqa: N802, PLC2401 - the legal terms
    token = labels.structure_label(fold(line))
    assert token is not None
    assert (token.type, token.number) == (type_name, number)


@pytest.mark.parametrize("line", ["第2章の規定は", "第2章から第4章まで", "第2章及び第3章", "第1章に定める。"])
def test_a_sentence_about_a_chapter_is_no_heading(line):
    assert labels.structure_label(fold(line)) is None


@pytest.mark.parametrize(
    "line",
    ["附則", "附　則", "附　　　則", "付則", "附 則 抄", "附則（令和6年条例第9号）", "附　則〔平成12年3月1日条例第7号〕抄", "附則(平成10年3月30日条例第5号)"],
)  # fmt: skip
def test_supplementary_provisions(line):
    token = labels.supplementary_label(fold(line))
    assert token is not None
    assert token.label == (0, len(line))


@pytest.mark.parametrize("line", ["附則第3条の規定は", "附則を次のように改める。", "附属機関", "附則別表"])
def test_words_that_begin_like_附則(line):  # noqa: N802, PLC2401 - the legal term
    assert labels.supplementary_label(fold(line)) is None


@pytest.mark.parametrize(
    ("line", "type_name", "number", "label"),
    [
        ("別表", "appended_table", None, "別表"), ("別表第1（第3条関係）", "appended_table", "1", "別表第1"), ("別表第一の二", "appended_table", "1_2", "別表第一の二"),
        ("様式第2号（第6条関係）", "form", "2", "様式第2号"), ("第1号様式（第6条関係）", "form", "1", "第1号様式"), ("別記様式", "form", None, "別記様式"),
        ("別記第1号様式", "form", "1", "別記第1号様式"), ("様式第1号の2", "form", "1_2", "様式第1号の2"), ("別表　手数料", "appended_table", None, "別表"), ("別表第2　削除", "appended_table", "2", "別表第2"),
    ],
)  # fmt: skip
def test_tables_and_forms(line, type_name, number, label):
    token = labels.appended_label(fold(line))
    assert token is not None
    assert (token.type, token.number, line[: token.label[1]]) == (type_name, number, label)


@pytest.mark.parametrize(
    "line",
    [
        "別表に掲げる",
        "別表第2の規定は、次のとおりとする。",
        "様式は、規則で定める。",
        "別に定める",
        "第1号に掲げる",
    ],
)
def test_a_sentence_about_a_table_is_none(line):
    assert labels.appended_label(fold(line)) is None


@pytest.mark.parametrize(
    ("line", "style", "number"),
    [
        ("2　市長は", "1", "2"), ("２　市長は", "1", "2"), ("②　市長は", "①", "2"), ("②市長は", "①", "2"), ("(1)　甲", "(1)", "1"), ("（１）甲", "(1)", "1"), ("⑴　甲", "(1)", "1"),
        ("( １ )　甲", "(1)", "1"), ("(1の2)　甲", "(1)", "1_2"), ("⑵の2　甲", "(1)", "2_2"), ("一　甲", "一", "1"), ("二の二　甲", "一", "2_2"), ("二十一　甲", "一", "21"), ("一、甲", "一", "1"),
        ("（一）　甲", "(一)", "1"), ("1.　甲", "1.", "1"), ("１．甲", "1.", "1"), ("イ　甲", "ア", "イ"), ("(ア)　甲", "(ア)", "ア"), ("ａ　甲", "a", "a"), ("(ａ)　甲", "(a)", "a"), ("(ii)　甲", "(i)", "2"),
        ("ア甲", "ア", "ア"), ("2市長は", "1", "2"), ("(3)から(5)まで　削除", "(1)", "3:5"), ("三及び四　削除", "一", "3:4"), ("イ及びロ　削除", "ア", "イ:ロ"), ("一から三まで　略", "一", "1:3"), ("ｲ　甲", "ア", "イ"),
    ],
)  # fmt: skip
def test_paragraphs_items_and_below(line, style, number):
    token = enumerator_label(fold(line))
    assert token is not None
    assert (token.style, token.number) == (style, number)


@pytest.mark.parametrize(
    "line",
    [
        "2年以内に",
        "1.5倍",
        "3人以上",
        "1の規定",
        "一般に",
        "二以上の",
        "インターネット",
        "アンケート",
        "市長は",
        "(趣旨)",
        "（略）",
        "10円",
    ],
)
def test_words_that_only_begin_like_a_label(line):
    assert enumerator_label(fold(line)) is None


@pytest.mark.parametrize(
    ("last", "number", "awaited"),
    [((), "1", True), ((), "2", False), ((3,), "4", True), ((3,), "3_2", True), ((3, 2), "3_3", True), ((3, 2), "4", True), ((3,), "5", False), ((3,), "3", False), ((3, 2, 2), "3_3", True)],
)  # fmt: skip
def test_which_number_may_follow(last, number, awaited):
    assert follows(last, number) is awaited


@pytest.mark.parametrize(
    ("line", "caption"),
    [("（目的）", True), ("[定義]", True), ("〔定義〕", True), ("【趣旨】", True), ("(罰則(過料を含む))", True), ("(市長は、定める。)", False), ("(目的", False), ("()", False), ("(甲)及び(乙)", False)],
)  # fmt: skip
def test_captions(line, caption):
    assert brackets.is_caption(fold(line)) is caption


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("(令六条例一〇七・一部改正)", True), ("（平20条例5・追加）", True), ("〔平成17年条例5号・一部改正〕", True), ("一部改正〔平成20年条例5号〕", True), ("追加〔平成20年条例5号〕", True),
        ("改正　平成18年3月31日条例第25号", True), ("（平12条例7・旧第5条繰下・一部改正）", True), ("(令和5年4月1日施行)", True), ("〔注〕平成17年から改正経過を注記した。", True), ("本条追加〔平成20年条例5号〕", True),
        ("（目的）", False), ("（施行期日）", False), ("（花野市個人情報保護条例の一部改正）", False), ("（平成17年条例第5号）", False), ("改正後の規定は、適用する。", False), ("一部改正に伴う経過措置", False),
    ],
)  # fmt: skip
def test_notes_of_a_consolidated_text(line, note):
    assert brackets.is_note(fold(line)) is note


@pytest.mark.parametrize(
    ("words", "length"),
    [
        ("定める。（平20条例5・追加）", 11),
        ("定める。〔令和5年条例3号・一部改正〕", 15),
        ("定める（平成15年法律第57号）", 0),
        ("定める。（以下「法」という。）", 0),
        ("定める。", 0),
    ],
)
def test_notes_at_the_end_of_a_line(words, length):
    assert brackets.trailing_note(fold(words)) == length


@pytest.mark.parametrize(
    ("line", "title"),
    [("○花野市個人情報保護条例", True), ("花野市個人情報の保護に関する法律施行条例", True), ("花野市条例（案）", True), ("個 人 情 報 保 護 条 例", True), ("条例第5号", False), ("花野市条例第41号", False), ("この条例は、適用する。", False), ("（花野市条例）", False)],
)  # fmt: skip
def test_titles(line, title):
    assert headings.is_title(fold(line)) is title


@pytest.mark.parametrize("sequence", ["イロハニ", "アイウエ", "ａｂｃｄ"])
def test_kana_and_letters_count_in_the_order_that_the_list_began_with(sequence):
    tokens = [enumerator_label(fold(f"{char}　甲")) for char in sequence]
    order = order_of(tokens[0])
    assert [number_in(order, token) for token in tokens] == ["1", "2", "3", "4"]
