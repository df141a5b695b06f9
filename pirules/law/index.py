"""The law index: does this place exist on that day, what is it called, which revision touches it.

An answer is ``True``, ``False`` or ``None`` (the index can't tell).  Unverified content of a future revision never
decides, and a revision whose day isn't fixed never takes effect by itself.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path

from pirules.data import law_index_dir
from pirules.errors import LawError
from pirules.law.citation import Citation
from pirules.law.model import ArticleEntry, Basis, LawEntry, Revision, law_entry
from pirules.law.moves import FutureTouch, Renumbered
from pirules.law.names import load_laws, names
from pirules.law.standing import Standing, inside, single
from pirules.text.dates import to_wareki
from pirules.text.numerals import sort_key


class LawIndex:
    """All laws that the rules know."""

    def __init__(self, entries: Iterable[LawEntry]) -> None:
        self._entries = {entry.name.key: entry for entry in entries}

    def laws(self) -> tuple[LawEntry, ...]:
        """Return the entries of all laws that have articles in the index."""
        return tuple(entry for entry in self._entries.values() if entry.articles or entry.supplementary)

    def law(self, key: str | None) -> LawEntry | None:
        """Return the entry of a law by the key that citations hold."""
        return self._entries.get(key) if key else None

    # --- existence -----------------------------------------------------------------------------------------------

    def exists(self, citation: Citation, on: date) -> bool | None:
        """Whether the place exists on a day; ``None`` when the index can't tell."""
        return self.standing(citation, on).exists

    def standing(self, citation: Citation, on: date) -> Standing:  # noqa: PLR0911 - one line a way not to be there
        """Like :meth:`exists`, with the basis and the reason."""
        entry = self.law(citation.law)
        if entry is None:
            return Standing(None, reason=f"{citation.label}: 索引にない法令です。")
        if entry.promulgated is not None and on < entry.promulgated:
            reason = f"{entry.name.title}は{to_wareki(entry.promulgated)}の公布です。"
            return Standing(False, Basis.TEXT, reason, other_days=True)
        if not entry.windows:
            return Standing(None, reason=f"{citation.label}: 名前だけを知っている法令です。")
        window = entry.window(on)
        if window is None:
            return Standing(None, reason=f"{citation.label}: {to_wareki(on)}の条文を確かめていません。")
        if citation.article is None and citation.paragraph is None:
            return self._whole(entry, citation, window.basis)
        table = entry.supplementary if citation.supplementary else entry.articles
        entries = table.get(citation.article, ())
        article = next((item for item in entries if item.valid(on)), None)
        if article is None:
            return self._absent(entry, citation, on, window.basis, entries)
        if article.deleted:
            return Standing(False, window.basis, f"{citation.article_only().label}は削除されています。")
        return inside(article, citation, window.basis)

    def _whole(self, entry: LawEntry, citation: Citation, basis: Basis) -> Standing:
        division = citation.division
        if division is None or (citation.supplementary and not entry.complete):
            return Standing(True, basis)
        # 第3章第3節 may be cited from within its 編, without it.
        if division in entry.appended or any(name.endswith(division) for name in entry.divisions):
            return Standing(True, basis)
        if entry.complete and entry.divisions:
            return Standing(False, basis, f"{citation.label}は{entry.name.title}にありません。")
        return Standing(None, basis, f"{citation.label}: 索引に章や別表がありません。")

    def _absent(
        self, entry: LawEntry, citation: Citation, on: date, basis: Basis, others: tuple[ArticleEntry, ...]
    ) -> Standing:
        place = citation.article_only()
        label = place.label if citation.article else citation.label
        later = min((item.start for item in others if item.start and item.start > on), default=None)
        if later is not None:
            reason = f"{label}は{to_wareki(later)}からの条で、{to_wareki(on)}にはありません。"
            return Standing(False, basis, reason, other_days=True)
        earlier = max((item.until for item in others if item.until and item.until < on), default=None)
        if earlier is not None:
            return Standing(False, basis, f"{label}は{to_wareki(earlier)}までの条番号です。", other_days=True)
        for touch in self.touched_by_future(place, on):
            if touch.citation.contains(place) and touch.citation.article == place.article and entry.complete:
                return Standing(False, basis, f"{label}は{to_wareki(on)}にはありません。{touch.text}")
        if entry.complete:
            return Standing(False, basis, f"{label}は{entry.name.title}にありません。")
        return Standing(None, basis, f"{label}: 手で入れた索引にない条です。")

    def require(self, citation: Citation, on: date) -> None:
        """Refuse a citation that doesn't exist on a day.

        Raises:
            LawError: ``P303`` when it never existed as far as the index knows, ``P304`` when it exists on other days.
        """
        standing = self.standing(citation, on)
        if standing.exists is False:
            raise LawError("P304" if standing.other_days else "P303", standing.reason)

    # --- captions ------------------------------------------------------------------------------------------------

    def article(self, citation: Citation, on: date) -> ArticleEntry | None:
        """Return what the index knows of the article of ``citation`` on a day."""
        entry = self.law(citation.law)
        if entry is None or (citation.article is None and citation.paragraph is None):
            return None
        table = entry.supplementary if citation.supplementary else entry.articles
        return next((item for item in table.get(citation.article, ()) if item.valid(on)), None)

    def caption(self, citation: Citation, on: date) -> str | None:
        """Return the caption of the article (or the title of the 章) of ``citation`` on a day, ``None`` if none is known."""
        article = self.article(citation, on)
        if article is not None:
            return article.caption
        entry = self.law(citation.law)
        division = entry.divisions.get(citation.division or "") if entry else None
        return (division[2] or None) if division else None

    def canonical(self, citation: Citation, on: date) -> Citation:
        """Return ``citation`` with 1項 filled in where the article has but one 項 and a 号 is cited without it."""
        article = self.article(citation, on)
        if article and citation.article and citation.item and citation.paragraph is None and single(article):
            return citation.at({"paragraph": "1"})
        return citation

    # --- time ----------------------------------------------------------------------------------------------------

    def revisions(self, law: str) -> tuple[Revision, ...]:
        """Return the revisions of a law in the order of their days."""
        entry = self.law(law)
        return entry.revisions if entry else ()

    def revision_on(self, law: str, on: date) -> Revision | None:
        """Return the revision of a law that is the latest in force on a day."""
        effective = [revision for revision in self.revisions(law) if revision.effective(on)]
        return max(effective, key=lambda item: item.in_force or date.min, default=None)

    def checked_until(self, law: str) -> date | None:
        """Return the last day whose text of the law the index was compared with."""
        entry = self.law(law)
        return entry.checked_until if entry else None

    def touched_by_future(self, citation: Citation, as_of: date) -> tuple[FutureTouch, ...]:
        """Return the promulgated revisions, not in force on ``as_of``, that touch the place of ``citation``."""
        entry = self.law(citation.law)
        if entry is None:
            return ()
        found = []
        for revision in entry.revisions:
            if revision.effective(as_of) or (
                revision.promulgated is not None and revision.promulgated > as_of
            ):
                continue
            touch = next((t for t in revision.touches if self._overlaps(entry, t.citation, citation)), None)
            if touch is not None:
                found.append(FutureTouch(touch.citation, revision, touch.certainty))
        return tuple(found)

    def unverified(self, citation: Citation, on: date) -> list[str]:
        """Return a sentence for each revision in force on a day that touches the place and that nobody has read."""
        return [
            f"{revision.amending}（{to_wareki(revision.in_force)}施行）による{touch.citation.label}の改正後の内容は確かめていません。"
            for revision in self.revisions(citation.law or "")
            if revision.content == "unverified" and revision.effective(on) and revision.in_force is not None
            for touch in revision.touches
            if touch.citation.overlaps(citation)
        ]

    def notes(self, citations: Iterable[Citation], as_of: date) -> tuple[str, ...]:
        """Return what an answer that rests on ``citations`` must say of changes to come, or in force but unread."""
        found: dict[str, None] = {}
        for citation in citations:
            found |= dict.fromkeys(self.unverified(citation, as_of))
            found |= dict.fromkeys(touch.text for touch in self.touched_by_future(citation, as_of))
        return tuple(found)

    def _overlaps(self, entry: LawEntry, touched: Citation, citation: Citation) -> bool:
        if touched.division is None or touched.article is not None:
            return touched.overlaps(citation)
        span = entry.divisions.get(touched.division)
        if citation.article is None or citation.supplementary or span is None or not span[0] or not span[1]:
            return touched.division == citation.division
        return sort_key(span[0]) <= sort_key(citation.article) <= sort_key(span[1])

    def renumbered(self, citation: Citation, on: date, since: date | None = None) -> Renumbered:
        """Return where a citation in the numbering of ``since`` (default: before all) stands on a day."""
        entry = self.law(citation.law)
        result = Renumbered(citation, changed=False)
        for renumbering in entry.renumberings if entry and not citation.supplementary else ():
            place = result.citation
            if place is None or place.article is None or renumbering.in_force > on:
                continue
            if since is not None and renumbering.in_force <= since:
                continue
            number = place.article
            changed = result.changed or any(item.overlaps(place) for item in renumbering.changed)
            if number in renumbering.moved:
                new: Citation | None = place.at({"article": renumbering.moved[number]})
            else:
                new = None if number in renumbering.removed else place
            presumed = renumbering.presumed.get(number)
            if new != place or changed:
                result = Renumbered(
                    new,
                    changed,
                    renumbering.amending,
                    renumbering.in_force,
                    place.article_only().at({"article": presumed}) if presumed else None,
                )
        return result


@lru_cache(maxsize=8)
def _index_of(folder: Path) -> LawIndex:
    table = names()
    entries = []
    for raw in load_laws(folder):
        name = table.get(raw.get("id") or raw["title"])
        assert name is not None  # the names were made from the same rows
        entries.append(law_entry(raw, name))
    return LawIndex(entries)


def index() -> LawIndex:
    """Return the index of the rules in force here (:func:`pirules.data.law_index_dir`).

    Raises:
        LawError: ``P305`` when a file of the index is wrong.
    """
    return _index_of(law_index_dir())
