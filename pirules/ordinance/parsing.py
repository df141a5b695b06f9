"""From a document to an ordinance: the grammar's tree, and what its head and first 附則 say."""

from pirules.errors import Problem
from pirules.ordinance.facts import body_of, effective_date, heading_facts
from pirules.ordinance.grammar.machine import run
from pirules.ordinance.kinds import kind_of
from pirules.ordinance.model import Document, Node, NodeType, Ordinance
from pirules.ordinance.quick import without_collector
from pirules.ordinance.readers.pdf_columns import is_vertical

_ONE_BY_ONE = "一字ごとに改行されています（縦書きの文書から取り出した文字とみられます）。縦書きの PDF そのもの、又は Word（.docx）を指定してください。"
_SAMPLE = 4000


def parse(document: Document) -> Ordinance:
    """Parse a document; never raises on any text.

    Args:
        document: what a reader took out of a file.

    Returns:
        The ordinance.  Its top nodes cover the whole text; what didn't fit is in ``problems``, sorted by place.
    """
    with without_collector():
        return _parsed(document)


def _parsed(document: Document) -> Ordinance:
    state = run(document)
    nodes = tuple(state.builder.nodes)
    text = document.text
    facts = heading_facts(text, nodes, document.promulgated_on, compared=state.compared)
    problems = [*document.problems, *state.problems, *facts.problems]
    if not state.compared and (message := _without_provisions(text, nodes)):
        problems.append(Problem("P216", message, (0, min(len(text), 40))))
    if facts.title is None:
        problems.append(Problem("P217", "題名が見つかりません。", (0, min(len(text), 40))))
    effective = effective_date(text, nodes, facts.promulgated_on)
    return Ordinance(
        document=document,
        title=facts.title,
        body=body_of(facts.title, facts.number, text, nodes),
        number=facts.number,
        kind=kind_of(
            facts.title,
            text,
            nodes,
            facts.promulgated_on,
            effective,
            headless=(facts.title is None or state.compared)
            and any(node.type is NodeType.ARTICLE for top in nodes for node in top.walk()),
        ),
        promulgated_on=facts.promulgated_on,
        effective_on=effective,
        nodes=nodes,
        problems=tuple(sorted(problems, key=lambda problem: problem.span)),
    )


def _without_provisions(text: str, nodes: tuple[Node, ...]) -> str:
    """Return what is to be said of a text in which no provision was found, nothing for others."""
    found: set[NodeType] = set()
    for top in nodes:
        for node in top.walk():
            if node.type is NodeType.ARTICLE:
                return ""
            found.add(node.type)
    if is_vertical(text[:_SAMPLE]):
        return _ONE_BY_ONE
    return "" if NodeType.PARAGRAPH in found else "条も項も見つかりません。"
