"""Which findings a draft applies, and the papers that come of it: the revised ordinance and the 改め文."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pirules.clauses import analyse
from pirules.errors import InputError
from pirules.gap import Finding, GapReport, Missing
from pirules.law.local import local_days
from pirules.ordinance import parse
from pirules.ordinance.model import Document, Kind, Ordinance
from pirules.ordinance.places import provision_name
from pirules.ordinance.references import resolve
from pirules.report.draft.additions import additions_for
from pirules.report.draft.amendment import Writer, addition_lines
from pirules.report.draft.edits import DELETED_WORD, Edit, apply_edits, group_label, structure_edits
from pirules.report.draft.fates import DELETED, KEPT, REMOVED, SUPPLEMENT, Fate, Plan
from pirules.report.draft.follow import Follower
from pirules.report.draft.numbers import CLOSE, KEEP, Addition, can_close, closed
from pirules.report.draft.planning import planned
from pirules.report.draft.style import Style, style_of
from pirules.report.draft.supplement import supplement
from pirules.report.draft.terms import lost_terms
from pirules.report.labels import CLASSIFICATION
from pirules.report.labels import topic as topic_name
from pirules.text.dates import to_wareki

#: What a draft applies unless told otherwise: what the Act doesn't allow, and what it asks for.
DEFAULT = ("not_permitted", "missing")
#: Classes whose findings a draft can apply, and what is missing.
SELECTABLE = ("not_permitted", "duplicates_law", "uncertain", "missing")
NUMBERING = (KEEP, CLOSE)
_LEGACY = (
    "{day}より前の型の条例です。一部の改正によらず、法の施行条例を新たに制定し（附則で旧条例を廃止する）、"
    "又は全部を改正することを検討してください。"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft: ``revised`` text, ``amendment`` (改め文), what was ``applied`` and what was ``left`` to a person, each a sentence.

    ``untouched`` names the findings that could have been applied and weren't chosen; ``remaining`` what a report on the
    revised text finds (:func:`~pirules.report.draft.again.looked_over`).
    """

    revised: str
    amendment: str
    applied: tuple[str, ...]
    left: tuple[str, ...]
    untouched: tuple[str, ...] = ()
    remaining: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the draft as JSON."""
        return {
            "revised": self.revised,
            "amendment": self.amendment,
            "applied": list(self.applied),
            "left": list(self.left),
            "untouched": list(self.untouched),
            "remaining": list(self.remaining),
        }


def draft_of(
    ordinance: Ordinance, report: GapReport, apply: Sequence[str] = DEFAULT, numbering: str = KEEP
) -> Draft:
    """Apply chosen findings of a gap report to its ordinance.

    Args:
        ordinance: the ordinance the report is about.
        report: its gap report.
        apply: classifications (``not_permitted`` …), ``missing``, ids of findings, or topics of what is missing.
        numbering: ``keep`` leaves 「第N条　削除」 and adds 枝番; ``close`` moves the numbers of all that follows.

    Raises:
        InputError: ``P012`` when ``apply`` or ``numbering`` names something that can't be chosen.
    """
    findings, missing = _chosen(report, apply)
    if numbering not in NUMBERING:
        raise InputError(
            "P012", f"「{numbering[:40]}」は選べません（{'・'.join(NUMBERING)}）。", field="numbering"
        )
    style = style_of(ordinance)
    plan = planned(ordinance, analyse(ordinance, model=False), findings)
    fates, left = plan.fates, plan.left
    added, unplaced = additions_for(ordinance, report, missing)
    additions = [addition for _, addition in added]
    if numbering == CLOSE and can_close(ordinance, plan):
        fates, additions = closed(fates, additions)
        plan.fates = fates
        added = [(topic, new) for (topic, _), new in zip(added, additions, strict=True)]
    elif numbering == CLOSE:
        left.append(
            "章や節の全部がなくなるか、既に「削除」の条があるため、条を繰り上げずに「削除」としました。"
        )
    left += [
        f"{finding.provision}：文言の近さによる所見なので、反映していません。条文を確かめ、反映するときは --apply {finding.id} を加えてください。"
        for finding in report.findings
        if finding.by_likeness and finding.classification in apply and finding.id not in apply
    ]
    if ordinance.kind is Kind.LEGACY:
        left.insert(0, _LEGACY.format(day=to_wareki(local_days().applies_from)))
    if not additions and not any(fate.touched for fate in fates):
        return Draft(ordinance.text, "", (), (*left, *unplaced), _untouched(report, findings, missing))
    follower = Follower(ordinance, plan, additions, style)
    words = follower.edits(resolve(ordinance).references)
    edits = [*_insertions(ordinance, additions, style), *structure_edits(ordinance, plan, style), *words]
    lines = Writer(ordinance, plan, additions, words, style).lines()
    tail = supplement(ordinance.title or "", findings, added, style)
    return Draft(
        revised=apply_edits(ordinance.text, edits),
        amendment=_amendment(ordinance, lines, tail, style),
        applied=tuple(_applied(ordinance, plan, additions, style)),
        left=(
            *left,
            *unplaced,
            *dict.fromkeys(follower.notes),
            *lost_terms(ordinance, fates),
            *_shared_captions(ordinance, fates),
        ),
        untouched=_untouched(report, findings, missing),
    )


def _chosen(report: GapReport, names: Sequence[str]) -> tuple[list[Finding], list[Missing]]:
    known = {finding.id for finding in report.findings} | {entry.topic for entry in report.missing}
    for name in names:
        if name not in SELECTABLE and name not in known:
            raise InputError(
                "P012",
                f"「{name[:40]}」は選べません（{'・'.join(SELECTABLE)}、所見の id、又は足りない規定の論点）。",
                field="apply",
            )
    # What only the likeness of wording accuses is changed when somebody has looked and names it.
    findings = [
        f for f in report.findings if f.id in names or (f.classification in names and not f.by_likeness)
    ]
    missing = [entry for entry in report.missing if "missing" in names or entry.topic in names]
    return findings, missing


def _untouched(report: GapReport, findings: Sequence[Finding], missing: Sequence[Missing]) -> tuple[str, ...]:
    """Name what could have been applied and wasn't chosen."""
    chosen = {finding.id for finding in findings}
    asked = {entry.topic for entry in missing}
    left = [
        f"{finding.provision}　{topic_name(finding.topic)}（{CLASSIFICATION[finding.classification]}）"
        for finding in report.findings
        if finding.classification in SELECTABLE and finding.id not in chosen
    ]
    lacking = [
        f"{topic_name(entry.topic)}（不足する規定）" for entry in report.missing if entry.topic not in asked
    ]
    return tuple(dict.fromkeys([*left, *lacking]))


