"""Uploads: what a multipart request carries, read within bounds."""

from dataclasses import dataclass, field

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from pirules.errors import InputError

_MAX_FILES = 12
_MAX_FIELDS = 20


@dataclass(slots=True)
class Upload:
    """The files of an upload as ``(name, content)``, the subject first, and its plain fields."""

    files: list[tuple[str, bytes]] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)


def _base_name(name: str | None) -> str:
    """Return a file's name without the folders that some browsers send."""
    return (name or "").replace("\\", "/").rsplit("/", 1)[-1][:200]


async def read_files(request: Request) -> Upload:
    """Read a multipart form: the field ``file`` is the subject, other file fields are further ordinances.

    Raises:
        InputError: ``P023`` not such a form, or no file in it.
    """
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise InputError("P023", "multipart/form-data ではありません。")
    upload = Upload()
    others: list[tuple[str, bytes]] = []
    try:
        async with request.form(max_files=_MAX_FILES, max_fields=_MAX_FIELDS) as form:
            for name, value in form.multi_items():
                if not isinstance(value, UploadFile):
                    upload.fields[name] = value
                    continue
                if not value.filename and not value.size:
                    # A browser sends an empty part for a file field that was left empty.
                    continue
                target = upload.files if name == "file" else others
                target.append((_base_name(value.filename), await value.read()))
    except HTTPException as error:
        raise InputError("P023", "送信された内容を読み取れません。") from error
    upload.files += others
    if not upload.files:
        raise InputError("P023", "条例のファイルが入っていません。", field="file")
    return upload
