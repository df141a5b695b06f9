"""Wrong command lines told in Japanese: the library that reads them speaks English only."""

import re
from collections.abc import Iterable

# What the reader of command lines says, by its beginning; what it names is kept.
_SAYINGS = (
    (r"No such command '(.+)'\.", "「{}」というコマンドはありません"),
    (r"No such option: (\S+)", "{} という指定はありません"),
    (r"Missing argument '(.+)'\.", "{} を指定していません"),
    (r"Missing option '(.+)'\.", "{} を指定していません"),
    (r"Missing command\.", "コマンドを指定していません"),
    (r"Option '(.+)' requires an argument\.", "{} に値がありません"),
    (r"Option '(.+)' does not take a value\.", "{} は値を取りません"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)", "余分な指定があります: {}"),
    (r"Invalid value for '(.+?)':.*", "{} の値を読めません"),
)


def usage_text(message: str, near: Iterable[str] | None = None) -> str:
    """Return what is wrong with a command line in Japanese; what isn't known is passed on as it was said.

    Args:
        message: what the library says.
        near: names that may have been meant.
    """
    text = message
    for pattern, said in _SAYINGS:
        if found := re.match(pattern, message, re.DOTALL):
            text = said.format(*(group[:80] for group in found.groups()))
            break
    names = "、".join(near or ())
    return f"{text}。近いもの: {names}" if names else text
