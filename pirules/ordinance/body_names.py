"""Names of municipalities that hold hiragana (さいたま市, かすみがうら市, 南あわじ市).

A title of law is cut where particles stand; the が of かすみがうら市 is none.  Names of kanji and katakana need no list.
"""

import re

_NAMES = (
    "えりも|せたな|むかわ|つがる|むつ|おいらせ|にかほ|いわき|かすみがうら|つくばみらい|つくば|ひたちなか|さくら|みどり|みなかみ|さいたま|ときがわ|ふじみ野|いすみ|あきる野|かほく|あわら|おおい"
    "|みよし|東みよし|あま|いなべ|かつらぎ|すさみ|みなべ|たつの|南あわじ|つるぎ|さぬき|東かがわ|まんのう|いの|みやま|うきは|みやこ|みやき|えびの|さつま|南さつま|いちき串木野|うるま"
)
#: A municipality of Japan whose name holds hiragana.
KNOWN = re.compile(rf"(?:{_NAMES})(?:市|町|村)(?!長|民|内|立)")
# Behind a particle, a name that isn't in the list (みずほ野市): hiragana, a few kanji, and what kind of body it is.
_PARTICLES = re.compile(
    r"(?:による|により|について|において|に基づく|から|まで|より|する|した|される|された|定める|掲げる|の|を|に|び|る|た|て|ち)"
)
_VERB = re.compile(r"(?:[るたなのうてめれ]|ない|しい)$")
_SHORTEST = 2
_LIKE_NAME = re.compile(
    r"(?P<kana>[東西南北中上下新大小本]?[ぁ-ん]{2,8})[一-龥]{0,3}(?:市|町|村|区)(?!長|民|内|立)"
)


def name_before(candidate: str, run: int) -> int:
    """Return where the name of a body begins whose kanji begin a run at ``run``; ``run`` itself when there is none.

    Args:
        candidate: words that end with the title of an ordinance.
        run: where the last run of kanji, katakana and digits begins in it.
    """
    known = [match for match in KNOWN.finditer(candidate) if match.end() > run]
    if known:
        return known[0].start()
    for match in _LIKE_NAME.finditer(candidate):
        if match.start("kana") < run <= match.end():
            start = match.start("kana")
            while particle := _PARTICLES.match(candidate, start, run):
                start = particle.end()
            name = candidate[start : match.end("kana")]
            return run if len(name) < _SHORTEST or _VERB.search(name) else start
    return run
