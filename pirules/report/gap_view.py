"""A gap report as a drafter reads it: the contract's JSON beside the ordinance's own text."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pirules.report import labels
from pirules.report.citations import CitedPlace, cited_places
from pirules.rules.ruleset import Ruleset, load_ruleset
from pirules.text.dates import to_wareki


@dataclass(frozen=True, slots=True)
class Source:
    """What was judged: the file's name, the hash of its bytes, and its text in sections (:mod:`~pirules.report.sections`)."""

    name: str
    sha256: str
    sections: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its place, how far in it stands, and its text cut into ``(text, is evidence)``."""

    span: tuple[int, int]
    depth: int
    pieces: list[tuple[str, bool]]

    @property
    def text(self) -> str:
        """The line's text."""
        return "".join(text for text, _ in self.pieces)


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of the ordinance with the findings whose words stand in it."""

    anchor: str
    type: str
    name: str
    caption: str | None
    lines: list[Line]
    findings: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_heading(self) -> bool:
        """Whether this is the heading of a chapter or the like."""
        return not self.lines

    def lines_of(self, finding: dict[str, Any]) -> list[Line]:
        """Return the lines in which a finding's deciding words stand, all lines if they stand in none."""
        spans = [piece["span"] for piece in finding["evidence"]]
        found = [
            line
            for line in self.lines
            if any(begin < line.span[1] and line.span[0] < end for begin, end in spans)
        ]
        return found or self.lines


@dataclass(frozen=True, slots=True)
class GapView:
    """Everything that the templates show, in the order in which they show it."""

    report: dict[str, Any]
    source: Source
    ruleset: Ruleset
    prefix: str
    head: list[tuple[str, str]]
    conclusions: list[str]
    counts: list[tuple[str, str, int]]
    forbidden: list[dict[str, Any]]
    required: list[dict[str, Any]]
    uncertain: list[dict[str, Any]]
    duplicates: list[dict[str, Any]]
    missing: list[dict[str, Any]]
    hints: list[dict[str, Any]]
    sections: list[SectionView]
    elsewhere: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    places: list[CitedPlace]

    @property
    def title(self) -> str:
        """The ordinance's title, or the file's name where no title was found."""
        return str(self.report["ordinance"]["title"] or self.source.name or "題名のない条例")

    @property
    def is_legacy(self) -> bool:
        """Whether the ordinance is of the type before the unified Act."""
        return bool(self.report["ordinance"]["kind"] == "legacy")


def day(value: str | None) -> str:
    """Return a date as people and files write it: 令和8年11月21日（2026-11-21）; 「不明」 for none."""
    if not value:
        return "不明"
    return f"{to_wareki(date.fromisoformat(value))}（{value}）"


def _verdict(finding: dict[str, Any]) -> str:
    """Say how firm a refusal is: an interpretation of the Commission isn't put as unlawfulness."""
    if finding["classification"] != "not_permitted":
        return labels.CLASSIFICATION[finding["classification"]]
    return {
        "statute": "法令の文言上認められない",
        "commission_guidance": "個人情報保護委員会の解釈では認められない",
    }.get(finding["authority"], "認められないと解される（委員会の見解は未確認）")


def _decorate(finding: dict[str, Any], named: dict[str, str]) -> dict[str, Any]:
    return {
        **finding,
        "anchor": None,
        "topic_name": labels.topic(finding["topic"]),
        "class_label": labels.CLASSIFICATION[finding["classification"]],
        "verdict": _verdict(finding),
        "action": labels.ACTION[finding["classification"]],
        "relation_label": labels.RELATION[finding["relation"]],
        "notify_label": labels.NOTIFY[finding["notify"]],
        "authority_label": labels.AUTHORITY[finding["authority"]],
        "law": labels.cite(finding["national"]),
        "law_named": "、".join(named[citation["label"]] for citation in finding["national"]),
        "evidence_text": " … ".join(piece["text"].strip() for piece in finding["evidence"]),
        "confidence_label": f"{round(finding['confidence'] * 100)}％",
    }


def _named(item: dict[str, Any]) -> dict[str, Any]:
    return {**item, "topic_name": labels.topic(item["topic"]), "law": labels.cite(item.get("national"))}


