"""Which findings a draft applies, and the three papers that come of it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pirules.clauses import Analysis, analyse
from pirules.errors import InputError
from pirules.gap import Finding, GapReport, Missing
from pirules.gap.topics import load_topics
from pirules.ordinance import parse
from pirules.ordinance.model import Document, Node, NodeType, Ordinance
from pirules.ordinance.places import find
from pirules.ordinance.references import resolve
from pirules.report.draft.edits import (
    Edit,
    Removal,
    apply_edits,
    parent_article,
    remove_article,
    remove_item,
    remove_paragraphs,
    remove_sentence,
)
from pirules.report.draft.style import Style, style_of

#: What a draft applies unless told otherwise: what the Act doesn't allow, and what it asks for.
DEFAULT = ("not_permitted", "missing")
_SELECTABLE = ("not_permitted", "duplicates_law", "uncertain", "missing")
_LAST_BY_CUSTOM = "delegation-to-rules"
_SENTENCE = re.compile(r"(.*?)(ただし書|後段)$")


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft: ``revised`` text, ``amendment`` (改め文), what was ``applied`` and what was ``left`` to a person, each a sentence."""

    revised: str
    amendment: str
    applied: tuple[str, ...]
    left: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the draft as JSON."""
        return {
            "revised": self.revised,
            "amendment": self.amendment,
            "applied": list(self.applied),
            "left": list(self.left),
        }


def _chosen(report: GapReport, names: Sequence[str]) -> tuple[list[Finding], list[Missing]]:
    ids = {finding.id for finding in report.findings}
    for name in names:
        if name not in _SELECTABLE and name not in ids:
            raise InputError(
                "P012",
                f"「{name[:40]}」は選べません（{'・'.join(_SELECTABLE)}、又は所見の id）。",
                field="apply",
            )
    findings = [f for f in report.findings if f.classification in names or f.id in names]
    return findings, list(report.missing) if "missing" in names else []


class _Planner:
    """Turns chosen findings into removals, an article at a time."""

    def __init__(self, ordinance: Ordinance, style: Style) -> None:
        self.ordinance = ordinance
        self.style = style
        self.analysis: Analysis = analyse(ordinance, model=False)
        self.references = resolve(ordinance).references
        self.left: list[str] = []

    def plan(self, findings: Iterable[Finding]) -> list[Removal]:
        wanted: dict[int, tuple[Node, set[str]]] = {}
        for finding in findings:
            sentence = _SENTENCE.fullmatch(finding.provision)
            node = find(self.ordinance, sentence[1] if sentence else finding.provision)
            article = parent_article(self.ordinance, node) if node is not None else None
            if node is None or article is None:
                self.left.append(
                    f"{finding.provision}は、本則の条でないため、手で直してください。{finding.recommendation}"
                )
                continue
            wanted.setdefault(article.span[0], (article, set()))[1].add(finding.provision)
        removals: list[Removal] = []
        for _, (article, provisions) in sorted(wanted.items()):
            removals += self._article(article, sorted(provisions))
        return removals

    def _article(self, article: Node, provisions: list[str]) -> list[Removal]:
        paragraphs = [child for child in article.children if child.type is NodeType.PARAGRAPH]
        gone: list[Node] = []
        small: list[tuple[Node, Removal]] = []
        for provision in provisions:
            sentence = _SENTENCE.fullmatch(provision)
            node = find(self.ordinance, sentence[1] if sentence else provision)
            if node is article or (
                node is not None and len(paragraphs) == 1 and node is paragraphs[0] and not sentence
            ):
                return [remove_article(self.ordinance, article, self.style)]
            if node is None:
                continue
            if sentence:
                target = node if node.type is not NodeType.ARTICLE else paragraphs[0]
                cut = remove_sentence(self.analysis, target, self.style.wording(provision), sentence[2])
                if cut is None:
                    self.left.append(f"{provision}は、文の切れ目がはっきりしないため、手で削ってください。")
                else:
                    small.append((target, cut))
            elif node.type is NodeType.PARAGRAPH:
                gone.append(node)
            else:
                small.append((node, remove_item(self.ordinance, node, self.style.wording(provision))))
        if gone and len(gone) == len(paragraphs):
            return [remove_article(self.ordinance, article, self.style)]
        # What stands in a paragraph that goes as a whole needs no edit of its own.
        kept = [
            removal for node, removal in small if not any(p.span[0] <= node.span[0] < p.span[1] for p in gone)
        ]
        if gone:
            kept.append(remove_paragraphs(self.ordinance, article, gone, self.references, self.style))
        return kept


def _before(ordinance: Ordinance, report: GapReport, articles: Sequence[Node]) -> int:
    """Return the index of the article to put new ones before: that of the 委任, else the last one."""
    for finding in report.findings:
        node = find(ordinance, finding.provision) if finding.topic == _LAST_BY_CUSTOM else None
        article = parent_article(ordinance, node) if node is not None else None
        if article in articles:
            return articles.index(article)
    return len(articles) - 1


def _additions(
    ordinance: Ordinance, report: GapReport, missing: Iterable[Missing], style: Style
) -> tuple[list[Removal], list[str]]:
    """Put model articles for what is missing before the article on 委任."""
    topics = load_topics().topics
    articles = [
        n for n in ordinance.walk() if n.type is NodeType.ARTICLE and parent_article(ordinance, n) is n
    ]
    added: list[Removal] = []
    left: list[str] = []
    place = _before(ordinance, report, articles)
    if place < 1:
        return [], [
            f"{entry.explanation}（加える場所が決まらないため、手で加えてください。）" for entry in missing
        ]
    after, before = articles[place - 1], articles[place]
    base = (after.number or "").partition(":")[0]
    for count, entry in enumerate(missing, 2):
        topic = topics.get(entry.topic)
        if topic is None or not topic.outcome.model:
            left.append(entry.explanation)
            continue
        number = (
            f"{base}_{count}"
            if "_" not in base
            else f"{base.rsplit('_', 1)[0]}_{int(base.rsplit('_', 1)[1]) + count - 1}"
        )
        label = style.article_label(number)
        caption = f"{style.brackets[0]}{topic.name}{style.brackets[1]}"
        body = f"{label}\u3000{style.wording(topic.outcome.model)}"
        text = f"{caption}{style.newline}{body}{style.newline}"
        here = (before.span[0], before.span[0])
        added.append(
            Removal(label, (Edit(here, text),), (f"{after.label}の次に次の一条を加える。", caption, body))
        )
    return added, left


def _amendment(ordinance: Ordinance, changes: Sequence[Removal], style: Style) -> str:
    title = ordinance.title or "条例"
    number = f"（{ordinance.number}）" if ordinance.number else ""
    lines = [
        f"{title}の一部を改正する条例（案）",
        "",
        f"{title}{number}の一部を次のように改正する。",
        *(line for change in changes for line in change.sentences),
        "",
        "附\u3000則",
        "この条例は、公布の日から施行する。",
    ]
    return style.newline.join(lines) + style.newline


def draft_of(ordinance: Ordinance, report: GapReport, apply: Sequence[str] = DEFAULT) -> Draft:
    """Apply chosen findings of a gap report to its ordinance.

    Args:
        ordinance: the ordinance the report is about.
        report: its gap report.
        apply: classifications (``not_permitted`` …), ``missing``, or ids of findings.

    Raises:
        InputError: ``P012`` when ``apply`` names something that can't be chosen.
    """
    findings, missing = _chosen(report, apply)
    style = style_of(ordinance)
    planner = _Planner(ordinance, style)
    removals = planner.plan(findings)
    additions, left = _additions(ordinance, report, missing, style)
    changes = [*removals, *additions]
    # Insertions come first at their place: an edit of the article behind them must not swallow them.
    edits = [edit for change in [*additions, *removals] for edit in change.edits]
    revised = apply_edits(ordinance.text, edits)
    notes = dict.fromkeys(note for change in changes for note in change.notes)
    return Draft(
        revised=revised,
        amendment=_amendment(ordinance, changes, style) if changes else "",
        applied=tuple("".join(change.sentences[:1]) for change in changes),
        left=(*planner.left, *left, *notes),
    )


def revised_ordinance(draft: Draft) -> Ordinance:
    """Parse the revised text, for the table of old and new."""
    return parse(Document(text=draft.revised))
