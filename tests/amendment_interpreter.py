"""Carries out 改め文 on the old text, as the people do who merge a voted amendment into the ordinance (溶け込ませ).

Knows nothing of how a draft is made: it reads the sentences, finds their places in the old text and edits there.
"""

import re

from pirules.ordinance import parse
from pirules.ordinance.model import Document, NodeType
from pirules.ordinance.places import find
from pirules.report.draft.edits import Edit, apply_edits
from pirules.text.fold import fold
from pirules.text.numerals import parse_int, parse_ordinal, to_kanji

_QUOTE = re.compile(r"「([^「」]*(?:「[^「」]*」[^「」]*)*)」")
_PHRASE = re.compile(r"(?<=改め)、|(?<=削り)、|(?<=とし)、|(?<=上げ)、|(?<=下げ)、|(?<=加え)、")
_SPLIT = re.compile(r"、|及び")


class Merger:
    """One old text and the edits that the sentences call for."""

    def __init__(self, text):
        self.text = text
        self.old = parse(Document(text))
        self.edits = []
        self.renamed = {}
        self.article = self.paragraph = ""

    def merge(self, amendment):
        """Return the new text."""
        lines = amendment.split("の一部を次のように改正する。", 1)[1].splitlines()[1:]
        end = next(i for i, line in enumerate(lines) if re.fullmatch(r"\s*附\s*則\s*", line))
        lines = lines[:end]
        position = 0
        while position < len(lines):
            line = lines[position]
            position += 1
            block = []
            if line.endswith(("次のように改める。", "を加える。")):
                while position < len(lines) and not self._instructs(lines[position]):
                    block.append(lines[position])
                    position += 1
            self._sentence(line.strip().removesuffix("。"), block)
        return apply_edits(self.text, self.edits)

    @staticmethod
    def _instructs(line):
        return (
            line.startswith("\u3000") and line.endswith("る。") and not line.lstrip("\u3000").startswith("（")
        )

    def _sentence(self, words, block):
        quotes = []

        def hide(match):
            quotes.append(match[1])
            return f"\x00{len(quotes) - 1}\x00"

        self.inside = ""
        for phrase in _PHRASE.split(_QUOTE.sub(hide, words)):
            self._phrase(phrase, quotes, block)

    def _phrase(self, phrase, quotes, block):
        if match := re.fullmatch(r"(.*?)中((?:\x00\d+\x00を\x00\d+\x00に、?)+)改め(?:る)?", phrase):
            self._reword(
                self._node(match[1]), re.findall(r"\x00(\d+)\x00を\x00(\d+)\x00に", match[2]), quotes
            )
        elif match := re.fullmatch(r"(.*)を次のように改める", phrase):
            self._anew(match[1], block)
        elif match := re.fullmatch(r"(?:.*中)?(.*)の([次前])に次の.+条を加える", phrase):
            self._insert(match[1], match[2], block)
        elif match := re.fullmatch(r"(.*)から(.*)までを(.+)条ずつ繰り([上下])げ(?:る)?", phrase):
            self._shift(match[1], match[2], parse_int(fold(match[3])) * (-1 if match[4] == "上" else 1))
        elif match := re.fullmatch(r"(?:(.*?)中)?\x00(\d+)\x00を削(?:り|る)", phrase):
            self._reword(self._node(match[1]) if match[1] else self.last, [(match[2], None)], quotes)
        elif match := re.fullmatch(r"(第[^条]+章(?:第[^条]+節)?)を削(?:り|る)", phrase):
            self.edits.append(Edit(self._node(match[1]).span, ""))
        elif match := re.fullmatch(r"(?:(.*)中)?(.*)を削(?:り|る)", phrase):
            self.inside = match[1] or ""
            self._delete(match[2])
        elif match := re.fullmatch(r"(.*)を(.*)と(?:し|する)", phrase):
            self._rename(match[1], match[2])
        else:
            raise AssertionError(f"unreadable: {phrase}")

    def _full(self, place):
        if self.inside and place.startswith("第") and "項" in place and "条" not in place:
            place = self.inside + place
        if place.startswith("同条"):
            place = self.article + place[2:]
        elif place.startswith("同項"):
            place = self.paragraph + place[2:]
        if match := re.match(r"(?:附則)?第[^項号]+条(?:の[一二三四五六七八九十0-9０-９]+)*", place):
            self.article = match[0]
        if match := re.match(r".*項|(?:附則)?第[^項号]+条(?:の[一二三四五六七八九十0-9０-９]+)*", place):
            self.paragraph = match[0]
        return place

    def _node(self, place):
        full = self._full(place)
        node = find(self.old, full)
        assert node is not None, full
        return node

    def _reword(self, node, pairs, quotes):
        self.last = node
        for old, new in pairs:
            words = quotes[int(old)]
            places = [m.start() for m in re.finditer(re.escape(words), self.text[slice(*node.span)])]
            assert places, words
            for place in places:
                start = node.span[0] + place
                self.edits.append(Edit((start, start + len(words)), "" if new is None else quotes[int(new)]))

    def _articles(self, place):
        """第7条及び第8条, 第16条から第18条まで."""
        prefix = "附則" if place.startswith("附則") else ""
        if "から" in place:
            first, last = place.removeprefix(prefix).removesuffix("まで").split("から")
            low, high = int(parse_ordinal(fold(first))), int(parse_ordinal(fold(last)))
            return [f"{prefix}第{number}条" for number in range(low, high + 1)]
        return [part if part.startswith(prefix) else prefix + part for part in _SPLIT.split(place)]

    def _anew(self, place, block):
        nodes = [self._node(part) for part in self._articles(place)]
        assert len(block) == 1, block
        start = nodes[0].span[0]
        if nodes[0].type is NodeType.ITEM:
            start = nodes[0].label_span[0]
        end = nodes[-1].span[1]
        tail = self.text[start:end]
        self.edits.append(Edit((start, end), block[0] + tail[len(tail.rstrip()) :]))

    def _insert(self, place, side, block):
        name = self.renamed.get(place, place)
        node = self._node(name)
        articles = [n for n in self.old.walk() if n.type is NodeType.ARTICLE]
        at = [n.span for n in articles].index(node.span) + (side == "次")
        start = articles[at].span[0]
        line = self.text.rfind("\n", 0, start) + 1
        start = start if self.text[line:start].strip() else line
        self.edits.append(Edit((start, start), "".join(f"{piece}\n" for piece in block)))

    def _delete(self, place):
        for part in self._parts(place):
            sentence = re.fullmatch(r"(.*)(ただし書|後段)", part)
            if sentence:
                node = self._node(sentence[1])
                words = self.text[slice(*node.span)]
                start = words.index("ただし") if sentence[2] == "ただし書" else words.index("。") + 1
                stop = words.index("。", start) + 1
                start += len(words[start:stop]) - len(words[start:stop].lstrip())
                self.edits.append(Edit((node.span[0] + start, node.span[0] + stop), ""))
                continue
            bare = "条" in self.paragraph and re.fullmatch(r"第[^条]+項", part) and not self.inside
            self.edits.append(Edit(self._node(self.article + part if bare else part).span, ""))

    def _parts(self, place):
        """第2項から第4項まで names each paragraph between, 第2条から第4条まで each article, 第2号から第4号まで each item."""
        if match := re.fullmatch(
            r"(.*?)第?([^条項第]+)号(?:から第?([^条項第]+)号まで|及び第?([^条項第]+)号)", place
        ):
            low, high = (parse_int(fold(number)) for number in (match[2], match[3] or match[4]))
            return [f"{match[1]}第{number}号" for number in range(low, high + 1)]
        if match := re.fullmatch(r"(.*?第[^条]+条(?:の[^第]+)?)?第([^条]+)項から第([^条]+)項まで", place):
            low, high = parse_int(fold(match[2])), parse_int(fold(match[3]))
            return [f"{match[1] or ''}第{number}項" for number in range(low, high + 1)]
        return _SPLIT.split(place) if "項" in place else self._articles(place)

    def _rename(self, old, new):
        node = self._node(old)
        if self.inside and "条" not in new:
            new = self.inside + new
        if "項" in new:
            self._number(
                node,
                parse_int(fold(re.search(r"第([^条項]+)項", new)[1])),
                supplement=new[:2] == "附則" and "条" not in new,
            )
            return
        label = new.removeprefix("附則")
        self.renamed[new] = self._full(old)
        self.edits.append(Edit(node.label_span, label))

    def _number(self, node, number, *, supplement):
        start, end = node.label_span
        if number == 1 and not supplement:
            while self.text[end] in " \u3000":
                end += 1
            self.edits.append(Edit((start, end), ""))
            return
        full = any(char in "０１２３４５６７８９" for char in node.label)
        digits = (
            str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
            if full
            else str(number)
        )
        self.edits.append(Edit((start, end), digits))

    def _shift(self, first, last, step):
        low, high = int(parse_ordinal(fold(first))), int(parse_ordinal(fold(last)))
        kanji = bool(re.search("[一二三四五六七八九十]", first))
        for number in range(low, high + 1):
            node = self._node(f"第{number}条")
            label = f"第{number + step}条"
            if kanji:
                label = f"第{to_kanji(number + step)}条"
            elif any(char in "０１２３４５６７８９" for char in first):
                label = label.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
            self.renamed[label] = f"第{number}条"
            self.edits.append(Edit(node.label_span, label))


def merged(old, amendment):
    """Return ``old`` with an amendment carried out."""
    return Merger(old).merge(amendment)


def lines_of(text):
    """Return the lines of a text that say something, without white space at their ends."""
    return [line.strip() for line in text.splitlines() if line.strip()]
