"""The quick YAML loader reads what the slow one reads, and never nests without end."""

import pytest
import yaml

from pirules.data import rulesets_dir
from pirules.text.yaml_loader import loader_for

DEEP = {
    "flow": "[" * 5000,
    "flow over lines": "[\n" * 5000,
    "dashes": "- " * 5000 + "x",
    "indentation": "\n".join(" " * level + "a:" for level in range(300)),
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP.keys())
def test_a_text_that_nests_deeply_is_left_to_the_loader_with_a_limit(text):
    assert loader_for(text) is yaml.SafeLoader


def test_both_loaders_give_the_same_values_and_lines():
    for path in sorted((rulesets_dir() / "topics").glob("*.yaml"))[:12]:
        text = path.read_text(encoding="utf-8")
        quick, slow = yaml.compose(text, Loader=loader_for(text)), yaml.compose(text, Loader=yaml.SafeLoader)
        assert _outline(quick) == _outline(slow)
        assert yaml.load(text, Loader=loader_for(text)) == yaml.safe_load(text)


def _outline(node):
    if isinstance(node, yaml.MappingNode):
        return [(key.value, value.start_mark.line, value.tag, _outline(value)) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return [(value.start_mark.line, _outline(value)) for value in node.value]
    return node.value
