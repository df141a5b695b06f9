"""The Jinja environment of the reports: strict about names, HTML escaped, Markdown escaped by a filter."""

import re
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from pirules.report import labels, vocabulary
from pirules.report.summary import day, wareki

_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~#])")
_LIST_START = re.compile(r"^(\s*)(\d+)([.)])", re.MULTILINE)
_LIST_SIGN = re.compile(r"^(\s*)([-+=])", re.MULTILINE)


def escape_markdown(value: object) -> str:
    """Return text that Markdown shows as it is, also inside a table cell: one line, no markup."""
    text = " ".join(str(value).split("\n")).replace("\r", " ")
    text = _MARKDOWN.sub(r"\\\1", text)
    return _LIST_SIGN.sub(r"\1\\\2", _LIST_START.sub(r"\1\2\\\3", text))


def _fact_value(value: object, name: str) -> str:
    return vocabulary.value_text(name, value)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the environment that loads ``pirules/report/templates``."""
    env = Environment(
        loader=PackageLoader("pirules.report", "templates"),
        autoescape=select_autoescape(enabled_extensions=("html.j2",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters["md"] = escape_markdown
    env.filters["day"] = day
    env.filters["wareki"] = wareki
    env.filters["cite"] = labels.cite
    env.filters["base"] = labels.base_label
    env.filters["fact"] = vocabulary.label
    env.filters["fact_value"] = _fact_value
    env.globals["L"] = labels
    return env


def render(template: str, **values: object) -> str:
    """Render a template of the package."""
    return environment().get_template(template).render(**values)
