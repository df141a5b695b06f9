"""`pirules serve`: the API and the pages."""

import contextlib
import os
import socket
from typing import TYPE_CHECKING, Annotated

import typer

from pirules.cli import app
from pirules.cli._store import DbOption, warn
from pirules.errors import InputError, reason_of
from pirules.store import default_path

if TYPE_CHECKING:
    from fastapi import FastAPI

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket bound to the address, so that a busy port is our error and not a library's."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except socket.gaierror as error:
        raise InputError("P025", f"{host} という名のアドレスがありません。", field="host") from error
    except OSError as error:
        raise InputError(
            "P025", f"{host} の {port} 番で待ち受けられません（{reason_of(error)}）。"
        ) from error
    return listener


def _deciders() -> int:
    """Return how many processes decide where nobody says: one a core, at most four; none on a single core."""
    cores = os.cpu_count() or 1
    return min(cores, 4) if cores > 1 else 0


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="待ち受けるアドレス。")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65_535, help="待ち受けるポート（0 は空いている番号）。")
    ] = 8000,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-host",
            metavar="NAME",
            help="答えてよい宛先の名前（リバースプロキシの名など）。いくつでも。",
        ),
    ] = None,
    deciders: Annotated[
        int | None,
        typer.Option(
            min=0, max=64, help="判定を受け持つプロセスの数（0 はサーバー自身。普段は CPU の数に合わせる）。"
        ),
    ] = None,
    db: DbOption = None,
) -> None:
    """API（/v1/）、画面（/）、API の説明（/docs）を提供します。Ctrl+C で終わります。

    \b
    例:
      pirules serve
      pirules serve --host 127.0.0.1 --port 8080 --db 庁内.db
    """
    from api.app import create_app
    from api.log import configure
    from api.middleware import loopback_hosts
    from api.settings import Settings

    names = allow_host or []
    # On another address than the loopback the names are those that a person gives; without any, all.
    hosts = loopback_hosts(names) if host in _LOOPBACK or names else frozenset()
    processes = _deciders() if deciders is None else deciders
    application = create_app(Settings(db=db or default_path(), hosts=hosts, deciders=processes))
    listener = _listen(host, port)
    configure()
    shown = f"[{host}]" if ":" in host else host
    _run(application, listener, f"http://{shown}:{listener.getsockname()[1]}/")


def _run(application: "FastAPI", listener: socket.socket, address: str) -> None:
    """Answer on a socket until somebody ends it; say when the first answer can come."""
    import uvicorn

    class Server(uvicorn.Server):
        """Says where it answers when it does, so that nobody opens a page that isn't there yet."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                warn(f"{address} で待ち受けています。Ctrl+C で終わります。")

    config = uvicorn.Config(
        application,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=10,
    )
    warn(f"用意しています（{address}）…")
    # Here, where a rule at fault is an error of ours; within the library's start it would be a traceback.
    application.state.workshop.deciders.start()
    with contextlib.suppress(KeyboardInterrupt):  # Ctrl+C is how it ends.
        Server(config).run(sockets=[listener])
