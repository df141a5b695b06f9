"""JSON from outside: one meaning or none."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pirules import strict_json
from pirules.errors import RequestError


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "P405"),
        (b"{", "P405"),
        (b"[]", "P405"),
        (b"null", "P405"),
        (b'"text"', "P405"),
        (b'{"a": 1, "a": 2}', "P405"),
        (b'{"a": {"b": 1, "b": 1}}', "P405"),
        (b'{"a": NaN}', "P405"),
        (b'{"a": Infinity}', "P405"),
        (b'{"a": -Infinity}', "P405"),
        (b'{"a": 1e999}', "P405"),
        (b'{"a": ' + b"9" * 5000 + b"}", "P405"),
        (b'{"a": "\\ud800"}', "P405"),
        (b'{"\\udfff": 1}', "P405"),
        (b"\xff\xfe{}", "P405"),
        ('{"a": "あ"}'.encode("cp932"), "P405"),
        (b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "P405"),
        (b'{"a": ' + b"[" * 100_000, "P405"),
        (b"{} {}", "P405"),
        (b" " * (strict_json.MAX_BYTES + 1), "P404"),
    ],
)
def test_is_refused(data, code):
    with pytest.raises(RequestError) as caught:
        strict_json.loads_object(data)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b"{}", {}),
        (b"\xef\xbb\xbf{}", {}),
        (b'{"a": {"b": null}}', {"a": {"b": None}}),
        ('{"a": "[[[{\\"「"}'.encode(), {"a": '[[[{"「'}),
        (b'{"a": "\\ud83d\\ude00"}', {"a": "😀"}),
    ],
)
def test_is_read(data, value):
    assert strict_json.loads_object(data) == value


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_but_our_error(data):
    with contextlib.suppress(RequestError):
        strict_json.loads(data)
