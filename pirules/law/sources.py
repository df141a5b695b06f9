"""Where statute texts come from: 法令標準XML, a reply of the e-Gov 法令API (v1 XML, v2 XML or JSON), a 法令 bulk zip."""

import base64
import hashlib
import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from pirules.errors import LawError
from pirules.law.names import names, read_number
from pirules.law.standard_xml import read_law
from pirules.law.statute import Statute, revision_from_id, revision_from_name
from pirules.law.xml_text import MAX_BYTES, parse_xml

# All laws in force are about 10,000 files and some hundred megabytes.
_MAX_MEMBERS = 50_000
_MAX_TOTAL = 6_000_000_000
_MAX_RATIO = 200
_MAX_NODES = 3_000_000
# What the zip library lets through on a damaged archive (ValueError holds the Unicode errors of member names).
_ZIP_FAULTS = (
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError,
)  # fmt: skip
_ERA_DIGITS = {"明治": "1", "大正": "2", "昭和": "3", "平成": "4", "令和": "5"}
_ID_KINDS = {"AC": "法律", "CO": "政令"}


def read_statutes(data: bytes, name: str = "") -> Iterator[Statute]:
    """Yield every statute that ``data`` holds; what it is follows from its first bytes, not from its name.

    Args:
        data: the file as it came.
        name: the file's name; law id and revision are read from it where the text doesn't say them.

    Raises:
        LawError: ``P311`` … ``P315``; the detail names the file, the member of a zip, the line.
    """
    if data[:4] == b"PK\x03\x04":
        yield from _from_zip(data, name)
    elif data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        yield _from_json(data, name)
    else:
        yield _from_xml(data, name)


def _from_zip(data: bytes, name: str) -> Iterator[Statute]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [item for item in archive.infolist() if item.filename.lower().endswith(".xml")]
            _check_zip(members, name)
            for member in members:
                yield _from_xml(archive.read(member), member.filename.rsplit("/", 1)[-1])
    except _ZIP_FAULTS as error:
        raise LawError("P311", f"{name} を zip として読めません（{error}）。") from error


def _check_zip(members: list[zipfile.ZipInfo], name: str) -> None:
    if not members:
        raise LawError("P312", f"{name} の中に XML がありません。")
    total = sum(member.file_size for member in members)
    if len(members) > _MAX_MEMBERS or total > _MAX_TOTAL:
        raise LawError("P315", f"{name} の中身が大きすぎます（{len(members):,} 件、{total:,} バイト）。")
    for member in members:
        if member.file_size > MAX_BYTES or member.file_size > _MAX_RATIO * max(member.compress_size, 1_000):
            raise LawError("P315", f"{name} の {member.filename} は異常に大きく膨らみます。")


def _from_xml(data: bytes, name: str) -> Statute:
    root = parse_xml(data, name)
    info: dict[str, str] = {}
    for tag in ("law_id", "law_num", "law_revision_id", "amendment_enforcement_date", "LawId"):
        found = next(root.iter(tag), None) if root.tag != "Law" else None
        if found is not None and found.text:
            info[tag] = found.text.strip()
    law = root if root.tag == "Law" else next(root.iter("Law"), None)
    if law is None:
        raise LawError("P312", f"{name} の最上位は <{root.tag}> で、中に <Law> がありません。")
    info.setdefault("law_id", info.get("LawId", ""))
    return _checked(law, info, name, hashlib.sha256(data).hexdigest())


