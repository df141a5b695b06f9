"""What other rules would change: the findings of a corpus under two folders of rules, compared."""

from collections.abc import Iterator
from typing import Any

from pirules.corpus.counts import Corpus, Judged
from pirules.corpus.tables import Table
from pirules.report import labels
from pirules.report.summary import day

_COMPARED = ("classification", "relation", "notify", "authority", "contested")


def compare(now: Corpus, then: Corpus) -> dict[str, Any]:
    """Return what differs between the results under the rules in use and under others, as JSON values.

    Args:
        now: results under the rules in use.
        then: results of the same files under the other rules.
    """
    before = {(entry.path, entry.part): entry for entry in now.judged}
    after = {(entry.path, entry.part): entry for entry in then.judged}
    changes = [
        change
        for key in sorted(before.keys() & after.keys())
        for change in _differences(before[key], after[key])
    ]
    return {
        "as_of": now.as_of,
        "ruleset": now.ruleset_sha256,
        "other_ruleset": then.ruleset_sha256,
        "ordinances": len(before.keys() & after.keys()),
        "changed": len({(change["file"], change["part"]) for change in changes}),
        "changes": changes,
        "problems": [*now.problems, *then.problems],
        "only_once": sorted({path for path, _ in before.keys() ^ after.keys()}),
    }


def _differences(before: Judged, after: Judged) -> Iterator[dict[str, Any]]:
    head = {"file": before.path, "part": before.part, "body": before.body}
    one = {(finding["provision"], finding["topic"]): finding for finding in before.content["findings"]}
    two = {(finding["provision"], finding["topic"]): finding for finding in after.content["findings"]}
    for key in sorted(one.keys() | two.keys()):
        old, new = one.get(key), two.get(key)
        fields = [name for name in _COMPARED if (old or {}).get(name) != (new or {}).get(name)]
        if fields:
            yield {
                **head,
                "what": "changed" if old and new else "gone" if old else "new",
                "provision": key[0],
                "topic": key[1],
                "before": {name: old[name] for name in _COMPARED} if old else None,
                "after": {name: new[name] for name in _COMPARED} if new else None,
            }
    for name, value, other in _overall(before.content, after.content):
        yield {**head, "what": name, "provision": "全体", "topic": None, "before": value, "after": other}


def _overall(before: dict[str, Any], after: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    pairs = (
        ("missing", before["missing"], after["missing"]),
        ("notification", before["notification"]["required"], after["notification"]["required"]),
        ("linkage", before["linkage"]["types"], after["linkage"]["types"]),
    )
    return ((name, one, two) for name, one, two in pairs if one != two)


_WHAT = {
    "changed": "判断が変わる",
    "gone": "所見がなくなる",
    "new": "所見が増える",
    "missing": "不足する規定",
    "notification": "届出の要否",
    "linkage": "オンライン結合の条件",
}
_REQUIRED = {True: "必要", False: "不要", None: "要確認"}


def whatif_tables(data: dict[str, Any]) -> list[Table]:
    """Return a comparison of :func:`compare` as tables."""
    head: list[tuple[str | int, ...]] = [
        ("基準日", day(data["as_of"])),
        ("今の規則", data["ruleset"]),
        ("比べる規則", data["other_ruleset"]),
        ("比べた条例", data["ordinances"]),
        ("違いがある条例", data["changed"]),
        ("違い", len(data["changes"])),
    ]
    rows = [
        (
            change["body"],
            change["file"],
            change["provision"],
            labels.topic(change["topic"]) if change["topic"] else "―",
            _WHAT[change["what"]],
            _said(change["what"], change["before"]),
            _said(change["what"], change["after"]),
        )
        for change in data["changes"]
    ]
    columns = (
        ("団体", 18),
        ("ファイル", 34),
        ("条項", 16),
        ("論点", 26),
        ("違い", 18),
        ("今", 34),
        ("比べる規則", 34),
    )
    lost = [(entry["file"], entry["code"], entry["detail"]) for entry in data["problems"]]
    lost += [(path, "―", "片方の規則でしか調べられませんでした。") for path in data["only_once"]]
    return [
        Table("概要", (("項目", 26), ("内容", 90)), head),
        Table("違い", columns, rows),
        Table("読めなかったファイル", (("ファイル", 50), ("番号", 10), ("原因", 80)), lost),
    ]


def _said(what: str, value: Any) -> str:
    if what == "missing":
        return "、".join(labels.topic(name) for name in value) or "なし"
    if what == "notification":
        return _REQUIRED[value]
    if what == "linkage":
        return "、".join(value) or "なし"
    if value is None:
        return "―"
    contested = "、異論あり" if value["contested"] else ""
    return f"{labels.CLASSIFICATION[value['classification']]}（{labels.NOTIFY[value['notify']]}{contested}）"
