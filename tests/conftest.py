"""A real server on the loopback address, for the tests of the API and the pages."""

import threading
import time
from types import SimpleNamespace

import pytest


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """Start uvicorn on a free port with a store of its own; stop it at the end."""
    import uvicorn

    from api.app import create_app
    from api.middleware import loopback_hosts
    from api.settings import Settings

    path = tmp_path_factory.mktemp("server") / "server.db"
    application = create_app(Settings(db=path, hosts=loopback_hosts()))
    running = uvicorn.Server(
        uvicorn.Config(
            application, host="127.0.0.1", port=0, log_config=None, access_log=False, server_header=False
        )
    )
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not running.started and time.monotonic() < deadline:
        time.sleep(0.02)
    assert running.started, "the server did not start"
    port = running.servers[0].sockets[0].getsockname()[1]
    yield SimpleNamespace(url=f"http://127.0.0.1:{port}", port=port, db=path, app=application)
    running.should_exit = True
    thread.join(20)
