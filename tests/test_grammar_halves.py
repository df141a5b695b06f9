"""A text that begins in the middle is judged by its articles, and the missing beginning is said."""

import pytest
from outlines import body, parsed

from pirules.data import ordinances_dir
from pirules.gap import report_on
from pirules.ordinance import parse, read
from pirules.ordinance.model import Document, Kind, NodeType, Ordinance


def rest(ordinance: Ordinance, share: float) -> Ordinance:
    """What is left of an ordinance whose beginning is lost."""
    main = [
        node
        for top in ordinance.nodes
        if top.type is not NodeType.SUPPLEMENTARY
        for node in top.walk()
        if node.type is NodeType.ARTICLE
    ]
    return parse(Document(ordinance.text[main[int(len(main) * share)].span[0] :]))


@pytest.mark.parametrize("share", [0.25, 0.5, 0.7])
@pytest.mark.parametrize("name", ["implementation_clean", "implementation_problem", "legacy", "assembly"])
def test_the_rest_of_an_ordinance_has_its_kind(name: str, share: float):
    whole = parse(read(ordinances_dir() / f"{name}.txt"))
    half = rest(whole, share)
    assert (half.kind, half.title) == (whole.kind, None)
    assert [problem.code for problem in half.problems].count("P221") == 1


OTHERS = {
    "a board that replaces another": """（事前審査）
第9条　市の機関は、法第69条第2項第4号の規定により保有個人情報を提供するときは、審査会の審査を受けるものとする。
2　市の機関は、法第71条の規定により保有個人情報を提供するときも、審査会の審査を受けるものとする。
第10条　市長は、法第69条第2項各号の規定による提供の状況を審査会に報告する。
第11条　保有個人情報を盗用した審査会の職員は、50万円以下の罰金に処する。
附則
1　この条例は、令和5年4月1日から施行する。
2　花野市個人情報保護審議会条例（平成15年花野市条例第41号）は、廃止する。
""",
    "情報公開条例": """（公文書の開示の実施）
第12条　公文書の開示は、閲覧又は写しの交付により行う。
（第三者に対する意見書提出の機会）
第13条　公文書に第三者に関する情報が記録されているときは、実施機関は、意見書を提出する機会を与えることができる。
2　個人情報の保護が必要なものについては、実施機関は、その機会を与えなければならない。
附　則
この条例は、平成13年4月1日から施行する。
""",
    "審査会条例": """（審査会の調査権限）
第8条　審査会は、諮問庁に対し、公文書又は保有個人情報の提示を求めることができる。
2　審査会は、諮問庁に対し、保有個人情報に含まれている情報の内容を分類した資料を作成するよう求めることができる。
（委員による調査手続）
第9条　審査会は、その指名する委員に、保有個人情報を閲覧させることができる。
（委任）
第10条　審査会の議事の手続その他審査会の運営に関し必要な事項は、会長が審査会に諮って定める。
（罰則）
第11条　委員は、秘密を漏らしたときは、罰金に処する。審査会の委員でなくなった後も同様とする。
""",
    "情報公開条例 that took the place of a joint one": """（公文書の開示請求）
第8条　何人も、実施機関に対し、公文書の開示を請求することができる。
（不開示情報）
第9条　公文書に個人に関する情報が記録されているときは、開示しない。
2　公文書の一部に不開示情報が含まれるときは、その余の部分を開示する。
（手数料）
第10条　公文書の開示に係る手数料は、無料とする。
附　則
1　この条例は、令和5年4月1日から施行する。
2　花野市情報公開及び個人情報保護条例（平成12年条例第3号）は、廃止する。
""",
    "審査会条例 that is handed old cases": """（組織）
第3条　審査会は、委員5人以内で組織する。
（調査権限）
第4条　審査会は、諮問をした実施機関に対し、保有個人情報の提示を求めることができる。
（秘密の保持）
第5条　委員は、職務上知り得た秘密を漏らしてはならない。
附　則
1　この条例は、令和5年4月1日から施行する。
2　廃止前の花野市個人情報保護条例（平成12年条例第3号）の規定によりされた諮問は、この条例の規定によりされた諮問とみなす。
""",
    "防犯カメラ条例": """（画像の管理）
第6条　管理者は、画像の漏えい、滅失又は毀損の防止のために必要な措置を講じなければならない。
2　画像の保存期間は、1月を超えてはならない。
（画像の提供の制限）
第7条　管理者は、次に掲げる場合を除き、画像を第三者に提供してはならない。
（1）　法令に基づく場合
（2）　捜査機関から犯罪捜査のため求められた場合
（苦情の処理）
第8条　管理者は、個人情報の保護に留意し、苦情に適切に対応しなければならない。
附　則
この条例は、平成25年10月1日から施行する。
""",
    "個人番号利用条例": """（特定個人情報の提供）
第5条　法第19条第11号の規定により特定個人情報を提供することができる場合は、別表第3の第1欄に掲げる機関が、同表の第3欄に掲げる機関に対し、同表の第2欄に掲げる事務を処理するために必要な同表の第4欄に掲げる特定個人情報の提供を求めた場合とする。
2　前項の規定により提供を受けた特定個人情報は、その提供を受けた目的の範囲内で利用する。
（委任）
第6条　この条例の施行に関し必要な事項は、規則で定める。
附　則
この条例は、法附則第1条第4号に掲げる規定の施行の日から施行する。
""",
    "議会基本条例": """（議員間の自由討議）
第12条　議長は、議員間の自由な討議を中心に会議を運営する。
（情報の公開）
第13条　議会は、議会活動に関する情報を町民に公開する。この場合において、個人情報の保護に配慮する。
（議会報告会）
第14条　議会は、年1回以上、議会報告会を開く。
（委任）
第15条　この条例の施行に関し必要な事項は、議長が定める。
附　則
この条例は、令和5年4月1日から施行する。
""",
    "政務活動費条例": """（収支報告書の閲覧）
第9条　何人も、議長に対し、保存されている収支報告書の閲覧を請求することができる。
2　議長は、収支報告書に記載された個人情報のうち不開示とすべきものを除き、閲覧に供する。
（透明性の確保）
第10条　議長は、収支報告書について必要に応じて調査を行い、使途の透明性の確保に努める。
（委任）
第11条　この条例に定めるもののほか必要な事項は、議長が定める。
附　則
この条例は、公布の日から施行する。
""",
    "空家条例": """（情報の利用）
第9条　市長は、空家等の所有者等に関する情報であって氏名その他のものを、その保有に当たって特定された利用の目的以外の目的のために内部で利用することができる。
2　市長は、関係する地方公共団体の長に対して、所有者等に関する個人情報の提供を求めることができる。
（緊急安全措置）
第10条　市長は、危険が切迫していると認めるときは、必要最小限の措置を講ずることができる。
（協議会）
第11条　市長は、協議会を組織することができる。
附　則
この条例は、令和5年4月1日から施行する。
""",
    "住民基本台帳カード条例": """（カードの返納）
第7条　利用者は、法第30条の44第8項の規定によるほか、次の各号のいずれかに該当するときは、カードを返納しなければならない。
（1）　法第24条の規定による届出をしたとき。
（2）　法第30条の規定により住民票コードの記載の変更をしたとき。
（個人情報の保護）
第8条　市長は、サービスの提供に当たっては、個人情報の適正な管理を図らなければならない。
附　則
この条例は、平成15年8月25日から施行する。
""",
    "rules under an ordinance": """（手数料の納付）
第5条　法第89条第2項の手数料は、開示の実施の際に納める。
（保有個人情報の訂正）
第6条　法第94条第1項の通知は、様式第7号による。
2　法第98条第1項の請求は、保有個人情報利用停止請求書による。
附　則
この規則は、令和5年4月1日から施行する。
""",
    "members of a board who leak": """（秘密の保持）
第12条　審査会の委員は、保有個人情報を漏らしてはならない。
（罰則）
第13条　委員が個人情報を漏らしたときは、1年以下の拘禁刑に処する。
附　則
この条例は、令和5年4月1日から施行する。
""",
    "勤務時間条例": "第5条　職員の勤務時間は、規則で定める。\n第6条　職員の休日は、規則で定める。\n",
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS.keys())
def test_the_rest_of_another_ordinance_stays_another_subject(text: str):
    assert parsed(text).kind is Kind.OTHER


