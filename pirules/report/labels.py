"""The values of the contracts in the words that people read."""

import re
from functools import lru_cache
from typing import Any

import yaml

from pirules.data import rulesets_dir
from pirules.errors import RulesetError

CLASSIFICATION = {
    "not_permitted": "認められない規定",
    "required": "必要な規定",
    "permitted": "法が条例に委ねる規定",
    "permitted_internal": "内部の組織・手続の規定",
    "duplicates_law": "法と重複する規定",
    "outside": "法の対象外の規定",
    "uncertain": "確認を要する規定",
}
MEANING = {
    "not_permitted": "法に根拠がなく、又は法に反するため、条例に置けないと考えられるもの。",
    "required": "法が条例で定めることを求めるもの。",
    "permitted": "法が条例で定めることを認めており、その範囲内のもの。",
    "permitted_internal": "法の要件を変えない組織・手続・理念の規定で、置くことができるもの。",
    "duplicates_law": "法の規定を繰り返すだけで、効果が変わらないもの。違法とはいえませんが、削除を勧めます。",
    "outside": "議会、死者の情報、番号法など、この法律の外にあるもの。",
    "uncertain": "公式の見解が確かめられない、又は文言だけでは決められないもの。推測せず、担当者の確認に委ねます。",
}
#: What short names of a report stand for.
ABBREVIATIONS = "「法」は個人情報の保護に関する法律、「令」「規則」はその施行令・施行規則、「PPC」は個人情報保護委員会です。"
# What the reader of the findings must not misunderstand.
READING = (
    "確からしさは、その規定をその論点として読んだことの確からしさであり、法的な判断が正しい割合ではありません。"
    "文例の「市」「何市」は、団体の名と呼び方に読み替えてください。"
)
# What a drafter does with a clause of the class, when the topic says nothing nearer.
ACTION = {
    "not_permitted": "削除",
    "required": "存置",
    "permitted": "存置",
    "permitted_internal": "存置可",
    "duplicates_law": "削除を推奨・要確認",
    "outside": "この法律の外で判断",
    "uncertain": "要確認",
}
RELATION = {
    "same": "同一",
    "specifies": "具体化",
    "adds": "上乗せ",
    "extends": "横出し",
    "relaxes": "緩和",
    "conflicts": "抵触",
    "none": "―",
}
NOTIFY = {"yes": "届出の対象", "no": "届出の対象外", "uncertain": "届出の要否を確認"}
AUTHORITY = {
    "statute": "法令の文言",
    "commission_guidance": "個人情報保護委員会の解釈",
    "secondary": "二次資料による理解（委員会の見解は未確認）",
}
KIND = {
    "implementation": "法施行条例",
    "legacy": "旧個人情報保護条例（令和5年3月までの型）",
    "assembly": "議会の個人情報保護条例",
    "other": "その他の条例",
}
DECISION = {
    "permitted": "可",
    "conditional": "条件付き可",
    "prohibited": "不可",
    "needs_judgment": "要判断",
    "out_of_scope": "対象外",
}
DECISION_MEANING = {
    "permitted": "提供（利用）することができます。",
    "conditional": "次の条件を満たせば、提供（利用）することができます。",
    "prohibited": "提供（利用）することはできません。",
    "needs_judgment": "提供元の長等の判断が必要か、事実が足りません。まだ「可」ではありません。",
    "out_of_scope": "この法律の利用・提供の制限の対象ではありません。ほかの法令や条例を確かめてください。",
}
HOLDS = {"yes": "当たる", "no": "当たらない", "unknown": "不明"}
# The short names that stand before an article's number; a full name is said each time.
_SHORT = re.compile(r"(?P<law>法|令|規則|番号法)(?=[0-9])")
WHEN = {"always": "必ず", "if_necessary": "必要なとき"}


def base_label(base: str) -> str:
    """Return a notification base as lawyers write it: ``75-5`` is 法75条5項, ``108`` is 法108条."""
    article, _, paragraph = base.partition("-")
    return f"法{article}条{paragraph}項" if paragraph else f"法{article}条"


def cite(citations: list[dict[str, Any]] | None) -> str:
    """Return the labels of citations, joined as lawyers do, the short name of a law said once: 法61条、62条、令22条."""
    joined: list[str] = []
    before = ""
    for citation in citations or []:
        label = str(citation["label"])
        found = _SHORT.match(label)
        name = found["law"] if found else ""
        joined.append(label[len(name) :] if name and name == before else label)
        before = name
    return "、".join(joined)


def holds(node: dict[str, Any]) -> str:
    """Return whether a rule of a trace applies; one that rests on facts still ``open`` only does for now."""
    return "仮に当たる" if node["holds"] == "yes" and node.get("open") else HOLDS[node["holds"]]


@lru_cache(maxsize=1)
def _topic_names() -> dict[str, str]:
    names: dict[str, str] = {}
    folder = rulesets_dir() / "topics"
    for path in sorted(folder.glob("*.yaml")):
        try:
            raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (OSError, yaml.YAMLError) as error:
            raise RulesetError("P501", f"{path} を読めません（{error}）。") from error
        for topic in raw if isinstance(raw, list) else [raw]:
            if isinstance(topic, dict) and "slug" in topic:
                names[str(topic["slug"])] = str(topic.get("name") or topic["slug"])
    return names


def topic(slug: str) -> str:
    """Return the Japanese name of a topic, the slug itself when the rules don't name it.

    Raises:
        RulesetError: ``P501`` when a topic file can't be read.
    """
    return _topic_names().get(slug, slug)
