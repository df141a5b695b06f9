"""JSON from outside, read strictly: what two readers could understand differently is refused."""

import json
import re
from typing import Any, NoReturn

from pirules.errors import RequestError

#: No request of ours is larger.
MAX_BYTES = 2_000_000
_MAX_DEPTH = 64
# A string that is never closed reaches to the end.
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"?', re.DOTALL)
_BRACKET = re.compile(r"[\[{\]}]")


class _RefusedError(ValueError):
    """Something that JSON allows and we don't; the text says what."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for name, value in pairs:
        if name in result:
            raise _RefusedError(f"項目 {name[:60]} が二度あります。")
        result[name] = value
    return result


def _no_constant(name: str) -> NoReturn:
    raise _RefusedError(f"{name} は JSON の数ではありません。")


def _finite(text: str) -> float:
    value = float(text)
    if value in {float("inf"), float("-inf")}:
        raise _RefusedError("数が大きすぎます。")
    return value


def _refuse_depth(text: str) -> None:
    """Refuse deep nesting of brackets (outside strings) before a recursive parser sees it."""
    if text.count("[") + text.count("{") <= _MAX_DEPTH:
        return
    deepest = depth = 0
    for bracket in _BRACKET.findall(_STRING.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    if deepest > _MAX_DEPTH:
        raise _RefusedError(f"入れ子が深すぎます（{_MAX_DEPTH} 段まで）。")


def loads(data: bytes) -> Any:
    """Return the value of UTF-8 JSON.

    Refused beside malformed JSON: a name given twice, NaN and Infinity, lone surrogates, deep nesting.

    Raises:
        RequestError: ``P405`` not such JSON, ``P404`` larger than :data:`MAX_BYTES`.
    """
    if len(data) > MAX_BYTES:
        raise RequestError("P404", f"{MAX_BYTES:,} バイトまでです（{len(data):,} バイトあります）。")
    try:
        text = data.decode("utf-8-sig")
        if not text.strip():
            raise _RefusedError("何も入っていません。")  # noqa: TRY301 - one place turns a refusal into our error
        _refuse_depth(text)
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=_finite)
        if "\\u" in text:
            # "\ud800" is JSON but no text: it could not be written anywhere again.
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except _RefusedError as error:
        raise RequestError("P405", str(error)) from error
    except json.JSONDecodeError as error:
        raise RequestError(
            "P405", f"{error.lineno} 行目 {error.colno} 文字目が JSON として読めません。"
        ) from error
    except (UnicodeError, ValueError, RecursionError) as error:
        raise RequestError("P405", "UTF-8 の JSON として読めません。") from error
    return value


def loads_object(data: bytes) -> dict[str, Any]:
    """Return the value of UTF-8 JSON that must be one object.

    Raises:
        RequestError: as :func:`loads`; ``P405`` also for anything but an object.
    """
    value = loads(data)
    if not isinstance(value, dict):
        raise RequestError("P405", "JSON のオブジェクト（{ } で囲んだもの）を一つ渡してください。")
    return value