PRIVACY = {
    "a tail whose 附則 repeals several ordinances": (
        """第23条　この条例の施行について必要な事項は、規則をもって定める。
附　則
第1条　この条例は、令和5年4月1日から施行する。
第2条　次に掲げる条例は、廃止する。
（1）　花野市個人情報保護条例（平成14年花野市条例第5号）
（2）　花野市個人情報保護審査会条例（平成17年花野市条例第41号）
""",
        Kind.IMPLEMENTATION,
    ),
    "a tail whose 附則 hands on old requests": (
        """第21条　開示請求の手数料その他この条例の実施に必要な事項は、規則で定める。
第22条　偽りの手段を用いて他人の個人情報の開示を受けた者は、過料に処する。
附　則
第1条　この条例は、令和5年4月1日から施行する。
第2条　廃止前の花野市個人情報保護条例（平成16年条例第9号）第15条の請求は、なおその効力を有する同条例の規定によりすることができる。
""",
        Kind.IMPLEMENTATION,
    ),
    "an assembly that only names the mayor": (
        """第24条　議長は、訂正請求に理由があるときは、利用目的の達成に必要な範囲で訂正をしなければならない。
第25条　この条例に違反して取り扱われていると思う者は、保有個人情報の利用の停止を求めることができる。
第31条　議長は、市長から求められたときは、市長に対し、この条例の施行に関する資料を提出するものとする。
第33条　この条例の施行に関し必要な事項は、議長が定める。
附　則
1　この条例は、令和5年4月1日から施行する。
2　市長部局の旧条例により議会に対してされている請求は、この条例によりされた請求とみなす。
""",
        Kind.ASSEMBLY,
    ),
    "an ordinance on the computer": (
        """（職員の守秘）
第十二条　電子計算機によるデータの処理に従事する職員は、知り得たデータの内容を漏らしてはならない。
（自己データの開示）
第十四条　町民は、自己のデータの開示を、町長に対し求めることができる。
附　則
　この条例は、昭和六十年四月一日から施行する。
""",
        Kind.LEGACY,
    ),
    "penalties of an old ordinance": (
        """第31条　委託を受けた者が、正当な理由がないのに、個人の秘密に属する事項が記録された個人情報ファイルを提供したときは、2年以下の懲役に処する。
第32条　前条の規定は、市の区域外でこれらの罪を犯した者にも適用する。
附　則
この条例は、平成17年4月1日から施行する。
""",
        Kind.LEGACY,
    ),
    "penalties that only an assembly needs": (
        """第55条　前条の者が、業務に関して知り得た保有個人情報を不正な利益を図る目的で提供したときは、1年以下の拘禁刑に処する。
第56条　偽りその他不正の手段により、開示決定に基づく保有個人情報の開示を受けた者は、5万円以下の過料に処する。
附　則
この条例は、令和5年4月1日から施行する。
""",
        Kind.ASSEMBLY,
    ),
    "the day in other words than 施行": (
        """第17条　亡くなった人の個人情報は、家族に見せることができます。
第18条　町は、個人情報保護の運用の状況を毎年お知らせします。
附則
1　この条例は、令和5年4月1日から始めます。
""",
        Kind.IMPLEMENTATION,
    ),
    "an old ordinance that loses its force": (
        """第24条　市長は、名簿の情報を自治会に提供する。
附　則
1　この条例は、令和5年4月1日から適用する。
2　花野市個人情報保護条例（平成12年条例第77号）は、その効力を失う。
""",
        Kind.IMPLEMENTATION,
    ),
    "an old ordinance named in the paragraph before": (
        """第16条　この条例の実施のための手続は、管理者が規則で定める。
附　則
第1条　この条例は、令和5年4月1日から施行する。
第2条　組合の個人情報保護条例（平成21年条例第3号）に基づき行われた請求は、なおこれによる。
2　前項の条例は、前条の日の前日限り、廃止する。
""",
        Kind.IMPLEMENTATION,
    ),
    "requests made to an assembly": (
        """第33条　偽りその他不正の手段により、開示決定に基づく保有個人情報の開示を受けた者は、5万円以下の過料に処する。
附　則
1　この条例は、令和5年4月1日から施行する。
2　花野市個人情報保護条例（平成15年条例第40号）の規定により議会に対してされた請求については、なお従前の例による。
""",
        Kind.ASSEMBLY,
    ),
    "a computer and personal information beside it": (
        """第13条　町長は、電子計算組織による処理を委託するときは、審議会の議を経る。
第14条　審議会は、個人情報の保護に関し建議することができる。
第15条　電子計算組織による処理の結果に不服のある町民は、審議会に申し出ることができる。
附　則
この条例は、昭和62年4月1日から施行する。
""",
        Kind.LEGACY,
    ),
    "rights without the word": (
        """第20条　市民は、自己に関する記録に誤りがあると認めるときは、実施機関に対し、その訂正を求めることができる。
2　実施機関は、訂正の請求があったときは、30日以内に訂正の可否を決定する。
第21条　市民は、第8条の規定に反して取り扱われているときは、利用の停止を請求することができる。
附　則
この条例は、平成15年10月1日から施行する。
""",
        Kind.LEGACY,
    ),
}


