"""The 附則 of an amending ordinance (when it comes into force, the transition that its changes call for), and captions of what it adds."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from pirules.data import rulesets_dir
from pirules.gap import Finding
from pirules.gap.yamlfile import read_yaml
from pirules.report.draft.numbers import Addition
from pirules.report.draft.style import Style

_TITLE = "附\u3000則"
REMOVED = "removed"
ADDED = "added"


@lru_cache(maxsize=2)
def _rules() -> Mapping[str, Any]:
    raw: Mapping[str, Any]
    raw, _ = read_yaml(rulesets_dir() / "gap" / "draft.yaml")
    return raw


def caption_of(topic: str, name: str) -> str:
    """Return the caption of a new article on a topic; ``name`` where the rules have none.

    Raises:
        RulesetError: ``P501`` when ``gap/draft.yaml`` can't be read.
    """
    return str(_rules()["captions"].get(topic, name))


def supplement(
    title: str, removed: Iterable[Finding], added: Sequence[tuple[str, Addition]], style: Style
) -> list[str]:
    """Return the lines of the 附則.

    Args:
        title: title of the amended ordinance.
        removed: the findings whose provisions go.
        added: topic and article of what is added.
        style: how the ordinance prints.

    Raises:
        RulesetError: ``P501`` when ``gap/draft.yaml`` can't be read.
    """
    rules = _rules()
    topics = {finding.topic for finding in removed if not finding.provision.startswith("附則")}
    paragraphs = [(rules["effective"]["caption"], rules["effective"]["text"])]
    for rule in rules["transitions"]:
        if rule["when"] == REMOVED and rule["topic"] in topics:
            paragraphs.append((rules["transition_caption"], rule["text"]))
        for topic, addition in added:
            if rule["when"] == ADDED and rule["topic"] == topic:
                place = style.article_label(addition.number)
                text = rule["text"].replace("{title}", title).replace("{place}", place)
                paragraphs.append((rules["transition_caption"], text))
    lines = [style.heading_indent + _TITLE]
    if len(paragraphs) == 1:
        return [*lines, f"\u3000{style.wording(paragraphs[0][1])}"]
    said = ""
    for number, (caption, text) in enumerate(paragraphs, 1):
        if caption != said:
            lines.append(f"{style.caption_indent}{style.brackets[0]}{caption}{style.brackets[1]}")
        said = caption
        lines.append(f"{style.digits(number)}\u3000{style.wording(text)}")
    return lines
