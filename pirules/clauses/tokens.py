"""Morphemes of a bare sentence, by SudachiPy: the dictionary behind GiNZA without its neural model.

The grammar asks only for a class, a conjugation and a base form; everything else of the dictionary is left behind.
"""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pirules.clauses.flat import PLACE, QUOTE

# SudachiPy takes at most 49,149 bytes at a time; a character of Japanese has up to four.
_PIECE = 12_000

NOUN, VERB, ADJECTIVE, AUXILIARY = "N", "V", "A", "X"
PARTICLE, JOINT, CONJUNCTION, ADVERB = "P", "J", "C", "R"
DETERMINER, COMMA, STOP, SYMBOL = "D", "K", "E", "S"

_CLASSES = {
    "名詞": NOUN,
    "代名詞": NOUN,
    "接頭辞": NOUN,
    "接尾辞": NOUN,
    "形状詞": NOUN,
    "記号": NOUN,
    "動詞": VERB,
    "形容詞": ADJECTIVE,
    "助動詞": AUXILIARY,
    "助詞": PARTICLE,
    "接続詞": CONJUNCTION,
    "副詞": ADVERB,
    "連体詞": DETERMINER,
    "感動詞": ADVERB,
    "空白": SYMBOL,
    "補助記号": NOUN,
}
_CARRIES_MEANING = frozenset({"名詞", "動詞", "形容詞", "副詞", "形状詞", "接尾辞", "接頭辞"})
_STOPS = frozenset("。．")
_JOINS = re.compile("又は|若しくは|及び|並びに")
_KANJI_ONLY = re.compile(r"[一-鿿]+$")
# 「当該」 stands before a noun like 「その」; for the dictionary it is a noun.
_DETERMINERS = frozenset({"当該", "各", "本", "同"})
_ADVERB_PAIRS = frozenset(
    {
        ("併せ", "て"),
        ("あわせ", "て"),
        ("改め", "て"),
        ("重ね", "て"),
        ("初め", "て"),
        ("少なく", "とも"),
        ("引き続い", "て"),
    }
)
# 連用形 that law uses as nouns only.
_NOUNS = frozenset({"偽り", "差押え"})
# 連用形 that are nouns where a particle follows (法令に定めがある).
_NOUNS_BEFORE_PARTICLES = frozenset({"定め", "求め", "届け", "取り扱い", "申し立て", "取り決め", "知らせ"})
_ADVERBS = frozenset(
    {
        "あらかじめ",
        "自ら",
        "みずから",
        "引き続き",
        "少なくとも",
        "直接",
        "専ら",
        "併せて",
        "別途",
        "随時",
        "適宜",
        "現に",
        "次いで",
        "特に",
        "新たに",
        "それぞれ",
        "相互に",
        "速やかに",
        "直ちに",
    }
)


@dataclass(frozen=True, slots=True)
class Token:
    """A morpheme at ``[begin, end)`` of the bare sentence.

    ``form`` is the first word of its conjugation (未然形, 連用形, …) or empty; ``sub`` the sub-class of the dictionary.
    """

    surface: str
    begin: int
    end: int
    kind: str
    sub: str
    form: str
    lemma: str


class _Local(threading.local):
    """One SudachiPy tokenizer a thread: it can't be entered twice."""

    tokenizer: Any = None
    classes: dict[int, tuple[str, str, str]]


_LOCAL = _Local()


def _tokenizer() -> Any:
    if _LOCAL.tokenizer is None:
        from sudachipy import Dictionary, SplitMode

        _LOCAL.tokenizer = Dictionary(dict="core").create(mode=SplitMode.C)
        _LOCAL.classes = {}
    return _LOCAL.tokenizer


def tokenize(text: str) -> list[Token]:
    """Return the morphemes of a bare sentence of any length, in order and without gaps."""
    tokenizer = _tokenizer()
    tokens: list[Token] = []
    for begin, end in _pieces(text):
        if _JOINS.fullmatch(text, begin, end):
            tokens.append(Token(text[begin:end], begin, end, CONJUNCTION, "", "", text[begin:end]))
            continue
        tokens.extend(_token(morpheme, begin) for morpheme in tokenizer.tokenize(text[begin:end]))
    return _joined(tokens)