@pytest.mark.parametrize(("text", "kind"), PRIVACY.values(), ids=PRIVACY.keys())
def test_what_is_left_tells_of_what_is_lost(text: str, kind: Kind):
    assert parsed(text).kind is kind


def test_only_the_lost_beginning_is_said_not_a_jump_too():
    codes = [problem.code for problem in parsed("第14条　甲を定める。\n第15条　乙を定める。\n").problems]
    assert sorted(codes) == ["P217", "P221"]


def test_nothing_is_missing_from_a_part():
    half = rest(parse(read(ordinances_dir() / "implementation_problem.txt")), 0.5)
    report = report_on(half, model=False)
    assert report.findings
    assert not report.missing
    assert "P280" not in {problem.code for problem in report.problems}


DATA = """（目的）
第1条　この条例は、個人情報の適正な取扱いを定め、基本的人権を守る。
（収集）
第2条　実施機関は、個人情報を収集するときは、本人から収集しなければならない。
（開示）
第3条　何人も、自己の個人情報の開示を請求することができる。
"""
DOCUMENTS = """（目的）
第1条　この条例は、公文書の開示の手続を定める。
（請求）
第2条　何人も、公文書の開示を請求することができる。
（不開示）
第3条　個人情報を含む公文書は、開示しない。
"""


@pytest.mark.parametrize(("articles", "kind"), [(DATA, Kind.LEGACY), (DOCUMENTS, Kind.OTHER)])
def test_a_page_that_lost_its_title_is_judged_by_its_articles(articles: str, kind: Kind):
    ordinance = parsed("町のホームページ\n更新日：2015年12月1日\n" + articles)
    assert ordinance.title is None
    assert ordinance.kind is kind


def test_words_of_an_article_whose_beginning_is_lost_are_paragraphs_and_no_preamble():
    text = "ならない。ただし、法令に定めがあるときは、この限りでない。\n2　実施機関は、前項ただし書の場合には、本人に通知する。\n第11条　甲を定める。\n"
    assert body(parsed(text)) == ["p1", "p2", "art11[p1]"]
    assert body(parsed("花野市条例\n　わたしたちは、情報を守る。\n第1条　甲を定める。\n")) == [
        "pre",
        "art1[p1]",
    ]