def _from_json(data: bytes, name: str) -> Statute:
    try:
        raw = json.loads(data.decode("utf-8-sig"))
        # Half a surrogate pair can be written in JSON, but is no character that a text could hold.
        if "\\ud" in data.decode("utf-8-sig").lower():
            json.dumps(raw, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise LawError("P311", f"{name} を JSON として読めません（{type(error).__name__}）。") from error
    body = raw.get("law_full_text") if isinstance(raw, dict) else None
    info: dict[str, str] = {}
    for part in ("law_info", "revision_info"):
        section = raw.get(part) if isinstance(raw, dict) else None
        if isinstance(section, dict):
            info |= {key: value for key, value in section.items() if isinstance(value, str)}
    if isinstance(body, dict):
        law = _element(body, name)
    elif isinstance(body, str):
        law = parse_xml(_decoded(body, name), name)
    else:
        raise LawError("P312", f"{name} に法令API の law_full_text がありません。")
    return _checked(law, info, name, hashlib.sha256(data).hexdigest())


def _decoded(body: str, name: str) -> bytes:
    """Return XML that stands in JSON as it is, or as Base64 (when the two formats asked for differ)."""
    if body.lstrip().startswith("<"):
        return body.encode("utf-8")
    try:
        return base64.b64decode(body, validate=True)
    except ValueError as error:
        raise LawError("P311", f"{name} の law_full_text を Base64 として読めません。") from error


def _element(raw: dict[str, Any], name: str) -> Element:
    """Make an element tree of ``{tag, attr, children}``, without recursion."""
    root = Element("law_full_text")
    todo: list[tuple[Element, Any]] = [(root, raw)]
    for count, _ in enumerate(iter(lambda: bool(todo), False)):
        parent, node = todo.pop()
        if count > _MAX_NODES:
            raise LawError("P315", f"{name} の要素が多すぎます。")
        if isinstance(node, str):
            if len(parent):
                parent[-1].tail = (parent[-1].tail or "") + node
            else:
                parent.text = (parent.text or "") + node
            continue
        if not isinstance(node, dict) or not isinstance(node.get("tag"), str):
            raise LawError("P312", f"{name} の law_full_text に tag のない要素があります。")
        attributes = node.get("attr") if isinstance(node.get("attr"), dict) else {}
        child = Element(node["tag"], {str(key): str(value) for key, value in (attributes or {}).items()})
        parent.append(child)
        todo.extend((child, part) for part in reversed(node.get("children") or ()))
    if not len(root):
        raise LawError("P312", f"{name} の law_full_text が空です。")
    return root[0]


def _checked(law: Element, info: dict[str, str], name: str, sha256: str) -> Statute:
    file_id, file_revision = revision_from_name(name)
    law_id = info.get("law_id") or file_id
    revision = revision_from_id(info["law_revision_id"]) if info.get("law_revision_id") else file_revision
    statute = read_law(law, name=name, law_id=law_id, revision=revision, sha256=sha256)
    said = read_number(info.get("law_num", ""))
    if said is not None and statute.number is not None and said[0] != statute.number:
        raise LawError(
            "P314", f"{name} は{said[0]}の返事ですが、本文は{statute.number}（{statute.title}）です。"
        )
    check_identity(statute, name)
    return statute


def check_identity(statute: Statute, name: str = "") -> None:
    """Refuse a text that isn't that of the law whose id it carries.

    Raises:
        LawError: ``P314``.
    """
    law_id, number = statute.law_id, statute.number
    if law_id is None or number is None:
        return
    known = names().get(law_id)
    wrong = known is not None and known.number is not None and known.number != number
    parts = re.fullmatch(r"(明治|大正|昭和|平成|令和)(元|[0-9]+)年(法律|政令)第([0-9]+)号", number)
    # 415AC0000000057: era, year, kind, and the number in the last digits.
    shape = re.fullmatch(r"([1-5])([0-9]{2})([A-Z]{2})[0-9]([0-9]{9})", law_id)
    if parts is not None and shape is not None and shape[3] in _ID_KINDS:
        year = 1 if parts[2] == "元" else int(parts[2])
        same = (_ERA_DIGITS[parts[1]], year, parts[3], int(parts[4]))
        wrong = wrong or same != (shape[1], int(shape[2]), _ID_KINDS[shape[3]], int(shape[4]))
    if wrong:
        wanted = known.title if known else law_id
        raise LawError(
            "P314",
            f"{name or law_id} は{wanted}（{law_id}）のはずですが、本文は{statute.title}（{number}）です。",
        )
