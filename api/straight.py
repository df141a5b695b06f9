"""The provision check answered straight: FastAPI documents its route, and stands beside the way of its requests.

Looking for the route, its parameters and the stacks around an endpoint took more time than the rest of the server's work on
a question that was asked before.
"""

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.problems import told
from api.v1.checks import CHECKS, check_provision
from pirules.errors import PirulesError


class Straight:
    """A middleware that answers ``POST /v1/provision-checks``; everything else goes on."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"] != CHECKS or scope["method"] != "POST":
            await self.app(scope, receive, send)
            return
        # What the log calls it by.
        scope["pattern"] = CHECKS
        try:
            response = await check_provision(Request(scope, receive))
        except PirulesError as error:
            response = told(CHECKS, error)
        await response(scope, receive, send)
