"""Which measures a command means: the conditions that `measures list` and `measures set-all` share."""

from typing import Annotated

import typer

from pirules.errors import InputError
from pirules.report import labels
from pirules.store import STATES, Filter

BodyOption = Annotated[str | None, typer.Option("--body", help="団体の名称。")]
ClassificationOption = Annotated[
    str | None, typer.Option("--classification", help="区分（permitted、not_permitted など）。")
]
NotifyOption = Annotated[str | None, typer.Option("--notify", help="届出（yes・no・uncertain）。")]
TopicOption = Annotated[str | None, typer.Option("--topic", help="論点の名（online-linkage-ban など）。")]
TextOption = Annotated[
    str | None, typer.Option("--text", help="団体、条例、条項、文言、理由、コメントに含まれる語。")
]


def _check(value: str | None, known: tuple[str, ...], name: str) -> None:
    if value is not None and value not in known:
        raise InputError(
            "P012", f"--{name} の「{value[:40]}」はありません（{'・'.join(known)}）。", field=name
        )


def checked(wanted: Filter, state_option: str = "state") -> Filter:
    """Return a filter whose values exist.

    Args:
        wanted: as it was asked for.
        state_option: the option that names the state.

    Raises:
        InputError: ``P012`` naming the option whose value doesn't exist.
    """
    _check(wanted.state, STATES, state_option)
    _check(wanted.classification, tuple(labels.CLASSIFICATION), "classification")
    _check(wanted.notify, tuple(labels.NOTIFY), "notify")
    return wanted
