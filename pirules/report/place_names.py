"""Names of places as a report says them, where the provision alone wouldn't tell one finding from another."""

import re
from typing import Any

# What an amending ordinance's finding says of the place that it amends.
_AMENDED = re.compile(r"の改正後の([^「」。]{2,40})についてのものです")
_REWORDED = re.compile(r"(第[^「」、。中]{1,20})中「")


def place_said(finding: dict[str, Any], section: dict[str, Any]) -> str:
    """Return a provision's name, with what tells it from others: 第○条（手数料）, 第1項（改正後の第17条）, 第1項（第8条の改正）."""
    provision = str(finding["provision"])
    blank = section["type"] == "article" and not any(char.isdecimal() for char in section["name"])
    if blank and section["caption"]:
        return f"{provision}（{section['caption']}）"
    if amended := _AMENDED.search(finding["explanation"]):
        return f"{provision}（改正後の{amended[1]}）"
    reworded = _REWORDED.match(finding["evidence"][0]["text"].strip())
    return f"{provision}（{reworded[1]}の改正）" if reworded else provision
