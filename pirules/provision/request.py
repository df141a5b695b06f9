"""The request: validated strictly, nothing coerced, every fault naming its dotted field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pirules.errors import RequestError
from pirules.rules.conditions import literal
from pirules.rules.vocabulary import Field, Vocabulary
from pirules.text.dates import parse_date

_MAX_TITLE = 10_000
_MAX_CITATION = 1_000
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Request:
    """A request that fits the contract: the day asked about and the known facts as literals."""

    as_of: date
    literals: dict[str, str]
    citation: str | None

    def said(self, name: str) -> str | None:
        """Return the literal of a field, ``None`` when it is unknown."""
        return self.literals.get(name)


def today() -> date:
    """Return today's date in Japan, the default of ``as_of``."""
    return datetime.now(ZoneInfo("Asia/Tokyo")).date()


def _shown(value: object) -> str:
    # Never the repr of what may be nested or long without bound.
    if isinstance(value, int) and value.bit_length() > _SHOWN * 4:
        return "大きすぎる整数"
    if not isinstance(value, (str, int, float, date, type(None))):
        return type(value).__name__
    text = value if isinstance(value, str) else repr(value)
    text = "".join(char if char.isprintable() else "�" for char in text[: _SHOWN + 1])
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _date(raw: object) -> date:
    if raw is None:
        return today()
    if type(raw) is date:
        return raw
    if not isinstance(raw, str):
        raise RequestError("P401", f"日付の文字列ではありません（{_shown(raw)}）。", field="as_of")
    if len(raw) > _SHOWN:
        raise RequestError("P404", "日付としては長すぎる文字列です。", field="as_of")
    found = parse_date(raw)
    if found is None:
        raise RequestError("P403", f"「{_shown(raw)}」は暦にある日付として読めません。", field="as_of")
    return found


def _text(raw: object, name: str, limit: int) -> str | None:
    if raw is None:
        return None
    if not isinstance(raw, str):
        raise RequestError("P401", f"文字列で入れてください（{_shown(raw)}）。", field=name)
    if len(raw) > limit:
        raise RequestError("P404", f"{limit} 文字までにしてください（{len(raw)} 文字あります）。", field=name)
    try:
        raw.encode("utf-8")
    except UnicodeEncodeError as error:
        raise RequestError("P401", "文字として扱えない符号が入っています。", field=name) from error
    return "".join(char if char.isprintable() else " " for char in raw).strip()


def _literal(field: Field, raw: object) -> str:
    """Return the literal of a given value: booleans must be booleans, numbers numbers, words words."""
    if field.kind == "bool":
        if not isinstance(raw, bool):
            raise RequestError("P401", f"true か false で入れてください（{_shown(raw)}）。", field=field.name)
        return literal(raw)
    if field.kind == "int":
        if isinstance(raw, bool) or not isinstance(raw, int) or not -(10**9) < raw < 10**9:
            raise RequestError("P401", f"整数で入れてください（{_shown(raw)}）。", field=field.name)
        if str(raw) not in field.domain:
            span = f"{field.literals[0]} から {field.literals[-1]} まで"
            raise RequestError("P401", f"{span}の番号で入れてください（{raw}）。", field=field.name)
        return str(raw)
    if not isinstance(raw, str) or raw not in field.domain:
        known = "、".join(field.literals)
        raise RequestError("P401", f"「{_shown(raw)}」は使えません。使える値: {known}。", field=field.name)
    return raw


def _object(raw: object, name: str | None) -> Mapping[Any, Any]:
    if not isinstance(raw, Mapping):
        code = "P405" if name is None else "P401"
        raise RequestError(code, f"項目の集まり（オブジェクト）ではありません（{_shown(raw)}）。", field=name)
    return raw


def read_request(raw: object, vocabulary: Vocabulary) -> Request:
    """Read a request of ``contracts/provision-check.md``.

    Raises:
        RequestError: ``P401`` a wrong value, ``P402`` an unknown field, ``P403`` a date that doesn't exist,
            ``P404`` too large, ``P405`` not an object.
    """
    literals: dict[str, str] = {}
    citation: str | None = None
    body = _object(raw, None)
    as_of = _date(body.get("as_of"))
    _text(body.get("title"), "title", _MAX_TITLE)
    for name, value in _fields(body, vocabulary.groups):
        if name == vocabulary.citation_field:
            citation = _text(value, name, _MAX_CITATION) or None
        elif name not in vocabulary.fields:
            raise RequestError("P402", f"「{_shown(name)}」という項目はありません。", field=_shown(name))
        elif value is not None:
            literals[name] = _literal(vocabulary.fields[name], value)
    return Request(as_of, literals, citation)


def _fields(body: Mapping[Any, Any], groups: frozenset[str]) -> Iterator[tuple[str, object]]:
    """Yield the dotted name and value of every field; a dotted name can't be written at the top.

    Raises:
        RequestError: ``P401`` a group that isn't an object, ``P402`` a key that isn't a name.
    """
    for key, value in body.items():
        if not isinstance(key, str) or "." in key:
            raise RequestError("P402", f"「{_shown(key)}」という項目はありません。", field=_shown(key))
        if key in {"as_of", "title"}:
            continue
        if key not in groups:
            yield key, value
        elif value is not None:
            for inner, inner_value in _object(value, key).items():
                yield f"{key}.{inner}" if isinstance(inner, str) else f"{key}.{_shown(inner)}", inner_value
