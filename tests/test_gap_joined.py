"""Ordinances that join the opening of documents (情報公開) and personal information: each part is judged as what it is."""

import pytest

from pirules.gap import GapReport, report_on
from pirules.gap.build import covers
from pirules.ordinance import parse
from pirules.ordinance.model import Document, Kind

_END = "附　則\nこの条例は、令和5年4月1日から施行する。\n"

#: In chapters; the Act is named only in the third article and nothing says 施行.
CHAPTERS = f"""若浦市情報公開及び個人情報の保護に関する条例
令和5年3月24日
条例第7号
第1章　総則
（目的）
第1条　この条例は、公文書の公開を求める権利を明らかにするとともに、個人情報の適正な取扱いについて定めることを目的とする。
第2章　情報公開
（公開の請求）
第2条　何人も、実施機関に対し、公文書の公開を請求することができる。
（公開決定の期限）
第3条　実施機関は、公開請求があった日から15日以内に公開するかどうかの決定をしなければならない。
２　実施機関は、やむを得ない理由があるときは、前項の期間を45日以内に限り延長することができる。
（第三者の意見）
第4条　実施機関は、公文書に第三者に関する情報が記録されているときは、当該第三者に意見書を提出する機会を与えることができる。
（費用）
第5条　写しの交付を受けるものは、その作成に要する費用を負担しなければならない。
（適用除外）
第6条　この章の規定は、図書館において閲覧に供されているものについては、適用しない。
第3章　個人情報の保護
（用語）
第7条　この章において使用する用語は、個人情報の保護に関する法律（平成15年法律第57号。以下「法」という。）の例による。
（登録簿）
第8条　実施機関は、個人情報を取り扱う事務について、その名称、目的その他規則で定める事項を記載した登録簿を作成し、公表しなければならない。
（公開条例との整合）
第9条　法第78条第2項の規定により読み替えて適用する同条第1項の条例で定める情報は、公務員の氏名とする。
（決定の期限）
第10条　開示決定等は、開示請求があった日から15日以内にしなければならない。
（請求の資格）
第11条　開示請求は、市内に住所を有する者に限り、することができる。
（手数料）
第12条　法第89条第2項の規定により納付しなければならない手数料の額は、零円とする。
（遺族による請求）
第13条　死亡した者に関する情報は、その遺族を本人とみなして、保有個人情報として開示を請求することができる。
（同意の方式）
第14条　法第69条第2項第1号の本人の同意は、書面によらなければならない。
（提供）
第15条　実施機関は、保有個人情報を実施機関以外のものに提供しようとするときは、あらかじめ審査会の意見を聴かなければならない。
第4章　審査会
（審査会への諮問）
第16条　実施機関は、個人情報の適正な取扱いを確保するため専門的な知見に基づく意見を聴くことが特に必要であると認めるときは、審査会に諮問することができる。
第5章　雑則
（委任）
第17条　この条例の施行に関し必要な事項は、規則で定める。
{_END}"""

#: Both matters in one article.
MIXED = f"""鳴瀬町情報の公開と個人情報の保護に関する条例
令和5年3月10日
条例第4号
（趣旨）
第1条　この条例は、町が管理する文書の公開の手続及び個人情報の保護に関する法律（平成15年法律第57号。以下「法」という。）の施行について必要な事項を定めるものとする。
（請求）
第2条　何人も、町の機関に対し、公文書の公開を請求することができる。
２　前項の請求は、書面でしなければならない。
３　保有個人情報の開示請求をする者は、その者の電話番号を請求書に記載することができる。
（決定の期間）
第3条　公文書を公開するかどうかの決定は、請求のあった日から14日以内に行う。
２　町の機関は、やむを得ないときは、前項の期間を60日まで延長することができる。
３　保有個人情報の開示決定等は、開示請求があった日から14日以内に行わなければならない。
（費用）
第4条　公文書の公開の請求に係る手数料は、無料とする。
２　保有個人情報の開示請求に係る手数料は、1件につき300円とする。
（非公開の情報）
第5条　町の機関は、次に掲げる情報が記録されている公文書は、公開しないことができる。
(1)　個人に関する情報で特定の個人が識別されるもの
２　町の機関は、前項に掲げるもののほか、町長が公益上必要と認める保有個人情報は、開示しないことができる。
{_END}"""

