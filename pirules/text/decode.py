"""Bytes to characters: UTF-8, UTF-16 with a mark, ISO-2022-JP, Shift_JIS (CP932) and EUC-JP, told apart by their own rules.

A wrong guess is worse than an error, because a garbled ordinance would be judged: when the rules of the encodings
leave it open, charset-normalizer is asked, and when that leaves it open too, nothing is read.
"""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from pirules.errors import InputError

#: Replaces what can't be decoded; its places become problems of the document.
REPLACEMENT = "\ufffd"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# euc_jis_2004 reads ① and ㈱ of row 13, which municipal systems write and plain EUC-JP lacks.
_CANDIDATES = ("utf-8", "cp932", "euc_jp", "euc_jis_2004")
_NAMES = {"euc_jis_2004": "euc_jp", "iso2022_jp_2004": "iso2022_jp", "iso2022_jp_ext": "iso2022_jp"}
# Bytes that mean nothing in Shift_JIS, which the codec turns into private characters without an error.
_CP932_HOLES = dict.fromkeys((0x80, 0xF8F0, 0xF8F1, 0xF8F2, 0xF8F3), REPLACEMENT)
_SAMPLE = 200_000  # characters that are weighed; the strict decoding always sees all
_TOLERATED = 0.02  # share of broken characters up to which a text counts as damaged, not as another encoding

_JAPANESE = re.compile(r"[ぁ-ゖァ-ヺーｦ-ﾝ一-鿿、。「」（）　０-９]")
_UNUSUAL = re.compile(r"[\ufffd｡-ﾟ\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f-\x9f\ue000-\uf8ff㐀-䶿Ѐ-ӿͰ-Ͽ─-╿]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters and the encoding that gave them (``utf-8``, ``cp932``, ``euc_jp``, ``iso2022_jp``, ``utf-16-le`` …).

    ``damaged``: some bytes couldn't be decoded and stand as U+FFFD.
    """

    text: str
    encoding: str
    damaged: bool = False


def decode(data: bytes) -> Decoded:
    """Return the characters of a text file, without a byte-order mark, line ends as they are.

    Raises:
        InputError: ``P104`` if no encoding fits, ``P105`` if the bytes are no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _with_damage(data[len(mark) :], encoding)
    if guess := _utf16_without_mark(data):
        return _with_damage(data, guess)
    if b"\x1b$" in data or b"\x1b(" in data:
        decoded = _iso2022(data)
        if decoded is not None:
            return decoded
    strict = [(name, text) for name in _CANDIDATES if (text := _strictly(data, name)) is not None]
    if strict:
        if strict[0][0] == "utf-8":  # by chance no Japanese Shift_JIS or EUC text is valid UTF-8
            return _refuse_binary(Decoded(strict[0][1], "utf-8"))
        name, text = max(strict, key=lambda pair: _plausibility(pair[1]))
        marked = text.translate(_CP932_HOLES) if name == "cp932" else text
        return _refuse_binary(Decoded(marked, _NAMES.get(name, name), damaged=marked != text))
    return _damaged(data)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _with_damage(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return _refuse_binary(Decoded(text, encoding, damaged=_strictly(data, encoding) is None))


def _utf16_without_mark(data: bytes) -> str | None:
    """Recognise UTF-16 by its line ends and ideographic spaces, which no other encoding writes so."""
    if len(data) < 4 or len(data) % 2:  # noqa: PLR2004 - two characters
        return None
    head = data[: _SAMPLE * 2]
    for encoding, marks in (("utf-16-le", (b"\n\x00", b"\x00\x30")), ("utf-16-be", (b"\x00\n", b"\x30\x00"))):
        aligned = sum(
            1 for mark in marks for found in re.finditer(re.escape(mark), head) if found.start() % 2 == 0
        )
        if aligned and head.count(b"\x00") >= aligned:
            text = _strictly(data, encoding)
            if text is not None and _plausibility(text) > 0.7:  # noqa: PLR2004 - nearly all Japanese
                return encoding
    return None


def _iso2022(data: bytes) -> Decoded | None:
    if any(byte > 0x7F for byte in data[:_SAMPLE]):  # noqa: PLR2004 - seven-bit by definition
        return None
    for name in ("iso2022_jp_ext", "iso2022_jp_2004"):
        text = _strictly(data, name)
        if text is not None:
            return Decoded(text, "iso2022_jp")
    text = data.decode("iso2022_jp_ext", errors="replace")
    return Decoded(text, "iso2022_jp", damaged=True) if _plausibility(text) > 0.5 else None  # noqa: PLR2004


def _plausibility(text: str) -> float:
    """Return how much a text looks like Japanese: the share of usual characters less that of unusual ones."""
    sample = text[:_SAMPLE]
    visible = sum(1 for char in sample if not char.isspace() or char == "　") or 1
    usual = len(_JAPANESE.findall(sample))
    ascii_share = len(re.findall(r"[!-~]", sample))
    return (usual + ascii_share * 0.9 - 3 * len(_UNUSUAL.findall(sample))) / visible


def _damaged(data: bytes) -> Decoded:
    """Choose the encoding that leaves the fewest broken characters, if they are few."""
    best: Decoded | None = None
    fewest = 1.0
    for name in ("utf-8", "cp932", "euc_jp"):
        text = data.decode(name, errors="replace")
        share = text.count(REPLACEMENT) / (len(text) or 1)
        if share < fewest and _plausibility(text) > 0.5:  # noqa: PLR2004 - more Japanese than not
            best, fewest = Decoded(text, name, damaged=True), share
    if best is not None and fewest <= _TOLERATED:
        return _refuse_binary(best)
    match = from_bytes(data[:_SAMPLE], cp_isolation=["utf_8", "cp932", "euc_jp", "iso2022_jp"]).best()
    if (
        match is not None
        and best is not None
        and match.encoding in (best.encoding, best.encoding.replace("-", "_"))
    ):
        return _refuse_binary(best)
    if _looks_binary(data):
        raise InputError("P105", "文字ではないデータが入っています。")
    raise InputError("P104", "UTF-8、Shift_JIS、EUC-JP のどれとしても読めません。")


def _looks_binary(data: bytes) -> bool:
    head = data[:_SAMPLE]
    control = sum(head.count(bytes([code])) for code in [*range(9), *range(14, 27), *range(28, 32)])
    return control > len(head) * 0.05


def _refuse_binary(decoded: Decoded) -> Decoded:
    """Let single control characters pass (they become problems), but not a file that is mostly none of text."""
    if _looks_binary(decoded.text[:_SAMPLE].encode("utf-8", "replace")):
        raise InputError("P105", "文字ではないデータが入っています。")
    return decoded
