"""From a statute's text to its entry in ``rulesets/law_index``: what exists and what it is called, never its words."""

import json
from typing import Any

from pirules.errors import LawError
from pirules.law.statute import Statute, Unit

# What people enter by hand and a new text doesn't replace.
_HEAD = (
    "id", "title", "short", "number", "names", "promulgated", "entered", "complete", "note",
    "windows", "revisions", "renumberings",
)  # fmt: skip


def index_entry(statute: Statute, base: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the index entry of ``statute``; names, revisions and the like are taken over from ``base``.

    Raises:
        LawError: ``P314`` when ``base`` is the entry of another law.
    """
    base = base or {}
    for field, value in (("title", statute.title), ("number", statute.number)):
        if base.get(field) and value and base[field] != value:
            raise LawError("P314", f"索引の「{base[field]}」に、「{value}」の本文を入れることはできません。")
    entry: dict[str, Any] = {
        "id": statute.law_id,
        "title": statute.title,
        "number": statute.number,
        "names": list(statute.abbreviations),
        "promulgated": statute.promulgated.isoformat() if statute.promulgated else None,
        "entered": "from_text",
        "complete": statute.complete,
    }
    entry |= {key: base[key] for key in _HEAD if key in base}
    entry["source"] = {"revision": statute.revision.id, "sha256": statute.sha256 or None}
    entry["divisions"] = [
        {"name": item.name, "title": item.title, "first": item.first, "last": item.last}
        for item in statute.divisions
    ]
    # An own 附則 has "" as its amending law; a law whose 附則 alone is at hand is filed under its own number.
    own = ("", statute.number) if not statute.complete else ("",)
    main = _articles([unit for unit in statute.units if unit.amending is None and unit.article])
    entry["articles"] = main or base.get("articles", [])
    entry["supplementary"] = _articles(
        [unit for unit in statute.units if unit.amending in own and unit.paragraph]
    )
    appended = [unit.division for unit in statute.units if unit.amending is None and not unit.paragraph]
    entry["appended"] = appended or base.get("appended", [])
    return entry


def _articles(units: list[Unit]) -> list[dict[str, Any]]:
    articles: dict[str | None, dict[str, Any]] = {}
    for unit in units:
        article = articles.setdefault(unit.article, {"n": unit.article, "caption": None, "p": {}})
        if (
            unit.caption
            and article["caption"] is None
            and (unit.article is not None or unit.paragraph == "1")
        ):
            article["caption"] = unit.caption
        if unit.deleted or ":" in (unit.item or ""):
            continue  # 削除, also of several 号 at once (2:3)
        paragraphs: dict[str, dict[str, str]] = article["p"]
        items = paragraphs.setdefault(unit.paragraph or "1", {})
        if unit.item is not None:
            letters = items.setdefault(unit.item, "")
            if unit.subitem is not None and len(unit.subitem) == 1:
                items[unit.item] = letters + unit.subitem
    for article in articles.values():
        if not article["p"]:
            article["deleted"] = True
        article["p"] = {number: _items(items) for number, items in article["p"].items()}
    return list(articles.values())


def _items(items: dict[str, str]) -> str:
    """Write 号 and what stands below them in one line: ``1 2 3:イロ``."""
    return " ".join(number + (f":{letters}" if letters else "") for number, letters in items.items())


def dump_entry(entry: dict[str, Any]) -> str:
    """Write an entry as JSON that people can review: one line for an article, a revision, a division."""
    lines = []
    for key, value in entry.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            rows = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in value)
            lines.append(f" {json.dumps(key)}: [\n{rows}\n ]")
        else:
            lines.append(f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"