#: A 施行条例 with a part on documents behind it.
APPENDED = f"""桂沢村個人情報の保護に関する法律施行条例及び情報公開に関する条例
令和5年3月15日
条例第2号
第1編　法の施行
（趣旨）
第1条　この編は、個人情報の保護に関する法律（平成15年法律第57号。以下「法」という。）の施行に関し必要な事項を定める。
（手数料）
第2条　法第89条第2項の手数料の額は、1件につき200円とする。
（本人からの取得）
第3条　村の機関は、個人情報を取得するときは、本人から直接取得しなければならない。
第2編　情報の公開
（公開の原則）
第4条　村が保有する公文書は、公開するものとする。
（請求権者）
第5条　村内に住所を有する者は、公文書の公開を請求することができる。
（非公開情報）
第6条　次に掲げる情報は、公開しない。
(1)　法令により秘密とされる情報
{_END}"""

_FOI = ("foia-ordinance", "outside", "no")
CASES = [
    (CHAPTERS, "第2条", _FOI),
    (CHAPTERS, "第3条第1項", _FOI),
    (CHAPTERS, "第3条第2項", _FOI),
    (CHAPTERS, "第4条", _FOI),
    (CHAPTERS, "第5条", _FOI),
    (CHAPTERS, "第6条", _FOI),
    (CHAPTERS, "第7条", ("terms-as-in-law", "permitted_internal", "no")),
    (CHAPTERS, "第8条", ("processing-register", "permitted", "yes")),
    (CHAPTERS, "第9条", ("nondisclosure-alignment-a", "permitted", "yes")),
    (CHAPTERS, "第10条", ("decision-deadline-shorter", "permitted", "yes")),
    (CHAPTERS, "第11条", ("right-restriction", "not_permitted", "no")),
    (CHAPTERS, "第12条", ("disclosure-fee", "required", "yes")),
    (CHAPTERS, "第13条", ("deceased-as-personal-info", "not_permitted", "no")),
    (CHAPTERS, "第14条", ("provision-extra-limits", "not_permitted", "no")),
    (CHAPTERS, "第15条", ("case-by-case-council", "not_permitted", "no")),
    (CHAPTERS, "第16条", ("council-consultation", "permitted", "yes")),
    (CHAPTERS, "第17条", ("delegation-to-rules", "permitted_internal", "no")),
    (MIXED, "第2条第1項", _FOI),
    (MIXED, "第2条第2項", _FOI),
    (MIXED, "第2条第3項", ("request-form-items", "permitted", "yes")),
    (MIXED, "第3条第1項", _FOI),
    (MIXED, "第3条第2項", _FOI),
    (MIXED, "第3条第3項", ("decision-deadline-shorter", "permitted", "yes")),
    (MIXED, "第4条第1項", _FOI),
    (MIXED, "第4条第2項", ("disclosure-fee", "required", "yes")),
    (MIXED, "第5条第1項", _FOI),
    (MIXED, "第5条第2項", ("own-nondisclosure-grounds", "not_permitted", "no")),
    (APPENDED, "第2条", ("disclosure-fee", "required", "yes")),
    (APPENDED, "第3条", ("direct-collection", "not_permitted", "no")),
    (APPENDED, "第4条", _FOI),
    (APPENDED, "第5条", _FOI),
    (APPENDED, "第6条", _FOI),
]


def _report(text: str) -> GapReport:
    return report_on(parse(Document(text)), model=False)


@pytest.fixture(scope="module")
def reports() -> dict[str, GapReport]:
    return {text: _report(text) for text in (CHAPTERS, MIXED, APPENDED)}


@pytest.mark.parametrize(("text", "place", "expected"), CASES)
def test_each_part_is_judged_as_what_it_is(
    reports: dict[str, GapReport], text: str, place: str, expected: tuple[str, str, str]
) -> None:
    found = {
        (finding.topic, finding.classification, finding.notify)
        for finding in reports[text].findings
        if covers(finding.provision, place)
    }
    assert found == {expected}


@pytest.mark.parametrize("text", [CHAPTERS, MIXED, APPENDED])
def test_an_ordinance_that_joins_both_is_one_made_for_the_act(
    reports: dict[str, GapReport], text: str
) -> None:
    report = reports[text]
    assert report.ordinance.kind == "implementation"
    assert report.missing == []
    assert report.notification.required is True


