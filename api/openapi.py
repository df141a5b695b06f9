"""What the API's documentation says beyond the signatures: bodies that we read ourselves, and errors."""

from typing import Any

from pirules.report import vocabulary
from pirules.store import STATES

_PROBLEM = {
    "type": "object",
    "required": ["code", "title", "detail", "remedy", "field"],
    "properties": {
        "code": {"type": "string", "example": "P401"},
        "title": {"type": "string"},
        "detail": {"type": "string"},
        "remedy": {"type": "string"},
        "field": {"type": "string", "nullable": True},
    },
}


def _error(description: str) -> dict[str, Any]:
    return {"description": description, "content": {"application/problem+json": {"schema": _PROBLEM}}}


ERRORS: dict[int | str, dict[str, Any]] = {
    400: _error("読めない入力"),
    404: _error("見つからない"),
    413: _error("大きすぎる入力"),
    422: _error("契約に合わない値"),
    500: _error("エンジンの不一致など、判定できない誤り"),
}


def _fact_schema(fact: vocabulary.Field) -> dict[str, Any]:
    kinds: dict[str, dict[str, Any]] = {
        "flag": {"type": "boolean"},
        "number": {"type": "integer"},
        "date": {"type": "string", "format": "date"},
        "text": {"type": "string"},
        "choice": {"type": "string", "enum": list(fact.values)},
    }
    return {
        **kinds[fact.kind],
        "nullable": True,
        "description": fact.label + (f"。{fact.hint}" if fact.hint else ""),
    }


def request_schema() -> dict[str, Any]:
    """Return the JSON Schema of a provision check's request, with the labels that the form shows."""
    properties: dict[str, Any] = {}
    for name, fact in vocabulary.fields().items():
        outer, _, inner = name.partition(".")
        if not inner:
            properties[outer] = _fact_schema(fact)
            continue
        group = properties.setdefault(
            outer, {"type": "object", "nullable": True, "additionalProperties": False, "properties": {}}
        )
        group["properties"][inner] = _fact_schema(fact)
    return {"type": "object", "additionalProperties": False, "properties": properties}


_EXAMPLE = {
    "provider": {"kind": "municipal_organ"},
    "handling": "provision",
    "recipient": {"kind": "police"},
    "information": {"category": "personal_information"},
    "purpose": {"within_specified": False},
    "legal_basis": {"instrument": "statute", "citation": "刑事訴訟法197条2項"},
}


def check_request() -> dict[str, Any]:
    """Return the documentation of what ``POST /v1/provision-checks`` reads itself: its body and ``store``."""
    content = {"application/json": {"schema": request_schema(), "example": _EXAMPLE}}
    store = {
        "name": "store",
        "in": "query",
        "description": "判定を保存するか",
        "schema": {"type": "boolean", "default": True},
    }
    return {"parameters": [store], "requestBody": {"required": True, "content": content}}


def upload_body() -> dict[str, Any]:
    """Return the documentation of the body of ``POST /v1/gap-reports``."""
    schema = {
        "type": "object",
        "required": ["file"],
        "properties": {
            "file": {"type": "string", "format": "binary", "description": "調べる条例"},
            "others": {
                "type": "array",
                "items": {"type": "string", "format": "binary"},
                "description": "同じ団体のほかの条例（手数料条例、審査会条例など）",
            },
        },
    }
    return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}}


def measure_body(*, with_id: bool) -> dict[str, Any]:
    """Return the documentation of the body of ``PATCH /v1/measures``."""
    properties: dict[str, Any] = {
        "state": {"type": "string", "enum": list(STATES)},
        "comment": {"type": "string"},
        "date": {"type": "string", "description": "確認した日、届け出た日など（ISO 又は和暦）"},
        "by": {"type": "string", "description": "確認者"},
        "version": {"type": "integer", "description": "見た版。その後に変わっていれば 409 になります"},
    }
    if with_id:
        properties = {"id": {"type": "string"}, **properties}
    schema = {"type": "object", "additionalProperties": False, "properties": properties}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}
