"""The facts of a provision check in the words that people read (``vocabulary.yaml``)."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from pirules.text.dates import parse_date, to_wareki

UNKNOWN = "不明"
_FLAG = {True: "はい", False: "いいえ", None: UNKNOWN}


@dataclass(frozen=True, slots=True)
class Field:
    """One fact: its dotted name, its kind (choice, flag, text, date, number), label, hint and values."""

    name: str
    kind: str
    label: str
    hint: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """Facts that belong together on the form; a ``rare`` group is folded away until it is needed."""

    title: str
    hint: str
    rare: bool
    fields: tuple[Field, ...]


@lru_cache(maxsize=1)
def groups() -> tuple[Group, ...]:
    """Return the facts in the order of the form."""
    text = files("pirules.report").joinpath("vocabulary.yaml").read_text(encoding="utf-8")
    return tuple(
        Group(
            raw["title"],
            raw["hint"],
            bool(raw.get("rare")),
            tuple(
                Field(
                    item["name"],
                    item["kind"],
                    item["label"],
                    item.get("hint", ""),
                    dict(item.get("values", {})),
                )
                for item in raw["fields"]
            ),
        )
        for raw in yaml.safe_load(text)["groups"]
    )


@lru_cache(maxsize=1)
def fields() -> dict[str, Field]:
    """Return the facts by dotted name, in the order of the form."""
    return {field.name: field for group in groups() for field in group.fields}


def label(name: str) -> str:
    """Return the Japanese label of a fact, the name itself for one that has none."""
    known = fields().get(name)
    return known.label if known else name


def value_text(name: str, value: Any) -> str:
    """Return a fact's value as people read it: はい, 不明, 警察, 令和8年11月21日."""
    field = fields().get(name)
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return _FLAG[value]
    if field and field.kind == "date" and (day := parse_date(str(value))):
        return f"{to_wareki(day)}（{day.isoformat()}）"
    if field and str(value) in field.values:
        return field.values[str(value)]
    return str(value)


def flatten(request: dict[str, Any]) -> dict[str, Any]:
    """Return a request as ``{"dotted.name": value}``; a whole object ``null`` leaves its facts out."""
    flat: dict[str, Any] = {}
    for name, value in request.items():
        if isinstance(value, dict):
            flat.update({f"{name}.{inner}": item for inner, item in value.items()})
        else:
            flat[name] = value
    return flat


def stated(request: dict[str, Any]) -> list[tuple[Group, list[tuple[Field, str]]]]:
    """Return the facts that the request states (not the unknown ones), by group, with values to read."""
    flat = flatten(request)
    result = []
    for group in groups():
        rows = [
            (field, value_text(field.name, flat[field.name]))
            for field in group.fields
            if flat.get(field.name) is not None
        ]
        if rows:
            result.append((group, rows))
    return result
