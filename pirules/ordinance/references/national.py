"""What the law index knows of places in other laws: whether an article exists, which articles lie between two.

An ordinance of any age is read, so only what exists on no day that the index knows counts as missing; paragraphs and items,
which amendments shift more often, are checked only for ordinances made under the Act as it stands.
"""

from functools import lru_cache

from pirules.law import index
from pirules.text.numerals import sort_key

_Numbers = tuple[str | None, str | None, str | None, str | None]


@lru_cache(maxsize=8192)
def exists(law: str, numbers: _Numbers, closely: bool) -> bool:
    """Whether the place may exist: ``False`` only when the index knows the whole law and finds no such place in it.

    Args:
        law: law id or full name.
        numbers: article, paragraph, item, subitem.
        closely: whether paragraphs and items are checked too.
    """
    entry = index().law(law)
    article, paragraph, item, _ = numbers
    if entry is None or not entry.complete or not entry.articles or article is None:
        return True
    found = entry.articles.get(article)
    if not found:
        return False
    if not closely or paragraph is None:
        return True
    for version in found:
        if version.paragraphs is None or version.partial:
            return True
        items = version.paragraphs.get(paragraph)
        if items is not None and (item is None or item in items):
            return True
    return False


@lru_cache(maxsize=64)
def _articles(law: str) -> tuple[str, ...]:
    entry = index().law(law)
    if entry is None or not entry.complete:
        return ()
    return tuple(sorted((number for number in entry.articles if number), key=sort_key))


def articles_between(law: str, first: str, last: str) -> list[str]:
    """Return the articles of a law from ``first`` to ``last``; nothing when the index doesn't know them all."""
    articles = _articles(law)
    if first not in articles or last not in articles:
        return []
    return list(articles[articles.index(first) : articles.index(last) + 1])


def article_before(law: str, article: str, distance: int) -> str | None:
    """Return the article ``distance`` places after (negative: before) ``article``, ``None`` when that isn't known."""
    articles = _articles(law)
    if article not in articles:
        return None
    place = articles.index(article) + distance
    return articles[place] if 0 <= place < len(articles) else None


def is_known(law: str | None) -> bool:
    """Whether the index knows the places of a law (id or full name)."""
    entry = index().law(law) if law is not None else None
    return entry is not None and entry.complete


def is_national(law: str) -> bool:
    """Whether a law is an Act, a 政令 or the 省令 under an Act, whose subitems run イロハ."""
    return law[:3].isdecimal() or law.endswith(("法", "法律", "令", "憲法", "法施行規則", "法律施行規則"))
