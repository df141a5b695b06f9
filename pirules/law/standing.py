"""Whether a place exists: the verdict, and the look into an article that does."""

from dataclasses import dataclass

from pirules.law.citation import Citation
from pirules.law.model import ArticleEntry, Basis


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a citation exists on a day.

    Attributes:
        exists: yes, no or unknown.
        basis: how we know.
        reason: a Japanese sentence, unless it exists.
        other_days: it doesn't exist on this day but on others.
    """

    exists: bool | None
    basis: Basis | None = None
    reason: str = ""
    other_days: bool = False


def single(article: ArticleEntry) -> bool:
    """Whether an article is known to have but one 項."""
    return article.paragraphs is not None and not article.partial and list(article.paragraphs) == ["1"]


def inside(article: ArticleEntry, citation: Citation, basis: Basis) -> Standing:
    """Look for the 項, 号 and what stands below in an article that exists."""
    if citation.paragraph is None and citation.item is None:
        return Standing(True, basis)
    if article.paragraphs is None:
        return Standing(None, basis, f"{citation.label}: この日の項と号を確かめていません。")
    if _has(article, article.paragraphs, citation):
        return Standing(True, basis)
    if article.partial:
        return Standing(None, basis, f"{citation.label}: 手で入れた索引にない項又は号です。")
    if citation.paragraph is None and not single(article):
        return Standing(False, basis, f"{citation.label}: 項の番号がありません。")
    return Standing(False, basis, f"{citation.label}はありません。")


def _has(article: ArticleEntry, paragraphs: dict[str, dict[str, str]], citation: Citation) -> bool:
    number = citation.paragraph
    if number is None:
        # 附則1条7号: of an article entered in part, the one 項 that has this 号 is meant.
        holders = [key for key, items in paragraphs.items() if citation.item in items]
        if not holders or not (single(article) or (article.partial and len(holders) == 1)):
            return False
        number = holders[0]
    items = paragraphs.get(number)
    if items is None:
        return False
    if citation.item is None:
        return citation.clause != "各号" or bool(items)
    letter = (citation.subitem or "")[:1]
    return citation.item in items and (not letter or letter in items[citation.item])
