"""The list of flagged measures as a table: CSV and xlsx for Excel."""

from collections.abc import Iterable, Iterator
from typing import Any

from pirules.report import labels
from pirules.report.tables import csv_pieces, xlsx_bytes

_COLUMNS = (
    ("ID", 16),
    ("団体", 16),
    ("条例", 34),
    ("条例番号", 18),
    ("条項", 16),
    ("論点", 24),
    ("区分", 18),
    ("届出", 16),
    ("届出の根拠", 14),
    ("法の条項", 22),
    ("理由", 50),
    ("すること", 40),
    ("文言", 40),
    ("確認状態", 12),
    ("コメント", 36),
    ("日付", 12),
    ("確認者", 14),
    ("最新のレポートにあるか", 12),
)


def _row(measure: dict[str, Any]) -> list[str]:
    return [
        measure["id"],
        measure["body"] or "",
        measure["ordinance"] or "",
        measure["number"] or "",
        measure["provision"],
        labels.topic(measure["topic"]),
        labels.CLASSIFICATION[measure["classification"]],
        labels.NOTIFY[measure["notify"]],
        "、".join(labels.base_label(base) for base in measure["bases"]),
        labels.cite(measure["national"]),
        measure["reason"],
        measure["recommendation"],
        " … ".join(measure["evidence"]),
        measure["state"],
        measure["comment"] or "",
        measure["date"] or "",
        measure["by"] or "",
        "はい" if measure["current"] else "いいえ",
    ]


def measures_csv(measures: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield the measures (:meth:`pirules.store.Measure.as_dict`) as CSV for Excel, row by row."""
    return csv_pieces([name for name, _ in _COLUMNS], map(_row, measures))


def measures_xlsx(measures: Iterable[dict[str, Any]]) -> bytes:
    """Return the measures (:meth:`pirules.store.Measure.as_dict`) as a workbook."""
    return xlsx_bytes(
        "独自措置", [name for name, _ in _COLUMNS], map(_row, measures), [width for _, width in _COLUMNS]
    )
