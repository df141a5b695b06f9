"""The words whose meaning the grammar must know: closed lists of the legal style, each with its use."""

import re

# 場合 and its like: what stands before them is a condition of the clause.
CONDITION_NOUNS = frozenset({"とき", "時", "場合", "際", "限り", "都度", "限度", "範囲内", "節"})
# Nouns that make a clause of what stands before them, where a relative clause would only describe a thing.
CLAUSE_NOUNS = CONDITION_NOUNS | {"こと", "ため", "よう", "ほか", "上", "前", "後", "うえ"}
# Nouns of a clause that stands beside the act: its がnoun is not that of the act.
ASIDE_NOUNS = frozenset({"限り", "ため", "上", "後", "前", "うえ"})
# Predicates that point (次に掲げる, 前項に規定する): with their に they have no room for anything else.
POINTING = frozenset({"掲げる", "規定", "定める", "該当", "準ずる", "属する", "相当"})
# Predicates that never take を.
NO_OBJECT = frozenset(
    {"ある", "なる", "該当", "よる", "係る", "属する", "できる", "ない", "掲げる", "いる", "準ずる", "足りる"}
    | {"関係"}
)
# Predicates that ask somebody for an act: 「Aに対し、…することを求める」.
DEMANDS = frozenset(
    {
        "求める",
        "命ずる",
        "命じる",
        "勧告",
        "要請",
        "指示",
        "請求",
        "依頼",
        "義務付ける",
        "指導",
        "助言",
        "促す",
    }
    | {"要求", "禁止", "命令"}
)
# Adverbs that time an act; they pass over relative clauses (あらかじめ、外国にある第三者への…同意を得る).
BEFORE_ACTS = frozenset(
    {"あらかじめ", "遅滞", "直ちに", "速やかに", "速やか", "都度", "事前", "事前に", "事後", "新たに", "別に"}
)
# Bare nouns with 読点 that say when or how, and join no row of nouns.
WHEN = frozenset(
    {
        "毎年度",
        "毎年",
        "年度",
        "間",
        "後",
        "前",
        "以後",
        "以前",
        "結果",
        "上",
        "今後",
        "うえ",
        "毎",
        "現在",
        "中",
        "在任中",
        "任期中",
        "期間中",
    }
    | {"ところ", "当時", "よう", "ため"}
)
# Nouns of time, purpose and measure: with に they name nobody.
TIME_NOUNS = frozenset(
    {
        "ため",
        "よう",
        "目的",
        "日",
        "前",
        "後",
        "際",
        "期間",
        "内",
        "以内",
        "まで",
        "とおり",
        "中",
        "範囲",
        "限度",
        "最初",
        "翌日",
    }
    | {"上"}
)
MEASURES = frozenset({"以内", "回", "日", "年", "月", "か月", "時間"})
# Nouns that with で say how or within what, however they are described.
MEANS = frozenset(
    {
        "方法",
        "方式",
        "様式",
        "手段",
        "形式",
        "形",
        "理由",
        "目的",
        "限度",
        "範囲",
        "内",
        "期間",
        "場所",
        "費用",
        "額",
        "条件",
    }
    | {"手続", "状態", "程度", "上"}
)
ADVERBIAL_TOPICS = frozenset(
    {
        "間",
        "当分",
        "今後",
        "毎年",
        "場合",
        "とき",
        "際",
        "限り",
        "ため",
        "上",
        "後",
        "前",
        "以後",
        "ところ",
        "いずれ",
    }
)
PENALTIES = frozenset({"処する", "科する"})

# Acts that somebody receives.
TRANSFER = re.compile(
    r"提供|通知|報告|諮問|諮|届け?出|届|請求|申し?出|申し?立て|申請|求め|委託|交付|送付|送達|命|通報|移送|委任|嘱託|付与|課|科|支払|提出|説明|"
    r"勧告|助言|指導|指示|示|知らせ|漏ら|もら|公表|公開|開示|閲覧|貸与|貸|引き?継|引き?渡|答申|答え|質問|尋ね|依頼|要請|返還|返|還付|譲渡|譲|告知|告げ|周知|明示|明らか|"
    r"与え|付|伝達|伝え|回答|応答|意見|陳述|述べ|照会|協力|協議|通告|催告|聴|内申|具申|上申|推薦|付議|提示|呈示|供|納付|納入|納め|納|弁明|教示|"
    r"移管|移転|再委託|請負|許可|支給|補助|給付|負わ|義務付け|行わせ|させ|送|渡|配布|頒布|差し出|通ず|公告|謝罪|補償|賠償|援助|支援|見せ|払|賦課"
)
# Of these, acts whose other side is somebody whatever the noun looks like (総務課に報告する).
REPORTING = re.compile(
    r"提供|通知|報告|諮|届|請求|申請|申し?出|委託|提出|送付|交付|通報|移送|委任|答申|照会|回付|合議"
)
# Acts that take something from somebody (から).
RECEIVE = re.compile(r"収集|取得|聴|聞|徴|受け|受領|入手|得|求め|借り|買")
# Acts done together with somebody (と).
TOGETHER = re.compile(r"協議|連携|協力|締結|契約|協定|共有|共同|調整|合意|結")
# Acts that are empty without a recipient (機会を与える).
GIVING = re.compile(r"^(?:与え|付与|交付|送付|提供|通知|報告|提出|諮問|委託|貸与|支給)")

SOMEBODY = re.compile(
    r"(?:者|人|長|会|機関|知事|都|道|府|県|市|区|町|村|国|社|団体|職員|委員|官|庁|署|局|所|部|課|院|校|員|家族|遺族|親族|他人|相手方|相手|"
    r"公衆|住民|民|組合|連合|法人|主体|先|世帯主|大臣|省|等|外|もの)$"
)
NOBODY = re.compile(
    r"(?:とき|場合|日|間|期間|以内|内|前|後|ため|よう|上|書|簿|帳簿|台帳|表|欄|例|方法|限度|範囲|中|結果|措置|目的|こと|旨|条|項|号|法|施策|"
    r"条例|規則|規定|とおり|更|適正|適切|円滑|厳重|必要|次|各号|事項|事務|業務|額|円|罰金|刑|ところ|いずれか|閲覧|縦覧|住所|地|場所|箇所)$"
)