def test_the_fee_of_the_part_on_documents_fills_no_gap() -> None:
    without = MIXED.replace("２　保有個人情報の開示請求に係る手数料は、1件につき300円とする。\n", "")
    assert [entry.topic for entry in _report(without).missing] == ["disclosure-fee"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("若浦市情報公開・個人情報保護条例", Kind.IMPLEMENTATION),
        ("若浦市個人情報保護及び情報公開に関する条例", Kind.IMPLEMENTATION),
        ("若浦市公文書の開示及び個人情報の保護に関する条例", Kind.IMPLEMENTATION),
        ("若浦市情報公開条例", Kind.OTHER),
        ("若浦市情報公開・個人情報保護審査会条例", Kind.OTHER),
        ("若浦市情報公開・個人情報保護運営協議会条例", Kind.OTHER),
        ("若浦市情報公開及び個人情報保護に関する手数料条例", Kind.OTHER),
    ],
)
def test_the_title_tells_both_matters_from_a_body_or_a_fee(title: str, kind: Kind) -> None:
    text = CHAPTERS.split("\n", 1)[1]
    assert parse(Document(f"{title}\n{text}")).kind is kind


def test_the_opening_of_documents_alone_is_another_subject() -> None:
    text = f"""若浦市情報公開条例
令和5年3月24日
条例第6号
（公開請求権）
第1条　何人も、実施機関に対し、公文書の公開を請求することができる。
（公開義務）
第2条　実施機関は、公文書に個人に関する情報（個人情報の保護に関する法律（平成15年法律第57号）第2条第1項に規定する個人情報を含む。）が記録されている場合を除き、公文書を公開しなければならない。
（決定の期限）
第3条　公開決定は、公開請求があった日から45日以内にしなければならない。
{_END}"""
    report = _report(text)
    assert report.ordinance.kind == "other"
    assert {(finding.provision, finding.topic) for finding in report.findings} == {("全体", "foia-ordinance")}
    assert report.missing == []


def test_a_joined_ordinance_of_the_old_type_is_read_part_by_part_too() -> None:
    report = _report("""白沢市情報公開及び個人情報保護に関する条例
平成13年9月28日
条例第21号
第1章　総則
（定義）
第1条　この条例において「公文書」とは、実施機関が作成し、又は取得した文書をいう。
第2章　公文書の開示
（開示の期限）
第2条　実施機関は、請求のあった日から起算して45日以内に、開示するかどうかの決定をしなければならない。
第3章　個人情報の保護
（収集の制限）
第3条　実施機関は、個人情報を収集するときは、本人から直接収集しなければならない。
（オンライン結合）
第4条　実施機関は、通信回線による電子計算機の結合により個人情報を提供してはならない。
附　則
この条例は、平成14年4月1日から施行する。
""")
    assert report.ordinance.kind == "legacy"
    found = [(finding.provision, finding.topic) for finding in report.findings]
    assert found[:4] == [
        ("第1条", "foia-ordinance"),
        ("第2条", "foia-ordinance"),
        ("第3条", "direct-collection"),
        ("第4条", "online-linkage-ban"),
    ]


@pytest.mark.parametrize(
    "chapter", ["自己情報の開示及び訂正", "情報の開示等", "公文書に記録された自己情報の開示"]
)
def test_a_chapter_on_the_opening_of_ones_own_data_is_not_one_on_documents(chapter: str) -> None:
    report = _report(f"""白沢市個人情報保護条例
平成13年9月28日
条例第21号
第1章　総則
（目的）
第1条　この条例は、個人情報の取扱いについて必要な事項を定めることを目的とする。
第2章　{chapter}
（決定の期限）
第2条　実施機関は、請求があった日から起算して15日以内に、応じるかどうかの決定をしなければならない。
２　実施機関は、やむを得ない理由があるときは、前項の期間を延長することができる。
（費用）
第3条　公文書の写しの交付を受ける者は、その作成に要する費用を負担しなければならない。
附　則
この条例は、平成14年4月1日から施行する。
""")
    assert "foia-ordinance" not in {finding.topic for finding in report.findings}