def _pieces(text: str, start: int, marks: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    """Cut a line into marked and unmarked pieces; ``marks`` are merged, ascending spans of the whole text."""
    pieces: list[tuple[str, bool]] = []
    position, end = start, start + len(text)
    for begin, stop in marks:
        if stop <= position or begin >= end:
            continue
        cut_begin, cut_stop = max(begin, position), min(stop, end)
        if cut_begin > position:
            pieces.append((text[position - start : cut_begin - start], False))
        pieces.append((text[cut_begin - start : cut_stop - start], True))
        position = cut_stop
    if position < end:
        pieces.append((text[position - start :], False))
    return pieces


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for begin, stop in sorted(spans):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        elif stop > begin:
            merged.append((begin, stop))
    return merged


def _start(finding: dict[str, Any]) -> int:
    return min((int(piece["span"][0]) for piece in finding["evidence"]), default=-1)


def _place(
    findings: list[dict[str, Any]], raw: list[dict[str, Any]], prefix: str
) -> tuple[list[SectionView], list[dict[str, Any]]]:
    """Put each finding beside the section in which its words stand; return also those that stand in none."""
    elsewhere = [finding for finding in findings if finding["provision"] == "全体" or _start(finding) < 0]
    left = [finding for finding in findings if finding not in elsewhere]
    views: list[SectionView] = []
    for number, section in enumerate(raw):
        begin, stop = section["span"]
        here = [finding for finding in left if begin <= _start(finding) < stop] if section["lines"] else []
        marks = _merged([tuple(piece["span"]) for finding in here for piece in finding["evidence"]])
        lines = [
            Line(
                (line["span"][0], line["span"][1]),
                line["depth"],
                _pieces(line["text"], line["span"][0], marks),
            )
            for line in section["lines"]
        ]
        placed = {id(finding) for finding in here}
        for finding in here:
            finding["anchor"] = f"{prefix}{number}"
        left = [finding for finding in left if id(finding) not in placed]
        if section["type"] in {"heading", "contents", "note"} and not here:
            continue
        views.append(
            SectionView(
                f"{prefix}{number}",
                section["type"],
                section["name"],
                section["caption"],
                lines,
                sorted(here, key=_start),
            )
        )
    return views, elsewhere + left


def _conclusions(report: dict[str, Any], findings: list[dict[str, Any]]) -> list[str]:
    """Say in a few sentences what a drafter must know first."""
    kinds = {
        name: [f for f in findings if f["classification"] == name] for name in ("not_permitted", "uncertain")
    }
    missing = report["missing"]
    sentences = []
    if not findings and not missing:
        return [
            "個人情報の保護に関する規定は見つかりませんでした。個人情報保護法の条例ではないと考えられます。"
        ]
    if bad := kinds["not_permitted"]:
        places = "、".join(dict.fromkeys(finding["provision"] for finding in bad))
        sentences.append(f"法との関係で認められないと考えられる規定が {len(bad)} 件あります（{places}）。")
    else:
        sentences.append("法との関係で認められないと考えられる規定は見つかりませんでした。")
    if missing:
        names = "、".join(labels.topic(item["topic"]) for item in missing)
        sentences.append(f"条例で定めなければならない規定が {len(missing)} 件足りません（{names}）。")
    else:
        sentences.append("条例で定めなければならない規定の不足は見つかりませんでした。")
    required = report["notification"]["required"]
    sentences.append(
        {True: "個人情報保護委員会への届出が必要です。", False: "個人情報保護委員会への届出は不要です。"}.get(
            required, "個人情報保護委員会への届出の要否は確認が必要です。"
        )
    )
    if kinds["uncertain"]:
        sentences.append(f"担当者の確認を要する規定が {len(kinds['uncertain'])} 件あります。")
    if report["unmatched"]:
        sentences.append(
            f"どの論点にも当たらなかった規定が {len(report['unmatched'])} 件あります（末尾に一覧）。"
        )
    return sentences


def _head(report: dict[str, Any], source: Source, ruleset: Ruleset) -> list[tuple[str, str]]:
    ordinance = report["ordinance"]
    return [
        ("題名", ordinance["title"] or "不明"),
        ("団体", ordinance["body"] or "不明"),
        ("条例番号", ordinance["number"] or "不明"),
        ("種類", labels.KIND[ordinance["kind"]]),
        ("公布日", day(ordinance["promulgated_on"])),
        ("施行日", day(ordinance["effective_on"])),
        ("基準日", day(report["as_of"])),
        ("判定規則", f"{report['ruleset']['id']} {report['ruleset']['revision']}"),
        ("法令の確認", f"{day(ruleset.checked_until.isoformat())}の改正まで"),
        ("入力", f"{source.name or '（標準入力）'}　SHA-256 {source.sha256 or '不明'}"),
    ]


def gap_view(report: dict[str, Any], source: Source, *, prefix: str = "s") -> GapView:
    """Put a report (contract JSON) and its text together for rendering; ``prefix`` begins the anchors of its sections.

    Raises:
        RulesetError: ``P501`` when the ruleset can't be read.
    """
    ruleset = load_ruleset()
    places = cited_places(report, date.fromisoformat(report["as_of"]))
    named = {place.label: place.named for place in places}
    findings = sorted((_decorate(finding, named) for finding in report["findings"]), key=_start)
    sections, elsewhere = _place(findings, source.sections, prefix)
    numbers = {name: sum(f["classification"] == name for f in findings) for name in labels.CLASSIFICATION}

    def of_class(*names: str) -> list[dict[str, Any]]:
        return [finding for finding in findings if finding["classification"] in names]

    return GapView(
        report=report,
        source=source,
        ruleset=ruleset,
        prefix=prefix,
        head=_head(report, source, ruleset),
        conclusions=_conclusions(report, findings),
        counts=[(name, label, numbers[name]) for name, label in labels.CLASSIFICATION.items()],
        forbidden=of_class("not_permitted"),
        required=of_class("required", "permitted"),
        uncertain=of_class("uncertain"),
        duplicates=of_class("duplicates_law"),
        missing=[_named(item) for item in report["missing"]],
        hints=[_named(item) for item in report["hints"]],
        sections=sections,
        elsewhere=elsewhere,
        findings=findings,
        places=places,
    )
