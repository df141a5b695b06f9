"""Model wording (文例) in the words of the body that reads it: a village has a 村長, a joint body a 管理者.

The files write it for a city; what stands for its words in other kinds of bodies stands in ``rulesets/gap/bodies.yaml``.
"""

import re
from functools import lru_cache
from typing import Any

from pirules.data import rulesets_dir
from pirules.gap.yamlfile import read_yaml

_ORGANS = re.compile(r"市長、教育委員会[^。]{0,120}?(?=をいう)")


@lru_cache(maxsize=2)
def _rules() -> dict[str, Any]:
    raw, _ = read_yaml(rulesets_dir() / "gap" / "bodies.yaml")
    return dict(raw)


@lru_cache(maxsize=512)
def worded_for(text: str, body: str | None) -> str:
    """Return model wording with the name of the body and what its head and its organs are called.

    Args:
        text: the wording, written for a city without a name.
        body: name of the body, as its ordinance prints it; without one nothing changes.

    Raises:
        RulesetError: ``P501`` when the rule file can't be read.
    """
    rules = _rules()
    if not body:
        return text
    city = rules["city"]
    kind = next((entry for entry in rules["bodies"] if body.endswith(entry["ends"])), city)
    text = text.replace(rules["name"], body)
    if kind is city:
        return text
    if "organs" in kind:
        text = _ORGANS.sub(kind["organs"], text)
    before = rf"(?<![一-鿿]){city['short']}"
    text = re.sub(rf"{before}長", kind["head"], text)
    return re.sub(rf"{before}(?=の機関|は、|が|に|を)", kind["short"], text)
