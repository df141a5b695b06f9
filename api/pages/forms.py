"""Between the form's texts and the request's values."""

from typing import Any

from pirules.errors import RequestError
from pirules.report import vocabulary
from pirules.text.dates import parse_date
from pirules.text.numerals import parse_int

_FLAGS = {"yes": True, "no": False}


def _value(fact: vocabulary.Field, text: str) -> Any:
    if fact.kind == "flag":
        if text not in _FLAGS:
            raise RequestError(
                "P401", f"「{fact.label}」は、はい・いいえ・不明から選んでください。", field=fact.name
            )
        return _FLAGS[text]
    if fact.kind == "choice":
        if text not in fact.values:
            raise RequestError("P401", f"「{fact.label}」は、選択肢から選んでください。", field=fact.name)
        return text
    if fact.kind == "date":
        day = parse_date(text)
        if day is None:
            raise RequestError("P403", f"「{text[:40]}」は日付として読めません。", field=fact.name)
        return day.isoformat()
    if fact.kind == "number":
        number = parse_int(text)
        if number is None:
            raise RequestError("P401", f"「{fact.label}」は数字で入れてください。", field=fact.name)
        return number
    return text


def facts_of(values: dict[str, str]) -> dict[str, Any]:
    """Return the request that the form's texts state; what was left open stays out of it (unknown).

    Raises:
        RequestError: ``P401`` or ``P403``, naming the field.
    """
    request: dict[str, Any] = {}
    for name, text in values.items():
        outer, _, inner = name.partition(".")
        value = _value(vocabulary.fields()[name], text)
        if inner:
            request.setdefault(outer, {})[inner] = value
        else:
            request[outer] = value
    return request


def answers_of(request: dict[str, Any]) -> dict[str, str]:
    """Return the texts that the form shows for a request."""
    texts: dict[str, str] = {}
    for name, value in vocabulary.flatten(request).items():
        if value is None:
            continue
        texts[name] = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
    return texts
