"""The short forms of ``rulesets/special_statutes/shorthand.yaml``: words that mean a law only before a number."""

from functools import lru_cache
from pathlib import Path

from pirules.data import rulesets_dir
from pirules.law.names import LawName, names
from pirules.rules.schema import check_schema
from pirules.rules.source import fault, read_yaml
from pirules.text.fold import fold


@lru_cache(maxsize=4)
def load_shorthand(folder: Path | None = None) -> dict[str, LawName]:
    """Read the short forms that mean a law only before the number of an article.

    Raises:
        RulesetError: ``P501`` with file and line, also where a form means another law already.
    """
    path = (folder or rulesets_dir()) / "special_statutes" / "shorthand.yaml"
    raw = read_yaml(path)
    check_schema(path, raw, "shorthand")
    found: dict[str, LawName] = {}
    for title, forms in raw["shorthand"].items():
        law = names().resolve(title)
        for form in forms:
            if (
                law is None
                or found.setdefault(fold(form), law) is not law
                or names().resolve(form) is not None
            ):
                line = raw["shorthand"].lines[title]
                raise fault(path, line, f"略記「{form}」の指す法令が一つに定まりません。")
    return found
