"""The pages' templates: those of the API beside those of the reports."""

from functools import lru_cache

from jinja2 import ChoiceLoader, Environment, PackageLoader

from pirules import __version__
from pirules.report.templates_env import environment as report_environment
from pirules.text.dates import moment_in_japan


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the Jinja environment of the pages: the reports' own, with the pages' templates in front."""
    reports = report_environment()
    reports.filters["moment"] = moment_in_japan
    loaders = [PackageLoader("api", "templates")]
    if reports.loader is not None:
        return reports.overlay(loader=ChoiceLoader([*loaders, reports.loader]))
    return reports.overlay(loader=ChoiceLoader(loaders))


def page(template: str, **values: object) -> str:
    """Render a page; ``current`` says which entry of the menu it belongs to."""
    return environment().get_template(template).render(version=__version__, **values)
