"""Plain and old words read as the words that patterns know (``rulesets/gap/plain_words.yaml``).

An ordinance in plain language says 「見せる」「直す」「頼む」 where the Act says 開示する, 訂正する, 委託する; one of 1985 is
printed 「行つた」.  Both are rewritten before a topic is looked for, so that each pattern is written once.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pirules.data import rulesets_dir
from pirules.errors import RulesetError
from pirules.gap.expressions import Expressions
from pirules.gap.literals import Literals
from pirules.gap.sieve import Sieve
from pirules.gap.topics import load_vocabulary
from pirules.gap.view import Strip, rewritten
from pirules.gap.yamlfile import read_yaml

# The five rows of a 五段 verb and the sound before て/た, by the kana that its dictionary form ends in.
_ROWS = {
    "す": ("さ", "し", "せ", "そ", "し", "て", "た"),
    "む": ("ま", "み", "め", "も", "ん", "で", "だ"),
    "ぶ": ("ば", "び", "べ", "ぼ", "ん", "で", "だ"),
    "く": ("か", "き", "け", "こ", "い", "て", "た"),
    "う": ("わ", "い", "え", "お", "っ", "て", "た"),
    "る": ("ら", "り", "れ", "ろ", "っ", "て", "た"),
}
#: What follows a 一段 stem, and how the same form of する is written.
_ICHIDAN = {
    "る": "する",
    "れば": "すれば",
    "よう(?=と)": "しよう",
    "られ": "され",
    "させ": "させ",
    "ず": "せず",
    "(?=[なてたま、])": "し",
    "(?=[がにはをの])": "",
}


@dataclass(frozen=True, slots=True)
class PlainWord:
    """One rewriting: what is searched, and what is written for it (a template, or by the form of a verb)."""

    pattern: re.Pattern[str]
    template: str | None
    noun: str = ""
    forms: tuple[str, ...] = ()

    def written(self, match: re.Match[str]) -> str:
        """Return what stands for ``match``."""
        if self.template is not None:
            return match.expand(self.template)
        form = next(new for number, new in enumerate(self.forms) if match[f"f{number}"] is not None)
        return match["before"] + self.noun + form


class PlainWords:
    """All rewritings, in their order; those that can't be in a text aren't searched in it."""

    def __init__(self, words: Iterable[PlainWord], literals: Literals) -> None:
        self._words = tuple(words)
        self._sieve = Sieve([literals.needs(word.pattern.pattern) for word in self._words])

    def __call__(self, strip: Strip) -> Strip:
        """Return a strip with plain and old words written as patterns know them."""
        possible = frozenset(self._sieve.among(strip.text))
        for number, word in enumerate(self._words):
            if number in possible:
                new = rewritten(strip, word.pattern, word.written)
                if new is not strip:  # what is written may be a plain word of a later rewriting
                    strip, possible = new, frozenset(self._sieve.among(new.text))
        return strip


def _conjugation(verb: str, ichidan: bool) -> dict[str, str]:
    """Return the forms of a verb (regular expressions after its stem) and the same forms of する."""
    if ichidan:
        return dict(_ICHIDAN)
    if verb[-1] not in _ROWS:
        raise RulesetError("P501", f"plain_words.yaml: 活用を知らない動詞です（{verb}）。")
    neg, cont, cond, vol, sound, te, ta = _ROWS[verb[-1]]
    return {
        f"{neg}(?=な)": "し",
        f"{neg}ず": "せず",
        f"{neg}れ": "され",
        f"{neg}せ": "させ",
        verb[-1]: "する",
        f"{sound}{te}": "して",
        f"{sound}{ta}": "した",
        f"{cond}ば": "すれば",
        f"{cond}る": "できる",
        f"{vol}う": "しよう",
        f"{cont}(?=[ま、])": "し",
    }


def _verb(entry: Mapping[str, Any], expressions: Expressions) -> Iterator[PlainWord]:
    """Read ``verbs`` as the noun ``as`` with する, in every form; ``before`` and ``after`` say where."""
    ichidan = bool(entry.get("ichidan"))
    for verb in entry["verbs"]:
        forms = _conjugation(verb, ichidan)
        ends = "|".join(f"(?P<f{number}>{form})" for number, form in enumerate(forms))
        pattern = f"(?P<before>{entry.get('before', '')}){re.escape(verb[:-1])}(?:{ends})"
        if "after" in entry:
            pattern += f"(?={entry['after']})"
        yield PlainWord(expressions.regex(pattern), None, entry["as"], tuple(forms.values()))


@lru_cache(maxsize=2)
def plain_words() -> PlainWords:
    """Return the rewritings in their order.

    Raises:
        RulesetError: ``P501`` for a broken pattern or a verb whose forms aren't known.
    """
    raw, _ = read_yaml(rulesets_dir() / "gap" / "plain_words.yaml")
    expressions = Expressions(load_vocabulary())
    words: list[PlainWord] = []
    for entry in raw["words"]:
        if "verbs" in entry:
            words += _verb(entry, expressions)
        else:
            words.append(PlainWord(expressions.regex(entry["from"]), entry["to"]))
    return PlainWords(words, Literals({}))