def normal_forms(text: str) -> list[str]:
    """Return the words of a text in the dictionary's normal form (行なう → 行う, 受付 → 受け付け), short units, without particles and numbers."""
    from sudachipy import SplitMode

    tokenizer = _tokenizer()
    words: list[str] = []
    for begin in range(0, len(text), _PIECE):
        words.extend(
            morpheme.normalized_form()
            for morpheme in tokenizer.tokenize(text[begin : begin + _PIECE], SplitMode.A)
            if morpheme.part_of_speech()[0] in _CARRIES_MEANING and not morpheme.surface()[0].isdigit()
        )
    return words


def _joined(tokens: list[Token]) -> list[Token]:
    """Make one noun of 「その」「他」: in law it joins what stands before it with what follows."""
    joined: list[Token] = []
    for token in tokens:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.kind == VERB
            and token.kind in {NOUN, CONJUNCTION}
            and _KANJI_ONLY.match(last.surface)
            and last.surface not in {"得", "経"}
        ):
            last = joined[-1] = Token(
                last.surface, last.begin, last.end, NOUN, "一般", "", last.surface
            )  # 受+付票
        if last is not None and last.kind == VERB and token.surface == "方" and last.form == "連用形":
            joined[-1] = Token(
                last.surface + "方", last.begin, token.end, NOUN, "一般", "", last.surface + "方"
            )
        elif last is not None and (last.surface, token.surface) in _ADVERB_PAIRS:
            joined[-1] = Token(
                last.surface + token.surface,
                last.begin,
                token.end,
                ADVERB,
                "",
                "",
                last.surface + token.surface,
            )
        elif last is not None and token.surface == "できる限り" and last.surface == "が":
            joined += [
                Token("できる", token.begin, token.begin + 3, VERB, "", "連体形", "できる"),
                Token("限り", token.begin + 3, token.end, NOUN, "一般", "", "限り"),
            ]  # 区分することができる限り
        elif last is not None and token.surface == "他" and last.surface == "その":
            joined[-1] = Token("その他", last.begin, token.end, NOUN, "一般", "", "その他")
        elif (
            last is not None
            and token.kind == PARTICLE
            and last.kind == VERB
            and last.surface in _NOUNS_BEFORE_PARTICLES
        ):
            joined[-1] = Token(last.surface, last.begin, last.end, NOUN, "一般", "", last.surface)
            joined.append(token)
        else:
            joined.append(token)
    return joined


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Cut out the words that join, which the dictionary mistakes (委員長又は → 長又), and cut what is too long for it."""
    position = 0
    for match in _JOINS.finditer(text):
        yield from _short(text, position, match.start())
        yield match.span()
        position = match.end()
    yield from _short(text, position, len(text))


def _short(text: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """Cut a stretch that is too long for the dictionary, after a 読点 where there is one."""
    while stop - begin > _PIECE:
        comma = text.rfind("、", begin + _PIECE // 2, begin + _PIECE)
        end = comma + 1 if comma >= 0 else begin + _PIECE
        yield begin, end
        begin = end
    if begin < stop:
        yield begin, stop


def _token(morpheme: Any, offset: int) -> Token:
    surface = morpheme.surface()
    pos_id = morpheme.part_of_speech_id()
    known = _LOCAL.classes.get(pos_id)
    if known is None:
        pos = morpheme.part_of_speech()
        kind = _CLASSES.get(pos[0], NOUN)
        if pos[:2] == ("助詞", "接続助詞"):
            kind = JOINT
        sub = pos[2] if pos[0] in {"名詞", "助動詞"} else pos[1]
        form = "" if pos[5] == "*" else pos[5].split("-")[0]
        known = _LOCAL.classes[pos_id] = (kind, sub, form)
    kind, sub, form = known
    begin, end = morpheme.begin() + offset, morpheme.end() + offset
    lemma = morpheme.dictionary_form() if kind in "VAX" else surface
    if kind == NOUN or surface in _NOUNS or form == "語幹":  # 市の長又は: 長 is no 長い
        kind = _noun_class(surface)
    elif surface in _ADVERBS:
        kind = ADVERB
    return Token(surface, begin, end, kind, sub, form, lemma)


def _noun_class(surface: str) -> str:
    if surface in {QUOTE, PLACE}:
        return NOUN
    if surface == "、":
        return COMMA
    if surface in _STOPS:
        return STOP
    if surface in _DETERMINERS:
        return DETERMINER
    if surface in _ADVERBS:
        return ADVERB
    return NOUN
