"""例規 HTML of any system: the lines of the ordinance out of a page with navigation, menus and footers.

No layout is presupposed: the ordinance is where the provisions are.  Of the classes that the 例規 systems print
(``eline``, ``clause``, ``item`` …) only those are used that say more than the words do.
"""

import re

from pirules.errors import InputError
from pirules.ordinance.grammar import brackets, column_heads, headings, labels
from pirules.ordinance.grammar.enumerators import enumerator_label
from pirules.ordinance.model import Document
from pirules.ordinance.readers.html_document import compared_lines, document_of_lines
from pirules.ordinance.readers.markup import read_markup
from pirules.ordinance.readers.shown import Markup, MarkupLine
from pirules.text.decode import decode
from pirules.text.fold import fold

_FURNITURE = re.compile(
    r"(?:この)?(?:ページ|画面|文書)の?(?:先頭|トップ|上)|先頭へ|トップへ?|印刷|閉じる|戻る|目次へ|検索|ログイン|前のページ|次のページ|メニュー|ホーム|"
    r"copyright|all rights reserved|お問い?合わ?せ|サイトマップ|文字サイズ|条項目次|沿革|体系情報|(?:^|>)例規集|例規集 ?(?:トップ|$|>)|›|»",
    re.IGNORECASE,
)
_KEPT_SHARE = 0.9
_HEAD_LINES = 14
_FEW = 2  # provisions of a page that shows one article only
_SENTENCE = 60  # characters that make a provision, no button


def read_html(data: bytes, name: str) -> Document:
    """Read an HTML page.

    Raises:
        InputError: ``P104``/``P105`` if it can't be decoded, ``P106`` if no ordinance stands in it.
    """
    decoded = decode(data)
    markup = read_markup(decoded.text)
    _number_items(markup.lines)
    heads = [fold(line.text.strip()[:1000]) for line in markup.lines]
    chosen = _chosen(markup, heads)
    if not chosen:
        raise InputError("P106", f"{name or 'このページ'}に条例の題名も条も見つかりません。")
    return document_of_lines([markup.lines[index] for index in chosen], markup, name, decoded.encoding)


def _number_items(lines: list[MarkupLine]) -> None:
    """Write the numbers before the words of list items.

    A list whose items print labels of their own has its numbers switched off by the page's style sheet, and an item that is
    a link belongs to a menu.
    """
    labelled: set[int] = set()
    for line in lines:
        if line.marker:
            head = fold(line.text.strip()[:80])
            own = labels.article_label(head) or labels.supplementary_label(head) or enumerator_label(head)
            if own is not None or line.linked:
                labelled.add(line.marker[0])
    for line in lines:
        if line.marker and line.pieces and line.marker[0] not in labelled:
            line.pieces.insert(0, (line.marker[1], line.pieces[0][1]))


def _chosen(markup: Markup, heads: list[str]) -> list[int]:
    """Return the indexes of the lines that belong to the ordinance."""
    provisions = {index for index in range(len(heads)) if _is_provision(markup, index, heads[index])}
    labelled = any(_begins(heads[index]) for index in provisions)
    if not labelled and not (provisions and any(_is_title(head) for head in heads)):
        return []
    region = _region(markup, heads, provisions)
    inside = [index for index in region if not _is_furniture(markup, index, heads[index], provisions)]
    return _with_head(markup, heads, inside, provisions)


def _is_provision(markup: Markup, index: int, head: str) -> bool:
    """Whether a line is a provision and no entry of a menu that names it."""
    line = markup.lines[index]
    if not head or markup.elements[line.element].chrome or _is_link(line):
        return False
    if _begins(head):
        return True
    return bool(head.endswith("。") and enumerator_label(head)) or head.endswith("施行する。")


def _is_title(head: str) -> bool:
    """Whether a line can be the title of an ordinance, or of a table of old and new that compares its words."""
    return headings.is_title(head) or headings.is_title(column_heads.amended_name(head))


def _begins(head: str) -> bool:
    """Whether an article (its caption may stand on the same line) or a 附則 begins with a line."""
    caption = brackets.closing_bracket(head) if head[0] in "([【" else 0
    token = labels.article_label(head[caption:].lstrip()) or labels.supplementary_label(head)
    return token is not None


def _is_link(line: MarkupLine) -> bool:
    """Whether all words of a line are a link (with a mark or bullet before it)."""
    return line.linked > 0 and line.linked >= len(line.text.strip()) - 2


