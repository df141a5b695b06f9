"""Two texts of an ordinance uploaded, their 新旧対照表 read or downloaded."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.pages.uploading import answer_upload
from api.render import page
from api.v1.gap_reports import attachment
from api.work import workshop
from pirules.errors import InputError, PirulesError
from pirules.report.comparison.as_excel import to_xlsx
from pirules.report.comparison.as_html import STYLE, to_html
from pirules.report.comparison.as_word import to_docx
from pirules.report.comparison.cautions import compare_files
from pirules.report.comparison.layout import DEFAULT, lay_out, load_profile, profile_names, profiles
from pirules.rules.ruleset import load_ruleset

router = APIRouter(include_in_schema=False)


_STYLE = "/static/comparison.css"
_FORMATS = ("html", "docx", "xlsx")


def _form(values: dict[str, str], error: PirulesError | None = None) -> str:
    return page("comparison.html.j2", current="diff", values=values, profiles=profiles(), error=error)


@router.get(_STYLE)
async def comparison_css() -> Response:
    """Give the style of the table, which a page may not carry inside."""
    return Response(STYLE, media_type="text/css; charset=utf-8")


@router.get("/diff")
async def comparison_form(request: Request) -> HTMLResponse:
    """Show the form for two files."""
    return HTMLResponse(await workshop(request).run(lambda: _form({})))


@router.post("/diff")
async def comparison(request: Request) -> Response:
    """Compare the two uploaded texts; give the table as a page or a file."""
    judge = workshop(request).judge
    return await answer_upload(
        request, _form, lambda uploaded: judge(lambda: _table(uploaded.files, uploaded.fields))
    )


def _table(files: list[tuple[str, bytes]], fields: dict[str, str]) -> Response:
    form = fields.get("format") or "html"
    profile = fields.get("profile") or DEFAULT
    if form not in _FORMATS:
        raise InputError("P012", "その形式はありません。", field="format")
    # A name from outside must not become a path.
    if profile not in profile_names():
        raise InputError("P012", "その様式はありません。", field="profile")
    if len(files) != 2:  # noqa: PLR2004 - old and new
        raise InputError("P023", "現行の条例と改正案の条例を一つずつ選んでください。", field="new")
    (old_name, old), (new_name, new) = files
    comparison, title = compare_files(old, new, old_name, new_name)
    notice = f"{old_name} と {new_name} の比較。{load_ruleset().notice}"
    table = lay_out(comparison, load_profile(profile))
    if form == "html":
        return HTMLResponse(to_html(table, notice, style_at=_STYLE))
    file = {"docx": to_docx, "xlsx": to_xlsx}[form](table, notice)
    return attachment(file, form, f"新旧対照表（{title}）")
