"""The ready questions, read once: typical data flows with what is always the same filled in."""

from functools import lru_cache
from itertools import groupby

from pirules.errors import RequestError
from pirules.provision.templates import Template, load_templates


@lru_cache(maxsize=1)
def ready_questions() -> dict[str, Template]:
    """Return the ready questions by id, in the order of the rules.

    Raises:
        RulesetError: ``P501`` when a file of them is at fault.
    """
    return {template.id: template for template in load_templates()}


def ready_groups() -> list[tuple[str, list[Template]]]:
    """Return the ready questions under their headings, in the order in which the headings appear."""
    order = list(dict.fromkeys(template.group for template in ready_questions().values()))
    ranked = sorted(ready_questions().values(), key=lambda template: order.index(template.group))
    return [(name, list(members)) for name, members in groupby(ranked, key=lambda template: template.group)]


def ready_question(name: str) -> Template:
    """Return one ready question.

    Raises:
        RequestError: ``P602`` when there is none of that id.
    """
    found = ready_questions().get(name)
    if found is None:
        raise RequestError("P602", f"ひな形 {name[:60]} はありません。", field="ready")
    return found
