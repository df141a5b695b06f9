"""Reads hand-made annotations of clauses (``tests/gold/clauses``) and puts each into a small ordinance.

A gold file has one JSON object a line: the sentence ``text`` with its ``role``, what stands around it (``before`` it in
its paragraph, the ``lead`` of its 号, the ``items`` after it) and the expected frame.  A field that is left out of the
object isn't scored; ``modality`` may be a list of which any is right; ``optional`` holds values that may be found or not.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pirules.errors import InputError

SINGLE = ("subject", "counterparty")
LISTS = ("actions", "objects", "conditions", "exceptions")

_BRACKETS = re.compile(r"\([^()]*\)")
_SPACE = re.compile(r"\s+")
_CONDITION_END = re.compile(r"(?:で(?:なければ)|に(?:おいて)?(?:は)?|にあって(?:は)?|に限り|で|は|、)+$")
_EXCEPTION_END = re.compile(
    r"(?:を(?:除き|除く(?:ほか)?|除いて(?:は)?|除いたほか)|の(?:ほか|外)(?:は)?|にかかわらず|以外|でない限り|ない限り|、)+$"
)
_VERB_END = re.compile(r"(?:(?:を)?(?:し|する|せ|さ|され|させ|しよう|すべき|して)(?:て|る|た|ない)?)$")
_KANA_END = re.compile(r"[ぁ-ん]+$")


@dataclass(frozen=True, slots=True)
class GoldClause:
    """One annotated clause; ``expected`` has only the fields that are scored."""

    name: str
    part: str
    text: str
    before: str
    lead: str
    items: tuple[str, ...]
    expected: Mapping[str, Any]
    optional: Mapping[str, tuple[str, ...]]

    def ordinance(self) -> str:
        """Return a small ordinance in which the clause stands where its role puts it."""
        lines = ["○見本市個人情報の保護に関する法律施行条例", "令和4年12月20日", "条例第30号"]
        lines += [
            "第1条　この条例は、個人情報の保護に関する法律(平成15年法律第57号。以下「法」という。)の施行に関し必要な事項を定めるものとする。"
        ]
        if self.lead:
            lines += [f"第2条　{self.lead}", f"(1)　{self.before}{self.text}"]
        else:
            lines += [f"第2条　{self.before}{self.text}"]
        lines += [f"({number})　{item}" for number, item in enumerate(self.items, 1)]
        return "\n".join([*lines, "附　則", "この条例は、令和5年4月1日から施行する。", ""])


def read_clauses(path: Path) -> Iterator[GoldClause]:
    """Yield the annotated clauses of one file.

    Raises:
        InputError: ``P107`` with the line at fault.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise InputError("P107", f"正解ファイル {path.name} を読めません（{error}）。") from error
    for number, line in enumerate(lines, 1):
        try:
            data = json.loads(line)
            yield GoldClause(
                data["id"],
                path.parent.name,
                data["text"],
                data.get("before", ""),
                data.get("lead", ""),
                tuple(data.get("items", ())),
                {key: data[key] for key in ("role", "modality", *SINGLE, *LISTS) if key in data},
                {key: tuple(values) for key, values in data.get("optional", {}).items()},
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError("P107", f"{path.name} の {number} 行目を読めません（{error}）。") from error


def clause_files(directory: Path) -> Iterator[Path]:
    """Yield the files of annotated clauses below a directory in a fixed order.

    Raises:
        InputError: ``P010`` when the directory holds none.
    """
    files = sorted(directory.rglob("*.jsonl")) if directory.is_dir() else []
    if not files:
        raise InputError("P010", f"{directory} に正解ファイル（*.jsonl）がありません。")
    yield from files


def plain(text: str) -> str:
    """Fold a value for comparison: widths, white space, and bracketed remarks, which may be printed or not."""
    folded = _SPACE.sub("", unicodedata.normalize("NFKC", text))
    # Brackets nest at most three deep in practice; each pass takes away the innermost.
    for _ in range(4):
        folded = _BRACKETS.sub("", folded)
    return folded.strip("、。")


def comparable(field: str, value: str) -> str:
    """Return a value as it is compared: without the particles and endings that may or may not be printed with it.

    An action counts by its stem (利用し, 利用する → 利用; 定める → 定); a condition without 「は」「において」,
    an exception without 「を除き」 and the like.
    """
    text = plain(value)
    if field == "conditions":
        return _CONDITION_END.sub("", text)
    if field == "exceptions":
        return _EXCEPTION_END.sub("", text)
    if field == "actions":
        stem = _VERB_END.sub("", text.removeprefix("自ら"))
        return _KANA_END.sub("", stem) or stem[:2]
    return text
