"""The application: rooms behind doors, surrounded by one middleware."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from anyio import to_thread
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from api import docs, problems
from api.middleware import Surroundings
from api.pages import check, comparison, draft, gap, home, measures, register
from api.settings import Settings
from api.straight import Straight
from api.v1 import checks, citations, gap_reports, health, ready, special_statutes
from api.v1 import measures as measures_api
from api.work import Workshop
from pirules import __version__
from pirules.store import open_store

_STATIC = Path(__file__).resolve().parent / "static"


def create_app(settings: Settings) -> FastAPI:
    """Return the application; its store is opened now, so that a bad file stops the start.

    Raises:
        StoreError: the store can't be opened (``P601``, ``P603``, ``P604``, ``P605``).
    """
    store = open_store(settings.db)
    shop = Workshop(settings, store)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await to_thread.run_sync(shop.deciders.start)
        # What is there for good is taken out of the garbage collector's rounds, which would stop every answer.
        gc.collect()
        gc.freeze()
        try:
            yield
        finally:
            await shop.stop()

    app = FastAPI(
        title="pirules",
        version=__version__,
        summary="個人情報の提供可否の判定と、条例のギャップレポート",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.workshop = shop
    problems.install(app)
    for module in (
        checks,
        gap_reports,
        measures_api,
        special_statutes,
        citations,
        ready,
        health,
        home,
        check,
        gap,
        draft,
        comparison,
        measures,
        register,
    ):
        app.include_router(module.router)
    docs.install(app)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    # The one added last stands outside.
    app.add_middleware(Straight)
    app.add_middleware(Surroundings, settings=settings)
    return app
