"""A form with files: what was sent is answered, or the form comes back with what has to be mended."""

from collections.abc import Awaitable, Callable

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from api.problems import status_of
from api.upload import Upload, read_files
from api.work import workshop
from pirules.errors import PirulesError

_OURS = 500


async def answer_upload(
    request: Request,
    form: Callable[[dict[str, str], PirulesError], str],
    answer: Callable[[Upload], Awaitable[Response]],
) -> Response:
    """Answer an upload.

    Args:
        request: the request.
        form: renders the form with the fields as they were sent and the error that a person can mend.
        answer: makes the answer from what was sent.

    Raises:
        PirulesError: what isn't a matter of the form (the server's own failures).
    """
    fields: dict[str, str] = {}
    try:
        uploaded = await read_files(request)
        fields = uploaded.fields
        return await answer(uploaded)
    except PirulesError as error:
        if status_of(error) >= _OURS:
            raise
        shown = error
        return HTMLResponse(await workshop(request).run(lambda: form(fields, shown)), status_of(shown))