def _region(markup: Markup, heads: list[str], provisions: set[int]) -> list[int]:
    """Return the lines in the innermost element that holds (nearly) all provisions.

    Where there are only one or two, their items, captions and words may stand in elements beside theirs.
    """
    counts = [0] * len(markup.elements)
    for index in provisions:
        counts[markup.lines[index].element] += 1
    for place in range(len(counts) - 1, 0, -1):
        counts[markup.elements[place].parent] += counts[place]
    needed = _KEPT_SHARE * len(provisions)
    best = max((place for place in range(len(counts)) if counts[place] >= needed), default=0)
    if len(provisions) <= _FEW:
        best = _widened(markup, heads, best, provisions)
    compared = compared_lines(markup.lines)
    ends = [line.element for line in markup.lines if id(line) in compared]
    best = _holding(markup, best, [*ends[:1], *ends[-1:]])
    inside = [False] * len(counts)
    inside[best] = True
    for place in range(best + 1, len(counts)):
        inside[place] = inside[markup.elements[place].parent]
    return [index for index, line in enumerate(markup.lines) if inside[line.element]]


def _widened(markup: Markup, heads: list[str], best: int, provisions: set[int]) -> int:
    """Return the element around ``best`` that also holds what belongs to a few provisions: caption, words, items."""
    shown = [index for index, head in enumerate(heads) if head]
    first, last = shown.index(min(provisions)), shown.index(max(provisions))
    while first and brackets.is_caption(heads[shown[first - 1]]):
        first -= 1
    while last + 1 < len(shown) and _goes_on(markup, heads, shown[last], shown[last + 1]):
        last += 1
    return _holding(markup, best, [markup.lines[index].element for index in (shown[first], shown[last])])


def _holding(markup: Markup, best: int, elements: list[int]) -> int:
    """Return the innermost element around ``best`` that holds all of ``elements`` too."""
    for element in elements:
        around = {0}
        place = element
        while place:
            around.add(place)
            place = markup.elements[place].parent
        while best not in around:
            best = markup.elements[best].parent
    return best


def _goes_on(markup: Markup, heads: list[str], index: int, following: int) -> bool:
    """Whether a line belongs to the provision above it: the words of a bare label, an item, a further 項."""
    head, below = heads[index], heads[following]
    token = labels.article_label(head) or enumerator_label(head)
    if token is not None and token.label[1] == len(head):
        return True
    label = enumerator_label(below)
    if label is None or label.weak:
        return False
    here, there = markup.lines[index].cell, markup.lines[following].cell
    return len(below) > label.rest or (here is not None and there is not None and here[0] == there[0])


def _is_furniture(markup: Markup, index: int, head: str, provisions: set[int]) -> bool:
    if index in provisions:
        return False
    line = markup.lines[index]
    if not head:
        return line.images == 0
    return markup.elements[line.element].chrome or (
        len(head) < _SENTENCE
        and (_is_link(line) or not head.endswith("。"))
        and bool(_FURNITURE.search(head))
        and not _is_title(head)
    )


def _with_head(markup: Markup, heads: list[str], inside: list[int], provisions: set[int]) -> list[int]:
    """Add title and number from above the region, take off what stands before the title and after the last provision."""
    if not inside:
        return []
    first_provision = next((place for place, index in enumerate(inside) if index in provisions), 0)
    titles = [place for place in range(first_provision) if _is_title(heads[inside[place]])]
    if titles:
        start = titles[0]
        while start and (
            headings.has_number(heads[inside[start - 1]]) or headings.is_date_line(heads[inside[start - 1]])
        ):
            start -= 1
        inside = inside[start:]
    else:
        while inside[0] not in provisions and _is_link(markup.lines[inside[0]]):
            inside.pop(0)
        inside = _head_above(markup, heads, inside[0]) + inside
    while (
        len(inside) > 1
        and inside[-1] not in provisions
        and _is_link(markup.lines[inside[-1]])
        and not labels.appended_label(heads[inside[-1]])
    ):
        inside.pop()
    return inside


def _head_above(markup: Markup, heads: list[str], first: int) -> list[int]:
    """Return title, number and date lines right above the region (a page whose title stands in a block of its own).

    What stands between from a sentence on is no menu: an ordinance may provide nothing but 「…を次のとおり定める。」.
    """
    found: list[int] = []
    words: list[int] = []
    for index in range(first - 1, max(-1, first - 1 - _HEAD_LINES), -1):
        head = heads[index]
        if not head or markup.elements[markup.lines[index].element].tag in ("a", "li"):
            continue
        if headings.has_number(head) or headings.is_date_line(head) or brackets.is_note(head):
            found.insert(0, index)
        elif _is_title(head) and not _is_link(markup.lines[index]):
            sentence = next((place for place in words if heads[place].endswith("。")), first)
            return sorted([index, *found, *(place for place in words if place >= sentence)])
        elif not _is_link(markup.lines[index]) and not _is_furniture(markup, index, head, set()):
            words.insert(0, index)
    return found
