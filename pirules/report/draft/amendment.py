"""改め文: the sentences that turn the old ordinance into the draft, front to back, in the form that councils vote on.

「第5条第1項中「A」を「B」に改め、同条第2項を削る。」 「第8条を削り、第9条を第8条とし、第10条から第12条までを1条ずつ繰り上げる。」
"""

from collections.abc import Iterable, Sequence

from pirules.ordinance.model import Node, Ordinance
from pirules.ordinance.places import provision_name
from pirules.report.draft.article_words import ArticleWords
from pirules.report.draft.edits import DELETED_WORD, Edit, deleted_groups, group_label
from pirules.report.draft.fates import DELETED, REMOVED, Fate, Plan
from pirules.report.draft.follow import place_of
from pirules.report.draft.moves import Move
from pirules.report.draft.numbers import Addition, group_of
from pirules.report.draft.phrases import (
    ADD,
    BECOME,
    CHANGE,
    CUT,
    INDENT,
    Lines,
    Phrase,
    listed,
    listed_words,
    sentence,
)
from pirules.report.draft.style import Style
from pirules.report.draft.wording import quotes
from pirules.text.numerals import sort_key


class Writer:
    """Writes the 改め文 of one draft."""

    def __init__(
        self,
        ordinance: Ordinance,
        plan: Plan,
        additions: Sequence[Addition],
        words: Iterable[Edit],
        style: Style,
    ) -> None:
        self._ordinance = ordinance
        self._plan = plan
        self._fates = plan.fates
        self._additions = list(additions)
        self._style = style
        self._words: dict[int, tuple[Node, list[Edit]]] = {}
        for edit in words:
            node = place_of(ordinance, edit.span[0])
            self._words.setdefault(id(node), (node, []))[1].append(edit)
        self._groups = {id(group[0]): group for group in deleted_groups(ordinance, self._fates)}
        self._out = Lines()

    def lines(self) -> list[str]:
        """Return the lines of the 改め文 without its head and 附則."""
        done: set[int] = set()
        for node in self._ordinance.nodes:
            inside = [fate for fate in self._fates if node.span[0] <= fate.node.span[0] < node.span[1]]
            if inside:
                for position, fate in enumerate(inside):
                    if id(fate) not in done:
                        done |= self._fate(fate, inside[position:])
            else:
                self._out.flush(self._style)
                self._elsewhere(node)
        self._out.flush(self._style)
        return self._out.lines

    def _elsewhere(self, node: Node) -> None:
        """目次, 前文, 別表 and the like: only words change there."""
        for part in node.walk():
            if id(part) in self._words:
                name = self._name(part)
                self._out.lines.append(sentence(self._changed(name, *self._words[id(part)])))

    def _name(self, node: Node) -> str:
        return self._style.wording(provision_name(self._ordinance, node))

    def _changed(self, name: str, node: Node, edits: Sequence[Edit]) -> list[Phrase]:
        """Return 「第5条中「A」を「B」に改め」, and 「「C」を削り」 for words that go."""
        span = (node.caption_span or node.label_span or node.span)[0], node.span[1]
        pairs = quotes(self._ordinance.text, (min(span[0], node.span[0]), span[1]), edits)
        changed = [f"「{q.old}」を「{q.new}」に" for q in pairs if q.new]
        gone = [f"「{q.old.strip()}」" for q in pairs if not q.new]
        phrases = [Phrase(f"{name}中{'、'.join(changed)}", CHANGE)] if changed else []
        if gone:
            phrases.append(Phrase(f"{'' if changed else f'{name}中'}{listed_words(gone)}を", CUT))
        return phrases

    def _fate(self, fate: Fate, rest: Sequence[Fate]) -> set[int]:
        """Write what happens to an article; return the fates that are done with it."""
        added = [addition for addition in self._additions if addition.before.span == fate.node.span]
        if added:
            run = self._moving_down(rest)
            if any(moved.kind != REMOVED for moved in run):
                self._out.flush(self._style)
                run.reverse()
            for moved in run:
                self._one(moved)
            self._added(added)
            if run:
                return {id(moved) for moved in run}
        self._one(fate)
        return {id(fate)}

    def _moving_down(self, rest: Sequence[Fate]) -> list[Fate]:
        run: list[Fate] = []
        for fate in rest:
            down = fate.new is not None and sort_key(fate.new) > sort_key(fate.number or "0")
            if fate.kind != REMOVED and not down:
                break
            run.append(fate)
        return run

    def _one(self, fate: Fate) -> None:
        label = f"{fate.prefix}{self._style.article_label(fate.number)}" if fate.number else fate.prefix
        if fate.kind == DELETED:
            self._out.flush(self._style)
            self._deleted(fate)
        elif (group := self._plan.group_of(fate)) is not None:
            if fate.node.span == next(f for f in self._fates if self._plan.group_of(f) is group).node.span:
                # A 章 is no neighbour that 「から…まで」 could begin or end with.
                self._out.flush(self._style, Phrase(f"{self._name(group)}を", CUT))
        elif fate.kind == REMOVED:
            self._out.pending.append(Phrase(f"{label}を", CUT))
        else:
            self._kept(fate, label)

    def _deleted(self, fate: Fate) -> None:
        group = self._groups.get(id(fate))
        if group is None:
            return
        name = group_label(group, self._style)
        self._out.lines += [
            f"{INDENT}{fate.prefix}{name}を次のように改める。",
            f"{name}\u3000{DELETED_WORD}",
        ]

    def _kept(self, fate: Fate, label: str) -> None:
        words = any(id(part) in self._words for part in fate.node.walk())
        moved = fate.new is not None and fate.new != fate.number
        structural = bool(fate.gone) or any(old != new for old, new in fate.numbers.items())
        within = bool(words or fate.items or fate.dropped or fate.cuts)
        if not (structural or within):
            if moved:
                self._out.pending.append(Move(fate.prefix, fate.number or "", fate.new or ""))
            else:
                self._out.flush(self._style)
            return
        self._out.flush(self._style)
        article = ArticleWords(self._style, fate, label)
        phrases = article.structure(moved=moved) if not within else self._mixed(fate, article)
        if moved:
            here = "同条" if phrases else label
            new = f"{fate.prefix}{self._style.article_label(fate.new or '')}"
            phrases.append(Phrase(f"{here}を{new}", BECOME))
        if phrases:
            self._out.lines.append(sentence(phrases))

    def _mixed(self, fate: Fate, article: ArticleWords) -> list[Phrase]:
        """Words, ただし書, items and paragraphs of one article, in the order of its text; an item's block ends a sentence."""
        phrases: list[Phrase] = []
        gone = {node.span for node in fate.gone}
        if id(fate.node) in self._words:
            phrases += self._changed(article.label, *self._words[id(fate.node)])
            article.named = True
        for paragraph in fate.paragraphs:
            if paragraph.span in gone:
                also = bool(phrases) and phrases[-1].gone and fate.number is not None
                if also:
                    number = self._style.ordinal(paragraph.number or "1", "項")
                    phrases[-1] = phrases[-1].with_also(number)
                else:
                    phrases.append(Phrase(f"{article.paragraph(paragraph)}を", CUT, gone=True))
                continue
            touched = False
            for part in paragraph.walk():
                if any(part.span == item.span and part.type is item.type for item in fate.items):
                    self._out.lines += [sentence(phrases)] if phrases else []
                    phrases, article.named, touched = [], False, False
                    self._item(part)
                    continue
                here = self._inside(fate, article, paragraph, part)
                here += self._dropped(fate, article, paragraph, part)
                phrases += here
                touched = touched or bool(here)
            new = fate.numbers.get(paragraph.number or "")
            if new is not None and new != paragraph.number:
                place = "同項" if touched else article.paragraph(paragraph)
                phrases.append(Phrase(f"{place}を{article.at(new)}", BECOME))
        return phrases

    def _inside(self, fate: Fate, article: ArticleWords, paragraph: Node, part: Node) -> list[Phrase]:
        """Words that change in a paragraph or item, and a sentence that is cut out of it."""
        phrases = []
        if id(part) in self._words:
            place = article.part(self._ordinance, paragraph, part)
            phrases += self._changed(place, *self._words[id(part)])
        for cut in fate.cuts:
            if cut.node.span == part.span and cut.node.type is part.type:
                place = article.part(self._ordinance, paragraph, part)
                phrases.append(Phrase(f"{place}{cut.part}を", CUT))
        return phrases

    def _dropped(self, fate: Fate, article: ArticleWords, paragraph: Node, part: Node) -> list[Phrase]:
        """The items at the end of a list that go: 「第4条第1項第3号を」, said with the first of them."""
        gone = {node.span for node in fate.dropped}
        items = [child for child in part.children if child.span in gone]
        if not items:
            return []
        place = article.part(self._ordinance, paragraph, items[0])
        names = [self._style.wording(provision_name(self._ordinance, item)) for item in items]
        above = self._style.wording(provision_name(self._ordinance, part))
        return [Phrase(f"{listed([place, *(name.removeprefix(above) for name in names[1:])])}を", CUT)]

    def _item(self, item: Node) -> None:
        name = self._name(item)
        self._out.lines += [
            f"{INDENT}{name}を次のように改める。",
            f"{INDENT}{item.label or ''}\u3000{DELETED_WORD}",
        ]

    def _added(self, added: Sequence[Addition]) -> None:
        first = added[0]
        count = self._style.wording(str(len(added)))
        after = next(fate for fate in reversed(self._before(first)) if fate.kind != REMOVED)
        here, there = group_of(self._ordinance, first.before), group_of(self._ordinance, after.node)
        if here is None or (there is not None and here.span == there.span):
            place = f"{self._style.article_label(after.new or after.number or '')}の次に"
        else:
            before = next(fate for fate in self._fates if fate.node.span == first.before.span)
            place = (
                f"{self._name(here)}中{self._style.article_label(before.new or before.number or '')}の前に"
            )
        self._out.flush(self._style, Phrase(f"{place}次の{count}条を", ADD))
        for addition in added:
            self._out.lines += addition_lines(addition, self._style)

    def _before(self, addition: Addition) -> list[Fate]:
        return [
            fate for fate in self._fates if fate.node.span[0] < addition.before.span[0] and not fate.prefix
        ]


def addition_lines(addition: Addition, style: Style) -> list[str]:
    """Return a new article as it is printed: its caption and its words."""
    caption = f"{style.caption_indent}{style.brackets[0]}{addition.caption}{style.brackets[1]}"
    first = f"{style.article_label(addition.number)}\u3000{style.wording(addition.text)}"
    further = (
        f"{style.digits(number)}\u3000{style.wording(text)}"
        for number, text in enumerate(addition.further, 2)
    )
    return [caption, first, *further]
