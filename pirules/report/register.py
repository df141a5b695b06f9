"""The register of decisions as a table: CSV and xlsx for Excel."""

from collections.abc import Iterable, Iterator

from pirules.report import labels, vocabulary
from pirules.report.tables import csv_pieces, xlsx_bytes
from pirules.store.decision_list import Entry
from pirules.text.dates import moment_in_japan, parse_date, to_wareki

#: The facts by which people know a question again.
TOLD = ("provider.kind", "handling", "recipient.kind", "information.category")
UNTITLED = "件名のない照会"
_WIDTHS = (
    ("記録番号", 24),
    ("記録した日時", 22),
    ("基準日", 18),
    ("件名", 40),
    *((vocabulary.label(name), 24) for name in TOLD),
    ("結論", 12),
    ("根拠条文", 32),
    ("規則の版", 16),
)


def facts_told(entry: Entry) -> list[str]:
    """Return the facts by which a question is known again, in words; 不明 where unknown."""
    flat = vocabulary.flatten(entry.request)
    return [vocabulary.value_text(name, flat.get(name)) for name in TOLD]


def _row(entry: Entry) -> list[str]:
    day = parse_date(entry.as_of)
    return [
        entry.id,
        moment_in_japan(entry.created_at),
        to_wareki(day) if day else entry.as_of,
        entry.request.get("title") or UNTITLED,
        *facts_told(entry),
        labels.DECISION[entry.decision],
        labels.cite(entry.basis),
        entry.revision,
    ]


def register_csv(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the register as CSV for Excel, row by row."""
    return csv_pieces([name for name, _ in _WIDTHS], map(_row, entries))


def register_xlsx(entries: Iterable[Entry]) -> bytes:
    """Return the register as a workbook."""
    return xlsx_bytes(
        "判定の記録", [name for name, _ in _WIDTHS], map(_row, entries), [width for _, width in _WIDTHS]
    )
