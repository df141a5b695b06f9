"""From a stored report to a draft: its findings chosen one by one, the files of the draft in one zip."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.problems import status_of
from api.render import page
from api.v1.gap_reports import attachment
from api.work import Workshop, workshop
from pirules.errors import InputError, PirulesError
from pirules.gap import Finding, GapReport, report_on
from pirules.ordinance.model import Ordinance
from pirules.report import Source
from pirules.report.comparison.layout import DEFAULT as PROFILE
from pirules.report.comparison.layout import profile_names, profiles
from pirules.report.draft import draft_of
from pirules.report.draft.again import looked_over
from pirules.report.draft.build import DEFAULT, SELECTABLE
from pirules.report.draft.files import draft_files, zipped
from pirules.report.draft.numbers import KEEP
from pirules.report.judge import part_of
from pirules.store import reports

router = APIRouter(include_in_schema=False)
_MOST_CHOICES = 5000


@dataclass(frozen=True, slots=True)
class Reopened:
    """A stored report with its ordinance read again and judged again, so that a draft can be made."""

    id: str
    ordinance: Ordinance
    report: GapReport

    @property
    def choices(self) -> list[Finding]:
        """The findings that a draft can apply, in the order of the text."""
        return [finding for finding in self.report.findings if finding.classification in SELECTABLE]

    @property
    def chosen_first(self) -> list[str]:
        """What is chosen until a person chooses: as on the command line."""
        findings = [f.id for f in self.choices if f.classification in DEFAULT and not f.by_likeness]
        return [*findings, *(entry.topic for entry in self.report.missing)]


def _reopen(shop: Workshop, report_id: str) -> Reopened:
    kept = reports.load(shop.store, report_id)
    data = reports.file_of(shop.store, kept)
    source = Source(kept.name, kept.sha256, kept.sections)
    ordinance = part_of(data, source, kept.report["ordinance"])
    report = report_on(ordinance, as_of=date.fromisoformat(kept.report["as_of"]))
    # The other ordinances that were searched then aren't here now: what they hold isn't missing.
    asked = {entry["topic"] for entry in kept.report["missing"]}
    missing = [entry for entry in report.missing if entry.topic in asked]
    return Reopened(report_id, ordinance, report.model_copy(update={"missing": missing}))


def _form(opened: Reopened, chosen: Sequence[str], values: dict[str, str], error: PirulesError | None) -> str:
    return page(
        "draft.html.j2",
        current="gap",
        opened=opened,
        chosen=set(chosen),
        values=values,
        profiles=profiles(),
        error=error,
    )


def _files(opened: Reopened, chosen: Sequence[str], values: dict[str, str]) -> dict[str, bytes]:
    profile = values.get("profile") or PROFILE
    if not chosen:
        raise InputError("P012", "反映するものを選んでください。", field="apply")
    # A name from outside must not become a path.
    if profile not in profile_names():
        raise InputError("P012", "その様式はありません。", field="profile")
    draft = draft_of(opened.ordinance, opened.report, chosen, values.get("numbering") or KEEP)
    draft = looked_over(draft, opened.report)
    return draft_files(opened.ordinance, opened.report, draft, profile)


@router.get("/reports/{report_id}/draft")
async def draft_form(request: Request, report_id: str) -> HTMLResponse:
    """Show what a draft can apply."""
    shop = workshop(request)

    def render() -> str:
        opened = _reopen(shop, report_id)
        return _form(opened, opened.chosen_first, {}, None)

    return HTMLResponse(await shop.judge(render))


@router.post("/reports/{report_id}/draft")
async def make_draft(request: Request, report_id: str) -> Response:
    """Apply what was chosen; give the files of the draft as one zip file."""
    shop = workshop(request)
    async with request.form(max_files=0, max_fields=_MOST_CHOICES) as form:
        chosen = [value for name, value in form.multi_items() if name == "apply" and isinstance(value, str)]
        values = {name: value for name, value in form.items() if isinstance(value, str) and name != "apply"}

    def make() -> Response:
        opened = _reopen(shop, report_id)
        try:
            files = _files(opened, chosen, values)
        except InputError as error:
            return HTMLResponse(_form(opened, chosen, values, error), status_of(error))
        return attachment(zipped(files), "zip", f"{opened.ordinance.title or '条例'}の改正案")

    return await shop.judge(make)
