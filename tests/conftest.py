"""What several test files use: a real server on the loopback address, and the command line as somebody at a prompt has it."""

import io
import os
import sys
import threading
import time
from types import SimpleNamespace

import pytest
from hypothesis import settings

# No test is timed: hypothesis would else call 200 ms for one example an error, which a busy machine takes. With CI set,
# hypothesis has a profile of its own that doesn't time either, and draws the same examples in every run.
settings.register_profile("untimed", deadline=None)
if "CI" not in os.environ:
    settings.load_profile("untimed")


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
    deadline = time.monotonic() + 120
    while not running.started and time.monotonic() < deadline:
        time.sleep(0.02)
    assert running.started, "the server did not start"
    port = running.servers[0].sockets[0].getsockname()[1]
    yield SimpleNamespace(url=f"http://127.0.0.1:{port}", port=port, db=path, app=application)
    running.should_exit = True
    thread.join(20)


@pytest.fixture
def browser(server):
    """Return a client of the server that follows redirections, as a browser does."""
    import httpx

    with httpx.Client(base_url=server.url, follow_redirects=True, timeout=120) as client:
        yield client


@pytest.fixture
def run_bytes(monkeypatch, capfdbinary, tmp_path):
    """Return a function that runs the command line and gives exit code, standard output as bytes, and standard error."""
    from pirules.cli import main

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("PIRULES_DB", raising=False)

    def call(*arguments, stdin=None):
        monkeypatch.setattr(sys, "argv", ["pirules", *map(str, arguments)])
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as caught:
            main()
        out, err = capfdbinary.readouterr()
        return caught.value.code, out, err.decode("utf-8")

    return call


@pytest.fixture
def run(run_bytes):
    """Return a function like that of ``run_bytes`` that gives standard output as text."""

    def call(*arguments, stdin=None):
        code, out, err = run_bytes(*arguments, stdin=stdin)
        return code, out.decode("utf-8", "surrogateescape"), err

    return call
