"""The API's documentation at ``/docs``: Swagger UI from a package on this machine, no address outside."""

from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from swagger_ui_bundle import swagger_ui_path

from api.render import page

# Swagger UI 4 reads OpenAPI 3.0; our schemas keep to it (nullable instead of null types).
OPENAPI_VERSION = "3.0.3"


def install(app: FastAPI) -> None:
    """Serve the documentation."""
    app.openapi_version = OPENAPI_VERSION
    app.mount("/static/swagger", StaticFiles(directory=Path(str(swagger_ui_path))), name="swagger")

    @app.get("/docs", include_in_schema=False)
    async def _docs() -> HTMLResponse:
        return HTMLResponse(page("docs.html.j2", current="docs"))