def _insertions(ordinance: Ordinance, additions: Sequence[Addition], style: Style) -> list[Edit]:
    result = []
    for addition in additions:
        start = addition.before.span[0]
        line = ordinance.text.rfind("\n", 0, start) + 1
        place = line if not ordinance.text[line:start].strip() else start
        words = "".join(f"{piece}{style.newline}" for piece in addition_lines(addition, style))
        result.append(Edit((place, place), words))
    return result


def _amendment(ordinance: Ordinance, lines: Sequence[str], tail: Sequence[str], style: Style) -> str:
    title = ordinance.title or "条例"
    written = [
        f"{style.heading_indent}{title}の一部を改正する条例（案）",
        f"\u3000{title}{_number(ordinance, style)}の一部を次のように改正する。",
        *lines,
        *tail,
    ]
    return style.newline.join(written) + style.newline


def _number(ordinance: Ordinance, style: Style) -> str:
    """Return （令和5年笹原市条例第7号） as an amending ordinance cites what it amends."""
    if not ordinance.number:
        return ""
    day = ordinance.promulgated_on
    year = to_wareki(day).partition("年")[0] + "年" if day else ""
    body = ordinance.body or ""
    name = ordinance.number if body and body in ordinance.number else f"{body}{ordinance.number}"
    return f"（{style.wording(year)}{name}）"


def _applied(ordinance: Ordinance, plan: Plan, additions: Sequence[Addition], style: Style) -> Iterable[str]:
    for group in plan.groups:
        yield f"{style.wording(provision_name(ordinance, group))}を削る。"
    for fate in plan.fates:
        if plan.group_of(fate) is not None:
            continue
        label = fate.prefix + (group_label([fate], style) if fate.number else "")
        if fate.kind in {DELETED, REMOVED}:
            yield f"{label}を{'「削除」とする' if fate.kind == DELETED else '削る'}。"
        for node in sorted(fate.struck, key=lambda node: node.span):
            yield f"{style.wording(provision_name(ordinance, node))}を{'「削除」とする' if node in fate.items else '削る'}。"
        for cut in fate.cuts:
            yield f"{style.wording(provision_name(ordinance, cut.node))}{cut.part}を削る。"
    for addition in additions:
        yield f"{style.article_label(addition.number)}（{addition.caption}）を加える。"


def _shared_captions(ordinance: Ordinance, fates: Sequence[Fate]) -> Iterable[str]:
    """A caption that stands over several articles goes with the first of them."""
    for fate, following in pairwise(fates):
        gone = fate.kind in {DELETED, REMOVED} and fate.node.caption
        bare = following.kind == KEPT and following.number and following.node.caption is None
        # 「第4条及び第5条　削除」 has no caption of its own.
        emptied = all(node.own_text(ordinance.text).strip() == DELETED_WORD for node in following.paragraphs)
        if gone and bare and not emptied:
            place = f"{SUPPLEMENT if following.prefix else ''}{following.node.label or ''}"
            yield f"{place}の前に見出しがなくなります。見出しを付けるか確かめてください。"


def revised_ordinance(draft: Draft) -> Ordinance:
    """Parse the revised text, for the table of old and new."""
    return parse(Document(text=draft.revised))
